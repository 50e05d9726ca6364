#pragma once
// A "do it" question under way: what a learner types is done to a visit on one of its devices, and
// what comes of it until all is at rest is told in lines, for there is no word to go on by. Nothing
// of it is kept but what was handed in.
#include <optional>
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "quiz/question.h"
#include "text/catalogue.h"

namespace popscope::cli {

class Acting {
 public:
  explicit Acting(const text::Catalogue& catalogue) : catalogue_(catalogue) {}

  // The task from its beginning. Gives what its story says.
  std::vector<std::string> begin(const quiz::Question& question);

  struct Done {
    std::vector<std::string> lines{};  // "C: DELE 2", "S: +OK ..."
    std::string error{};               // in the place of lines: why it could not be done
    bool handed_in = false;
    std::vector<bool> met{};           // then: by check
  };
  // "on Phone" goes over to that device, with a line behind it does that there.
  Done act(const std::string& line);

  // On which device a line is typed now; empty: the task cannot be run.
  std::string device() const;
  std::vector<std::string> devices() const;

 private:
  std::string go_over(std::string& line);
  std::vector<std::string> told_since(std::uint32_t step) const;

  const text::Catalogue& catalogue_;
  const quiz::Question* question_ = nullptr;
  std::optional<lesson::Visit> visit_;
  sim::DeviceId device_;
};

}  // namespace popscope::cli
