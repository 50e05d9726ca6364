#pragma once
// Looks at a World from outside, moment by moment, and keeps books of its own: of what has arrived
// and what went, of marks, locks and what was brought. It tells the first thing that must not be.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sim/world/world.h"

namespace popscope::sim::test {

class WorldWatch {
 public:
  explicit WorldWatch(const World& start);

  // After each moment. Nothing: all is well.
  std::optional<std::string> look(const World& world, const Events& events, bool typed);

  // When every deadline has passed: nobody is there, so nobody holds a lock.
  std::optional<std::string> look_at_the_end(const World& world);

 private:
  struct OfSession {
    std::set<UniqueId> marked;
    bool quit = false;   // QUIT has run
    bool typed = false;  // somebody has typed on its connection
  };
  using Held = std::pair<std::uint32_t, std::uint64_t>;  // maildrop, identity

  void arrived(MaildropId maildrop, const Message& message);
  void went(const World& world, MaildropId maildrop, const Message& message);
  void read(const World& world, const Event& event, bool typed);
  void read(const World& world, LinkId link, const pop3::SessionEvent& event);
  void read(const World& world, LinkId link, const imap::SessionEvent& event);
  void removed(const World& world, LinkId link, const pop3::MessageRemoved& event);
  void fetched(const World& world, const MessageFetched& event);
  void look_at_locks(const World& world);
  void look_at_counts(const World& world);
  void look_at_servers(const World& world);
  void wrong(std::string what);

  std::map<Held, std::int64_t> there_;      // how many of each are in the mailboxes of a person
  std::map<std::uint32_t, std::int64_t> count_;  // ... all together
  std::set<std::uint64_t> octets_;          // digests of all that was ever stored
  std::map<std::uint32_t, OfSession> sessions_;
  std::map<std::uint32_t, SessionId> locks_;
  bool changed_ = false;
  std::optional<std::string> wrong_;
};

}  // namespace popscope::sim::test
