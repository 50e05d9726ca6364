#include "loader/quiz_question.h"

#include <algorithm>

#include "loader/json_write.h"
#include "loader/quiz_answers.h"
#include "loader/quiz_run.h"
#include "loader/scenario_words.h"

namespace popscope::loader {
namespace {

using quiz::ObjectiveTag;
using quiz::Question;
using quiz::Type;

const ObjectTable<ObjectiveTag>& objective_tag_table() {
  static const ObjectTable<ObjectiveTag> table =
      ObjectTable<ObjectiveTag>("quiz.tag")
          .required("id", name_of(kObjective), &ObjectiveTag::id, R"("220-1201:2.1")")
          .required("listed", boolean(), &ObjectiveTag::listed, "false");
  return table;
}

Kind<ObjectiveTag> objective_tag() {
  const auto listed =
      name_of(kObjective).with_example(R"("220-1201:2.1")").then([](std::string id) {
        return ObjectiveTag{std::move(id), true};
      });
  return either<ObjectiveTag>({listed, object(objective_tag_table)});
}

Kind<Type> type() {
  std::vector<std::pair<std::string, Type>> types;
  for (int i = 0; i < quiz::kTypes; ++i) {
    const auto each = static_cast<Type>(i);
    types.emplace_back(to_text(each), each);
  }
  return words(std::move(types)).with_example(R"("single")");
}

// The key that holds the answers of a type.
std::string_view answers_key(Type type) {
  switch (type) {
    case Type::single:
    case Type::multiple: return "options";
    case Type::matching: return "pairs";
    case Type::ordering: return "order";
    case Type::numeric: return "answer";
    case Type::predict: return "generate";
    case Type::do_it: return "checks";
    case Type::spot: return "spot";
    case Type::serve: return "serve";
  }
  return "";
}

const Place& place_of_key(const Node& node, std::string_view key) {
  const Member* member = find_member(std::get<Object>(node.value), key);
  return member ? member->value.place : node.place;
}

void say_at(std::string_view code, const char* key, text::Arguments arguments, const Node& node,
            Reading& reading) {
  const Reading::Step step(reading, key, nullptr);
  reading.report(code, std::move(arguments), place_of_key(node, key));
}

// --- what the whole question alone can tell ---

void check_type(QuestionDraft& draft, const Node& node, Reading& reading) {
  if (!draft.type) return;
  const std::string_view key = answers_key(*draft.type);
  const Object& members = std::get<Object>(node.value);
  if (find_member(members, key) != nullptr || draft.answers_keys.empty()) return;
  say_at("diagnostic.quiz.type_differs", "type",
         {text::plain("type", to_text(*draft.type)), text::plain("key", key),
          text::plain("found", draft.answers_keys.front())},
         node, reading);
}

void check_keys(const Question& question, const Node& node, Reading& reading) {
  if (const auto* spot = std::get_if<quiz::Spot>(&question.asks)) {
    const auto right = std::count_if(spot->rules.begin(), spot->rules.end(),
                                     [](const quiz::Option& rule) { return rule.right; });
    if (!spot->rules.empty() && right != 1)
      say_at("diagnostic.quiz.one_rule", "spot", {text::number("count", right)}, node, reading);
  }
  const auto* choice = std::get_if<quiz::Choice>(&question.asks);
  if (choice == nullptr || choice->options.empty()) return;
  const auto right = std::count_if(choice->options.begin(), choice->options.end(),
                                   [](const quiz::Option& option) { return option.right; });
  const auto count = text::number("count", right);
  if (!choice->multiple && right != 1)
    say_at("diagnostic.quiz.one_key", "options", {count}, node, reading);
  if (choice->multiple && (right < 2 || right == static_cast<std::ptrdiff_t>(
                                                     choice->options.size())))
    say_at("diagnostic.quiz.several_keys", "options", {count}, node, reading);
}

struct Unproved {
  bool operator()(const quiz::Choice& choice) const {
    return std::any_of(choice.options.begin(), choice.options.end(), [](const auto& option) {
      return !option.claim && option.citation.empty();
    });
  }
  bool operator()(const quiz::Matching& matching) const {
    const auto& pairs = matching.pairs;  // what several pairs share is claimed once
    return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
      return std::none_of(pairs.begin(), pairs.end(), [&](const auto& other) {
        return other.right == pair.right && other.claim;
      });
    });
  }
  bool operator()(const quiz::Ordering& ordering) const {
    return std::any_of(ordering.items.begin(), ordering.items.end(),
                       [](const auto& item) { return item.at.empty(); });
  }
  bool operator()(const quiz::Numeric& numeric) const { return !numeric.measure; }
  bool operator()(const quiz::Generator&) const { return false; }
  bool operator()(const quiz::Task&) const { return false; }
  bool operator()(const quiz::Spot&) const { return false; }
  bool operator()(const quiz::Serve&) const { return false; }
};

// Nothing is believed: a run, or a source.
void check_proof(const Question& question, const Node& node, Reading& reading) {
  if (question.citation.empty() && std::visit(Unproved{}, question.asks))
    reading.report("diagnostic.quiz.unproved", {text::plain("question", question.id)},
                   {node.place.line, node.place.column, node.place.offset, 1});
}

struct NeedsRun {
  bool operator()(const quiz::Choice& choice) const {
    return std::any_of(choice.options.begin(), choice.options.end(),
                       [](const auto& option) { return option.claim || !option.show.empty(); });
  }
  bool operator()(const quiz::Matching& matching) const {
    return std::any_of(matching.pairs.begin(), matching.pairs.end(),
                       [](const auto& pair) { return pair.claim.has_value(); });
  }
  bool operator()(const quiz::Ordering& ordering) const {
    return std::any_of(ordering.items.begin(), ordering.items.end(),
                       [](const auto& item) { return !item.at.empty(); });
  }
  bool operator()(const quiz::Numeric& numeric) const { return numeric.measure.has_value(); }
  bool operator()(const quiz::Generator&) const { return false; }
  bool operator()(const quiz::Task&) const { return true; }
  bool operator()(const quiz::Spot&) const { return true; }
  bool operator()(const quiz::Serve&) const { return true; }
};

void check_run(const QuestionDraft& draft, const Node& node, Reading& reading) {
  const Object& members = std::get<Object>(node.value);
  const bool runs = find_member(members, "run") != nullptr;
  if (!runs && std::visit(NeedsRun{}, draft.question.asks))
    reading.report("diagnostic.quiz.no_run", {text::plain("question", draft.question.id)},
                   {node.place.line, node.place.column, node.place.offset, 1});
  if (runs && std::holds_alternative<quiz::Generator>(draft.question.asks))
    say_at("diagnostic.quiz.run_is_drawn", "run", {}, node, reading);
}

// Where nobody says on which device, it is the first.
void complete_device(std::string& device, const quiz::Run& run) {
  const auto& devices = run.scenario->devices;
  if (device.empty() && !devices.empty()) device = devices.front().name;
}

void complete_lab(Question& question, Reading& reading) {
  if (!question.run || !question.run->scenario) return;
  if (auto* serve = std::get_if<quiz::Serve>(&question.asks))
    complete_device(serve->device, *question.run);
  auto* task = std::get_if<quiz::Task>(&question.asks);
  if (task == nullptr) return;
  complete_behind(*question.run, task->solution, reading);
  for (quiz::WrongWay& way : task->wrong_ways) complete_behind(*question.run, way.story, reading);
  complete_device(task->device, *question.run);
}

void bring_answers(QuestionDraft& draft, const Node& node, Reading& reading) {
  draft.question.where = {static_cast<std::uint32_t>(node.place.line),
                          static_cast<std::uint32_t>(node.place.column), reading.path()};
  if (auto* choice = std::get_if<quiz::Choice>(&draft.question.asks))
    choice->multiple = draft.type == Type::multiple;
  check_type(draft, node, reading);
  check_keys(draft.question, node, reading);
  check_run(draft, node, reading);
  if (draft.answers_keys.size() == 1) check_proof(draft.question, node, reading);
  complete_lab(draft.question, reading);
}

const ObjectTable<QuestionDraft>& question_table() {
  const auto set = [](auto member) {
    return [member](QuestionDraft& draft, auto value) {
      draft.question.*member = std::move(value);
    };
  };
  static const ObjectTable<QuestionDraft> table = with_answers(
      ObjectTable<QuestionDraft>("quiz.question")
          .required("id", new_name(kQuestion), set(&Question::id), R"("cable-pulled")")
          .required("type", type(), [](QuestionDraft& draft, Type read) { draft.type = read; })
          .required("stem", sentence(1000), set(&Question::stem),
                    R"("What does the server hold an hour later?")")
          .optional("exhibit", sentence(), set(&Question::exhibit), R"("C: DELE 1\nC: QUIT")")
          .optional("topic", line_of(1, 60), set(&Question::topic), R"("Deletion")")
          .optional("objectives", list_of(objective_tag(), 1, 10), set(&Question::objectives),
                    R"([{ "id": "220-1201:2.1", "listed": false }])")
          .optional("content", list_of(line_of(1, 40)), set(&Question::content), R"(["48"])")
          .optional("review", line_of(1, 80), set(&Question::review),
                    R"("deletion-happens-at-quit")")
          .optional("feedback", sentence(), set(&Question::feedback))
          .optional("exam", sentence(),
                    [](QuestionDraft& draft, std::string text) {
                      draft.question.voices.exam = std::move(text);
                    })
          .optional("wire", sentence(),
                    [](QuestionDraft& draft, std::string text) {
                      draft.question.voices.wire = std::move(text);
                    })
          .optional("citation", line_of(1, 500), set(&Question::citation),
                    R"("RFC 1939 section 6")")
          .optional("valid as of", line_of(1, 20), set(&Question::valid_as_of),
                    R"("2025-11")")
          .optional("run", object(run_table), [](QuestionDraft& draft, quiz::Run run) {
            draft.question.run = std::move(run);
          }))
          .needs("exam", "wire")
          .needs("wire", "exam")
          .finally(bring_answers);
  return table;
}

}  // namespace

Kind<Question> question() {
  const Kind<QuestionDraft> whole = object(question_table);
  return Kind<Question>(
      whole.shape(), [whole](const Node& node, Reading& reading) -> std::optional<Question> {
        Reading::Scope scope(reading, {"name.device", kPerson, kWay, kParameterOption});
        std::optional<QuestionDraft> draft = whole.read(node, reading);
        const auto& run = draft ? draft->question.run : std::optional<quiz::Run>();
        if (!run || !run->scenario) scope.drop();
        return draft ? std::optional(std::move(draft->question)) : std::nullopt;
      });
}

}  // namespace popscope::loader
