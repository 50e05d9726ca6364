#include "view/console_setting.h"

#include <array>
#include <iterator>
#include <utility>

#include "view/console_device.h"
#include "view/console_words.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::string_view kEvery = "check every ";
constexpr std::string_view kDays = "leave days ";
constexpr std::string_view kUpTo = "fetch up to ";

constexpr std::pair<std::string_view, sim::Policy> kPolicies[] = {
    {"remove at once", sim::Policy::remove_at_once},
    {"leave on server", sim::Policy::leave_on_server},
    {"leave for days", sim::Policy::leave_for_days},
    {"leave until removed", sim::Policy::leave_until_removed}};
static_assert(std::size(kPolicies) == sim::kPolicies);

std::optional<bool> switch_from(std::string_view value) {
  if (value == "on") return true;
  if (value == "off") return false;
  return std::nullopt;
}

std::optional<sim::Protocol> protocol_from(std::string_view value) {
  if (value == "imap") return sim::Protocol::imap;
  if (value == "pop3") return sim::Protocol::pop3;
  return std::nullopt;
}

std::optional<sim::Policy> policy_from(std::string_view value) {
  for (const auto& [words, policy] : kPolicies)
    if (value == words) return policy;
  return std::nullopt;
}

std::optional<sim::Preset> preset_from(std::string_view value) {
  for (const sim::PresetSpec& spec : sim::preset_table())
    if (value == spec.name) return spec.preset;
  return std::nullopt;
}

std::optional<std::uint32_t> number_from(std::string_view value, std::uint32_t least,
                                         std::uint32_t most) {
  constexpr std::size_t kDigitsMax = 10;
  if (value.empty() || value.size() > kDigitsMax) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  if (number < least || number > most) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

std::optional<std::uint16_t> port_from(std::string_view value) {
  const std::optional<std::uint32_t> port = number_from(value, 1, 65535);
  if (!port) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

std::optional<std::string> word_from(std::string_view value) {
  if (value.empty()) return std::nullopt;
  return std::string(value);
}

// "every 5 min"; none: it is no time.
std::optional<sim::Duration> pause_from(std::string_view value) {
  const std::optional<sim::Duration> pause = duration_from(value);
  if (!pause || pause->us <= 0 || pause->us > kWaitMax.us) return std::nullopt;
  return pause;
}

bool sets_something(const sim::Set& set) {
  sim::Set nothing{};
  nothing.device = set.device;
  return set != nothing;
}

}  // namespace

std::optional<sim::Set> setting_from(std::string_view words, sim::DeviceId device) {
  words = trimmed(words);
  const std::string_view key = words.substr(0, words.find(' '));
  const std::string_view value = trimmed(words.substr(key.size()));
  sim::Set set{};
  set.device = device;
  if (key == "tls") set.tls = switch_from(value);
  else if (key == "idle") set.idle = switch_from(value);
  else if (key == "with") set.protocol = protocol_from(value);
  else if (key == "policy") set.policy = policy_from(value);
  else if (key == "habits") set.preset = preset_from(value);
  else if (words.substr(0, kDays.size()) == kDays)
    set.leave_days = number_from(trimmed(words.substr(kDays.size())), 1, 365);
  else if (words.substr(0, kUpTo.size()) == kUpTo)
    set.fetch_octets_max = number_from(trimmed(words.substr(kUpTo.size())), 0, 50'000'000);
  else if (key == "port") set.port = port_from(value);
  else if (key == "user") set.user = word_from(value);
  else if (key == "password") set.password = word_from(value);
  else if (words == "check by hand") set.check_every = sim::Duration{0};
  else if (words.substr(0, kEvery.size()) == kEvery)
    set.check_every = pause_from(words.substr(kEvery.size()));
  if (!sets_something(set)) return std::nullopt;
  return set;
}

std::vector<std::string> settings_of(const ConsoleDevice& of) {
  const sim::Account& account = of.device().account;
  const bool imap = account.protocol == sim::Protocol::imap;
  std::vector<std::string> settings;
  settings.push_back(account.tls ? "tls off" : "tls on");
  for (const char* port : imap ? std::array{"143", "993"} : std::array{"110", "995"})
    if (port != std::to_string(account.port)) settings.push_back(std::string("port ") + port);
  settings.push_back(imap ? "with pop3" : "with imap");
  if (imap) {
    settings.push_back(account.idle ? "idle off" : "idle on");
  } else {
    for (const auto& [words, policy] : kPolicies)
      if (policy != account.policy) settings.push_back("policy " + std::string(words));
    settings.push_back(std::string(kDays) + "14");
    settings.push_back(std::string(kUpTo) + (account.fetch_octets_max > 0 ? "0" : "50000"));
    for (const sim::PresetSpec& spec : sim::preset_table())
      if (spec.habits != account.habits) settings.push_back("habits " + std::string(spec.name));
  }
  settings.push_back(account.check_every.us > 0 ? "check by hand"
                                                    : std::string(kEvery) + "10min");
  settings.push_back("user " + account.user);
  settings.push_back("password " + account.password);
  return settings;
}

std::string why_no_setting(const ConsoleDevice& of, const sim::Set& change,
                           const text::Catalogue& catalogue) {
  const bool imap = of.device().account.protocol == sim::Protocol::imap;
  const char* key = is_of_pop3(change) && imap ? "console.error.set.policy"
                    : change.idle && !imap ? "console.error.set.idle"
                                           : nullptr;
  if (key == nullptr) return {};
  return catalogue.sentence(key, {text::plain("device", of.device().name)});
}

}  // namespace popscope::view
