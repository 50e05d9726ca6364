#include "sim/pop3/serialize.h"

#include <charconv>

#include "sim/wire/dot_stuffing.h"

namespace popscope::sim::pop3 {
namespace {

void append_first_line(std::string& out, std::string_view status, std::string_view text) {
  constexpr std::size_t kAround = 3;  // SP, CRLF
  out += status;
  if (!text.empty()) {
    out += ' ';
    text = text.substr(0, kFirstLineOctetsMax - kAround - status.size());
    const std::size_t first = out.size();
    out += text;
    for (std::size_t i = first; i < out.size(); ++i) {
      if (out[i] < ' ' || out[i] > '~') out[i] = '?';
    }
  }
  out += "\r\n";
}

}  // namespace

void append_ok(std::string& out, std::string_view text) { append_first_line(out, "+OK", text); }

void append_err(std::string& out, std::string_view text) { append_first_line(out, "-ERR", text); }

void append_payload(std::string& out, std::string_view payload, bool stuffs) {
  if (stuffs) return append_stuffed(out, payload);
  out += payload;
  if (!payload.empty() && !payload.ends_with("\r\n")) out += "\r\n";
  out += ".\r\n";
}

void append_number(std::string& out, std::uint64_t n) {
  char digits[20];  // 2 to the power of 64 has 20
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, n);
  out.append(digits, static_cast<std::size_t>(end.ptr - digits));
}

void append_count(std::string& out, std::uint64_t n, std::string_view one, std::string_view many) {
  append_number(out, n);
  out += ' ';
  out += n == 1 ? one : many;
}

}  // namespace popscope::sim::pop3
