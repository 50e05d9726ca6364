#include "loader/quiz_answers.h"

#include <algorithm>

#include "loader/quiz_question.h"
#include "loader/quiz_run.h"
#include "loader/scenario_claims.h"
#include "loader/scenario_story.h"
#include "loader/scenario_words.h"

namespace popscope::loader {
namespace {

using lesson::Condition;
using quiz::Check;
using quiz::Decoy;
using quiz::Generator;
using quiz::Item;
using quiz::Measure;
using quiz::Option;
using quiz::Pair;
using quiz::WrongNumber;
using quiz::WrongWay;

// Letters A to I, and keys 1 to 9, answer.
constexpr std::int64_t kOptionsMax = 9;
constexpr std::int64_t kAnswerMax = 1'000'000'000;
constexpr std::int64_t kSayMax = 500;
constexpr std::int64_t kChecksMax = 20;
constexpr std::int64_t kWeightMax = 100;
// What a learner can keep in mind.
constexpr std::int64_t kDrawnMessagesMax = 9;
constexpr std::int64_t kDrawnLinesMax = 20;
constexpr std::int64_t kRemovedMax = 100'000;
constexpr std::int64_t kWrongAnswersMax = 20;

template <class Struct>
auto claim_of() {
  return [](Struct& filled, Condition claim) { filled.claim = std::move(claim); };
}

const ObjectTable<Option>& option_table() {
  static const ObjectTable<Option> table =
      ObjectTable<Option>("quiz.option")
          .required("say", sentence(kSayMax), &Option::say, R"("The message, as before")")
          .optional("right", boolean(), &Option::right, "true")
          .optional("feedback", sentence(), &Option::feedback, R"("QUIT never came.")")
          .optional("misconception", name_of(kMisconception), &Option::misconception,
                    R"("dele-is-immediate")")
          .optional("exam", sentence(),
                    [](Option& option, std::string text) { option.voices.exam = std::move(text); })
          .optional("wire", sentence(),
                    [](Option& option, std::string text) { option.voices.wire = std::move(text); })
          .optional("claim", object(condition_table), claim_of<Option>(),
                    R"({ "server": { "sarah": 3 } })")
          .optional("at", spot(), &Option::at, R"("marked")")
          .optional("show", spot(), &Option::show, R"("C: DELE 2")")
          .optional("right when", parameter_options(), &Option::right_when,
                    R"(["removes at DELE"])")
          .optional("citation", line_of(1, 500), &Option::citation, R"("RFC 1939 section 6")")
          .needs("exam", "wire")
          .needs("wire", "exam")
          .needs("right when", "claim")
          .needs("at", "claim")
          .placed(&Option::where)
          .finally([](Option& option, const Node& node, Reading& reading) {
            if (option.right && !option.right_when.empty())
              reading.report("diagnostic.quiz.right_when_of_key", {}, node.place);
          });
  return table;
}

const ObjectTable<Pair>& pair_table() {
  static const ObjectTable<Pair> table =
      ObjectTable<Pair>("quiz.pair")
          .required("left", sentence(kSayMax), &Pair::left, R"("QUIT is sent")")
          .required("right", sentence(kSayMax), &Pair::right, R"("The message goes")")
          .optional("when", parameter_options(), &Pair::when, R"(["QUIT sent"])")
          .optional("claim", object(condition_table), claim_of<Pair>(),
                    R"({ "server": { "sarah": 2 } })")
          .optional("feedback", sentence(), &Pair::feedback)
          .optional("misconception", name_of(kMisconception), &Pair::misconception,
                    R"("closing-deletes")")
          .placed(&Pair::where);
  return table;
}

const ObjectTable<Decoy>& decoy_table() {
  static const ObjectTable<Decoy> table =
      ObjectTable<Decoy>("quiz.decoy")
          .required("right", sentence(kSayMax), &Decoy::right, R"("All messages go")")
          .optional("claim", object(condition_table), claim_of<Decoy>(),
                    R"({ "server": { "sarah": 0 } })")
          .optional("feedback", sentence(), &Decoy::feedback)
          .placed(&Decoy::where);
  return table;
}

const ObjectTable<Item>& item_table() {
  static const ObjectTable<Item> table =
      ObjectTable<Item>("quiz.item")
          .required("say", sentence(kSayMax), &Item::say, R"("The client sends PASS")")
          .optional("at", spot(), &Item::at, R"("C: PASS")")
          .optional("feedback", sentence(), &Item::feedback)
          .placed(&Item::where);
  return table;
}

const ObjectTable<Measure>& measure_table() {
  static const ObjectTable<Measure> table = [] {
    ObjectTable<Measure> made("quiz.measure");
    for (int i = 0; i < quiz::kMeasures; ++i) {
      const auto what = static_cast<Measure::What>(i);
      const bool of_person = is_of_person(what);
      made.alternative(
          std::string(to_text(what)), name_of(of_person ? kPerson : "name.device"),
          [what](Measure& measure, std::string name) { measure = {what, std::move(name)}; },
          of_person ? R"("sarah")" : R"("Laptop")");
    }
    return made;
  }();
  return table;
}

const ObjectTable<WrongNumber>& wrong_number_table() {
  static const ObjectTable<WrongNumber> table =
      ObjectTable<WrongNumber>("quiz.mistake")
          .required("value", integer(-kAnswerMax, kAnswerMax), &WrongNumber::value, "2")
          .optional("feedback", sentence(), &WrongNumber::feedback)
          .optional("misconception", name_of(kMisconception), &WrongNumber::misconception,
                    R"("dele-is-immediate")")
          .optional("right when", parameter_options(), &WrongNumber::right_when,
                    R"(["removes at DELE"])")
          .placed(&WrongNumber::where);
  return table;
}

// The schema knows a table by its name, and the two differ in their limits.
template <std::int64_t most>
ObjectTable<quiz::Span> span_table(std::string name) {
  return ObjectTable<quiz::Span>(std::move(name))
      .required("from", integer(1, most), &quiz::Span::from, "2")
      .required("to", integer(1, most), &quiz::Span::to, "4")
      .finally([](quiz::Span& span, const Node& node, Reading& reading) {
        if (span.to >= span.from) return;
        reading.report("diagnostic.quiz.span",
                       {text::number("from", span.from), text::number("to", span.to)},
                       node.place);
      });
}

const ObjectTable<quiz::Span>& drawn_messages_table() {
  static const auto table = span_table<kDrawnMessagesMax>("quiz.drawn_messages");
  return table;
}

const ObjectTable<quiz::Span>& drawn_lines_table() {
  static const auto table = span_table<kDrawnLinesMax>("quiz.drawn_lines");
  return table;
}

Kind<quiz::Drawn> drawn() {
  std::vector<std::pair<std::string, quiz::Drawn>> commands;
  for (int i = 0; i < quiz::kDrawnKinds; ++i) {
    const auto command = static_cast<quiz::Drawn>(i);
    commands.emplace_back(to_text(command), command);
  }
  return words(std::move(commands));
}

const ObjectTable<Generator>& generator_table() {
  static const ObjectTable<Generator> table =
      ObjectTable<Generator>("quiz.generator")
          .optional("messages", object(drawn_messages_table), &Generator::messages,
                    R"({ "from": 2, "to": 4 })")
          .optional("lines", object(drawn_lines_table), &Generator::lines,
                    R"({ "from": 3, "to": 6 })")
          .optional("with", list_of(drawn(), 1, quiz::kDrawnKinds), &Generator::with,
                    R"(["RETR", "DELE", "RSET"])")
          .required("last", list_of(drawn(), 1, quiz::kDrawnKinds), &Generator::last,
                    R"(["STAT"])");
  return table;
}

const ObjectTable<Check>& check_table() {
  static const ObjectTable<Check> table =
      ObjectTable<Check>("quiz.check")
          .required("say", sentence(kSayMax), &Check::say, R"("Message 2 is gone")")
          .required("claim", object(condition_table), &Check::claim,
                    R"({ "server": { "sarah": 2 } })")
          .optional("weight", integer(1, kWeightMax), &Check::weight, "1")
          .optional("feedback", sentence(), &Check::feedback)
          .placed(&Check::where);
  return table;
}

const ObjectTable<WrongWay>& wrong_way_table() {
  static const ObjectTable<WrongWay> table =
      ObjectTable<WrongWay>("quiz.wrong_way")
          .required("say", sentence(kSayMax), &WrongWay::say, R"("Only closing the connection")")
          .required("story", story(), &WrongWay::story, R"([{ "close": "Laptop" }])")
          .optional("feedback", sentence(), &WrongWay::feedback)
          .optional("misconception", name_of(kMisconception), &WrongWay::misconception,
                    R"("closing-deletes")")
          .placed(&WrongWay::where);
  return table;
}

// ---- spot ----

const ObjectTable<quiz::Option>& rule_table() {
  static const ObjectTable<quiz::Option> table =
      ObjectTable<quiz::Option>("quiz.rule")
          .required("say", sentence(kSayMax), &Option::say, R"("DELE only marks a message")")
          .optional("right", boolean(), &Option::right, "true")
          .optional("citation", line_of(1, 500), &Option::citation,
                    R"("RFC 1939 section 5, DELE")")
          .optional("feedback", sentence(), &Option::feedback, R"("Removing is QUIT's business.")")
          .optional("misconception", name_of(kMisconception), &Option::misconception,
                    R"("dele-is-immediate")")
          .needs("right", "citation")
          .placed(&Option::where);
  return table;
}

const ObjectTable<quiz::WrongStep>& wrong_step_table() {
  static const ObjectTable<quiz::WrongStep> table =
      ObjectTable<quiz::WrongStep>("quiz.wrong_step")
          .required("at", spot(), &quiz::WrongStep::at, R"("C: QUIT")")
          .required("feedback", sentence(), &quiz::WrongStep::feedback,
                    R"("QUIT does what it should.")")
          .optional("misconception", name_of(kMisconception), &quiz::WrongStep::misconception,
                    R"("dele-is-immediate")")
          .placed(&quiz::WrongStep::where);
  return table;
}

const ObjectTable<quiz::Spot>& spot_table() {
  static const ObjectTable<quiz::Spot> table =
      ObjectTable<quiz::Spot>("quiz.spot")
          .required("at", spot(), &quiz::Spot::at, R"("C: DELE 2")")
          .required("rules", list_of(object(rule_table), 2, kOptionsMax), &quiz::Spot::rules)
          .required("wrong steps", list_of(object(wrong_step_table), 1, kOptionsMax),
                    &quiz::Spot::wrong_steps);
  return table;
}

// ---- serve ----

Kind<sim::pop3::StateKind> state_of_session() {
  using State = sim::pop3::StateKind;
  return words<State>({{"authorization", State::authorization},
                       {"transaction", State::transaction},
                       {"update", State::update},
                       {"closed", State::closed}});
}

Kind<std::vector<std::uint32_t>> removed_numbers() {
  const auto number = integer(1, kRemovedMax).then([](std::int64_t n) {
    return static_cast<std::uint32_t>(n);
  });
  return list_of(number, 0, kOptionsMax).then([](std::vector<std::uint32_t> numbers) {
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  });
}

const ObjectTable<quiz::WrongServing>& wrong_serving_table() {
  using quiz::WrongServing;
  static const ObjectTable<WrongServing> table =
      ObjectTable<WrongServing>("quiz.wrong_answer")
          .required("at", spot(), &WrongServing::at, R"("C: DELE 2")")
          .optional("reply", line_of(1, 200), &WrongServing::reply, R"("-ERR")")
          .optional("state", state_of_session(), &WrongServing::state, R"("closed")")
          .optional("removes", removed_numbers(), &WrongServing::removed, "[2]")
          .required("feedback", sentence(), &WrongServing::feedback,
                    R"("The message is there, so it can be marked.")")
          .optional("misconception", name_of(kMisconception), &WrongServing::misconception,
                    R"("dele-is-immediate")")
          .placed(&WrongServing::where);
  return table;
}

const ObjectTable<quiz::Serve>& serve_table() {
  static const ObjectTable<quiz::Serve> table =
      ObjectTable<quiz::Serve>("quiz.serve")
          .optional("on", name_of("name.device"), &quiz::Serve::device, R"("Laptop")")
          .optional("from", spot(), &quiz::Serve::from, R"("C: PASS")")
          .required("wrong answers", list_of(object(wrong_serving_table), 1, kWrongAnswersMax),
                    &quiz::Serve::wrong);
  return table;
}

// The answers of one type; several keys may fill them.
template <class Asks>
Asks& asks_of(QuestionDraft& draft) {
  if (!std::holds_alternative<Asks>(draft.question.asks)) draft.question.asks = Asks{};
  return std::get<Asks>(draft.question.asks);
}

template <class Asks, class Member>
auto begins(const char* key, Member Asks::*member) {
  return [key, member](QuestionDraft& draft, Member value) {
    draft.answers_keys.emplace_back(key);
    asks_of<Asks>(draft).*member = std::move(value);
  };
}
// A key beside the one that says of which type the answers are.
template <class Asks, class Member>
auto adds(Member Asks::*member) {
  return [member](QuestionDraft& draft, Member value) {
    if (auto* asks = std::get_if<Asks>(&draft.question.asks)) asks->*member = std::move(value);
  };
}

}  // namespace

ObjectTable<QuestionDraft> with_answers(ObjectTable<QuestionDraft> table) {
  using namespace quiz;
  const auto take_generator = [](QuestionDraft& draft, Generator generator) {
    draft.answers_keys.emplace_back("generate");
    draft.question.asks = std::move(generator);
  };
  const auto take_spot = [](QuestionDraft& draft, Spot spot) {
    draft.answers_keys.emplace_back("spot");
    draft.question.asks = std::move(spot);
  };
  const auto take_serve = [](QuestionDraft& draft, Serve serve) {
    draft.answers_keys.emplace_back("serve");
    draft.question.asks = std::move(serve);
  };
  const auto take_measure = [](QuestionDraft& draft, Measure measure) {
    if (auto* asks = std::get_if<Numeric>(&draft.question.asks)) asks->measure = measure;
  };
  table
      .alternative("options", list_of(object(option_table), 2, kOptionsMax),
                   begins("options", &Choice::options))
      .alternative("pairs", list_of(object(pair_table), 2, kOptionsMax),
                   begins("pairs", &Matching::pairs))
      .alternative("order", list_of(object(item_table), 3, kOptionsMax),
                   begins("order", &Ordering::items))
      .alternative("answer", integer(-kAnswerMax, kAnswerMax), begins("answer", &Numeric::answer),
                   "3")
      .alternative("generate", object(generator_table), take_generator, R"({ "last": ["STAT"] })")
      .alternative("checks", list_of(object(check_table), 1, kChecksMax),
                   begins("checks", &Task::checks))
      .alternative("spot", object(spot_table), take_spot)
      .alternative("serve", object(serve_table), take_serve)
      .optional("decoys", list_of(object(decoy_table), 1, kOptionsMax), adds(&Matching::decoys))
      .optional("unit", line_of(1, 40), adds(&Numeric::unit), R"("messages")")
      .optional("measure", object(measure_table), take_measure,
                R"({ "messages on server": "sarah" })")
      .optional("mistakes", list_of(object(wrong_number_table), 1, kOptionsMax),
                adds(&Numeric::mistakes))
      .optional("on", name_of("name.device"), adds(&Task::device), R"("Laptop")")
      .optional("solution", story(), adds(&Task::solution), R"([{ "do": ["DELE 2", "QUIT"] }])")
      .optional("wrong ways", list_of(object(wrong_way_table), 1, kOptionsMax),
                adds(&Task::wrong_ways))
      .only_beside("decoys", {"pairs"})
      .only_beside("unit", {"answer"})
      .only_beside("measure", {"answer"})
      .only_beside("mistakes", {"answer"})
      .only_beside("on", {"checks"})
      .only_beside("solution", {"checks"})
      .only_beside("wrong ways", {"checks"})
      .needs("checks", "solution");
  return table;
}

}  // namespace popscope::loader
