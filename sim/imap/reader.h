#pragma once
// Takes the tokens of RFC 9051 section 9 off the front of a command. Each `take` gives what it
// found and moves behind it, or gives nothing and stays. Knows no command.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace popscope::sim::imap {

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }
  bool sees(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c);
  bool take_space() { return take(' '); }
  bool take_word(std::string_view word);  // case-insensitive, whatever stands behind it

  std::optional<std::string_view> take_tag();      // 1*<any ASTRING-CHAR except "+">
  std::optional<std::string_view> take_atom();     // 1*ATOM-CHAR
  std::optional<std::string> take_astring();       // 1*ASTRING-CHAR / string
  std::optional<std::string> take_string();        // quoted / literal
  std::optional<std::string> take_literal();       // "{" number ["+"] "}" CRLF *CHAR8
  std::optional<std::string> take_list_mailbox();  // 1*list-char / string
  std::optional<std::string_view> take_flag();     // atom / "\" atom
  std::optional<std::uint32_t> take_number();      // 1*DIGIT, below 2^32
  std::optional<std::string_view> take_set();      // the characters of a sequence set

 private:
  template <class Accepts>
  std::optional<std::string_view> take_while(Accepts accepts);
  std::optional<std::string> take_quoted();

  std::string_view rest_;
};

bool is_atom_char(char c);

}  // namespace popscope::sim::imap
