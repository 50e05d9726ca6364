#pragma once
// The ladder (sequence diagram): lanes for hosts, one row a step, state bars beside the server.
// Built for a window of rows, so that a session of 100,000 lines costs what is visible.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/selection.h"
#include "view/wire_line.h"

namespace popscope::view {

struct Lane {
  std::string name;      // "Laptop"
  std::string note;      // "port 50112", "POP3, port 110"
  std::string short_note;  // of a server, where its ports have no room: "12 ports"
  bool server = false;
  bool cut = false;      // its cable is pulled at the cursor
  bool tls = false;      // its connection is inside TLS
  bool news = false;     // the note is worth its room on the wall, too
};

struct LadderRow {
  enum class Kind : std::uint8_t { arrow, notice, segment };
  enum class Time : std::uint8_t { past, now, future };
  Kind kind = Kind::arrow;
  Time time = Time::past;
  bool comes_next = false;           // what is told ahead of the cursor, instead of its step
  bool names_line = false;           // ... and its words are those of the line that is sent
  std::uint32_t step = 0;
  std::uint32_t moment = 0;          // to which a click goes; 0: none
  std::string number;                // "12", "12.1"
  std::string at;                    // "0.28 s", "10 min 01 s"
  std::uint32_t from_lane = 0;       // arrow, segment
  std::uint32_t to_lane = 0;         // notice: the lane it belongs to, or both for all between
  bool line = false;                 // `wire` is set: a command or a reply; else `words`
  WireLine wire;
  std::string words;                 // "connection opens: SYN, SYN ACK, ACK", "cable cut"
  std::uint32_t payload_lines = 0;   // folded below a multi-line reply
  std::string payload;               // "30 lines"; empty when there are none
  std::string remark;                // behind the line: "readable by all"
  bool broken = false;               // lost or failed: drawn broken
  // A SYN that RST answered came so far, and was not lost: to a firewall before the host, or to it.
  // The firewall's RST begins where the SYN ended.
  enum class Refused : std::uint8_t { no, before_the_host, by_the_host, from_before_the_host };
  Refused refused = Refused::no;
  bool sealed = false;               // inside TLS: drawn as a tube
  bool pale = false;                 // a connection, a segment: paler than lines
  bool pair = false;                 // grain exchange: `command` stands above its reply in `wire`
  WireLine command;
  std::string command_words;         // in place of it, as `words` in place of `wire`
  std::string command_remark;
  bool asked = true;                 // pair: the command has come at the cursor,
  bool answered = true;              // and the reply
  std::uint32_t segment = 0;         // kind segment: index in its step
  bool selected_segment = false;
};

// A stretch of a session in one state, along the rows.
struct StateBar {
  std::uint32_t lane = 0;            // of the server
  std::uint32_t column = 0;          // bars of sessions that live at one time stand side by side
  std::uint32_t session = 0;
  std::uint32_t first_row = 0;       // rows as `LadderView::first_row` counts them
  std::uint32_t last_row = 0;
  std::string state;                 // "Authorization"
  bool current = false;
  bool dashed = false;               // UPDATE
  bool silent = false;               // behind a cable that is cut: the state goes on, unheard
};

struct LadderView {
  bool as_listener = false;          // what is sealed is not read
  std::vector<Lane> lanes;           // from left to right
  std::uint32_t row_count = 0;       // in all that may be told
  std::uint32_t first_row = 0;       // of `rows`
  std::uint32_t cursor_row = 0;      // the row of the cursor's step; row_count when at step 0
  std::vector<LadderRow> rows;
  bool exchanges = false;            // rows are twice as high: a command and its reply
  std::string widest_at;             // no row's time is longer: what the column is made for
  std::vector<StateBar> bars;        // those that touch the visible rows
  std::string empty;                 // what to say when there are no rows yet
};

LadderView ladder(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue, std::uint32_t first_row, std::uint32_t rows);

}  // namespace popscope::view
