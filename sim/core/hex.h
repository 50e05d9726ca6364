#pragma once
// Octets as lower-case hexadecimal digits, two each.
#include <string>
#include <string_view>

namespace popscope::sim {

inline std::string hex(std::string_view octets) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * octets.size());
  for (char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

}  // namespace popscope::sim
