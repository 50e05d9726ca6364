#include "view/wire_line.h"

#include <cstddef>

namespace popscope::view {
namespace {

constexpr std::uint32_t kNoCharacter = 0xffffffff;

struct Character {
  std::uint32_t code = kNoCharacter;
  std::size_t octets = 1;
};

// The UTF-8 character at the front (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF).
Character first_character(std::string_view s) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const std::uint32_t lead = octet(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || s.size() < size) return {};
  std::uint32_t code = lead & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xc0u) != 0x80u) return {};
    code = (code << 6) | (octet(i) & 0x3fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
  return {code, size};
}

// Controls, and what turns or hides the text around it: it must be seen, not obeyed.
bool printable(std::uint32_t code) {
  if (code == kNoCharacter || code < 0x20) return false;
  if (code >= 0x7f && code < 0xa0) return false;
  if (code >= 0x200b && code <= 0x200f) return false;
  if (code >= 0x2028 && code <= 0x202e) return false;
  if (code >= 0x2060 && code <= 0x206f) return false;
  return code != 0xfeff && code != 0xad;
}

bool is_status(std::string_view line, std::string_view status) {
  return line.starts_with(status) && (line.size() == status.size() || line[status.size()] == ' ');
}

std::string_view without_end(std::string_view line, WireLine::End& end) {
  end = WireLine::End::none;
  if (!line.ends_with('\n')) return line;
  line.remove_suffix(1);
  end = WireLine::End::bare_lf;
  if (!line.ends_with('\r')) return line;
  line.remove_suffix(1);
  end = WireLine::End::crlf;
  return line;
}

}  // namespace

WireLine wire_line(Speaker speaker, std::string_view line) {
  WireLine result;
  result.speaker = speaker;
  line = without_end(line, result.end);
  if (speaker == Speaker::server) {
    if (is_status(line, "+OK")) result.tone = Tone::ok;
    if (is_status(line, "-ERR")) result.tone = Tone::error;
  }
  if (result.tone != Tone::plain) {
    const std::size_t size = result.tone == Tone::ok ? 3 : 4;
    result.status = line.substr(0, size);
    line.remove_prefix(line.size() > size ? size + 1 : size);
  }
  result.words = shown(line);
  return result;
}

WireLine payload_line(std::string_view line) {
  WireLine result;
  result.speaker = Speaker::server;
  line = without_end(line, result.end);
  result.stuffed = line.starts_with("..");
  result.words = shown(line);
  return result;
}

std::string shown(std::string_view octets) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string result;
  result.reserve(octets.size());
  while (!octets.empty()) {
    const Character c = first_character(octets);
    for (char raw : octets.substr(0, c.octets)) {
      if (printable(c.code)) {
        result += raw;
      } else {
        const auto octet = static_cast<unsigned char>(raw);
        result += {'\\', 'x', kHex[octet >> 4], kHex[octet & 15]};
      }
    }
    octets.remove_prefix(c.octets);
  }
  return result;
}

std::string plain_text(const WireLine& line) {
  std::string result = line.speaker == Speaker::client ? "C: " : "S: ";
  result += line.status;
  if (!line.status.empty() && !line.words.empty()) result += ' ';
  return result + line.words;
}

}  // namespace popscope::view
