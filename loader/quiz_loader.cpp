#include "loader/quiz_loader.h"

#include <set>

#include "loader/quiz_question.h"
#include "loader/scenario_loader.h"
#include "loader/scenario_words.h"
#include "loader/schema.h"
#include "quiz/tags.h"
#include "sim/core/digest.h"

namespace popscope::loader {
namespace {

using quiz::OwnMisconception;
using quiz::OwnObjective;
using quiz::Quiz;

constexpr std::int64_t kQuestionsMax = 500;
constexpr std::int64_t kOwnTagsMax = 200;
constexpr std::int64_t kMinutesMax = 600;

struct FormatWord {};

const ObjectTable<OwnMisconception>& misconception_table() {
  static const ObjectTable<OwnMisconception> table =
      ObjectTable<OwnMisconception>("quiz.misconception")
          .required("id", new_name(kMisconception), &OwnMisconception::id,
                    R"("quit-is-only-politeness")")
          .required("say", sentence(200), &OwnMisconception::say,
                    R"("QUIT only says goodbye")")
          .optional("lesson", line_of(1, 80), &OwnMisconception::lesson,
                    R"("deletion-happens-at-quit")");
  return table;
}

const ObjectTable<OwnObjective>& objective_table() {
  static const ObjectTable<OwnObjective> table =
      ObjectTable<OwnObjective>("quiz.objective")
          .required("id", new_name(kObjective), &OwnObjective::id, R"("our-course:3")")
          .required("say", sentence(500), &OwnObjective::say, R"("Compare POP3 with IMAP.")")
          .optional("retired", boolean(), &OwnObjective::retired, "true");
  return table;
}

void know_tags(Quiz&, const Node&, Reading& reading) {
  for (const quiz::Misconception& each : quiz::kMisconceptions)
    reading.know_name(kMisconception, each.id);
  for (const quiz::Objective& each : quiz::kObjectives) reading.know_name(kObjective, each.id);
}

}  // namespace

const ObjectTable<Quiz>& quiz_table() {
  static const ObjectTable<Quiz> table =
      ObjectTable<Quiz>("quiz.file")
          .required("popscope", words<FormatWord>({{"quiz/1", FormatWord{}}}),
                    [](Quiz&, FormatWord) {})
          .optional(
              "$schema", line_of(), [](Quiz&, const std::string&) {},
              R"("../schema/quiz.schema.json")")
          .required("title", sentence(120), &Quiz::title, R"("POP3 sessions and states")")
          .optional("about", sentence(500), &Quiz::about, R"("What is gone, and when?")")
          .optional("minutes", integer(1, kMinutesMax), &Quiz::minutes, "30")
          .optional("pass percent", integer(1, 100), &Quiz::pass_percent, "75")
          .optional("misconceptions", list_of(object(misconception_table), 1, kOwnTagsMax),
                    &Quiz::misconceptions)
          .optional("objectives", list_of(object(objective_table), 1, kOwnTagsMax),
                    &Quiz::objectives)
          .required("questions", list_of(question(), 1, kQuestionsMax), &Quiz::questions)
          .finally(know_tags);
  return table;
}

namespace {

// What a quiz says stands in its file and in the scenarios that it runs: another one, and what is
// right may be another answer.
std::string all_of(const LoadedQuiz& loaded, const Quiz& quiz, const std::string& path,
                   const Source& source, const Source& shipped) {
  std::string all = loaded.text;
  const auto add = [&](const std::string& name, const FileText& text) {
    all += '\0' + name + '\0';
    if (text) all += *text;
  };
  for (const std::string& name : loaded.beside) add(name, source.read_beside(path, name));
  std::set<std::string> lessons;
  for (const quiz::Question& question : quiz.questions) {
    const std::string lesson = question.run ? question.run->lesson : std::string();
    if (lesson.empty() || !lessons.insert(lesson).second) continue;
    add(lesson, shipped.read(std::string(kLessons) + lesson + ".json"));
  }
  return all;
}

}  // namespace

std::string path_of_shipped_quiz(const Source& shipped, const std::string& id) {
  for (const std::string_view folder : {kQuizzes, kLabs}) {
    std::string path = std::string(folder) + id + ".json";
    if (shipped.read(path)) return path;
  }
  return {};
}

LoadedQuiz load_quiz(const Source& source, const std::string& path, const std::string& shown,
                     const Source& shipped, const text::Catalogue& sentences) {
  LoadedQuiz loaded;
  FileText text = source.read(path);
  if (!text) {
    text.error().file = shown;
    loaded.problems.push_back(std::move(text.error()));
    return loaded;
  }
  loaded.text = std::move(*text);
  std::optional<Quiz> quiz =
      read_file_as(quiz_table(), loaded.text, shown, loaded.problems,
                   {&sentences, &source, path, &loaded.beside, &shipped});
  if (!quiz || !loaded.problems.empty()) return loaded;
  quiz->id = id_of_file(path);
  quiz->file = shown;
  quiz->hash = sim::digest_of(all_of(loaded, *quiz, path, source, shipped));
  loaded.quiz = std::make_shared<const Quiz>(std::move(*quiz));
  return loaded;
}

std::string quiz_schema(const text::Catalogue& sentences) {
  return schema_of(quiz_table().shape(), "quiz.schema.json", sentences);
}

}  // namespace popscope::loader
