// "You are the server", as it is told: the maildrop, the dialogue so far, and what came of it.
#include <algorithm>

#include "quiz/answer.h"
#include "quiz/serve.h"
#include "quiz/spot.h"
#include "sim/core/ascii.h"
#include "view/explain.h"
#include "view/quiz_lab.h"
#include "view/words.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

std::int64_t figure(std::uint64_t n) { return static_cast<std::int64_t>(n); }

std::vector<std::string> maildrop_lines(const sim::World& world,
                                        const text::Catalogue& catalogue) {
  std::vector<std::string> lines;
  for (const auto& maildrop : world.maildrops) {
    lines.push_back(catalogue.sentence("quiz.serve.maildrop",
                                       {text::plain("user", maildrop->user),
                                        text::plain("password", maildrop->password)}));
    for (std::size_t i = 0; i < maildrop->messages.size(); ++i) {
      const sim::StoredMessage& stored = maildrop->messages[i];
      lines.push_back(
          catalogue.sentence("quiz.serve.message",
                             {text::number("number", figure(i + 1)),
                              text::plain("octets", std::to_string(stored.message->size().value)),
                              text::plain("unique_id", stored.unique_id),
                              text::plain("subject", subject_text(*stored.message, catalogue))}));
    }
  }
  return lines;
}

SessionRow row_of_answer(const quiz::Served& served) {
  SessionRow row;
  row.from = "S";
  row.wire = wire_line(Speaker::server, served.reply);
  row.text = shown(served.reply);
  return row;
}

ServeAsked asked_of(const quiz::Serve& serve, std::size_t number, const lesson::Visit& visit,
                    sim::BranchId branch, const text::Catalogue& catalogue) {
  const quiz::Turn& turn = serve.turns[number];
  const std::uint32_t closes = visit.steps(branch).step(turn.step).closes;
  const Told told =
      tell(explain(visit, branch, turn.step, visit.timeline().world({branch, closes})), catalogue);
  ServeAsked asked;
  asked.count = catalogue.sentence("quiz.serve.count",
                                   {text::number("number", figure(number + 1)),
                                    text::number("total", figure(serve.turns.size()))});
  asked.line = shown(turn.line);
  asked.state = turn.asks_state;
  asked.removed = turn.asks_removed;
  asked.hint = rich_text(told.text, catalogue);
  asked.section = told.section;
  return asked;
}

// Which turn a step belongs to; none: it is told as it was.
std::optional<std::size_t> turn_of_command(const quiz::Serve& serve, std::uint32_t step) {
  for (std::size_t i = 0; i < serve.turns.size(); ++i)
    if (serve.turns[i].step == step) return i;
  return std::nullopt;
}

// What the learner decides is not told: replies, and what is removed on the way to one.
bool is_decided(const quiz::Serve& serve, const std::vector<sim::Step>& steps, std::uint32_t n) {
  return std::any_of(serve.turns.begin(), serve.turns.end(), [&](const quiz::Turn& turn) {
    if (turn.reply_step == n) return true;
    return steps[n - 1].kind == sim::StepKind::removal && turn.step < n && n < turn.reply_step &&
           steps[n - 1].link == steps[turn.step - 1].link;
  });
}

std::string removed_words(const std::vector<std::uint32_t>& removed,
                          const text::Catalogue& catalogue) {
  if (removed.empty()) return catalogue.sentence("quiz.serve.removes_nothing");
  std::string numbers;
  for (const std::uint32_t number : removed)
    numbers += (numbers.empty() ? "" : catalogue.sentence("list.separator")) +
               std::to_string(number);
  return catalogue.sentence("quiz.serve.removes", {text::plain("numbers", numbers)});
}

std::string served_words(const quiz::Turn& turn, const quiz::Served& served,
                         const text::Catalogue& catalogue) {
  const std::string separator = catalogue.sentence("list.separator");
  std::string words = shown(served.reply);
  if (turn.asks_state && served.state) words += separator + std::string(to_text(*served.state));
  if (turn.asks_removed) words += separator + removed_words(served.removed, catalogue);
  return words;
}

std::string why_wrong(const quiz::Turn& turn, const quiz::TurnGrade& grade,
                      const text::Catalogue& catalogue) {
  std::string why;
  const auto add = [&](const char* key, text::Arguments arguments) {
    why += (why.empty() ? "" : " ") + catalogue.sentence(key, arguments);
  };
  if (!grade.status || !grade.words)
    add("quiz.serve.why.reply", {text::plain("reply", shown(turn.right.reply))});
  if (!grade.state)
    add("quiz.serve.why.state",
        {text::plain("state", turn.right.state ? to_text(*turn.right.state) : "")});
  if (!grade.removed)
    add(turn.right.removed.empty() ? "quiz.serve.why.removed_none" : "quiz.serve.why.removed",
        {text::plain("removed", removed_words(turn.right.removed, catalogue))});
  return why;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

ServeView serve_view(const quiz::Question& question, const lesson::Visit& visit,
                     const std::vector<quiz::Served>& served, const text::Catalogue& catalogue) {
  const auto& serve = std::get<quiz::Serve>(question.asks);
  const sim::BranchId branch = quiz::branch_of_run(visit);
  const std::vector<sim::Step>& steps = visit.steps(branch).all();
  ServeView view;
  view.maildrop = maildrop_lines(visit.lesson().start, catalogue);
  for (std::uint32_t n = 1; n <= steps.size(); ++n) {
    const std::optional<std::size_t> turn = turn_of_command(serve, n);
    if (!turn && is_decided(serve, steps, n)) continue;
    view.rows.push_back(session_row(visit, branch, n, catalogue));
    if (!turn) continue;
    if (*turn >= served.size()) {
      view.asked = asked_of(serve, *turn, visit, branch, catalogue);
      return view;
    }
    view.rows.push_back(row_of_answer(served[*turn]));
  }
  return view;
}

std::vector<ServeResult> serve_results(const quiz::Serve& serve, const quiz::Answer& answer,
                                       const text::Catalogue& catalogue) {
  std::vector<ServeResult> results;
  for (std::uint32_t i = 0; i < serve.turns.size() && i < answer.served.size(); ++i) {
    const quiz::Turn& turn = serve.turns[i];
    const quiz::TurnGrade grade = judged(turn, answer.served[i]);
    ServeResult result;
    result.line = shown(turn.line);
    result.said = served_words(turn, answer.served[i], catalogue);
    result.right = grade.right();
    result.why = why_wrong(turn, grade, catalogue);
    if (const quiz::WrongServing* wrong = wrong_serving(serve, i, answer.served[i]))
      result.feedback = rich_text(wrong->feedback, catalogue);
    results.push_back(std::move(result));
  }
  return results;
}

std::optional<pop3::StateKind> state_typed(std::string_view typed) {
  const std::string_view word = without_blanks(typed);
  for (int i = 0; i < pop3::kStateKinds; ++i) {
    const auto state = static_cast<pop3::StateKind>(i);
    const std::string_view name = to_text(state);
    if (!word.empty() && sim::equal_ignoring_case(word, name.substr(0, word.size()))) return state;
  }
  return std::nullopt;
}

std::optional<std::vector<std::uint32_t>> numbers_typed(std::string_view typed) {
  constexpr std::size_t kNumbersMax = 100, kDigitsMax = 6;
  const std::string_view words = without_blanks(typed);
  std::vector<std::uint32_t> numbers;
  if (sim::equal_ignoring_case(words, "none")) return numbers;
  std::string digits;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    const char c = i < words.size() ? words[i] : ' ';
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ' ' && c != ',') {
      return std::nullopt;
    } else if (!digits.empty()) {
      if (digits.size() > kDigitsMax || numbers.size() >= kNumbersMax) return std::nullopt;
      numbers.push_back(static_cast<std::uint32_t>(std::stoul(digits)));
      digits.clear();
    }
  }
  if (numbers.empty()) return std::nullopt;
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::optional<std::string> reply_typed(std::string_view typed) {
  const std::string reply(without_blanks(typed));
  if (quiz::status_of(reply) == quiz::ReplyStatus::none) return std::nullopt;
  return reply;
}

}  // namespace popscope::view
