#include "lesson/same_line.h"

#include <algorithm>
#include <string_view>

namespace popscope::lesson {
namespace {

// Without blanks behind it, and in IMAP without its tag.
std::string_view bare(std::string_view line, sim::Protocol protocol) {
  const std::size_t last = line.find_last_not_of(" \r\n");
  line = last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
  const std::size_t tag = protocol == sim::Protocol::imap ? line.find(' ') : std::string_view::npos;
  return tag == std::string_view::npos ? line : line.substr(tag + 1);
}

// Equal but for the case of the keyword.
bool same_line(std::string_view a, std::string_view b, sim::Protocol protocol) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  a = bare(a, protocol);
  b = bare(b, protocol);
  const std::size_t word = std::min(a.find(' '), a.size());
  return a.size() == b.size() && a.substr(word) == b.substr(word) &&
         std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(word), b.begin(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool sends_the_same(const sim::Input& a, const sim::Input& b, const sim::World& world) {
  const auto* one = std::get_if<sim::Send>(&a);
  const auto* other = std::get_if<sim::Send>(&b);
  if (one == nullptr || other == nullptr || one->device != other->device) return false;
  if (one->device.value >= world.devices.size()) return false;
  return same_line(one->octets, other->octets, sim::protocol_of(world, one->device));
}

}  // namespace popscope::lesson
