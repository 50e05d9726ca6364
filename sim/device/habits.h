#pragma once
// How a mail program checks for mail by POP3, as one small value that the plan of a check reads:
// what it asks first, how it logs in, in which order it looks, fetches and marks, how it leaves.
// And what real programs do as a table of such values. No code asks which program it is.
// Source: dialogs of Debian 12's programs with Dovecot 2.3.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/core/digest.h"

namespace popscope::sim {

// A way to log in. APOP needs a timestamp in the greeting, AUTH that CAPA announces the mechanism.
enum class LoginWay : std::uint8_t {
  none,
  user_pass,           // RFC 1939 section 7
  apop,                // RFC 1939 section 7
  auth_plain,          // RFC 4616: AUTH PLAIN, "+", the answer
  auth_plain_at_once,  // ... the answer in the command, where it fits (RFC 5034 section 4)
  auth_login,          // name and password, each to a challenge
};

// What it asks about the maildrop before it fetches.
enum class Look : std::uint8_t { none, stat, list, uidl };

struct Habits {
  bool capa = false;        // before the login, and anew behind STLS (RFC 2595 section 4)
  bool capa_again = false;  // behind the login, too
  enum class Stls : std::uint8_t {
    never,
    if_announced,           // by CAPA; else it logs in without
    required,               // else it does not log in
  } stls = Stls::never;

  std::array<LoginWay, 3> logins{LoginWay::user_pass};  // the first that can be gone is
  bool tries_next_login = false;                        // where it is refused; else that is all
  enum class Refused : std::uint8_t {
    quits,
    hangs_up,
    resets,                 // sends RSET, as if there were something to forget, and hangs up
  } when_refused = Refused::quits;

  std::array<Look, 4> looks{Look::stat, Look::uidl};
  bool uidl_only_to_leave = false;  // without unique-ids where it removes at once
  bool list_only_if_new = false;    // behind UIDL: only where that showed something new

  // It passes over the messages once or more. In which pass each gets its command; 0: in none.
  std::uint8_t list_pass = 0;       // LIST n
  std::uint8_t header_pass = 0;     // TOP n 0, for its list of what there is
  std::uint8_t fetch_pass = 1;      // RETR n
  std::uint8_t dele_pass = 1;       // DELE n: in the pass that fetches, directly behind it
  bool dele_lags = false;           // ... but one message late
  bool top_for_retr = false;        // TOP n 99999999 where it leaves copies
  bool pipelines = false;           // what can go together, where CAPA announces PIPELINING
  bool quits = true;                // else it hangs up: what it has marked stays

  friend bool operator==(const Habits&, const Habits&) = default;
};
inline constexpr std::uint8_t kPasses = 4;

void digest(Digest& d, const Habits& habits);

// Habits that have a name.
enum class Preset : std::uint8_t {
  in_turn,
  list_if_new,
  auth_plain,
  stls,
  pipelines,
  top_for_retr,
  stls_if_announced,
  uidl_twice,
  dele_lags,
  no_unique_ids,
  headers_first,
  initial_response,
  no_quit,
  stls_unasked,
};
inline constexpr int kPresets = 14;

struct PresetSpec {
  Preset preset;
  std::string_view name;  // what it does, and one that does so: "pipelines (mpop)"
  Habits habits;
};
std::span<const PresetSpec> preset_table();
const PresetSpec& spec_of(Preset preset);
std::optional<Preset> preset_of(const Habits& habits);  // none: nobody has named them

}  // namespace popscope::sim
