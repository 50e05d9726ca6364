#include <algorithm>
#include <set>

#include "sim/world/world_store.h"

namespace popscope::sim {
namespace {

using Broken = std::vector<std::string>;

// A lock is held by exactly the session that is in TRANSACTION or UPDATE on that maildrop.
void check_locks(const World& world, Broken& broken) {
  std::set<std::uint32_t> locked;
  for (const auto& link : world.links) {
    const pop3::Session* session = pop3_session_of(world, link->id);
    if (!session) continue;
    std::optional<MaildropId> holds;
    if (const auto* t = std::get_if<pop3::Transaction>(&session->state)) holds = t->maildrop;
    const auto* u = std::get_if<pop3::Update>(&session->state);
    if (u && u->logged_in) holds = u->maildrop;  // a server at fault updates without a login
    if (!holds || session->config->ways.lock == pop3::Ways::Lock::none) continue;
    locked.insert(holds->value);
    if (world.maildrops[holds->value]->locked_by != link->id)
      broken.push_back("session " + std::to_string(link->id.value) +
                       " is past login without its maildrop's lock");
  }
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i)
    if (world.maildrops[i]->locked_by && locked.count(i) == 0)
      broken.push_back("maildrop " + world.maildrops[i]->user + " is locked by a dead session");
}

void check_unique_ids(const World& world, Broken& broken) {
  for (const auto& maildrop : world.maildrops) {
    std::set<std::string_view> seen;
    for (const StoredMessage& stored : maildrop->messages) {
      const UniqueId& id = stored.unique_id;
      const bool well_formed = !id.empty() && id.size() <= 70 &&
                               std::all_of(id.begin(), id.end(),
                                           [](char c) { return c >= 0x21 && c <= 0x7E; });
      if (!well_formed) broken.push_back("a unique-id is not of RFC 1939's form: " + id);
      if (!seen.insert(id).second) broken.push_back("a unique-id was given twice: " + id);
    }
  }
}

// What finds a mailbox by its name finds that one; INBOX, in any case, is none of the folders.
void check_mailbox_names(const World& world, Broken& broken) {
  for (const auto& maildrop : world.maildrops) {
    std::set<std::string_view> seen;
    for (const Mailbox& folder : maildrop->folders) {
      const Mailbox* found = find_mailbox(*maildrop, folder.name);
      if (!seen.insert(folder.name).second || found != &folder)
        broken.push_back("two mailboxes have one name: " + folder.name);
    }
  }
}

// A session never shows a message that its frozen view does not have; while it holds the lock,
// nothing but its own UPDATE takes a message away: or its DELE, where the server has that fault.
void check_views(const World& world, Broken& broken) {
  for (const auto& link : world.links) {
    const pop3::Session* session = pop3_session_of(world, link->id);
    if (!session) continue;
    const auto* t = std::get_if<pop3::Transaction>(&session->state);
    if (!t) continue;
    if (t->view->size() != t->marked->size()) {
      broken.push_back("marks do not fit the view");
      continue;
    }
    std::uint32_t count = 0;
    std::uint64_t octets = 0;
    for (std::size_t i = 0; i < t->view->size(); ++i) {
      if ((*t->marked)[i]) continue;
      ++count;
      octets += (*t->view)[i].message->octets.size();
    }
    if (count != t->count || octets != t->octets)
      broken.push_back("STAT's numbers are not those of the view");
    for (std::size_t i = 0; i < t->view->size(); ++i) {
      const UniqueId& id = (*t->view)[i].unique_id;
      const bool there = find(*world.maildrops[t->maildrop.value], id) != nullptr;
      const bool by_dele = session->config->ways.removes_at_dele && (*t->marked)[i];
      const bool shared = session->config->ways.lock == pop3::Ways::Lock::none;
      if (!there && !by_dele && !shared)
        broken.push_back("a message was removed outside UPDATE: " + id);
      if (there && by_dele) broken.push_back("DELE should have removed the message: " + id);
    }
  }
}

// The agenda looks at `live` only.
void check_live(const World& world, Broken& broken) {
  for (const auto& link : world.links) {
    const bool seen =
        std::find(world.live.begin(), world.live.end(), link->id.value) != world.live.end();
    const Session* session = session_of(world, link->id);
    const bool runs = session && (runnable(*session, WorldStore(world)) || deadline(*session));
    const bool moves = runs || !link->in_flight.empty() || unsettled(*link) != Unsettled::nothing;
    if (moves && !seen)
      broken.push_back("link " + std::to_string(link->id.value) +
                       " has left the agenda's sight too early");
  }
}

void check_links(const World& world, Broken& broken) {
  for (const auto& link : world.links) {
    const bool all_lost = std::all_of(link->in_flight.begin(), link->in_flight.end(),
                                      [](const Segment& s) { return s.lost.has_value(); });
    if (is_over(*link) && !all_lost)
      broken.push_back("segments are in flight on a connection that is over");
    Time last[2];
    for (const Segment& segment : link->in_flight) {
      const int side = static_cast<int>(segment.from);
      if (segment.arrival < world.now) broken.push_back("a segment is overdue");
      if (segment.arrival < last[side]) broken.push_back("segments overtake each other");
      last[side] = segment.arrival;
    }
    for (int side = 0; side < 2; ++side)
      if (link->lines_settled[side] > link->lines_sent[side])
        broken.push_back("more lines arrived than were sent");
  }
}

}  // namespace

std::vector<std::string> broken_invariants(const World& world) {
  Broken broken;
  check_locks(world, broken);
  check_unique_ids(world, broken);
  check_mailbox_names(world, broken);
  check_views(world, broken);
  check_live(world, broken);
  check_links(world, broken);
  return broken;
}

}  // namespace popscope::sim
