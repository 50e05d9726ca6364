#include "view/compare.h"

#include <algorithm>

#include "view/compare_rows.h"
#include "view/compare_times.h"
#include "view/ladder_row.h"
#include "view/transport.h"
#include "view/whereabouts.h"
#include "view/whose_mail.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kSameStepsLookedAt = 1000;  // beyond the fork, for the first that differs
constexpr std::size_t kSubjectsNamed = 3;

bool same_step(const ComparedSide& a, const ComparedSide& b, std::uint32_t n,
               const text::Catalogue& catalogue) {
  const sim::Step& x = a.steps().step(n);
  const sim::Step& y = b.steps().step(n);
  return x.kind == y.kind && x.at == y.at && x.link == y.link && x.device == y.device &&
         x.broken == y.broken &&
         words_of({a.visit, a.branch, n}, catalogue) == words_of({b.visit, b.branch, n}, catalogue);
}

// The first step that is not the same on both sides. One of the sides may not have it yet.
std::uint32_t first_difference(const ComparedSide& a, const ComparedSide& b, std::uint32_t shared,
                               const text::Catalogue& catalogue) {
  const std::uint32_t both = std::min(a.visible(), b.visible());
  std::uint32_t n = std::min(shared, both) + 1;
  const std::uint32_t until = std::min(both, shared + kSameStepsLookedAt);
  while (n <= until && same_step(a, b, n, catalogue)) ++n;
  return n;
}

// What a maildrop holds, to be asked often. A unique-id alone does not tell: a message that arrives
// behind a fork has it on each side anew.
class Holding {
 public:
  explicit Holding(const sim::Maildrop& maildrop) {
    for (const sim::StoredMessage& message : maildrop.messages) all_.push_back(&message);
    std::sort(all_.begin(), all_.end(), before);
  }
  // Null: it is not there.
  const sim::StoredMessage* find(const lesson::Arrival& arrival) const {
    const auto found = std::lower_bound(
        all_.begin(), all_.end(), arrival.unique_id,
        [](const sim::StoredMessage* each, const sim::UniqueId& id) {
          return each->unique_id < id;
        });
    const bool is_there =
        found != all_.end() && (*found)->unique_id == arrival.unique_id &&
        (*found)->message->octets_digest == arrival.message->octets_digest;
    return is_there ? *found : nullptr;
  }

 private:
  static bool before(const sim::StoredMessage* a, const sim::StoredMessage* b) {
    return a->unique_id < b->unique_id;
  }
  std::vector<const sim::StoredMessage*> all_;
};

// All that ever arrived on a side: which of it is there, and which only on one of the two.
struct Arrived {
  const lesson::Arrival* arrival = nullptr;
  bool there = false;
  bool differs = false;
  Lies lies = Lies::inbox;
  std::optional<std::string> flags;  // it is on both sides, and these are not the other one's
};

// How what is gone went: POP3 removes in UPDATE, or at DELE where it is at fault; IMAP expunges, or
// moves it to another mailbox.
const char* how_removed(const std::vector<Arrived>& all, const sim::World& here) {
  bool by_pop3 = false, by_imap = false, moved = false, lost = false, at_dele = false;
  for (const Arrived& each : all) {
    if (each.there || each.lies == Lies::back) continue;
    if (each.lies != Lies::removed) {
      (each.lies == Lies::elsewhere ? moved : lost) = true;
      continue;
    }
    const sim::Link& over = *here.links[each.arrival->removed_over.value];
    (over.protocol == sim::Protocol::imap ? by_imap : by_pop3) = true;
    at_dele = at_dele || each.arrival->at_dele;
  }
  if (moved || lost) return by_pop3 || by_imap || lost ? ".left" : ".moved";
  if (by_pop3 && by_imap) return "";
  return by_imap ? ".expunged" : at_dele ? ".at_dele" : ".update";
}

// What this side has removed, whether or not the other one has, too.
std::string remark_of(const std::vector<Arrived>& all, const sim::World& here,
                      bool same, const text::Catalogue& catalogue) {
  const bool flags = std::any_of(all.begin(), all.end(),
                                 [](const Arrived& each) { return each.flags.has_value(); });
  if (same)
    return catalogue.sentence(flags ? "panel.compare.same_but_flags" : "panel.compare.same");
  std::string subjects;
  std::size_t count = 0;
  for (const Arrived& each : all) {
    if (each.there || each.lies == Lies::back || ++count > kSubjectsNamed) continue;
    if (!subjects.empty()) subjects += catalogue.sentence("list.separator");
    subjects += subject_text(*each.arrival->message, catalogue);
  }
  if (count == 0) return catalogue.sentence("panel.compare.nothing_removed");
  const std::string key = count > kSubjectsNamed ? "panel.compare.removed.many"
                                                 : "panel.compare.removed";
  return catalogue.sentence(
      key + how_removed(all, here),
      {text::plain("subjects", subjects), text::number("count", static_cast<std::int64_t>(count))});
}

std::string with_flags(const std::string& subject, const std::string& flags,
                       const text::Catalogue& catalogue) {
  return catalogue.sentence(
      flags.empty() ? "panel.compare.tile.no_flags" : "panel.compare.tile.flags",
      {text::plain("subject", subject), text::plain("flags", flags)});
}

// Where there are too many, those that differ are sure to be shown; in the order of arrival.
void add_tiles(const std::vector<Arrived>& all, const text::Catalogue& catalogue,
               CompareSide& view) {
  const auto differing = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Arrived& each) { return each.differs; }));
  std::size_t others = kTilesShown - std::min(kTilesShown, differing);
  for (const Arrived& each : all) {
    if (view.held.size() == kTilesShown) break;
    if (!each.differs && others == 0) continue;
    if (!each.differs) --others;
    const std::string subject = subject_text(*each.arrival->message, catalogue);
    view.held.push_back({each.flags ? with_flags(subject, *each.flags, catalogue) : subject,
                         each.there, each.differs});
  }
  view.arrived = static_cast<std::uint32_t>(all.size());
  if (view.held.size() < all.size())
    view.more = catalogue.sentence(
        "panel.compare.more",
        {text::number("count", static_cast<std::int64_t>(all.size() - view.held.size()))});
}

// By IMAP alone: then it is an INBOX, and no session locks it.
bool read_by_imap(const sim::World& world, const std::string& user) {
  std::size_t imap = 0;
  for (const auto& device : world.devices) {
    if (device->account.user != user) continue;
    if (device->account.protocol != sim::Protocol::imap) return false;
    ++imap;
  }
  return imap > 0;
}

// What ever arrived for one person on a side, up to a step.
struct ComparedMaildrop {
  std::vector<Arrived> all;
  bool same = true;  // as the other side's, but for flags
};

ComparedMaildrop compared_maildrop(const ComparedSide& side, std::uint32_t step,
                                   sim::MaildropId id, const sim::World& here,
                                   const sim::World& there, const text::Catalogue& catalogue) {
  const sim::Maildrop& own = *here.maildrops[id.value];
  const sim::Maildrop& other = *there.maildrops[id.value];
  const std::uint32_t moment = side.place(step).moment;
  const Holding in_own(own), in_other(other);
  ComparedMaildrop compared;
  compared.same = own.messages.size() == other.messages.size();
  const lesson::Held& held = side.visit.history(side.branch).held();
  const lesson::HeldByMaildrop& maildrop = held.maildrops()[id.value];
  const OtherMailboxes others(own);
  for (const lesson::Arrival& arrival : maildrop.arrivals) {
    if (arrival.moment > moment) break;
    const bool is_there = !arrival.gone_at(moment);
    const sim::StoredMessage* there_too = in_other.find(arrival);
    const bool differs = is_there != (there_too != nullptr);
    compared.same = compared.same && !differs;
    compared.all.push_back({&arrival, is_there, differs,
                            others.where(held, maildrop, arrival, moment).lies, {}});
    const sim::StoredMessage* stored = is_there ? in_own.find(arrival) : nullptr;
    if (!stored || !there_too) continue;
    // By their names: each side numbers keywords as they came up there.
    std::string flags = flags_text(stored->flags, own.keywords, catalogue);
    if (flags == flags_text(there_too->flags, other.keywords, catalogue)) continue;
    compared.all.back().flags = std::move(flags);
    compared.all.back().differs = true;
  }
  return compared;
}

std::string count_text(const sim::Maildrop& maildrop, const text::Catalogue& catalogue) {
  return catalogue.sentence(
      "panel.compare.count",
      {text::number("count", static_cast<std::int64_t>(maildrop.messages.size()))});
}

// Of whom it is said, where there are several.
std::string said_of(const sim::World& world, sim::MaildropId id, const std::string& words,
                    const text::Catalogue& catalogue) {
  if (world.maildrops.size() < 2) return words;
  return catalogue.sentence("panel.compare.said_of",
                            {text::plain("user", world.maildrops[id.value]->user),
                             text::plain("words", words)});
}

void add_held(const ComparedSide& side, std::uint32_t step, sim::MaildropId id,
              const sim::World& here, const sim::World& there,
              const text::Catalogue& catalogue, CompareSide& view) {
  const sim::Maildrop& own = *here.maildrops[id.value];
  const bool imap = read_by_imap(here, own.user);
  view.maildrop = catalogue.sentence(imap ? "panel.maildrop.inbox_of" : "panel.maildrop.of",
                                     {text::plain("user", own.user)});
  view.locked = own.locked_by.has_value();
  if (own.locked_by) {
    const sim::DeviceId holder = here.links[own.locked_by->value]->device;
    view.lock = catalogue.sentence("panel.compare.held_by",
                                   {text::plain("device", here.devices[holder.value]->name)});
  } else if (!imap) {
    view.lock = catalogue.sentence("panel.compare.not_held");
  }
  const ComparedMaildrop shown = compared_maildrop(side, step, id, here, there, catalogue);
  add_tiles(shown.all, catalogue, view);
  view.count = said_of(here, id, count_text(own, catalogue), catalogue);
  view.remark = remark_of(shown.all, here, shown.same, catalogue);
  for (std::uint32_t n = 0; n < here.maildrops.size(); ++n) {
    const sim::Maildrop& others = *here.maildrops[n];
    if (sim::MaildropId{n} == id || same_held(others, *there.maildrops[n])) continue;
    const ComparedMaildrop too =
        compared_maildrop(side, step, {n}, here, there, catalogue);
    view.remark += ' ' + said_of(here, {n},
                                 count_text(others, catalogue) + ' ' +
                                     remark_of(too.all, here, too.same, catalogue),
                                 catalogue);
  }
}

CompareSide side_of(const ComparedSide& side, std::uint32_t step, std::uint32_t differ_from,
                    const sim::World& world, bool as_listener,
                    const text::Catalogue& catalogue) {
  CompareSide view;
  const text::Arguments number{text::number("branch", side.branch.value + 1),
                               text::number("step", step)};
  view.name = branch_name(side.visit, side.branch, catalogue);
  view.here = side.branch == side.visit.branch();
  view.ended = step == side.steps().count();
  view.place = catalogue.sentence(side.asks_behind(step) ? "panel.compare.branch.asks"
                                  : view.ended           ? "panel.compare.branch"
                                                         : "panel.compare.branch.so_far",
                                  number);
  view.lanes = lanes_of(world, catalogue);
  view.rows =
      compare_rows(side.visit, side.branch, differ_from, step, as_listener, catalogue);
  return view;
}

}  // namespace

CompareView compare(const lesson::Visit& visit, sim::BranchId branch_a, sim::BranchId branch_b,
                    std::uint32_t time, const text::Catalogue& catalogue, bool as_listener) {
  const ComparedSide sides[2] = {{visit, branch_a}, {visit, branch_b}};
  const std::uint32_t shared = shared_steps(sides[0], sides[1]);
  const ComparedTimes times(sides[0], sides[1], shared);
  const std::uint32_t differ_from = first_difference(sides[0], sides[1], shared, catalogue);

  CompareView view;
  view.as_listener = as_listener;
  view.times = times.count();
  view.time = std::min(time, view.times - 1);
  const sim::Time now = times.at(view.time);
  const bool at_start = view.time == 0;
  const std::uint32_t step[2] = {at_start ? 0 : sides[0].step_at(now),
                                 at_start ? 0 : sides[1].step_at(now)};
  const sim::World world[2] = {visit.timeline().world(sides[0].place(step[0])),
                               visit.timeline().world(sides[1].place(step[1]))};
  for (int i = 0; i < 2; ++i)
    view.sides[i] = side_of(sides[i], step[i], differ_from, world[i], as_listener, catalogue);
  if (!world[0].maildrops.empty()) {
    const sim::MaildropId id = maildrop_to_compare(world[0], world[1]);
    for (int i = 0; i < 2; ++i)
      add_held(sides[i], step[i], id, world[i], world[1 - i], catalogue, view.sides[i]);
  }
  const bool any = differ_from <= std::max(sides[0].visible(), sides[1].visible());
  view.differ = catalogue.sentence(any ? "panel.compare.differ" : "panel.compare.no_difference",
                                   {text::number("step", differ_from)});
  return view;
}

sim::Time compared_time(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                        std::uint32_t stop) {
  const ComparedTimes times = compared_times(visit, a, b);
  return times.at(std::min(stop, times.count() - 1));
}

std::uint32_t compare_stop(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                           sim::Time time) {
  return compared_times(visit, a, b).index_of(time);
}

std::uint32_t compare_time(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b) {
  if (visit.step() == 0) return 0;
  return compare_stop(visit, a, b, ComparedSide(visit, visit.branch()).at(visit.step()));
}

std::uint32_t compare_begin(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b) {
  if (visit.hidden_after(a) || visit.hidden_after(b)) return compare_time(visit, a, b);
  return compared_times(visit, a, b).count() - 1;
}

}  // namespace popscope::view
