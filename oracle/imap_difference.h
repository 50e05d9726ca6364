#pragma once
// One way in which an IMAP server's responses and ours differ, with what a rule may look at.
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "oracle/verdict.h"
#include "sim/imap/command.h"

namespace popscope::oracle {

struct ImapDifference {
  enum class What : std::uint8_t {
    completion,  // OK here, NO or BAD there
    tag,         // answered under another tag
    code,        // another response code with the same completion
    value,       // an item that was asked for: of FETCH, SEARCH, STATUS
    not_told,    // an item that one side told and the other did not: `subject` says which
    names,       // LIST and LSUB: other names
    attributes,  // ... other attributes or delimiter
    view,        // how many messages the client knows of, and which
    one_silent,  // one of them did not respond at all
    too_many,    // one of them responded more often than there were commands
    closing,
    mailbox,  // what is left afterwards
  };
  What what = What::completion;
  std::string command;  // as sent, up to its first literal
  std::optional<sim::imap::Keyword> keyword;
  // What is wrong with the command, as our session reads it.
  std::optional<sim::imap::Malformed> fault;
  bool known = true;    // our table has the command
  std::string mailbox;  // that the command names
  std::string subject;  // "FLAGS", "BODY[TEXT]", "UIDNEXT", "RECENT" ...
  std::string theirs;   // "OK", "NO", "BAD", "+", or the value
  std::string ours;
  std::string their_code;
  std::string our_code;
  std::set<std::string> their_capabilities;  // as far as they have been announced
  bool they_end = false;
  bool we_end = false;
  bool they_say_bye = false;
  bool known_state = false;      // somebody has logged in already
  bool pop3_locks = false;       // a POP3 session holds the maildrop
  bool tls_needed = false;       // the server said LOGINDISABLED
  bool silence = false;          // nothing was sent: the autologout timer
  bool pipelined = false;        // one of several commands in one step
  bool had_literal = false;      // the step carried a literal that nobody waited for
  bool bare_line_feed = false;   // the step sent a line feed without CR
  bool asked = false;            // the command asked for the item
  bool named = false;            // one of the names has been named by a command
  bool is_parent = false;        // the names stand above one that a command has named
  bool their_code_only = false;  // `subject` is a response code
  bool pop3_has_read = false;    // a POP3 session has had RETR or TOP answered
  std::int64_t silent_ms = 0;    // how long nothing was sent, with `silence`
  bool gone_elsewhere = false;   // another session has expunged what our client may still see
};

// The first rule that applies, or a finding that none does.
Finding judge(const ImapDifference& difference);

}  // namespace popscope::oracle
