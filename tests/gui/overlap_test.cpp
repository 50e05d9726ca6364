// No words lie on other words or run into a button, however large the window and its type are.
#include <algorithm>
#include <gtest/gtest.h>
#include <tuple>

#include "gui/app/apply.h"
#include "gui/app/change_visit.h"
#include "gui/style/metrics.h"
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

// Names of any length leave a line to type into, or the button that opens one.
void expect_a_way_to_type(Window& window) {
  window.driver().frame(3);
  const Widget* line = window.driver().find("Console");
  if (line == nullptr) line = window.driver().find("Type");
  ASSERT_NE(line, nullptr);
  EXPECT_GE(line->max.x - line->min.x, 60 * window.ui().zoom - 1);
}

// So many letters, in words.
std::string of_letters(std::size_t count, const std::string& begins = {}) {
  constexpr std::string_view kWords = "whoever writes a lesson may need many words to be precise, ";
  std::string words = begins;
  while (words.size() < count) words += kWords;
  words.resize(count);
  if (words.back() == ' ') words.back() = '.';
  return words;
}

// The longest of everything that an author writes: device, person, ways, part, headline, reference,
// question and answers.
std::string longest_lesson() {
  const std::string device = of_letters(80, "The computer in the library: ");
  const std::string other = of_letters(80, "Another computer in it, where ");
  const std::string person = of_letters(80, "bartholomew ");
  const std::string first = of_letters(60, "One way: "), second = of_letters(60, "The other: ");
  const auto story = [&](const std::string& commands) {
    return R"([{ "on": ")" + device + R"(", "do": [)" + commands + "] }]";
  };
  const auto answer = [&](const std::string& says, int left) {
    return R"({ "say": ")" + of_letters(500, says) + R"(", "when": { "server": { ")" + person +
           R"(": )" + std::to_string(left) + R"( } } })";
  };
  return R"({ "popscope": "scenario/1", "title": ")" + of_letters(120, "Long: ") + R"(",
  "keep": ")" + of_letters(500) + R"(",
  "people": [{ "name": ")" + person + R"(", "mail": [")" + of_letters(200) + R"(", "B"] }],
  "devices": [{ "name": ")" + device + R"(", "reads": ")" + person + R"(" },
              { "name": ")" + other + R"(", "reads": ")" + person + R"(", "with": "imap" }],
  "story": [
    { "connect": ")" + device + R"(" },
    { "ask": ")" + of_letters(500, "What if ") + R"(", "answers": [)" +
         answer("First, ", 2) + ", " + answer("Second, ", 1) + ", " + answer("Third, ", 0) +
         R"(] },
    { "part": ")" + of_letters(60, "Part ") + R"(", "on": ")" + device + R"(", "do": ["NOOP"],
      "note": { "headline": ")" + of_letters(200, "Headline: ") + R"(",
                "text": ")" + of_letters(600) + R"(",
                "exam": ")" + of_letters(300) + R"(", "wire": ")" + of_letters(300) + R"(",
                "section": "RFC 1939 section 5, DELE; )" +
         of_letters(174, "RFC 9051 section 6.4.9, ") + R"(" } },
    { "choose": [{ "name": ")" + first + R"(", "story": )" + story(R"("STAT", "QUIT")") + R"( },
                 { "name": ")" + second + R"(", "story": )" + story(R"("NOOP")") + R"( }] }
  ]
})";
}

class LongestWords : public testing::Test {
 protected:
  LongestWords() { folder_.write("longest.json", longest_lesson()); }

  void open(const std::string& step) {
    window_ = std::make_unique<Window>(Request{folder_.file("longest.json"), step, false});
  }
  void expect_room_for_all() {
    at_every_size(*window_, [&](float zoom) {
      expect_nothing_overlaps(*window_, zoom);
      EXPECT_EQ(where_a_letter_is_cut(), "");
    });
  }

  TemporaryFolder folder_;
  std::unique_ptr<Window> window_;
};

TEST_F(LongestWords, HaveRoomInALessonAndOnTheWall) {
  for (const char* step : {"2", "4", "6", "end"}) {
    open(step);
    for (const char* tab : {"explanation", "now", "devices"}) {
      apply(window_->app(), SetTab{tab});
      SCOPED_TRACE(std::string("step ") + step + ", " + tab);
      expect_room_for_all();
    }
    window_->ui().projector = true;
    SCOPED_TRACE(std::string("step ") + step + " on the wall");
    expect_room_for_all();
  }
}

// A question that leaves room for nothing beside it comes before what was told.
TEST_F(LongestWords, OfAQuestionComeFirstWhereItFillsThePage) {
  open("2");
  apply(window_->app(), SetZoom{2});
  window_->driver().resize(1920, 1080);
  window_->driver().frame(3);
  const Widget* answer = window_->driver().find(of_letters(500, "First, "));
  ASSERT_NE(answer, nullptr);
  EXPECT_TRUE(answer->visible);
  const Widget* bar = window_->driver().find("Console");
  ASSERT_NE(bar, nullptr);
  EXPECT_LT(answer->full_min.y, bar->min.y - 90 * 2) << "several lines of it are in sight";
}

// On the wall nothing stands below answers that scroll: the last one in sight is cut by the edge.
TEST_F(LongestWords, OfAnswersOnTheWallShowThatThereAreMore) {
  open("2");
  window_->ui().projector = true;
  window_->driver().resize(1024, 700);
  window_->driver().frame(3);
  const Widget* third = window_->driver().find(of_letters(500, "Third, "));
  ASSERT_NE(third, nullptr);
  EXPECT_GT(third->full_max.y, 700);
  EXPECT_GT(third->max.y, 699);
}

// Beside the ladder the note's headline stands above the tabs, however many lines it has.
TEST_F(LongestWords, OfAHeadlineAreAllThere) {
  open("4");
  const std::string words = of_letters(200, "Headline: ");
  const auto letters = words.size() - static_cast<std::size_t>(
                                          std::count(words.begin(), words.end(), ' '));
  for (const auto& [width, height, zoom] :
       {std::tuple{1024, 700, 1.0f}, std::tuple{1920, 1080, 2.0f}}) {
    apply(window_->app(), SetZoom{zoom});
    window_->driver().resize(width, height);
    window_->driver().frame(3);
    const Widget* tab = window_->driver().find("Explanation");
    ASSERT_NE(tab, nullptr);
    const float bars = (metrics::kTopBar + metrics::kTimeStrip) * zoom;
    std::size_t seen = 0;
    for (const Rect& letter : drawn_letters())
      if (letter.min.y > bars && letter.max.y < tab->min.y + 2 && letter.min.x > tab->min.x - 4)
        ++seen;
    EXPECT_EQ(seen, letters) << width;
  }
}

std::string two_sessions(const std::string& device) {
  return R"({ "popscope": "scenario/1", "title": "Two at once",
  "people": [{ "name": "sarah", "mail": ["A", "B", "C"] }],
  "devices": [{ "name": "Laptop", "reads": "sarah", "with": "imap" },
              { "name": ")" + device + R"(", "reads": "sarah", "with": "imap" }],
  "story": [
    { "connect": ")" + device + R"(" },
    { "connect": "Laptop" },
    { "on": ")" + device + R"(",
      "do": ["a1 LOGIN sarah secret", "a2 SELECT INBOX", "a3 UID FETCH 1:* BODY.PEEK[]"] }
  ]
})";
}

TEST(Overlap, ALongNameLeavesALineToTypeInto) {
  TemporaryFolder folder;
  for (const std::size_t letters : {20U, 32U, 38U, 60U, 80U}) {
    folder.write("two.json", two_sessions(of_letters(letters, "The computer in the library, ")));
    SCOPED_TRACE(letters);
    Window window({folder.file("two.json"), "8", false});
    at_every_size(window, [&](float zoom) {
      expect_nothing_overlaps(window, zoom);
      EXPECT_EQ(where_a_letter_is_cut(), "");
      expect_a_way_to_type(window);
    });
  }
}

TEST_F(LongestWords, HaveRoomWhereWaysAreComparedAndAtTheEnd) {
  open("end");
  ASSERT_EQ(window_->visit().timeline().branches().size(), 2U);
  for (const CompareForm form : {CompareForm::ladder, CompareForm::mail}) {
    apply(window_->app(), Compare{0, 1});
    window_->ui().compare_form = form;
    SCOPED_TRACE(form == CompareForm::ladder ? "ladder" : "mail");
    expect_room_for_all();
  }
  apply(window_->app(), OpenPage{Page::end});
  SCOPED_TRACE("the end page");
  expect_room_for_all();
}

// The sign that work is not kept takes room from the title, not its place.
TEST(Overlap, OfTheSignOfLossWithNothing) {
  TemporaryFolder folder;
  folder.write("state/lessons", "");  // a file where a folder is needed
  Window window({"who-can-read-the-password", "", false}, &folder);
  apply(window.app(), Go{Go::To::forward});
  window.wait(60);  // no notice lasts so long
  ASSERT_FALSE(is_all_kept(window.app()));
  for (const bool wall : {false, true}) {
    if (wall) apply(window.app(), ToggleProjector{});
    at_every_size(window, [&](float zoom) {
      expect_nothing_overlaps(window, zoom);
      EXPECT_TRUE(window.driver().has(window.app().catalogue.sentence("app.kept.sign")));
    });
  }
}

}  // namespace
}  // namespace popscope::gui
