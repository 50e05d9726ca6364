#include "sim/core/md5.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/core/hex.h"

namespace popscope::sim {
namespace {

// RFC 1321 section 3.4: T[i] is the integer part of 4294967296 * abs(sin(i)), i in radians. Written
// out, because the simulation uses no floating point.
constexpr std::array<std::uint32_t, 64> kSines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

constexpr std::size_t kBlockOctets = 64;

using Registers = std::array<std::uint32_t, 4>;

std::uint32_t rotate_left(std::uint32_t x, int n) { return (x << n) | (x >> (32 - n)); }

std::uint32_t octet(std::string_view octets, std::size_t at) {
  return static_cast<unsigned char>(octets[at]);
}

std::uint32_t word(std::string_view block, int n) {
  const std::size_t at = static_cast<std::size_t>(n) * 4;
  return octet(block, at) | octet(block, at + 1) << 8 | octet(block, at + 2) << 16 |
         octet(block, at + 3) << 24;
}

void take_block(Registers& registers, std::string_view block) {
  auto [a, b, c, d] = registers;
  for (int i = 0; i < 64; ++i) {
    std::uint32_t mixed = 0;
    int k = 0;
    switch (i / 16) {
      case 0:
        mixed = (b & c) | (~b & d);
        k = i;
        break;
      case 1:
        mixed = (b & d) | (c & ~d);
        k = (5 * i + 1) % 16;
        break;
      case 2:
        mixed = b ^ c ^ d;
        k = (3 * i + 5) % 16;
        break;
      default:
        mixed = c ^ (b | ~d);
        k = (7 * i) % 16;
        break;
    }
    const std::uint32_t sum = a + mixed + kSines[static_cast<std::size_t>(i)] + word(block, k);
    a = d;
    d = c;
    c = b;
    b += rotate_left(sum, kShifts[i / 16][i % 4]);
  }
  registers[0] += a;
  registers[1] += b;
  registers[2] += c;
  registers[3] += d;
}

}  // namespace

std::string md5(std::string_view octets) {
  Registers registers = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  const std::uint64_t bits = static_cast<std::uint64_t>(octets.size()) * 8;
  while (octets.size() >= kBlockOctets) {
    take_block(registers, octets.substr(0, kBlockOctets));
    octets.remove_prefix(kBlockOctets);
  }

  // RFC 1321 sections 3.1 and 3.2: a one bit, zeros, and the length in bits fill the last blocks.
  std::string rest(octets);
  rest += '\x80';
  while (rest.size() % kBlockOctets != kBlockOctets - 8) rest += '\0';
  for (int i = 0; i < 8; ++i) rest += static_cast<char>((bits >> (8 * i)) & 0xff);
  for (std::size_t at = 0; at < rest.size(); at += kBlockOctets) {
    take_block(registers, std::string_view(rest).substr(at, kBlockOctets));
  }

  std::string out;
  for (std::uint32_t r : registers) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(r >> (8 * i) & 0xff);
  }
  return out;
}

std::string md5_hex(std::string_view octets) { return hex(md5(octets)); }

}  // namespace popscope::sim
