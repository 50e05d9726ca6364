#include "sim/device/habits.h"

#include <algorithm>

#include "sim/core/check.h"

namespace popscope::sim {
namespace {

using Refused = Habits::Refused;
using Stls = Habits::Stls;

// What most programs have in common: fdm, getmail6, nmh, Claws Mail and Thunderbird mark each
// message as soon as they have it.
constexpr Habits in_turn() { return {}; }

constexpr Habits list_if_new() {
  Habits habits;
  habits.when_refused = Refused::hangs_up;
  habits.looks = {Look::stat, Look::uidl, Look::list};
  habits.list_only_if_new = true;
  return habits;
}

constexpr Habits auth_plain() {
  Habits habits;
  habits.capa = true;
  habits.logins = {LoginWay::auth_plain, LoginWay::auth_login, LoginWay::user_pass};
  habits.tries_next_login = true;
  habits.when_refused = Refused::hangs_up;
  habits.looks = {Look::stat, Look::list, Look::uidl};
  return habits;
}

constexpr Habits with_stls(Habits habits, Stls stls) {
  habits.stls = stls;
  return habits;
}

constexpr Habits pipelines() {
  Habits habits;
  habits.capa = true;
  habits.when_refused = Refused::hangs_up;
  habits.looks = {Look::stat, Look::list, Look::uidl};
  habits.dele_pass = 2;
  habits.pipelines = true;
  return habits;
}

// RETR would count as reading, with some servers; TOP does not.
constexpr Habits top_for_retr() {
  Habits habits;
  habits.uidl_only_to_leave = true;
  habits.list_pass = 1;
  habits.top_for_retr = true;
  return habits;
}

constexpr Habits stls_if_announced() {
  Habits habits = with_stls(top_for_retr(), Stls::if_announced);
  habits.capa = true;
  return habits;
}

constexpr Habits uidl_twice() {
  Habits habits;
  habits.when_refused = Refused::resets;
  habits.looks = {Look::uidl, Look::list, Look::uidl, Look::list};
  return habits;
}

constexpr Habits dele_lags() {
  Habits habits;
  habits.logins = {LoginWay::apop, LoginWay::user_pass};
  habits.when_refused = Refused::hangs_up;
  habits.list_pass = 1;
  habits.dele_lags = true;
  return habits;
}

constexpr Habits no_unique_ids() {
  Habits habits;
  habits.looks = {Look::stat};
  return habits;
}

constexpr Habits headers_first() {
  Habits habits;
  habits.capa = true;
  habits.capa_again = true;
  habits.logins = {LoginWay::auth_plain, LoginWay::user_pass};
  habits.tries_next_login = true;
  habits.list_pass = 1;
  habits.header_pass = 1;
  habits.fetch_pass = 2;
  habits.dele_pass = 3;
  return habits;
}

constexpr Habits initial_response() {
  Habits habits;
  habits.capa = true;
  habits.capa_again = true;
  habits.logins = {LoginWay::auth_plain_at_once, LoginWay::user_pass};
  habits.looks = {Look::stat, Look::list};
  habits.header_pass = 1;
  habits.fetch_pass = 2;
  habits.dele_pass = 3;
  return habits;
}

constexpr Habits no_quit() {
  Habits habits;
  habits.logins = {LoginWay::apop, LoginWay::user_pass};
  habits.when_refused = Refused::hangs_up;
  habits.looks = {Look::stat};
  habits.list_pass = 1;
  habits.header_pass = 2;
  habits.fetch_pass = 3;
  habits.dele_pass = 4;
  habits.quits = false;
  return habits;
}

constexpr PresetSpec kTable[] = {
    {Preset::in_turn, "interleaves RETR and DELE (most)", in_turn()},
    {Preset::list_if_new, "LIST only for what is new (Claws Mail)", list_if_new()},
    {Preset::auth_plain, "CAPA and AUTH PLAIN (Thunderbird)", auth_plain()},
    {Preset::stls, "CAPA and STLS (Thunderbird with STARTTLS)",
     with_stls(auth_plain(), Stls::required)},
    {Preset::pipelines, "pipelines (mpop)", pipelines()},
    {Preset::top_for_retr, "TOP in the place of RETR (fetchmail)", top_for_retr()},
    {Preset::stls_if_announced, "STLS where it is announced (fetchmail with TLS)",
     stls_if_announced()},
    {Preset::uidl_twice, "UIDL twice (getmail6)", uidl_twice()},
    {Preset::dele_lags, "DELE lags (fdm)", dele_lags()},
    {Preset::no_unique_ids, "no unique-ids (nmh)", no_unique_ids()},
    {Preset::headers_first, "headers first (NeoMutt)", headers_first()},
    {Preset::initial_response, "initial response (Alpine)", initial_response()},
    {Preset::no_quit, "leaves without QUIT (s-nail's xit)", no_quit()},
    {Preset::stls_unasked, "STLS without CAPA (Claws Mail with STARTTLS)",
     with_stls(list_if_new(), Stls::required)},
};
static_assert(std::size(kTable) == kPresets);

}  // namespace

std::span<const PresetSpec> preset_table() { return kTable; }

const PresetSpec& spec_of(Preset preset) {
  const auto index = static_cast<std::size_t>(preset);
  POPSCOPE_CHECK(index < std::size(kTable) && kTable[index].preset == preset);
  return kTable[index];
}

std::optional<Preset> preset_of(const Habits& habits) {
  const auto found = std::find_if(std::begin(kTable), std::end(kTable),
                                  [&](const PresetSpec& spec) { return spec.habits == habits; });
  if (found == std::end(kTable)) return std::nullopt;
  return found->preset;
}

void digest(Digest& d, const Habits& habits) {
  d.flag(habits.capa);
  d.flag(habits.capa_again);
  d.u8(static_cast<std::uint8_t>(habits.stls));
  for (const LoginWay way : habits.logins) d.u8(static_cast<std::uint8_t>(way));
  d.flag(habits.tries_next_login);
  d.u8(static_cast<std::uint8_t>(habits.when_refused));
  for (const Look look : habits.looks) d.u8(static_cast<std::uint8_t>(look));
  d.flag(habits.uidl_only_to_leave);
  d.flag(habits.list_only_if_new);
  d.u8(habits.list_pass);
  d.u8(habits.header_pass);
  d.u8(habits.fetch_pass);
  d.u8(habits.dele_pass);
  d.flag(habits.dele_lags);
  d.flag(habits.top_for_retr);
  d.flag(habits.pipelines);
  d.flag(habits.quits);
}

}  // namespace popscope::sim
