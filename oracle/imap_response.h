#pragma once
// IMAP responses as a client reads them, from lines as they were recorded or from our octets. Knows
// the grammar of RFC 9051 section 9 as far as comparing needs it, and no session.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::oracle {

struct Value {
  enum class Kind : std::uint8_t { nil, atom, string, list };
  Kind kind = Kind::nil;
  std::string text;          // atom, string
  std::uint64_t octets = 0;  // of a string, as announced
  bool elided = false;       // its middle was not recorded: `text` has what was
  std::vector<Value> items;  // list
};

struct Response {
  enum class Kind : std::uint8_t { untagged, tagged, go_ahead };
  Kind kind = Kind::untagged;
  std::string tag;                      // tagged
  std::string word;                     // "OK", "EXISTS", "FETCH"; in upper case
  std::optional<std::uint32_t> number;  // "* 3 EXISTS"
  std::string code;                     // of OK, NO, BAD, BYE: what stands in the brackets
  std::vector<Value> values;            // of the others
  std::string line;                     // its first line

  bool is_status() const {
    return word == "OK" || word == "NO" || word == "BAD" || word == "BYE" || word == "PREAUTH";
  }
};

std::vector<Response> responses_of(const std::vector<std::string>& lines);

std::string to_text(const Value& value);
// "UIDNEXT" of "UIDNEXT 8"; in upper case.
std::string first_word(std::string_view text);
std::string rest_of(std::string_view text);

}  // namespace popscope::oracle
