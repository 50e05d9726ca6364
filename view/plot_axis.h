#pragma once
// The axis of true time of a plot, and its lines over it: what builders of a Plot need.
#include <cstdint>
#include <vector>

#include "lesson/held.h"
#include "text/catalogue.h"
#include "view/plot.h"

namespace popscope::view {

class PlotAxis {
 public:
  // `quiet`: where nothing happens; the longest of it are cut out.
  PlotAxis(sim::Time start, sim::Time end, std::vector<lesson::Quiet> quiet);

  const std::vector<PlotPiece>& pieces() const { return pieces_; }
  float x(sim::Time time) const;

 private:
  std::vector<PlotPiece> pieces_;
};

sim::Time time_at(const std::vector<PlotPiece>& pieces, float x);

// Where both are quiet.
std::vector<lesson::Quiet> common(const std::vector<lesson::Quiet>& a,
                                  const std::vector<lesson::Quiet>& b);

// The amounts up to a moment; where there are more than can be seen, the last of each place.
std::vector<PlotStep> plot_steps(const std::vector<lesson::Amount>& amounts, std::uint32_t moment,
                                 const PlotAxis& axis, Measure measure);

// Two or three round values, the last one not below `most`.
std::vector<PlotLevel> plot_levels(std::uint64_t most, const text::Catalogue& catalogue);

}  // namespace popscope::view
