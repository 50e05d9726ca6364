// SEARCH's keys, and dates.
#include <string>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/calendar.h"
#include "sim/imap/arguments.h"

namespace popscope::sim::imap {
namespace {

// Keys within keys. Nobody writes so many by hand, and each costs a place on the stack.
constexpr int kDepthMax = 32;

std::optional<SearchKey> take_key(Reader& reader, int depth);

std::optional<std::string> take_text(Reader& reader) {
  if (!reader.take_space()) return std::nullopt;
  return reader.take_astring();
}

//   date-text = date-day "-" date-month "-" date-year
std::optional<std::int64_t> take_date_text(Reader& reader) {
  const auto day = reader.take_number();
  if (!day || !reader.take('-')) return std::nullopt;
  const auto month = month_from(reader.rest().substr(0, 3));
  if (!month) return std::nullopt;
  reader.take_word(reader.rest().substr(0, 3));
  const bool dash = reader.take('-');
  const std::size_t before = reader.rest().size();
  const auto year = reader.take_number();
  if (!dash || !year || before - reader.rest().size() != 4) return std::nullopt;
  if (*day == 0 || *day > static_cast<std::uint32_t>(days_in_month(*year, *month))) {
    return std::nullopt;
  }
  return days_from_civil(*year, *month, static_cast<int>(*day));
}

std::optional<SearchKey> take_date_key(Reader& reader, KeyDate::How how, bool sent) {
  if (!reader.take_space()) return std::nullopt;
  const bool quoted = reader.take('"');
  const auto day = take_date_text(reader);
  if (!day || (quoted && !reader.take('"'))) return std::nullopt;
  return SearchKey{KeyDate{how, sent, *day}};
}

std::optional<SearchKey> header_key(Reader& reader, std::string_view field) {
  auto text = take_text(reader);
  if (!text) return std::nullopt;
  return SearchKey{KeyHeader{std::string(field), *std::move(text)}};
}

// Keys that are a word alone.
std::optional<SearchKey> word_key(std::string_view word) {
  using F = SystemFlag;
  static constexpr struct {
    std::string_view word;
    F flag;
    bool set;
  } kFlags[] = {
      {"SEEN", F::seen, true},         {"UNSEEN", F::seen, false},
      {"ANSWERED", F::answered, true}, {"UNANSWERED", F::answered, false},
      {"FLAGGED", F::flagged, true},   {"UNFLAGGED", F::flagged, false},
      {"DELETED", F::deleted, true},   {"UNDELETED", F::deleted, false},
      {"DRAFT", F::draft, true},       {"UNDRAFT", F::draft, false},
  };
  for (const auto& row : kFlags) {
    if (equal_ignoring_case(row.word, word)) return SearchKey{KeyFlag{row.flag, row.set}};
  }
  if (equal_ignoring_case(word, "ALL")) return SearchKey{KeyAll{}};
  if (equal_ignoring_case(word, "RECENT")) return SearchKey{KeyRecent{true, false}};
  if (equal_ignoring_case(word, "NEW")) return SearchKey{KeyRecent{true, true}};
  if (equal_ignoring_case(word, "OLD")) return SearchKey{KeyRecent{false, false}};
  return std::nullopt;
}

// Keys with a text, a number or a date behind them.
std::optional<SearchKey> argument_key(Reader& reader, std::string_view word) {
  const auto is = [&](std::string_view name) { return equal_ignoring_case(word, name); };
  for (std::string_view field : {"BCC", "CC", "FROM", "SUBJECT", "TO"}) {
    if (is(field)) return header_key(reader, field);
  }
  if (is("HEADER")) {
    auto field = take_text(reader);
    if (!field) return std::nullopt;
    return header_key(reader, *field);
  }
  if (is("BODY") || is("TEXT")) {
    auto text = take_text(reader);
    if (!text) return std::nullopt;
    return SearchKey{KeyText{*std::move(text), is("TEXT")}};
  }
  if (is("KEYWORD") || is("UNKEYWORD")) {
    if (!reader.take_space()) return std::nullopt;
    const auto name = reader.take_atom();
    if (!name) return std::nullopt;
    return SearchKey{KeyKeyword{std::string(*name), is("KEYWORD")}};
  }
  if (is("LARGER") || is("SMALLER")) {
    if (!reader.take_space()) return std::nullopt;
    const auto octets = reader.take_number();
    if (!octets) return std::nullopt;
    return SearchKey{KeySize{*octets, is("LARGER")}};
  }
  if (is("BEFORE")) return take_date_key(reader, KeyDate::How::before, false);
  if (is("ON")) return take_date_key(reader, KeyDate::How::on, false);
  if (is("SINCE")) return take_date_key(reader, KeyDate::How::since, false);
  if (is("SENTBEFORE")) return take_date_key(reader, KeyDate::How::before, true);
  if (is("SENTON")) return take_date_key(reader, KeyDate::How::on, true);
  if (is("SENTSINCE")) return take_date_key(reader, KeyDate::How::since, true);
  if (is("UID")) {
    if (!reader.take_space()) return std::nullopt;
    auto set = take_sequence_set(reader);
    if (!set) return std::nullopt;
    return SearchKey{KeyNumbers{*std::move(set), true}};
  }
  return std::nullopt;
}

// NOT and OR: one key, or two.
std::optional<SearchKeys> take_operands(Reader& reader, int count, int depth) {
  SearchKeys keys;
  for (int i = 0; i < count; ++i) {
    if (!reader.take_space()) return std::nullopt;
    auto key = take_key(reader, depth + 1);
    if (!key) return std::nullopt;
    keys.push_back(*std::move(key));
  }
  return keys;
}

std::optional<SearchKeys> take_keys(Reader& reader, int depth) {
  SearchKeys keys;
  do {
    auto key = take_key(reader, depth);
    if (!key) return std::nullopt;
    keys.push_back(*std::move(key));
  } while (reader.take_space());
  return keys;
}

std::optional<SearchKey> take_key(Reader& reader, int depth) {
  if (depth > kDepthMax) return std::nullopt;
  if (reader.take('(')) {
    auto keys = take_keys(reader, depth + 1);
    if (!keys || !reader.take(')')) return std::nullopt;
    return SearchKey{KeyAnd{*std::move(keys)}};
  }
  if (reader.sees('*') || (!reader.at_end() && is_digit(reader.rest().front()))) {
    auto set = take_sequence_set(reader);
    if (!set) return std::nullopt;
    return SearchKey{KeyNumbers{*std::move(set), false}};
  }
  const auto word = reader.take_atom();
  if (!word) return std::nullopt;
  if (equal_ignoring_case(*word, "NOT")) {
    auto keys = take_operands(reader, 1, depth);
    if (!keys) return std::nullopt;
    return SearchKey{KeyNot{*std::move(keys)}};
  }
  if (equal_ignoring_case(*word, "OR")) {
    auto keys = take_operands(reader, 2, depth);
    if (!keys) return std::nullopt;
    return SearchKey{KeyOr{*std::move(keys)}};
  }
  if (auto key = word_key(*word)) return key;
  return argument_key(reader, *word);
}

}  // namespace

std::optional<SearchCommand> take_search(Reader& reader) {
  SearchCommand search;
  if (reader.take_word("CHARSET ")) {
    const auto charset = reader.take_astring();
    if (!charset || !reader.take_space()) return std::nullopt;
    search.known_charset =
        equal_ignoring_case(*charset, "UTF-8") || equal_ignoring_case(*charset, "US-ASCII");
  }
  auto keys = take_keys(reader, 0);
  if (!keys) return std::nullopt;
  search.key = SearchKey{KeyAnd{*std::move(keys)}};
  return search;
}

std::optional<Time> take_date_time(Reader& reader) {
  const std::string_view text = reader.rest().substr(0, 28);
  // DQUOTE d d - M o n - y y y y SP h h : m m : s s SP + z z z z DQUOTE
  constexpr std::string_view kShape = "\"dd-mmm-dddd dd:dd:dd +dddd\"";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool fits = kShape[i] == 'd'   ? is_digit(c) || (i == 1 && c == ' ')
                      : kShape[i] == 'm' ? c != '"'
                      : kShape[i] == '+' ? c == '+' || c == '-'
                                         : c == kShape[i];
    if (!fits) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t digits) {
    int n = 0;
    for (char c : text.substr(at, digits)) n = n * 10 + (c == ' ' ? 0 : c - '0');
    return n;
  };
  const auto month = month_from(text.substr(4, 3));
  CivilTime civil;
  civil.year = number(8, 4);
  civil.month = month.value_or(0);
  civil.day = number(1, 2);
  civil.hour = number(13, 2);
  civil.minute = number(16, 2);
  civil.second = number(19, 2);
  const int zone = number(23, 2) * 60 + number(25, 2);
  const bool valid = month && civil.day >= 1 &&
                     civil.day <= days_in_month(civil.year, civil.month) && civil.hour < 24 &&
                     civil.minute < 60 && civil.second <= 60 && number(25, 2) < 60;
  if (!valid) return std::nullopt;
  reader.take_word(text);
  return time_from(civil) + seconds(text[22] == '+' ? -60 * zone : 60 * zone);
}

}  // namespace popscope::sim::imap
