#pragma once
// Keyed hashes (RFC 2104) and the one key derivation that SCRAM needs (RFC 5802 section 2.2, Hi:
// PBKDF2 of RFC 8018 with one block).
#include <cstdint>
#include <string>
#include <string_view>

namespace popscope::sim {

std::string hmac_md5(std::string_view key, std::string_view text);     // 16 octets
std::string hmac_sha256(std::string_view key, std::string_view text);  // 32 octets

// 32 octets. `iterations` from 1.
std::string pbkdf2_hmac_sha256(std::string_view password, std::string_view salt,
                               std::uint32_t iterations);

}  // namespace popscope::sim
