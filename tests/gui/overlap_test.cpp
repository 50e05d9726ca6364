// No words lie on other words or run into a button, however large the window and its type are.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/app/change_visit.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "tests/gui/drawn_text.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

struct Size {
  int width, height;
};
constexpr Size kSizes[] = {{1024, 700},  {1024, 768},  {1280, 1024},
                           {1440, 900},  {1920, 1000}, {1920, 1080}};
constexpr float kZooms[] = {1, 1.5f, 2};

// `look` at each size, after two frames: one for what is measured, one for what scrolls.
template <class Look>
void at_every_size(Window& window, const Look& look) {
  for (const float zoom : kZooms) {
    apply(window.app(), SetZoom{zoom});
    for (const Size& size : kSizes) {
      SCOPED_TRACE(std::to_string(size.width) + "x" + std::to_string(size.height) + " at " +
                   std::to_string(zoom));
      window.driver().resize(size.width, size.height);
      look(zoom);
    }
  }
}

void expect_nothing_overlaps(Window& window, float zoom) {
  window.driver().frame(3);
  EXPECT_GT(drawn_letters().size(), 50U);
  EXPECT_EQ(where_text_lies_on_something(2 * zoom), "");
}

// What the other tests look for would be found.
TEST(Overlap, OfWordsAndOfAButtonsEdgeIsSeen) {
  const auto found = [](ImVec2 corner, const char* words) {
    Driver page(HeadlessSettings{}, embedded_fonts(), [corner, words] {
      const Root root;
      put_text({100, 100}, "Cut the cable", Type::text, Role::ink);
      place({100, 300});
      button("Go on");
      put_text(corner, words, Type::text, Role::ink);
    });
    page.frame(3);
    return where_text_lies_on_something(2);
  };
  EXPECT_EQ(found({100, 200}, "checks by itself"), "");
  EXPECT_EQ(found({300, 100}, "checks by itself"), "");
  EXPECT_NE(found({120, 104}, "checks by itself"), "");
  EXPECT_NE(found({94, 306}, "M").find("Go on"), std::string::npos);
}

std::uint32_t branch_named(const lesson::Visit& visit, const std::string& name) {
  std::uint32_t n = 0;
  while (n < visit.timeline().branches().size() && visit.name_of({n}) != name) ++n;
  return n;
}

struct Compared {
  const char* step;
  const char* a;
};

// A maildrop of twelve messages: more than a low window has room for beside the ladder.
TEST(Overlap, InNoComparisonOfAFullMaildrop) {
  for (const auto& [step, a] : {Compared{"POP3 leaves copies:end", "POP3 leaves copies"},
                                {"POP3 removes:40", "POP3 removes"},
                                {"IMAP:55", "POP3 leaves copies"}}) {
    Window window({"sarahs-story", step, false});
    apply(window.app(), Compare{branch_named(window.visit(), a),
                                branch_named(window.visit(), "IMAP")});
    window.ui().compare_form = CompareForm::ladder;
    at_every_size(window, [&](float zoom) { expect_nothing_overlaps(window, zoom); });
  }
}

TEST(Overlap, TheTypingLineEndsBeforeTheButtons) {
  struct At {
    const char *lesson, *step;
  };
  for (const auto& [lesson, step] : {At{"sarahs-story", "IMAP:50"},
                                     {"sarahs-story", "IMAP:end"},
                                     {"told-without-asking", "60"},
                                     {"deletion-happens-at-quit", "cable cut:14"}}) {
    SCOPED_TRACE(std::string(lesson) + ", step " + step);
    Window window({lesson, step, false});
    at_every_size(window, [&](float zoom) { expect_nothing_overlaps(window, zoom); });
  }
}

std::string with_names(const std::string& device, const std::string& person) {
  return R"({ "popscope": "scenario/1", "title": "Long names",
  "people": [{ "name": ")" + person + R"(", "mail": ["A", "B"] }],
  "devices": [{ "name": ")" + device + R"(", "reads": ")" + person + R"(" },
              { "name": "Phone", "reads": ")" + person + R"(", "with": "imap" }],
  "story": [
    { "connect": ")" + device + R"(" },
    { "on": ")" + device + R"(", "do": ["USER )" + person + R"(", "PASS secret", "DELE 1"] }
  ]
})";
}

TEST(Overlap, LongNamesOfDevicesAndPeopleHaveRowsOfTheirOwn) {
  TemporaryFolder folder;
  for (const auto& [device, person] :
       {std::pair{"Computer room 2, PC 7", "sarah"},
        {"Laptop", "bartholomew.featherstone"},
        {"The office computer, 2nd floor", "sarah"},
        {"The grey computer in the corner of room 2", "bartholomew.featherstone-harrington"}}) {
    folder.write("names.json", with_names(device, person));
    SCOPED_TRACE(device);
    Window window({folder.file("names.json"), "10", false});
    at_every_size(window, [&](float zoom) {
      for (const char* tab : {"now", "devices"}) {
        apply(window.app(), SetTab{tab});
        SCOPED_TRACE(tab);
        expect_nothing_overlaps(window, zoom);
      }
    });
  }
}

}  // namespace
}  // namespace popscope::gui
