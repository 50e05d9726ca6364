#pragma once
// SHA-256 (FIPS 180-4): the corpus keeps long replies as their hash.
#include <string>
#include <string_view>

namespace popscope::oracle {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view octets);

}  // namespace popscope::oracle
