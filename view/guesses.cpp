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
  const std::uint32_t moment = visit.decides_at(visit.branch(), ask);
  return moment == 0 ? std::nullopt : std::optional(visit.steps().at_moment(moment));
}

// Between the stop before the cursor's and the cursor.
bool just_decided(const lesson::Visit& visit, std::uint32_t ask) {
  if (!visit.decided(ask)) return false;
  const std::uint32_t stops = visit.stops_up_to(visit.branch(), visit.moment());
  const std::uint32_t before = stops < 2 ? 0 : visit.moment_of_stop(visit.branch(), stops - 1);
  return visit.decides_at(visit.branch(), ask) > before;
}

// Why it came out so; and why not as was guessed, if the author says it.
std::string because(const lesson::Ask& ask, std::uint32_t outcome,
                    const std::optional<std::uint32_t>& said, const text::Catalogue& catalogue) {
  const auto words = [&](std::uint32_t answer) {
    return plain_text(rich_text(ask.answers[answer].because, catalogue));
  };
  const std::string text = words(outcome);
  if (!said || *said == outcome || ask.answers[*said].because.empty()) return text;
  return text.empty() ? words(*said) : words(*said) + " " + text;
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
  view.because = because(asked, *outcome, guess.answer, catalogue);
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
