#pragma once
// A "do it" question under way: what a learner types is done to a visit, and what comes of it is
// told in lines. Nothing of it is kept but what was handed in.
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
  Done act(const std::string& line);

 private:
  std::vector<std::string> told_since(std::uint32_t step) const;

  const text::Catalogue& catalogue_;
  const quiz::Question* question_ = nullptr;
  std::optional<lesson::Visit> visit_;
  sim::DeviceId device_;
};

}  // namespace popscope::cli
