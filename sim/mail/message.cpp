#include "sim/mail/message.h"

#include <utility>

#include "sim/core/ascii.h"

namespace popscope::sim {
namespace {

// Takes the first line off, its CRLF included; gives it without. The last line may have none.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find(kLineEnd);
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + kLineEnd.size());
  return line;
}

// Octets as FNV-1a, eight at a time: mail may be large, and this need only tell messages apart.
std::uint64_t quick_digest_of(std::string_view octets) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ octets.size();
  std::size_t at = 0;
  for (; at < octets.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8 && at + i < octets.size(); ++i) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(octets[at + i])) << (8 * i);
    }
    hash = (hash ^ word) * 0x100000001b3ULL;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

MessagePtr message_from_text(std::string_view text, std::uint64_t identity) {
  std::string octets;
  octets.reserve(text.size() + text.size() / 32 + kLineEnd.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool cr = text[i] == '\r';
    if (!cr && text[i] != '\n') {
      octets += text[i];
      continue;
    }
    octets += kLineEnd;
    if (cr && i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  if (!octets.empty() && !octets.ends_with(kLineEnd)) octets += kLineEnd;
  return message_from_octets(std::move(octets), identity);
}

MessagePtr message_from_octets(std::string octets, std::uint64_t identity) {
  auto message = std::make_shared<Message>();
  message->subject = header_field(octets, "Subject");
  message->from = header_field(octets, "From");
  message->identity = identity;
  message->octets_digest = quick_digest_of(octets);
  message->octets = SharedOctets(std::move(octets));
  return message;
}

std::string_view top_of(std::string_view message, std::uint64_t lines) {
  std::string_view rest = message;
  while (!rest.empty() && !take_line(rest).empty()) {
  }
  for (; lines > 0 && !rest.empty(); --lines) take_line(rest);
  return message.substr(0, message.size() - rest.size());
}

std::string header_field(std::string_view message, std::string_view name) {
  while (!message.empty()) {
    const std::string_view line = take_line(message);
    if (line.empty()) break;  // the blank line: the header is over
    const std::size_t colon = line.find(':');
    if (is_blank(line.front()) || colon == std::string_view::npos) continue;
    if (!equal_ignoring_case(trimmed(line.substr(0, colon)), name)) continue;
    std::string value(line.substr(colon + 1));
    // RFC 5322 section 2.2.3: a line that begins with a blank goes on with the one before.
    while (!message.empty() && is_blank(message.front())) value += take_line(message);
    return std::string(trimmed(value));
  }
  return {};
}

void digest(Digest& d, const Message& message) {
  d.u64(message.identity);
  d.u64(message.octets.size());
  d.u64(message.octets_digest);
}

}  // namespace popscope::sim
