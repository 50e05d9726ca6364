#include "gui/app/layout.h"

#include <algorithm>
#include <cmath>

#include "gui/style/metrics.h"

namespace popscope::gui {
namespace {

constexpr float kTabsHeight = 38;       // tabs above the panes, with the gap below them
constexpr float kSideShare = 0.4f;      // of two columns, the right one ...
constexpr float kSideLeast = 340;       // ... but no narrower,
constexpr float kHeadlineGap = 4;       // above and below the sentence over the tabs
constexpr float kMiddleLeast = 90;      // what the pane below them needs, before a sentence stands
constexpr float kPaneLeast = 80;        // less of a pane beside a question shows nothing
constexpr float kNarrowGap = 12;        // between and around panes in a folded window

// Cuts the sentence from the top, where enough is left below.
Rect cut_headline(Rect& rest, const LayoutWish& wish) {
  const float gap = std::floor(kHeadlineGap * wish.scale + 0.5f);
  const float height = wish.headline ? wish.headline(rest.width()) : 0;
  const float least = (kMiddleLeast + kTabsHeight) * wish.scale;
  if (height <= 0 || rest.height() - height - 2 * gap < least) return Rect{rest.min, rest.min};
  Rect strip = rest.cut_top(height + 2 * gap);
  return {{strip.min.x, strip.min.y + gap}, {strip.max.x, strip.max.y - gap}};
}

void put_three(Layout& result, Rect rest, const LayoutWish& wish) {
  const auto px = [&](float logical) { return std::floor(logical * wish.scale + 0.5f); };
  const float gap = px(metrics::kPaneGap);
  rest = rest.inset(gap);
  const bool tight = wish.window.width() / wish.scale < metrics::kTightColumnsBelow;
  result.left = rest.cut_left(px(tight ? metrics::kLeftColumnTight : metrics::kLeftColumn));
  rest.cut_left(gap);
  result.right = rest.cut_right(px(metrics::kRightColumn));
  rest.cut_right(gap);
  result.middle = rest;
}

void put_two(Layout& result, Rect rest, float gap, const LayoutWish& wish) {
  const auto px = [&](float logical) { return std::floor(logical * wish.scale + 0.5f); };
  const float least = px(kSideLeast);
  const float share = std::floor(rest.width() * kSideShare);
  const float side = std::min(px(metrics::kRightColumn), std::max(least, share));
  result.right = rest.cut_right(side);
  rest.cut_right(gap);
  result.headline = cut_headline(result.right, wish);
  result.tabs = result.right.cut_top(px(kTabsHeight));
  result.tabs.min.x += px(4);
  result.middle = rest;
}

void put_one(Layout& result, Rect rest, float gap, const LayoutWish& wish) {
  const auto px = [&](float logical) { return std::floor(logical * wish.scale + 0.5f); };
  rest = Rect{{rest.min.x + gap, rest.min.y},
              {rest.max.x - gap, std::max(rest.min.y, rest.max.y - gap)}};
  result.headline = cut_headline(rest, wish);
  rest.cut_top(result.headline.height() > 0 ? 0 : gap);
  result.tabs = rest.cut_top(px(kTabsHeight - 4));
  result.tabs.min.x += px(4);
  result.middle = rest;
}

}  // namespace

int columns_of(float width, float scale) {
  const float logical = width / scale;
  if (logical < metrics::kOneColumnBelow) return 1;
  return logical < metrics::kTwoColumnsBelow ? 2 : 3;
}

bool has_strip(float height, float scale) { return height / scale >= metrics::kNoTimeStripBelow; }

Layout layout(const LayoutWish& wish) {
  const auto px = [&](float logical) { return std::floor(logical * wish.scale + 0.5f); };
  Layout result;
  result.columns = columns_of(wish.window.width(), wish.scale);
  result.strip = has_strip(wish.window.height(), wish.scale);
  Rect rest = wish.window;
  const bool low = !result.strip;
  result.top = rest.cut_top(px(low ? 40 : metrics::kTopBar));
  if (result.strip) result.time = rest.cut_top(px(metrics::kTimeStrip));
  result.bottom = rest.cut_bottom(px(low ? 46 : metrics::kBottomBar));
  if (result.columns == 3) {
    put_three(result, rest, wish);
    return result;
  }
  const float gap = px(low ? 8 : kNarrowGap);
  const float least = px(kTabsHeight + kPaneLeast) + 2 * gap;
  if (wish.question_bar > 0 && rest.height() - wish.question_bar < least) {
    rest = rest.inset(gap);
    if (rest.height() >= px(kTabsHeight + kPaneLeast)) {
      result.tabs = rest.cut_top(px(kTabsHeight));
      result.tabs.min.x += px(4);
    }
    result.asked = rest;
    return result;
  }
  if (wish.question_bar > 0) result.question = rest.cut_bottom(wish.question_bar);
  if (result.columns == 2) {
    put_two(result, rest.inset(gap), gap, wish);
  } else {
    put_one(result, rest, gap, wish);
  }
  return result;
}

Rect page_area(const Rect& between, float scale) {
  const float gap = std::floor(metrics::kPaneGap * scale + 0.5f);
  return between.inset(gap);
}

}  // namespace popscope::gui
