#include "quiz/attempt.h"

#include <algorithm>
#include <numeric>

#include "quiz/generate.h"
#include "sim/core/random.h"

namespace popscope::quiz {
namespace {

constexpr Clock kMinute = 60'000;

template <class T>
void shuffle(std::vector<T>& all, sim::Random& random) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
}

struct Places {
  std::size_t operator()(const Choice& choice) const { return choice.options.size(); }
  std::size_t operator()(const Matching& matching) const { return right_sides(matching).size(); }
  std::size_t operator()(const Ordering& ordering) const { return ordering.items.size(); }
  std::size_t operator()(const Numeric&) const { return 0; }
  std::size_t operator()(const Generator&) const { return 0; }
  std::size_t operator()(const Task&) const { return 0; }
  std::size_t operator()(const Spot& spot) const { return spot.rules.size(); }
  std::size_t operator()(const Serve&) const { return 0; }
};

bool is_sorted_as_written(const std::vector<std::uint32_t>& order) {
  return std::is_sorted(order.begin(), order.end());
}

// Options that are numbers stand in ascending order, whatever the seed.
bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}
bool keeps_its_order(const Question& question) {
  const auto* choice = std::get_if<Choice>(&question.asks);
  return choice != nullptr && std::all_of(choice->options.begin(), choice->options.end(),
                                          [](const Option& each) { return is_number(each.say); });
}

Shown shown(const Question& question, std::uint64_t seed, sim::Random random,
            const text::Catalogue& sentences) {
  Shown result;
  result.question = generated(question, seed, sentences);
  result.order.resize(std::visit(Places{}, result.question.asks));
  std::iota(result.order.begin(), result.order.end(), 0u);
  if (keeps_its_order(result.question)) return result;
  shuffle(result.order, random);
  // An order that is right as it stands would be no question.
  const bool is_ordering = std::holds_alternative<Ordering>(result.question.asks);
  while (is_ordering && is_sorted_as_written(result.order)) shuffle(result.order, random);
  return result;
}

}  // namespace

std::string_view to_text(Mode mode) { return mode == Mode::study ? "study" : "exam"; }

Attempt::Attempt(std::shared_ptr<const Quiz> quiz, const Started& started, Clock now,
                 const text::Catalogue& sentences)
    : quiz_(std::move(quiz)), started_(started), running_since_(now) {
  sim::Random random{started.seed};
  for (const Question& question : quiz_->questions)
    questions_.push_back(shown(question, started.seed, sim::Random{random.next()}, sentences));
  shuffle(questions_, random);
  if (!questions_.empty()) questions_.front().seen = true;
}

Shown* Attempt::find_shown(const std::string& question) {
  const std::optional<std::uint32_t> index = find(question);
  return index ? &questions_[*index] : nullptr;
}

std::optional<std::uint32_t> Attempt::find(const std::string& question) const {
  for (std::uint32_t i = 0; i < questions_.size(); ++i)
    if (questions_[i].question.id == question) return i;
  return std::nullopt;
}

std::optional<std::uint32_t> Attempt::next_unanswered() const {
  const auto count = static_cast<std::uint32_t>(questions_.size());
  for (std::uint32_t i = 1; i <= count; ++i) {
    const std::uint32_t index = (at_ + i) % count;
    if (!questions_[index].answer) return index;
  }
  return std::nullopt;
}

std::uint32_t Attempt::answered() const {
  return static_cast<std::uint32_t>(
      std::count_if(questions_.begin(), questions_.end(),
                    [](const Shown& each) { return each.answer.has_value(); }));
}

bool Attempt::take(const Answered& event) {
  Shown* found = find_shown(event.question);
  if (found == nullptr || !found->open || !fits(event.answer, found->question)) return false;
  found->answer = event.answer;
  if (!found->first) found->first = event.answer;
  ++found->tries;
  found->seen = true;
  if (!is_exam()) found->open = false;
  return true;
}

bool Attempt::apply(const Event& event) {
  if (ended_) return false;
  struct Applying {
    Attempt& attempt;
    Clock at;

    bool in_time() const {
      return !attempt.paused_ && (!attempt.has_limit() || attempt.left(at) > 0);
    }
    bool operator()(const Started&) const { return false; }  // it has been made of that
    bool operator()(const Answered& event) const { return in_time() && attempt.take(event); }
    bool operator()(const Flagged& event) const {
      Shown* found = in_time() ? attempt.find_shown(event.question) : nullptr;
      if (found != nullptr) found->flagged = event.on;
      return found != nullptr;
    }
    bool operator()(const WentTo& event) const {
      const auto index = in_time() ? attempt.find(event.question) : std::nullopt;
      if (!index) return false;
      attempt.at_ = *index;
      attempt.questions_[*index].seen = true;
      return true;
    }
    bool operator()(const TriedAgain& event) const {
      Shown* found = attempt.is_exam() ? nullptr : attempt.find_shown(event.question);
      if (found == nullptr || found->open || !in_time()) return false;
      found->open = true;
      return true;
    }
    bool operator()(const Paused&) const {
      if (attempt.paused_) return false;
      attempt.used_before_ = attempt.used(at);
      attempt.paused_ = true;
      return true;
    }
    bool operator()(const Resumed&) const {
      if (!attempt.paused_) return false;
      attempt.paused_ = false;
      attempt.running_since_ = at;
      return true;
    }
    bool operator()(const Ended&) const {
      attempt.used_before_ = attempt.used(at);
      attempt.paused_ = true;
      attempt.ended_ = true;
      return true;
    }
  };
  return std::visit(Applying{*this, event.at}, event.what);
}

Clock Attempt::used(Clock now) const {
  return paused_ ? used_before_ : used_before_ + std::max<Clock>(now - running_since_, 0);
}

Clock Attempt::left(Clock now) const {
  return std::max<Clock>(static_cast<Clock>(quiz_->minutes) * kMinute - used(now), 0);
}

bool Attempt::shows_feedback(std::uint32_t question) const {
  return ended_ || (!is_exam() && !questions_[question].open);
}

const std::optional<Answer>& Attempt::counting(std::uint32_t question) const {
  const Shown& found = questions_[question];
  return is_exam() ? found.answer : found.first;
}

Grade Attempt::grade_of(std::uint32_t question) const {
  return grade(questions_[question].question, counting(question).value_or(Answer{}));
}

}  // namespace popscope::quiz
