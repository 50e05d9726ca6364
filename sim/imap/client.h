#pragma once
// An IMAP client's half of the protocol: cuts responses apart, pairs tagged ones with commands, and
// says when it may go on. It sees octets only; what to send next is the plan's business
// (sim/device). A plain copyable value.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/queue.h"
#include "sim/imap/command_table.h"
#include "sim/mail/origin.h"
#include "sim/wire/command_framer.h"

namespace popscope::sim::imap {

// What a client reads: a line of a response may be long (RFC 9051 section 4 sets no limit), a
// message is far below the limit on the whole.
inline constexpr FramerLimits kResponseLimits{1'048'576, 64 * 1024 * 1024, 0};

struct Response {
  enum class Kind : std::uint8_t { untagged, tagged, go_on };  // "*", a tag, "+"
  Kind kind = Kind::untagged;
  std::string tag;                 // tagged only
  std::optional<Keyword> keyword;  // tagged: of the command that it completes
  bool refused = false;            // NO or BAD; untagged BYE as well
  bool greeting = false;           // the server's first line
  std::string octets;              // with its literals, without the last line end
  Origin from;                     // the mailbox that it speaks of; tagged: that is now selected
};

struct Awaited {  // a command whose tagged response is still to come
  std::string tag;
  std::optional<Keyword> keyword;
  std::string name;  // the user whom it logs in; the mailbox that it selects
  friend bool operator==(const Awaited&, const Awaited&) = default;
};

struct Client {
  bool greeted = false;
  Queue<Awaited> awaited;
  CommandFramer out;             // what was sent of a command that has not ended
  CommandFramer in{kResponseLimits};
  bool waits_for_go_on = false;  // a literal was announced
  bool may_go_on = false;        // "+" has come for the command that is awaited first
  Origin at;                     // who is logged in, and what is selected
};

// Tells the client what was sent, so that it can pair.
void sent(Client& client, std::string_view octets);

// Octets from the server -> the responses that they completed.
std::vector<Response> receive(Client& client, std::string_view octets);

// There is nothing to be sent before something comes. While it idles there is: DONE.
bool waiting(const Client& client);
bool idling(const Client& client);

void digest(Digest& d, const Client& client);

}  // namespace popscope::sim::imap
