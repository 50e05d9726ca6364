#pragma once
// A question's run: its scenario with some options of its parameters, told to the end. The ways
// that the run takes are no choices any more, and what the scenario asks and expects is left out: a
// question has claims of its own, and with other parameters a lesson's need not hold.
//
// A spot is a place in it: an address of the lesson ("marked", "12", "end"), or how a line begins
// ("C: DELE 2", "S: -ERR"): the first such line.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "quiz/question.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

// By parameter, which option; what is missing is the first.
using Settings = std::vector<std::uint32_t>;

// The settings with these options and, of all other parameters, the first.
Settings settings_with(const Run& run, const std::vector<std::string>& options);

// Goes over to the next settings; false: these were the last, and it begins anew.
bool next(Settings& settings, const Run& run);

// The options that are not the first ones of their parameters.
std::vector<std::string> chosen(const Run& run, const Settings& settings);

lesson::Scenario scenario_of(const Run& run, const Settings& settings);

// Every way of a scenario, variants too, by its name.
std::vector<std::string> ways_of(const lesson::Scenario& scenario);

std::optional<sim::Place> find_spot(const lesson::Visit& visit, const std::string& spot);

// What was run for one question, kept: each settings' run is told once.
class Runs {
 public:
  // `file` is what messages call the quiz's file.
  Runs(const Run& run, std::string file) : run_(run), file_(std::move(file)) {}

  // Null where the scenario cannot be run like that to its end (an act is impossible, or never
  // finished): such a run proves nothing. Then `problems` says why, the first time.
  const lesson::Visit* told(const Settings& settings, text::Diagnostics& problems);
  const Run& run() const { return run_; }

 private:
  const Run& run_;
  std::string file_;
  std::map<Settings, std::unique_ptr<lesson::Visit>> told_;
};

// A run with more at its end: a task's solution, a wrong way.
std::shared_ptr<const lesson::Compiled> compiled_with(const Run& run, const Settings& settings,
                                                      const std::vector<lesson::Entry>& more,
                                                      const std::string& file,
                                                      text::Diagnostics& problems);

// What to show of a run: the step that decides, and those around it.
struct Evidence {
  sim::BranchId branch;
  std::uint32_t step = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
// `show`: an option's own spot; empty: the run's.
std::optional<Evidence> evidence(const Run& run, const lesson::Visit& visit,
                                 const std::string& show = "");

}  // namespace popscope::quiz
