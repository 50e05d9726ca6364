#include "view/story.h"

#include <algorithm>

#include "view/chosen.h"
#include "view/explain.h"
#include "view/guesses.h"
#include "view/story_notes.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;

// ---- what just happened -----------------------------------------------------------------------

Explanation explanation_at_cursor(const Visit& visit, const Selection& selection,
                                  const sim::World& world) {
  const Visit::Standing place = chosen_place(visit, selection);
  if (place.segment)
    return explain_segment(visit, visit.branch(), place.step, *place.segment, world);
  return explain(visit, visit.branch(), place.step, world);
}

void add_paragraph(std::string& text, const std::string& more) {
  if (more.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += more;
}

// An author's words come before the catalogue's, and bring their own source: that of the command at
// hand need not support them.
void put_notes(Told& told, const std::vector<const lesson::Note*>& notes) {
  std::string text;
  for (const lesson::Note* note : notes) {
    const bool first = note == notes.front();
    if (first && !note->headline.empty()) told.headline = note->headline;
    if (!first && !note->headline.empty()) add_paragraph(text, "*" + note->headline + "*");
    add_paragraph(text, note->text);
    if (!note->text.empty() || !note->section.empty()) told.section = section_text(note->section);
    if (note->exam.empty() && note->wire.empty()) continue;
    told.exam = note->exam;
    told.wire = note->wire;
    told.believed = false;
  }
  if (!text.empty()) told.text = text;
}

void put_explanation(StoryView& view, const Visit& visit, const Selection& selection,
                     const text::Catalogue& catalogue) {
  const std::uint32_t step = visit.step();
  const Explanation explanation = explanation_at_cursor(visit, selection, visit.world());
  Told told = tell(explanation, catalogue);
  const std::string& introduction = visit.lesson().scenario->introduction;
  const bool of_segment = explanation.key.find("explain.segment") == 0;
  if (step == 0 && !of_segment && !introduction.empty()) told.text = introduction;
  if (!of_segment) put_notes(told, notes_at(visit, visit.branch(), step));
  view.heading = catalogue.sentence(step == 0 ? "story.heading.start" : "story.heading");
  view.headline = rich_text(told.headline, catalogue);
  view.text = rich_text(told.text, catalogue);
  view.section = told.section;
  view.exam = rich_text(told.exam, catalogue);
  view.wire = rich_text(told.wire, catalogue);
  view.believed = told.believed;
}

// ---- what is asked ----------------------------------------------------------------------------

void put_ask(StoryView& view, const Visit& visit, const text::Catalogue& catalogue) {
  const std::optional<std::uint32_t> open = visit.open_ask();
  if (!open) return;
  const auto& ask = std::get<lesson::Ask>(visit.lesson().entries[*open].entry->act);
  AskView asked;
  asked.ask = *open;
  asked.question = rich_text(ask.question, catalogue);
  for (const lesson::Answer& answer : ask.answers)
    asked.answers.push_back(plain_text(rich_text(answer.say, catalogue)));
  view.ask = std::move(asked);
}

TryView try_view(const Visit& visit, std::uint32_t entry, const text::Catalogue& catalogue) {
  const auto& a_try = std::get<lesson::Try>(visit.lesson().entries[entry].entry->act);
  TryView view;
  view.entry = entry;
  view.task = rich_text(a_try.task, catalogue);
  view.shown = a_try.shown;
  view.device = a_try.device;
  return view;
}

// What became of what was done instead, or of the line itself.
const char* key_of_wrong(const Visit& visit, const std::string& device) {
  for (const auto& each : visit.world().devices)
    if (each->name == device && each->cut) return "story.try.cut";
  switch (visit.last_line()) {
    case Visit::LastLine::none:
    case Visit::LastLine::under_way: return "story.try.open";
    case Visit::LastLine::lost: return "story.try.lost";
    case Visit::LastLine::refused: return "story.try.refused";
    case Visit::LastLine::ok: return "story.try.other";
  }
  return "story.try.open";
}

void put_try(StoryView& view, const Visit& visit, const text::Catalogue& catalogue) {
  const std::optional<std::uint32_t> waits = visit.posed_try();
  if (!waits) return;
  view.attempt = try_view(visit, *waits, catalogue);
  const std::uint32_t posed =
      visit.moment_of(visit.branch(), visit.lesson().entries[*waits].begin);
  const bool left = !visit.is_of_story(visit.branch(), visit.moment());
  if (left && posed != 0 && posed <= visit.moment())
    view.attempt->wrong = catalogue.sentence(key_of_wrong(visit, view.attempt->device));
}

// ---- the ways on ------------------------------------------------------------------------------

void put_ways(StoryView& view, const Visit& visit, const text::Catalogue& catalogue) {
  for (const Visit::WayOn& way : visit.ways()) view.ways.push_back(way.name);
  if (view.ways.empty()) return;
  const auto count = static_cast<std::int64_t>(view.ways.size());
  view.ways_heading = catalogue.sentence(count == 2 ? "story.ways.two" : "story.ways",
                                         {text::number("count", count)});
}

std::string branch_notice(const Visit& visit, const text::Catalogue& catalogue) {
  if (visit.notes(visit.branch()).outdated) return catalogue.sentence("story.branch.outdated");
  const std::optional<sim::Place> back = visit.way_back();
  if (!back) return {};
  const std::uint32_t step = visit.steps(back->branch).at_moment(back->moment);
  if (visit.try_done_aside())
    return catalogue.sentence(visit.just_solved() ? "story.branch.solved"
                                                  : "story.branch.solved_before");
  const bool offers = visit.offered().has_value() || !visit.ways().empty();
  return catalogue.sentence(offers                  ? "story.branch.offers"
                            : visit.offer_refused() ? "story.branch.refused"
                                                    : "story.branch",
                            {text::number("step", step)});
}

}  // namespace

StoryView story(const Visit& visit, const Selection& selection, const text::Catalogue& catalogue) {
  StoryView view;
  put_explanation(view, visit, selection, catalogue);
  view.guesses = guesses_of_place(visit, catalogue);
  put_ask(view, visit, catalogue);
  put_try(view, visit, catalogue);
  put_ways(view, visit, catalogue);
  view.branch_notice = branch_notice(visit, catalogue);
  return view;
}

}  // namespace popscope::view
