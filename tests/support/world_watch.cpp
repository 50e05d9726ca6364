#include "tests/support/world_watch.h"

#include <algorithm>
#include <utility>

namespace popscope::sim::test {
namespace {

// The server does in all things as the RFCs say.
bool is_strict(const pop3::Session& session) { return session.config->ways == pop3::Ways{}; }

// What it sends, or keeps, is not what was delivered.
bool changes_octets(const pop3::Ways& ways) { return ways.stuffs_nothing || ways.writes_notes; }

template <class Each>
void each_message(const Maildrop& maildrop, const Each& each) {
  for (const StoredMessage& m : maildrop.messages) each(*m.message);
  for (const Mailbox& folder : maildrop.folders)
    for (const StoredMessage& m : folder.messages) each(*m.message);
}

}  // namespace

WorldWatch::WorldWatch(const World& start) {
  for (std::uint32_t i = 0; i < start.maildrops.size(); ++i)
    each_message(*start.maildrops[i], [&](const Message& m) { arrived({i}, m); });
}

void WorldWatch::wrong(std::string what) {
  if (!wrong_) wrong_ = std::move(what);
}

void WorldWatch::arrived(MaildropId maildrop, const Message& message) {
  ++there_[{maildrop.value, message.identity}];
  ++count_[maildrop.value];
  octets_.insert(message.octets_digest);
  changed_ = true;
}

void WorldWatch::went(const World& world, MaildropId maildrop, const Message& message) {
  --there_[{maildrop.value, message.identity}];
  --count_[maildrop.value];
  changed_ = true;
  if (world.maildrops[maildrop.value]->refuses_removal)
    wrong("a storage that removes nothing has removed a message");
}

void WorldWatch::removed(const World& world, LinkId link, const pop3::MessageRemoved& event) {
  went(world, event.maildrop, *event.message);
  const pop3::Session& session = *pop3_session_of(world, link);
  const pop3::Ways& ways = session.config->ways;
  const OfSession& of = sessions_[link.value];
  const bool expires = session.config->policies.expire_days.has_value();
  if (!expires && of.marked.count(event.unique_id) == 0)
    wrong("a message went that was not marked: " + event.unique_id);
  if (!of.quit && event.why != pop3::RemovedFor::dele && !ways.removes_without_quit)
    wrong("a message went without QUIT: " + event.unique_id);
  if (event.why == pop3::RemovedFor::dele && !ways.removes_at_dele)
    wrong("a message went at DELE: " + event.unique_id);
  // RFC 1939 section 8 and common sense: a program removes what it has.
  const std::vector<std::uint64_t>& stored =
      world.devices[world.links[link.value]->device.value]->stored;
  const bool has =
      std::binary_search(stored.begin(), stored.end(), event.message->octets_digest);
  if (is_strict(session) && !expires && !of.typed && !has)
    wrong("a check let a message go that it had not brought: " + event.unique_id);
}

void WorldWatch::read(const World& world, LinkId link, const pop3::SessionEvent& event) {
  OfSession& of = sessions_[link.value];
  if (const auto* mark = std::get_if<pop3::MarkSet>(&event)) of.marked.insert(mark->unique_id);
  if (std::holds_alternative<pop3::MarksCleared>(event)) of.marked.clear();
  if (const auto* ran = std::get_if<pop3::CommandRan>(&event))
    of.quit = of.quit ||
              (ran->keyword == pop3::Keyword::quit && ran->refused == pop3::Refused::none);
  if (const auto* gone = std::get_if<pop3::MessageRemoved>(&event)) removed(world, link, *gone);
  if (const auto* taken = std::get_if<pop3::LockTaken>(&event)) {
    const bool free = locks_.emplace(taken->maildrop.value, link).second;
    if (!free) wrong("a lock was taken that another session holds");
  }
  if (const auto* released = std::get_if<pop3::LockReleased>(&event)) {
    const auto held = locks_.find(released->maildrop.value);
    if (held == locks_.end() || held->second != link) {
      wrong("a lock was released by who does not hold it");
    } else {
      locks_.erase(held);
    }
  }
}

void WorldWatch::read(const World& world, LinkId, const imap::SessionEvent& event) {
  if (const auto* stored = std::get_if<imap::MessageStored>(&event))
    arrived(stored->maildrop, *stored->message);
  if (const auto* gone = std::get_if<imap::MessageExpunged>(&event)) {
    went(world, gone->maildrop, *gone->message);
    const auto held = locks_.find(gone->maildrop.value);
    const Maildrop& maildrop = *world.maildrops[gone->maildrop.value];
    if (held != locks_.end() && gone->mailbox == maildrop.uid_validity)
      wrong("a message went by IMAP from a maildrop that a POP3 session holds");
  }
}

// What a device has brought is what somebody has sent, octet by octet.
void WorldWatch::fetched(const World& world, const MessageFetched& event) {
  const Message& message = *event.what.copy.message;
  const pop3::Session* session = pop3_session_of(world, event.link);
  // Over IMAP, too, where notes were written.
  const ServerId server = world.links[event.link.value]->server;
  if (changes_octets((*world.servers)[server.value].pop3->ways)) return;
  if (octets_.count(message.octets_digest) == 0) wrong("a device brought what nobody had sent");
  const auto* state = session ? std::get_if<pop3::Transaction>(&session->state) : nullptr;
  if (!state || !is_strict(*session)) return;
  const std::uint32_t number = event.what.number;
  if (number == 0 || number > state->view->size() ||
      (*state->view)[number - 1].message->octets_digest != message.octets_digest)
    wrong("a device brought another message than it had asked for");
}

void WorldWatch::read(const World& world, const Event& event, bool typed) {
  if (const auto* mail = std::get_if<MessageDelivered>(&event)) {
    arrived(mail->maildrop, *mail->message);
  } else if (const auto* did = std::get_if<SessionDid>(&event)) {
    std::visit([&](const auto& what) { read(world, did->session, what); }, did->what);
  } else if (const auto* brought = std::get_if<MessageFetched>(&event)) {
    fetched(world, *brought);
  } else if (const auto* sent = std::get_if<CommandSent>(&event)) {
    if (typed) sessions_[sent->link.value].typed = true;
  } else if (const auto* opened = std::get_if<ConnectionOpened>(&event)) {
    const ServerId server = world.links[opened->link.value]->server;
    if ((*world.servers)[server.value].stopped) wrong("a server that is stopped took a connection");
  }
}

void WorldWatch::look_at_locks(const World& world) {
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i) {
    const auto held = locks_.find(i);
    const std::optional<SessionId> by =
        held == locks_.end() ? std::nullopt : std::optional<SessionId>(held->second);
    if (world.maildrops[i]->locked_by != by) wrong("a lock changed and nobody said so");
  }
}

void WorldWatch::look_at_counts(const World& world) {
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i) {
    std::int64_t count = static_cast<std::int64_t>(world.maildrops[i]->messages.size());
    for (const Mailbox& folder : world.maildrops[i]->folders)
      count += static_cast<std::int64_t>(folder.messages.size());
    if (count != count_[i]) wrong("a message came or went, and nobody said so");
  }
  if (!std::exchange(changed_, false)) return;
  std::map<Held, std::int64_t> there;
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i)
    each_message(*world.maildrops[i], [&](const Message& m) { ++there[{i, m.identity}]; });
  for (const auto& [held, count] : there_)
    if (there[held] != count) wrong(there[held] < count ? "a message is lost" : "one came back");
}

void WorldWatch::look_at_servers(const World& world) {
  for (const std::uint32_t id : world.live) {
    const Session* session = session_of(world, LinkId{id});
    const bool stopped = (*world.servers)[world.links[id]->server.value].stopped;
    if (stopped && session && !is_over(*session)) wrong("a session outlives its server");
  }
}

std::optional<std::string> WorldWatch::look(const World& world, const Events& events, bool typed) {
  for (const Event& event : events) read(world, event, typed);
  for (const std::string& broken : broken_invariants(world)) wrong(broken);
  look_at_locks(world);
  look_at_counts(world);
  look_at_servers(world);
  return wrong_;
}

std::optional<std::string> WorldWatch::look_at_the_end(const World& world) {
  changed_ = true;
  look_at_counts(world);
  for (const auto& maildrop : world.maildrops)
    if (maildrop->locked_by) wrong("nobody is there, and " + maildrop->user + " is locked");
  return wrong_;
}

}  // namespace popscope::sim::test
