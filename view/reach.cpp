#include "view/reach.h"

#include "sim/core/check.h"

namespace popscope::view {
namespace {

bool gap_behind(const sim::Link& link, sim::Side from) {
  return link.gap[static_cast<int>(from)];
}

bool is_gap(const sim::Link& link) {
  return gap_behind(link, sim::Side::device) || gap_behind(link, sim::Side::server);
}

bool has_ended(const sim::Link& link) {
  return sim::is_over(link) || link.fin_sent[static_cast<int>(sim::Side::device)] ||
         link.fin_sent[static_cast<int>(sim::Side::server)];
}

std::optional<Obstacle> obstacle_where(const sim::Link& link, bool gap) {
  if (link.abandoned) return Obstacle::left;
  if (link.cut) return Obstacle::cut;
  if (gap) return Obstacle::gap;
  return has_ended(link) ? std::optional(Obstacle::ended) : std::nullopt;
}

// For the device and for the server: what the one has selected the other may have lost.
bool has_selected(const sim::World& world, const sim::Device& device,
                  const sim::imap::Client& client) {
  const sim::imap::Session* session = sim::imap_session_of(world, *device.link);
  return session && std::holds_alternative<sim::imap::Selected>(session->state) &&
         client.at.inbox && client.at.user == device.account.user;
}

// A check that idles comes back to what there is to tell; another does not once it has begun to
// list what is there.
Telling telling_by(const sim::ImapCheck& check, bool idles, bool selected) {
  const Telling when = selected ? Telling::now : Telling::next_check;
  using Next = sim::ImapCheck::Next;
  switch (check.next) {
    case Next::login:
    case Next::select:
      return Telling::soon;
    case Next::store:
    case Next::expunge:
      return when;
    case Next::list:
    case Next::fetch:
    case Next::idle:
    case Next::done_idling:
      return idles ? when : Telling::next_check;
    case Next::logout:
      return Telling::next_check;
  }
  POPSCOPE_CHECK(false);
}

}  // namespace

std::optional<Obstacle> obstacle(const sim::Link& link, sim::Side from) {
  return obstacle_where(link, gap_behind(link, from));
}

std::optional<Obstacle> obstacle(const sim::Link& link) {
  return obstacle_where(link, is_gap(link));
}

Telling telling(const sim::World& world, const sim::Device& device) {
  if (!device.link) return Telling::next_check;
  const sim::Link& link = *world.links[device.link->value];
  const bool waits = sim::rests(device) && link.cut && !is_gap(link);
  if (!waits && obstacle(link)) return Telling::next_check;
  if (!device.plan || device.plan->phase == sim::Plan::Phase::done || device.plan->refused)
    return Telling::next_check;
  const auto* check = std::get_if<sim::ImapCheck>(&device.plan->dialog);
  const auto* client = std::get_if<sim::imap::Client>(&device.client);
  if (!check || !client) return Telling::next_check;
  // Logged in as another, for its account was changed meanwhile.
  const std::string& user = client->at.user;
  if (!user.empty() && user != device.account.user) return Telling::next_check;
  const Telling when =
      telling_by(*check, device.account.idle, has_selected(world, device, *client));
  return waits && when == Telling::now ? Telling::plugged_in : when;
}

}  // namespace popscope::view
