#include "sim/mail/header.h"

#include <optional>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"

namespace popscope::sim {
namespace {

std::size_t line_octets(std::string_view text) {  // with its line end
  const std::size_t end = text.find(kLineEnd);
  return end == std::string_view::npos ? text.size() : end + kLineEnd.size();
}

std::optional<int> hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  if (l >= 'a' && l <= 'f') return l - 'a' + 10;
  return std::nullopt;
}

std::string q_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
    if (text[i] == '=' && high && low) {
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

std::string utf8_of_latin1(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0U | octet >> 6U);
      out += static_cast<char>(0x80U | (octet & 0x3FU));
    }
  }
  return out;
}

//   encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
struct Word {
  std::string text;
  std::size_t octets;  // of the whole encoded word
};
std::optional<Word> encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?') {
    return std::nullopt;
  }
  const std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view charset = text.substr(2, charset_end - 2);
  const char encoding = lower(text[charset_end + 1]);
  const std::string_view inside = text.substr(charset_end + 3, end - charset_end - 3);
  const std::optional<std::string> decoded = encoding == 'b'   ? base64_decoded(inside)
                                             : encoding == 'q' ? std::optional(q_decoded(inside))
                                                               : std::nullopt;
  if (!decoded) return std::nullopt;
  if (equal_ignoring_case(charset, "ISO-8859-1")) {
    return Word{utf8_of_latin1(*decoded), end + 2};
  }
  if (!equal_ignoring_case(charset, "UTF-8") && !equal_ignoring_case(charset, "US-ASCII")) {
    return std::nullopt;
  }
  return Word{*decoded, end + 2};
}

// Goes through an address list: words, quoted strings, comments, <...>, groups.
class AddressReader {
 public:
  explicit AddressReader(std::string_view text) : text_(text) {}

  std::vector<Address> read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"')
        phrase_ += quoted();
      else if (c == '(')
        comment();
      else if (c == '<')
        angle();
      else if (c == ',' || c == ';')
        end_of_address(c);
      else if (c == ':')
        begin_of_group();
      else
        add(c);
    }
    end_of_address(',');
    return std::move(found_);
  }

 private:
  void add(char c) {
    ++at_;
    phrase_ += is_blank(c) ? ' ' : c;
  }
  std::string quoted() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    ++at_;
    return out;
  }
  void comment() {
    int depth = 0;
    std::string inside;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '(' && ++depth == 1) continue;
      if (c == ')' && --depth == 0) break;
      inside += c;
    }
    ++at_;
    comment_ = inside;
  }
  void angle() {
    const std::size_t end = text_.find('>', at_);
    std::string_view inside = text_.substr(
        at_ + 1, end == std::string_view::npos ? std::string_view::npos : end - at_ - 1);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    Address address;
    address.name = trimmed(phrase_);
    inside = trimmed(inside);
    if (inside.starts_with('@')) {  // a route, which nobody writes any more
      const std::size_t colon = inside.find(':');
      address.route = inside.substr(0, colon);
      inside = colon == std::string_view::npos ? "" : inside.substr(colon + 1);
    }
    give(std::move(address), inside);
    phrase_.clear();
    given_ = true;
  }
  void end_of_address(char c) {
    if (c == ',' || c == ';') ++at_;
    const std::string_view rest = trimmed(phrase_);
    if (!given_ && !rest.empty()) {
      Address address;
      address.name = trimmed(comment_);
      give(std::move(address), rest);
    }
    phrase_.clear();
    comment_.clear();
    given_ = false;
    if (c == ';') found_.push_back({});
  }
  void begin_of_group() {
    ++at_;
    Address group;
    group.mailbox = trimmed(phrase_);
    found_.push_back(std::move(group));
    phrase_.clear();
  }
  void give(Address address, std::string_view spec) {
    const std::size_t sign = spec.rfind('@');
    address.mailbox = trimmed(spec.substr(0, sign));
    if (sign != std::string_view::npos) address.host = trimmed(spec.substr(sign + 1));
    found_.push_back(std::move(address));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string phrase_;
  std::string comment_;
  bool given_ = false;  // by "<...>"; what stands behind it does not count
  std::vector<Address> found_;
};

}  // namespace

HeaderAndBody split_header(std::string_view message) {
  std::string_view rest = message;
  while (!rest.empty()) {
    const bool blank = rest.starts_with(kLineEnd);
    rest.remove_prefix(line_octets(rest));
    if (blank) break;
  }
  return {message.substr(0, message.size() - rest.size()), rest};
}

std::vector<FieldLines> fields_of(std::string_view header) {
  std::vector<FieldLines> fields;
  while (!header.empty() && !header.starts_with(kLineEnd)) {
    std::size_t octets = line_octets(header);
    while (octets < header.size() && (header[octets] == ' ' || header[octets] == '\t')) {
      octets += line_octets(header.substr(octets));
    }
    const std::string_view lines = header.substr(0, octets);
    fields.push_back({trimmed(lines.substr(0, lines.find(':'))), lines});
    header.remove_prefix(octets);
  }
  return fields;
}

std::string decoded_words(std::string_view text) {
  std::string out;
  bool behind_word = false;
  while (!text.empty()) {
    if (const auto word = encoded_word(text)) {
      out += word->text;
      text.remove_prefix(word->octets);
      behind_word = true;
      continue;
    }
    // RFC 2047 section 6.2: blanks between two encoded words are not shown.
    const std::size_t blanks = text.find_first_not_of(" \t\r\n");
    if (behind_word && blanks != std::string_view::npos && blanks > 0 &&
        encoded_word(text.substr(blanks))) {
      text.remove_prefix(blanks);
      continue;
    }
    behind_word = false;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

std::string quoted_printable_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view behind = text.substr(i + 1, 2);
    if (text[i] == '=' && behind == kLineEnd) {  // a soft line break
      i += 2;
      continue;
    }
    const auto high = behind.size() == 2 ? hex_digit(behind[0]) : std::nullopt;
    const auto low = behind.size() == 2 ? hex_digit(behind[1]) : std::nullopt;
    if (text[i] != '=' || !high || !low) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

std::vector<Address> addresses_of(std::string_view value) { return AddressReader(value).read(); }

}  // namespace popscope::sim
