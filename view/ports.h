#pragma once
// The port board: at which ports a server can be asked for mail, what each is for, which of them
// are in use now, and what a firewall before the server lets through.
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

struct PortPlate {
  enum class State : std::uint8_t { in_use, open, closed, dropped, refused };
  std::string number;    // "993"
  std::string protocol;  // "IMAP"; empty at a port that is for nothing of ours
  bool tls = false;
  State state = State::closed;
  std::string words;     // of the state: "in use", "dropped"
  std::string purpose;   // tooltip: what it is for, and what the state means
};

// Empty where all speak POP3 at its one port and nothing stands before it: ports are no subject.
struct PortsView {
  std::string heading;  // "Ports of mail.example.net"
  std::vector<PortPlate> ports;
};

PortsView ports(const lesson::Visit& visit, const Selection& selection,
                const text::Catalogue& catalogue);

}  // namespace popscope::view
