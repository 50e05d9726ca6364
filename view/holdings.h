#pragma once
// The comparison's second form: where the mail is. Two branches at one time: the mailbox on the
// server, with what is gone from it and who removed it; what each device holds; how it came to that
// over time; and the difference in a sentence. Only rows of a window are built.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "sim/core/ids.h"
#include "text/catalogue.h"
#include "view/devices.h"
#include "view/plot.h"

namespace popscope::view {

struct HoldingRow {
  std::string subject;
  std::string note;                       // "removed 09:05 by Office PC", "read on Office PC"
  bool there = true;                      // hollow and dashed when gone
  bool fresh = false;                     // the newest
  std::optional<std::uint32_t> leads_to;  // the step of its removal
};

struct HoldingPlace {                     // the server, or a device
  std::string name;
  std::string note;                       // "3 messages", "checking now", "not yet"
  std::uint32_t count = 0;                // of rows, in all
  std::uint32_t first = 0;                // of `rows`
  std::vector<HoldingRow> rows;
  std::string empty;                      // instead of rows
  // Of the server: the last row that is there on one side and gone on the other.
  std::optional<std::uint32_t> differs_at;
};

struct HoldingsSide {
  std::uint32_t branch = 0;
  std::string name;
  std::string settings;                   // "removes after download"
  HoldingPlace server;
  std::vector<HoldingPlace> devices;
  Plot plot;
  std::string difference;                 // "Phone does not find 3 of 4 messages."
  std::string because;                    // "Office PC has removed them from the server ..."
  std::optional<std::uint32_t> leads_to;  // the step that made the difference
};

struct HoldingsView {
  HoldingsSide sides[2];
  std::string at;                         // "12:30:04"
  std::uint32_t times = 0;                // stops of the shared scrubber
  std::uint32_t time = 0;                 // where it stands
};

// Which rows are built; without a window all of them.
struct HoldingsWindows {
  HeldWindow server[2];
  std::vector<HeldWindow> devices[2];
};

// `time` counts as in `compare`. The times are made by whoever draws many frames of the same two.
class ComparedTimes;
HoldingsView holdings(const ComparedTimes& times, std::uint32_t time, Measure measure,
                      const text::Catalogue& catalogue, const HoldingsWindows& windows = {});
HoldingsView holdings(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                      std::uint32_t time, Measure measure, const text::Catalogue& catalogue,
                      const HoldingsWindows& windows = {});

// Whether the two part before anything has happened: variants, or ways at the start of the story.
bool part_at_start(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b);

// The branches that one may lay side by side: none hides behind an open question.
struct ComparedWay {
  std::uint32_t branch = 0;
  std::string name;
  bool chosen = false;
};
std::vector<ComparedWay> compared_ways(const lesson::Visit& visit, sim::BranchId a,
                                       sim::BranchId b, const text::Catalogue& catalogue);

}  // namespace popscope::view
