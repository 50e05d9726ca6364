#include "cli/check.h"

#include <algorithm>
#include <filesystem>

#include "cli/opened.h"
#include "loader/json_tree.h"
#include "loader/recording_json.h"
#include "quiz/proof.h"

namespace popscope::cli {
namespace {

namespace fs = std::filesystem;

// What is too broken to say what it is must not be passed over in silence.
bool is_to_be_checked(const std::string& text) {
  const std::string format = loader::format_of(text);
  if (format.rfind("scenario/", 0) == 0 || format.rfind("quiz/", 0) == 0) return true;
  text::Diagnostics slips;
  loader::read_json(text, {}, slips);
  return !slips.empty();
}

// In a folder: what says that it is a scenario or a quiz. A file that was named is always looked
// at.
std::vector<std::string> files_in(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(path, options, error), end; it != end;
       it.increment(error)) {
    if (error) break;
    if (!it->is_regular_file(error) || it->path().extension() != ".json") continue;
    const loader::FileText text = loader::read_file(it->path().string());
    if (!text || is_to_be_checked(*text)) files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Count { int steps = 0, branches = 0; };

Count count_of(const lesson::Visit& visit) {
  Count count;
  count.branches = static_cast<int>(visit.timeline().branches().size());
  for (int b = 0; b < count.branches; ++b)
    count.steps +=
        static_cast<int>(visit.steps(sim::BranchId{static_cast<std::uint32_t>(b)}).count());
  return count;
}

// One file or folder after the other; the worst that was found decides.
class Checking {
 public:
  Checking(const loader::Source& source, const text::Catalogue& catalogue, std::FILE* out,
           std::FILE* err)
      : source_(source), catalogue_(catalogue), out_(out), err_(err) {}

  int worst() const { return worst_; }

  void path(const std::string& path) {
    const std::vector<std::string> files = files_in(path);
    if (files.empty()) {
      say(err_, "cli.nothing_to_check", {text::plain("path", path)});
      worst_ = std::max(worst_, kBadInput);
    }
    for (const std::string& each : files) {
      if (is_quiz(source_, each)) quiz(each);
      else scenario(each);
    }
  }

 private:
  void scenario(const std::string& file) {
    Opened opened = open(source_, file, catalogue_);
    if (!unless(report(opened.problems, catalogue_, err_) && opened.visit, kBadInput)) return;
    if (!unless(report_left_out(opened, file, catalogue_, err_), kFailed)) return;
    if (!unless(report(opened.visit->check(), catalogue_, err_), kFailed)) return;
    const Count count = count_of(*opened.visit);
    say(out_, "cli.check.ok",
        {text::plain("file", file), text::plain("steps", std::to_string(count.steps)),
         text::number("count", count.branches)});
  }

  void quiz(const std::string& file) {
    const loader::LoadedQuiz opened = open_quiz(source_, file, catalogue_);
    if (!unless(report(opened.problems, catalogue_, err_) && opened.quiz, kBadInput)) return;
    if (!unless(report(quiz::prove(*opened.quiz), catalogue_, err_), kFailed)) return;
    int by_run = 0, cited = 0;
    for (const quiz::Question& question : opened.quiz->questions)
      ++(quiz::proved_by(question) == quiz::Proved::by_run ? by_run : cited);
    say(out_, "cli.check.quiz_ok",
        {text::plain("file", file), text::number("count", by_run + cited),
         text::number("run", by_run), text::number("cited", cited)});
  }

  bool unless(bool well, int code) {
    if (!well) worst_ = std::max(worst_, code);
    return well;
  }

  void say(std::FILE* to, const char* key, const text::Arguments& arguments) {
    std::fprintf(to, "%s\n", catalogue_.sentence(key, arguments).c_str());
  }

  const loader::Source& source_;
  const text::Catalogue& catalogue_;
  std::FILE* out_;
  std::FILE* err_;
  int worst_ = kOk;
};

}  // namespace

int check(const Check& request, const loader::Source& source, const text::Catalogue& catalogue,
          std::FILE* out, std::FILE* err) {
  Checking checking(source, catalogue, out, err);
  for (const std::string& path : request.paths) checking.path(path);
  return checking.worst();
}

}  // namespace popscope::cli
