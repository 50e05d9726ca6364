// What the panels show at key moments of the lesson that the drawings show, as golden texts.
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/as_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

constexpr std::uint32_t kAllRows = 1000;

std::string all_panels(const Visit& visit, const Selection& selection = {}) {
  return "# ladder\n" + as_text(ladder(visit, selection, english(), 0, kAllRows)) + "\n# lines\n" +
         as_text(lines(visit, selection, english(), 0, kAllRows, {})) + "\n# states\n" +
         as_text(states(visit, selection, english())) + "\n# maildrop\n" +
         as_text(maildrop(visit, selection, english())) + "\n# devices\n" +
         as_text(devices(visit, selection, english()));
}

Visit deletion() {
  lesson::Scenario scenario = test::deletion_at_quit();
  scenario.devices.pop_back();  // the drawings have a laptop only
  return Visit(test::compiled(std::move(scenario)));
}

// All asks and tries on the way count as skipped.
Visit deletion_at(const std::string& address) {
  Visit visit = deletion();
  const auto place = visit.find(address);
  EXPECT_TRUE(place) << address;
  if (place) visit.open_at(*place);
  return visit;
}

TEST(Panels, AtTheStart) { test::expect_golden("view/start.txt", all_panels(deletion())); }

TEST(Panels, InTheMiddle) {
  test::expect_golden("view/middle.txt", all_panels(deletion_at("6")));
}

TEST(Panels, MarkedNotRemoved) {
  const Visit visit = deletion_at("marked");
  EXPECT_EQ(visit.step(), 12u);
  test::expect_golden("view/marked.txt", all_panels(visit));
}

TEST(Panels, AfterQuit) {
  test::expect_golden("view/after-quit.txt", all_panels(deletion_at("QUIT/end")));
}

TEST(Panels, AfterTheCableCut) {
  test::expect_golden("view/cable-cut.txt", all_panels(deletion_at("cable cut/end")));
}

TEST(Panels, BeyondAnOpenQuestion) {
  Visit visit = deletion();
  visit.last();
  EXPECT_TRUE(visit.open_ask());
  test::expect_golden("view/open-question.txt", all_panels(visit));
}

TEST(Panels, AtGrainSegment) {
  Visit visit = deletion_at("10");
  visit.set_grain(lesson::Grain::segment);
  visit.back();
  Selection selection;
  selection.segment = 0;
  test::expect_golden("view/segments.txt", all_panels(visit, selection));
}

}  // namespace
}  // namespace popscope::view
