#pragma once
// Named ways of a server: `strict` is the RFCs', the others are what was seen of real servers
// (Debian 12's versions), and the teaching faults are strict with exactly one bug. All are data:
// no code asks which profile it is.
#include <optional>
#include <span>
#include <string_view>

#include "sim/pop3/config.h"

namespace popscope::sim::pop3 {

enum class Profile : std::uint8_t { strict, dovecot, courier, cyrus, mailutils };
inline constexpr int kProfiles = 5;
std::string_view to_text(Profile profile);  // "dovecot"
std::optional<Profile> profile_from(std::string_view name);

// A server's ways, what such a server offers, its limits and its delay after a failed login. The
// greeting and the host's name stay as they are.
void apply(Profile profile, Config& config);

// One bug each, for teaching: what is wrong, and the rule that it breaks. A real server may have
// one, too, as its way.
enum class Fault : std::uint8_t {
  removes_at_dele, rset_does_nothing, rset_forgets_login, no_lock, renumbers_after_dele,
  serves_marked, hides_failed_removal, removes_without_quit, quit_before_login_updates,
  stuffs_nothing, executes_injected,
};
inline constexpr int kFaults = 11;
struct FaultSpec {
  Fault fault;
  std::string_view name;     // as a scenario writes it: "removes at DELE"
  std::string_view key;      // in keys of sentences: "removes_at_dele"
  void (*put)(Ways& ways);
  bool (*is_in)(const Ways& ways);
  std::string_view section;  // "RFC 1939 section 5, DELE"
};
std::span<const FaultSpec> fault_table();
const FaultSpec& spec_of(Fault fault);

}  // namespace popscope::sim::pop3
