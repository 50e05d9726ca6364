// libFuzzer: whatever an author or a stranger wrote, reading it ends: as a scenario that is run and
// checked, as a translation, as a recording that is done again, as a quiz that is proved, as a
// journal.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lesson/recording.h"
#include "loader/catalogue_loader.h"
#include "loader/quiz_journal.h"
#include "loader/quiz_loader.h"
#include "loader/recording_json.h"
#include "loader/scenario_loader.h"
#include "loader/translation.h"
#include "quiz/proof.h"

namespace {

using namespace popscope;

constexpr std::uint32_t kStepsMax = 500;  // of a story, so that one input takes milliseconds

class NoFiles : public loader::Source {
 public:
  loader::FileText read(std::string_view path) const override {
    text::Diagnostic missing;
    missing.code = loader::kFileMissing;
    missing.arguments = {text::plain("file", path)};
    return tl::unexpected<text::Diagnostic>(std::move(missing));
  }
  std::vector<std::string> list(std::string_view) const override { return {}; }

 private:
  bool stays_within(const std::string&, const std::string&) const override { return true; }
};

void require(bool holds) {
  if (!holds) std::abort();
}

void read_as_scenario(const std::string& text) {
  static const text::Catalogue sentences;
  static const NoFiles files;
  text::Diagnostics problems;
  auto read = loader::read_scenario(text, "fuzz.json", {&sentences, &files, "fuzz.json"}, problems);
  require(read != nullptr || !problems.empty());
  if (!read || !problems.empty()) return;
  auto scenario = std::make_shared<lesson::Scenario>(*read);
  scenario->steps_max = std::min(scenario->steps_max, kStepsMax);
  loader::translate(*scenario, text, "fuzz.de.json", problems);
  problems.clear();
  const auto compiled = lesson::compile(scenario, "fuzz.json", 1, problems);
  if (!problems.empty()) return;
  lesson::Visit visit(compiled);
  visit.check();
  for (std::uint32_t i = 0; i < visit.timeline().branches().size(); ++i) {
    require(sim::broken_invariants(visit.timeline().tip({i})).empty());
  }
  visit.last();
  visit.act(sim::Wait{sim::seconds(60)});
  const lesson::Restored restored = lesson::restore(compiled, lesson::record(visit));
  require(restored.inputs_left_out == 0);
  require(restored.visit.moment() == visit.moment());
}

void read_as_recording(const std::string& text) {
  static const auto lesson = [] {
    auto scenario = std::make_shared<lesson::Scenario>();
    scenario->people.push_back({"sarah", "secret", {{}, {}}, {}});
    scenario->devices.push_back({});
    scenario->devices[0].name = "Laptop";
    scenario->devices[0].reads = "sarah";
    lesson::Entry connect;
    connect.act = lesson::ConnectAct{"Laptop"};
    scenario->story.push_back(connect);
    text::Diagnostics none;
    return lesson::compile(scenario, "fuzz.json", 1, none);
  }();
  text::Diagnostics problems;
  const auto recording = loader::recording_from_json(text, "fuzz.json", problems);
  require(recording.has_value() || !problems.empty());
  if (!recording || !problems.empty()) return;
  const lesson::Restored restored = lesson::restore(lesson, *recording);
  lesson::record(restored.visit);
}

class OneFile final : public NoFiles {
 public:
  explicit OneFile(const std::string& text) : text_(text) {}
  loader::FileText read(std::string_view path) const override {
    return path == "fuzz.json" ? loader::FileText(text_) : NoFiles::read(path);
  }

 private:
  const std::string& text_;
};

void read_as_quiz(const std::string& text) {
  static const text::Catalogue sentences;
  static const NoFiles shipped;
  const OneFile files(text);
  const auto loaded = loader::load_quiz(files, "fuzz.json", "fuzz.json", shipped, sentences);
  require(loaded.quiz != nullptr || !loaded.problems.empty());
  if (!loaded.quiz) return;
  quiz::Quiz quiz = *loaded.quiz;
  for (quiz::Question& question : quiz.questions) {
    if (!question.run) continue;
    auto scenario = std::make_shared<lesson::Scenario>(*question.run->scenario);
    scenario->steps_max = std::min(scenario->steps_max, kStepsMax);
    question.run->scenario = std::move(scenario);
  }
  quiz::prove(quiz);
  const quiz::Attempt attempt(std::make_shared<const quiz::Quiz>(quiz), {}, 0, sentences);
  require(report_of(attempt).points == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(octets), size);
  if (loader::format_of(text) == loader::kRecordingFormat) {
    read_as_recording(text);
  } else if (loader::format_of(text) == loader::kQuizFormat) {
    read_as_quiz(text);
  } else if (text.rfind("{\"at\":", 0) == 0) {
    loader::read_journal(text);
  } else {
    read_as_scenario(text);
  }
  return 0;
}
