#pragma once
// The protocols with which mail is retrieved, and where their servers listen.
#include <cstdint>
#include <optional>
#include <string_view>

namespace popscope::sim {

enum class Protocol : std::uint8_t { pop3, imap };
std::string_view to_text(Protocol protocol);  // "POP3", "IMAP"

// A port of the IANA registry: what listens there by custom. On the ports with TLS the handshake
// comes before the first line (RFC 8314 section 3).
struct PortSpec {
  std::uint16_t port;
  Protocol protocol;
  bool tls;
  std::string_view section;
};
inline constexpr PortSpec kPorts[] = {
    {110, Protocol::pop3, false, "RFC 1939 section 3"},
    {143, Protocol::imap, false, "RFC 9051 section 2.1"},
    {993, Protocol::imap, true, "RFC 8314 section 3.2"},
    {995, Protocol::pop3, true, "RFC 8314 section 3.1"},
};

// None for a port at which nothing listens by custom.
std::optional<PortSpec> port_spec(std::uint16_t port);
std::uint16_t usual_port(Protocol protocol, bool tls);

}  // namespace popscope::sim
