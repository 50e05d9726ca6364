#include "view/quiz_proof.h"

#include <algorithm>

#include "quiz/attempt.h"
#include "quiz/proof.h"
#include "view/quiz.h"

namespace popscope::view {
namespace {

std::string letter_shown(const quiz::Shown& shown, std::uint32_t option) {
  const auto found = std::find(shown.order.begin(), shown.order.end(), option);
  return letter_of_place(static_cast<std::size_t>(found - shown.order.begin()));
}

// The option of which it is asked when it would be right: the one that was chosen, or else the
// first that says it; none: none does.
std::optional<std::uint32_t> option_in_question(const quiz::Choice& choice,
                                                const quiz::Shown& shown) {
  std::optional<std::uint32_t> first;
  for (const std::uint32_t index : shown.order) {
    if (choice.options[index].right_when.empty()) continue;
    const bool chosen = shown.answer && std::count(shown.answer->chosen.begin(),
                                                   shown.answer->chosen.end(), index) > 0;
    if (chosen) return index;
    if (!first) first = index;
  }
  return first;
}

// "With these settings C is right."
std::string what_holds(const quiz::Choice& choice, const quiz::Shown& shown, quiz::Runs& runs,
                       const quiz::Settings& settings, const text::Catalogue& catalogue) {
  const std::vector<std::optional<bool>> verdicts = quiz::verdicts(choice, runs, settings);
  std::string letters;
  std::int64_t count = 0;
  for (const std::uint32_t index : shown.order) {
    if (!verdicts[index].value_or(false)) continue;
    letters += (letters.empty() ? "" : catalogue.sentence("list.separator")) +
               letter_shown(shown, index);
    ++count;
  }
  if (count == 0) return catalogue.sentence("quiz.holds.none");
  return catalogue.sentence("quiz.holds",
                            {text::plain("letters", letters), text::number("count", count)});
}

// "With these settings it is 2."
std::string what_it_is(const quiz::Numeric& numeric, const lesson::Visit& visit,
                       const quiz::Run& run, const text::Catalogue& catalogue) {
  const std::optional<sim::Place> place = quiz::find_spot(visit, run.at);
  if (!place || !numeric.measure) return {};
  const auto number = measured(*numeric.measure, visit.timeline().world(*place));
  if (!number) return {};
  return catalogue.sentence("quiz.number.with", {text::number("number", *number)});
}

void add_parameters(const quiz::Shown& shown, quiz::Runs& runs, const quiz::Settings& settings,
                    const lesson::Visit* visit, QuizProofView& view,
                    const text::Catalogue& catalogue) {
  const auto* choice = std::get_if<quiz::Choice>(&shown.question.asks);
  const auto* numeric = std::get_if<quiz::Numeric>(&shown.question.asks);
  const std::vector<quiz::Parameter>& parameters = runs.run().parameters;
  if (!quiz::can_be_set(shown.question) || parameters.empty()) return;
  const std::optional<std::uint32_t> option =
      choice != nullptr ? option_in_question(*choice, shown) : std::nullopt;
  view.when = option ? catalogue.sentence("quiz.when_right",
                                          {text::plain("letter", letter_shown(shown, *option))})
                     : catalogue.sentence("quiz.what_if");
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    const std::uint32_t chosen = p < settings.size() ? settings[p] : 0;
    view.changed = view.changed || chosen != 0;
    std::vector<QuizParameter> row;
    for (std::uint32_t o = 0; o < parameters[p].size(); ++o)
      row.push_back({parameters[p][o].name, o == chosen});
    view.parameters.push_back(std::move(row));
  }
  if (visit == nullptr) return;
  if (std::holds_alternative<quiz::Spot>(shown.question.asks)) {
    const bool strict = !settings.empty() && settings.back() != 0;
    view.holds = catalogue.sentence(strict ? "quiz.spot.holds.strict" : "quiz.spot.holds");
    return;
  }
  view.holds = choice != nullptr ? what_holds(*choice, shown, runs, settings, catalogue)
                                 : what_it_is(*numeric, *visit, runs.run(), catalogue);
}

// With other settings what decided may not happen: then how it ends is shown.
void add_evidence(const quiz::Run& run, const lesson::Visit& visit, QuizProofView& view,
                  const text::Catalogue& catalogue) {
  std::optional<quiz::Evidence> found = quiz::evidence(run, visit);
  if (!found) found = quiz::evidence(run, visit, "end");
  if (!found) return;
  EvidenceView told = evidence(run, visit, *found, catalogue);
  view.lines = std::move(told.lines);
  view.note = catalogue.sentence(
      told.scenario.empty() ? "quiz.proof.step" : "quiz.proof.of",
      {text::plain("scenario", told.scenario), text::number("step", told.step)});
}

}  // namespace

std::optional<QuizProofView> quiz_proof(const quiz::Attempt& attempt, std::uint32_t index,
                                        quiz::Runs& runs,
                                        const std::vector<std::uint32_t>& settings,
                                        const text::Catalogue& catalogue) {
  text::Diagnostics problems;
  const lesson::Visit* visit = runs.told(settings, problems);
  QuizProofView view;
  if (visit != nullptr) {
    add_evidence(runs.run(), *visit, view, catalogue);
  } else {
    view.note = catalogue.sentence("quiz.proof.impossible");
  }
  add_parameters(attempt.questions()[index], runs, settings, visit, view, catalogue);
  // As the question has it nothing is proved, and nothing else can be set.
  if (visit == nullptr && view.parameters.empty()) return std::nullopt;
  return view;
}

}  // namespace popscope::view
