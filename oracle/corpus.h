#pragma once
// A corpus: what real servers answered to scripts of commands, one JSON object a line. Plain data
// as it was recorded; what it means for our sessions is the replay's business.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::oracle {

enum class Op : std::uint8_t {
  command,          // `sent` goes out, `lines` came back
  connect,          // `lines`: the greeting
  tls,              // a handshake on the open connection
  close,            // the client closes
  close_rst,        // ... with RST
  shutdown_write,   // the client has nothing more to say
  send_then_close,  // sends and closes without waiting for an answer
  deliver,          // a message arrives from outside
  wait,
  unsolicited,        // `lines` came without a command
  idle_until_closed,  // nothing is sent until the server closes
};

struct Step {
  Op op = Op::command;
  std::string connection;          // "k"; empty where a case has only one
  std::string sent;                // exact octets, line ends included; {x*N} expanded
  std::vector<std::string> lines;  // what the server sent, without CRLF
  std::string port = "pop3";
  std::string message;         // deliver
  bool pop3 = false;           // within an IMAP case
  bool ends = false;           // the server closed after this
  bool closed_before = false;  // it was closed already, nothing was sent
  bool no_reply = false;       // it stayed open, but nothing came
  bool half_closes = false;    // the client shut down its write side
  bool tls_failed = false;
  std::int64_t milliseconds = 0;  // wait; idle_until_closed: how long it took
};

struct Case {
  std::string name;
  std::string server;
  std::vector<std::string> messages;  // names of the messages that the mailbox begins with
  std::vector<Step> steps;
  bool unstable = false;  // the server answers differently from run to run
};

// One line of the corpus; none, and why not, when it is not of this form.
std::optional<Case> read_case(std::string_view line, std::string& problem);

// {x*N} is N times x, wherever it stands.
std::string expanded(std::string_view text);

}  // namespace popscope::oracle
