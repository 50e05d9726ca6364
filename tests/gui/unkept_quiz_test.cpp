// Answers that cannot be written are held, said, asked about at closing, and written when they can
// be.
#include <filesystem>
#include <gtest/gtest.h>

#include "loader/files.h"
#include "quiz/journal.h"
#include "tests/gui/quiz_window.h"

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

// Files cannot be made in a folder that is none; not even by root.
class UnkeptQuiz : public QuizTest {
 protected:
  UnkeptQuiz() {
    keeps_ = true;
    folder_.write("quiz", "");
  }
  void make_room() { fs::remove(folder_.file("quiz")); }
  void answer(const char* id) {
    go_to(id);
    choose_by_key(id == std::string("cut") ? "Two" : "RETR");
    if (id != std::string("cut")) choose_by_key("DELE");
    key(ImGuiKey_Enter);
  }
  void begin() {
    open_two();
    key(ImGuiKey_Enter);
    answer("cut");
    ASSERT_EQ(attempt().answered(), 1U);
  }
  bool has_sign() {
    window_->wait(60);  // no notice lasts so long
    return driver().has(window_->app().catalogue.sentence("app.kept.sign"));
  }
  std::size_t answers_on_disk() {
    const loader::FileText octets = loader::read_file(quiz().answers->path());
    if (!octets) return 0;
    std::size_t count = 0;
    for (const quiz::Event& event : loader::read_journal(*octets).events)
      count += std::holds_alternative<quiz::Answered>(event.what);
    return count;
  }
};

TEST_F(UnkeptQuiz, ASignStandsAndClosingIsAskedAbout) {
  open_two();
  key(ImGuiKey_Enter);
  EXPECT_FALSE(has_sign());  // nothing was done yet
  answer("cut");
  EXPECT_TRUE(has_sign());
  apply(window_->app(), Quit{});
  EXPECT_FALSE(window_->app().wants_to_close);
  EXPECT_EQ(window_->ui().notice, window_->app().catalogue.sentence("quiz.kept.close"));
  answer("which");  // there is more to lose now
  apply(window_->app(), Quit{});
  EXPECT_FALSE(window_->app().wants_to_close);
  apply(window_->app(), Quit{});
  EXPECT_TRUE(window_->app().wants_to_close);
}

TEST_F(UnkeptQuiz, ItIsWrittenAsSoonAsItCanBe) {
  begin();
  EXPECT_TRUE(has_sign());
  make_room();
  EXPECT_FALSE(has_sign());
  EXPECT_EQ(answers_on_disk(), 1U);
  answer("which");
  EXPECT_EQ(answers_on_disk(), 2U);
  apply(window_->app(), Quit{});
  EXPECT_TRUE(window_->app().wants_to_close);
}

TEST_F(UnkeptQuiz, AnotherQuizDoesNotLoseIt) {
  begin();
  apply(window_->app(), OpenFile{kSample});
  EXPECT_NE(quiz().quiz->title, "Two");
  apply(window_->app(), Quit{});
  EXPECT_FALSE(window_->app().wants_to_close);
  apply(window_->app(), OpenFile{folder_.file("two.json")});
  driver().settle();
  EXPECT_TRUE(driver().has("Go on"));
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 1U);
  make_room();
  apply(window_->app(), KeepAgain{});
  EXPECT_EQ(answers_on_disk(), 1U);
}

// Another window has the journal: this one does not take the place of what that one wrote.
TEST_F(UnkeptQuiz, AnotherWindowsAttemptStays) {
  make_room();
  folder_.write("two.json", kTwo);
  const std::string path = loader::journal_of_own(folder_.file("quiz"), folder_.file("two.json"));
  auto other = std::make_unique<loader::JournalFile>(path);
  ASSERT_EQ(other->state(), loader::JournalFile::State::ready);
  begin();
  other->add({5, quiz::Started{quiz().quiz->hash, quiz::Mode::study, 7}});
  other.reset();
  EXPECT_TRUE(has_sign());
  EXPECT_EQ(loader::read_journal(*loader::read_file(path)).events.size(), 1U);
  apply(window_->app(), Quit{});
  EXPECT_FALSE(window_->app().wants_to_close);
}

// Nothing that ended is left out when all is written at last.
TEST_F(UnkeptQuiz, WhatHasEndedIsWrittenToo) {
  begin();
  answer("which");
  apply(window_->app(), EndQuiz{});
  ASSERT_TRUE(attempt().ended());
  apply(window_->app(), NextQuestion{});  // the page before it begins
  apply(window_->app(), BeginQuiz{false, false});
  make_room();
  apply(window_->app(), KeepAgain{});
  const auto events = loader::read_journal(*loader::read_file(quiz().answers->path())).events;
  std::size_t begun = 0, ended = 0;
  for (const quiz::Event& event : events) {
    begun += std::holds_alternative<quiz::Started>(event.what);
    ended += std::holds_alternative<quiz::Ended>(event.what);
  }
  EXPECT_EQ(begun, 2U);
  EXPECT_EQ(ended, 1U);
}

}  // namespace
}  // namespace popscope::gui
