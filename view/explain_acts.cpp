// What arrives, what a device's user does and sets, and what a firewall does.
#include "view/explain_context.h"
#include "view/maildrop_look.h"
#include "view/reach.h"
#include "view/words.h"

namespace popscope::view {
namespace {

// Sessions that have INBOX selected are told: one that idles at once, others when they next ask.
// Neither learns of it over a connection that brings nothing.
struct LooksByImap {
  const sim::Device* device = nullptr;
  bool idles = false;
  std::optional<Obstacle> obstacle;

  bool hears_at_once() const { return device && idles && !obstacle; }
};

// Of several, the one that learns of it first; a session that its device has left comes last.
int rank(const LooksByImap& one) {
  if (!one.device) return 0;
  if (one.obstacle == Obstacle::left) return 1;
  return (one.idles ? 3 : 2) + (one.obstacle ? 0 : 2);
}

LooksByImap who_looks_by_imap(const sim::World& world, sim::MaildropId maildrop) {
  LooksByImap first;
  for (const std::uint32_t id : world.live) {
    const sim::imap::Session* session = sim::imap_session_of(world, sim::LinkId{id});
    const auto* selected = session ? std::get_if<sim::imap::Selected>(&session->state) : nullptr;
    const sim::Maildrop& drop = *world.maildrops[maildrop.value];
    if (!selected || selected->maildrop != maildrop || selected->mailbox != drop.uid_validity)
      continue;
    const sim::Link& link = *world.links[id];
    const bool idles = selected->idling.has_value();
    const LooksByImap one{&*world.devices[link.device.value], idles,
                          idles ? obstacle(link, sim::Side::server) : obstacle(link)};
    if (rank(one) >= rank(first)) first = one;
  }
  return first;
}

std::string_view key_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::left: return "explain.part.unheard.left";
    case Obstacle::cut: return "explain.part.unheard.cut";
    case Obstacle::gap: return "explain.part.unheard.gap";
    case Obstacle::ended: return "explain.part.unheard.ended";
  }
  return {};
}

void explain_delivery_to_imap(Explaining& e, sim::MaildropId maildrop) {
  const LooksByImap looks = who_looks_by_imap(e.at_close(), maildrop);
  if (!looks.device) return e.say("delivery.outside");
  e.plain("device", looks.device->name);
  if (looks.obstacle)
    e.result.arguments.push_back(text::keys("but", key_of(*looks.obstacle)));
  if (looks.idles) return e.say(looks.obstacle ? "delivery.unheard" : "delivery.idling");
  e.say(looks.obstacle ? "delivery.selected.unheard" : "delivery.selected");
}

}  // namespace

void explain_delivery(Explaining& e) {
  const auto* delivered = std::get_if<sim::MessageDelivered>(&e.closing_event());
  if (!delivered) return e.say("delivery.outside");
  const sim::Maildrop& maildrop = *e.world.maildrops[delivered->maildrop.value];
  e.plain("user", maildrop.user);
  add_subject(e, delivered->message->subject);
  if (!maildrop.locked_by) return explain_delivery_to_imap(e, delivered->maildrop);
  e.device(e.world.links[maildrop.locked_by->value]->device);
  const LooksByImap looks = who_looks_by_imap(e.at_close(), delivered->maildrop);
  if (!looks.hears_at_once()) return e.say("delivery.during");
  e.plain("idler", looks.device->name);
  e.say("delivery.during.idling");
}

namespace {

std::string_view key_of(Telling when) {
  switch (when) {
    case Telling::now: return "imap.now";
    case Telling::soon: return "imap.soon";
    case Telling::plugged_in: return "imap.plugged_in";
    case Telling::next_check: return "imap";
  }
  return {};
}

// RFC 1939 section 8: nobody removes anything from a maildrop that a POP3 session holds.
bool is_locked(const sim::World& world, std::string_view user) {
  const std::optional<sim::MaildropId> maildrop = sim::find_maildrop(world, user);
  return maildrop && world.maildrops[maildrop->value]->locked_by;
}

}  // namespace

void explain_use(Explaining& e) {
  const auto* used = std::get_if<sim::MessageUsed>(&e.closing_event());
  if (!used) return;
  add_subject(e, used->message->subject);
  const std::string deed = used->use.deed == sim::Deed::read ? "use.read." : "use.remove.";
  const sim::Device& device = *e.at_close().devices[used->use.device.value];
  const bool removes = used->use.deed == sim::Deed::remove;
  const bool locked = removes && is_locked(e.at_close(), device.account.user);
  switch (used->tells) {
    case sim::Tells::server:
      return e.say(deed + std::string(key_of(telling(e.at_close(), device))) +
                   (locked ? ".locked" : ""));
    case sim::Tells::pop3_server: return e.say(deed + "pop3.told");
    case sim::Tells::nothing_new: return e.say(deed + "known");
    case sim::Tells::nobody: break;
  }
  e.say(deed + (device.account.protocol == sim::Protocol::imap ? "elsewhere" : "pop3"));
}

namespace {

bool blocked_before(const Explaining& e, const sim::Filter& filter) {
  const sim::World before = e.visit.timeline().world({e.branch, e.step.closes - 1});
  const sim::Server& server = (*before.servers)[filter.server.value];
  return sim::verdict_on(server, filter.port) != sim::Verdict::pass;
}

void explain_firewall(Explaining& e, const sim::Filter& filter) {
  e.plain("port", std::to_string(filter.port));
  switch (filter.verdict) {
    case sim::Verdict::pass:
      return e.say(blocked_before(e, filter) ? "firewall.pass" : "firewall.pass.as_before");
    case sim::Verdict::reject:
      return e.say("firewall.reject");
    case sim::Verdict::drop:
      return e.say("firewall.drop");
  }
}

// A policy is of POP3 and IDLE of IMAP. A story has neither for the other (its loading refuses
// that), but a learner may let its acts happen in another order.
std::string key_of(const sim::Set& change, sim::Protocol uses) {
  const bool imap = uses == sim::Protocol::imap;
  const std::string key = setting_key(change);
  if (imap && !change.protocol && is_of_pop3(change)) return "settings.policy_without_pop3";
  if (!imap && (key == "settings.idle" || key == "settings.no_idle"))
    return "settings.idle_without_imap";
  return key;
}

}  // namespace

void explain_settings(Explaining& e) {
  if (const auto* filter = std::get_if<sim::FirewallChanged>(&e.closing_event()))
    return explain_firewall(e, filter->change);
  const auto* changed = std::get_if<sim::SettingsChanged>(&e.closing_event());
  if (!changed) return explain_fault(e);
  const sim::Set& change = changed->change;
  const sim::Account& account = e.at_close().devices[change.device.value]->account;
  if (change.port || change.tls) e.plain("port", std::to_string(account.port));
  if (change.check_every) e.time("time", *change.check_every);
  if (is_of_pop3(change)) e.number("days", account.leave_days);
  if (change.fetch_octets_max) e.number("octets", *change.fetch_octets_max);
  if (change.preset) e.plain("habits", std::string(sim::spec_of(*change.preset).name));
  std::string key = key_of(change, account.protocol);
  if (key == "settings.tls" && !change.port) {
    // The usual port becomes another one, which goes along unasked.
    const sim::World before = e.visit.timeline().world({e.branch, e.step.closes - 1});
    const std::uint16_t port = before.devices[change.device.value]->account.port;
    if (port != account.port) key = "settings.tls_and_port";
    e.plain("before", std::to_string(port));
  }
  e.say(key);
}

}  // namespace popscope::view
