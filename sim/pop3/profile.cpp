#include "sim/pop3/profile.h"

#include <array>

namespace popscope::sim::pop3 {
namespace {

using Mechanism = sasl::Mechanism;

// Dovecot 2.3.19. Its login process and its mail process have limits of their own; of both, the
// smaller one is taken here.
void apply_dovecot(Config& c) {
  c.offers.mechanisms = {Mechanism::plain, Mechanism::login};
  c.offers.stls = true;
  Ways& w = c.ways;
  w.form.blanks_between = true;
  w.form.more_than_nothing = true;
  w.form.name_may_be_empty = true;
  w.form.count = Form::Count::digits_64_bits;
  w.line_octets_max = 2048;
  w.long_line = Ways::LongLine::closes;
  w.second_user = Ways::SecondUser::replaces;
  w.name_stays = true;
  w.auth_lists = true;
  w.injected = Ways::Injected::closes;
  w.lock = Ways::Lock::none;
  w.autologout_before_login = seconds(180);
  w.autologout_says_so = true;
  w.refused_before_login_max = 2;
  w.failed_logins_count = false;
  w.end_is_told_extra = true;
  w.login_tags_go = true;
  w.capa_lists_itself = true;
  w.expire = Ways::Expire::not_told;
  w.implementation = Ways::Implementation::not_told;
  c.policies.failed_login_delay = seconds(2);
}

// Courier 1.0.16.
void apply_courier(Config& c) {
  c.offers.mechanisms = {Mechanism::plain, Mechanism::login};
  c.offers.stls = true;
  c.offers.utf8 = true;
  c.implementation = "Courier Mail Server";
  Ways& w = c.ways;
  w.form.blanks_before = true;
  w.form.blanks_between = true;
  w.form.tabs = true;
  w.form.more_than_nothing = true;
  w.form.more_than_enough = true;
  w.form.numbers = Form::Numbers::prefix_32_bits;
  w.form.count = Form::Count::prefix_32_bits;
  w.line_octets_max = 65536;
  w.second_user = Ways::SecondUser::replaces;
  w.name_stays = true;
  w.name_outlives_failure = true;
  w.injected = Ways::Injected::executed;
  w.outlives_failed_tls = true;
  w.lock = Ways::Lock::none;
  w.autologout_before_login = seconds(60);
  w.response_codes = false;
  w.stls_stays = true;
  w.login_delay_claimed = 10;
  w.expire = Ways::Expire::not_told;
  w.utf8_anywhere = true;
  w.utf8_user = true;
  c.autologout = seconds(300);
  c.refused_in_a_row_max = 0;
  c.policies.failed_login_delay = seconds(5);
}

// Cyrus 3.6.1.
void apply_cyrus(Config& c) {
  c.offers.mechanisms = {Mechanism::plain, Mechanism::login, Mechanism::cram_md5};
  c.offers.apop = true;
  c.offers.stls = true;
  c.implementation = "Cyrus POP3";
  Ways& w = c.ways;
  w.form.blanks_between = true;
  w.form.blanks_before_name = true;
  w.form.tabs = true;
  w.form.count = Form::Count::digits_32_bits;
  w.line_octets_max = 8191;
  w.second_user = Ways::SecondUser::refused_and_ignored;
  w.name_stays = true;
  w.auth_lists = true;
  w.passes_over_bad_initial = true;
  w.outlives_failed_tls = true;
  w.lock = Ways::Lock::none;
  w.serves_what_is_gone = true;
  w.login_tags_go = true;
  w.login_delay_claimed = 0;
  c.refused_in_a_row_max = 0;
  c.policies.failed_login_delay = seconds(3);
}

// GNU Mailutils 3.15.
void apply_mailutils(Config& c) {
  c.offers.mechanisms = {};
  c.offers.apop = true;
  c.offers.stls = true;
  c.implementation = "GNU Mailutils";
  Ways& w = c.ways;
  w.form.blanks_before = true;
  w.form.blanks_behind = true;
  w.form.tabs = true;
  w.form.name_is_one_word = true;
  w.form.numbers = Form::Numbers::prefix;
  w.form.count = Form::Count::with_sign;
  w.nothing_but_pass = true;
  w.injected = Ways::Injected::closes;
  w.sees_new_mail = true;
  w.writes_notes = true;
  w.top_doubles_blank = true;
  w.autologout_says_so = true;
  w.stls_stays = true;
  w.expire = Ways::Expire::misspelt;
  w.implementation = Ways::Implementation::told_behind_login;
  c.refused_in_a_row_max = 0;
}

void apply_nothing(Config&) {}

struct ProfileSpec {
  std::string_view name;
  void (*apply)(Config&);
};

constexpr std::array<ProfileSpec, kProfiles> kTable = {{
    {"strict", apply_nothing},
    {"dovecot", apply_dovecot},
    {"courier", apply_courier},
    {"cyrus", apply_cyrus},
    {"mailutils", apply_mailutils},
}};

constexpr std::array<FaultSpec, kFaults> kFaultTable = {{
    {Fault::removes_at_dele, "removes at DELE", "removes_at_dele",
     [](Ways& w) { w.removes_at_dele = true; }, [](const Ways& w) { return w.removes_at_dele; },
     "RFC 1939 section 5, DELE"},
    {Fault::rset_does_nothing, "RSET does nothing", "rset_does_nothing",
     [](Ways& w) { w.rset = Ways::Rset::does_nothing; },
     [](const Ways& w) { return w.rset == Ways::Rset::does_nothing; }, "RFC 1939 section 5, RSET"},
    {Fault::rset_forgets_login, "RSET forgets the login", "rset_forgets_login",
     [](Ways& w) { w.rset = Ways::Rset::forgets_login; },
     [](const Ways& w) { return w.rset == Ways::Rset::forgets_login; },
     "RFC 1939 section 5, RSET"},
    {Fault::no_lock, "no lock", "no_lock", [](Ways& w) { w.lock = Ways::Lock::none; },
     [](const Ways& w) { return w.lock == Ways::Lock::none; }, "RFC 1939 section 4"},
    {Fault::renumbers_after_dele, "renumbers after DELE", "renumbers_after_dele",
     [](Ways& w) { w.renumbers_after_dele = true; },
     [](const Ways& w) { return w.renumbers_after_dele; }, "RFC 1939 section 4"},
    {Fault::serves_marked, "serves marked messages", "serves_marked",
     [](Ways& w) { w.serves_marked = true; }, [](const Ways& w) { return w.serves_marked; },
     "RFC 1939 section 5, DELE"},
    {Fault::hides_failed_removal, "hides a failed removal", "hides_failed_removal",
     [](Ways& w) { w.hides_failed_removal = true; },
     [](const Ways& w) { return w.hides_failed_removal; }, "RFC 1939 section 6, QUIT"},
    {Fault::removes_without_quit, "removes without QUIT", "removes_without_quit",
     [](Ways& w) { w.removes_without_quit = true; },
     [](const Ways& w) { return w.removes_without_quit; }, "RFC 1939 section 6"},
    {Fault::quit_before_login_updates, "QUIT before login enters UPDATE",
     "quit_before_login_updates", [](Ways& w) { w.quit_before_login_updates = true; },
     [](const Ways& w) { return w.quit_before_login_updates; }, "RFC 1939 section 4, QUIT"},
    {Fault::stuffs_nothing, "no dot-stuffing", "stuffs_nothing",
     [](Ways& w) { w.stuffs_nothing = true; }, [](const Ways& w) { return w.stuffs_nothing; },
     "RFC 1939 section 3"},
    {Fault::executes_injected, "executes what came before TLS", "executes_injected",
     [](Ways& w) { w.injected = Ways::Injected::executed; },
     [](const Ways& w) { return w.injected == Ways::Injected::executed; }, "RFC 2595 section 4"},
}};

}  // namespace

std::string_view to_text(Profile profile) { return kTable[static_cast<std::size_t>(profile)].name; }

std::optional<Profile> profile_from(std::string_view name) {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    if (kTable[i].name == name) return static_cast<Profile>(i);
  return std::nullopt;
}

void apply(Profile profile, Config& config) {
  kTable[static_cast<std::size_t>(profile)].apply(config);
}

std::span<const FaultSpec> fault_table() { return kFaultTable; }

const FaultSpec& spec_of(Fault fault) { return kFaultTable[static_cast<std::size_t>(fault)]; }

}  // namespace popscope::sim::pop3
