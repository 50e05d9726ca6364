#include "sim/session/client.h"

#include "sim/core/check.h"

namespace popscope::sim {

Client new_client(Protocol protocol) {
  switch (protocol) {
    case Protocol::pop3: return pop3::Client{};
    case Protocol::imap: return imap::Client{};
  }
  POPSCOPE_CHECK(false);
}

bool greeted(const Client& client) {
  return std::visit([](const auto& c) { return c.greeted; }, client);
}

bool waiting(const Client& client) {
  return std::visit([](const auto& c) { return waiting(c); }, client);
}

void sent(Client& client, std::string_view octets) {
  std::visit([&](auto& c) { sent(c, octets); }, client);
}

void not_answered(Client& client, std::uint32_t commands) {
  if (auto* pop3 = std::get_if<pop3::Client>(&client)) pop3::not_answered(*pop3, commands);
}

std::size_t octets_kept(const Client& client) {
  if (const auto* imap = std::get_if<imap::Client>(&client)) {
    return imap->awaited.size() * sizeof(imap::Awaited) + imap->in.pending().size();
  }
  const auto& pop3 = std::get<pop3::Client>(client);
  return pop3.awaited.size() * sizeof(pop3::Awaited) + pop3.framer.pending().size() +
         (pop3.partial ? pop3.partial->payload.capacity() : 0);
}

void digest(Digest& d, const Client& client) {
  d.u8(static_cast<std::uint8_t>(client.index()));
  std::visit([&](const auto& c) { digest(d, c); }, client);
}

}  // namespace popscope::sim
