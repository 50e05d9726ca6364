// What the learner does: ways of the story, inputs of one's own, and letting time bring what is
// due.
#include <algorithm>
#include <string>

#include "lesson/effect.h"
#include "lesson/recording.h"
#include "lesson/same_line.h"
#include "lesson/visit.h"
#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Input;
using sim::Place;

// Why an act that the story offers is not possible; a choice always is.
std::optional<sim::Inadmissible> refusal_of(const sim::World& world, const sim::Offer& offer) {
  const auto* input = std::get_if<Input>(&world.script->ops[offer.op]);
  if (input == nullptr) return std::nullopt;
  sim::World tried = world;
  sim::Events events;
  return sim::admit(tried, *input, events);
}

// Whether anything happens for which somebody waits.
bool is_under_way(const sim::World& world) {
  const std::vector<sim::Due> all = sim::agenda(world);
  return std::any_of(all.begin(), all.end(), [](const sim::Due& due) {
    return due.kind != sim::DueKind::autologout && due.kind != sim::DueKind::check;
  });
}

}  // namespace

std::uint32_t Visit::settled(BranchId branch, std::uint32_t moment) const {
  const std::uint32_t end = timeline_.end(branch);
  while (moment < end && only_passes_markers(timeline_.moment(branch, moment + 1))) ++moment;
  return moment;
}

// --- the ways of the story ---

const Visit::ChoicePoint* Visit::choice_at_cursor() const {
  for (const ChoicePoint& point : choices_) {
    const std::uint32_t before = point.place.moment;
    if (before < moment_ || before > timeline_.end(branch_)) continue;
    if (canonical({branch_, before}) == point.place && at_cursor(before)) return &point;
  }
  return nullptr;
}

// What the story offers at a place of a branch on which it only offers.
std::optional<sim::Offer> Visit::offer_at(Place place) const {
  if (notes_[place.branch.value].of_story) return std::nullopt;
  const sim::World world = timeline_.world(place);
  if (!world.cursor.offering) return std::nullopt;
  const std::vector<sim::Offer> all = offers(world);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

// Where the story only offers and the cursor stands at the end of what has happened: the first act
// that can be done. After a QUIT of one's own, say, the story's next line cannot be sent.
std::optional<sim::Offer> Visit::offer_at_cursor() const {
  const sim::World& tip = timeline_.tip(branch_);
  if (!tip.cursor.offering || settled(branch_, moment_) != timeline_.end(branch_)) {
    return std::nullopt;
  }
  for (const sim::Offer& offer : offers(tip))
    if (!refusal_of(tip, offer)) return offer;
  return std::nullopt;
}

std::optional<sim::Inadmissible> Visit::offer_refused() const {
  const sim::World& tip = timeline_.tip(branch_);
  if (!tip.cursor.offering || offer_at_cursor()) return std::nullopt;
  const std::vector<sim::Offer> all = offers(tip);
  return all.empty() ? std::nullopt : refusal_of(tip, all.front());
}

std::vector<Visit::WayOn> Visit::ways() const {
  std::vector<WayOn> result;
  if (open_gate()) return result;
  const auto names = [&](std::uint32_t entry) -> const std::vector<Way>& {
    return std::get<ChooseAct>(lesson_->entries[entry].entry->act).ways;
  };
  if (const ChoicePoint* point = choice_at_cursor()) {
    for (std::uint32_t option = 0; option < point->branches.size(); ++option) {
      const BranchId branch = point->branches[option];
      const std::uint32_t chosen = point->place.moment + 1;
      const std::uint32_t stop = next_stop(branch, chosen - 1, fine_grain());
      result.push_back({names(point->entry)[option].name, branch, stop == 0 ? chosen : stop});
    }
    return result;
  }
  const std::optional<sim::Offer> offer = offer_at_cursor();
  if (!offer) return result;
  const sim::World& tip = timeline_.tip(branch_);
  if (std::holds_alternative<sim::Choice>(tip.script->ops[offer->op])) {
    for (const Way& way : names(lesson_->entry_of_op[offer->op])) {
      result.push_back({way.name, branch_, timeline_.end(branch_)});
    }
  }
  return result;
}

std::optional<sim::Inadmissible> Visit::take_way(std::uint32_t way) {
  if (open_gate()) return std::nullopt;
  const ChoicePoint* point = choice_at_cursor();
  if (point == nullptr) {
    const auto done = act(sim::Choose{way});
    const auto* why = std::get_if<sim::Inadmissible>(&done);
    return why ? std::optional(*why) : std::nullopt;
  }
  if (way >= point->branches.size()) return std::nullopt;
  const std::uint32_t before = point->place.moment;
  stand(point->branches[way], before);
  if (!step_on(grain_)) stand(branch_, before + 1);
  return std::nullopt;
}

std::optional<Input> Visit::offered() const {
  const std::optional<sim::Offer> offer = offer_at_cursor();
  if (!offer) return std::nullopt;
  const std::uint32_t entry = lesson_->entry_of_op[offer->op];
  if (is_try(entry) && tried_.count(entry) == 0) return std::nullopt;
  const auto* input = std::get_if<Input>(&timeline_.tip(branch_).script->ops[offer->op]);
  return input == nullptr ? std::nullopt : std::optional(*input);
}

std::optional<std::uint32_t> Visit::offered_try() const {
  const std::optional<sim::Offer> offer = offer_at_cursor();
  if (!offer) return std::nullopt;
  const std::uint32_t entry = lesson_->entry_of_op[offer->op];
  return is_try(entry) && tried_.count(entry) == 0 ? std::optional(entry) : std::nullopt;
}

// --- inputs ---

// The last task that was posed on the way to a place of a branch of the learner's own, and is not
// behind the learner.
std::optional<std::uint32_t> Visit::posed_before(Place place) const {
  if (notes_[place.branch.value].of_story) return std::nullopt;
  std::optional<std::uint32_t> last;
  std::uint32_t last_posed = 0;
  for (const auto& [entry, line] : lines_of_tries()) {
    const std::uint32_t posed = derived(place.branch).passed_at[lesson_->entries[entry].begin];
    if (posed == 0 || posed > place.moment || posed < last_posed) continue;
    if (tried_.count(entry) != 0) continue;
    last = entry;
    last_posed = posed;
  }
  return last;
}

std::optional<std::uint32_t> Visit::posed_try() const {
  if (const std::optional<std::uint32_t> open = open_try()) return open;
  if (const std::optional<std::uint32_t> offered = offered_try()) return offered;
  return posed_before({branch_, settled(branch_, moment_)});
}

// What the story does next at a place, or offers.
std::optional<Input> Visit::next_of_story(Place place) const {
  if (notes_[place.branch.value].of_story) {
    const std::uint32_t next = place.moment + 1;
    if (next > timeline_.end(place.branch)) return std::nullopt;
    const auto& act = timeline_.moment(place.branch, next).act;
    return act ? std::optional(*act) : std::nullopt;
  }
  const std::optional<sim::Offer> offer = offer_at(place);
  if (!offer) return std::nullopt;
  const auto* input = std::get_if<Input>(&lesson_->start.script->ops[offer->op]);
  return input ? std::optional(*input) : std::nullopt;
}

// What an input means there. A line that says the same as the story's is the story's; so is one
// that a task waits for, wherever the story has got to meanwhile.
Visit::Meant Visit::meant_by(const Input& input, Place place) const {
  const sim::World world = timeline_.world(place);
  std::optional<std::uint32_t> entry = open_try();
  if (!entry) {
    const std::optional<sim::Offer> offer = offer_at(place);
    if (offer && is_try(lesson_->entry_of_op[offer->op])) entry = lesson_->entry_of_op[offer->op];
  }
  if (!entry) entry = posed_before(place);
  if (entry) {
    for (const auto& [asked, line] : lines_of_tries())
      if (asked == *entry && sends_the_same(input, line, world)) return {line, entry};
  }
  const std::optional<Input> next = next_of_story(place);
  return {next && sends_the_same(input, *next, world) ? *next : input, std::nullopt};
}

Visit::LastLine Visit::last_line() const {
  if (notes_[branch_.value].of_story) return LastLine::none;
  const std::uint32_t left = told_until(branch_);
  for (std::uint32_t n = moment_; n > left; --n) {
    const auto& input = timeline_.moment(branch_, n).input;
    if (!input) continue;
    const std::optional<sim::Offer> offer = offer_at({branch_, n - 1});
    const bool of_story = offer && next_of_story({branch_, n - 1}) == std::optional(*input) &&
                          !is_try(lesson_->entry_of_op[offer->op]);
    if (of_story || !std::holds_alternative<sim::Send>(*input)) return LastLine::none;
    const Effect reply = effect_of(*input, {branch_, n}, moment_);
    if (!reply.there()) return LastLine::under_way;
    return !reply.answered() ? LastLine::lost : reply.ok() ? LastLine::ok : LastLine::refused;
  }
  return LastLine::none;
}

// The moment at which the effect of the input at `place` is there; lets the branch go on for it.
Visit::Reached Visit::reach_effect(const Input& input, Place place) {
  std::uint32_t moment = place.moment;
  Effect effect(input, timeline_.moment(place.branch, moment).events);
  while (!effect.there()) {
    if (moment == timeline_.end(place.branch) &&
        !(may_run(place.branch) && timeline_.advance(place.branch))) {
      return {moment, false};
    }
    effect.hear(timeline_.moment(place.branch, ++moment).events);
  }
  return {moment, effect.answered(), effect.ok()};
}

// How an act was answered that was done at a place; up to a moment of the branch.
Effect Visit::effect_of(const Input& act, Place at, std::uint32_t until) const {
  Effect effect(act, timeline_.moment(at.branch, at.moment).events);
  for (std::uint32_t n = at.moment + 1; n <= until && !effect.there(); ++n)
    effect.hear(timeline_.moment(at.branch, n).events);
  return effect;
}

// What the story's own line was answered with, on the way from which one comes; +OK where it does
// not have that line.
bool Visit::is_ok_in_story(std::uint32_t entry) const {
  const BranchId told = left_story_at().branch;
  const std::uint32_t moment = moment_of_act(told, entry);
  if (moment == 0 || moment > timeline_.end(told) || !timeline_.moment(told, moment).act)
    return true;
  return effect_of(*timeline_.moment(told, moment).act, {told, moment}, timeline_.end(told)).ok();
}

// Only a line solves a try that was answered as the story's is. The story goes on behind one that
// was lost or refused, too.
void Visit::settle_try(std::uint32_t entry, const Reached& reached) {
  const bool solved = reached.answered && reached.ok == is_ok_in_story(entry);
  const auto passed = tried_.find(entry);
  if (passed != tried_.end()) {
    passed->second = solved;
  } else if (solved) {
    tried_.emplace(entry, true);
  }
}

// What the learner's own branches hold: whoever opens a recording has to run them again.
Visit::Own Visit::own() const {
  Own all;
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i].of_story) continue;
    all.moments += timeline_.branches()[i].moments.size();
    all.octets += timeline_.branches()[i].octets_kept;
  }
  return all;
}

bool Visit::own_may_run() const {
  const Own all = own();
  return all.moments < kRecordedMomentsMax && all.octets < kRecordedOctetsMax;
}

// Whether a recording of all that was done could not be opened again.
bool Visit::full() const {
  std::size_t inputs = 0;
  for (const sim::Branch& branch : timeline_.branches()) {
    inputs += static_cast<std::size_t>(
        std::count_if(branch.moments.begin(), branch.moments.end(),
                      [](const sim::Moment& moment) { return moment.input != nullptr; }));
  }
  for (const BranchNotes& notes : notes_) {
    if (notes.earlier) inputs += left_out(notes.earlier->line);
  }
  const Own all = own();
  return inputs >= kRecordedInputsMax || all.moments + kMomentsOfOneActMax > kRecordedMomentsMax ||
         all.octets + kOctetsOfOneActMax > kRecordedOctetsMax;
}

// What is done behind the story's end, or where it was cut, is not the story any more: it gets a
// branch of its own.
bool Visit::is_beyond_the_story(std::uint32_t moment) const {
  return notes_[branch_.value].of_story && moment == timeline_.end(branch_);
}

std::variant<Visit::Acted, sim::Inadmissible> Visit::act(const Input& input) {
  if (full()) return sim::Inadmissible::too_many_branches;
  const std::uint32_t from = settled(branch_, moment_);
  const auto [meant, met] = meant_by(input, {branch_, from});
  const bool beyond = is_beyond_the_story(from);
  if (beyond) {
    if (timeline_.branches().size() >= sim::Timeline::kBranchesMax)
      return sim::Inadmissible::too_many_branches;
    sim::World probe = timeline_.tip(branch_);
    sim::Events unheard;
    if (const auto why = sim::admit(probe, meant, unheard)) return *why;
  }
  const BranchId branch = beyond ? timeline_.fork({branch_, from}) : branch_;
  const auto went = timeline_.submit({branch, from}, meant);
  if (const auto* why = std::get_if<sim::Inadmissible>(&went)) return *why;
  auto submitted = std::get<sim::Timeline::Submitted>(went);
  submitted.forked = submitted.forked || beyond;
  const Place place = submitted.place;
  if (place.branch.value == notes_.size()) {
    BranchNotes own;
    own.of_story = false;
    notes_.push_back(std::move(own));
  }
  const bool tried_before = met && tried_.count(*met) != 0;
  pass_gates(place.branch, place.moment, true);
  const Reached reached = reach_effect(meant, place);
  if (met && !tried_before) settle_try(*met, reached);
  if (notes_[place.branch.value].of_story) {
    stand_before_gates(place.branch, reached.moment);
  } else {
    stand(place.branch, reached.moment);
  }
  return Acted{submitted.forked, place.branch};
}

bool Visit::let_happen() {
  if (settled(branch_, moment_) != timeline_.end(branch_)) return forward();
  const bool own = !notes_[branch_.value].of_story;
  if (own && !(timeline_.tip(branch_).cursor.offering && own_may_run())) return false;
  if (!timeline_.advance(branch_)) return false;
  run_until_stop(fine_grain());
  const std::uint32_t stop = next_stop(branch_, moment_, fine_grain());
  stand(branch_, stop == 0 ? timeline_.end(branch_) : stop);
  return true;
}

void Visit::come_to_rest() {
  Place here{branch_, moment_};
  sim::World at = world();
  while (is_under_way(at)) {
    if (here.moment < timeline_.end(branch_)) {
      const sim::Moment& next = timeline_.moment(branch_, here.moment + 1);
      if (next.input || next.act) break;
    } else if (!may_go_on(branch_) || !timeline_.advance(branch_)) {
      break;
    }
    const Place before = here;
    ++here.moment;
    at = timeline_.world(here, before, std::move(at));
  }
  stand_before_gates(branch_, std::max(moment_, here.moment));
}

}  // namespace popscope::lesson
