#pragma once

// Places in the text of a file: octets on one side, lines and columns on the other. Knows UTF-8 and
// line breaks, nothing of JSON.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace popscope::loader {

// Where something stands in a file, and how far it goes.
struct Place {
  int line = 1;              // from 1; a line ends with LF, a CR before it belongs to the line
  int column = 1;            // from 1, in Unicode code points
  std::uint32_t offset = 0;  // the same in octets, from 0
  std::uint32_t octets = 0;  // how long it is

  bool operator==(const Place&) const = default;
};

// Turns offsets into places. Asked in ascending order, it reads the text once in all; an earlier
// offset starts it again from the top.
class PlaceFinder {
 public:
  // `begin`: where the text begins; octets before it (a byte order mark) take no column.
  explicit PlaceFinder(std::string_view source, std::size_t begin = 0);

  Place at(std::size_t offset, std::size_t octets = 0);

 private:
  std::string_view source_;
  std::size_t begin_;
  std::size_t offset_;
  int line_ = 1;
  int column_ = 1;
};

// The first octet that is not UTF-8 (overlong forms, surrogates and values above U+10FFFF are not).
std::optional<std::size_t> first_invalid_utf8(std::string_view text, std::size_t from = 0);

// How many code points the text has; every octet that begins none counts for nothing.
std::size_t count_code_points(std::string_view text);

}  // namespace popscope::loader
