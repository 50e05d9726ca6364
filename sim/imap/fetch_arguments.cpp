// FETCH's items and STORE's flags.
#include <string>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/arguments.h"
#include "sim/imap/responses.h"

namespace popscope::sim::imap {
namespace {

// A part deeper than that, or more fields, no message has use for.
constexpr std::size_t kPartDepthMax = 32;
constexpr std::size_t kFieldsMax = 256;
constexpr std::size_t kItemsMax = 256;

bool take_fields(Reader& reader, Section& section) {
  if (!reader.take_space() || !reader.take('(')) return false;
  do {
    auto field = reader.take_astring();
    if (!field || section.fields.size() == kFieldsMax) return false;
    section.fields.push_back(*std::move(field));
  } while (reader.take_space());
  return reader.take(')');
}

bool take_section_text(Reader& reader, Section& section) {
  using What = Section::What;
  if (reader.take_word("HEADER.FIELDS.NOT")) {
    section.what = What::header_fields_not;
    return take_fields(reader, section);
  }
  if (reader.take_word("HEADER.FIELDS")) {
    section.what = What::header_fields;
    return take_fields(reader, section);
  }
  if (reader.take_word("HEADER"))
    section.what = What::header;
  else if (reader.take_word("TEXT"))
    section.what = What::text;
  else if (!section.part.empty() && reader.take_word("MIME"))
    section.what = What::mime;
  else
    return false;
  return true;
}

std::optional<Section> take_section(Reader& reader) {
  Section section;
  if (!reader.take('[')) return std::nullopt;
  if (reader.take(']')) return section;
  bool dot = true;
  while (dot && !reader.at_end() && is_digit(reader.rest().front())) {
    const auto number = reader.take_number();
    if (!number || *number == 0 || section.part.size() == kPartDepthMax) return std::nullopt;
    section.part.push_back(*number);
    dot = reader.take('.');
  }
  if (dot && !take_section_text(reader, section)) return std::nullopt;
  if (!reader.take(']')) return std::nullopt;
  return section;
}

//   "<" number "." nz-number ">"
std::optional<Partial> take_partial(Reader& reader) {
  Partial partial;
  if (!reader.take('<')) return std::nullopt;
  const auto first = reader.take_number();
  if (!first || !reader.take('.')) return std::nullopt;
  const auto octets = reader.take_number();
  if (!octets || *octets == 0 || !reader.take('>')) return std::nullopt;
  partial.first = *first;
  partial.octets = *octets;
  return partial;
}

// What the answer calls the section: words in upper case, the fields as the client wrote them.
std::string name_of(const Section& section) {
  std::string name = "BODY[";
  for (std::size_t i = 0; i < section.part.size(); ++i) {
    name += (i == 0 ? "" : ".") + std::to_string(section.part[i]);
  }
  if (!section.part.empty() && section.what != Section::What::whole) name += '.';
  switch (section.what) {
    case Section::What::whole: break;
    case Section::What::header: name += "HEADER"; break;
    case Section::What::header_fields: name += "HEADER.FIELDS ("; break;
    case Section::What::header_fields_not: name += "HEADER.FIELDS.NOT ("; break;
    case Section::What::text: name += "TEXT"; break;
    case Section::What::mime: name += "MIME"; break;
  }
  for (std::size_t i = 0; i < section.fields.size(); ++i) {
    name += i == 0 ? "" : " ";
    append_astring(name, section.fields[i]);
  }
  return name + (section.fields.empty() ? "]" : ")]");
}

std::optional<FetchItem> take_body_item(Reader& reader, bool peek) {
  BodyItem item;
  item.peek = peek;
  auto section = take_section(reader);
  if (!section) return std::nullopt;
  item.section = *std::move(section);
  item.name = name_of(item.section);
  if (reader.sees('<')) {
    item.partial = take_partial(reader);
    if (!item.partial) return std::nullopt;
    item.name += '<' + std::to_string(item.partial->first) + '>';
  }
  return item;
}

FetchItem whole_item(std::string_view name, Section::What what, bool peek) {
  BodyItem item;
  item.name = name;
  item.section.what = what;
  item.peek = peek;
  return item;
}

std::optional<FetchItem> take_fetch_item(Reader& reader) {
  if (reader.take_word("BODY.PEEK")) return take_body_item(reader, true);
  if (reader.take_word("BODYSTRUCTURE")) return Attribute::structure;
  if (reader.take_word("BODY")) {
    if (reader.sees('[')) return take_body_item(reader, false);
    return Attribute::body;
  }
  if (reader.take_word("FLAGS")) return Attribute::flags;
  if (reader.take_word("UID")) return Attribute::uid;
  if (reader.take_word("INTERNALDATE")) return Attribute::internal_date;
  if (reader.take_word("ENVELOPE")) return Attribute::envelope;
  if (reader.take_word("RFC822.SIZE")) return Attribute::size;
  if (reader.take_word("RFC822.HEADER"))
    return whole_item("RFC822.HEADER", Section::What::header, true);
  if (reader.take_word("RFC822.TEXT")) return whole_item("RFC822.TEXT", Section::What::text, false);
  if (reader.take_word("RFC822")) return whole_item("RFC822", Section::What::whole, false);
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<FetchItem>> take_fetch_items(Reader& reader) {
  using Items = std::vector<FetchItem>;
  if (reader.take_word("ALL")) {
    return Items{Attribute::flags, Attribute::internal_date, Attribute::size, Attribute::envelope};
  }
  if (reader.take_word("FULL")) {
    return Items{Attribute::flags, Attribute::internal_date, Attribute::size, Attribute::envelope,
                 Attribute::body};
  }
  if (reader.take_word("FAST")) {
    return Items{Attribute::flags, Attribute::internal_date, Attribute::size};
  }
  Items items;
  const bool list = reader.take('(');
  do {
    auto item = take_fetch_item(reader);
    if (!item || items.size() == kItemsMax) return std::nullopt;
    items.push_back(*std::move(item));
  } while (list && reader.take_space());
  if (list && !reader.take(')')) return std::nullopt;
  return items;
}

std::optional<FlagNames> take_flags(Reader& reader, bool list_only) {
  FlagNames flags;
  const bool list = reader.take('(');
  if (!list && list_only) return std::nullopt;
  if (list && reader.take(')')) return flags;
  do {
    const auto name = reader.take_flag();
    if (!name) return std::nullopt;
    if (name->front() == '\\') {
      const auto system = system_flag_from(*name);
      if (!system) return std::nullopt;
      flags.system = static_cast<std::uint8_t>(flags.system | static_cast<int>(*system));
    } else {
      flags.keywords.emplace_back(*name);
    }
  } while (reader.take_space());
  if (list && !reader.take(')')) return std::nullopt;
  return flags;
}

}  // namespace popscope::sim::imap
