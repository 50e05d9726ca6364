// The rules of POP3: what may differ, and where a server deviates. The first one that applies
// counts; they speak of behaviour, and none knows a server's name or a case's.
#include <algorithm>
#include <cstdlib>

#include "oracle/pop3_difference.h"
#include "sim/core/ascii.h"

namespace popscope::oracle {
namespace {

using D = Pop3Difference;
using What = Pop3Difference::What;
using sim::pop3::Arguments;
using sim::pop3::Keyword;
using sim::pop3::StateKind;

struct Rule {
  const char* name;
  const char* section;
  Verdict verdict;
  bool ends;  // what follows in the case depends on it
  bool (*applies)(const D&);
};

bool they_accept(const D& d) { return d.what == What::status && d.theirs.ok; }
bool they_refuse(const D& d) { return d.what == What::status && !d.theirs.ok; }

std::string word_of(const D& d) { return sim::upper(d.line.substr(0, d.line.find(' '))); }

bool is_extension(const D& d) {
  const std::string word = word_of(d);
  return word == "AUTH" || word == "STLS" || word == "UTF8" || word == "LANG";
}

bool is_bare(const D& d) { return d.line.find(' ') == std::string::npos; }

// Refused as a command that is not there, not for what was said with it.
bool says_it_has_none(const Pop3Reply& reply) {
  const std::string text = sim::upper(reply.text);
  const auto has = [&](const char* words) { return text.find(words) != std::string::npos; };
  return has("NOT OFFERED") || has("NOT IMPLEMENTED") || has("INVALID COMMAND") ||
         has("UNKNOWN COMMAND") || has("UNRECOGNIZED COMMAND") || has("NOT ENABLED");
}

// The keyword is known, and what stands behind it is not of its form.
bool has_bad_arguments(const D& d) {
  const auto parsed = sim::pop3::parse(d.line);
  const auto* refusal = std::get_if<sim::pop3::Refusal>(&parsed);
  return refusal && refusal->keyword;
}

bool is_too_long(const D& d) {
  return d.line.size() + 2 > 255;  // with its CRLF
}

// A word that stands where a keyword does, with blanks that are none of RFC 1939's.
bool has_odd_blanks(const D& d) {
  return d.line.starts_with(' ') || d.line.find('\t') != std::string::npos;
}

bool has_number_beyond(const D& d) {
  std::size_t digits = 0;
  for (char c : d.line) {
    digits = sim::is_digit(c) ? digits + 1 : 0;
    if (digits >= 10) return true;
  }
  return false;
}

std::uint64_t number_at(const std::string& text, std::size_t which) {
  std::size_t at = 0;
  for (; which > 0; --which) at = std::min(text.find(' ', at), text.size() - 1) + 1;
  return std::strtoull(text.c_str() + std::min(at, text.size()), nullptr, 10);
}

// The octets that a STAT or a scan listing names; the numbers before them are equal.
bool differs_by(const std::string& theirs, const std::string& ours, std::uint64_t octets) {
  return number_at(theirs, 0) == number_at(ours, 0) &&
         number_at(theirs, 1) == number_at(ours, 1) + octets;
}

// As they would be with a line end counted for each message that has none at its end.
bool counts_line_ends(const D& d) {
  if (d.unterminated == 0) return false;
  if (d.keyword == Keyword::stat) {
    for (std::uint64_t n = 1; n <= d.unterminated; ++n) {
      if (differs_by(d.theirs.text, d.ours.text, 2 * n)) return true;
    }
    return false;
  }
  if (d.keyword != Keyword::list) return false;
  if (!d.ours.multi_line) return differs_by(d.theirs.text, d.ours.text, 2);
  if (d.theirs.payload.size() != d.ours.payload.size()) return false;
  for (std::size_t i = 0; i < d.ours.payload.size(); ++i) {
    const bool same = d.theirs.payload[i] == d.ours.payload[i];
    if (!same && !differs_by(d.theirs.payload[i], d.ours.payload[i], 2)) return false;
  }
  return true;
}

// The same messages, none of them smaller than it is.
bool names_larger_size(const D& d) {
  if (d.keyword != Keyword::stat && d.keyword != Keyword::list) return false;
  if (!d.ours.multi_line) {
    return number_at(d.theirs.text, 0) == number_at(d.ours.text, 0) &&
           number_at(d.theirs.text, 1) > number_at(d.ours.text, 1);
  }
  if (d.theirs.payload.size() != d.ours.payload.size()) return false;
  for (std::size_t i = 0; i < d.ours.payload.size(); ++i) {
    if (number_at(d.theirs.payload[i], 0) != number_at(d.ours.payload[i], 0)) return false;
    if (number_at(d.theirs.payload[i], 1) < number_at(d.ours.payload[i], 1)) return false;
  }
  return true;
}

// More messages than there were at login, or fewer.
bool renumbers(const D& d) {
  if (d.keyword == Keyword::stat) return number_at(d.theirs.text, 0) != number_at(d.ours.text, 0);
  return d.keyword == Keyword::list && d.theirs.payload.size() != d.ours.payload.size();
}

bool header_and_more(const D& d) { return d.keyword == Keyword::top || d.keyword == Keyword::retr; }

bool is_reply(const std::string& line) {
  return line.starts_with("+OK") || line.starts_with("-ERR");
}

constexpr Verdict kBoth = Verdict::agree;
constexpr Verdict kDeviates = Verdict::reviewed;

const Rule kRules[] = {
    // ---- extensions ------------------------------------------------------------------------
    {"an extension may be there or not", "RFC 2449 section 5", kBoth, true,
     [](const D& d) {
       const bool we_lack_it = they_accept(d) && says_it_has_none(d.ours);
       const bool they_lack_it = they_refuse(d) && says_it_has_none(d.theirs);
       return is_extension(d) && (we_lack_it || they_lack_it);
     }},
    {"UTF8 is accepted behind the login", "RFC 6856 section 2", kDeviates, true,
     [](const D& d) {
       return they_accept(d) && d.keyword == Keyword::utf8 && d.state == StateKind::transaction;
     }},
    {"AUTH without a mechanism lists what there is", "RFC 5034 section 4", kDeviates, false,
     [](const D& d) { return they_accept(d) && word_of(d) == "AUTH" && is_bare(d); }},
    {"which mechanisms there are is the server's own affair", "RFC 2449 section 6.3", kBoth, false,
     [](const D& d) { return d.what == What::payload && word_of(d) == "AUTH" && is_bare(d); }},
    {"an initial response that is no base64 is passed over", "RFC 5034 section 4", kDeviates, true,
     [](const D& d) {
       return d.what == What::status && d.theirs.go_on && !d.ours.ok && d.keyword == Keyword::auth;
     }},
    {"a session may be ended when something stands behind STLS", "RFC 2595 section 4", kBoth, true,
     [](const D& d) { return d.behind_stls && d.what == What::closing; }},
    {"what stands behind STLS is executed", "RFC 2595 section 4", kDeviates, true,
     [](const D& d) { return d.behind_stls && d.what == What::too_many && d.theirs.given; }},
    {"behind USER all but PASS and QUIT may be refused", "RFC 1939 section 7, USER", kBoth, true,
     [](const D& d) {
       return they_refuse(d) && d.behind_user && d.keyword != Keyword::pass &&
              d.keyword != Keyword::quit;
     }},
    {"a command of an older RFC or of one's own may be there or not", "RFC 1939 section 3", kBoth,
     false,
     [](const D& d) {
       const std::string word = word_of(d);
       const bool old = word == "LAST" || word == "RPOP" || word == "XTND";
       return !d.keyword && they_accept(d) && (old || word.starts_with('X'));
     }},
    // ---- AUTHORIZATION ---------------------------------------------------------------------
    {"a second session gets in while the maildrop is locked", "RFC 1939 section 4", kDeviates, true,
     [](const D& d) {
       return they_accept(d) && (d.keyword == Keyword::pass || d.keyword == Keyword::apop) &&
              d.ours.code == "IN-USE";
     }},
    {"USER behind a successful USER is accepted", "RFC 1939 section 7, USER", kDeviates, true,
     [](const D& d) {
       return they_accept(d) && d.keyword == Keyword::user && !has_bad_arguments(d) &&
              !is_too_long(d);
     }},
    {"PASS is accepted though USER does not stand directly before it", "RFC 1939 section 7, PASS",
     kDeviates, true,
     [](const D& d) {
       return they_accept(d) && d.keyword == Keyword::pass &&
              d.ours.text.find("directly follow") != std::string::npos;
     }},
    {"blanks around a name or a password are not taken as part of it", "RFC 1939 section 7, PASS",
     kDeviates, true, [](const D& d) { return they_accept(d) && d.keyword == Keyword::pass; }},
    {"USER may be answered either way for a name that is none", "RFC 1939 section 7, USER", kBoth,
     false, [](const D& d) { return they_refuse(d) && d.keyword == Keyword::user; }},
    {"a mailbox may have no secret for APOP", "RFC 1939 section 7, APOP", kBoth, true,
     [](const D& d) { return they_refuse(d) && d.keyword == Keyword::apop; }},
    {"a login may be refused while nothing protects the password", "RFC 8314 section 3.3", kBoth,
     true,
     [](const D& d) {
       return they_refuse(d) && (d.keyword == Keyword::user || d.keyword == Keyword::pass);
     }},
    {"APOP may be offered or not", "RFC 1939 section 7, APOP", kBoth, false,
     [](const D& d) { return d.what == What::timestamp; }},
    // ---- form ------------------------------------------------------------------------------
    {"a line of more than 255 octets may be taken", "RFC 2449 section 4", kBoth, true,
     [](const D& d) {
       return they_accept(d) && is_too_long(d) &&
              (!d.keyword || spec_of(*d.keyword).arguments != Arguments::none);
     }},
    {"a command that is not of its form is accepted", "RFC 1939 section 3", kDeviates, true,
     [](const D& d) {
       return they_accept(d) && (has_bad_arguments(d) || has_odd_blanks(d) || is_too_long(d));
     }},
    {"a number that does not fit is taken as another one", "RFC 1939 section 3", kDeviates, true,
     [](const D& d) {
       return (they_accept(d) || d.what == What::payload) && has_number_beyond(d);
     }},
    {"a large count of lines is refused", "RFC 1939 section 7, TOP", kDeviates, false,
     [](const D& d) {
       return they_refuse(d) && d.keyword == Keyword::top && has_number_beyond(d);
     }},
    {"CAPA is refused in a state in which it is permitted", "RFC 2449 section 5", kDeviates, false,
     [](const D& d) { return they_refuse(d) && d.keyword == Keyword::capa; }},
    // ---- TRANSACTION -----------------------------------------------------------------------
    {"a line end may be counted for a message that has none at its end", "RFC 1939 section 11",
     kBoth, false,
     [](const D& d) {
       return (d.what == What::numbers || d.what == What::payload) && counts_line_ends(d);
     }},
    {"QUIT is not carried out when the client has gone", "RFC 1939 section 6", kDeviates, true,
     [](const D& d) {
       return (d.what == What::numbers || d.what == What::payload) && renumbers(d) &&
              d.quit_unheard;
     }},
    {"a message that arrives in the session appears in it", "RFC 1939 section 4", kDeviates, true,
     [](const D& d) {
       return (d.what == What::numbers || d.what == What::payload) && renumbers(d) &&
              d.state == StateKind::transaction && d.mail_came;
     }},
    {"the size counts octets that the server has added to the message", "RFC 1939 section 11",
     kDeviates, false,
     [](const D& d) {
       return (d.what == What::numbers || d.what == What::payload) && names_larger_size(d);
     }},
    {"TOP sends another blank line, or RETR another header", "RFC 1939 section 7, TOP", kDeviates,
     false,
     [](const D& d) {
       return d.what == What::payload && header_and_more(d) &&
              d.theirs.payload.size() > d.ours.payload.size();
     }},
    {"which capabilities there are is the server's own affair", "RFC 2449 section 5", kBoth, false,
     [](const D& d) { return d.what == What::payload && d.keyword == Keyword::capa; }},
    {"a response code may be given or not", "RFC 2449 section 8", kBoth, false,
     [](const D& d) { return d.what == What::code; }},
    // ---- ends ------------------------------------------------------------------------------
    {"autologout after less than ten minutes", "RFC 1939 section 3", kDeviates, true,
     [](const D& d) { return d.silence && d.they_end && !d.we_end; }},
    {"autologout says something", "RFC 1939 section 3", kDeviates, false,
     [](const D& d) { return d.silence && d.what == What::one_silent && d.theirs.given; }},
    {"what is no reply is sent", "RFC 1939 section 3", kDeviates, true,
     [](const D& d) {
       return (d.what == What::too_many || d.what == What::status || d.what == What::code) &&
              d.theirs.given && !is_reply(d.theirs.first_line) && !d.theirs.go_on;
     }},
    {"a line may be refused before it ends, or the session closed, when it is too long",
     "RFC 2449 section 4", kBoth, true,
     [](const D& d) {
       return (d.what == What::too_many || d.what == What::closing || d.what == What::one_silent) &&
              (is_too_long(d) || d.line_too_long);
     }},
    {"a session may be closed after refused commands or logins", "RFC 1939 section 4", kBoth, true,
     [](const D& d) {
       return (d.what == What::too_many && d.they_end) || (d.what == What::closing && d.refused);
     }},
    {"a command with an octet that no command has is not answered", "RFC 1939 section 3", kDeviates,
     true,
     [](const D& d) {
       return d.what == What::one_silent && !d.theirs.given &&
              std::any_of(d.line.begin(), d.line.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x20; });
     }},
    {"a session may be closed after refused commands or logins", "RFC 1939 section 4", kBoth, true,
     [](const D& d) { return d.what == What::one_silent && (d.they_end || d.we_end); }},
};

std::string described(const D& d) {
  static constexpr const char* kWhat[] = {"status",   "code",     "numbers", "payload", "timestamp",
                                          "no reply", "too many", "closing", "mailbox"};
  const auto side = [](const Pop3Reply& reply, bool ends) {
    return (reply.given || !reply.first_line.empty() ? shortened(reply.first_line) : "nothing") +
           (ends ? " (closes)" : "");
  };
  return std::string(kWhat[static_cast<int>(d.what)]) + ", " + shortened(d.line) +
         " | theirs: " + side(d.theirs, d.they_end) + " | ours: " + side(d.ours, d.we_end);
}

}  // namespace

Finding judge(const Pop3Difference& difference) {
  Finding finding;
  finding.what = described(difference);
  for (const Rule& rule : kRules) {
    if (!rule.applies(difference)) continue;
    finding.verdict = rule.verdict;
    finding.rule = rule.name;
    finding.section = rule.section;
    finding.ends = rule.ends;
    return finding;
  }
  finding.verdict = Verdict::disagree;
  finding.ends = true;
  return finding;
}

}  // namespace popscope::oracle
