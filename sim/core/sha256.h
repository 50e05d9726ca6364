#pragma once
// SHA-256 (FIPS 180-4, RFC 6234), for SCRAM and for what a corpus keeps as its hash.
#include <string>
#include <string_view>

namespace popscope::sim {

// 32 octets.
std::string sha256(std::string_view octets);

}  // namespace popscope::sim
