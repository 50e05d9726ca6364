#include "quiz/tags.h"

#include <algorithm>

namespace popscope::quiz {
namespace {

template <class Tags>
auto find_tag(const Tags& tags, std::string_view id) -> decltype(&*tags.begin()) {
  const auto found =
      std::find_if(tags.begin(), tags.end(), [&](const auto& each) { return each.id == id; });
  return found == tags.end() ? nullptr : &*found;
}

std::string words_of(const char* prefix, std::string_view id, const text::Catalogue& catalogue) {
  return catalogue.sentence(prefix + std::string(id));
}

}  // namespace

const Objective* find_objective(std::string_view id) { return find_tag(kObjectives, id); }
const Misconception* find_misconception(std::string_view id) {
  return find_tag(kMisconceptions, id);
}

std::string objective_words(std::string_view id, const Quiz& quiz,
                            const text::Catalogue& catalogue) {
  const OwnObjective* own = find_tag(quiz.objectives, id);
  return own ? own->say : words_of("objective.", id, catalogue);
}

std::string misconception_words(std::string_view id, const Quiz& quiz,
                                const text::Catalogue& catalogue) {
  const OwnMisconception* own = find_tag(quiz.misconceptions, id);
  return own ? own->say : words_of("misconception.", id, catalogue);
}

std::string lesson_for(std::string_view misconception, const Quiz& quiz) {
  if (const OwnMisconception* own = find_tag(quiz.misconceptions, misconception))
    return own->lesson;
  const Misconception* known = find_misconception(misconception);
  return known ? std::string(known->lesson) : std::string();
}

bool is_retired(std::string_view objective, const Quiz& quiz) {
  if (const OwnObjective* own = find_tag(quiz.objectives, objective)) return own->retired;
  const Objective* known = find_objective(objective);
  return known != nullptr && known->retired;
}

}  // namespace popscope::quiz
