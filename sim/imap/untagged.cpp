#include "sim/imap/untagged.h"

#include "sim/imap/reader.h"

namespace popscope::sim::imap {
namespace {

// "* 2 FETCH": the number, when the word is that one.
std::optional<std::uint32_t> numbered(Reader& reader, std::string_view word) {
  if (!reader.take('*') || !reader.take_space()) return std::nullopt;
  const std::optional<std::uint32_t> number = reader.take_number();
  if (!number || !reader.take_space() || !reader.take_word(word)) return std::nullopt;
  return number;
}

std::optional<Flags> take_flags(Reader& reader) {
  if (!reader.take('(')) return std::nullopt;
  Flags flags;
  while (!reader.take(')')) {
    const std::optional<std::string_view> name = reader.take_flag();
    if (!name) return std::nullopt;
    if (const auto flag = system_flag_from(*name)) flags.set(*flag);
    reader.take_space();
  }
  return flags;
}

bool take_item(Reader& reader, Fetched& data) {
  if (reader.take_word("UID ")) {
    const std::optional<std::uint32_t> uid = reader.take_number();
    if (uid) data.uid = Uid{*uid};
    return uid.has_value();
  }
  if (reader.take_word("FLAGS ")) {
    data.flags = take_flags(reader);
    return data.flags.has_value();
  }
  if (reader.take_word("BODY[] ")) {
    data.body = reader.take_string();
    return data.body.has_value();
  }
  return false;
}

}  // namespace

std::optional<Fetched> fetched(std::string_view response) {
  Reader reader(response);
  const std::optional<std::uint32_t> number = numbered(reader, "FETCH (");
  if (!number) return std::nullopt;
  Fetched data;
  data.number = *number;
  while (!reader.take(')')) {
    if (!take_item(reader, data)) return std::nullopt;
    reader.take_space();
  }
  return data;
}

std::optional<std::uint32_t> exists(std::string_view response) {
  Reader reader(response);
  return numbered(reader, "EXISTS");
}

std::optional<std::uint32_t> expunged(std::string_view response) {
  Reader reader(response);
  return numbered(reader, "EXPUNGE");
}

std::optional<std::uint32_t> uid_validity(std::string_view response) {
  Reader reader(response);
  if (!reader.take_word("* OK [UIDVALIDITY ")) return std::nullopt;
  return reader.take_number();
}

}  // namespace popscope::sim::imap
