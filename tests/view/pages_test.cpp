// The pages that are no lesson in progress, and the keys.
#include "view/pages.h"

#include <gtest/gtest.h>
#include <set>

#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"
#include "view/keys.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

std::vector<lesson::Scenario> three_lessons() {
  std::vector<lesson::Scenario> lessons(3);
  lessons[0].id = "first-retrieval";
  lessons[0].title = "The first retrieval";
  lessons[0].teaches = "What a device and a server say to each other, line by line.";
  lessons[0].minutes = 8;
  lessons[1].id = "three-states";
  lessons[1].title = "Three states";
  lessons[1].teaches = "Why `PASS` is refused after login, and RETR before it.";
  lessons[1].minutes = 1;
  lessons[2].id = "deletion-happens-at-quit";
  lessons[2].title = "Deletion happens at QUIT";
  lessons[2].teaches = "Mark, change your mind, leave. What is gone, and when?";
  return lessons;
}

std::vector<const lesson::Scenario*> pointers(const std::vector<lesson::Scenario>& lessons) {
  std::vector<const lesson::Scenario*> all;
  for (const lesson::Scenario& lesson : lessons) all.push_back(&lesson);
  return all;
}

TEST(Pages, StartWithNothingKept) {
  const auto lessons = three_lessons();
  test::expect_golden("view/page-start.txt", as_text(start(pointers(lessons), {}, "", english())));
}

TEST(Pages, StartWhereYouWere) {
  const auto lessons = three_lessons();
  const std::vector<LessonProgress> progress = {{"first-retrieval", 20, 20, true},
                                                {"three-states", 5, 0, false},
                                                {"deletion-happens-at-quit", 12, 16, false}};
  const StartView view = start(pointers(lessons), progress, "deletion-happens-at-quit", english());
  test::expect_golden("view/page-start-begun.txt", as_text(view));
  // A lesson that is gone leaves no trace.
  EXPECT_FALSE(start(pointers(lessons), progress, "gone", english()).go_on);
}

// After the end of a lesson the one behind it comes next, whether or not it was opened already.
TEST(Pages, StartWithWhatComesNext) {
  const auto lessons = three_lessons();
  LessonProgress done{"first-retrieval", 20, 20, true};
  done.at_end = true;
  StartView view = start(pointers(lessons), {done}, "first-retrieval", english());
  ASSERT_TRUE(view.go_on && view.next);
  EXPECT_EQ(view.go_on->id, "three-states");
  view = start(pointers(lessons), {done, {"three-states", 0, 0, false}}, "three-states", english());
  ASSERT_TRUE(view.go_on && view.next);
  EXPECT_EQ(view.go_on->id, "three-states");
  EXPECT_EQ(view.welcome, "");
  // One way alone does not finish a lesson.
  done.done = false;
  view = start(pointers(lessons), {done}, "first-retrieval", english());
  EXPECT_FALSE(view.next);
  EXPECT_EQ(view.go_on->id, "first-retrieval");
  EXPECT_EQ(view.lessons[0].progress, "another way to be seen");
  done.at_end = false;  // all steps, but the end was not reached: "20 of 20" would seem done
  view = start(pointers(lessons), {done}, "first-retrieval", english());
  EXPECT_EQ(view.lessons[0].progress, "at the last step");
}

TEST(Pages, TheEndOfALesson) {
  lesson::Scenario scenario = test::deletion_at_quit();
  scenario.keep = "`DELE` marks, RSET takes every mark back, and only QUIT *removes*.";
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  visit.answer(*visit.open_ask(), 1);
  visit.last();
  const auto lessons = three_lessons();
  test::expect_golden("view/page-end.txt", as_text(end_page(visit, &lessons[1], english())));
}

TEST(Pages, TheEndOfALessonWithoutQuestions) {
  const Visit visit(test::compiled(test::sarah({test::connect()})));
  const EndView view = end_page(visit, nullptr, english());
  EXPECT_EQ(view.heading, "That was the lesson");
  EXPECT_TRUE(view.guesses.empty());
  EXPECT_EQ(view.score, "");
  EXPECT_EQ(view.next_title, "");
}

// ---- a faulty file ----------------------------------------------------------------------------

text::Diagnostic mistake(const char* code, int line, int column, int length, const char* path,
                         text::Arguments arguments = {}) {
  return {code, std::move(arguments), "my-lesson.json", line, column, path, length};
}

const char* const kFile =
    "{\r\n"
    "  \"popscope\": \"scenario/1\",\r\n"
    "  \"story\": [\r\n"
    "    { \"on\": \"Ångström\", \"exepct\": 1 },\r\n"
    "\t{ \"cut\": \"Laptop\" }\r\n"
    "  ]\r\n"
    "}\r\n";

text::Catalogue with_two_codes() {
  text::Catalogue catalogue = english();
  catalogue.add("test.size.what", "A size is a whole number from 1 to 50,000,000.");
  catalogue.add("test.size.remedy", "Write 1320 without quotation marks.");
  catalogue.add("test.key.what", "There is no key “{key}” here.");
  catalogue.add("test.key.remedy", "Did you mean expect?");
  return catalogue;
}

TEST(Pages, AFaultyFile) {
  const text::Diagnostics mistakes = {
      mistake("test.size", 2, 15, 12, "/people/0/mail/1/octets"),
      mistake("test.key", 4, 28, 6, "/story/0/exepct", {text::plain("key", "exepct")})};
  const FileErrorsView view = file_errors("my-lesson.json", kFile, mistakes, 1, with_two_codes());
  test::expect_golden("view/page-file-errors.txt", as_text(view));
  // Whatever is chosen, something is shown.
  EXPECT_EQ(file_errors("x", kFile, mistakes, 9, with_two_codes()).chosen, 1u);
}

TEST(Pages, WhatIsMissingHasItsPlaceInTheLine) {
  const auto marked = [](int column, const std::string& line) {
    const FileErrorsView view = file_errors(
        "x", line + "\n", {mistake("test.size", 1, column, 0, "")}, 0, with_two_codes());
    const SourceLine& shown = view.source.front();
    return shown.text.substr(0, shown.mark_from) + "[" +
           shown.text.substr(shown.mark_from, shown.mark_to - shown.mark_from) + "]" +
           shown.text.substr(shown.mark_to);
  };
  EXPECT_EQ(marked(7, "\"a\": 1"), "\"a\": 1[ ]");
  EXPECT_EQ(marked(7, "\"a\": 1 \"b\": 2"), "\"a\": 1[ ]\"b\": 2");
}

TEST(Pages, AFaultyFileAtItsEdges) {
  const auto shown = [](int line, int column, int length, const std::string& octets) {
    return file_errors("x", octets, {mistake("test.size", line, column, length, "")}, 0,
                       with_two_codes());
  };
  EXPECT_TRUE(shown(0, 0, 0, kFile).source.empty());             // no place in the file
  EXPECT_TRUE(shown(9, 1, 0, "").source.empty());                // a file that is empty
  const SourceLine end = shown(1, 99, 5, "{ }").source.front();  // beyond the line
  EXPECT_EQ(end.mark_from, end.mark_to);
  EXPECT_LE(end.mark_to, end.text.size());
  const std::string one_line = "{" + std::string(100'000, 'a') + "mark" + std::string(100'000, 'b');
  const SourceLine part = shown(1, 100'002, 4, one_line).source.front();
  EXPECT_LT(part.text.size(), 200u);
  EXPECT_EQ(part.text.substr(part.mark_from, part.mark_to - part.mark_from), "mark");
  const SourceLine tab = shown(5, 5, 3, kFile).source[3];
  EXPECT_EQ(tab.text, "  { \"cut\": \"Laptop\" }");
  EXPECT_EQ(tab.text.substr(tab.mark_from, tab.mark_to - tab.mark_from), "cut");
}

TEST(Pages, ManyMistakes) {
  text::Diagnostics mistakes(60, mistake("test.size", 1, 1, 1, ""));
  const FileErrorsView view = file_errors("x", kFile, mistakes, 0, with_two_codes());
  EXPECT_EQ(view.headline, "60 things in this file need a change before it can run");
  EXPECT_EQ(view.errors.size(), 50u);
  EXPECT_EQ(file_errors("x", kFile, {}, 0, with_two_codes()).headline, "This file is in order");
}

TEST(Pages, TheStartSaysWhereOneIs) {
  const lesson::Scenario lesson = test::sarah({test::connect()});
  const auto note = [&](LessonProgress progress) {
    progress.id = lesson.id;
    return start({&lesson}, {progress}, lesson.id, english()).go_on_note;
  };
  LessonProgress progress;
  progress.step = 7;
  progress.steps = 16;
  EXPECT_EQ(note(progress), "Step 7 of 16.");
  progress.asked = true;
  EXPECT_EQ(note(progress), "Step 7 of 16, one question is waiting.");
  progress.asked = false;
  progress.done = true;  // once; now one is in the middle again
  EXPECT_EQ(note(progress), "Step 7 of 16.");
  progress.own = true;
  EXPECT_EQ(note(progress), "Step 7, on a branch of your own.");
  progress.own = false;
  progress.at_end = true;
  EXPECT_EQ(note(progress), "You came to the end.");
}

// ---- keys -------------------------------------------------------------------------------------

constexpr KeyPage kPages[] = {kOnStart, kInLesson, kInComparison, kAtEnd,
                              kAtErrors, kOnWall, kInQuiz};

TEST(Keys, EveryActionIsInTheListOnce) {
  std::set<KeyAction> actions;
  for (const KeyBinding& binding : key_table()) {
    EXPECT_TRUE(actions.insert(binding.action).second);
    ASSERT_GT(binding.chord_count, 0u);
    EXPECT_NE(binding.pages, 0) << binding.does;
    for (std::size_t i = 0; i < binding.chord_count; ++i)
      for (const KeyPage page : kPages)
        EXPECT_EQ(action_of(binding.chords[i], page) == binding.action, (binding.pages & page) != 0)
            << binding.does << " " << page;
  }
  EXPECT_EQ(actions.size(), static_cast<std::size_t>(kKeyActions));
}

TEST(Keys, AsAPersonPressesThem) {
  EXPECT_EQ(action_of({Key::character, 'X', false, true}, kInLesson), KeyAction::cable);
  EXPECT_EQ(action_of({Key::character, '?', false, true}, kInLesson), KeyAction::help);
  EXPECT_EQ(action_of({Key::character, 'c', true, false}, kInLesson), KeyAction::copy);
  EXPECT_EQ(action_of({Key::right, 0, false, true}, kInLesson), KeyAction::exchange_forward);
  EXPECT_EQ(action_of({Key::right, 0, true, false}, kInLesson), std::nullopt);
  EXPECT_EQ(action_of({Key::character, 'q', false, false}, kInLesson), std::nullopt);
  EXPECT_EQ(action_of({Key::character, 'b', false, false}, kOnStart), std::nullopt);
}

// What is written on a button is a key that does the button's deed, by the name that the list has.
TEST(Keys, CapsAreThoseOfTheTable) {
  for (const KeyBinding& binding : key_table()) {
    const KeyCap cap = cap_of(binding.action, english());
    for (const KeyPage page : kPages) {
      if ((binding.pages & page) == 0) continue;
      EXPECT_EQ(action_of(cap.chord, page), binding.action) << cap.name;
      bool listed = false;
      for (const KeyGroup& group : key_list(page, english()))
        for (const KeyLine& line : group.keys) listed = listed || line.keys.starts_with(cap.name);
      EXPECT_TRUE(listed) << cap.name;
    }
  }
  EXPECT_EQ(cap_of(KeyAction::next, english()).name, "Space");
  EXPECT_EQ(cap_of(KeyAction::open, english()).name, "Ctrl O");
  EXPECT_EQ(cap_of(KeyAction::answer_later, english()).name, "A");
  EXPECT_EQ(cap_of_choice(2).name, "3");
}

TEST(Keys, TheListHasWords) {
  std::string all;
  for (const KeyGroup& group : key_list(kInLesson, english())) {
    all += "# " + group.heading + "\n";
    for (const KeyLine& line : group.keys) all += line.keys + ": " + line.does + "\n";
  }
  test::expect_golden("view/keys.txt", all);
}

}  // namespace
}  // namespace popscope::view
