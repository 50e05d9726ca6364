#include "view/words.h"

#include <algorithm>

#include "view/wire_line.h"

namespace popscope::view {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

std::string two_digits(std::int64_t n) {
  std::string digits = std::to_string(n);
  return digits.size() < 2 ? "0" + digits : digits;
}

std::string unit(std::string_view key, std::string number, const text::Catalogue& catalogue) {
  return catalogue.sentence(key, {text::plain("n", number)});
}

}  // namespace

std::string duration_text(sim::Duration duration, const text::Catalogue& catalogue) {
  // What is beyond the last digit is left out, never rounded up: no time is told before it comes.
  const std::int64_t hundredths = duration.us / (kSecond / 100);
  const std::int64_t whole = hundredths / 100;
  if (whole < 60) {
    return unit("unit.seconds", std::to_string(whole) + "." + two_digits(hundredths % 100),
                catalogue);
  }
  if (whole < 3600) {
    return unit("unit.minutes", std::to_string(whole / 60), catalogue) + " " +
           unit("unit.seconds", two_digits(whole % 60), catalogue);
  }
  return unit("unit.hours", std::to_string(whole / 3600), catalogue) + " " +
         unit("unit.minutes", two_digits(whole / 60 % 60), catalogue);
}

std::string limit_text(sim::Duration duration, const text::Catalogue& catalogue) {
  const std::int64_t whole = duration.us / kSecond;
  if (duration.us % kSecond != 0) return duration_text(duration, catalogue);
  std::string text;
  const auto add = [&](std::string_view key, std::int64_t n) {
    if (n == 0) return;
    if (!text.empty()) text += ' ';
    text += unit(key, std::to_string(n), catalogue);
  };
  add("unit.hours", whole / 3600);
  add("unit.minutes", whole / 60 % 60);
  add("unit.seconds", whole % 60);
  return text.empty() ? unit("unit.seconds", "0", catalogue) : text;
}

std::string subject_text(const sim::Message& message, const text::Catalogue& catalogue) {
  return message.subject.empty() ? catalogue.sentence("panel.maildrop.no_subject")
                                 : shown(message.subject);
}

std::string deleted_text(std::uint32_t count, const text::Catalogue& catalogue) {
  return count == 0 ? std::string()
                    : catalogue.sentence("panel.held.deleted", {text::number("count", count)});
}

std::string section_text(std::string_view section) {
  std::string text(section);
  for (const auto& [word, sign] : {std::pair{" sections ", " §§ "}, {" section ", " § "}}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.replace(at, std::string_view(word).size(), sign);
  }
  return text;
}

namespace {

std::string_view key_of(sim::Policy policy) {
  switch (policy) {
    case sim::Policy::remove_at_once: return "settings.remove";
    case sim::Policy::leave_on_server: return "settings.leave";
    case sim::Policy::leave_for_days: return "settings.leave_days";
    case sim::Policy::leave_until_removed: return "settings.leave_until_removed";
  }
  return {};
}

}  // namespace

bool is_of_pop3(const sim::Set& change) {
  return change.policy || change.leave_days || change.fetch_octets_max || change.preset;
}

std::string setting_key(const sim::Set& change) {
  if (change.protocol)
    return *change.protocol == sim::Protocol::imap ? "settings.imap" : "settings.pop3";
  if (change.policy) return std::string(key_of(*change.policy));
  if (change.leave_days) return "settings.days";
  if (change.fetch_octets_max)
    return *change.fetch_octets_max > 0 ? "settings.limit" : "settings.no_limit";
  if (change.preset) return "settings.habits";
  if (change.tls) return *change.tls ? "settings.tls" : "settings.no_tls";
  if (change.port) return "settings.port";
  if (change.idle) return *change.idle ? "settings.idle" : "settings.no_idle";
  if (change.check_every)
    return change.check_every->us > 0 ? "settings.every" : "settings.by_hand";
  return change.password ? "settings.password" : "settings.user";
}

text::Arguments setting_arguments(const sim::Set& change, const text::Catalogue& catalogue) {
  text::Arguments arguments;
  if (change.port) arguments.push_back(text::plain("port", std::to_string(*change.port)));
  if (change.check_every)
    arguments.push_back(text::plain("time", limit_text(*change.check_every, catalogue)));
  if (change.leave_days) arguments.push_back(text::number("days", *change.leave_days));
  if (change.fetch_octets_max)
    arguments.push_back(text::number("octets", *change.fetch_octets_max));
  if (change.preset)
    arguments.push_back(text::plain("habits", sim::spec_of(*change.preset).name));
  return arguments;
}

std::string in_key(std::string_view word) {
  std::string result;
  for (const char c : word) {
    result += c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

std::string state_text(sim::StateKind state, const text::Catalogue& catalogue) {
  return catalogue.sentence("panel.state." + in_key(sim::to_text(state)));
}

std::string flags_text(sim::Flags flags, const std::vector<std::string>& keywords,
                       const text::Catalogue& catalogue) {
  std::vector<std::string_view> names = sim::names_of(flags, keywords);
  const std::string_view deleted = sim::to_text(sim::SystemFlag::deleted);
  std::stable_partition(names.begin(), names.end(),
                        [&](std::string_view name) { return name == deleted; });
  std::string words;
  for (std::string_view name : names) {
    if (name.starts_with('\\')) name.remove_prefix(1);
    if (!words.empty()) words += catalogue.sentence("list.separator");
    words += shown(name);
  }
  return words;
}

}  // namespace popscope::view
