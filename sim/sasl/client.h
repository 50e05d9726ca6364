#pragma once
// The client's half of an exchange: challenges in, answers out. A plain copyable value; it believes
// nothing that the server has not proved (SCRAM's signature).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/digest.h"
#include "sim/sasl/mechanism.h"

namespace popscope::sim::sasl {

struct Credentials {
  std::string user;
  std::string password;  // OAUTHBEARER: the token
  std::string nonce;     // SCRAM: printable, without a comma, another each time
};

struct ClientExchange {
  Mechanism mechanism = Mechanism::plain;
  Credentials credentials;
  std::uint8_t answers = 0;
  std::string signature;  // SCRAM: what the server has to show, in base64
};

ClientExchange begin_client(Mechanism mechanism, Credentials credentials);

// What the client says first, where it speaks first: with the command, or to the empty challenge.
std::optional<std::string> initial_response(ClientExchange& exchange);

// The answer to a challenge. None: the server does not keep to the mechanism, or has not proved
// that it knows the password; the client cancels.
std::optional<std::string> answer(ClientExchange& exchange, std::string_view challenge);

// Whom an answer names, as far as one can tell; empty: nobody.
std::string user_named(Mechanism mechanism, std::string_view answer);

void digest(Digest& d, const ClientExchange& exchange);

}  // namespace popscope::sim::sasl
