#include <algorithm>

#include "lesson/scenario.h"
#include "view/pages.h"

namespace popscope::view {
namespace {

const LessonProgress* progress_of(const std::vector<LessonProgress>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const LessonProgress& p) { return p.id == id; });
  return found == all.end() ? nullptr : &*found;
}

text::Arguments steps_of(const LessonProgress& progress) {
  return {text::number("step", progress.step), text::number("steps", progress.steps)};
}

std::string progress_text(const LessonProgress& progress, const text::Catalogue& catalogue) {
  if (progress.done) return catalogue.sentence("start.progress.done");
  if (progress.step == 0) return {};
  if (progress.own) return catalogue.sentence("start.progress.own");
  if (progress.at_end) return catalogue.sentence("start.progress.ways");
  // All steps of this way, and the lesson is not done yet.
  if (progress.step == progress.steps) return catalogue.sentence("start.progress.last");
  // How many steps there are may be hidden by a question.
  const char* key = progress.steps == 0 ? "start.progress.begun" : "start.progress";
  return catalogue.sentence(key, steps_of(progress));
}

LessonCard card_of(const lesson::Scenario& lesson, std::size_t number,
                   const LessonProgress* progress, const text::Catalogue& catalogue) {
  LessonCard card;
  card.id = lesson.id;
  card.number = std::to_string(number);
  card.title = lesson.title;
  card.teaches = plain_text(rich_text(lesson.teaches, catalogue));
  if (lesson.minutes > 0)
    card.minutes = catalogue.sentence("start.minutes", {text::number("count", lesson.minutes)});
  if (!progress) return card;
  card.done = progress->done;
  card.begun = progress->done || progress->step > 0;
  card.progress = progress_text(*progress, catalogue);
  return card;
}

std::string go_on_note(const LessonProgress& progress, const text::Catalogue& catalogue) {
  if (progress.at_end)
    return catalogue.sentence(progress.done ? "start.go_on.note.done" : "start.go_on.note.ways");
  if (progress.step == 0) return catalogue.sentence("start.go_on.note.start");
  if (progress.own) return catalogue.sentence("start.go_on.note.own", steps_of(progress));
  std::string key = progress.steps == 0 ? "start.go_on.note.begun" : "start.go_on.note";
  if (progress.asked) key += ".asked";
  return catalogue.sentence(key, steps_of(progress));
}

// The one behind a lesson that is not done yet; else the first such; all are done: none.
const LessonCard* next_card(const std::vector<LessonCard>& lessons, std::size_t behind) {
  for (std::size_t i = 1; i < lessons.size(); ++i) {
    const LessonCard& card = lessons[(behind + i) % lessons.size()];
    if (!card.done) return &card;
  }
  return nullptr;
}

}  // namespace

StartView start(const std::vector<const lesson::Scenario*>& lessons,
                const std::vector<LessonProgress>& progress, const std::string& last,
                const text::Catalogue& catalogue) {
  StartView view;
  std::optional<std::size_t> present;
  bool any = false;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const LessonProgress* kept = progress_of(progress, lessons[i]->id);
    view.lessons.push_back(card_of(*lessons[i], i + 1, kept, catalogue));
    any = any || view.lessons.back().begun;
    if (kept && lessons[i]->id == last) present = i;
  }
  if (!present || !any) {
    view.welcome = catalogue.sentence("start.welcome");
    return view;
  }
  const LessonProgress& kept = *progress_of(progress, last);
  const LessonCard* card = &view.lessons[*present];
  const LessonCard* next = kept.at_end && kept.done ? next_card(view.lessons, *present) : nullptr;
  view.next = next != nullptr || !card->begun;
  view.go_on = next ? *next : *card;
  view.go_on_note = view.next ? view.go_on->teaches : go_on_note(kept, catalogue);
  return view;
}

}  // namespace popscope::view
