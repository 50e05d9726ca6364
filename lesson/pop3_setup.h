#pragma once
// What a file says about a POP3 server: whose ways it has, what it offers, its policies and faults.
// What is not said stays as it is: as popscope's own server has it, or in a quiz as the scenario
// has it. In that order: the profile, what is written, the faults.
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/core/time.h"
#include "sim/pop3/config.h"
#include "sim/pop3/profile.h"

namespace popscope::lesson {

struct PolicySetup {
  std::optional<bool> needs_tls;
  std::optional<std::uint32_t> failed_logins_max;
  std::optional<sim::Duration> failed_login_delay;
  std::optional<sim::Duration> login_delay;
  std::optional<std::uint32_t> expire_days;
};

struct Pop3Setup {
  std::optional<sim::pop3::Profile> profile;
  std::optional<sim::pop3::Offers> offers;  // but for APOP, which has a word of its own
  std::optional<bool> apop;
  PolicySetup policy;
  std::optional<sim::Duration> autologout;
  std::optional<std::vector<sim::pop3::Fault>> faults;
};

// What is said goes into the configuration.
void apply(const Pop3Setup& setup, sim::pop3::Config& config);

// What `to` says takes the place of what was said.
void change(Pop3Setup& setup, const Pop3Setup& to);

// Whether these can be had together: two faults of the same command cannot.
bool fit_together(const std::vector<sim::pop3::Fault>& faults);

}  // namespace popscope::lesson
