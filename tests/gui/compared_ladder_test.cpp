// The comparison's ladder: whoever steps through two branches sees the row that one comes to,
// whole, however small the window; and the tools of its bar stay where words are long.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "gui/app/apply.h"
#include "gui/app/compared.h"
#include "gui/style/metrics.h"
#include "gui/style/theme.h"
#include "tests/gui/window.h"
#include "view/compare.h"

namespace popscope::gui {
namespace {

std::uint32_t branch_named(const lesson::Visit& visit, const std::string& name) {
  const std::size_t count = visit.timeline().branches().size();
  for (std::uint32_t n = 0; n < count; ++n)
    if (visit.name_of({n}) == name) return n;
  ADD_FAILURE() << "no branch " << name;
  return 0;
}

struct Compared {
  const char* lesson;
  const char* step;
  const char* a;
  const char* b;
};

constexpr Compared kCompared[] = {
    {"deletion-happens-at-quit", "cable cut:end", "QUIT", "cable cut"},
    {"sarahs-story", "IMAP:imap-end", "POP3 removes", "IMAP"},
};

struct Size {
  int width, height;
  float zoom;
};

constexpr Size kSizes[] = {
    {1024, 700, 1}, {1024, 700, 1.25f}, {1024, 700, 1.5f},
    {1024, 700, 2}, {1440, 900, 2},     {1920, 1080, 2}};

bool has_present_row(const view::CompareSide& side) {
  return std::any_of(side.rows.begin(), side.rows.end(),
                     [](const view::CompareRow& row) { return row.current; });
}

struct Band {
  Rect rect, seen_in;
  bool whole() const { return rect.min.y >= seen_in.min.y && rect.max.y <= seen_in.max.y; }
};

// The bands of present rows as they were drawn in the last frame, and the parts of the window that
// they are seen in. Chips have the same colour and are narrower.
std::vector<Band> bands_wider_than(float least) {
  const Colour soft = theme(ThemeName::light)[Role::accent_soft];
  const ImU32 colour = IM_COL32(soft.r, soft.g, soft.b, 255);
  std::vector<Band> bands;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      std::map<unsigned, Rect> fans;  // the triangles of one shape begin at the same corner
      for (unsigned i = command.IdxOffset; i < command.IdxOffset + command.ElemCount; i += 3) {
        for (unsigned n = 0; n < 3; ++n) {
          const unsigned first = list->IdxBuffer[static_cast<int>(i)];
          const ImDrawVert& corner = list->VtxBuffer[static_cast<int>(
              command.VtxOffset + list->IdxBuffer[static_cast<int>(i + n)])];
          if (corner.col != colour) continue;
          Rect& rect = fans.try_emplace(first, Rect{corner.pos, corner.pos}).first->second;
          rect.min = {std::min(rect.min.x, corner.pos.x), std::min(rect.min.y, corner.pos.y)};
          rect.max = {std::max(rect.max.x, corner.pos.x), std::max(rect.max.y, corner.pos.y)};
        }
      }
      const ImVec4& clip = command.ClipRect;
      for (const auto& [first, rect] : fans)
        if (rect.width() > least && rect.height() > 10)  // its soft edges are shapes, too
          bands.push_back({rect, {{clip.x, clip.y}, {clip.z, clip.w}}});
    }
  }
  return bands;
}

TEST(ComparedLadder, TheRowThatOneStandsOnIsSeenWholeAtEveryStop) {
  for (const Compared& compared : kCompared) {
    for (const Size& size : kSizes) {
      HeadlessSettings settings;
      settings.width = size.width;
      settings.height = size.height;
      Window window(Request{compared.lesson, compared.step, false}, nullptr, settings);
      UiState& ui = window.ui();
      ui.zoom = size.zoom;
      apply(window.app(), Compare{branch_named(window.visit(), compared.a),
                                  branch_named(window.visit(), compared.b)});
      ui.compare_form = CompareForm::ladder;
      window.driver().settle();
      const float logical = static_cast<float>(size.width) / size.zoom;
      const bool alone = logical - 2 * metrics::kPaneGap < metrics::kOneColumnBelow;
      const auto width = static_cast<float>(size.width);
      const float pane = alone ? width - 2 * metrics::kPaneGap * size.zoom
                               : (width - 3 * metrics::kPaneGap * size.zoom) / 2;
      const std::uint32_t last = last_compared_time(window.app());
      ASSERT_GT(last, 10U);
      std::uint32_t rows = 0;
      for (std::uint32_t stop = 0; stop <= last; ++stop) {
        apply(window.app(), CompareTo{stop});
        const view::CompareView view =
            view::compare(window.visit(), {ui.compare_a}, {ui.compare_b}, stop,
                          window.app().catalogue);
        for (const int side : {0, 1}) {
          ui.compare_side = side;
          if (!alone && side == 1) continue;  // both are there already
          window.driver().frame(3);
          const std::size_t present =
              alone ? has_present_row(view.sides[side])
                    : has_present_row(view.sides[0]) + has_present_row(view.sides[1]);
          const std::vector<Band> bands = bands_wider_than(pane * 0.8f);
          rows += static_cast<std::uint32_t>(bands.size());
          const std::string where = std::string(compared.lesson) + ", " +
                                    std::to_string(size.width) + " at " +
                                    std::to_string(size.zoom) + ", stop " + std::to_string(stop) +
                                    ", side " + std::to_string(side);
          EXPECT_EQ(bands.size(), present) << where;
          // A row may be higher than all that is seen: a greeting with all
          // that a server can do.
          for (const Band& band : bands) {
            if (band.rect.height() > band.seen_in.height()) continue;
            EXPECT_TRUE(band.whole())
                << where << ": " << band.rect.min.y << " to " << band.rect.max.y << " within "
                << band.seen_in.min.y << " to " << band.seen_in.max.y;
          }
        }
      }
      EXPECT_GT(rows, last);
    }
  }
}

// Also for whoever comes to a stop by a key, and looked at what the maildrop holds before.
TEST(ComparedLadder, AStepBringsItsRowBackIntoSight) {
  HeadlessSettings settings;
  settings.width = 1024;
  settings.height = 700;
  Window window(Request{"sarahs-story", "IMAP:imap-end", false}, nullptr, settings);
  window.ui().zoom = 2;
  apply(window.app(), Compare{branch_named(window.visit(), "POP3 removes"),
                              branch_named(window.visit(), "IMAP")});
  window.ui().compare_form = CompareForm::ladder;
  window.key(ImGuiKey_End);
  window.driver().settle();
  const auto in_sight = [&] {
    const std::vector<Band> bands = bands_wider_than(800);
    return bands.size() == 1 && bands.front().whole();
  };
  EXPECT_TRUE(in_sight());
  ImGui::GetIO().AddMousePosEvent(512, 560);
  for (int n = 0; n < 30; ++n) window.driver().wheel(-1);
  window.driver().settle();
  EXPECT_FALSE(in_sight());
  window.key(ImGuiKey_LeftArrow);
  window.driver().settle();
  EXPECT_TRUE(in_sight());
}

// The times go by two arrows where there is no strip of them: a long "See: ..." is shortened.
TEST(ComparedLadder, TheArrowsStayWhereWordsAreLong) {
  for (const Size& size : kSizes) {
    if (static_cast<float>(size.height) / size.zoom >= metrics::kNoTimeStripBelow) continue;
    for (const auto& [lesson, step] :
         {std::pair{"sarahs-story", "IMAP:end"}, {"the-cable-is-cut", "QUIT:end"},
          {"deletion-happens-at-quit", "QUIT:end"}}) {
      HeadlessSettings settings;
      settings.width = size.width;
      settings.height = size.height;
      Window window(Request{lesson, step, false}, nullptr, settings);
      window.ui().zoom = size.zoom;
      apply(window.app(), Compare{});
      ASSERT_EQ(window.ui().page, Page::compare) << lesson;
      window.ui().compare_form = CompareForm::ladder;
      window.driver().settle();
      for (const char* arrow : {"Back", "Forward"}) EXPECT_TRUE(window.driver().has(arrow))
          << lesson << ", " << size.width << " at " << size.zoom << ": " << arrow;
    }
  }
}

}  // namespace
}  // namespace popscope::gui
