#include "lesson/same_line.h"

#include <algorithm>
#include <string_view>

#include "sim/wire/line_framer.h"

namespace popscope::lesson {
namespace {

// RFC 9051 section 9: tag = 1*<any ASTRING-CHAR except "+">
bool is_tag(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return c > ' ' && c <= '~' && std::string_view("(){%*\"\\+").find(c) == std::string_view::npos;
  });
}

// In IMAP, without its tag; a line that has none is another one, which the server refuses.
std::string_view bare(std::string_view line, sim::Protocol protocol) {
  line = sim::without_line_end(line);
  const std::size_t blank = line.find(' ');
  if (protocol != sim::Protocol::imap || blank == std::string_view::npos) return line;
  return is_tag(line.substr(0, blank)) ? line.substr(blank + 1) : line;
}

bool is_tagged(std::string_view line) {
  const std::size_t blank = line.find(' ');
  return blank != std::string_view::npos && is_tag(line.substr(0, blank));
}

// Equal but for the case of the keyword.
bool same_line(std::string_view a, std::string_view b, sim::Protocol protocol) {
  if (protocol == sim::Protocol::imap && is_tagged(a) != is_tagged(b)) return false;
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
