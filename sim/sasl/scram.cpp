#include "sim/sasl/scram.h"

#include "sim/core/hmac.h"
#include "sim/core/sha256.h"

namespace popscope::sim::sasl {

ScramKeys scram_keys(std::string_view password, std::string_view salt, std::uint32_t iterations) {
  const std::string salted = pbkdf2_hmac_sha256(password, salt, iterations);
  ScramKeys keys;
  keys.client = hmac_sha256(salted, "Client Key");
  keys.stored = sha256(keys.client);
  keys.server = hmac_sha256(salted, "Server Key");
  return keys;
}

std::string client_proof(const ScramKeys& keys, std::string_view auth_message) {
  std::string proof = hmac_sha256(keys.stored, auth_message);
  for (std::size_t i = 0; i < proof.size(); ++i)
    proof[i] = static_cast<char>(proof[i] ^ keys.client[i]);
  return proof;
}

std::string server_signature(const ScramKeys& keys, std::string_view auth_message) {
  return hmac_sha256(keys.server, auth_message);
}

std::optional<std::string_view> attribute(std::string_view message, char name) {
  while (!message.empty()) {
    const std::size_t comma = message.find(',');
    const std::string_view one = message.substr(0, comma);
    if (one.size() >= 2 && one[0] == name && one[1] == '=') return one.substr(2);
    if (comma == std::string_view::npos) break;
    message.remove_prefix(comma + 1);
  }
  return std::nullopt;
}

std::optional<std::string> saslname_decoded(std::string_view name) {
  std::string decoded;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '=') {
      decoded += name[i];
      continue;
    }
    const std::string_view code = name.substr(i, 3);
    if (code != "=2C" && code != "=3D") return std::nullopt;
    decoded += code == "=2C" ? ',' : '=';
    i += 2;
  }
  return decoded;
}

std::string saslname_encoded(std::string_view name) {
  std::string encoded;
  for (char c : name) {
    if (c == ',') {
      encoded += "=2C";
    } else if (c == '=') {
      encoded += "=3D";
    } else {
      encoded += c;
    }
  }
  return encoded;
}

}  // namespace popscope::sim::sasl
