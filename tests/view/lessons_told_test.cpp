// Every moment of every shipped lesson: the column, the strip, the agenda and the console find
// their words.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "loader/scenario_loader.h"
#include "tests/view/english.h"
#include "view/as_text.h"
#include "view/console.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

std::string told_at(const Visit& visit) {
  std::string text =
      as_text(story(visit, {}, english())) + as_text(transport(visit, {}, english()));
  for (const NextThing& thing : agenda(visit, english())) text += thing.what + thing.when + "\n";
  const ConsoleView view = console(visit, {}, english());
  text += view.hint + view.cannot + "\n";
  for (const char* typed : {"", "RETR ", "USER ", "TOP 1 "})
    for (const Completion& completion : completions(visit, {}, typed, english()))
      text += completion.line + " " + completion.note + "\n";
  return text;
}

void expect_words(const std::string& text) {
  for (const char* gap : {"[explain.", "[story.", "[transport.", "[agenda.", "[console.",
                          "[commands.", "[unit.", "[panel.", "{"}) {
    EXPECT_EQ(text.find(gap), std::string::npos) << gap << " in\n" << text;
  }
}

void walk(Visit& visit) {
  for (const lesson::Grain grain : {lesson::Grain::line, lesson::Grain::segment}) {
    visit.set_grain(grain);
    for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
      for (std::uint32_t moment = 0; moment <= visit.timeline().end({b}); ++moment) {
        visit.open_at({{b}, moment});
        expect_words(told_at(visit));
      }
    }
  }
  expect_words(as_text(end_page(visit, nullptr, english())));
}

class Lessons : public testing::TestWithParam<std::string> {};

TEST_P(Lessons, FindTheirWordsAtEveryMoment) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + GetParam() + ".json";
  const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
  ASSERT_TRUE(loaded.compiled);
  Visit visit(loaded.compiled);
  walk(visit);
}

// A learner who goes on and on, answers each question with its first answer and gives up each try.
TEST_P(Lessons, FindTheirWordsOnTheWay) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + GetParam() + ".json";
  const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
  ASSERT_TRUE(loaded.compiled);
  Visit visit(loaded.compiled);
  for (int presses = 0; presses < 1000; ++presses) {
    const TransportView view = transport(visit, {}, english());
    expect_words(told_at(visit));
    EXPECT_FALSE(view.next.empty());
    if (const auto ask = visit.open_ask()) {
      EXPECT_EQ(view.next_kind, TransportView::NextKind::skip_question);
      visit.answer(*ask, 0);
    } else if (const auto a_try = visit.open_try()) {
      EXPECT_EQ(view.next_kind, TransportView::NextKind::give_up);
      visit.give_up(*a_try);
    } else {
      const bool went = visit.forward();
      EXPECT_EQ(went, view.can_forward) << "step " << view.step;
      if (!went) {
        EXPECT_EQ(view.next_kind, TransportView::NextKind::next_lesson) << view.next;
        return;
      }
    }
  }
  ADD_FAILURE() << "the lesson does not end";
}

std::vector<std::string> shipped() {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + "order.json";
  text::Diagnostics problems;
  return loader::read_lesson_order(source.read(path).value(), path, problems);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Lessons, testing::ValuesIn(shipped()),
                         [](const testing::TestParamInfo<std::string>& lesson) {
                           std::string name = lesson.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace popscope::view
