#include "view/circumstances.h"

#include <array>

#include "sim/pop3/profile.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

struct Circumstance {
  std::string_view name;
  bool (*holds)(const pop3::Config& config);
};

// Beside the faults.
constexpr std::array kOthers = {
    Circumstance{"retrieved_go",
                 [](const pop3::Config& c) { return c.policies.expire_days == 0u; }},
    Circumstance{"old_go", [](const pop3::Config& c) { return c.policies.expire_days > 0u; }},
    Circumstance{"says_silence", [](const pop3::Config& c) { return c.ways.autologout_says_so; }},
    Circumstance{"sees_new_mail", [](const pop3::Config& c) { return c.ways.sees_new_mail; }},
    Circumstance{"name_stays", [](const pop3::Config& c) { return c.ways.name_stays; }},
    Circumstance{"no_codes", [](const pop3::Config& c) { return !c.ways.response_codes; }},
};

}  // namespace

std::vector<std::string_view> circumstances_of(const pop3::Config& config) {
  std::vector<std::string_view> names;
  for (const pop3::FaultSpec& fault : pop3::fault_table())
    if (fault.is_in(config.ways)) names.push_back(fault.key);
  for (const Circumstance& other : kOthers)
    if (other.holds(config)) names.push_back(other.name);
  return names;
}

std::vector<std::string_view> all_circumstances() {
  std::vector<std::string_view> names;
  for (const pop3::FaultSpec& fault : pop3::fault_table()) names.push_back(fault.key);
  for (const Circumstance& other : kOthers) names.push_back(other.name);
  return names;
}

std::string key_where(const std::string& key, const std::vector<std::string_view>& circumstances,
                      std::string_view part, const text::Catalogue& catalogue) {
  for (const std::string_view name : circumstances) {
    std::string special = key + ".where." + std::string(name);
    if (catalogue.contains(special + std::string(part))) return special;
  }
  return key;
}

}  // namespace popscope::view
