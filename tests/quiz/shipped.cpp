#include "tests/quiz/shipped.h"

#include <gtest/gtest.h>
#include <stdexcept>

#include "loader/catalogue_loader.h"
#include "loader/quiz_loader.h"

namespace popscope::quiz {
namespace {

const loader::FolderSource& tree() {
  static const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  return source;
}

Quiz loaded(const loader::Source& source, const std::string& path) {
  const loader::LoadedQuiz found = loader::load_quiz(source, path, path, tree(), english());
  EXPECT_EQ(in_words(found.problems), "");
  return found.quiz ? *found.quiz : Quiz{};
}

}  // namespace

const text::Catalogue& english() {
  static const text::Catalogue catalogue = [] {
    text::Diagnostics problems;
    return loader::load_catalogue(tree(), loader::kEnglishSentences, problems);
  }();
  return catalogue;
}

const std::vector<Quiz>& shipped_quizzes() {
  static const std::vector<Quiz> quizzes = [] {
    std::vector<Quiz> all;
    for (const std::string_view folder : {loader::kQuizzes, loader::kLabs})
      for (const std::string& path : tree().list(folder))
        if (path.find(".json") == path.size() - 5) all.push_back(loaded(tree(), path));
    return all;
  }();
  return quizzes;
}

const Quiz& sample() {
  for (const Quiz& quiz : shipped_quizzes())
    if (quiz.id == "deletion-and-sessions") return quiz;
  throw std::runtime_error("no sample");
}

const Question& question_of_sample(const std::string& id) {
  const Question* found = sample().find(id);
  if (found == nullptr) throw std::runtime_error("no question " + id);
  return *found;
}

Quiz quiz_from(const std::string& text) {
  const embedded::File file{"quiz.json", text};
  return loaded(loader::EmbeddedSource({&file, 1}), "quiz.json");
}

std::string in_words(const text::Diagnostics& problems) {
  std::string words;
  for (const text::Diagnostic& problem : problems) words += one_line(problem, english()) + "\n";
  return words;
}

}  // namespace popscope::quiz
