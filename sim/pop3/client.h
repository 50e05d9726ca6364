#pragma once
// A POP3 client's half of the protocol: pairs replies with commands, takes the stuffing off, and
// says when a reply is complete. It sees octets only; what to send next is the plan's business
// (sim/device). A plain copyable value. A server may send what it likes: beyond the limits below
// the client reads no more and says why (`too_much`); whoever holds the connection ends it.
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

// The first line of a reply. RFC 1939 section 3 allows 512 octets; servers explain themselves at
// greater length.
inline constexpr std::size_t kStatusOctetsMax = 4096;
// One message: a scenario's may have 50,000,000 octets. A line of it may be as long as that,
// whatever RFC 5322 says: no message is cut, and none is given up because of its form.
inline constexpr std::size_t kPayloadOctetsMax = 64 * 1024 * 1024;
// A listing: 100,000 lines of a number of 6 digits and a unique-id of 70 octets (RFC 1939 section
// 7), ten times what a maildrop here can hold.
inline constexpr std::size_t kListingOctetsMax = 8'000'000;
// Lines that nothing was asked for, over a connection. One or two come where a server says why it
// closes; a whole message comes where it stuffs no dots and a line of it is a dot.
inline constexpr std::uint32_t kUnaskedMax = 1000;
// What a client keeps of a line that it sends: the longest that it has to read again names whom it
// logs in (RFC 5034 section 4).
inline constexpr std::size_t kLineOutOctetsMax = 12288;

// What a server sent too much of.
enum class TooMuch : std::uint8_t { status_line, payload, listing, unasked };
inline constexpr int kTooMuchKinds = 4;
std::string_view to_text(TooMuch what);  // "status_line" ...: for keys of sentences

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
  bool unasked = false;              // no command awaited it
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
  LineFramer framer{kPayloadOctetsMax};
  std::uint64_t octets_in = 0;       // octets received of the line in `framer`
  std::optional<Reply> partial;      // the status line of a multi-line reply has arrived
  std::string named;                 // by USER, until PASS; by AUTH
  std::optional<sasl::Mechanism> mechanism;  // of the last AUTH
  bool challenged = false;           // the next line is an answer to it, no command
  std::string user;                  // who is logged in; empty: nobody
  std::uint32_t unasked = 0;         // lines that nothing was asked for
  std::optional<TooMuch> too_much;   // it reads no more
};

// Tells the client what was sent, so that it can pair. Gives how many command lines it completed.
std::uint32_t sent(Client& client, std::string_view octets);

// So many of those that it awaits, from the first on, will never be answered: lines in plain text
// behind STLS (RFC 2595 section 4).
void not_answered(Client& client, std::uint32_t commands);

// Octets from the server -> the replies that they completed; none once it was too much.
std::vector<Reply> receive(Client& client, std::string_view octets);

inline bool waiting(const Client& client) { return !client.greeted || !client.awaited.empty(); }

void digest(Digest& d, const Awaited& awaited);
void digest(Digest& d, const Client& client);

}  // namespace popscope::sim::pop3
