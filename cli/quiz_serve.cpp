#include "cli/quiz_serve.h"

#include <utility>

#include "quiz/run.h"
#include "view/quiz_lab.h"

namespace popscope::cli {

Serving::Done Serving::begin(const quiz::Question& question) {
  question_ = &question;
  served_.clear();
  present_.reset();
  part_ = Part::reply;
  told_ = 0;
  text::Diagnostics problems;
  const auto compiled = compiled_with(*question.run, {}, {}, "", problems);
  visit_.reset();
  if (compiled) visit_.emplace(compiled);
  Done done;
  for (const text::Diagnostic& problem : problems)  // what `check` would have found
    done.lines.push_back(one_line(problem, catalogue_));
  if (!visit_) return done;
  done = go_on();
  const view::ServeView view = view::serve_view(question, *visit_, {}, catalogue_);
  done.lines.insert(done.lines.begin(), view.maildrop.begin(), view.maildrop.end());
  return done;
}

// What is new in the dialogue; the learner knows what they said.
Serving::Done Serving::go_on() {
  Done done;
  const view::ServeView view = view::serve_view(*question_, *visit_, served_, catalogue_);
  for (; told_ < view.rows.size(); ++told_) {
    if (view.rows[told_].step == 0) continue;
    for (std::string& line : lines_of(view.rows[told_])) done.lines.push_back(std::move(line));
  }
  if (!view.asked) {
    done.finished = true;
    done.served = served_;
  }
  return done;
}

std::optional<Serving::Asked> Serving::asked() const {
  if (!visit_) return std::nullopt;
  const view::ServeView view = view::serve_view(*question_, *visit_, served_, catalogue_);
  if (!view.asked) return std::nullopt;
  Asked asked{part_, view.asked->line, "", catalogue_.sentence("cli.quiz.serve.reply")};
  if (part_ == Part::state) {
    asked.question = catalogue_.sentence("cli.quiz.serve.state");
    asked.prompt = catalogue_.sentence("cli.quiz.serve.state.prompt");
  } else if (part_ == Part::removed) {
    asked.question = catalogue_.sentence("cli.quiz.serve.removed");
    asked.prompt = catalogue_.sentence("cli.quiz.serve.removed.prompt");
  }
  return asked;
}

Serving::Done Serving::hint() const {
  const view::ServeView view = view::serve_view(*question_, *visit_, served_, catalogue_);
  if (!view.asked) return {};
  return {{catalogue_.sentence("cli.quiz.serve.hint",
                               {text::plain("hint", plain_text(view.asked->hint)),
                                text::plain("section", view.asked->section)})}};
}

Serving::Done Serving::take(const std::string& line) {
  if (!visit_) return {};
  if (line == "start over") return begin(*question_);
  if (line == "hint") return hint();
  const auto& turns = std::get<quiz::Serve>(question_->asks).turns;
  if (served_.size() >= turns.size()) return go_on();
  const quiz::Turn& turn = turns[served_.size()];
  switch (part_) {
    case Part::reply: {
      const std::optional<std::string> reply = view::reply_typed(line);
      if (!reply) return {{}, catalogue_.sentence("quiz.serve.no_reply")};
      present_ = quiz::Served{*reply};
      part_ = turn.asks_state ? Part::state : turn.asks_removed ? Part::removed : Part::reply;
      break;
    }
    case Part::state: {
      const auto state = view::state_typed(line);
      if (!state) return {{}, catalogue_.sentence("quiz.serve.no_state")};
      present_->state = state;
      part_ = turn.asks_removed ? Part::removed : Part::reply;
      break;
    }
    case Part::removed: {
      auto numbers = view::numbers_typed(line);
      if (!numbers) return {{}, catalogue_.sentence("quiz.serve.no_numbers")};
      present_->removed = std::move(*numbers);
      part_ = Part::reply;
      break;
    }
  }
  if (part_ != Part::reply) return {};
  served_.push_back(std::move(*present_));
  present_.reset();
  return go_on();
}

}  // namespace popscope::cli
