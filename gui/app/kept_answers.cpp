#include "gui/app/kept_answers.h"

#include <algorithm>
#include <utility>

namespace popscope::gui {

using State = loader::JournalFile::State;

KeptAnswers::KeptAnswers(const std::string& path)
    : file_(std::make_unique<loader::JournalFile>(path)),
      events_(file_->before().events),
      written_(events_.size()) {}

State KeptAnswers::state() const { return file_ ? file_->state() : State::impossible; }

bool KeptAnswers::add(quiz::Event event) {
  events_.push_back(std::move(event));
  return !keeps() || write_held();
}

bool KeptAnswers::write_held() {
  while (written_ < events_.size() && file_->add(events_[written_])) ++written_;
  return written_ == events_.size();
}

// A file that could not be opened is opened now; what is held stands behind what it has.
bool KeptAnswers::keep_again() {
  if (!keeps()) return true;
  if (state() != State::ready) {
    auto again = std::make_unique<loader::JournalFile>(path());
    if (again->state() != State::ready) return false;
    const std::vector<quiz::Event>& there = again->before().events;
    // What another popscope has begun, and not ended, is not to be taken the place of.
    const bool begun = !there.empty() && !std::holds_alternative<quiz::Ended>(there.back().what);
    if (state() == State::in_use && begun) return false;
    events_.insert(events_.begin(), there.begin(), there.end());
    written_ = there.size();
    file_ = std::move(again);
  }
  return write_held();
}

std::size_t KeptAnswers::unkept() const {
  if (!keeps()) return 0;
  return static_cast<std::size_t>(std::count_if(
      events_.begin() + static_cast<std::ptrdiff_t>(written_), events_.end(),
      [](const quiz::Event& event) {
        return std::holds_alternative<quiz::Answered>(event.what) ||
               std::holds_alternative<quiz::Flagged>(event.what) ||
               std::holds_alternative<quiz::Ended>(event.what);
      }));
}

}  // namespace popscope::gui
