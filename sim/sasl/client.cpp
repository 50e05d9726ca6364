#include "sim/sasl/client.h"

#include <charconv>
#include <utility>

#include "sim/core/base64.h"
#include "sim/core/hex.h"
#include "sim/core/hmac.h"
#include "sim/sasl/scram.h"

namespace popscope::sim::sasl {
namespace {

// More rounds than any server asks for; a hostile one could ask for days.
constexpr std::uint32_t kIterationsMax = 100'000;

std::string scram_first_bare(const Credentials& credentials) {
  return "n=" + saslname_encoded(credentials.user) + ",r=" + credentials.nonce;
}

std::optional<std::string> scram_final(ClientExchange& exchange, std::string_view challenge) {
  const auto nonce = attribute(challenge, 'r');
  const auto salt_text = attribute(challenge, 's');
  const auto rounds = attribute(challenge, 'i');
  if (!nonce || !salt_text || !rounds) return std::nullopt;
  const std::optional<std::string> salt = base64_decoded(*salt_text);
  std::uint32_t iterations = 0;
  const auto read = std::from_chars(rounds->data(), rounds->data() + rounds->size(), iterations);
  const bool whole = read.ec == std::errc{} && read.ptr == rounds->data() + rounds->size();
  const std::string& own = exchange.credentials.nonce;
  if (!salt || !whole || iterations == 0 || iterations > kIterationsMax) return std::nullopt;
  if (!nonce->starts_with(own) || nonce->size() == own.size()) return std::nullopt;
  const std::string without_proof = "c=biws,r=" + std::string(*nonce);
  const std::string auth_message =
      scram_first_bare(exchange.credentials) + ',' + std::string(challenge) + ',' + without_proof;
  const ScramKeys keys = scram_keys(exchange.credentials.password, *salt, iterations);
  exchange.signature = base64_encoded(server_signature(keys, auth_message));
  return without_proof + ",p=" + base64_encoded(client_proof(keys, auth_message));
}

std::optional<std::string> answer_scram(ClientExchange& exchange, std::string_view challenge) {
  if (exchange.answers == 2) return scram_final(exchange, challenge);
  const bool proved = exchange.answers == 3 && challenge == "v=" + exchange.signature;
  if (!proved) return std::nullopt;
  return std::string();
}

}  // namespace

ClientExchange begin_client(Mechanism mechanism, Credentials credentials) {
  ClientExchange exchange;
  exchange.mechanism = mechanism;
  exchange.credentials = std::move(credentials);
  return exchange;
}

std::optional<std::string> initial_response(ClientExchange& exchange) {
  const Credentials& own = exchange.credentials;
  if (!spec_of(exchange.mechanism).client_first) return std::nullopt;
  ++exchange.answers;
  switch (exchange.mechanism) {
    case Mechanism::plain: return '\0' + own.user + '\0' + own.password;
    case Mechanism::scram_sha_256: return "n,," + scram_first_bare(own);
    case Mechanism::oauthbearer:
      return "n,a=" + saslname_encoded(own.user) +
             ",\x01"
             "auth=Bearer " +
             own.password + "\x01\x01";
    case Mechanism::login:
    case Mechanism::cram_md5: break;
  }
  return std::nullopt;
}

std::optional<std::string> answer(ClientExchange& exchange, std::string_view challenge) {
  const bool first = exchange.answers == 0;
  if (first && challenge.empty()) return initial_response(exchange);
  ++exchange.answers;
  const Credentials& own = exchange.credentials;
  switch (exchange.mechanism) {
    case Mechanism::plain: return std::nullopt;  // it has said all
    case Mechanism::login:
      if (exchange.answers > 2) return std::nullopt;
      return first ? own.user : own.password;
    case Mechanism::cram_md5:
      if (!first) return std::nullopt;
      return own.user + ' ' + hex(hmac_md5(own.password, challenge));
    case Mechanism::scram_sha_256: return answer_scram(exchange, challenge);
    case Mechanism::oauthbearer: return std::string("\x01");  // RFC 7628 section 3.2.3
  }
  return std::nullopt;
}

std::string user_named(Mechanism mechanism, std::string_view answer) {
  switch (mechanism) {
    case Mechanism::plain: {
      const std::size_t first = answer.find('\0');
      if (first == std::string_view::npos) return {};
      const std::string_view rest = answer.substr(first + 1);
      return std::string(rest.substr(0, rest.find('\0')));
    }
    case Mechanism::login: return std::string(answer);
    case Mechanism::cram_md5: return std::string(answer.substr(0, answer.rfind(' ')));
    case Mechanism::scram_sha_256:
      return saslname_decoded(attribute(answer, 'n').value_or("")).value_or("");
    case Mechanism::oauthbearer:
      return saslname_decoded(attribute(answer, 'a').value_or("")).value_or("");
  }
  return {};
}

void digest(Digest& d, const ClientExchange& exchange) {
  d.u8(static_cast<std::uint8_t>(exchange.mechanism));
  d.text(exchange.credentials.user);
  d.text(exchange.credentials.password);
  d.text(exchange.credentials.nonce);
  d.u8(exchange.answers);
  d.text(exchange.signature);
}

}  // namespace popscope::sim::sasl
