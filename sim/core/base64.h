#pragma once
// Base64 (RFC 4648 section 4), as SASL writes its answers.
#include <optional>
#include <string>
#include <string_view>

namespace popscope::sim {

std::string base64_encoded(std::string_view octets);

// None where a character, the padding or the length is wrong.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace popscope::sim
