#include "sim/timeline/snapshot_octets.h"

namespace popscope::sim {
namespace {

template <class T>
std::size_t octets_of(const std::vector<T>& list) {
  return list.capacity() * sizeof(T);
}

std::size_t octets_of(const std::string& text) { return text.capacity(); }

std::size_t octets_of(const Mailbox& mailbox) {
  std::size_t octets = octets_of(mailbox.messages) + octets_of(mailbox.keywords);
  for (const StoredMessage& message : mailbox.messages) octets += octets_of(message.unique_id);
  return octets;
}

std::size_t octets_of(const Maildrop& maildrop) {
  std::size_t octets = octets_of(static_cast<const Mailbox&>(maildrop));
  for (const Mailbox& folder : maildrop.folders) octets += sizeof(Mailbox) + octets_of(folder);
  return octets + octets_of(maildrop.subscriptions);
}

std::size_t octets_of(const Plan& plan) {
  if (const auto* imap = std::get_if<ImapCheck>(&plan.dialog)) {
    return octets_of(imap->there) + octets_of(imap->to_fetch);
  }
  const auto& pop3 = std::get<Pop3Check>(plan.dialog);
  return octets_of(pop3.sizes) + octets_of(pop3.errands) + octets_of(pop3.marked);
}

std::size_t octets_of(const Device& device) {
  std::size_t octets = octets_kept(device.client) + octets_of(device.listed) +
                       octets_of(device.store) + octets_of(device.stored) +
                       octets_of(device.known) + octets_of(device.previews) +
                       octets_of(device.changes);
  for (const KnownUniqueId& known : device.known)
    octets += octets_of(known.user) + octets_of(known.unique_id);
  for (const Preview& preview : device.previews)
    octets += octets_of(preview.unique_id) + octets_of(preview.user);
  for (const FetchedMessage& fetched : device.store)
    octets += octets_of(fetched.unique_id) + octets_of(fetched.from.user);
  for (const LocalChange& change : device.changes) octets += octets_of(change.from.user);
  for (const UidlEntry& listed : device.listed) octets += octets_of(listed.unique_id);
  if (device.plan) octets += octets_of(*device.plan);
  return octets;
}

std::size_t octets_of(const Link& link) {
  return link.in_flight.size() * sizeof(Segment) + octets_of(link.unread) +
         octets_of(link.line_begun) + link.framing.pending().size() +
         link.command_ends.size() * sizeof(std::uint64_t) +
         link.replies.size() * sizeof(ReplyOnItsWay);
}

std::size_t octets_of(const pop3::Session& session) {
  if (const auto* transaction = std::get_if<pop3::Transaction>(&session.state)) {
    return transaction->marked->size() / 8;
  }
  const auto* update = std::get_if<pop3::Update>(&session.state);
  return update ? octets_of(update->to_remove) : 0;
}

std::size_t octets_of(const imap::Session& session) { return session.framer.pending().size(); }

std::size_t octets_of(const Session& session) {
  return pending(session) * sizeof(Line) +
         std::visit([](const auto& either) { return octets_of(either); }, session);
}

template <class T>
std::size_t not_shared(const std::vector<Box<T>>& boxes, const std::vector<Box<T>>& before) {
  std::size_t octets = boxes.capacity() * sizeof(Box<T>);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (i < before.size() && boxes[i].shares(before[i])) continue;
    octets += sizeof(T) + octets_of(*boxes[i]);
  }
  return octets;
}

}  // namespace

std::size_t octets_beside(const World& world, const World& before) {
  return sizeof(World) + not_shared(world.maildrops, before.maildrops) +
         not_shared(world.devices, before.devices) + not_shared(world.links, before.links) +
         not_shared(world.sessions, before.sessions) + octets_of(world.live) +
         octets_of(world.cursor.threads);
}

}  // namespace popscope::sim
