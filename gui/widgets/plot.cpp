#include "gui/widgets/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kStroke = 2;
constexpr float kBreak = 12;      // how wide a break of the axis is
constexpr float kDots = 6;        // from one dot of the grid to the next
constexpr float kAbove = 8;       // the present time's line reaches above the highest level
constexpr float kSample = 24;     // of a line, in the legend
constexpr float kSampleGap = 8;
constexpr float kEntryGap = 16;

// Ink and gap in turn. Form tells lines apart; colour repeats it.
struct Stroke {
  Role role = Role::ink;
  std::array<float, 4> dash{};    // all 0: solid
};

constexpr Role kRoles[] = {Role::accent, Role::mark, Role::ok, Role::error};
constexpr std::array<float, 4> kDashes[] = {
    {8, 4, 8, 4}, {2, 3, 2, 3}, {10, 3, 2, 3}, {14, 5, 14, 5}, {5, 3, 5, 3}};

Stroke stroke_of(std::uint32_t style) {
  if (style == 0) return {};
  const std::uint32_t n = style - 1;
  return {kRoles[n % std::size(kRoles)], kDashes[n % std::size(kDashes)]};
}

// A pen that goes across and down only, and keeps its dashes over the corners.
class PlotPen {
 public:
  PlotPen(ImVec2 at, const Stroke& stroke) : at_(at), stroke_(stroke), half_(px(kStroke) / 2) {}

  void to(ImVec2 end) {
    across(end.x);
    down(end.y);
  }
  // Without drawing: over a break of the axis.
  void jump(float x) { at_.x = x; }
  void across(float x) { line({x, at_.y}); }
  ImVec2 at() const { return at_; }

 private:
  void down(float y) { line({at_.x, y}); }

  void line(ImVec2 end) {
    const float length = std::abs(end.x - at_.x) + std::abs(end.y - at_.y);
    if (stroke_.dash[0] <= 0) {
      bar(at_, end);
    } else {
      for (float done = 0; done < length;) {
        const float step = std::min(length - done, px(stroke_.dash[place_]) - used_);
        if (place_ % 2 == 0) bar(on(end, done, length), on(end, done + step, length));
        done += step;
        used_ += step;
        if (used_ < px(stroke_.dash[place_])) continue;
        used_ = 0;
        place_ = (place_ + 1) % stroke_.dash.size();
      }
    }
    at_ = end;
  }
  ImVec2 on(ImVec2 end, float done, float length) const {
    return {at_.x + (end.x - at_.x) * done / length, at_.y + (end.y - at_.y) * done / length};
  }
  void bar(ImVec2 a, ImVec2 b) const {
    const ImVec2 low{std::min(a.x, b.x), std::min(a.y, b.y)};
    const ImVec2 high{std::max(a.x, b.x), std::max(a.y, b.y)};
    const Rect rect{{std::floor(low.x - half_), std::floor(low.y - half_)},
                    {std::floor(high.x + half_), std::floor(high.y + half_)}};
    const bool across = a.y == b.y;
    // Dashes end where they end; corners of a solid line are closed by the half stroke.
    const float cut = stroke_.dash[0] > 0 ? half_ : 0;
    fill({{rect.min.x + (across ? cut : 0), rect.min.y + (across ? 0 : cut)},
          {rect.max.x - (across ? cut : 0), rect.max.y - (across ? 0 : cut)}},
         stroke_.role);
  }

  ImVec2 at_;
  Stroke stroke_;
  float half_ = 1;
  std::size_t place_ = 0;  // in the dash
  float used_ = 0;         // of it
};

// Where what is: the axis with its breaks, the levels.
class Frame {
 public:
  Frame(const Rect& area, const view::Plot& plot) : plot_(plot) {
    float labels = 0;
    for (const view::PlotLevel& level : plot.levels)
      labels = std::max(labels, text_width(level.label, Type::note));
    box_ = area;
    box_.cut_left(std::ceil(labels) + px(metrics::kGap8));
    box_.cut_bottom(line_height(Type::note) + px(6));
    box_.cut_top(px(kAbove));
    const auto breaks = static_cast<float>(plot.pieces.size() - 1);
    room_ = std::max(px(8), box_.width() - breaks * px(kBreak));
  }

  const Rect& box() const { return box_; }
  std::size_t piece_of(float x) const {
    std::size_t piece = 0;
    while (piece + 1 < plot_.pieces.size() && plot_.pieces[piece + 1].from <= x) ++piece;
    return piece;
  }
  float x(float place) const { return x_in(piece_of(place), place); }
  float x_in(std::size_t piece, float place) const {
    return box_.min.x + room_ * place + static_cast<float>(piece) * px(kBreak);
  }
  float y(std::uint64_t value) const {
    const auto most = static_cast<float>(std::max<std::uint64_t>(1, plot_.levels.back().value));
    return std::round(box_.max.y - box_.height() * static_cast<float>(value) / most);
  }
  // The place of the axis under a pixel.
  float place(float pixel) const {
    for (std::size_t n = plot_.pieces.size(); n-- > 0;) {
      const view::PlotPiece& piece = plot_.pieces[n];
      if (pixel >= x_in(n, piece.from) - px(kBreak) / 2 || n == 0)
        return std::clamp((pixel - box_.min.x - static_cast<float>(n) * px(kBreak)) / room_,
                          piece.from, piece.to);
    }
    return 0;
  }

 private:
  const view::Plot& plot_;
  Rect box_;
  float room_ = 1;
};

// Where no pale line tells it apart from what is plotted, the grid is dots.
void draw_level(float from, float to, float y) {
  if (soft_fills()) return line_across(from, to, y);
  const float dot = exact(1);
  for (float x = std::floor(from); x < to; x += exact(kDots))
    fill({{x, std::floor(y)}, {x + dot, std::floor(y) + dot}}, Role::ink_3);
}

void draw_levels(const Frame& frame, const view::Plot& plot) {
  for (const view::PlotLevel& level : plot.levels) {
    const float y = frame.y(level.value);
    for (std::size_t n = 0; n < plot.pieces.size(); ++n)
      draw_level(frame.x_in(n, plot.pieces[n].from), frame.x_in(n, plot.pieces[n].to), y);
    const float width = text_width(level.label, Type::note);
    put_text({frame.box().min.x - px(metrics::kGap8) - width, y - line_height(Type::note) / 2},
             level.label, Type::note, Role::ink_2);
  }
}

void draw_breaks(const Frame& frame, const view::Plot& plot) {
  for (std::size_t n = 0; n + 1 < plot.pieces.size(); ++n) {
    const float x = frame.x_in(n, plot.pieces[n].to) + px(kBreak) / 2;
    for (const float shift : {-3.0f, 3.0f})
      line_between({x + exact(shift - 2), frame.box().max.y + exact(5)},
                   {x + exact(shift + 2), frame.box().max.y - exact(5)}, Role::ink_2,
                   std::max(hairline(), exact(1.25f)));
  }
}

// The most important first; what would touch one that stands already is left out.
void draw_ticks(const Frame& frame, const view::Plot& plot) {
  std::vector<std::pair<float, float>> taken;
  const float y = frame.box().max.y + px(6);
  for (const view::PlotTick& tick : plot.ticks) {
    const Type type = tick.now ? Type::note_strong : Type::note;
    const float width = std::ceil(text_width(tick.label, type));
    const float left = std::clamp(std::round(frame.x(tick.x) - width / 2), frame.box().min.x,
                                  std::max(frame.box().min.x, frame.box().max.x - width));
    const bool free = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
      return left < other.second + px(8) && left + width + px(8) > other.first;
    });
    if (!free) continue;
    taken.emplace_back(left, left + width);
    put_text({left, y}, tick.label, type, tick.now ? Role::accent : Role::ink_2);
  }
}

// What may not be shown yet is a field without lines.
void draw_untold(const Frame& frame, const view::Plot& plot) {
  if (plot.untold.empty()) return;
  Rect field = frame.box();
  field.min.x = frame.x(plot.told) + px(kStroke);
  fill(field, Role::ground);
  if (!soft_fills()) hatch(field, Role::ghost);
  const ImVec2 size{text_width(plot.untold, Type::note), line_height(Type::note)};
  if (field.width() < size.x + px(metrics::kGap8) || field.height() < size.y) return;
  const ImVec2 corner{std::round((field.min.x + field.max.x - size.x) / 2),
                      std::round((field.min.y + field.max.y - size.y) / 2)};
  if (!soft_fills())
    fill(Rect::at(corner, size.x, size.y).inset(-px(metrics::kGap4), 0), Role::ground);
  put_text(corner, plot.untold, Type::note, Role::ink_2);
}

void draw_line(const Frame& frame, const view::Plot& plot, const view::PlotLine& line) {
  if (line.steps.empty()) return;
  const view::PlotStep& first = line.steps.front();
  std::size_t piece = frame.piece_of(first.x);
  PlotPen pen({frame.x_in(piece, first.x), frame.y(first.value)}, stroke_of(line.style));
  const auto go_on = [&](float place) {
    const std::size_t target = frame.piece_of(place);
    for (; piece < target; ++piece) {
      pen.across(frame.x_in(piece, plot.pieces[piece].to));
      pen.jump(frame.x_in(piece + 1, plot.pieces[piece + 1].from));
    }
    return frame.x_in(piece, place);
  };
  const float end = std::min(plot.now, plot.told);
  for (const view::PlotStep& step : line.steps) {
    const float x = std::round(go_on(std::min(step.x, end)));
    pen.to({x, frame.y(step.value)});
  }
  pen.across(go_on(end));
}

void draw_hover(const Rect& area, const Frame& frame, const view::Plot& plot,
                const text::Catalogue& catalogue) {
  const Rect reach{{frame.box().min.x, area.min.y}, {area.max.x, frame.box().max.y}};
  if (!hovers(reach)) return;
  const float place =
      std::min({frame.place(ImGui::GetIO().MousePos.x), plot.now, plot.told});
  line_down(frame.x(place), frame.box().min.y, frame.box().max.y, Role::ink_3);
  tooltip_over(reach, view::plot_says(plot, place, catalogue));
}

float entry_width(const view::PlotLine& line) {
  return px(kSample) + px(kSampleGap) + std::ceil(text_width(line.name, Type::note));
}

// Entries by line of the legend.
std::vector<std::vector<const view::PlotLine*>> legend_lines(float width, const view::Plot& plot) {
  std::vector<std::vector<const view::PlotLine*>> lines(1);
  float used = 0;
  for (const view::PlotLine& line : plot.lines) {
    const float wish = entry_width(line) + (used > 0 ? px(kEntryGap) : 0);
    if (used > 0 && used + wish > width) {
      lines.emplace_back();
      used = 0;
    }
    used += wish;
    lines.back().push_back(&line);
  }
  return lines;
}

}  // namespace

void draw_plot(const Rect& area, const view::Plot& plot, const text::Catalogue& catalogue) {
  if (plot.pieces.empty() || plot.levels.empty()) return;
  const Frame frame(area, plot);
  draw_levels(frame, plot);
  draw_untold(frame, plot);
  for (const view::PlotLine& line : plot.lines) draw_line(frame, plot, line);
  draw_breaks(frame, plot);
  draw_ticks(frame, plot);
  line_down(frame.x(plot.now), area.min.y, frame.box().max.y, Role::accent,
            std::max(px(1.5f), hairline()));
  draw_hover(area, frame, plot, catalogue);
}

float plot_legend_height(float width, const view::Plot& plot) {
  const std::size_t lines = legend_lines(width, plot).size();
  return static_cast<float>(lines) * (line_height(Type::note) + px(4)) - px(4);
}

float plot_legend_width(const view::Plot& plot) {
  float width = 0;
  for (const view::PlotLine& line : plot.lines)
    width += entry_width(line) + (width > 0 ? px(kEntryGap) : 0);
  return width;
}

void draw_plot_legend(const Rect& area, const view::Plot& plot) {
  float y = area.min.y;
  for (const auto& line : legend_lines(area.width(), plot)) {
    float width = 0;
    for (const view::PlotLine* entry : line)
      width += entry_width(*entry) + (width > 0 ? px(kEntryGap) : 0);
    float x = std::max(area.min.x, area.max.x - width);
    for (const view::PlotLine* entry : line) {
      PlotPen pen({x, std::round(y + line_height(Type::note) / 2)}, stroke_of(entry->style));
      pen.across(x + px(kSample));
      x += px(kSample) + px(kSampleGap);
      x += put_text({x, y}, entry->name, Type::note, Role::ink_2) + px(kEntryGap);
    }
    y += line_height(Type::note) + px(4);
  }
}

}  // namespace popscope::gui
