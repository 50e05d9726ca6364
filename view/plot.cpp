#include "view/plot.h"

#include <algorithm>

#include "view/plot_axis.h"

namespace popscope::view {
namespace {

constexpr std::size_t kCutsMax = 5;
// A gap is long when it would take more than a quarter of the axis. What is left is looked at
// again, but a gap of minutes is then no longer long: it tells how soon one thing followed another.
constexpr std::int64_t kLongPart = 4;
constexpr std::int64_t kLongAgain = 3600LL * 1'000'000;
// At both ends of a cut this part of the axis is kept, so that what happened there is seen.
constexpr std::int64_t kKeptPart = 12;
constexpr std::int64_t kKeptLeast = 10'000;  // where all of it is one instant
constexpr std::size_t kColumns = 1024;

std::int64_t length(const lesson::Quiet& quiet) { return (quiet.to - quiet.from).us; }

// The gaps to cut out, in order of time; what is left of the axis.
std::int64_t choose_cuts(std::int64_t whole, const std::vector<lesson::Quiet>& by_length,
                         std::vector<lesson::Quiet>& cuts) {
  std::int64_t left = whole;
  std::size_t next = 0;
  for (bool again = false;; again = true) {
    const std::int64_t before = left;
    while (next < by_length.size() && cuts.size() < kCutsMax) {
      const std::int64_t gap = length(by_length[next]);
      if (gap <= before / kLongPart || (again && gap < kLongAgain)) break;
      left -= gap;
      cuts.push_back(by_length[next++]);
    }
    if (left == before) break;
  }
  std::sort(cuts.begin(), cuts.end(),
            [](const lesson::Quiet& a, const lesson::Quiet& b) { return a.from < b.from; });
  return left;
}

std::uint64_t value_of(const lesson::Amount& amount, Measure measure) {
  return measure == Measure::messages ? amount.messages : amount.octets;
}

std::uint64_t value_at(const PlotLine& line, float x) {
  const auto behind =
      std::upper_bound(line.steps.begin(), line.steps.end(), x,
                       [](float at, const PlotStep& step) { return at < step.x; });
  return behind == line.steps.begin() ? 0 : (behind - 1)->value;
}

// 1, 2 or 5 times a power of ten, not below n.
std::uint64_t round_up(std::uint64_t n) {
  for (std::uint64_t power = 1;; power *= 10)
    for (const std::uint64_t digit : {1U, 2U, 5U})
      if (digit * power >= n) return digit * power;
}

}  // namespace

PlotAxis::PlotAxis(sim::Time start, sim::Time end, std::vector<lesson::Quiet> quiet) {
  std::stable_sort(quiet.begin(), quiet.end(), [](const lesson::Quiet& a, const lesson::Quiet& b) {
    return length(a) > length(b);
  });
  std::vector<lesson::Quiet> cuts;
  const std::int64_t left = choose_cuts((end - start).us, quiet, cuts);
  std::int64_t kept = std::max(left / kKeptPart, kKeptLeast);
  for (const lesson::Quiet& cut : cuts) kept = std::min(kept, length(cut) / 4);
  const sim::Duration edge{kept};
  sim::Time from{sim::saturating_difference(start.us, kept)};
  for (const lesson::Quiet& cut : cuts) {
    pieces_.push_back({0, 0, from, cut.from + edge});
    from = sim::Time{sim::saturating_difference(cut.to.us, kept)};
  }
  pieces_.push_back({0, 0, from, std::max(end, start) + edge});
  double whole = 0;
  for (const PlotPiece& piece : pieces_)
    whole += static_cast<double>((piece.ends - piece.begins).us);
  double sum = 0;
  for (PlotPiece& piece : pieces_) {
    piece.from = static_cast<float>(sum / whole);
    sum += static_cast<double>((piece.ends - piece.begins).us);
    piece.to = static_cast<float>(sum / whole);
  }
}

float PlotAxis::x(sim::Time time) const {
  const PlotPiece* last = &pieces_.front();
  for (const PlotPiece& piece : pieces_)
    if (piece.begins <= time) last = &piece;
  if (time <= last->begins) return last->from;
  if (time >= last->ends) return last->to;
  const auto part = static_cast<double>((time - last->begins).us) /
                    static_cast<double>((last->ends - last->begins).us);
  return last->from + (last->to - last->from) * static_cast<float>(part);
}

sim::Time time_at(const std::vector<PlotPiece>& pieces, float x) {
  const PlotPiece* last = &pieces.front();
  for (const PlotPiece& piece : pieces)
    if (piece.from <= x) last = &piece;
  const double part =
      std::clamp(static_cast<double>(x - last->from) / static_cast<double>(last->to - last->from),
                 0.0, 1.0);
  const auto length = static_cast<double>((last->ends - last->begins).us);
  return last->begins + sim::Duration{static_cast<std::int64_t>(length * part)};
}

std::vector<lesson::Quiet> common(const std::vector<lesson::Quiet>& a,
                                  const std::vector<lesson::Quiet>& b) {
  std::vector<lesson::Quiet> both;
  for (const lesson::Quiet& one : a) {
    for (const lesson::Quiet& other : b) {
      const lesson::Quiet shared{std::max(one.from, other.from), std::min(one.to, other.to)};
      if (shared.from < shared.to) both.push_back(shared);
    }
  }
  return both;
}

std::vector<PlotStep> plot_steps(const std::vector<lesson::Amount>& amounts, std::uint32_t moment,
                                 const PlotAxis& axis, Measure measure) {
  const auto end =
      std::upper_bound(amounts.begin(), amounts.end(), moment,
                       [](std::uint32_t m, const lesson::Amount& a) { return m < a.moment; });
  const auto count = static_cast<std::size_t>(end - amounts.begin());
  std::vector<PlotStep> steps;
  if (count <= kColumns) {
    for (auto it = amounts.begin(); it != end; ++it)
      steps.push_back({axis.x(it->at), value_of(*it, measure)});
    return steps;
  }
  auto it = amounts.begin();
  for (std::size_t column = 0; column < kColumns && it != end; ++column) {
    const sim::Time until =
        time_at(axis.pieces(), static_cast<float>(column + 1) / static_cast<float>(kColumns));
    const auto behind =
        std::upper_bound(it, end, until,
                         [](sim::Time time, const lesson::Amount& a) { return time < a.at; });
    if (behind == it) continue;
    it = behind;
    steps.push_back({axis.x((it - 1)->at), value_of(*(it - 1), measure)});
  }
  if (it != end) steps.push_back({axis.x((end - 1)->at), value_of(*(end - 1), measure)});
  return steps;
}

std::vector<PlotLevel> plot_levels(std::uint64_t most, const text::Catalogue& catalogue) {
  // At most three steps, so that the axis ends just above the largest.
  const std::uint64_t step = round_up((std::max<std::uint64_t>(most, 1) + 2) / 3);
  std::vector<PlotLevel> levels;
  for (std::uint64_t value = 0;; value += step) {
    levels.push_back({value, catalogue.grouped(static_cast<std::int64_t>(value))});
    if (value >= std::max<std::uint64_t>(most, 1)) return levels;
  }
}

std::string plot_says(const Plot& plot, float x, const text::Catalogue& catalogue) {
  std::string values;
  for (const PlotLine& line : plot.lines) {
    if (!values.empty()) values += catalogue.sentence("list.separator");
    values += catalogue.sentence(
        "panel.plot.value",
        {text::plain("name", line.name),
         text::number("value", static_cast<std::int64_t>(value_at(line, x)))});
  }
  return catalogue.sentence(
      plot.measure == Measure::messages ? "panel.plot.says.messages" : "panel.plot.says.octets",
      {text::plain("at", exact_clock_text(plot.clock, time_at(plot.pieces, x), catalogue)),
       text::plain("values", values)});
}

}  // namespace popscope::view
