#pragma once
// The client's half of either protocol, for whoever need not know which it is.
#include <string_view>
#include <variant>

#include "sim/core/digest.h"
#include "sim/imap/client.h"
#include "sim/pop3/client.h"
#include "sim/session/protocol.h"

namespace popscope::sim {

using Client = std::variant<pop3::Client, imap::Client>;

Client new_client(Protocol protocol);
bool greeted(const Client& client);
bool waiting(const Client& client);
void sent(Client& client, std::string_view octets);
// So many of the commands whose replies it awaits, from the first on, will never be answered.
void not_answered(Client& client, std::uint32_t commands);
std::size_t octets_kept(const Client& client);  // roughly: for the budget of snapshots

void digest(Digest& d, const Client& client);

}  // namespace popscope::sim
