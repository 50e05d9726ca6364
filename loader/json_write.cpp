#include "loader/json_write.h"

#include <optional>

#include "loader/source_text.h"

namespace popscope::loader {
namespace {

// A list of plain values that is no longer than this stays on one line.
constexpr std::size_t kPlainListOctetsMax = 100;

constexpr std::string_view kReplacement = "\uFFFD";

void append_escaped(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (c >= 0x20 && c != 0x7F) {
    out += static_cast<char>(c);
    return;
  }
  out += "\\u00";
  out += "0123456789abcdef"[c / 16];
  out += "0123456789abcdef"[c % 16];
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string out = "\"";
  std::size_t at = 0;
  while (at < text.size()) {
    const std::optional<std::size_t> bad = first_invalid_utf8(text, at);
    const std::size_t end = bad.value_or(text.size());
    for (const char c : text.substr(at, end - at)) {
      append_escaped(out, static_cast<unsigned char>(c));
    }
    if (bad) out += kReplacement;
    at = bad ? end + 1 : end;
  }
  return out + '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  out_ += json_text(name);
  out_ += style_ == Style::pretty ? ": " : ":";
  after_key_ = true;
  return *this;
}

void JsonWriter::text(std::string_view value_) { value(json_text(value_)); }

void JsonWriter::octets(std::string_view value_) {
  std::string out = "\"";
  for (const char c : value_) {
    const unsigned char octet = static_cast<unsigned char>(c);
    if (octet < 0x80) {
      append_escaped(out, octet);
    } else {
      out += static_cast<char>(0xC0u | (octet >> 6));
      out += static_cast<char>(0x80u | (octet & 0x3Fu));
    }
  }
  value(out + '"');
}

void JsonWriter::integer(std::int64_t value_) { value(std::to_string(value_)); }
void JsonWriter::natural(std::uint64_t value_) { value(std::to_string(value_)); }
void JsonWriter::boolean(bool value_) { value(value_ ? "true" : "false"); }
void JsonWriter::null() { value("null"); }
void JsonWriter::verbatim(std::string_view json) { value(json); }

std::string JsonWriter::take() {
  if (style_ == Style::pretty) out_ += '\n';
  std::string result = std::move(out_);
  *this = JsonWriter(style_);
  return result;
}

void JsonWriter::value(std::string_view json) {
  before_value();
  out_ += json;
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (open_.empty()) return;
  if (!first_) out_ += ',';
  first_ = false;
  new_line();
}

void JsonWriter::new_line() {
  if (style_ == Style::compact) return;
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

void JsonWriter::open(char bracket) {
  before_value();
  plain_ = bracket == '[';
  plain_from_ = out_.size();
  out_ += bracket;
  open_ += bracket;
  first_ = true;
}

void JsonWriter::close(char bracket) {
  const bool empty = first_;
  open_.pop_back();
  first_ = false;
  const std::string indent = "\n" + std::string(2 * (open_.size() + 1), ' ');
  if (style_ == Style::pretty && plain_ && bracket == ']' && !empty) {
    // Try it on one line: "[\n  1,\n  2" -> "[1, 2".
    std::string line = "[";
    for (std::size_t at = plain_from_ + 1; at < out_.size();) {
      if (out_.compare(at, indent.size(), indent) == 0) {
        if (line.size() > 1) line += ' ';
        at += indent.size();
      } else {
        line += out_[at++];
      }
    }
    if (line.size() <= kPlainListOctetsMax) {
      out_.replace(plain_from_, std::string::npos, line);
      out_ += bracket;
      plain_ = false;
      return;
    }
  }
  plain_ = false;
  if (!empty) new_line();
  out_ += bracket;
}

std::string hex_text(std::uint64_t value) {
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) digits[i] = "0123456789abcdef"[value & 15];
  return digits;
}

bool octets_from_text(std::string_view text, std::string& octets) {
  octets.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      octets += text[i];
    } else if ((c == 0xC2 || c == 0xC3) && i + 1 < text.size()) {
      octets +=
          static_cast<char>(((c & 0x03u) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3Fu));
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace popscope::loader
