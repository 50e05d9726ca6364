#pragma once
// A digest of state: FNV-1a, 64 bits, over fixed-width little-endian fields. The same World gives
// the same digest with every compiler and on every machine.
#include <cstdint>
#include <string_view>

namespace popscope::sim {

class Digest {
 public:
  void u8(std::uint8_t octet) { hash_ = (hash_ ^ octet) * 0x100000001b3ULL; }
  void u32(std::uint32_t n) {
    for (int i = 0; i < 4; ++i) u8(static_cast<std::uint8_t>(n >> (8 * i)));
  }
  void u64(std::uint64_t n) {
    for (int i = 0; i < 8; ++i) u8(static_cast<std::uint8_t>(n >> (8 * i)));
  }
  void i64(std::int64_t n) { u64(static_cast<std::uint64_t>(n)); }
  void flag(bool b) { u8(b ? 1 : 0); }
  void text(std::string_view s) {  // length first, so that neighbours cannot run together
    u64(s.size());
    for (char c : s) u8(static_cast<std::uint8_t>(c));
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

inline std::uint64_t digest_of(std::string_view octets) {
  Digest digest;
  digest.text(octets);
  return digest.value();
}

}  // namespace popscope::sim
