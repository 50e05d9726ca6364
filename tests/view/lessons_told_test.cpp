// Every moment of every shipped lesson: the column, the strip, the agenda and the console find
// their words.
#include <algorithm>
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

std::string current_state(const StatesView& view) {
  for (const StateBox& box : view.boxes)
    if (box.current) return box.name;
  return {};
}

// The bar beside the selected row, the panel and the wall name one state.
void expect_one_state(const Visit& visit, const std::string& where) {
  const StatesView panel = states(visit, {}, english());
  const std::string state = current_state(panel);
  EXPECT_EQ(current_state(projector(visit, {}, english()).states), state) << where;
  if (panel.session_ids.empty()) return;
  const sim::SessionId chosen = panel.session_ids[panel.chosen];
  bool greeted = false;
  for (const lesson::StateSpan& span : visit.history().spans())
    greeted = greeted || (span.session == chosen && span.first_step <= visit.step());
  const LadderView rows = ladder(visit, {}, english(), 0, 10'000);
  const auto bar = std::find_if(rows.bars.begin(), rows.bars.end(), [&](const StateBar& each) {
    return each.current && each.session == chosen.value;
  });
  if (bar != rows.bars.end()) {
    EXPECT_TRUE(bar->state.starts_with(state)) << where << ": bar " << bar->state << ", " << state;
  } else {
    EXPECT_EQ(state, greeted ? panel.boxes.back().name : panel.boxes.front().name) << where;
  }
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

TEST_P(Lessons, NameOneStateAtEachStep) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + GetParam() + ".json";
  const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
  ASSERT_TRUE(loaded.compiled);
  Visit visit(loaded.compiled);
  for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
    const sim::Steps& steps = visit.steps({b});
    for (std::uint32_t step = 1; step <= steps.count(); ++step) {
      visit.open_at({{b}, steps.step(step).closes});
      expect_one_state(visit, "branch " + std::to_string(b) + ", step " + std::to_string(step));
    }
  }
}

// UPDATE is a state of its own, though nothing was marked and the reply is all that it does.
TEST(StatesTold, QuitIsAnsweredFromUpdate) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + "three-states.json";
  const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
  ASSERT_TRUE(loaded.compiled);
  Visit visit(loaded.compiled);
  visit.open_at({{0}, visit.steps().step(16).closes});
  StatesView view = states(visit, {}, english());
  EXPECT_EQ(current_state(view), "Update");
  EXPECT_EQ(view.note, "nothing to remove");
  for (const ExitArrow& exit : view.exits) EXPECT_FALSE(exit.taken);
  visit.open_at({{0}, visit.steps().step(17).closes});
  view = states(visit, {}, english());
  EXPECT_EQ(current_state(view), "Closed");
  EXPECT_EQ(view.note, "");
}

// Before the first session the machine at rest is that of the device that speaks first.
TEST(StatesTold, AtTheStartTheyAreOfTheProtocolThatComes) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  for (const auto& [lesson, first] : {std::pair{"pop3-beside-imap", "Not authenticated"},
                                      std::pair{"delete-here-gone-there", "Not authenticated"},
                                      std::pair{"three-states", "Authorization"}}) {
    const std::string path = std::string(loader::kLessons) + lesson + ".json";
    const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
    ASSERT_TRUE(loaded.compiled);
    const Visit visit(loaded.compiled);
    ASSERT_EQ(visit.step(), 0U);
    const StatesView view = states(visit, {}, english());
    ASSERT_FALSE(view.boxes.empty());
    EXPECT_EQ(view.boxes.front().name, first) << lesson;
  }
}

// What came of a guess is news at the stop that decided it, and at no other.
TEST(Guesses, AreNewsWhereTheyAreDecided) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + "delete-here-gone-there.json";
  const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
  ASSERT_TRUE(loaded.compiled);
  Visit visit(loaded.compiled);
  std::uint32_t news = 0;
  std::optional<std::uint32_t> answered;
  do {
    if (const auto ask = visit.open_ask()) {
      if (answered) visit.skip(*ask);
      else visit.answer(*ask, 0), answered = ask;
    }
    for (const GuessView& guess : story(visit, {}, english()).guesses) {
      if (!guess.news || guess.ask != answered) continue;
      ++news;
      EXPECT_FALSE(guess.outcome.empty());
    }
  } while (visit.forward());
  EXPECT_EQ(news, 1U);
}

TEST(BeginWords, NameTheChoiceThatIsOpen) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  for (const auto& [lesson, words] :
       {std::pair{"sarahs-story", "Choose a way: 1 to 3."},
        std::pair{"three-states", "Press Space: the story begins."}}) {
    const std::string path = std::string(loader::kLessons) + lesson + ".json";
    const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
    ASSERT_TRUE(loaded.compiled);
    const Visit visit(loaded.compiled);
    EXPECT_TRUE(states(visit, {}, english()).empty.ends_with(words)) << lesson;
    EXPECT_NE(as_text(devices(visit, {}, english())).find(words), std::string::npos) << lesson;
  }
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
