#include "view/quiz_lab.h"

#include <algorithm>

#include "quiz/attempt.h"
#include "quiz/run.h"
#include "quiz/spot.h"
#include "sim/transcript/transcript.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using OptionState = QuizOption::State;

// Of a long reply, so many lines are shown behind its first.
constexpr std::size_t kMoreLinesMax = 8;

bool is_among(const std::vector<std::uint32_t>& all, std::uint32_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void add_more(const StepOf& step, SessionRow& row, const text::Catalogue& catalogue) {
  const std::vector<std::string> lines = sim::lines_of(octets_of(step).view());
  for (std::size_t i = 1; i < lines.size() && i <= kMoreLinesMax; ++i)
    row.more.push_back(payload_line(lines[i]));
  if (lines.size() > kMoreLinesMax + 1)
    row.more_left = catalogue.sentence(
        "quiz.lab.more_lines",
        {text::number("count", static_cast<std::int64_t>(lines.size() - kMoreLinesMax - 1))});
}

// What happens without a line. That a removal is wrong, or in which state it is, is for the learner
// to see.
std::string neutral_words(const StepOf& step, const text::Catalogue& catalogue) {
  const auto* did = std::get_if<sim::SessionDid>(&step.closing_event());
  const auto* removed = did ? sim::deed<sim::pop3::MessageRemoved>(*did) : nullptr;
  if (removed == nullptr) return words_of(step, catalogue);
  return catalogue.sentence("quiz.lab.removal", {text::number("number", removed->number.value)});
}

}  // namespace

SessionRow session_row(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t number,
                       const text::Catalogue& catalogue) {
  const StepOf step{visit, branch, number};
  SessionRow row;
  row.step = number;
  row.broken = step.step().broken;
  const auto& devices = visit.lesson().start.devices;
  if (devices.size() > 1 && step.step().device)
    row.device = devices[step.step().device->value]->name;
  const std::optional<WireLine> said = has_line(step.step()) ? line_of(step) : std::nullopt;
  if (!said) {
    row.text = neutral_words(step, catalogue);
    return row;
  }
  const bool command = step.step().kind == sim::StepKind::command;
  row.from = command ? "C" : "S";
  row.text = said->status + (said->status.empty() || said->words.empty() ? "" : " ") + said->words;
  row.wire = said;
  if (!command) add_more(step, row, catalogue);
  return row;
}

std::vector<std::string> lines_of(const SessionRow& row) {
  const std::string whose = row.device.empty() ? "" : row.device + " ";
  std::vector<std::string> lines{whose + (row.from.empty() ? "" : row.from + ": ") + row.text};
  for (const WireLine& line : row.more) lines.push_back(std::string("   ") + line.words);
  if (!row.more_left.empty()) lines.push_back("   " + row.more_left);
  return lines;
}

std::vector<SessionRow> spot_rows(const quiz::Question& question, const lesson::Visit& visit,
                                  std::optional<std::uint32_t> chosen, bool judged,
                                  const text::Catalogue& catalogue) {
  const auto& spot = std::get<quiz::Spot>(question.asks);
  const sim::BranchId branch = quiz::branch_of_run(visit);
  std::vector<SessionRow> rows;
  for (std::uint32_t n = spot.first; n != 0 && n <= spot.last; ++n) {
    SessionRow row = session_row(visit, branch, n, catalogue);
    if (judged && is_among(spot.steps, n)) row.state = OptionState::right;
    else if (chosen == n) row.state = judged ? OptionState::wrong : OptionState::chosen;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<QuizLabView> quiz_lab(const quiz::Attempt& attempt, std::uint32_t index,
                                    const lesson::Visit* visit, const QuizDraft& draft,
                                    const text::Catalogue& catalogue) {
  const quiz::Shown& shown = attempt.questions()[index];
  const bool judged = attempt.shows_feedback(index);
  if (visit == nullptr) return std::nullopt;
  QuizLabView view;
  if (std::holds_alternative<quiz::Spot>(shown.question.asks)) {
    const std::optional<std::uint32_t> given = shown.answer ? shown.answer->step : std::nullopt;
    view.rows = spot_rows(shown.question, *visit, judged ? given : draft.step, judged, catalogue);
    view.chooses = shown.open && !attempt.ended();
    return view;
  }
  if (!std::holds_alternative<quiz::Serve>(shown.question.asks)) return std::nullopt;
  const bool asks = shown.open && !attempt.ended();
  const quiz::Answer none;
  const auto& served = asks ? draft.served : shown.answer.value_or(none).served;
  ServeView told = serve_view(shown.question, *visit, served, catalogue);
  view.maildrop = std::move(told.maildrop);
  view.rows = std::move(told.rows);
  if (!asks) return view;
  view.asked = std::move(told.asked);
  view.state = draft.state;
  view.can_start_over = !draft.served.empty();
  return view;
}

SpotVerdict spot_verdict(const quiz::Spot& spot, std::uint32_t step,
                         const text::Catalogue& catalogue) {
  SpotVerdict verdict;
  verdict.right = is_among(spot.steps, step);
  const std::uint32_t first = spot.steps.empty() ? 0 : spot.steps.front();
  const std::uint32_t last = spot.steps.empty() ? 0 : spot.steps.back();
  const char* key = verdict.right ? "quiz.spot.step.right"
                    : first == last ? "quiz.spot.step.wrong.one"
                                    : "quiz.spot.step.wrong";
  verdict.words = catalogue.sentence(
      key, {text::number("step", step), text::number("first", first), text::number("last", last)});
  for (const quiz::WrongStep& wrong : spot.wrong_steps)
    if (!verdict.right && is_among(wrong.steps, step))
      verdict.feedback = rich_text(wrong.feedback, catalogue);
  return verdict;
}

}  // namespace popscope::view
