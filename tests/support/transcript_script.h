#pragma once
// The one language of protocol tests: what is said on numbered connections, and what is so in
// between. The runner plays a file in several ways; every way must give what the file says.
//
//   # a comment
//   server apop, autologout 700s          options of the server; optional. Also stls, auth,
//                                         utf8, lang, and faults by their names
//   maildrop mrose: msg(120) msg(200)     a maildrop and its messages (octets); password "secret"
//   connection 2 imap                     what follows on 2 is IMAP; the others are POP3
//   maildrop ann "two words": file(.\ndot) a password; a message with exactly these lines
//   1 S: +OK *                            a reply line; * is free text; $name binds on first use
//   1 C: USER mrose                       a command line (CRLF is added)
//   1 raw: ST\x00AT\r\n                   exact octets
//   1 -                                   no reply has come, and none comes
//   1 closed                              the server has closed the connection
//   @cut 1   @plug 1   @reset 1   @close 1   @connect 1   @wait 10min   @deliver mrose msg(90)
//   @expect maildrop mrose 2 messages, locked
//
// A connection opens when it is first named; each is its own host. A script with an IMAP connection
// is played on bare sessions that share a store (session_player.h), without a network: it has no
// cables to cut or plug.
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace popscope::test {

struct ScriptLine {
  enum class Kind { server, client, raw, silence, closed, act, expect };
  Kind kind = Kind::client;
  int connection = 0;
  std::string text;
  int line = 0;  // in the file
};

struct TranscriptScript {
  std::string name;
  std::vector<std::string> server_options;
  struct Drop { std::string user, password; std::vector<std::string> messages; };
  std::vector<Drop> maildrops;
  std::set<int> imap;  // connections
  std::vector<ScriptLine> lines;
};

TranscriptScript parse_script(const std::string& name, const std::string& text);
// Paths only: listing must be cheap, because every start of a test program does it.
std::vector<std::string> scripts_in(const std::string& folder);
TranscriptScript read_script(const std::string& path);

// How the octets of command lines are handed over.
struct Delivery {
  enum class How { whole, octet_by_octet, split } how = How::whole;
  std::size_t at = 0;  // split: the first part's octets
};

// Each gives what went wrong, with the line of the file; empty when nothing did.
std::vector<std::string> play(const TranscriptScript& script, Delivery delivery);

// Plays it whole, then cuts every connection before each moment in turn: invariants hold, after the
// silence limit the maildrop is unlocked and is as before, unless QUIT had been received: then all
// marked messages are gone. `cuts` counts how many were tried.
std::vector<std::string> play_cut_everywhere(const TranscriptScript& script, int& cuts);

std::size_t longest_command(const TranscriptScript& script);

}  // namespace popscope::test
