// What is chosen and not confirmed yet, and what it says as an answer.
#include <algorithm>

#include "quiz/attempt.h"
#include "view/quiz.h"

namespace popscope::view {

std::string letter_of_place(std::size_t place) {
  return std::string(1, static_cast<char>('A' + place));
}

std::optional<std::int64_t> number_in(std::string_view line) {
  constexpr std::size_t kDigitsMax = 15;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool negative = !line.empty() && line[0] == '-';
  std::string digits;
  std::size_t at = negative ? 1 : 0;
  for (; at < line.size() && (is_digit(line[at]) || line[at] == ','); ++at)
    if (line[at] != ',') digits += line[at];
  const bool only_unit_follows = at == line.size() || line[at] == ' ';
  if (digits.empty() || digits.size() > kDigitsMax || !only_unit_follows) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return negative ? -number : number;
}

QuizDraft draft_of_answer(const quiz::Answer& answer) {
  QuizDraft draft;
  draft.chosen = answer.chosen;
  draft.step = answer.step;
  draft.served = answer.served;
  if (answer.number) draft.number = std::to_string(*answer.number);
  return draft;
}

std::optional<quiz::Answer> answer_of(const quiz::Shown& shown, const QuizDraft& draft) {
  quiz::Answer answer{draft.chosen, {}, {}, draft.step, draft.served};
  if (std::holds_alternative<quiz::Numeric>(shown.question.asks))
    answer = {{}, number_in(draft.number), {}, {}, {}};
  if (!fits(answer, shown.question)) return std::nullopt;
  return answer;
}

namespace {

// On where it is not, off where it is.
void toggle_choice(std::vector<std::uint32_t>& chosen, std::uint32_t index, bool ascending) {
  const auto found = std::find(chosen.begin(), chosen.end(), index);
  if (found != chosen.end()) {
    chosen.erase(found);
    return;
  }
  const auto before =
      ascending ? std::upper_bound(chosen.begin(), chosen.end(), index) : chosen.end();
  chosen.insert(before, index);
}

// To the present line; then comes the next one that has nothing, if there is one.
void match(QuizDraft& draft, std::size_t lines, std::uint32_t side) {
  draft.chosen.resize(lines, kNotMatched);
  if (draft.row >= lines) draft.row = 0;
  draft.chosen[draft.row] = side;
  for (std::size_t i = 1; i < lines; ++i) {
    const std::size_t next = (draft.row + i) % lines;
    if (draft.chosen[next] != kNotMatched) continue;
    draft.row = static_cast<std::uint32_t>(next);
    return;
  }
}

}  // namespace

QuizDraft with_choice(const quiz::Shown& shown, QuizDraft draft, std::uint32_t place) {
  if (place >= shown.order.size()) return draft;
  const std::uint32_t index = shown.order[place];
  if (const auto* choice = std::get_if<quiz::Choice>(&shown.question.asks)) {
    if (choice->multiple) toggle_choice(draft.chosen, index, true);
    else draft.chosen = {index};
  } else if (std::holds_alternative<quiz::Spot>(shown.question.asks)) {
    draft.chosen = {index};
  } else if (std::holds_alternative<quiz::Ordering>(shown.question.asks)) {
    toggle_choice(draft.chosen, index, false);
  } else if (const auto* matching = std::get_if<quiz::Matching>(&shown.question.asks)) {
    match(draft, matching->pairs.size(), index);
  }
  return draft;
}

}  // namespace popscope::view
