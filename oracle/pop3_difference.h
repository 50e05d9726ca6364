#pragma once
// One way in which a POP3 server's answer and ours differ, with what a rule may look at.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oracle/verdict.h"
#include "sim/pop3/command.h"

namespace popscope::oracle {

struct Pop3Reply {
  bool given = false;
  bool ok = false;                   // "+OK"
  bool go_on = false;                // "+ ": the mechanism of AUTH goes on
  std::string code;                  // "IN-USE" of "[IN-USE]"
  std::string text;                  // behind status and code
  std::vector<std::string> payload;  // stuffed, without the final dot
  bool multi_line = false;
  std::string first_line;
};

struct Pop3Difference {
  enum class What : std::uint8_t {
    status,      // +OK here, -ERR there
    code,        // another response code, or none
    numbers,     // STAT, LIST n, UIDL n
    payload,     // of a reply of several lines
    timestamp,   // of the greeting
    one_silent,  // one of them did not reply at all
    too_many,    // one of them replied more often than there were commands
    closing,     // one of them closed the connection
    mailbox,     // what is left afterwards
  };
  What what = What::status;
  std::string line;  // the command, without its line end
  std::optional<sim::pop3::Keyword> keyword;
  std::optional<sim::pop3::StateKind> state;  // ours, before the step
  Pop3Reply theirs;
  Pop3Reply ours;
  bool they_end = false;  // closed the connection in this step, or before it
  bool we_end = false;
  bool silence = false;          // nothing was sent: the autologout timer
  bool mail_came = false;        // a message has arrived since the case began
  bool quit_unheard = false;     // a client sent QUIT and closed at once
  bool refused = false;          // the last command of the step was refused, by either
  bool behind_user = false;      // USER was accepted directly before, by ours
  bool behind_stls = false;      // the step sends something behind STLS, in the clear
  bool line_too_long = false;    // a line over the limit has been sent, ended or not
  std::size_t unterminated = 0;  // messages in the maildrop without a line end at their end
};

// The first rule that applies, or a finding that none does.
Finding judge(const Pop3Difference& difference);

}  // namespace popscope::oracle
