#pragma once
// The server's half of an exchange: what the client says in, a challenge or the outcome out. A
// plain copyable value that knows neither protocol nor base64; accounts are asked for when they are
// needed, since a held reference would point into the wrong universe after a copy.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sim/core/digest.h"
#include "sim/core/time.h"
#include "sim/sasl/mechanism.h"

namespace popscope::sim::sasl {

// RFC 7677 section 4: at least 4096 rounds.
inline constexpr std::uint32_t kIterations = 4096;
// Of a name, a password, a nonce. Longer ones are refused before anything is computed of them.
inline constexpr std::size_t kPartOctetsMax = 1024;

// What a challenge is made of: nothing of it comes twice in a World.
struct Environment {
  std::string host_name;
  std::uint64_t seed = 0;
  Time now;
};

class Directory {
 public:
  virtual ~Directory() = default;
  // None: no such user.
  virtual std::optional<std::string> password_of(std::string_view user) const = 0;
  // None: no such user, or no token is valid for it.
  virtual std::optional<std::string> token_of(std::string_view user) const = 0;
};

struct Exchange {
  Mechanism mechanism = Mechanism::plain;
  Environment environment;
  std::uint8_t answers = 0;  // that the client has given
  std::string user;
  std::string challenge;   // CRAM-MD5: as sent; SCRAM: the server's first message
  std::string first_bare;  // SCRAM: the client's first message, without its header
  std::string header;      // SCRAM: "n,,"
};

struct Challenge {
  std::string octets;
};
struct Success {
  std::string user;
};
enum class Failure : std::uint8_t {
  malformed,  // not of the mechanism's form
  bad_credentials,
  other_identity,  // the client wants to act as somebody else than it is
};
using Outcome = std::variant<Challenge, Success, Failure>;

Exchange begin(Mechanism mechanism, Environment environment);

// What the server says before the client has said anything; empty where the client speaks first.
std::string first_challenge(Exchange& exchange);

// One answer of the client, decoded. After a Success or a Failure the exchange is over.
Outcome step(Exchange& exchange, std::string_view answer, const Directory& directory);

void digest(Digest& d, const Exchange& exchange);

}  // namespace popscope::sim::sasl
