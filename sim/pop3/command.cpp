#include "sim/pop3/command.h"

#include <limits>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/pop3/numbers.h"

namespace popscope::sim::pop3 {
namespace {

// What stands behind the keyword: none, or the octets behind its single SP.
using Rest = std::optional<std::string_view>;

using Wrong = std::optional<Malformed>;

// A line in a server's form, cut where its blanks are.
class Words {
 public:
  Words(std::string_view line, const Form& form) : form_(form) {
    if (form.blanks_before) line.remove_prefix(blanks_at_front(line));
    const std::size_t end = blank_in(line);
    word_ = line.substr(0, end);
    if (end != std::string_view::npos) rest_ = line.substr(end + 1);
    if (!rest_ || !form.blanks_behind) return;
    while (!rest_->empty() && is_blank(rest_->back())) rest_->remove_suffix(1);
    if (rest_->empty()) rest_.reset();
  }

  std::string_view word() const { return word_; }
  const Rest& rest() const { return rest_; }

  // Takes the next argument off the rest; empty where there is none.
  std::string_view take() {
    std::string_view rest = rest_.value_or("");
    if (form_.blanks_between) rest.remove_prefix(blanks_at_front(rest));
    const std::size_t end = blank_in(rest);
    rest_ = end == std::string_view::npos ? Rest() : rest.substr(end + 1);
    return rest.substr(0, end);
  }

  // Something stands behind the arguments that were taken.
  bool has_more() const { return rest_.has_value(); }

  // Where an argument is empty: it is not there, or a blank too many is.
  Malformed what_lacks() const {
    return has_more() ? Malformed::too_many_arguments : Malformed::missing_argument;
  }

  std::size_t blanks_at_front(std::string_view text) const {
    std::size_t n = 0;
    while (n < text.size() && is_blank(text[n])) ++n;
    return n;
  }
  std::size_t blank_in(std::string_view text) const {
    return form_.tabs ? text.find_first_of(" \t") : text.find(' ');
  }

 private:
  bool is_blank(char c) const { return c == ' ' || (form_.tabs && c == '\t'); }

  const Form& form_;
  std::string_view word_;
  Rest rest_;
};

Wrong end_of_arguments(const Words& words, const Form& form) {
  if (words.has_more() && !form.more_than_enough) return Malformed::too_many_arguments;
  return std::nullopt;
}

Wrong read_number(Command& command, Words& words, const Form& form) {
  const std::string_view argument = words.take();
  if (argument.empty()) return words.what_lacks();
  command.number = message_number_from(argument, form.numbers);
  if (!command.number) return Malformed::not_a_number;
  return end_of_arguments(words, form);
}

//   top = "TOP" SP msg-number SP 1*DIGIT
Wrong read_number_and_lines(Command& command, Words& words, const Form& form) {
  const std::string_view number = words.take();
  const std::string_view count = words.take();
  if (number.empty()) return Malformed::missing_argument;
  if (count.empty()) return words.what_lacks();
  command.number = message_number_from(number, form.numbers);
  const std::optional<std::uint64_t> lines = line_count_from(count, form.count);
  if (!command.number || !lines) return Malformed::not_a_number;
  command.lines = *lines;
  return end_of_arguments(words, form);
}

//   apop = "APOP" SP name SP digest
Wrong read_name_and_digest(Command& command, Words& words, const Form& form) {
  command.text = words.take();
  command.digest = words.take();
  if (command.text.empty()) return Malformed::missing_argument;
  if (command.digest.empty()) return words.what_lacks();
  return end_of_arguments(words, form);
}

//   auth = "AUTH" SP mechanism [SP ("=" / base64)]      ; RFC 5034 section 7
Wrong read_mechanism(Command& command, Words& words, const Form& form) {
  command.text = words.take();
  if (words.has_more()) command.initial = std::string(words.take());
  return end_of_arguments(words, form);
}

// RFC 1939 section 7, PASS: the command has exactly one argument, so spaces may be part of it. The
// same is done for USER.
Wrong read_text(Command& command, const Words& words, const Form& form) {
  const bool name = command.keyword == Keyword::user;
  std::string_view text = words.rest().value_or("");
  if (name && form.blanks_before_name) text.remove_prefix(words.blanks_at_front(text));
  if (text.empty() && !(name && form.name_may_be_empty)) return Malformed::missing_argument;
  if (name && form.name_is_one_word && words.blank_in(text) != std::string_view::npos)
    return Malformed::too_many_arguments;
  command.text = text;
  return std::nullopt;
}

Wrong read_arguments(Command& command, Words& words, const Form& form) {
  switch (spec_of(command.keyword).arguments) {
    case Arguments::none:
      if (words.rest() && !form.more_than_nothing) return Malformed::too_many_arguments;
      return std::nullopt;
    case Arguments::text: return read_text(command, words, form);
    case Arguments::name_and_digest: return read_name_and_digest(command, words, form);
    case Arguments::number: return read_number(command, words, form);
    case Arguments::optional_number:
      if (!words.rest() || (words.rest()->empty() && form.more_than_nothing)) return std::nullopt;
      return read_number(command, words, form);
    case Arguments::number_and_lines: return read_number_and_lines(command, words, form);
    case Arguments::mechanism: return read_mechanism(command, words, form);
    case Arguments::optional_word:
      if (!words.rest()) return std::nullopt;
      command.text = words.take();
      if (command.text.empty()) return Malformed::missing_argument;
      return end_of_arguments(words, form);
  }
  return std::nullopt;
}

}  // namespace

Parsed parse(std::string_view line, const Form& form) {
  Words words(line, form);
  const std::optional<Keyword> keyword = keyword_from(words.word());
  if (!keyword) return Refusal{Malformed::unknown_keyword, std::nullopt};
  Command command;
  command.keyword = *keyword;
  const Wrong wrong = read_arguments(command, words, form);
  if (wrong) return Refusal{*wrong, keyword};
  return command;
}

std::optional<Keyword> keyword_of(std::string_view line) {
  return keyword_from(line.substr(0, line.find(' ')));
}

bool expects_multi_line(std::string_view line) {
  const std::optional<Keyword> keyword = keyword_of(line);
  if (!keyword) return false;
  switch (spec_of(*keyword).multi_line) {
    case MultiLine::never: return false;
    case MultiLine::always: return true;
    case MultiLine::without_argument:
      // Servers differ on a space with nothing behind it; those that accept it list everything.
      return line.find_first_not_of(' ', to_text(*keyword).size()) == std::string_view::npos;
  }
  return false;
}

}  // namespace popscope::sim::pop3
