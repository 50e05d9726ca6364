#include "view/devices.h"

#include <algorithm>

#include "view/arrivals.h"
#include "view/chosen.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::size_t kNamesListed = 3;  // of what is not fetched; then "and 7 more"

std::string account_text(const sim::Device& device, const text::Catalogue& catalogue) {
  switch (device.account.policy) {
    case sim::Policy::remove_at_once:
      return catalogue.sentence("panel.devices.account.remove");
    case sim::Policy::leave_on_server:
      return catalogue.sentence("panel.devices.account.leave");
  }
  return {};
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
      return catalogue.sentence("panel.devices.connection.open", port);
    case sim::LinkPhase::closing:
      return catalogue.sentence("panel.devices.connection.closing", port);
    case sim::LinkPhase::closed:
    case sim::LinkPhase::refused:
    case sim::LinkPhase::timed_out:
      break;
  }
  return catalogue.sentence("panel.devices.connection.none");
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

// What lies in its maildrop and is not in its store, by name.
std::string not_fetched_text(const sim::World& world, const sim::Device& device,
                             const text::Catalogue& catalogue) {
  const auto id = sim::find_maildrop(world, device.account.user);
  if (!id) return {};
  std::vector<std::uint64_t> stored;
  for (const sim::FetchedMessage& fetched : device.store)
    stored.push_back(fetched.message->octets_digest);
  std::sort(stored.begin(), stored.end());
  std::string names;
  std::size_t count = 0;
  for (const sim::StoredMessage& message : world.maildrops[id->value]->messages) {
    if (std::binary_search(stored.begin(), stored.end(), message.message->octets_digest)) continue;
    if (++count > kNamesListed) continue;
    if (!names.empty()) names += catalogue.sentence("list.separator");
    names += subject_text(*message.message, catalogue);
  }
  if (count == 0) return {};
  if (count <= kNamesListed)
    return catalogue.sentence("panel.devices.not_fetched", {text::plain("subjects", names)});
  return catalogue.sentence(
      "panel.devices.not_fetched.more",
      {text::plain("subjects", names),
       text::number("count", static_cast<std::int64_t>(count - kNamesListed))});
}

HeldMessage held_of(const lesson::Visit& visit, const sim::FetchedMessage& fetched,
                    const text::Catalogue& catalogue) {
  const std::string at = duration_text(fetched.fetched - visit.lesson().start.now, catalogue);
  return {subject_text(*fetched.message, catalogue),
          catalogue.sentence("panel.devices.fetched", {text::plain("at", at)}), false};
}

void put_held(const lesson::Visit& visit, sim::DeviceId id, const HeldWindow& window,
              const text::Catalogue& catalogue, DeviceCard& card) {
  const auto& store = visit.world().devices[id.value]->store;
  card.held = static_cast<std::uint32_t>(store.size());
  card.first_held = std::min(window.first, card.held);
  const std::uint32_t end = card.first_held + std::min(window.count, card.held - card.first_held);
  for (std::uint32_t n = card.first_held; n < end; ++n)
    card.holds.push_back(held_of(visit, store[n], catalogue));
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
  card.cut = device.cut;
  put_held(visit, id, window, catalogue, card);
  card.summary = catalogue.sentence("panel.devices.summary",
                                    {text::plain("connection", card.connection),
                                     text::number("count", card.held)});
  if (card.held == 0) {
    card.empty =
        catalogue.sentence(visit.step() == 0 ? "panel.devices.empty.start" : "panel.devices.empty",
                           {text::plain("device", device.name)});
  } else {
    card.not_fetched = not_fetched_text(world, device, catalogue);
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
