#pragma once
// Two branches side by side at one time: each side shows its last step at or before it. One view
// over two (timeline, cursor) pairs.
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "text/catalogue.h"
#include "view/ladder.h"
#include "view/transport.h"

namespace popscope::view {

struct HeldTile {
  std::string subject;
  bool there = true;         // hollow and dashed when gone
  bool differs = false;      // not so on the other side
};

inline constexpr std::size_t kTilesShown = 9;  // three rows of three: a glance has to do

struct CompareRow {
  std::string number;        // "14", "14–17" for a folded run
  LadderRow row;             // kind arrow or notice
  // A run that does not differ in kind from what is known: "connect, +OK, USER, +OK".
  bool folded = false;
  bool differs = false;      // from the first step that differs on
  bool current = false;
};

struct CompareSide {
  std::string name;
  bool here = false;         // "you are here"
  std::string place;         // "branch 1, step 22", "branch 1, step 12 so far"
  bool ended = true;         // it stands at its branch's end
  std::vector<Lane> lanes;
  std::vector<CompareRow> rows;
  std::string maildrop;      // "Maildrop of sarah", "INBOX of sarah"
  std::string lock;          // "held by Phone", "not locked"; empty where nothing locks
  bool locked = false;
  std::vector<HeldTile> held;  // at most kTilesShown, those that differ before the others
  std::string more;          // "and 992 more"; empty: all are there
  std::uint32_t arrived = 0;   // those of `held`, and the more
  std::string count;         // "2 messages."
  std::string remark;        // what differs in words
};

struct CompareView {
  bool as_listener = false;  // what is sealed is not read
  CompareSide sides[2];
  std::string differ;        // "The two differ from step 13 on."
  std::uint32_t times = 0;   // how many stops the shared scrubber has
  std::uint32_t time = 0;    // where it stands
};

// `time` counts the union of both branches' closing times, from 0.
CompareView compare(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                    std::uint32_t time, const text::Catalogue& catalogue,
                    bool as_listener = false);

// Makes the strip of time the one scrubber of both branches.
class ComparedTimes;
void show_compared_time(const ComparedTimes& times, std::uint32_t time,
                        const text::Catalogue& catalogue, TransportView& strip);

// The stop at or before the cursor.
std::uint32_t compare_time(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b);
// The time of a stop, and the last stop at or before a time.
sim::Time compared_time(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                        std::uint32_t stop);
std::uint32_t compare_stop(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                           sim::Time time);
// Where a comparison begins: at both ends when all of both branches may be shown, else at the
// cursor.
std::uint32_t compare_begin(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b);

}  // namespace popscope::view
