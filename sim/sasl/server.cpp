#include "sim/sasl/server.h"

#include <utility>

#include "sim/core/base64.h"
#include "sim/core/hex.h"
#include "sim/core/hmac.h"
#include "sim/core/random.h"
#include "sim/core/sha256.h"
#include "sim/sasl/scram.h"

namespace popscope::sim::sasl {
namespace {

Outcome checked(const std::string& user, std::string_view password, const Directory& directory) {
  const std::optional<std::string> right = directory.password_of(user);
  if (!right || *right != password) return Failure::bad_credentials;
  return Success{user};
}

//   message = [authzid] NUL authcid NUL passwd          ; RFC 4616 section 2
Outcome step_plain(std::string_view message, const Directory& directory) {
  const std::size_t first = message.find('\0');
  if (first == std::string_view::npos) return Failure::malformed;
  const std::size_t second = message.find('\0', first + 1);
  if (second == std::string_view::npos) return Failure::malformed;
  const std::string_view identity = message.substr(0, first);
  const std::string user(message.substr(first + 1, second - first - 1));
  const std::string_view password = message.substr(second + 1);
  if (user.empty() || password.empty() || password.find('\0') != std::string_view::npos)
    return Failure::malformed;
  if (!identity.empty() && identity != user) return Failure::other_identity;
  return checked(user, password, directory);
}

Outcome step_login(Exchange& exchange, std::string_view answer, const Directory& directory) {
  if (exchange.answers == 1) {
    exchange.user = answer;
    return Challenge{"Password:"};
  }
  return checked(exchange.user, answer, directory);
}

//   answer = name SP 32HEXDIG                           ; RFC 2195 section 2
Outcome step_cram(const Exchange& exchange, std::string_view answer, const Directory& directory) {
  const std::size_t space = answer.rfind(' ');
  if (exchange.challenge.empty() || space == std::string_view::npos || space == 0)
    return Failure::malformed;
  const std::string user(answer.substr(0, space));
  const std::optional<std::string> password = directory.password_of(user);
  if (!password || hex(hmac_md5(*password, exchange.challenge)) != answer.substr(space + 1))
    return Failure::bad_credentials;
  return Success{user};
}

std::string nonce_of(const Environment& environment) {
  Random random{environment.seed ^ static_cast<std::uint64_t>(environment.now.us)};
  std::string octets;
  for (int i = 0; i < 2; ++i) {
    const std::uint64_t n = random.next();
    for (int k = 0; k < 8; ++k) octets += static_cast<char>(n >> (8 * k) & 0xff);
  }
  return hex(octets);
}

// The same for a user each time, as a server keeps it beside the keys; for nobody, too, so that a
// stranger does not learn which names exist (RFC 5802 section 9).
std::string salt_of(const Environment& environment, std::string_view user) {
  return sha256(environment.host_name + '\n' + std::string(user)).substr(0, 16);
}

//   client-first = gs2-cbind-flag "," [authzid] "," "n=" saslname ",r=" nonce  ; RFC 5802 section 7
Outcome scram_first(Exchange& exchange, std::string_view message) {
  const std::size_t first = message.find(',');
  if (first == std::string_view::npos) return Failure::malformed;
  const std::size_t second = message.find(',', first + 1);
  if (second == std::string_view::npos) return Failure::malformed;
  // "p=..." binds to the channel, which only the names ending in -PLUS do.
  const std::string_view binding = message.substr(0, first);
  if (binding != "n" && binding != "y") return Failure::malformed;
  const std::string_view bare = message.substr(second + 1);
  const auto name = attribute(bare, 'n');
  const auto nonce = attribute(bare, 'r');
  if (!bare.starts_with("n=") || !name || !nonce || nonce->empty()) return Failure::malformed;
  const std::optional<std::string> user = saslname_decoded(*name);
  if (!user || user->empty()) return Failure::malformed;
  const std::string_view identity = message.substr(first + 1, second - first - 1);
  if (!identity.empty() && identity != "a=" + std::string(*name)) return Failure::other_identity;
  exchange.user = *user;
  exchange.header = message.substr(0, second + 1);
  exchange.first_bare = bare;
  exchange.challenge = "r=" + std::string(*nonce) + nonce_of(exchange.environment) +
                       ",s=" + base64_encoded(salt_of(exchange.environment, *user)) +
                       ",i=" + std::to_string(kIterations);
  return Challenge{exchange.challenge};
}

//   client-final = "c=" base64 ",r=" nonce ",p=" base64
Outcome scram_final(Exchange& exchange, std::string_view message, const Directory& directory) {
  const std::size_t proof_at = message.rfind(",p=");
  const auto header = attribute(message, 'c');
  const auto nonce = attribute(message, 'r');
  if (proof_at == std::string_view::npos || !header || !nonce) return Failure::malformed;
  if (*header != base64_encoded(exchange.header) || nonce != attribute(exchange.challenge, 'r'))
    return Failure::bad_credentials;
  const std::string auth_message = exchange.first_bare + ',' + exchange.challenge + ',' +
                                   std::string(message.substr(0, proof_at));
  const std::optional<std::string> password = directory.password_of(exchange.user);
  const ScramKeys keys =
      scram_keys(password.value_or(""), salt_of(exchange.environment, exchange.user), kIterations);
  const std::string proof = base64_encoded(client_proof(keys, auth_message));
  if (!password || proof != message.substr(proof_at + 3)) return Failure::bad_credentials;
  return Challenge{"v=" + base64_encoded(server_signature(keys, auth_message))};
}

Outcome step_scram(Exchange& exchange, std::string_view answer, const Directory& directory) {
  if (exchange.answers == 1) return scram_first(exchange, answer);
  if (exchange.answers == 2) return scram_final(exchange, answer, directory);
  if (!answer.empty()) return Failure::malformed;  // it has seen the signature and says nothing
  return Success{exchange.user};
}

// RFC 7628 section 3.1: key and value pairs behind the header, each ended by %x01.
std::string_view bearer_token(std::string_view message) {
  constexpr std::string_view kKey =
      "\x01"
      "auth=Bearer ";
  const std::size_t at = message.find(kKey);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = message.substr(at + kKey.size());
  return rest.substr(0, rest.find('\x01'));
}

Outcome step_bearer(Exchange& exchange, std::string_view answer, const Directory& directory) {
  if (exchange.answers > 1) return Failure::bad_credentials;  // it has been told why
  if (!answer.starts_with("n,") && !answer.starts_with("y,")) return Failure::malformed;
  const std::string_view token = bearer_token(answer);
  const auto name = attribute(answer.substr(0, answer.find('\x01')), 'a');
  const std::optional<std::string> user = saslname_decoded(name.value_or(""));
  if (token.empty() || !user || user->empty()) return Failure::malformed;
  const std::optional<std::string> right = directory.token_of(*user);
  if (right && *right == token) return Success{*user};
  return Challenge{R"({"status":"invalid_token"})"};  // RFC 7628 section 3.2.2
}

}  // namespace

Exchange begin(Mechanism mechanism, Environment environment) {
  Exchange exchange;
  exchange.mechanism = mechanism;
  exchange.environment = std::move(environment);
  return exchange;
}

std::string first_challenge(Exchange& exchange) {
  switch (exchange.mechanism) {
    case Mechanism::login: return "Username:";
    case Mechanism::cram_md5:
      exchange.challenge = "<" + nonce_of(exchange.environment).substr(0, 16) + "." +
                           std::to_string(exchange.environment.now.us) + "@" +
                           exchange.environment.host_name.substr(0, kPartOctetsMax) + ">";
      return exchange.challenge;
    case Mechanism::plain:
    case Mechanism::scram_sha_256:
    case Mechanism::oauthbearer: return {};
  }
  return {};
}

Outcome step(Exchange& exchange, std::string_view answer, const Directory& directory) {
  constexpr std::size_t kParts = 4;  // no mechanism has more of them in one answer
  if (answer.size() > kParts * kPartOctetsMax) return Failure::malformed;
  ++exchange.answers;
  switch (exchange.mechanism) {
    case Mechanism::plain: return step_plain(answer, directory);
    case Mechanism::login: return step_login(exchange, answer, directory);
    case Mechanism::cram_md5: return step_cram(exchange, answer, directory);
    case Mechanism::scram_sha_256: return step_scram(exchange, answer, directory);
    case Mechanism::oauthbearer: return step_bearer(exchange, answer, directory);
  }
  return Failure::malformed;
}

void digest(Digest& d, const Exchange& exchange) {
  d.u8(static_cast<std::uint8_t>(exchange.mechanism));
  d.text(exchange.environment.host_name);
  d.u64(exchange.environment.seed);
  d.i64(exchange.environment.now.us);
  d.u8(exchange.answers);
  d.text(exchange.user);
  d.text(exchange.challenge);
  d.text(exchange.first_bare);
  d.text(exchange.header);
}

}  // namespace popscope::sim::sasl
