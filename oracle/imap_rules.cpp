// The rules of IMAP: what may differ, and where a server deviates. The first one that applies
// counts; they speak of behaviour, and none knows a server's name or a case's.
#include <algorithm>

#include "oracle/imap_difference.h"
#include "sim/core/ascii.h"
#include "sim/imap/command.h"

namespace popscope::oracle {
namespace {

using D = ImapDifference;
using What = ImapDifference::What;
using sim::imap::Keyword;

struct Rule {
  const char* name;
  const char* section;
  Verdict verdict;
  bool ends;  // what follows in the case depends on it
  bool (*applies)(const D&);
};

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

bool completes(const D& d, std::string_view theirs, std::string_view ours) {
  return d.what == What::completion && d.theirs == theirs && d.ours == ours;
}

bool they_accept(const D& d) {
  return d.what == What::completion && (d.theirs == "OK" || d.theirs == "+") && d.ours != "OK";
}
bool they_refuse(const D& d) {
  return d.what == What::completion && (d.theirs == "NO" || d.theirs == "BAD") &&
         (d.ours == "OK" || d.ours == "+");
}

bool without_literal_plus(const D& d) {
  return contains(d.command, "+}") && d.their_capabilities.count("LITERAL+") == 0 &&
         d.their_capabilities.count("LITERAL-") == 0;
}

// What of a command only an extension gives a meaning (RFC 9051 section 6.1.1: a client must not
// use what has not been announced, and ours does not announce these).
bool uses_extension(const D& d) {
  static constexpr std::string_view kMarks[] = {
      "(CONDSTORE",    "(QRESYNC",  " RETURN (",   "LIST (",     "MODSEQ",     "(UNCHANGEDSINCE",
      "(CHANGEDSINCE", "PREVIEW",   "SAVEDATE",    " BINARY",    "(BINARY",    "EMAILID",
      "THREADID",      "OBJECTID",  " SIZE",       "(SIZE",      "DELETED)",   "FUZZY",
      " YOUNGER ",     " OLDER ",   "SAVEDBEFORE", "SAVEDSINCE", "SAVEDON",    "ANNOTATION",
      "X-GM",          "MAILBOXID", "APPENDLIMIT", " ~{",        "CATENATE (", " UTF8 (",
      "INTHREAD",      "FILTER",    " $",          "(SUBSCRIBED"};
  const std::string command = sim::upper(d.command);
  if (d.fault != sim::imap::Malformed::bad_arguments) return false;
  if (d.keyword == Keyword::append && d.their_capabilities.count("MULTIAPPEND") > 0) return true;
  if (d.keyword == Keyword::list && d.their_capabilities.count("LIST-EXTENDED") > 0) return true;
  return std::any_of(std::begin(kMarks), std::end(kMarks),
                     [&](std::string_view mark) { return contains(command, mark); });
}

// A command that they have not announced, or did not have to.
bool is_not_announced(const D& d) {
  if (!d.keyword) return false;
  const std::string_view capability = spec_of(*d.keyword).capability;
  if (d.keyword == Keyword::authenticate || capability.empty()) return false;
  return d.their_capabilities.count(std::string(capability)) == 0;
}

// The values are the same but for line ends at their end.
bool same_but_line_end(std::string theirs, std::string ours) {
  const auto trim = [](std::string& text) {
    while (!text.empty() && contains("\r\n\"", std::string_view(&text.back(), 1))) text.pop_back();
  };
  trim(theirs);
  trim(ours);
  return theirs == ours;
}

bool has_reversed_range(const D& d) {
  const auto parsed = sim::imap::parse(d.command);
  const auto* command = std::get_if<sim::imap::Command>(&parsed);
  if (!command) return false;
  const auto reversed = [](const sim::imap::SequenceSet& set) {
    return std::any_of(set.ranges.begin(), set.ranges.end(), [](sim::imap::SequenceRange r) {
      return (r.first == 0 && r.last != 0) || (r.last != 0 && r.first > r.last);
    });
  };
  if (const auto* fetch = std::get_if<sim::imap::Fetch>(&command->body))
    return reversed(fetch->set);
  if (const auto* uid = std::get_if<sim::imap::UidFetch>(&command->body)) return reversed(uid->set);
  if (const auto* store = std::get_if<sim::imap::StoreFlags>(&command->body)) {
    return reversed(store->set);
  }
  return false;
}

bool is_empty_value(const std::string& value) { return value == "NIL" || value == "\"\""; }

// The client may be told so at any later moment (RFC 9051 section 5.2).
bool must_be_told_now(const D& d) {
  return d.subject == "still" && (d.keyword == Keyword::noop || d.keyword == Keyword::check);
}

bool is_code_of_ours(const std::string& code) {
  for (const char* known : {"UIDVALIDITY", "UIDNEXT", "UNSEEN", "PERMANENTFLAGS", "COPYUID"}) {
    if (code == known) return true;
  }
  return false;
}

bool renames_inbox(const D& d) {
  return d.keyword == Keyword::rename && contains(sim::upper(d.command), "RENAME INBOX ");
}

// \\Seen aside, the flags are the same.
bool differs_by_seen(const D& d) {
  const auto without = [](std::string text) {
    text = sim::upper(text);
    const std::size_t at = text.find("\\SEEN");
    if (at != std::string::npos) text.erase(at, 5);
    std::erase(text, ' ');
    return text;
  };
  return without(d.theirs) == without(d.ours);
}

bool searches_recent(const D& d) {
  const std::string command = sim::upper(d.command);
  return contains(command, "RECENT") || contains(command, " NEW") || contains(command, " OLD");
}

constexpr Verdict kBoth = Verdict::agree;
constexpr Verdict kDeviates = Verdict::reviewed;

const Rule kCompletionRules[] = {
    {"a command that our session does not have", "RFC 9051 section 6.1.1", Verdict::not_yet, true,
     [](const D& d) {
       return !d.known && they_accept(d) && !contains(d.command, "  ") &&
              d.fault == sim::imap::Malformed::unknown_keyword;
     }},
    {"an extension that we do not announce", "RFC 9051 section 6.1.1", kBoth, true,
     [](const D& d) { return they_accept(d) && uses_extension(d); }},
    {"a command that they do not announce", "RFC 9051 section 6.1.1", kBoth, true,
     [](const D& d) { return they_refuse(d) && is_not_announced(d); }},
    {"a literal that nobody waits for is no literal where LITERAL+ is not announced",
     "RFC 7888 section 3", kBoth, true,
     [](const D& d) { return they_refuse(d) && without_literal_plus(d); }},
    {"LOGIN may be refused while nothing protects the password", "RFC 9051 section 6.2.3", kBoth,
     true, [](const D& d) { return they_refuse(d) && d.tls_needed && !d.known_state; }},
    {"the literal may be refused as too large, by NO or BAD, or taken", "RFC 7888 section 4", kBoth,
     true, [](const D& d) { return d.what == What::completion && d.our_code == "TOOBIG"; }},
    {"a command may be refused before its literal is sent", "RFC 9051 section 4.3", kBoth, true,
     [](const D& d) { return they_refuse(d) && d.ours == "+" && d.command.ends_with('}'); }},
    {"which mechanisms there are is the server's own affair", "RFC 9051 section 6.2.2", kBoth, true,
     [](const D& d) {
       return d.what == What::completion && d.keyword == Keyword::authenticate && !d.fault &&
              (they_refuse(d) || they_accept(d));
     }},
    {"another character set of SEARCH is not refused by NO", "RFC 9051 section 6.4.4", kDeviates,
     false, [](const D& d) { return d.what == What::completion && d.our_code == "BADCHARSET"; }},
    {"which names mailboxes may have is the server's own affair", "RFC 9051 section 5.1", kBoth,
     true,
     [](const D& d) {
       const bool names = d.keyword == Keyword::create || d.keyword == Keyword::rename;
       return d.what == What::completion && names && !renames_inbox(d) &&
              (d.our_code == "CANNOT" || they_refuse(d));
     }},
    {"INBOX cannot be renamed", "RFC 9051 section 6.3.6", kDeviates, true,
     [](const D& d) { return they_refuse(d) && renames_inbox(d); }},
    {"NO where a command is not understood or not permitted", "RFC 9051 section 7.1.3", kDeviates,
     false, [](const D& d) { return completes(d, "NO", "BAD"); }},
    {"a command without a tag that is one is carried out", "RFC 9051 section 2.2.1", kDeviates,
     true,
     [](const D& d) {
       return (they_accept(d) || d.what == What::one_silent) &&
              d.fault == sim::imap::Malformed::no_tag;
     }},
    {"a command that is not of its form is carried out", "RFC 9051 section 9", kDeviates, true,
     [](const D& d) {
       return they_accept(d) && d.ours == "BAD" &&
              (d.fault == sim::imap::Malformed::bad_arguments ||
               d.fault == sim::imap::Malformed::unknown_keyword);
     }},
    {"a message number that no message has is passed over", "RFC 9051 section 9, seq-number",
     kDeviates, true,
     [](const D& d) {
       return completes(d, "OK", "BAD") && d.known && !d.fault && d.keyword &&
              (spec_of(*d.keyword).arguments == sim::imap::Arguments::set_and_items ||
               spec_of(*d.keyword).arguments == sim::imap::Arguments::set_and_flags ||
               spec_of(*d.keyword).arguments == sim::imap::Arguments::set_and_mailbox);
     }},
    {"a command is carried out in a state in which it is not permitted", "RFC 9051 section 3",
     kDeviates, true,
     [](const D& d) {
       return they_accept(d) && d.ours == "BAD" && d.known && !d.fault && d.keyword;
     }},
    {"a message that another session has expunged may be refused", "RFC 2180 section 4.1", kBoth,
     true, [](const D& d) { return d.what == What::completion && d.gone_elsewhere; }},
    {"messages are removed while a POP3 session holds the maildrop", "RFC 1939 section 4",
     kDeviates, true,
     [](const D& d) { return they_accept(d) && d.pop3_locks && d.our_code == "INUSE"; }},
    {"a change of a mailbox that is selected read-only is answered by OK", "RFC 9051 section 6.3.3",
     kDeviates, true, [](const D& d) { return they_accept(d) && d.our_code == "READ-ONLY"; }},
    {"the selected mailbox may be deleted or not", "RFC 9051 section 6.3.5", kBoth, true,
     [](const D& d) {
       return d.what == What::completion && d.keyword == Keyword::delete_ &&
              (d.our_code == "INUSE" || they_refuse(d));
     }},
    {"a mailbox that is not there is renamed", "RFC 9051 section 6.3.6", kDeviates, true,
     [](const D& d) { return they_accept(d) && d.keyword == Keyword::rename; }},
    {"SUBSCRIBE may look whether there is such a mailbox, or not", "RFC 9051 section 6.3.7", kBoth,
     true,
     [](const D& d) {
       return they_accept(d) &&
              (d.keyword == Keyword::subscribe || d.keyword == Keyword::unsubscribe);
     }},
    {"names above a new mailbox may be mailboxes or not", "RFC 9051 section 6.3.4", kBoth, true,
     [](const D& d) {
       return d.what == What::completion &&
              (d.keyword == Keyword::select || d.keyword == Keyword::examine) && d.is_parent;
     }},
    {"a message with bare line feeds may be refused", "RFC 9051 section 6.3.12", kBoth, true,
     [](const D& d) { return they_refuse(d) && d.keyword == Keyword::append && d.bare_line_feed; }},
    {"a session may be closed after refused commands, with BYE", "RFC 9051 section 7.1.5", kBoth,
     true,
     [](const D& d) {
       return (d.what == What::one_silent || d.what == What::too_many) && (d.they_end || d.we_end);
     }},
    {"what is sent behind LOGIN without waiting is lost", "RFC 9051 section 5.5", kDeviates, true,
     [](const D& d) { return d.what == What::one_silent && d.pipelined && d.theirs.empty(); }},
    {"a literal of a refused command is read as commands", "RFC 7888 section 4", kDeviates, true,
     [](const D& d) { return d.what == What::too_many && d.theirs == "more" && d.had_literal; }},
    {"a command that cannot be read may be answered untagged", "RFC 9051 section 7.1.3", kBoth,
     false, [](const D& d) { return d.what == What::tag && d.theirs == "BAD"; }},
    {"a command that cannot be read may be answered untagged", "RFC 9051 section 7.1.3", kBoth,
     false, [](const D& d) { return d.what == What::tag && d.theirs == "NO"; }},
    {"autologout after less than thirty minutes", "RFC 9051 section 5.4", kDeviates, true,
     [](const D& d) {
       return d.what == What::closing && d.silence && d.they_end && d.known_state &&
              d.silent_ms < 1'800'000;
     }},
    {"autologout may come after another time", "RFC 9051 section 5.4", kBoth, true,
     [](const D& d) { return d.what == What::closing && d.silence; }},
    {"a session may be closed after what was refused, with BYE", "RFC 9051 section 7.1.5", kBoth,
     true, [](const D& d) { return d.what == What::closing && d.they_say_bye && !d.we_end; }},
};

const Rule kDataRules[] = {
    {"which capabilities there are is the server's own affair", "RFC 9051 section 7.2.2", kBoth,
     false, [](const D& d) { return d.subject == "CAPABILITY"; }},
    {"a response code may be given or not", "RFC 9051 section 7.1", kBoth, false,
     [](const D& d) {
       return d.what == What::code && (d.their_code != d.our_code) && d.our_code != "READ-ONLY" &&
              d.our_code != "READ-WRITE";
     }},
    {"a read-only refusal may say so in a code", "RFC 9051 section 7.1", kBoth, false,
     [](const D& d) { return d.what == What::code && d.their_code.empty(); }},
    {"UIDNEXT and UNSEEN may be missing", "RFC 3501 section 6.3.1", kBoth, false,
     [](const D& d) {
       return d.what == What::not_told && (d.subject == "UIDNEXT" || d.subject == "UNSEEN") &&
              d.theirs.empty();
     }},
    {"[CLOSED] belongs to a later revision", "RFC 9051 section 6.3.2", kBoth, false,
     [](const D& d) { return d.what == What::not_told && d.subject == "CLOSED"; }},
    {"data of extensions that we do not have", "RFC 9051 section 7.1", kBoth, false,
     [](const D& d) {
       return d.what == What::not_told && d.ours.empty() && d.their_code_only &&
              !is_code_of_ours(d.subject);
     }},
    {"ID may be answered with nothing", "RFC 2971 section 3.1", kBoth, false,
     [](const D& d) { return d.what == What::not_told && d.subject == "ID"; }},
    {"ENABLED may be left out where nothing was enabled", "RFC 5161 section 3.2", kBoth, false,
     [](const D& d) { return d.what == What::not_told && d.subject == "ENABLED"; }},
    {"the mailbox's flags may be told again", "RFC 9051 section 7.3.5", kBoth, false,
     [](const D& d) {
       return d.what == What::not_told &&
              (d.subject == "FLAGS list" || d.subject == "PERMANENTFLAGS");
     }},
    {"autologout may come after another time", "RFC 9051 section 5.4", kBoth, false,
     [](const D& d) { return d.silence && d.subject == "BYE" && d.they_end != d.we_end; }},
    {"the connection ends without BYE", "RFC 9051 section 3.4", kDeviates, false,
     [](const D& d) { return d.subject == "BYE" && d.theirs.empty() && d.they_end; }},
    // ---- LIST ------------------------------------------------------------------------------
    {"attributes of names may be given or not", "RFC 9051 section 7.3.1", kBoth, false,
     [](const D& d) { return d.what == What::attributes; }},
    {"INBOX is only found in capitals", "RFC 9051 section 5.1", kDeviates, false,
     [](const D& d) {
       return d.what == What::names && d.theirs.empty() && d.ours == "INBOX" && d.subject == "LIST";
     }},
    {"other namespaces, and which mailboxes there are or are subscribed to at first",
     "RFC 9051 section 5.1.2", kBoth, false,
     [](const D& d) { return d.what == What::names && !d.named; }},
    {"names above a new mailbox may be listed or not", "RFC 9051 section 6.3.9", kBoth, false,
     [](const D& d) { return d.what == What::names && d.is_parent; }},
    {"a mailbox created with the delimiter at its end is not there", "RFC 9051 section 6.3.4",
     kDeviates, false,
     [](const D& d) { return d.what == What::names && d.theirs.empty() && d.subject == "LIST"; }},
    // ---- the client's picture --------------------------------------------------------------
    {"what others did may be told at another moment", "RFC 9051 section 5.2", kBoth, false,
     [](const D& d) { return d.what == What::view && !must_be_told_now(d); }},
    {"\\Recent is what the server says it is", "RFC 3501 section 2.3.2", kBoth, false,
     [](const D& d) { return d.what == What::not_told && d.subject == "\\RECENT"; }},
    {"\\Recent is what the server says it is", "RFC 3501 section 2.3.2", kBoth, false,
     [](const D& d) { return d.what == What::value && d.subject == "RECENT"; }},
    {"\\Recent is what the server says it is", "RFC 3501 section 2.3.2", kBoth, false,
     [](const D& d) {
       return d.what == What::value && d.subject == "SEARCH" && searches_recent(d);
     }},
    {"POP3's RETR may set \\Seen", "RFC 9051 section 2.3.2", kBoth, false,
     [](const D& d) {
       return d.what == What::value && d.pop3_has_read &&
              ((d.subject == "FLAGS" && differs_by_seen(d)) || d.subject == "UNSEEN");
     }},
    {"a message that another session has expunged may be sent, empty or left out",
     "RFC 2180 section 4.1", kBoth, false, [](const D& d) { return d.gone_elsewhere; }},
    {"a range from the larger to the smaller number is not understood", "RFC 9051 section 9",
     kDeviates, false,
     [](const D& d) {
       return d.what == What::not_told && d.theirs.empty() && has_reversed_range(d);
     }},
    {"flags, and the UID with them, may be told without having been asked for",
     "RFC 9051 section 7.5.2", kBoth, false,
     [](const D& d) {
       return d.what == What::not_told && !d.asked &&
              (d.subject == "FLAGS" || d.subject == "UID" || d.subject == "MODSEQ");
     }},
    {"a message's sizes are searched for as they are on the disk", "RFC 9051 section 6.4.4",
     kDeviates, false,
     [](const D& d) {
       const std::string command = sim::upper(d.command);
       return d.what == What::value && d.subject == "SEARCH" &&
              (contains(command, "LARGER") || contains(command, "SMALLER"));
     }},
    {"the body of a multipart part ends with, or without, the line end before its boundary",
     "RFC 2046 section 5.1.1", kDeviates, false,
     [](const D& d) {
       return d.what == What::value && d.subject.starts_with("BODY[") &&
              same_but_line_end(d.theirs, d.ours);
     }},
    {"a part that is not there may be NIL or empty", "RFC 9051 section 6.4.5", kBoth, false,
     [](const D& d) {
       return d.what == What::value && d.subject.starts_with("BODY[") && is_empty_value(d.theirs) &&
              is_empty_value(d.ours);
     }},
    {"the structure has another default encoding or character set", "RFC 2045 sections 5.2 and 6.1",
     kDeviates, false,
     [](const D& d) {
       return d.what == What::value && (d.subject == "BODY" || d.subject == "BODYSTRUCTURE") &&
              contains(d.theirs, "\"8bit\"") && !contains(d.ours, "\"8bit\"");
     }},
};

std::string described(const D& d) {
  static constexpr const char* kWhat[] = {"completion",  "tag",      "code",       "value",
                                          "told",        "names",    "attributes", "view",
                                          "no response", "too many", "closing",    "mailbox"};
  const auto side = [](const std::string& text, bool ends) {
    return (text.empty() ? "nothing" : shortened(text)) + (ends ? " (closes)" : "");
  };
  return std::string(kWhat[static_cast<int>(d.what)]) + " " + d.subject + ", " +
         shortened(d.command) + " | theirs: " + side(d.theirs, d.they_end) +
         " | ours: " + side(d.ours, d.we_end);
}

bool is_about_data(What what) {
  return what == What::value || what == What::not_told || what == What::names ||
         what == What::attributes || what == What::view || what == What::code;
}

}  // namespace

Finding judge(const ImapDifference& difference) {
  Finding finding;
  finding.what = described(difference);
  const auto settle = [&](const Rule& rule) {
    if (!rule.applies(difference)) return false;
    finding.verdict = rule.verdict;
    finding.rule = rule.name;
    finding.section = rule.section;
    finding.ends = rule.ends;
    return true;
  };
  const bool settled =
      is_about_data(difference.what)
          ? std::any_of(std::begin(kDataRules), std::end(kDataRules), settle)
          : std::any_of(std::begin(kCompletionRules), std::end(kCompletionRules), settle);
  if (settled) return finding;
  finding.verdict = Verdict::disagree;
  finding.ends = !is_about_data(difference.what);
  return finding;
}

}  // namespace popscope::oracle
