#include "loader/source_text.h"

#include <algorithm>

namespace popscope::loader {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// How many octets the code point at the beginning of `text` takes; 0 if there is none.
std::size_t valid_sequence(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(0);
  if (first < 0x80) return 1;
  // RFC 3629: the second octet is what excludes overlong forms, surrogates and too high values.
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (text.size() < length || octet(1) < low || octet(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!continues(text[i])) return 0;
  }
  return length;
}

}  // namespace

PlaceFinder::PlaceFinder(std::string_view source, std::size_t begin)
    : source_(source), begin_(begin), offset_(begin) {}

Place PlaceFinder::at(std::size_t offset, std::size_t octets) {
  offset = std::min(offset, source_.size());
  if (offset < offset_) {
    offset_ = begin_;
    line_ = 1;
    column_ = 1;
  }
  for (; offset_ < offset; ++offset_) {
    const char c = source_[offset_];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if (!continues(c)) {
      ++column_;
    }
  }
  return {line_, column_, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(octets)};
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    const std::size_t length = valid_sequence(text.substr(from));
    if (length == 0) return from;
    from += length;
  }
  return std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

}  // namespace popscope::loader
