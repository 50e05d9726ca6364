#pragma once
// MD5 (RFC 1321), for APOP's digest (RFC 1939 section 7) and nothing else: it is broken as a
// cryptographic hash, which a lesson says.
#include <string>
#include <string_view>

namespace popscope::sim {

// 32 lower-case hexadecimal digits.
std::string md5_hex(std::string_view octets);

}  // namespace popscope::sim
