#pragma once
// A "serve" question under way: the learner is the server, and types what it replies, command after
// command. Nothing of it is kept but what was answered in the end.
#include <optional>
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "quiz/question.h"
#include "text/catalogue.h"

namespace popscope::cli {

class Serving {
 public:
  explicit Serving(const text::Catalogue& catalogue) : catalogue_(catalogue) {}

  // What is asked of a command, one after the other.
  enum class Part { reply, state, removed };
  struct Asked {
    Part part = Part::reply;
    std::string line;                    // the command
    std::string question;                // in words; of a reply none are needed
    std::string prompt;
  };
  struct Done {
    std::vector<std::string> lines{};    // of the dialogue, since the last time
    std::string error{};                 // in the place of lines: why it is no answer
    bool finished = false;
    std::vector<quiz::Served> served{};  // then: by turn
  };

  // The dialogue from its beginning, up to the first command.
  Done begin(const quiz::Question& question);
  // "start over" and "hint" are words, all other lines are answers.
  Done take(const std::string& line);
  std::optional<Asked> asked() const;

 private:
  Done go_on();
  Done hint() const;

  const text::Catalogue& catalogue_;
  const quiz::Question* question_ = nullptr;
  std::optional<lesson::Visit> visit_;
  std::vector<quiz::Served> served_;     // whole answers
  std::optional<quiz::Served> present_;  // one that lacks something still
  Part part_ = Part::reply;
  std::size_t told_ = 0;                 // rows of the dialogue
};

}  // namespace popscope::cli
