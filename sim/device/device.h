#pragma once
// A device: account, a local store, the client's half of its connection, and, while it checks mail
// by itself, a plan. It sees replies, never a maildrop. A plain copyable value; the World moves
// its octets.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/device/account.h"
#include "sim/mail/maildrop.h"
#include "sim/mail/message.h"
#include "sim/pop3/client.h"

namespace popscope::sim {

struct FetchedMessage {
  MessagePtr message;             // as RETR brought it, stuffing taken off
  UniqueId unique_id;             // empty when the device never asked for it
  Time fetched;
  friend bool operator==(const FetchedMessage&, const FetchedMessage&) = default;
};

// What a check for mail still has to do: explicit, so that it can be copied and shown. Follows what
// real programs send: USER, PASS, STAT, (UIDL when it leaves copies,) RETR n and DELE n in turn,
// QUIT.
struct Plan {
  enum class Next : std::uint8_t { connect, user, pass, stat, uidl, retr, dele, quit, done };
  Next next = Next::connect;
  std::vector<std::uint32_t> to_fetch;   // message numbers still to RETR, in order
  std::uint32_t fetched_now = 0;         // RETRs that brought a message
  bool refused = false;                  // login or connection failed
  friend bool operator==(const Plan&, const Plan&) = default;
};

struct UidlEntry {
  std::uint32_t number = 0;
  UniqueId unique_id;
  friend bool operator==(const UidlEntry&, const UidlEntry&) = default;
};

struct Device {
  std::string name;
  Account account;
  bool cut = false;                       // its cable is pulled
  std::optional<LinkId> link;             // its present connection
  pop3::Client client;                    // of that connection
  std::optional<Plan> plan;
  std::vector<UidlEntry> listed;          // what UIDL told in the present session
  std::vector<FetchedMessage> store;
  std::vector<UniqueId> known;            // unique-ids of what was fetched, kept across sessions
  std::string last_reply;                 // the status line of the last reply that it took
};

// The next command line of the plan with its CRLF; none while a reply is awaited or it is done.
std::optional<std::string> next_command(const Device& device);

// Keeps the status line, stores what a reply brings (RETR), remembers unique-ids (UIDL), moves the
// plan on. Gives the message that was stored, if one was; its identity is 0, for a device cannot
// know which delivery it was.
const FetchedMessage* take_reply(Device& device, const pop3::Reply& reply, Time now);

// The connection failed or is over: the plan ends.
void connection_over(Device& device);

void digest(Digest& d, const Device& device);

}  // namespace popscope::sim
