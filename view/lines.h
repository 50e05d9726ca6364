#pragma once
// The raw lines of the chosen session up to the cursor, line ends and stuffing made visible, and
// the octets of the cursor's step.
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/selection.h"
#include "view/wire_line.h"

namespace popscope::view {

struct LinesRow {
  std::uint32_t step = 0;
  bool first_of_step = false;     // then the number and C:/S: are shown
  WireLine wire;
  std::string remark;             // "dot added for the wire; the device takes it off"
  std::string remark_short;       // the same where there is little room; empty: there is none
  bool warns = false;             // the remark is a warning
  bool sealed = false;            // inside TLS: drawn with a padlock
  std::string folded;             // "22 lines more": a click unfolds the step
  std::string notice;             // no line of the wire: "connection opens", "cable cut"
  bool current = false;
};

struct HexRow {
  std::string hex;                // "2b 4f 4b 20 6d 65 73 73  61 67 ..."
  std::string text;               // "+OK message 2 ma"
  std::vector<bool> line_end;     // by octet: CR or LF
};

struct LinesView {
  bool as_listener = false;       // what is sealed is not read: `notice` names its record
  std::vector<LinesRow> rows;     // the visible window around the cursor
  std::uint32_t row_count = 0;
  std::uint32_t first_row = 0;
  std::uint32_t cursor_row = 0;   // the first row of the cursor's step,
  std::uint32_t cursor_rows = 1;  // how many rows it has,
  std::uint32_t remark_row = 0;   // and that of its first stuffed line; else cursor_row
  bool sealed = false;            // the session is inside TLS: its rows leave room for padlocks
  std::string octets_heading;     // "Octets of step 12"
  std::string octets_note;        // "22 octets", "13 octets, inside TLS"
  std::vector<HexRow> hex;        // at most kHexOctetsMax in all
  std::string hex_more;           // "... 3,000 octets more"
  std::string empty;
};

inline constexpr std::uint32_t kHexOctetsMax = 1024;
inline constexpr std::uint32_t kHexOctetsPerRow = 16;  // or half of it, where there is less room
inline constexpr std::uint32_t kPayloadLinesShown = 11;  // then the rest is folded

LinesView lines(const lesson::Visit& visit, const Selection& selection,
                const text::Catalogue& catalogue, std::uint32_t first_row, std::uint32_t rows,
                const std::vector<std::uint32_t>& unfolded_steps,
                std::uint32_t octets_per_row = kHexOctetsPerRow);

}  // namespace popscope::view
