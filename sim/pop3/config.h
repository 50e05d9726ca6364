#pragma once
// How a POP3 server is set up: what it offers, its policies, and its ways: where it does otherwise
// than the RFCs say. Plain data; a profile of a real server (profile.h) is a value of this, and a
// teaching fault is one field of Ways. What reads a field stands where the rule is carried out.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/core/digest.h"
#include "sim/core/time.h"
#include "sim/sasl/mechanism.h"

namespace popscope::sim::pop3 {

// RFC 2449 section 4: a command line, its CRLF included.
inline constexpr std::size_t kCommandOctetsMax = 255;
// RFC 5034 section 4: a line of an authentication exchange, its CRLF included, is not bound to
// that.
inline constexpr std::size_t kSaslLineOctetsMax = 12288;
// RFC 1939 section 3: an autologout timer must be of at least 10 minutes' duration.
inline constexpr Duration kAutologout = seconds(600);

// What is permitted at all, and announced by CAPA where it has a tag.
struct Offers {
  bool user_pass = true;              // RFC 1939 section 7; CAPA's USER
  bool apop = false;                  // RFC 1939 section 7: the greeting carries a timestamp
  sasl::Mechanisms mechanisms;        // AUTH, RFC 5034; none: AUTH is not offered
  bool stls = false;                  // RFC 2595 section 4
  bool utf8 = false;                  // RFC 6856 section 2
  bool lang = false;                  // RFC 6856 section 3
  friend bool operator==(const Offers&, const Offers&) = default;
};

// What the site has decided (RFC 1939 section 8, RFC 2449 sections 6.5 and 6.7).
struct Policies {
  bool needs_tls = false;             // no login by which a password could be read on the way
  std::uint32_t failed_logins_max = 0;    // then the session ends; 0: as many as one likes
  Duration failed_login_delay{0};         // the reply to a failed login waits so long
  Duration login_delay{0};                // between two logins of a user; 0: none
  // EXPIRE: messages may go after so many days. 0: with QUIT goes what was retrieved. None: NEVER.
  std::optional<std::uint32_t> expire_days;
  friend bool operator==(const Policies&, const Policies&) = default;
};

// How a command line may look (RFC 1939 section 3: a keyword, single spaces, CRLF).
struct Form {
  bool blanks_before = false;         // " STAT" is STAT
  bool blanks_behind = false;         // "STAT " is STAT, "RETR 1 " is RETR 1
  bool blanks_between = false;        // "LIST  1"; before a name or password they are part of it
  bool blanks_before_name = false;    // "USER  alice" is USER alice
  bool tabs = false;                  // a TAB is a blank, too
  bool more_than_nothing = false;     // "NOOP foo", "STAT ": what stands behind is ignored
  bool more_than_enough = false;      // "RETR 1 2": what stands behind the arguments is ignored
  bool name_may_be_empty = false;     // "USER"
  bool name_is_one_word = false;      // "USER a b" is refused
  // What a number is. prefix: digits as far as they go, with a sign. prefix_32_bits: and what does
  // not fit loses its high bits, so that 4294967297 is 1.
  enum class Numbers : std::uint8_t { digits, prefix, prefix_32_bits } numbers = Numbers::digits;
  // Of TOP: as numbers; or digits that fit in 32 or 64 bits; or those with a sign.
  enum class Count : std::uint8_t {
    digits, digits_32_bits, digits_64_bits, with_sign, prefix_32_bits,
  } count = Count::digits;
  friend bool operator==(const Form&, const Form&) = default;
};

// Where a server's ways are not those of the RFCs, or where these leave it a choice. The first
// value of each is popscope's own way, the strict one.
struct Ways {
  Form form;

  // --- lines (RFC 2449 section 4) ---
  std::size_t line_octets_max = kCommandOctetsMax;  // with CRLF
  enum class LongLine : std::uint8_t {
    refused,    // one -ERR at its end
    closes,     // -ERR and the end of the session, as soon as the limit is passed
  } long_line = LongLine::refused;

  // --- USER and PASS (RFC 1939 section 7: PASS stands directly behind USER) ---
  enum class SecondUser : std::uint8_t { refused, refused_and_ignored, replaces } second_user =
      SecondUser::refused;
  bool name_stays = false;            // other commands may stand between USER and PASS; STLS, too
  bool name_outlives_failure = false; // after a failed PASS another may follow
  bool nothing_but_pass = false;      // behind USER all but PASS and QUIT is refused

  // --- AUTH (RFC 5034) ---
  bool auth_lists = false;            // AUTH alone lists the mechanisms, as RFC 1734's servers do
  bool passes_over_bad_initial = false;  // an initial response that is no base64 was not given

  // --- STLS (RFC 2595 section 4) ---
  enum class Injected : std::uint8_t {
    discarded,  // what came behind STLS in plain text is thrown away
    executed,   // a teaching fault, and once a real one in many servers
    closes,
  } injected = Injected::discarded;
  bool outlives_failed_tls = false;   // where the handshake fails: -ERR, and on in plain text

  // --- the maildrop (RFC 1939 sections 4, 5 and 6) ---
  enum class Lock : std::uint8_t {
    exclusive,
    exclusive_and_closes,             // who is refused is hung up on
    none,                             // any number of sessions; also a teaching fault
  } lock = Lock::exclusive;
  bool serves_what_is_gone = false;   // without a lock: what another session has removed
  bool sees_new_mail = false;         // mail that arrives in the session is in it
  bool writes_notes = false;          // behind a session each message has two header lines more

  // --- TOP (RFC 1939 section 7) ---
  bool top_doubles_blank = false;     // with lines of the body, two blank lines end the header

  // --- ends ---
  std::optional<Duration> autologout_before_login;  // none: the same as behind it
  bool autologout_says_so = false;    // RFC 1939 section 3: without sending any response
  std::optional<std::uint32_t> refused_before_login_max;  // in a row; none: as behind it
  bool failed_logins_count = true;    // among the refused
  bool end_is_told_extra = false;     // "too many" is a second reply to one command

  // --- CAPA (RFC 2449 section 5: what is announced before login is announced behind it, too) ---
  bool response_codes = true;         // RESP-CODES and AUTH-RESP-CODE, and the codes
  bool login_tags_go = false;         // USER and SASL are not announced behind the login
  bool stls_stays = false;            // ... but STLS is, where it is not permitted
  bool capa_lists_itself = false;
  std::optional<std::uint32_t> login_delay_claimed;  // announced and not enforced
  enum class Expire : std::uint8_t { told, not_told, misspelt } expire = Expire::told;
  enum class Implementation : std::uint8_t { told, told_behind_login, not_told } implementation =
      Implementation::told;
  bool utf8_anywhere = false;         // UTF8 in TRANSACTION, too
  bool utf8_user = false;             // "UTF8 USER": names and passwords may be UTF-8

  // --- teaching faults: each is one bug ---
  // DELE removes the message instead of marking it. Its mark then says that it is gone; neither
  // RSET nor a lost connection brings it back.
  bool removes_at_dele = false;
  enum class Rset : std::uint8_t { clears_marks, does_nothing, forgets_login } rset =
      Rset::clears_marks;
  bool renumbers_after_dele = false;
  bool serves_marked = false;         // LIST, RETR ... of a marked message
  bool hides_failed_removal = false;  // +OK to QUIT though UPDATE failed
  bool removes_without_quit = false;  // however a connection ends, UPDATE follows
  bool quit_before_login_updates = false;  // QUIT in AUTHORIZATION, behind USER, enters UPDATE
  bool stuffs_nothing = false;        // no dot is put before a line that begins with one
  friend bool operator==(const Ways&, const Ways&) = default;
};

struct Config {
  std::string greeting = "popscope ready";
  std::string host_name = "mail.example.net";
  std::string implementation = "popscope";  // RFC 2449 section 6.9
  Duration autologout = kAutologout;
  std::uint32_t refused_in_a_row_max = 20;  // then the session ends, as Dovecot's does; 0: never
  Offers offers;
  Policies policies;
  Ways ways;
};

void digest(Digest& d, const Config& config);

}  // namespace popscope::sim::pop3
