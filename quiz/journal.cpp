#include "quiz/journal.h"

#include <utility>

namespace popscope::quiz {

std::vector<Event> latest_attempt(const std::vector<Event>& journal) {
  std::vector<Event> latest;
  for (const Event& event : journal) {
    if (std::holds_alternative<Started>(event.what)) latest.clear();
    if (!latest.empty() || std::holds_alternative<Started>(event.what)) latest.push_back(event);
  }
  return latest;
}

std::optional<Attempt> attempt_of(const std::vector<Event>& events,
                                  std::shared_ptr<const Quiz> quiz,
                                  const text::Catalogue& sentences) {
  if (events.empty()) return std::nullopt;
  const auto* started = std::get_if<Started>(&events.front().what);
  if (started == nullptr || started->hash != quiz->hash)
    return std::nullopt;
  Attempt attempt(std::move(quiz), *started, events.front().at, sentences);
  for (std::size_t i = 1; i < events.size(); ++i) attempt.apply(events[i]);
  return attempt;
}

std::optional<Resumable> resumable(const std::vector<Event>& journal, Mode mode,
                                   std::shared_ptr<const Quiz> quiz, Clock now,
                                   const text::Catalogue& sentences) {
  std::vector<Event> latest;
  bool is_last = false;
  for (const Event& event : journal) {
    if (const auto* started = std::get_if<Started>(&event.what)) {
      is_last = started->mode == mode;
      if (is_last) latest.clear();
    }
    if (is_last) latest.push_back(event);
  }
  std::optional<Attempt> attempt = attempt_of(latest, std::move(quiz), sentences);
  if (!attempt || attempt->ended()) return std::nullopt;
  Resumable result{std::move(*attempt), is_last ? std::vector<Event>() : latest};
  const auto take = [&](Event event) {
    if (result.attempt.apply(event)) result.resuming.push_back(std::move(event));
  };
  take({latest.back().at, Paused{}});
  take({now, Resumed{}});
  return result;
}

std::optional<Attempt> finished(const std::vector<Event>& journal,
                                std::shared_ptr<const Quiz> quiz,
                                const text::Catalogue& sentences) {
  std::vector<Event> one, ended;
  for (const Event& event : journal) {
    if (std::holds_alternative<Started>(event.what)) one.clear();
    one.push_back(event);
    if (std::holds_alternative<Ended>(event.what)) ended = one;
  }
  std::optional<Attempt> attempt = attempt_of(ended, std::move(quiz), sentences);
  return attempt && attempt->ended() ? std::move(attempt) : std::nullopt;
}

}  // namespace popscope::quiz
