#include "sim/pop3/config.h"

namespace popscope::sim::pop3 {
namespace {

template <class Value>
void add(Digest& d, Value value) {
  d.u8(static_cast<std::uint8_t>(value));
}

void add(Digest& d, const std::optional<std::uint32_t>& value) {
  d.flag(value.has_value());
  d.u32(value.value_or(0));
}

void add(Digest& d, const Offers& offers) {
  d.flag(offers.user_pass);
  d.flag(offers.apop);
  d.u32(offers.mechanisms.bits());
  d.flag(offers.stls);
  d.flag(offers.utf8);
  d.flag(offers.lang);
}

void add(Digest& d, const Policies& policies) {
  d.flag(policies.needs_tls);
  d.u32(policies.failed_logins_max);
  d.i64(policies.failed_login_delay.us);
  d.i64(policies.login_delay.us);
  add(d, policies.expire_days);
}

void add(Digest& d, const Form& form) {
  for (bool flag : {form.blanks_before, form.blanks_behind, form.blanks_between,
                    form.blanks_before_name, form.tabs, form.more_than_nothing,
                    form.more_than_enough, form.name_may_be_empty, form.name_is_one_word})
    d.flag(flag);
  add(d, form.numbers);
  add(d, form.count);
}

void add(Digest& d, const Ways& ways) {
  add(d, ways.form);
  d.u64(ways.line_octets_max);
  add(d, ways.long_line);
  add(d, ways.second_user);
  add(d, ways.injected);
  add(d, ways.lock);
  d.flag(ways.autologout_before_login.has_value());
  d.i64(ways.autologout_before_login.value_or(Duration{0}).us);
  add(d, ways.refused_before_login_max);
  add(d, ways.login_delay_claimed);
  add(d, ways.expire);
  add(d, ways.implementation);
  add(d, ways.rset);
  for (bool flag : {ways.name_stays,
                    ways.name_outlives_failure,
                    ways.nothing_but_pass,
                    ways.auth_lists,
                    ways.outlives_failed_tls,
                    ways.serves_what_is_gone,
                    ways.sees_new_mail,
                    ways.writes_notes,
                    ways.top_doubles_blank,
                    ways.passes_over_bad_initial,
                    ways.autologout_says_so,
                    ways.failed_logins_count,
                    ways.end_is_told_extra,
                    ways.response_codes,
                    ways.login_tags_go,
                    ways.stls_stays,
                    ways.capa_lists_itself,
                    ways.utf8_anywhere,
                    ways.utf8_user,
                    ways.removes_at_dele,
                    ways.renumbers_after_dele,
                    ways.serves_marked,
                    ways.hides_failed_removal,
                    ways.removes_without_quit,
                    ways.quit_before_login_updates,
                    ways.stuffs_nothing})
    d.flag(flag);
}

}  // namespace

void digest(Digest& d, const Config& config) {
  d.text(config.greeting);
  d.text(config.host_name);
  d.text(config.implementation);
  d.i64(config.autologout.us);
  d.u32(config.refused_in_a_row_max);
  add(d, config.offers);
  add(d, config.policies);
  add(d, config.ways);
}

}  // namespace popscope::sim::pop3
