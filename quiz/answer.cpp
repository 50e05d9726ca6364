#include "quiz/answer.h"

#include <algorithm>
#include <numeric>

#include "quiz/serve.h"

namespace popscope::quiz {
namespace {

bool has(const std::vector<std::uint32_t>& chosen, std::size_t option) {
  return std::find(chosen.begin(), chosen.end(), option) != chosen.end();
}

bool ascend_below(const std::vector<std::uint32_t>& chosen, std::size_t end) {
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i] >= end || (i > 0 && chosen[i] <= chosen[i - 1])) return false;
  return true;
}

std::uint32_t side_of(const Matching& matching, const Pair& pair) {
  const std::vector<std::string> sides = right_sides(matching);
  const auto found = std::find(sides.begin(), sides.end(), pair.right);
  return static_cast<std::uint32_t>(found - sides.begin());
}

struct Fits {
  const Answer& answer;

  bool operator()(const Choice& choice) const {
    const std::size_t count = answer.chosen.size();
    return (choice.multiple ? count > 0 : count == 1) &&
           ascend_below(answer.chosen, choice.options.size());
  }
  bool operator()(const Matching& matching) const {
    const std::size_t sides = right_sides(matching).size();
    return answer.chosen.size() == matching.pairs.size() &&
           std::all_of(answer.chosen.begin(), answer.chosen.end(),
                       [&](std::uint32_t side) { return side < sides; });
  }
  bool operator()(const Ordering& ordering) const {
    std::vector<std::uint32_t> sorted = answer.chosen;
    std::sort(sorted.begin(), sorted.end());
    return sorted.size() == ordering.items.size() && ascend_below(sorted, sorted.size());
  }
  bool operator()(const Numeric&) const { return answer.number.has_value(); }
  bool operator()(const Generator&) const { return false; }
  bool operator()(const Task& task) const { return answer.met.size() == task.checks.size(); }
  bool operator()(const Spot& spot) const {
    return answer.step && *answer.step >= spot.first && *answer.step <= spot.last &&
           answer.chosen.size() == 1 && answer.chosen[0] < spot.rules.size();
  }
  bool operator()(const Serve& serve) const {
    return !serve.turns.empty() && answer.served.size() == serve.turns.size();
  }
};

std::uint32_t count_of(std::size_t size) { return static_cast<std::uint32_t>(size); }

struct Grading {
  const Answer& answer;

  Grade operator()(const Choice& choice) const {
    std::uint32_t right = 0, hit = 0, missed = 0;
    for (std::size_t i = 0; i < choice.options.size(); ++i) {
      const bool chosen = has(answer.chosen, i);
      if (choice.options[i].right) ++right;
      if (chosen) ++(choice.options[i].right ? hit : missed);
    }
    return {hit > missed ? hit - missed : 0, right};
  }
  Grade operator()(const Matching& matching) const {
    Grade grade{0, count_of(matching.pairs.size())};
    for (std::size_t i = 0; i < answer.chosen.size(); ++i)
      if (answer.chosen[i] == side_of(matching, matching.pairs[i])) ++grade.points;
    return grade;
  }
  Grade operator()(const Ordering& ordering) const {
    Grade grade{0, count_of(ordering.items.size())};
    for (std::size_t i = 0; i < answer.chosen.size(); ++i)
      if (answer.chosen[i] == i) ++grade.points;
    return grade;
  }
  Grade operator()(const Numeric& numeric) const {
    return {answer.number == numeric.answer ? 1u : 0u, 1};
  }
  Grade operator()(const Generator&) const { return {0, 1}; }
  Grade operator()(const Task& task) const {
    Grade grade{0, 0};
    for (std::size_t i = 0; i < task.checks.size(); ++i) {
      grade.possible += task.checks[i].weight;
      if (i < answer.met.size() && answer.met[i]) grade.points += task.checks[i].weight;
    }
    return grade;
  }
  Grade operator()(const Spot& spot) const {
    Grade grade{0, 2};
    if (answer.step && has(spot.steps, *answer.step)) ++grade.points;
    if (answer.chosen.size() == 1 && spot.rules[answer.chosen[0]].right) ++grade.points;
    return grade;
  }
  Grade operator()(const Serve& serve) const {
    Grade grade{0, std::max(count_of(serve.turns.size()), 1U)};
    for (std::size_t i = 0; i < answer.served.size() && i < serve.turns.size(); ++i)
      if (judged(serve.turns[i], answer.served[i]).right()) ++grade.points;
    return grade;
  }
};

struct Key {
  Answer operator()(const Choice& choice) const {
    Answer key;
    for (std::size_t i = 0; i < choice.options.size(); ++i)
      if (choice.options[i].right) key.chosen.push_back(count_of(i));
    return key;
  }
  Answer operator()(const Matching& matching) const {
    Answer key;
    for (const Pair& pair : matching.pairs) key.chosen.push_back(side_of(matching, pair));
    return key;
  }
  Answer operator()(const Ordering& ordering) const {
    Answer key;
    key.chosen.resize(ordering.items.size());
    std::iota(key.chosen.begin(), key.chosen.end(), 0u);
    return key;
  }
  Answer operator()(const Numeric& numeric) const { return {{}, numeric.answer, {}}; }
  Answer operator()(const Generator&) const { return {}; }
  Answer operator()(const Task& task) const {
    return {{}, {}, std::vector<bool>(task.checks.size(), true)};
  }
  Answer operator()(const Spot& spot) const {
    Answer key;
    for (std::size_t i = 0; i < spot.rules.size(); ++i)
      if (spot.rules[i].right) key.chosen = {count_of(i)};
    if (!spot.steps.empty()) key.step = spot.steps.front();
    return key;
  }
  Answer operator()(const Serve& serve) const {
    Answer key;
    for (const Turn& turn : serve.turns) key.served.push_back(turn.right);
    return key;
  }
};

struct Believed {
  const Answer& answer;
  std::vector<std::string>& met;

  void add(const std::string& id) const {
    if (!id.empty() && std::find(met.begin(), met.end(), id) == met.end()) met.push_back(id);
  }
  void operator()(const Choice& choice) const {
    for (std::size_t i = 0; i < choice.options.size(); ++i)
      if (has(answer.chosen, i)) add(choice.options[i].misconception);
  }
  void operator()(const Matching& matching) const {
    for (std::size_t i = 0; i < answer.chosen.size(); ++i)
      if (answer.chosen[i] != side_of(matching, matching.pairs[i]))
        add(matching.pairs[i].misconception);
  }
  void operator()(const Ordering&) const {}
  void operator()(const Numeric& numeric) const {
    for (const WrongNumber& mistake : numeric.mistakes)
      if (answer.number == mistake.value) add(mistake.misconception);
  }
  void operator()(const Generator&) const {}
  void operator()(const Task&) const {}
  void operator()(const Spot& spot) const {
    for (const WrongStep& wrong : spot.wrong_steps)
      if (has(wrong.steps, *answer.step)) add(wrong.misconception);
    add(spot.rules[answer.chosen[0]].misconception);
  }
  void operator()(const Serve& serve) const {
    for (std::uint32_t i = 0; i < serve.turns.size(); ++i)
      if (const WrongServing* wrong = wrong_serving(serve, i, answer.served[i]))
        add(wrong->misconception);
  }
};

}  // namespace

std::vector<std::string> right_sides(const Matching& matching) {
  std::vector<std::string> sides;
  const auto add = [&](const std::string& side) {
    if (std::find(sides.begin(), sides.end(), side) == sides.end()) sides.push_back(side);
  };
  for (const Pair& pair : matching.pairs) add(pair.right);
  for (const Decoy& decoy : matching.decoys) add(decoy.right);
  return sides;
}

bool fits(const Answer& answer, const Question& question) {
  return std::visit(Fits{answer}, question.asks);
}

Grade grade(const Question& question, const Answer& answer) {
  if (fits(answer, question)) return std::visit(Grading{answer}, question.asks);
  const Answer none;
  const Grade best = std::visit(Grading{none}, question.asks);
  return {0, best.possible};
}

Answer key_of(const Question& question) { return std::visit(Key{}, question.asks); }

std::vector<std::string> misconceptions_met(const Question& question, const Answer& answer) {
  std::vector<std::string> met;
  if (fits(answer, question)) std::visit(Believed{answer, met}, question.asks);
  return met;
}

}  // namespace popscope::quiz
