#include "view/guesses.h"

#include <algorithm>

namespace popscope::view {
namespace {

const lesson::Ask& ask_of(const lesson::Visit& visit, std::uint32_t ask) {
  return std::get<lesson::Ask>(visit.lesson().entries[ask].entry->act);
}

std::uint32_t moment_asked(const lesson::Visit& visit, std::uint32_t ask) {
  return visit.moment_of(visit.branch(), visit.lesson().entries[ask].begin);
}

// The step on this branch at which it is decided; none when another way decides it.
std::optional<std::uint32_t> deciding_step(const lesson::Visit& visit, std::uint32_t ask) {
  const auto& marker = visit.lesson().entries[ask].decides_at;
  const std::uint32_t moment = marker ? visit.moment_of(visit.branch(), *marker) : 0;
  return moment == 0 ? std::nullopt : std::optional(visit.steps().at_moment(moment));
}

// Between the stop before the cursor's and the cursor.
bool just_decided(const lesson::Visit& visit, std::uint32_t ask) {
  const auto& marker = visit.lesson().entries[ask].decides_at;
  if (!marker || !visit.decided(ask)) return false;
  const std::uint32_t stops = visit.stops_up_to(visit.branch(), visit.moment());
  const std::uint32_t before = stops < 2 ? 0 : visit.moment_of_stop(visit.branch(), stops - 1);
  return visit.moment_of(visit.branch(), *marker) > before;
}

// Whether it came out in the story itself, of which the author speaks.
bool decided_in_story(const lesson::Visit& visit, std::uint32_t ask) {
  const auto& marker = visit.lesson().entries[ask].decides_at;
  const std::uint32_t moment = marker ? visit.moment_of(visit.branch(), *marker) : 0;
  return moment == 0 || visit.is_of_story(visit.branch(), moment);
}

// Why it came out so; and why not as was guessed, if the author says it of what came.
std::string because(const lesson::Ask& ask, std::uint32_t outcome, bool in_story,
                    const std::optional<std::uint32_t>& said) {
  std::string text = ask.answers[outcome].because;
  if (!in_story || !said || *said == outcome || ask.answers[*said].because.empty()) return text;
  return text.empty() ? ask.answers[*said].because : ask.answers[*said].because + " " + text;
}

}  // namespace

GuessView guess_view(const lesson::Visit& visit, std::uint32_t ask, bool all,
                     const text::Catalogue& catalogue) {
  const lesson::Ask& asked = ask_of(visit, ask);
  const lesson::Guess& guess = visit.guesses().at(ask);
  GuessView view;
  view.ask = ask;
  view.late = guess.late;
  view.folded = guess.late || !guess.answer;
  view.question = plain_text(rich_text(asked.question, catalogue));
  view.said = guess.answer ? plain_text(rich_text(asked.answers[*guess.answer].say, catalogue))
                           : catalogue.sentence("story.guess.skipped");
  if (!guess.answer) {
    view.verdict = GuessView::Verdict::skipped;
    for (const lesson::Answer& answer : asked.answers)
      view.answers.push_back(plain_text(rich_text(answer.say, catalogue)));
  }
  const std::optional<std::uint32_t> outcome =
      all || visit.decided(ask) ? visit.outcome(ask) : std::nullopt;
  if (!outcome) return view;
  view.outcome = plain_text(rich_text(asked.answers[*outcome].say, catalogue));
  view.because = because(asked, *outcome, decided_in_story(visit, ask), guess.answer);
  if (guess.answer) {
    view.verdict =
        *guess.answer == *outcome ? GuessView::Verdict::right : GuessView::Verdict::wrong;
  }
  return view;
}

std::vector<GuessView> guesses_of_place(const lesson::Visit& visit,
                                        const text::Catalogue& catalogue) {
  struct Made {
    std::uint32_t moment = 0;
    std::uint32_t ask = 0;
  };
  std::vector<Made> made;
  for (const auto& guess : visit.guesses()) {
    const std::uint32_t moment = moment_asked(visit, guess.first);
    const bool before = moment != 0 && visit.steps().at_moment(moment) <= visit.step();
    if (before) made.push_back({moment, guess.first});
  }
  std::sort(made.begin(), made.end(),
            [](const Made& a, const Made& b) { return a.moment > b.moment; });
  std::vector<GuessView> views;
  for (const Made& m : made) {
    const std::optional<std::uint32_t> decided = deciding_step(visit, m.ask);
    const lesson::Guess& guess = visit.guesses().at(m.ask);
    const bool folded = guess.late || !guess.answer;
    const bool newest = m.ask == made.front().ask;
    if (!folded && !newest && (!decided || *decided < visit.step())) continue;
    views.push_back(guess_view(visit, m.ask, false, catalogue));
    views.back().news = just_decided(visit, m.ask);
  }
  return views;
}

}  // namespace popscope::view
