#pragma once
// A POP3 client's half of the protocol: pairs replies with commands, takes the stuffing off, and
// says when a reply is complete. It sees octets only; what to send next is the plan's business
// (sim/device). A plain copyable value.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/queue.h"
#include "sim/pop3/command_table.h"
#include "sim/sasl/mechanism.h"
#include "sim/wire/line_framer.h"

namespace popscope::sim::pop3 {

// A reply's lines are read with this limit: RFC 1939 sets 512 for the first, a message's may be
// longer in practice (RFC 5322 allows 998 and servers send more).
inline constexpr std::size_t kReplyLineOctetsMax = 65536;
// What a client keeps of a line that it sends: the keyword and the numbers stand at its front.
inline constexpr std::size_t kLineOutOctetsMax = 255;
// What a client keeps of one payload. Far above any message of a lesson.
inline constexpr std::size_t kPayloadOctetsMax = 64 * 1024 * 1024;

struct Awaited {                     // a command whose reply is still to come
  std::optional<Keyword> keyword;
  std::optional<std::uint32_t> number;
  bool multi_line = false;
  std::string user;                  // whom it names: USER, APOP, AUTH and its answers
  friend bool operator==(const Awaited&, const Awaited&) = default;
};

struct Reply {
  Awaited to;                        // no keyword and `greeting`: the server's first line
  bool greeting = false;
  bool ok = false;                   // +OK
  bool go_on = false;                // "+ ": the mechanism of AUTH asks on (RFC 5034 section 4)
  std::string status_line;           // "+OK 2 320", without CRLF
  std::string payload;               // multi-line: unstuffed, CRLF line ends, no final dot
  std::uint64_t octets = 0;          // as received, stuffing and terminator included
  std::string user;                  // who is logged in
};

struct Client {
  bool greeted = false;
  Queue<Awaited> awaited;
  std::string line_out;              // octets sent of a command line that has not ended, cut
  LineFramer framer{kReplyLineOctetsMax};
  std::uint64_t octets_in = 0;       // octets received of the line in `framer`
  std::optional<Reply> partial;      // the status line of a multi-line reply has arrived
  std::string named;                 // by USER, until PASS; by AUTH
  std::optional<sasl::Mechanism> mechanism;  // of the last AUTH
  bool challenged = false;           // the next line is an answer to it, no command
  std::string user;                  // who is logged in; empty: nobody
};

// Tells the client what was sent, so that it can pair. Gives how many command lines it completed.
std::uint32_t sent(Client& client, std::string_view octets);

// So many of those that it awaits, from the first on, will never be answered: lines in plain text
// behind STLS (RFC 2595 section 4).
void not_answered(Client& client, std::uint32_t commands);

// Octets from the server -> the replies that they completed.
std::vector<Reply> receive(Client& client, std::string_view octets);

inline bool waiting(const Client& client) { return !client.greeted || !client.awaited.empty(); }

void digest(Digest& d, const Awaited& awaited);
void digest(Digest& d, const Client& client);

}  // namespace popscope::sim::pop3
