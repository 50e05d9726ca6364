#include "sim/wire/dot_stuffing.h"

#include <cstddef>

#include "sim/core/ascii.h"

namespace popscope::sim {

std::string stuff(std::string_view payload) {
  std::string out;
  append_stuffed(out, payload);
  return out;
}

void append_stuffed(std::string& out, std::string_view payload) {
  out.reserve(out.size() + payload.size() + payload.size() / 64 + 8);
  if (payload.starts_with('.')) out += '.';
  const bool ended = payload.empty() || payload.ends_with(kLineEnd);
  // A dot begins a line behind CRLF only: a bare LF ends no line of a reply (RFC 1939 section 3).
  for (;;) {
    const std::size_t at = payload.find("\r\n.");
    if (at == std::string_view::npos) break;
    out.append(payload.substr(0, at + 2));
    out += '.';
    payload.remove_prefix(at + 2);
  }
  out.append(payload);
  if (!ended) out += kLineEnd;
  out += ".\r\n";
}

}  // namespace popscope::sim
