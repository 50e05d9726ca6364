#include "lesson/pop3_setup.h"

#include <algorithm>

namespace popscope::lesson {
namespace {

namespace pop3 = sim::pop3;

template <class Field, class Said>
void put(Field& field, const std::optional<Said>& said) {
  if (said) field = *said;
}

void put_all(pop3::Ways& ways, const std::vector<pop3::Fault>& faults) {
  for (const pop3::Fault fault : faults) pop3::spec_of(fault).put(ways);
}

}  // namespace

void apply(const Pop3Setup& setup, pop3::Config& config) {
  if (setup.profile) pop3::apply(*setup.profile, config);
  if (setup.offers) {
    const bool apop = config.offers.apop;
    config.offers = *setup.offers;
    config.offers.apop = apop;
  }
  put(config.offers.apop, setup.apop);
  put(config.policies.needs_tls, setup.policy.needs_tls);
  put(config.policies.failed_logins_max, setup.policy.failed_logins_max);
  put(config.policies.failed_login_delay, setup.policy.failed_login_delay);
  put(config.policies.login_delay, setup.policy.login_delay);
  put(config.policies.expire_days, setup.policy.expire_days);
  put(config.autologout, setup.autologout);
  if (setup.faults) put_all(config.ways, *setup.faults);
}

void change(Pop3Setup& setup, const Pop3Setup& to) {
  put(setup.profile, to.profile);
  put(setup.offers, to.offers);
  put(setup.apop, to.apop);
  put(setup.policy.needs_tls, to.policy.needs_tls);
  put(setup.policy.failed_logins_max, to.policy.failed_logins_max);
  put(setup.policy.failed_login_delay, to.policy.failed_login_delay);
  put(setup.policy.login_delay, to.policy.login_delay);
  put(setup.policy.expire_days, to.policy.expire_days);
  put(setup.autologout, to.autologout);
  put(setup.faults, to.faults);
}

bool fit_together(const std::vector<pop3::Fault>& faults) {
  pop3::Ways ways;
  put_all(ways, faults);
  return std::all_of(faults.begin(), faults.end(), [&](pop3::Fault fault) {
    return pop3::spec_of(fault).is_in(ways);
  });
}

}  // namespace popscope::lesson
