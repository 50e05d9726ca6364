// Checking a story: what it expects, what it asks, and whether it could be told at all.
#include <algorithm>

#include "lesson/complaint.h"
#include "lesson/visit.h"

namespace popscope::lesson {

using sim::BranchId;
using sim::Place;

namespace {

text::Diagnostic complaint_of(const CutShort& cut, const Compiled& lesson) {
  const Where where = cut.entry < lesson.entries.size() ? lesson.entries[cut.entry].entry->where
                                                        : Where{};
  switch (cut.limit) {
    case CutShort::Limit::steps:
      return complaint("story_too_long", lesson.file, where,
                       {text::number("steps", lesson.scenario->steps_max)});
    case CutShort::Limit::moments:
      return complaint("story_too_much", lesson.file, where,
                       {text::number("max", kStoryMomentsMax)});
    case CutShort::Limit::octets:
      return complaint("story_too_many_octets", lesson.file, where,
                       {text::number("max", static_cast<std::int64_t>(kStoryOctetsMax))});
    case CutShort::Limit::connections:
      return complaint("story_too_many_connections", lesson.file, where,
                       {text::number("max", sim::kLinksMax)});
    case CutShort::Limit::branches: break;
  }
  return complaint("story_too_many_branches", lesson.file, where,
                   {text::number("max", kStoryBranchesMax)});
}

// The lines of one entry fail for the same reason: the place is named once.
void add_once(text::Diagnostics& found, text::Diagnostic one) {
  const bool told = std::any_of(found.begin(), found.end(), [&](const text::Diagnostic& other) {
    return other.code == one.code && other.path == one.path && other.line == one.line &&
           other.column == one.column;
  });
  if (!told) found.push_back(std::move(one));
}

// The entry that would begin at an op of the script, or goes on there; none: the list ends.
std::optional<std::uint32_t> begins_next(const Compiled& lesson, std::uint32_t op) {
  const std::vector<sim::Op>& ops = lesson.start.script->ops;
  while (op < ops.size() && !std::holds_alternative<sim::End>(ops[op])) {
    if (const auto* jump = std::get_if<sim::Jump>(&ops[op])) {
      op = jump->to;
    } else if (const auto* marker = std::get_if<sim::Marker>(&ops[op])) {
      const MarkerMeaning& meaning = lesson.markers[marker->index];
      if (meaning.kind == MarkerMeaning::Kind::begin) return meaning.entry;
      ++op;
    } else {
      return lesson.entry_of_op[op];
    }
  }
  return std::nullopt;
}

}  // namespace

// Acts that the World did not admit. The entry is the innermost one that has begun, has not ended,
// and gave that act.
void Visit::check_acts(BranchId branch, text::Diagnostics& found) const {
  const Derived& known = derived(branch);
  for (const std::uint32_t number : known.refused) {
    if (timeline_.owner(branch, number) != branch) continue;
    const sim::Moment& moment = timeline_.moment(branch, number);
    if (!moment.act) continue;
    const auto& ops = lesson_->start.script->ops;
    for (std::uint32_t op = 0; op < ops.size(); ++op) {
      const auto* input = std::get_if<sim::Input>(&ops[op]);
      const PlacedEntry& placed = lesson_->entries[lesson_->entry_of_op[op]];
      const std::uint32_t begun = known.passed_at[placed.begin];
      const std::uint32_t ended = known.passed_at[placed.end];
      if (input == nullptr || !(*input == *moment.act)) continue;
      if (begun == 0 || begun > number || (ended != 0 && ended < number)) continue;
      for (const sim::Event& event : moment.events) {
        if (const auto* refused = std::get_if<sim::ActNotPossible>(&event)) {
          add_once(found, complaint("act_not_possible." + std::string(sim::to_text(refused->why)),
                                    lesson_->file, placed.entry->where,
                                    {text::plain("branch", name_of(branch))}));
        }
      }
      break;
    }
  }
}

void Visit::check_ask(std::uint32_t entry, Place place, text::Diagnostics& found) const {
  const PlacedEntry& placed = lesson_->entries[entry];
  const auto& ask = std::get<Ask>(placed.entry->act);
  const std::uint32_t asked = derived(place.branch).passed_at[placed.begin];
  if (asked == 0 || asked > place.moment) {
    found.push_back(complaint("ask_decided_too_early", lesson_->file, placed.entry->where,
                              {text::plain("question", ask.question)}));
    return;
  }
  const sim::World world = timeline_.world(place);
  std::vector<std::string> holding;
  for (const Answer& answer : ask.answers) {
    if (!violated(answer.when, world, *lesson_)) holding.push_back(answer.say);
  }
  if (holding.size() == 1) return;
  found.push_back(complaint(holding.empty() ? "ask_without_true_answer" : "ask_with_true_answers",
                            lesson_->file, placed.entry->where,
                            {text::plain("question", ask.question),
                             text::plain("branch", name_of(place.branch)),
                             text::plain("answers", as_list(holding))}));
}

void Visit::check_entry(std::uint32_t entry, text::Diagnostics& found) const {
  const PlacedEntry& placed = lesson_->entries[entry];
  const auto* expect = std::get_if<Expect>(&placed.entry->act);
  const bool asks = std::holds_alternative<Ask>(placed.entry->act);
  if (expect == nullptr && !(asks && placed.decides_at)) return;
  const std::uint32_t marker = asks ? *placed.decides_at : placed.begin;
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (!notes_[i].of_story) continue;
    const std::uint32_t moment = derived({i}).passed_at[marker];
    if (moment == 0) continue;
    if (timeline_.owner({i}, moment) != BranchId{i}) continue;  // judged on the branch it is of
    if (asks) {
      check_ask(entry, {{i}, moment}, found);
    } else if (auto broken =
                   violated(expect->condition, timeline_.world({{i}, moment}), *lesson_)) {
      if (broken->line == 0) {
        broken->line = static_cast<int>(placed.entry->where.line);
        broken->column = static_cast<int>(placed.entry->where.column);
        broken->path = placed.entry->where.path;
      }
      found.push_back(std::move(*broken));
    }
  }
}

// Where a way of the story stands still: one act that is never finished keeps all behind it from
// happening, so the first place is named.
void Visit::check_reached(BranchId branch, text::Diagnostics& found) const {
  const std::vector<sim::Thread>& threads = timeline_.tip(branch).cursor.threads;
  for (const sim::Thread& thread : threads) {
    if (thread.waits == sim::Thread::Waits::ended || thread.waits == sim::Thread::Waits::lists)
      continue;
    std::optional<std::uint32_t> entry = begins_next(*lesson_, thread.op);
    for (auto list = thread.parent; !entry && list; list = threads[*list].parent)
      entry = begins_next(*lesson_, threads[*list].op);
    if (!entry) continue;
    const Where& where = lesson_->entries[*entry].entry->where;
    return add_once(found, complaint("never_reached", lesson_->file, where,
                                     {text::plain("branch", name_of(branch))}));
  }
}

std::vector<text::Diagnostic> Visit::check() const {
  text::Diagnostics found;
  if (cut_short_) found.push_back(complaint_of(*cut_short_, *lesson_));
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i].of_story) check_acts({i}, found);
  }
  for (std::uint32_t entry = 0; entry < lesson_->entries.size(); ++entry) {
    check_entry(entry, found);
  }
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i].of_story && !cut_short_) check_reached({i}, found);
  }
  text::sort_by_place(found);
  return found;
}

}  // namespace popscope::lesson
