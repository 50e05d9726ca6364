#include "loader/files.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("popscope-files-") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "lessons/mail");
    write("secret.txt", "secret");
    write("lessons/a.json", "{}");
    write("lessons/mail/router.eml", "Subject: Router\r\n");
  }
  ~Files() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& text) {
    std::ofstream(folder_ / path, std::ios::binary) << text;
  }
  std::string path(const std::string& relative) { return (folder_ / relative).string(); }
  std::string code_of(const FileText& text) {
    if (text) return "read: " + *text;
    const std::string wrong = what_is_wrong(text.error(), shipped_sentences());
    const std::string remedy = what_would_be_right(text.error(), shipped_sentences());
    EXPECT_EQ((wrong + remedy).find_first_of("[{"), std::string::npos) << wrong << remedy;
    return text.error().code.substr(std::string("diagnostic.file.").size());
  }
  std::string beside(std::string_view reference) {
    return code_of(FolderSource(folder_.string()).read_beside("lessons/a.json", reference));
  }

  fs::path folder_;
};

TEST_F(Files, ReadsOnlyRegularFilesUpToALimit) {
  EXPECT_EQ(code_of(read_file(path("secret.txt"))), "read: secret");
  EXPECT_EQ(code_of(read_file(path("secret.txt"), 6)), "read: secret");
  EXPECT_EQ(code_of(read_file(path("secret.txt"), 5)), "too_big");
  EXPECT_EQ(code_of(read_file(path("nothing.txt"))), "missing");
  EXPECT_EQ(code_of(read_file(path("secret.txt/x"))), "missing");
  EXPECT_EQ(code_of(read_file("")), "missing");
  EXPECT_EQ(code_of(read_file(path("lessons"))), "is_folder");
  EXPECT_EQ(code_of(read_file("/dev/zero")), "not_regular");
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(code_of(read_file(path("pipe"))), "not_regular") << "and does not wait for a writer";
}

TEST_F(Files, WritesByRename) {
  EXPECT_TRUE(write_file(path("new.json"), "{}"));
  EXPECT_TRUE(write_file(path("new.json"), "[]"));
  EXPECT_EQ(code_of(read_file(path("new.json"))), "read: []");
  EXPECT_FALSE(fs::exists(path("new.json.new")));
  EXPECT_FALSE(write_file(path("no/such/folder.json"), "{}"));
}

TEST_F(Files, AFolderListsWhatBeginsSo) {
  const FolderSource source(folder_.string());
  EXPECT_EQ(source.list("lessons/"),
            (std::vector<std::string>{"lessons/a.json", "lessons/mail/router.eml"}));
  EXPECT_EQ(source.list("lessons/a"), std::vector<std::string>{"lessons/a.json"});
  EXPECT_EQ(source.list("").size(), 3u);
  EXPECT_TRUE(source.list("none/").empty());
  EXPECT_EQ(code_of(source.read("lessons/a.json")), "read: {}");
}

TEST_F(Files, AReferenceStaysWithinTheFolder) {
  EXPECT_EQ(beside("mail/router.eml"), "read: Subject: Router\r\n");
  EXPECT_EQ(beside("./mail/router.eml"), "read: Subject: Router\r\n");
  EXPECT_EQ(beside("router.eml"), "missing");
  EXPECT_EQ(beside(""), "no_name");
  EXPECT_EQ(beside("../secret.txt"), "climbs_out");
  EXPECT_EQ(beside("mail/../../secret.txt"), "climbs_out");
  EXPECT_EQ(beside("mail/.."), "climbs_out");
  EXPECT_EQ(beside("..mail"), "missing");
  EXPECT_EQ(beside(path("secret.txt")), "absolute");
  EXPECT_EQ(beside("C:/secret.txt"), "absolute");
  EXPECT_EQ(beside("mail\\router.eml"), "backslash");
  EXPECT_EQ(beside("mail"), "is_folder");
  fs::create_symlink(folder_ / "secret.txt", folder_ / "lessons/link.txt");
  fs::create_directory_symlink(folder_, folder_ / "lessons/up");
  fs::create_symlink("mail/router.eml", folder_ / "lessons/inside.eml");
  EXPECT_EQ(beside("link.txt"), "climbs_out");
  EXPECT_EQ(beside("up/secret.txt"), "climbs_out");
  EXPECT_EQ(beside("inside.eml"), "read: Subject: Router\r\n");
}

TEST_F(Files, AFileBesideMayStandInTheTopFolder) {
  const FolderSource source((folder_ / "lessons/").string());
  EXPECT_EQ(code_of(source.read_beside("a.json", "mail/router.eml")), "read: Subject: Router\r\n");
  EXPECT_EQ(code_of(source.read_beside("a.json", "../secret.txt")), "climbs_out");
}

TEST_F(Files, EmbeddedFilesAreASourceToo) {
  static constexpr std::array<embedded::File, 2> kFiles = {
      {{"lessons/a.json", "{}"}, {"lessons/mail/router.eml", "x"}}};
  const EmbeddedSource source(kFiles);
  EXPECT_EQ(code_of(source.read("lessons/a.json")), "read: {}");
  EXPECT_EQ(code_of(source.read("lessons/b.json")), "missing");
  EXPECT_EQ(code_of(source.read_beside("lessons/a.json", "mail/router.eml")), "read: x");
  EXPECT_EQ(code_of(source.read_beside("lessons/a.json", "../a")), "climbs_out");
  EXPECT_EQ(source.list("lessons/m"), std::vector<std::string>{"lessons/mail/router.eml"});
}

}  // namespace
}  // namespace popscope::loader
