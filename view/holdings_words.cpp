#include "view/holdings_words.h"

#include <algorithm>

#include "view/whose_mail.h"

namespace popscope::view {
namespace {

using lesson::Arrival;
using lesson::Contact;
using lesson::ContactKind;

constexpr std::uint32_t kStepsLookedAt = 2000;  // for the response to what expunged a message

// Contacts that had begun by a moment.
std::vector<Contact>::const_iterator begun(const std::vector<Contact>& contacts,
                                           std::uint32_t moment) {
  return std::upper_bound(contacts.begin(), contacts.end(), moment,
                          [](std::uint32_t m, const Contact& c) { return m < c.from; });
}

std::string setting_text(const lesson::Setting& setting, const text::Catalogue& catalogue) {
  if (setting.protocol == sim::Protocol::imap)
    return catalogue.sentence("panel.holdings.setting.imap");
  switch (setting.policy) {
    case sim::Policy::remove_at_once: return catalogue.sentence("panel.holdings.setting.remove");
    case sim::Policy::leave_on_server: return catalogue.sentence("panel.holdings.setting.leave");
    case sim::Policy::leave_for_days:
      return catalogue.sentence("panel.holdings.setting.leave_days",
                                {text::number("days", setting.leave_days)});
    case sim::Policy::leave_until_removed:
      return catalogue.sentence("panel.holdings.setting.leave_until_removed");
  }
  return {};
}

lesson::Setting setting_of(const HoldingsAt& at, sim::DeviceId device) {
  const std::vector<lesson::Setting>& all = at.held().devices()[device.value].settings;
  const auto behind =
      std::upper_bound(all.begin(), all.end(), at.moment,
                       [](std::uint32_t m, const lesson::Setting& s) { return m < s.moment; });
  return behind == all.begin() ? all.front() : *(behind - 1);
}

// What has become of all that arrived, as one device sees it.
struct Tally {
  std::uint32_t arrived = 0;
  std::uint32_t on_server = 0;
  std::uint32_t has = 0;          // of them the device has a copy
  std::uint32_t dropped = 0;      // it had one and deleted it, and the server has it
  std::uint32_t waiting = 0;      // it never had one, and the server has it
  std::uint32_t removed_unfetched = 0;  // it never had one, and has itself removed it
  std::uint32_t moved_unfetched = 0;    // ... or taken it to another mailbox
  std::uint32_t taken = 0;        // it has none, and another one has removed it
  std::uint32_t moved_away = 0;   // ... from INBOX, and it lies in another mailbox
  std::uint32_t lost_there = 0;   // ... and it was in another mailbox before it was removed
  bool by_several = false;        // ... not always the same one
  std::uint32_t only_there = 0;   // ... and only that one has a copy
  std::uint32_t moved = 0;        // it is in INBOX no more, but in another mailbox
  std::uint32_t flagged = 0;      // others have flagged its copy \Deleted
  std::uint32_t read = 0;         // the server knows that it has been read
  const Arrival* last_taken = nullptr;
  const Arrival* last_removed = nullptr;  // by the device itself
};

bool is_only_on(const HoldingsAt& at, const Arrival& arrival, sim::DeviceId device) {
  if (!at.has_copy(arrival, device)) return false;
  return std::none_of(arrival.copies.begin(), arrival.copies.end(), [&](const auto& copy) {
    return copy.first != device && at.has_copy(arrival, copy.first);
  });
}

Tally tally_of(const HoldingsAt& at, sim::DeviceId subject) {
  Tally tally;
  tally.on_server = at.amount().messages;
  const std::vector<Arrival>& arrivals = at.maildrop().arrivals;
  const std::uint32_t arrived = at.arrived();
  for (std::uint32_t n = 0; n < arrived; ++n) {
    const Arrival& arrival = arrivals[n];
    const Lies lies = at.where(arrival).lies;
    if (lies == Lies::back) continue;
    ++tally.arrived;
    const bool gone = lies != Lies::inbox;
    if (!gone && at.seen(arrival)) ++tally.read;
    const bool moved = lies == Lies::elsewhere;
    if (moved) ++tally.moved;
    if (gone && arrival.removed_by == subject) tally.last_removed = &arrival;
    if (at.has_copy(arrival, subject)) {
      ++tally.has;
    } else if (gone && arrival.removed_by != subject && at.deleted_copy(arrival, subject)) {
      ++tally.dropped;
    } else if (!gone) {
      ++(at.copy_is_flagged(arrival, subject) ? tally.flagged
         : at.had_copy(arrival, subject)      ? tally.dropped
                                              : tally.waiting);
    } else if (arrival.removed_by != subject) {
      ++tally.taken;
      if (moved) ++tally.moved_away;
      if (lies == Lies::gone) ++tally.lost_there;
      if (tally.last_taken && tally.last_taken->removed_by != arrival.removed_by)
        tally.by_several = true;
      if (is_only_on(at, arrival, arrival.removed_by)) ++tally.only_there;
      tally.last_taken = &arrival;
    } else if (!at.had_copy(arrival, subject)) {
      ++(lies == Lies::removed ? tally.removed_unfetched : tally.moved_unfetched);
    }
  }
  return tally;
}

// The step in which a device got its newest copy.
std::optional<std::uint32_t> step_of_last_copy(const HoldingsAt& at, sim::DeviceId device) {
  const std::vector<lesson::Copy>& copies = at.held().devices()[device.value].copies;
  const auto behind =
      std::upper_bound(copies.begin(), copies.end(), at.moment,
                       [](std::uint32_t m, const lesson::Copy& c) { return m < c.from; });
  if (behind == copies.begin()) return std::nullopt;
  const std::uint32_t from = (behind - 1)->from;
  if (from == 0) return std::nullopt;
  return at.visit.steps(at.branch).at_moment(from);
}

class DifferenceWords {
 public:
  DifferenceWords(const HoldingsAt& at, const text::Catalogue& catalogue, HoldingsSide& side)
      : at_(at), catalogue_(catalogue), side_(side) {}

  void about(sim::DeviceId subject) {
    const Tally tally = tally_of(at_, subject);
    device_ = at_.name_of(subject);
    if (tally.arrived == 0) return nothing_arrived();
    if (tally.taken > 0) return taken(tally);
    side_.leads_to = tally.last_removed ? at_.step_of_removal(*tally.last_removed)
                                        : step_of_last_copy(at_, subject);
    if (tally.waiting > 0) return waiting(tally, subject);
    side_.difference = said(tally.has == tally.arrived ? "panel.holdings.has.all"
                                                       : "panel.holdings.has",
                            tally.has, tally.arrived);
    stays(tally);
  }
  void about_nobody() {
    if (at_.arrived() == 0) return nothing_arrived();
    const bool of_several = at_.held().maildrops().size() > 1;
    side_.difference =
        catalogue_.sentence(of_several ? "panel.holdings.nobody.of" : "panel.holdings.nobody",
                            {text::plain("user", at_.user())});
    side_.because = said("panel.holdings.nobody.why", at_.amount().messages, at_.arrived());
  }

 private:
  std::string said(const std::string& key, std::uint32_t count, std::uint32_t total,
                   const std::string& other = {}) const {
    return catalogue_.sentence(key, {text::number("count", count), text::number("total", total),
                                     text::plain("device", device_), text::plain("other", other)});
  }
  void nothing_arrived() {
    side_.difference = catalogue_.sentence("panel.holdings.no_mail");
    side_.because.clear();
  }
  void taken(const Tally& tally) {
    side_.difference = said("panel.holdings.misses", tally.taken, tally.arrived);
    side_.leads_to = at_.step_of_removal(*tally.last_taken);
    const std::string other = at_.name_of(tally.last_taken->removed_by);
    side_.because = said(key_of_taken(tally), tally.taken, tally.arrived, other);
    if (tally.dropped > 0)
      side_.because += " " + said("panel.holdings.dropped", tally.dropped, tally.arrived);
  }
  static const char* key_of_taken(const Tally& tally) {
    if (tally.moved_away > 0) {
      if (tally.by_several) return "panel.holdings.misses.several.moved";
      return tally.moved_away == tally.taken ? "panel.holdings.misses.moved"
                                             : "panel.holdings.misses.taken";
    }
    if (tally.lost_there > 0)
      return tally.by_several ? "panel.holdings.misses.several.gone"
                              : "panel.holdings.misses.gone";
    if (tally.by_several) return "panel.holdings.misses.several";
    return tally.only_there == tally.taken ? "panel.holdings.misses.only_there"
                                           : "panel.holdings.misses.removed";
  }
  void waiting(const Tally& tally, sim::DeviceId subject) {
    const bool now = at_.in_contact(subject, ContactKind::checking) ||
                     at_.in_contact(subject, ContactKind::connected);
    // To name what it has not fetched yet is to say that it has fetched the rest.
    const bool never_to_be = tally.removed_unfetched + tally.moved_unfetched > 0;
    side_.difference =
        now           ? said("panel.holdings.fetching", tally.has, tally.arrived)
        : never_to_be ? said("panel.holdings.has", tally.has, tally.arrived)
                      : said("panel.holdings.waiting", tally.waiting, tally.arrived);
    stays(tally);
  }
  // What the server has, and knows.
  void stays(const Tally& tally) {
    const std::string place = tally.moved > 0 ? "panel.holdings.inbox" : "panel.holdings.server";
    const std::string key = place + (tally.on_server == 0               ? ".none"
                                     : tally.on_server == tally.arrived ? ".all"
                                                                        : ".some");
    if (tally.dropped > 0)
      side_.because = said("panel.holdings.dropped", tally.dropped, tally.arrived) + " ";
    if (tally.flagged > 0)
      side_.because +=
          said("panel.holdings.flagged_elsewhere", tally.flagged, tally.arrived) + " ";
    if (tally.removed_unfetched > 0)
      side_.because +=
          said("panel.holdings.unfetched.removed", tally.removed_unfetched, tally.arrived) + " ";
    if (tally.moved_unfetched > 0)
      side_.because +=
          said("panel.holdings.unfetched.moved", tally.moved_unfetched, tally.arrived) + " ";
    side_.because += said(key, tally.on_server, tally.arrived);
    if (tally.read > 0)
      side_.because += " " + said("panel.holdings.server.read", tally.read, tally.arrived);
  }

  const HoldingsAt& at_;
  const text::Catalogue& catalogue_;
  HoldingsSide& side_;
  std::string device_;
};

}  // namespace

void HoldingsAt::look_at(sim::MaildropId of) {
  maildrop_ = of;
  const sim::World world = visit.timeline().world({branch, moment});
  const sim::Maildrop& now = *world.maildrops[of.value];
  flagged_deleted_.clear();
  for (const sim::StoredMessage& stored : now.messages)
    if (stored.flags.has(sim::SystemFlag::deleted)) flagged_deleted_.push_back(stored.uid);
  if (any_elsewhere(maildrop(), moment)) others_ = OtherMailboxes(now);
}

bool HoldingsAt::flagged_deleted(const Arrival& arrival) const {
  return std::binary_search(flagged_deleted_.begin(), flagged_deleted_.end(), arrival.uid);
}

std::uint32_t HoldingsAt::arrived() const {
  const std::vector<Arrival>& arrivals = maildrop().arrivals;
  const auto behind =
      std::upper_bound(arrivals.begin(), arrivals.end(), moment,
                       [](std::uint32_t m, const Arrival& a) { return m < a.moment; });
  return static_cast<std::uint32_t>(behind - arrivals.begin());
}

sim::MaildropId HoldingsAt::maildrop_of(std::optional<sim::DeviceId> device) const {
  const sim::World& world = visit.lesson().start;
  if (!device) return {};
  return sim::find_maildrop(world, world.devices[device->value]->account.user)
      .value_or(sim::MaildropId{});
}

const std::string& HoldingsAt::user() const {
  return visit.lesson().start.maildrops[maildrop_.value]->user;
}

std::vector<sim::DeviceId> HoldingsAt::devices() const {
  const sim::World& world = visit.lesson().start;
  std::vector<sim::DeviceId> readers, all;
  for (std::uint32_t n = 0; n < world.devices.size(); ++n) {
    all.push_back(sim::DeviceId{n});
    if (world.devices[n]->account.user == user()) readers.push_back(sim::DeviceId{n});
  }
  return readers.empty() && world.maildrops.size() < 2 ? all : readers;
}

std::string HoldingsAt::name_of(sim::DeviceId device) const {
  return visit.lesson().start.devices[device.value]->name;
}

std::optional<lesson::SeenChange> HoldingsAt::seen(const Arrival& arrival) const {
  const lesson::SeenChange* last = nullptr;
  for (const lesson::SeenChange& change : arrival.seen)
    if (change.moment <= moment) last = &change;
  if (!last || !last->seen) return std::nullopt;
  return *last;
}

bool HoldingsAt::has_copy(const Arrival& arrival, sim::DeviceId device) const {
  return held().had(maildrop(), arrival, device, moment) == lesson::Had::there;
}

std::uint32_t HoldingsAt::marked(sim::DeviceId device) const {
  const std::vector<lesson::Copy>& copies = held().devices()[device.value].copies;
  return static_cast<std::uint32_t>(
      std::count_if(copies.begin(), copies.end(), [&](const lesson::Copy& copy) {
        return copy.at_moment(moment) && marked(copy);
      }));
}

bool HoldingsAt::had_copy(const Arrival& arrival, sim::DeviceId device) const {
  return held().had(maildrop(), arrival, device, moment) != lesson::Had::never;
}

bool HoldingsAt::deleted_copy(const Arrival& arrival, sim::DeviceId device) const {
  const lesson::Had had = held().had(maildrop(), arrival, device, moment);
  return had == lesson::Had::deleted || had == lesson::Had::marked;
}

bool HoldingsAt::copy_is_flagged(const Arrival& arrival, sim::DeviceId device) const {
  return held().had(maildrop(), arrival, device, moment) == lesson::Had::flagged;
}

const Contact* HoldingsAt::last_contact(sim::DeviceId device) const {
  const std::vector<Contact>& contacts = held().devices()[device.value].contacts;
  for (auto it = begun(contacts, moment); it != contacts.begin();)
    if ((--it)->kind != ContactKind::cut) return &*it;
  return nullptr;
}

bool HoldingsAt::in_contact(sim::DeviceId device, ContactKind kind) const {
  const std::vector<Contact>& contacts = held().devices()[device.value].contacts;
  for (auto it = begun(contacts, moment); it != contacts.begin();) {
    if ((--it)->kind == kind) return it->to == 0 || it->to > moment;
  }
  return false;
}

std::uint32_t HoldingsAt::step_of_removal(const Arrival& arrival) const {
  const sim::Steps& steps = visit.steps(branch);
  const std::uint32_t first = steps.at_moment(arrival.removed - 1) + 1;
  const std::uint32_t end = std::min(steps.count(), first + kStepsLookedAt);
  for (std::uint32_t n = first; n <= end; ++n) {
    const sim::Step& step = steps.step(n);
    if (step.closes == arrival.removed && step.kind == sim::StepKind::removal) return n;
    if (step.kind == sim::StepKind::reply && step.begins == arrival.removed &&
        step.link == arrival.removed_over)
      return n;
  }
  return std::min(first, steps.count());
}

sim::MaildropId maildrop_to_compare(const HoldingsAt* sides) {
  const sim::Timeline& timeline = sides[0].visit.timeline();
  return maildrop_to_compare(timeline.world({sides[0].branch, sides[0].moment}),
                             timeline.world({sides[1].branch, sides[1].moment}));
}

std::optional<sim::DeviceId> last_to_ask(const HoldingsAt* sides, sim::MaildropId maildrop) {
  std::optional<sim::DeviceId> last;
  sim::Time latest;
  const auto count = static_cast<std::uint32_t>(sides[0].held().devices().size());
  for (int i = 0; i < 2; ++i) {
    for (std::uint32_t n = 0; n < count; ++n) {
      const Contact* contact = sides[i].last_contact(sim::DeviceId{n});
      if (sides[i].maildrop_of(sim::DeviceId{n}) != maildrop) continue;
      if (!contact || (last && contact->at <= latest)) continue;
      last = sim::DeviceId{n};
      latest = contact->at;
    }
  }
  return last;
}

std::string settings_text(const HoldingsAt& here, const HoldingsAt& there,
                          const text::Catalogue& catalogue) {
  std::vector<sim::DeviceId> devices = here.devices();
  const auto alike = [&](sim::DeviceId id) {
    const lesson::Setting a = setting_of(here, id), b = setting_of(there, id);
    return setting_text(a, catalogue) == setting_text(b, catalogue);
  };
  devices.erase(std::remove_if(devices.begin(), devices.end(), alike), devices.end());
  if (devices.empty()) return {};
  const std::string first = setting_text(setting_of(here, devices.front()), catalogue);
  const bool all_differ = devices.size() == here.devices().size();
  const bool one = all_differ && std::all_of(devices.begin(), devices.end(), [&](sim::DeviceId id) {
    return setting_text(setting_of(here, id), catalogue) == first;
  });
  if (one) return first;
  std::string all;
  for (const sim::DeviceId id : devices) {
    if (!all.empty()) all += catalogue.sentence("list.separator");
    all += catalogue.sentence(
        "panel.holdings.setting.of",
        {text::plain("device", here.name_of(id)),
         text::plain("setting", setting_text(setting_of(here, id), catalogue))});
  }
  return all;
}

void tell_difference(const HoldingsAt& at, std::optional<sim::DeviceId> subject,
                     const text::Catalogue& catalogue, HoldingsSide& side) {
  DifferenceWords words(at, catalogue, side);
  if (subject) {
    words.about(*subject);
  } else {
    words.about_nobody();
  }
}

}  // namespace popscope::view
