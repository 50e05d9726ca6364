// The list of keys behind F1: every entry readable, whatever page it is of.
#include <gtest/gtest.h>

#include "gui/app/dialogs.h"
#include "gui/widgets/text.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

// No entry of the list runs into what it does, on any page, however little room there is.
TEST(KeyList, ItsColumnIsAsWideAsItsWidestKeys) {
  Window window(Request{"three-states", "", false});
  for (const float zoom : {1.0f, 2.0f}) {
    window.ui().zoom = zoom;
    window.driver().settle();
    for (const view::KeyPage page : {view::kOnStart, view::kInLesson, view::kOnWall,
                                     view::kInComparison, view::kAtEnd, view::kAtErrors}) {
      const std::vector<view::KeyGroup> groups =
          view::key_list(page, window.app().catalogue);
      const float column = key_column(groups, px(480));
      EXPECT_LE(column, px(240));
      EXPECT_EQ(key_column(groups, px(100)), px(50)) << "half at most: they wrap";
      for (const view::KeyGroup& group : groups)
        for (const view::KeyLine& line : group.keys)
          EXPECT_LT(text_width(line.keys, Type::wire_note), column) << line.keys << " at " << zoom;
    }
  }
}

}  // namespace
}  // namespace popscope::gui
