// The window draws when something happens or was asked for. A tooltip comes by time alone.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

// Two that lie over each other begin no rest anew, and nothing goes on asking for frames.
TEST(Tooltip, ComesWhereTheMouseRestsAndThenNothingMoves) {
  Window window({"wrong-port-blocked-port", "20", false}, nullptr, {1024, 700, {}});
  window.driver().settle();
  int shown = 0;
  for (float y = 4; y < 700; y += 11) {
    for (float x = 4; x < 1024; x += 23) {
      ASSERT_TRUE(window.driver().rest_at({x, y})) << x << ", " << y;
      if (window.driver().shows_tooltip()) ++shown;
    }
  }
  EXPECT_GT(shown, 50);
}

}  // namespace
}  // namespace popscope::gui
