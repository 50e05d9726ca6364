#pragma once
// A server as real ones are: POP3 and IMAP, each with and without TLS from the first octet.
#include "sim/world/world.h"

namespace popscope::sim::test {

inline Server server_on_every_port() {
  Server server;
  server.name = "mail.example.net";
  server.listeners.clear();
  for (const PortSpec& spec : kPorts) server.listeners.push_back(listener_at(spec.port));
  return server;
}

}  // namespace popscope::sim::test
