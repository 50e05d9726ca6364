#pragma once
// What both halves of SCRAM-SHA-256 (RFC 5802, RFC 7677) compute and read.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace popscope::sim::sasl {

// RFC 5802 section 3: names of its figures.
struct ScramKeys {
  std::string stored;  // H(ClientKey)
  std::string client;  // ClientKey, which only who knows the password can compute
  std::string server;  // ServerKey
};
ScramKeys scram_keys(std::string_view password, std::string_view salt, std::uint32_t iterations);

std::string client_proof(const ScramKeys& keys, std::string_view auth_message);
std::string server_signature(const ScramKeys& keys, std::string_view auth_message);

// "r=...,s=..." -> the value of the attribute, as it stands; none: it is not there. Attributes
// stand in the order of RFC 5802 section 7, so the first of that name counts.
std::optional<std::string_view> attribute(std::string_view message, char name);

// RFC 5802 section 5.1: "=2C" is a comma in a name, "=3D" an equals sign; none: another "=".
std::optional<std::string> saslname_decoded(std::string_view name);
std::string saslname_encoded(std::string_view name);

}  // namespace popscope::sim::sasl
