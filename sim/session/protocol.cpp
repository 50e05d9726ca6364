#include "sim/session/protocol.h"

#include "sim/core/check.h"

namespace popscope::sim {

std::string_view to_text(Protocol protocol) {
  switch (protocol) {
    case Protocol::pop3: return "POP3";
    case Protocol::imap: return "IMAP";
  }
  POPSCOPE_CHECK(false);
}

std::optional<PortSpec> port_spec(std::uint16_t port) {
  for (const PortSpec& spec : kPorts)
    if (spec.port == port) return spec;
  return std::nullopt;
}

std::uint16_t usual_port(Protocol protocol, bool tls) {
  for (const PortSpec& spec : kPorts)
    if (spec.protocol == protocol && spec.tls == tls) return spec.port;
  POPSCOPE_CHECK(false);
}

}  // namespace popscope::sim
