#pragma once

// Writes JSON: keys in the order given, everything escaped that must be. It knows nothing of the
// JSON library, nor of what is written.
//
//     JsonWriter json(JsonWriter::Style::pretty);
//     json.object([&] {
//       json.key("popscope").text("recording/1");
//       json.key("guesses").array([&] { json.integer(3); });
//     });
//     save(json.take());

#include <cstdint>
#include <string>
#include <string_view>

namespace popscope::loader {

// The text as a JSON string, with its quotation marks. What is not UTF-8 becomes U+FFFD.
std::string json_text(std::string_view text);

class JsonWriter {
 public:
  enum class Style {
    compact,  // one line, for JSON Lines
    pretty,   // indented by two spaces; lists of plain values stay on one line where they fit
  };
  explicit JsonWriter(Style style) : style_(style) {}

  template <typename Members>
  void object(Members&& members) {
    open('{');
    members();
    close('}');
  }
  template <typename Elements>
  void array(Elements&& elements) {
    open('[');
    elements();
    close(']');
  }

  JsonWriter& key(std::string_view name);
  void text(std::string_view value);
  // Octets that need not be UTF-8: one code point an octet, U+0000 to U+00FF.
  void octets(std::string_view value);
  void integer(std::int64_t value);
  void natural(std::uint64_t value);
  void boolean(bool value);
  void null();
  // JSON that is known to be well-formed.
  void verbatim(std::string_view json);

  // What was written, with a line feed at its end in pretty style; the writer is empty again.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void value(std::string_view json);
  void before_value();
  void new_line();

  Style style_;
  std::string out_;
  std::string open_;   // the brackets that are open
  bool first_ = true;  // nothing stands in the innermost one yet
  bool after_key_ = false;
  std::size_t plain_from_ = 0;  // where the innermost array began, while all in it is plain
  bool plain_ = false;
};

// A number that JSON's readers may not hold exactly: 16 hexadecimal digits.
std::string hex_text(std::uint64_t value);

// The octets of a text written by `octets`; false where a code point is above U+00FF.
bool octets_from_text(std::string_view text, std::string& octets);

}  // namespace popscope::loader
