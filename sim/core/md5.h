#pragma once
// MD5 (RFC 1321), for APOP's digest (RFC 1939 section 7) and for CRAM-MD5 (RFC 2195): it is broken
// as a cryptographic hash, which a lesson says.
#include <string>
#include <string_view>

namespace popscope::sim {

// 16 octets.
std::string md5(std::string_view octets);

// 32 lower-case hexadecimal digits.
std::string md5_hex(std::string_view octets);

}  // namespace popscope::sim
