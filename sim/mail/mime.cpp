#include "sim/mail/mime.h"

#include "sim/core/ascii.h"
#include "sim/mail/header.h"
#include "sim/mail/message.h"

namespace popscope::sim {
namespace {

// Up to the next ";" that is in no quoted string; takes it off.
std::string_view take_piece(std::string_view& text) {
  bool quoted = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '\\' && quoted)
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (text[i] == ';' && !quoted)
      break;
  }
  const std::string_view piece = text.substr(0, i);
  text.remove_prefix(i < text.size() ? i + 1 : text.size());
  return trimmed(piece);
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

struct Limits {
  int depth = 0;
  std::size_t* parts;
};

MimePart part_of(std::string_view text, Limits limits, std::string_view default_type);

//   delimiter = CRLF "--" boundary; its CRLF belongs to it, not to the part (RFC 2046
//   section 5.1.1)
std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + std::string(boundary);
  std::optional<std::size_t> begin;
  for (std::size_t line = 0; line < body.size();) {
    const std::size_t end = body.find(kLineEnd, line);
    const std::size_t next = end == std::string_view::npos ? body.size() : end + kLineEnd.size();
    const std::string_view text =
        body.substr(line, (end == std::string_view::npos ? body.size() : end) - line);
    const std::string_view behind =
        text.starts_with(mark) ? trimmed(text.substr(mark.size())) : std::string_view("x");
    if (behind.empty() || behind == "--") {
      if (begin) {
        const std::size_t stop = line >= *begin + kLineEnd.size() ? line - kLineEnd.size() : *begin;
        parts.push_back(body.substr(*begin, stop - *begin));
      }
      begin.reset();
      if (behind == "--") return parts;
      begin = next;
    }
    line = next;
  }
  if (begin) parts.push_back(body.substr(*begin));
  return parts;
}

void read_type(MimePart& part, std::string_view default_type) {
  const std::string field = header_field(part.header, "Content-Type");
  if (field.empty() && default_type.empty()) return;
  MimeValue type = mime_value(field.empty() ? default_type : field);
  const std::size_t slash = type.value.find('/');
  if (slash == std::string::npos) return;
  part.type = type.value.substr(0, slash);
  part.subtype = type.value.substr(slash + 1);
  part.parameters = std::move(type.parameters);
  if (part.type == "text" && part.parameters.empty()) {
    part.parameters = {{"charset", "us-ascii"}};
  }
}

void read_children(MimePart& part, Limits limits) {
  if (limits.depth >= kMimeDepthMax) return;
  const Limits below{limits.depth + 1, limits.parts};
  if (part.type == "message" && part.subtype == "rfc822") {
    part.children.push_back(part_of(part.body, below, ""));
    return;
  }
  if (part.type != "multipart") return;
  const std::string_view within = part.subtype == "digest" ? "message/rfc822" : "";
  for (const auto& [name, boundary] : part.parameters) {
    if (name != "boundary") continue;
    for (std::string_view text : split_multipart(part.body, boundary)) {
      if (*limits.parts >= kMimePartsMax) return;
      part.children.push_back(part_of(text, below, within));
    }
  }
}

MimePart part_of(std::string_view text, Limits limits, std::string_view default_type) {
  ++*limits.parts;
  MimePart part;
  const HeaderAndBody split = split_header(text);
  part.header = split.header;
  part.body = split.body;
  read_type(part, default_type);
  const std::string encoding = header_field(part.header, "Content-Transfer-Encoding");
  if (!encoding.empty()) part.encoding = lower(trimmed(encoding));
  const std::string disposition = header_field(part.header, "Content-Disposition");
  if (!disposition.empty()) part.disposition = mime_value(disposition);
  read_children(part, limits);
  return part;
}

}  // namespace

MimeValue mime_value(std::string_view text) {
  MimeValue value;
  value.value = lower(take_piece(text));
  while (!text.empty()) {
    const std::string_view piece = take_piece(text);
    const std::size_t equals = piece.find('=');
    if (equals == std::string_view::npos) continue;
    value.parameters.emplace_back(lower(trimmed(piece.substr(0, equals))),
                                  unquoted(trimmed(piece.substr(equals + 1))));
  }
  return value;
}

MimePart mime_parts(std::string_view message) {
  std::size_t parts = 0;
  return part_of(message, {0, &parts}, "");
}

const MimePart* find_part(const MimePart& message, const std::vector<std::uint32_t>& number) {
  const MimePart* part = &message;
  for (std::uint32_t n : number) {
    // Of a message within, the numbers go on with its own parts.
    if (part != &message && part->is_message()) part = &part->children.front();
    if (!part->is_multipart()) {
      if (n != 1) return nullptr;
      continue;
    }
    if (n == 0 || n > part->children.size()) return nullptr;
    part = &part->children[n - 1];
  }
  return part;
}

}  // namespace popscope::sim
