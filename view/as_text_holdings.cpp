// The comparison of mail as lines of text.
#include "view/as_text.h"

namespace popscope::view {
namespace {

// Tenths of a percent of the axis: what a plot shows is not finer.
std::string place_text(float x) {
  const int thousandths = static_cast<int>(x * 1000 + 0.5F);
  const std::string digits = std::to_string(1000 + thousandths % 1000).substr(1);
  return std::to_string(thousandths / 1000) + "." + digits;
}

void add(std::string& out, const HoldingPlace& place) {
  out += "- " + place.name + (place.note.empty() ? "" : " (" + place.note + ")") + "\n";
  if (!place.empty.empty()) out += "    " + place.empty + "\n";
  if (place.rows.size() < place.count)
    out += "    rows " + std::to_string(place.first) + "+" + std::to_string(place.rows.size()) +
           " of " + std::to_string(place.count) + "\n";
  for (const HoldingRow& row : place.rows) {
    out += std::string(row.there ? "    * " : "    o ") + row.subject;
    if (!row.note.empty()) out += ", " + row.note;
    if (row.fresh) out += " [fresh]";
    if (row.leads_to) out += " -> step " + std::to_string(*row.leads_to);
    out += "\n";
  }
}

void add(std::string& out, const Plot& plot) {
  out += plot.heading + ", now " + place_text(plot.now) + "\n  levels";
  for (const PlotLevel& level : plot.levels) out += " " + level.label;
  out += "\n  pieces";
  for (const PlotPiece& piece : plot.pieces)
    out += " " + place_text(piece.from) + "-" + place_text(piece.to);
  out += "\n  ticks";
  for (const PlotTick& tick : plot.ticks)
    out += " " + tick.label + "@" + place_text(tick.x) + (tick.now ? " [now]" : "");
  out += "\n";
  for (const PlotLine& line : plot.lines) {
    out += "  " + line.name + " [style " + std::to_string(line.style) + "]:";
    for (const PlotStep& step : line.steps)
      out += " " + std::to_string(step.value) + "@" + place_text(step.x);
    out += "\n";
  }
}

}  // namespace

std::string as_text(const HoldingsView& view) {
  std::string out = view.at + ", time " + std::to_string(view.time) + " of " +
                    std::to_string(view.times) + "\n";
  for (const HoldingsSide& side : view.sides) {
    out += "== " + side.name + (side.settings.empty() ? "" : " (" + side.settings + ")") + "\n";
    add(out, side.server);
    for (const HoldingPlace& device : side.devices) add(out, device);
    add(out, side.plot);
    out += side.difference + (side.because.empty() ? "" : " " + side.because);
    if (side.leads_to) out += " -> step " + std::to_string(*side.leads_to);
    out += "\n";
  }
  return out;
}

}  // namespace popscope::view
