#include "gui/app/kept_answers.h"

#include <algorithm>
#include <utility>

#include "quiz/journal.h"

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

// What an event belongs to is the last attempt that began. Where somebody else has written in the
// meantime, and what is held does not begin with a beginning, the attempt is told from its own.
bool KeptAnswers::keep_again() {
  if (!keeps()) return true;
  // What another popscope has begun is not to be taken the place of.
  if (state() == State::in_use) return false;
  if (state() != State::ready) {
    auto again = std::make_unique<loader::JournalFile>(path());
    if (again->state() != State::ready) return false;
    const std::vector<quiz::Event>& there = again->before().events;
    if (there.size() != written_) {
      std::vector<quiz::Event> mine(events_.begin() + static_cast<std::ptrdiff_t>(written_),
                                    events_.end());
      if (!mine.empty() && !std::holds_alternative<quiz::Started>(mine.front().what))
        mine = quiz::latest_attempt(events_);
      events_ = there;
      events_.insert(events_.end(), mine.begin(), mine.end());
      written_ = there.size();
    }
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
