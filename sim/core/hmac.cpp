#include "sim/core/hmac.h"

#include "sim/core/md5.h"
#include "sim/core/sha256.h"

namespace popscope::sim {
namespace {

using Hash = std::string (*)(std::string_view);

// Both hashes take blocks of this size.
constexpr std::size_t kHmacBlockOctets = 64;

std::string padded(std::string_view key, char pad, Hash hash) {
  std::string block = key.size() > kHmacBlockOctets ? hash(key) : std::string(key);
  block.resize(kHmacBlockOctets, '\0');
  for (char& c : block) c = static_cast<char>(c ^ pad);
  return block;
}

std::string hmac(Hash hash, std::string_view key, std::string_view text) {
  const std::string inner = padded(key, 0x36, hash).append(text);
  return hash(padded(key, 0x5c, hash) + hash(inner));
}

}  // namespace

std::string hmac_md5(std::string_view key, std::string_view text) { return hmac(md5, key, text); }

std::string hmac_sha256(std::string_view key, std::string_view text) {
  return hmac(sha256, key, text);
}

std::string pbkdf2_hmac_sha256(std::string_view password, std::string_view salt,
                               std::uint32_t iterations) {
  using namespace std::string_view_literals;
  std::string round = hmac_sha256(password, std::string(salt).append("\0\0\0\1"sv));
  std::string sum = round;
  for (std::uint32_t i = 1; i < iterations; ++i) {
    round = hmac_sha256(password, round);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] = static_cast<char>(sum[k] ^ round[k]);
  }
  return sum;
}

}  // namespace popscope::sim
