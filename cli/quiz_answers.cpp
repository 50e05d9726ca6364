#include "cli/quiz_answers.h"

#include <algorithm>
#include <vector>

#include "quiz/run.h"
#include "view/quiz.h"

namespace popscope::cli {
namespace {

constexpr std::size_t kStepDigitsMax = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string in_lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// A letter or a digit, one after the other: "1-B, 2 a" is 1 b 2 a. "and" says nothing.
std::string marks_of(std::string_view line) {
  std::string text = in_lower_case(line);
  for (std::size_t at = text.find(" and "); at != std::string::npos; at = text.find(" and "))
    text.replace(at, 5, " ");
  std::string marks;
  for (const char c : text)
    if (is_letter(c) || is_digit(c)) marks += c;
  return marks;
}

// The place that a mark names: a, b, c or 1, 2, 3.
std::optional<std::size_t> place_of_mark(char mark, std::size_t places) {
  const int place = is_digit(mark) ? mark - '1' : mark - 'a';
  if (place < 0 || static_cast<std::size_t>(place) >= places) return std::nullopt;
  return static_cast<std::size_t>(place);
}

std::optional<std::vector<std::uint32_t>> indices(const quiz::Shown& shown,
                                                  const std::string& marks) {
  std::vector<std::uint32_t> result;
  for (const char mark : marks) {
    const auto place = place_of_mark(mark, shown.order.size());
    if (!place) return std::nullopt;
    result.push_back(shown.order[*place]);
  }
  return result;
}

struct ReadAnswer {
  const quiz::Shown& shown;
  std::string line;

  using Result = std::optional<quiz::Answer>;

  Result operator()(const quiz::Choice& choice) const {
    for (std::uint32_t i = 0; i < choice.options.size(); ++i)
      if (in_lower_case(choice.options[i].say) == in_lower_case(line))
        return quiz::Answer{{i}, {}, {}};
    auto chosen = indices(shown, marks_of(line));
    if (!chosen) return std::nullopt;
    std::sort(chosen->begin(), chosen->end());
    chosen->erase(std::unique(chosen->begin(), chosen->end()), chosen->end());
    return quiz::Answer{std::move(*chosen), {}, {}};
  }

  // "1b 2a 3c", or the letters alone in the order of the left-hand sides.
  Result operator()(const quiz::Matching& matching) const {
    const std::string marks = marks_of(line);
    const std::size_t count = matching.pairs.size();
    quiz::Answer answer;
    if (marks.size() == count) {
      const auto chosen = indices(shown, marks);
      if (!chosen) return std::nullopt;
      answer.chosen = *chosen;
      return answer;
    }
    if (marks.size() != 2 * count) return std::nullopt;
    std::vector<std::optional<std::uint32_t>> sides(count);
    for (std::size_t i = 0; i < marks.size(); i += 2) {
      const auto left = is_digit(marks[i]) ? place_of_mark(marks[i], count) : std::nullopt;
      const auto right = place_of_mark(marks[i + 1], shown.order.size());
      if (!left || !right || !is_letter(marks[i + 1]) || sides[*left]) return std::nullopt;
      sides[*left] = shown.order[*right];
    }
    for (const auto& side : sides) answer.chosen.push_back(*side);
    return answer;
  }

  Result operator()(const quiz::Ordering&) const {
    auto chosen = indices(shown, marks_of(line));
    if (!chosen) return std::nullopt;
    return quiz::Answer{std::move(*chosen), {}, {}};
  }

  // "3", "-1", "1,024 octets".
  Result operator()(const quiz::Numeric&) const {
    const auto number = view::number_in(line);
    if (!number) return std::nullopt;
    return quiz::Answer{{}, *number, {}};
  }

  Result operator()(const quiz::Generator&) const { return std::nullopt; }
  Result operator()(const quiz::Task&) const { return std::nullopt; }

  // "12 B": the step and the rule.
  Result operator()(const quiz::Spot&) const {
    const std::size_t end = std::min(line.find_first_not_of("0123456789"), line.size());
    const std::string marks = marks_of(line.substr(end));
    if (end == 0 || end > kStepDigitsMax || marks.size() != 1) return std::nullopt;
    const auto chosen = indices(shown, marks);
    if (!chosen) return std::nullopt;
    quiz::Answer answer;
    answer.chosen = *chosen;
    answer.step = static_cast<std::uint32_t>(std::stoul(line.substr(0, end)));
    return answer;
  }
  Result operator()(const quiz::Serve&) const { return std::nullopt; }
};

}  // namespace

std::optional<quiz::Answer> read_answer(const quiz::Shown& shown, std::string_view line) {
  auto answer = std::visit(ReadAnswer{shown, trimmed(line)}, shown.question.asks);
  if (!answer || !fits(*answer, shown.question)) return std::nullopt;
  return answer;
}

std::string letter(std::size_t place) { return std::string(1, static_cast<char>('A' + place)); }

std::string letter_of(const quiz::Shown& shown, std::uint32_t index) {
  const auto found = std::find(shown.order.begin(), shown.order.end(), index);
  return letter(static_cast<std::size_t>(found - shown.order.begin()));
}

std::string written(const quiz::Shown& shown, const quiz::Answer& answer) {
  if (answer.number) return std::to_string(*answer.number);
  const bool matches = std::holds_alternative<quiz::Matching>(shown.question.asks);
  std::string text = answer.step ? std::to_string(*answer.step) : std::string();
  for (std::size_t i = 0; i < answer.chosen.size(); ++i) {
    if (!text.empty()) text += ' ';
    if (matches) text += std::to_string(i + 1) + "-";
    text += letter_of(shown, answer.chosen[i]);
  }
  return text;
}

std::vector<view::SessionRow> rows_to_choose(const quiz::Question& question,
                                             const text::Catalogue& catalogue) {
  text::Diagnostics problems;
  quiz::Runs runs(*question.run, "");
  const lesson::Visit* visit = runs.told({}, problems);
  if (visit == nullptr) return {};
  return view::spot_rows(question, *visit, std::nullopt, false, catalogue);
}

}  // namespace popscope::cli
