// What the learner does: ways of the story, inputs of one's own, and letting time bring what is
// due.
#include <algorithm>
#include <string>
#include <string_view>

#include "lesson/effect.h"
#include "lesson/recording.h"
#include "lesson/visit.h"
#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Input;
using sim::Place;

// What a line means: without blanks behind it, and in IMAP without its tag, which the client makes
// up (RFC 9051 section 2.2.1).
std::string_view bare(std::string_view line, sim::Protocol protocol) {
  const std::size_t last = line.find_last_not_of(" \r\n");
  line = last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
  const std::size_t tag = protocol == sim::Protocol::imap ? line.find(' ') : std::string_view::npos;
  return tag == std::string_view::npos ? line : line.substr(tag + 1);
}

// Equal but for the case of the keyword, which means nothing (RFC 1939 section 3).
bool same_line(std::string_view a, std::string_view b, sim::Protocol protocol) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  a = bare(a, protocol);
  b = bare(b, protocol);
  const std::size_t word = std::min(a.find(' '), a.size());
  return a.size() == b.size() && a.substr(word) == b.substr(word) &&
         std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(word), b.begin(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

bool same_send(const Input& typed, const Input& wanted, const sim::World& world) {
  const auto* a = std::get_if<sim::Send>(&typed);
  const auto* b = std::get_if<sim::Send>(&wanted);
  if (a == nullptr || b == nullptr || a->device != b->device) return false;
  if (a->device.value >= world.devices.size()) return false;
  return same_line(a->octets, b->octets, sim::protocol_of(world, a->device));
}

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

// A line typed at a try counts as what the try wants when it means the same: on the story's own
// branch, or on one on which the story offers it.
std::optional<Visit::TryMet> Visit::try_met_by(const Input& input, std::uint32_t moment) const {
  const sim::World world = timeline_.world({branch_, moment});
  if (const std::optional<std::uint32_t> open = open_try()) {
    const std::uint32_t next = moment + 1;
    if (next > timeline_.end(branch_) || !timeline_.moment(branch_, next).act) return std::nullopt;
    const Input& wanted = *timeline_.moment(branch_, next).act;
    if (!same_send(input, wanted, world)) return std::nullopt;
    return TryMet{*open, wanted};
  }
  const std::optional<sim::Offer> offer = offer_at({branch_, moment});
  if (!offer || !is_try(lesson_->entry_of_op[offer->op])) return std::nullopt;
  const auto& wanted = std::get<Input>(lesson_->start.script->ops[offer->op]);
  if (!same_send(input, wanted, world)) return std::nullopt;
  return TryMet{lesson_->entry_of_op[offer->op], wanted};
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
  const std::optional<TryMet> met = try_met_by(input, from);
  const Input& meant = met ? met->wanted : input;
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
  const bool tried_before = met && tried_.count(met->entry) != 0;
  pass_gates(place.branch, place.moment, true);
  const Reached reached = reach_effect(meant, place);
  if (met && !tried_before) settle_try(met->entry, reached);
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
