#pragma once
// How much each place held over time, as step lines over an axis of true time of which long gaps
// are cut out. Positions go from 0 to 1 over what is left of the axis; it knows no pixels.
#include <cstdint>
#include <string>
#include <vector>

#include "sim/core/time.h"
#include "text/catalogue.h"
#include "view/clock.h"

namespace popscope::view {

enum class Measure : std::uint8_t { messages, octets };

struct PlotPiece {  // of the axis; between two of them time is cut out
  float from = 0, to = 0;
  sim::Time begins, ends;
};
struct PlotStep {  // from here on
  float x = 0;
  std::uint64_t value = 0;
};
struct PlotLine {
  std::string name;
  std::uint32_t style = 0;  // which colour and dash; 0: the server
  std::vector<PlotStep> steps;
};
struct PlotTick {
  float x = 0;
  std::string label;
  bool now = false;
};
struct PlotLevel {
  std::uint64_t value = 0;
  std::string label;
};
struct Plot {
  std::string heading;            // "Messages held"
  Measure measure = Measure::messages;
  Clock clock;
  std::vector<PlotPiece> pieces;
  std::vector<PlotLine> lines;
  std::vector<PlotTick> ticks;    // those that matter most first
  std::vector<PlotLevel> levels;  // from 0 up
  float now = 0;
  float told = 1;                 // beyond it nothing may be shown, ...
  std::string untold;             // ... and that is said there: "not played"
};

// What is under a place of the axis: "09:05, messages held: server 0, Office PC 3".
std::string plot_says(const Plot& plot, float x, const text::Catalogue& catalogue);

}  // namespace popscope::view
