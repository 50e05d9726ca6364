#pragma once
// The state machine of the chosen session, drawn from the command table and the exit table.
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "sim/core/ids.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

struct StateBox { std::string name; std::string section; bool current = false; bool been = false; };
struct ExitArrow {
  std::uint32_t from = 0;            // index into boxes
  std::string label;                 // "QUIT, ended, 600 s"
  std::vector<std::string> ways;     // for the tooltip: each way out in a sentence
  bool taken = false;                // the way by which this session ended
};
struct CommandChip {
  std::string keyword;
  bool permitted = false;
  std::string why;  // tooltip: what it does, or why it is not permitted, with its section
};

inline constexpr std::uint32_t kSessionsListed = 100;  // the newest; nobody chooses among more

struct StatesView {
  std::string heading;               // "Session 1, seen by the server"
  std::string note;                  // "holds the lock"
  std::vector<StateBox> boxes;       // Authorization, Transaction, Update, Closed
  std::vector<ExitArrow> exits;      // into Closed
  std::string silence;  // "silent for 1 min 40 s of 10 min"; empty when not of interest
  std::vector<CommandChip> commands;
  std::vector<std::string> sessions; // names of all sessions, to choose from; with `chosen`
  std::vector<sim::SessionId> session_ids;  // of these names; at most kSessionsListed
  std::uint32_t chosen = 0;
  std::string empty;                 // no session yet: what to do
};

StatesView states(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue);

}  // namespace popscope::view
