#include "view/devices.h"

#include <algorithm>

#include "view/begin.h"
#include "view/chosen.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::size_t kNamesListed = 3;  // of what is not fetched; then "and 7 more"

std::string policy_text(const sim::Account& account, const text::Catalogue& catalogue) {
  switch (account.policy) {
    case sim::Policy::remove_at_once:
      return catalogue.sentence("panel.devices.account.remove");
    case sim::Policy::leave_on_server:
      return catalogue.sentence("panel.devices.account.leave");
    case sim::Policy::leave_for_days:
      return catalogue.sentence("panel.devices.account.leave_days",
                                {text::number("days", account.leave_days)});
    case sim::Policy::leave_until_removed:
      return catalogue.sentence("panel.devices.account.leave_until_removed");
  }
  return {};
}

// What it does as most programs do is not said.
std::string account_text(const sim::Device& device, const text::Catalogue& catalogue) {
  const sim::Account& account = device.account;
  if (account.protocol == sim::Protocol::imap)
    return catalogue.sentence(account.idle ? "panel.devices.account.imap.idle"
                                           : "panel.devices.account.imap");
  std::string text = policy_text(account, catalogue);
  if (account.fetch_octets_max > 0)
    text = catalogue.sentence("panel.devices.account.limit",
                              {text::plain("account", text),
                               text::number("octets", account.fetch_octets_max)});
  const std::optional<sim::Preset> habits = sim::preset_of(account.habits);
  if (habits && *habits != sim::Preset::in_turn)
    text = catalogue.sentence("panel.devices.account.habits",
                              {text::plain("account", text),
                               text::plain("habits", sim::spec_of(*habits).name)});
  return text;
}

// In IDLE the connection stays, and the server speaks first.
bool idles(const sim::Device& device) {
  const auto* client = std::get_if<sim::imap::Client>(&device.client);
  return client && sim::imap::idling(*client);
}

std::string connection_text(const sim::World& world, const sim::Device& device,
                            const text::Catalogue& catalogue) {
  if (device.cut) return catalogue.sentence("panel.devices.connection.cut");
  if (!device.link) return catalogue.sentence("panel.devices.connection.none");
  const sim::Link& link = *world.links[device.link->value];
  const text::Arguments port{text::plain("port", std::to_string(link.device_port))};
  switch (link.phase) {
    case sim::LinkPhase::syn_sent:
      return catalogue.sentence("panel.devices.connection.opening", port);
    case sim::LinkPhase::established:
      return catalogue.sentence(idles(device) ? "panel.devices.connection.idle"
                                                     : "panel.devices.connection.open",
                                port);
    case sim::LinkPhase::closing:
      return catalogue.sentence("panel.devices.connection.closing", port);
    case sim::LinkPhase::closed:
    case sim::LinkPhase::refused:
    case sim::LinkPhase::timed_out:
      break;
  }
  return catalogue.sentence("panel.devices.connection.none");
}

// Whether TLS seals what it says now. Its settings only say what it wants.
bool speaks_sealed(const sim::World& world, const sim::Device& device) {
  if (!device.link) return false;
  const sim::Link& link = *world.links[device.link->value];
  return link.secured;
}

std::string server_port_text(const sim::Account& account, bool sealed,
                             const text::Catalogue& catalogue) {
  const char* key = sealed        ? "panel.devices.port.tls"
                    : account.tls ? "panel.devices.port.tls_wanted"
                                  : "panel.devices.port";
  return catalogue.sentence(key, {text::plain("port", std::to_string(account.port))});
}

std::string checks_text(const sim::World& world, const sim::Device& device,
                        const text::Catalogue& catalogue) {
  if (device.account.check_every.us <= 0) return {};
  const text::Argument every =
      text::plain("every", limit_text(device.account.check_every, catalogue));
  // While it checks, or rests in IDLE, the next check is not due.
  if (device.plan) return catalogue.sentence("panel.devices.checks", {every});
  const sim::Duration left = std::max(sim::Duration{0}, *sim::looks_next(device) - world.now);
  return catalogue.sentence("panel.devices.checks.next",
                            {every, text::plain("left", duration_text(left, catalogue))});
}

// Whether the cursor's step brought the device its newest message.
bool fetched_by_step(const lesson::Visit& visit, sim::DeviceId id) {
  const sim::Step* step = step_at_cursor(visit);
  if (!step) return false;
  const auto& events = visit.timeline().moment(visit.branch(), step->closes).events;
  return std::any_of(events.begin(), events.end(), [&](const sim::Event& event) {
    const auto* fetched = std::get_if<sim::MessageFetched>(&event);
    return fetched && fetched->device == id;
  });
}

// The subjects of some messages, the first few by name.
class Names {
 public:
  explicit Names(const text::Catalogue& catalogue) : catalogue_(catalogue) {}
  void add(const sim::Message& message) {
    if (++count_ > kNamesListed) return;
    if (!names_.empty()) names_ += catalogue_.sentence("list.separator");
    names_ += subject_text(message, catalogue_);
  }
  std::string said(const std::string& key) const {
    if (count_ == 0) return {};
    if (count_ <= kNamesListed) return catalogue_.sentence(key, {text::plain("subjects", names_)});
    return catalogue_.sentence(
        key + ".more", {text::plain("subjects", names_),
                        text::number("count", static_cast<std::int64_t>(count_ - kNamesListed))});
  }

 private:
  const text::Catalogue& catalogue_;
  std::string names_;
  std::size_t count_ = 0;
};

// Both, where there are both.
std::string joined(const std::string& first, const std::string& second,
                   const text::Catalogue& catalogue) {
  if (first.empty() || second.empty()) return first + second;
  return catalogue.sentence("panel.devices.not_here",
                            {text::plain("first", first), text::plain("second", second)});
}

bool is_previewed(const sim::Device& device, const lesson::Arrival& arrival) {
  return std::any_of(device.previews.begin(), device.previews.end(),
                     [&](const sim::Preview& preview) {
                       return preview.unique_id == arrival.unique_id &&
                              preview.user == device.account.user;
                     });
}

// What lies in its maildrop and is not in its store: it never came, only its header did, or its
// user deleted the copy.
std::string not_here_text(const lesson::Visit& visit, sim::DeviceId id,
                          const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  const auto user = sim::find_maildrop(world, world.devices[id.value]->account.user);
  if (!user) return {};
  const lesson::Held& held = visit.history().held();
  const lesson::HeldByMaildrop& maildrop = held.maildrops()[user->value];
  const sim::Device& device = *world.devices[id.value];
  Names never(catalogue), previewed(catalogue), dropped(catalogue);
  for (const lesson::Arrival& arrival : maildrop.arrivals) {
    if (arrival.moment > visit.moment()) break;
    if (arrival.gone_at(visit.moment())) continue;
    const lesson::Had had = held.had(maildrop, arrival, id, visit.moment());
    if (had == lesson::Had::never)
      (is_previewed(device, arrival) ? previewed : never).add(*arrival.message);
    if (had == lesson::Had::dropped || had == lesson::Had::deleted) dropped.add(*arrival.message);
  }
  const std::string not_whole = joined(never.said("panel.devices.not_fetched"),
                                       previewed.said("panel.devices.previewed"), catalogue);
  return joined(not_whole, dropped.said("panel.devices.deleted_here"), catalogue);
}

// What its user did to the message here and the server does not know.
bool server_knows(const sim::Device& device, const sim::FetchedMessage& held) {
  return std::none_of(device.changes.begin(), device.changes.end(),
                      [&](const sim::LocalChange& change) {
                        return change.uid == held.uid && change.from == held.from;
                      });
}

HeldMessage held_of(const lesson::Visit& visit, const sim::Device& device,
                    const sim::FetchedMessage& fetched, const text::Catalogue& catalogue) {
  HeldMessage held;
  held.subject = subject_text(*fetched.message, catalogue);
  const std::string at = duration_text(fetched.fetched - visit.lesson().start.now, catalogue);
  if (fetched.uid.value == 0) {
    held.note = catalogue.sentence("panel.devices.fetched", {text::plain("at", at)});
    return held;
  }
  held.deleted = fetched.flags.has(sim::SystemFlag::deleted);
  held.unread = !held.deleted && !fetched.flags.has(sim::SystemFlag::seen);
  const char* state = held.deleted ? "deleted" : held.unread ? "unread" : "read";
  held.note = catalogue.sentence("panel.devices.held." + std::string(state) +
                                     (server_knows(device, fetched) ? "" : ".untold"),
                                 {text::plain("uid", std::to_string(fetched.uid.value))});
  return held;
}

void put_held(const lesson::Visit& visit, sim::DeviceId id, const HeldWindow& window,
              const text::Catalogue& catalogue, DeviceCard& card) {
  const sim::Device& device = *visit.world().devices[id.value];
  const auto& store = device.store;
  card.held = static_cast<std::uint32_t>(store.size());
  card.deleted = static_cast<std::uint32_t>(
      std::count_if(store.begin(), store.end(), [](const sim::FetchedMessage& held) {
        return held.flags.has(sim::SystemFlag::deleted);
      }));
  card.first_held = std::min(window.first, card.held);
  const std::uint32_t end = card.first_held + std::min(window.count, card.held - card.first_held);
  for (std::uint32_t n = card.first_held; n < end; ++n)
    card.holds.push_back(held_of(visit, device, store[n], catalogue));
  if (end == card.held && !card.holds.empty()) card.holds.back().fresh = fetched_by_step(visit, id);
}

DeviceCard card_of(const lesson::Visit& visit, sim::DeviceId id, const HeldWindow& window,
                   const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  const sim::Device& device = *world.devices[id.value];
  DeviceCard card;
  card.name = device.name;
  card.account = account_text(device, catalogue);
  card.connection = connection_text(world, device, catalogue);
  card.tls = speaks_sealed(world, device);
  card.server_port = server_port_text(device.account, card.tls, catalogue);
  card.checks = checks_text(world, device, catalogue);
  card.cut = device.cut;
  put_held(visit, id, window, catalogue, card);
  card.summary = catalogue.sentence("panel.devices.summary",
                                    {text::plain("connection", card.connection),
                                     text::number("count", card.held - card.deleted)}) +
                 deleted_text(card.deleted, catalogue);
  if (card.held == 0 && device.previews.empty()) {
    const auto& copies = visit.history().held().devices()[id.value].copies;
    const bool held_some = !copies.empty() && copies.front().from <= visit.moment();
    card.empty =
        catalogue.sentence(visit.step() == 0 ? "panel.devices.empty.start"
                           : held_some       ? "panel.devices.empty.again"
                                             : "panel.devices.empty",
                           {text::plain("device", device.name), begin_argument(visit, catalogue)});
  } else {
    card.not_fetched = not_here_text(visit, id, catalogue);
  }
  return card;
}

}  // namespace

DevicesView devices(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue, const std::vector<HeldWindow>& windows) {
  DevicesView view;
  const sim::World& world = visit.world();
  const sim::DeviceId chosen = chosen_device(visit, selection, world);
  for (std::uint32_t n = 0; n < world.devices.size(); ++n) {
    const HeldWindow window = n < windows.size() ? windows[n] : HeldWindow{};
    view.cards.push_back(card_of(visit, sim::DeviceId{n}, window, catalogue));
    view.cards.back().selected = chosen.value == n;
  }
  return view;
}

}  // namespace popscope::view
