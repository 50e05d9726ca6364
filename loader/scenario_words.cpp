#include "loader/scenario_words.h"

#include <algorithm>

#include "loader/json_write.h"
#include "sim/core/ascii.h"
#include "text/suggest.h"

namespace popscope::loader {
namespace {

struct SentenceKey {
  std::string key;
};

const ObjectTable<SentenceKey>& sentence_key_table() {
  static const ObjectTable<SentenceKey> table =
      ObjectTable<SentenceKey>("scenario.sentence")
          .required("text", line_of(), &SentenceKey::key, R"("note.marked")");
  return table;
}

std::optional<std::string> look_up(SentenceKey wanted, const Node& node, Reading& reading) {
  const text::Catalogue* sentences = reading.surroundings().sentences;
  if (sentences == nullptr || wanted.key.empty()) return std::string();
  if (sentences->contains(wanted.key)) return sentences->sentence(wanted.key);
  const Member* member = find_member(std::get<Object>(node.value), "text");
  const Reading::Step step(reading, "text", nullptr);
  reading.report("diagnostic.scenario.unknown_sentence", {text::plain("key", wanted.key)},
                 member == nullptr ? node.place : member->value.place);
  return std::nullopt;
}

// "note.marked-not-removed": no sentence looks like that.
bool looks_like_a_key(const std::string& text) {
  const auto of_a_key = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  };
  const std::size_t dot = text.find('.');
  return dot != std::string::npos && dot > 0 && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), of_a_key);
}

bool is_id_character(char c) {
  return sim::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_';
}

// "end" is the address of a way's end.
bool is_id(const std::string& id) {
  return std::all_of(id.begin(), id.end(), is_id_character) &&
         !std::all_of(id.begin(), id.end(), sim::is_digit) && id != "end";
}

// "My Part" -> "My-Part": the nearest that would do.
std::string as_id(std::string id) {
  std::replace_if(
      id.begin(), id.end(), [](char c) { return !is_id_character(c); }, '-');
  return is_id(id) ? id : "at-" + id;
}

// Days since 1970-01-01 in the Gregorian calendar (Hinnant's civil-from-days, the other way round).
std::int64_t days_from(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  return days_from(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
         days_from(year, month, 1);
}

// "2025-03-03 09:00", "2025-03-03T09:00:00Z".
std::optional<sim::Time> parse_date(std::string text) {
  if (!text.empty() && text.back() == 'Z') text.pop_back();
  if (text.size() == 16) text += ":00";
  static const std::string kPattern = "dddd-dd-dd dd:dd:dd";
  if (text.size() != kPattern.size()) return std::nullopt;
  if (text[10] == 'T') text[10] = ' ';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kPattern[i] == 'd' ? !sim::is_digit(text[i]) : text[i] != kPattern[i]) return std::nullopt;
  }
  const auto at = [&](std::size_t from, std::size_t digits) {
    std::int64_t value = 0;
    for (const char c : text.substr(from, digits)) value = value * 10 + (c - '0');
    return value;
  };
  const std::int64_t year = at(0, 4);
  const std::int64_t month = at(5, 2);
  const std::int64_t day = at(8, 2);
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) ||
      at(11, 2) > 23 || at(14, 2) > 59 || at(17, 2) > 59) {
    return std::nullopt;
  }
  const std::int64_t seconds =
      ((days_from(year, month, day) * 24 + at(11, 2)) * 60 + at(14, 2)) * 60 + at(17, 2);
  return sim::Time{seconds * 1'000'000};
}

// Most messages are kilobytes; this is what `octets` permits too.
constexpr std::size_t kMessageOctetsMax = 50'000'000;

}  // namespace

Kind<std::string> sentence(std::int64_t max) {
  return either<std::string>({text_of(1, max), object(sentence_key_table).refined(look_up)});
}

Kind<std::string> sentence_or_key(std::int64_t max) {
  const auto text = text_of(1, max).refined(
      [](std::string written, const Node& node,
         Reading& reading) -> std::optional<std::string> {
        const text::Catalogue* sentences = reading.surroundings().sentences;
        if (sentences == nullptr || !looks_like_a_key(written)) return written;
        if (sentences->contains(written)) return sentences->sentence(written);
        reading.report("diagnostic.scenario.unknown_sentence", {text::plain("key", written)},
                       node.place);
        return std::nullopt;
      });
  return either<std::string>({text, object(sentence_key_table).refined(look_up)});
}

Kind<std::string> place_id() {
  return line_of(1, 60)
      .with_example(R"("marked")")
      .refined([](std::string id, const Node& node,
                  Reading& reading) -> std::optional<std::string> {
        if (is_id(id)) return id;
        reading.report(
            "diagnostic.scenario.id",
            {text::plain("found", reading.found(node)), text::plain("right", json_text(as_id(id)))},
            node.place);
        return std::nullopt;
      });
}

Kind<std::string> exact_octets() {
  return text_of(1, 100'000)
      .with_example(R"("STAT\r\n")")
      .refined([](std::string written, const Node& node,
                  Reading& reading) -> std::optional<std::string> {
        std::string octets;
        if (octets_from_text(written, octets)) return octets;
        reading.report("diagnostic.scenario.raw", {}, node.place);
        return std::nullopt;
      });
}

Kind<sim::Time> date_and_time() {
  return line_of()
      .with_example(R"("2025-03-03 09:00")")
      .refined(
          [](std::string written, const Node& node, Reading& reading) -> std::optional<sim::Time> {
            if (const auto time = parse_date(written)) return time;
            reading.report("diagnostic.scenario.start", {text::plain("found", reading.found(node))},
                           node.place);
            return std::nullopt;
          });
}

Kind<std::string> content_of_file() {
  return line_of()
      .with_example(R"("router.eml")")
      .refined(
          [](std::string name, const Node& node, Reading& reading) -> std::optional<std::string> {
            const Surroundings& around = reading.surroundings();
            if (around.source == nullptr) return std::string();
            if (around.beside != nullptr && !fault_of_reference(name)) {
              around.beside->push_back(name);
            }
            FileText content = around.source->read_beside(around.path, name);
            if (content && content->size() > kMessageOctetsMax) {
              reading.report("diagnostic.file.too_big",
                             {text::plain("file", name), text::number("max", kMessageOctetsMax)},
                             node.place);
            } else if (content && content->empty()) {
              reading.report("diagnostic.scenario.empty_message", {text::plain("file", name)},
                             node.place);
            } else if (content) {
              return std::move(*content);
            } else {
              reading.report(content.error().code, content.error().arguments, node.place);
            }
            return std::nullopt;
          });
}

Kind<sim::Policy> policy() {
  return words<sim::Policy>({{"remove at once", sim::Policy::remove_at_once},
                             {"leave on server", sim::Policy::leave_on_server},
                             {"leave for days", sim::Policy::leave_for_days},
                             {"leave until removed", sim::Policy::leave_until_removed}});
}

// As many as a wait of a story can last.
Kind<std::uint32_t> leave_days() {
  return integer(1, 365).then([](std::int64_t n) { return static_cast<std::uint32_t>(n); });
}

Kind<std::uint64_t> fetch_limit() {
  return integer(0, kMessageOctetsMax).then([](std::int64_t n) {
    return static_cast<std::uint64_t>(n);
  });
}

Kind<sim::Preset> habits() {
  std::vector<std::pair<std::string, sim::Preset>> names;
  for (const sim::PresetSpec& spec : sim::preset_table())
    names.emplace_back(std::string(spec.name), spec.preset);
  return words<sim::Preset>(std::move(names));
}

Kind<sim::Protocol> protocol() {
  return words<sim::Protocol>({{"pop3", sim::Protocol::pop3}, {"imap", sim::Protocol::imap}});
}

Kind<std::uint16_t> port() {
  return integer(1, 65535).then([](std::int64_t n) { return static_cast<std::uint16_t>(n); });
}

// A client that asks more often than once a minute is a nuisance, and each check is many steps.
Kind<sim::Duration> check_interval() {
  return span_of_time(sim::seconds(60), sim::seconds(7 * 86'400));
}

const ObjectTable<lesson::FirewallSetup>& firewall_table() {
  using lesson::FirewallSetup;
  static const ObjectTable<FirewallSetup> table =
      ObjectTable<FirewallSetup>("scenario.firewall")
          .required("port", port(), &FirewallSetup::port, "995")
          .required("verdict",
                    words<sim::Verdict>({{"pass", sim::Verdict::pass},
                                         {"reject", sim::Verdict::reject},
                                         {"drop", sim::Verdict::drop}}),
                    &FirewallSetup::verdict, R"("drop")");
  return table;
}

Kind<sim::Duration> span_of_time(sim::Duration min, sim::Duration max) {
  return duration(min.us, max.us).then([](std::int64_t us) { return sim::Duration{us}; });
}

}  // namespace popscope::loader
