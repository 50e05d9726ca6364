// The story's column, the strip of time and what comes next, at key moments of a lesson that has
// everything: notes, questions, a try, ways on.
#include "tests/support/story.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <gtest/gtest.h>

#include "lesson/recording.h"
#include "tests/support/golden.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"
#include "view/console.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

std::string column_and_strip(const Visit& visit, const Selection& selection = {}) {
  std::string text = "# story\n" + as_text(story(visit, selection, english())) + "\n# transport\n" +
                     as_text(transport(visit, selection, english())) + "\n# agenda\n";
  for (const NextThing& thing : agenda(visit, english()))
    text += thing.what + ", " + thing.when + (thing.deadline ? " [deadline]" : "") + "\n";
  return text;
}

lesson::Entry with_note(lesson::Entry made, lesson::Note note) {
  made.note = std::move(note);
  return made;
}

lesson::Entry question(std::string words, std::string at,
                       std::vector<std::pair<std::uint32_t, std::string>> answers) {
  lesson::Ask act{std::move(words), std::move(at), {}};
  for (const auto& answer : answers) {
    act.answers.push_back(
        {"`" + std::to_string(answer.first) + "`", test::on_server(answer.first), answer.second});
  }
  return test::entry(std::move(act));
}

lesson::Scenario lesson_with_everything() {
  lesson::Scenario scenario = test::sarah({
      test::part("log in", test::connect()),
      test::send({"USER sarah", "PASS secret"}),
      test::part("read", test::a_try("RETR 2")),
      question("How many messages does the server hold after `DELE 2`?", "marked",
               {{2, "two"}, {3, "there are still 3"}}),
      test::part("mark",
                 with_note(test::send({"DELE 2"}),
                           {"Message 2 is *marked*, not removed.", "It is still in the maildrop.",
                            "RFC 1939 section 5, DELE", "DELE deletes.", "`DELE` marks."}),
                 "marked"),
      test::choose({{"QUIT", {test::part("leave", test::send({"QUIT"}))}},
                    {"cable cut",
                     {question("And now?", "silence", {{2, ""}, {3, ""}}), test::cut(),
                      test::part("silence", with_note(test::wait(700),
                                                      {"Nothing is gone.", "", "", "", ""}))}}}),
  });
  scenario.devices.pop_back();
  scenario.title = "Deletion happens at QUIT";
  scenario.introduction = "Sarah has three messages in her maildrop.";
  scenario.keep = "Only QUIT removes.";
  return scenario;
}

Visit everything() { return Visit(test::compiled(lesson_with_everything())); }

void type(Visit& visit, std::string line) {
  const auto went = visit.act(sim::Send{{0}, line + "\r\n"});
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(went)) << line;
}

TEST(Story, AtTheStart) {
  test::expect_golden("view/story-start.txt", column_and_strip(everything()));
}

TEST(Story, AnOpenTry) {
  Visit visit = everything();
  visit.last();
  ASSERT_TRUE(visit.open_try());
  test::expect_golden("view/story-try.txt", column_and_strip(visit));
}

TEST(Story, ATryGoneWrong) {
  Visit visit = everything();
  visit.last();
  type(visit, "RETR 9");
  test::expect_golden("view/story-try-wrong.txt", column_and_strip(visit));
  type(visit, "NOOP");
  const StoryView view = story(visit, {}, english());
  ASSERT_TRUE(view.attempt);
  EXPECT_EQ(view.attempt->wrong, english().sentence("story.try.other"));
  type(visit, "retr 2");  // what the story offers, in small letters
  EXPECT_FALSE(story(visit, {}, english()).attempt);
}

// With the cable out no other line helps; and before that was done there is nothing to say.
TEST(Story, ATryWithTheCableOut) {
  Visit visit = everything();
  visit.last();
  visit.act(sim::Cut{{0}});
  ASSERT_TRUE(story(visit, {}, english()).attempt);
  EXPECT_EQ(story(visit, {}, english()).attempt->wrong, english().sentence("story.try.cut"));
  visit.back();
  ASSERT_TRUE(story(visit, {}, english()).attempt);
  EXPECT_EQ(story(visit, {}, english()).attempt->wrong, "");
}

TEST(Story, AnOpenQuestionHidesTheFuture) {
  Visit visit = everything();
  visit.last();
  visit.give_up(*visit.open_try());
  visit.last();
  ASSERT_TRUE(visit.open_ask());
  const std::string text = column_and_strip(visit);
  test::expect_golden("view/story-ask.txt", text);
  EXPECT_EQ(text.find("marked,"), std::string::npos);
  EXPECT_EQ(text.find("leave"), std::string::npos);
}

TEST(Story, AGuessThatMissed) {
  Visit visit = everything();
  visit.last();
  visit.give_up(*visit.open_try());
  visit.last();
  visit.answer(*visit.open_ask(), 0);
  EXPECT_EQ(story(visit, {}, english()).guesses.front().verdict, GuessView::Verdict::open);
  visit.forward();  // DELE 2
  EXPECT_EQ(story(visit, {}, english()).guesses.front().verdict, GuessView::Verdict::open);
  visit.forward();  // its reply
  test::expect_golden("view/story-ways.txt", column_and_strip(visit));
}

TEST(Story, TheWayWithAQuestion) {
  Visit visit = everything();
  visit.last();
  visit.give_up(*visit.open_try());
  visit.last();
  visit.skip(*visit.open_ask());
  visit.forward();
  visit.forward();
  visit.take_way(1);
  test::expect_golden("view/story-second-question.txt", column_and_strip(visit));
  visit.answer(*visit.open_ask(), 1);
  visit.last();
  test::expect_golden("view/story-silence.txt", column_and_strip(visit));
}

TEST(Story, TheEnd) {
  Visit visit = everything();
  test::open_at(visit, "QUIT:end");
  test::expect_golden("view/story-end.txt", column_and_strip(visit));
}

TEST(Story, AForkOffersTheStory) {
  Visit visit = everything();
  test::open_at(visit, "QUIT:4");  // the reply to USER
  type(visit, "PASS wrong");
  test::expect_golden("view/story-fork.txt", column_and_strip(visit));
}

TEST(Story, AForkAtItsEnd) {
  Visit visit = everything();
  test::open_at(visit, "QUIT:marked");
  visit.act(sim::Cut{{0}});
  const TransportView view = transport(visit, {}, english());
  EXPECT_TRUE(view.cable_cut);
  test::expect_golden("view/story-fork-end.txt", column_and_strip(visit));
}

// What comes of a connection that one opened oneself is shown before the way back.
TEST(Story, AnOpeningThatIsLostIsWaitedFor) {
  for (const bool whole_check : {true, false}) {
    Visit visit = everything();
    test::open_at(visit, "QUIT:4");
    visit.act(sim::Cut{{0}});
    visit.act(sim::Close{{0}});
    visit.act(whole_check ? sim::Input(sim::Check{{0}}) : sim::Input(sim::Connect{{0}}));
    const TransportView view = transport(visit, {}, english());
    EXPECT_EQ(view.next_kind, TransportView::NextKind::let_happen);
    EXPECT_EQ(view.next, "Let 21 s pass: Laptop gives up connecting");
    ASSERT_TRUE(visit.let_happen());
    EXPECT_EQ(transport(visit, {}, english()).next, "Back to the lesson");
  }
}

// The primary button never does nothing: where a branch has lost all its acts, since the story's
// device has another name now, it leads back.
TEST(Story, ABranchThatLostAllItsActsLeadsBack) {
  for (const char* name : {"Laptop", "Desktop"}) {
    const auto story = [](const std::string& device) {
      lesson::Scenario scenario =
          test::sarah({test::connect(device), test::send({"USER sarah", "PASS secret"}, device),
                       test::part("mark", test::send({"DELE 1", "STAT"}, device), "mark"),
                       test::send({"QUIT"}, device)});
      scenario.devices[0].name = device;
      return scenario;
    };
    Visit visit(test::compiled(story("Laptop")));
    test::open_at(visit, "mark");
    type(visit, "NOOP");
    const sim::BranchId own = visit.branch();
    lesson::Restored restored =
        lesson::restore(test::compiled(story(name), 2), lesson::record(visit));
    Visit& now = restored.visit;
    now.switch_to(own);
    for (int i = 0; i < 30; ++i) {
      const TransportView view = transport(now, {}, english());
      if (view.next_kind != TransportView::NextKind::step) break;
      ASSERT_TRUE(now.forward()) << view.next;
    }
    EXPECT_EQ(transport(now, {}, english()).next_kind == TransportView::NextKind::back_to_story,
              name == std::string("Desktop"));
  }
}

// A note stands with the last step of its act, also when the story passes its end much later.
TEST(Story, NotesStandWhereTheirActEnds) {
  lesson::Scenario scenario = test::sarah({
      test::connect(),
      with_note(test::entry(lesson::CloseAct{"Laptop"}), {"Closed.", "", "", "", ""}),
      test::wait(1),
      with_note(test::entry(lesson::NoteOnly{}), {"And then?", "More.", "", "", ""}),
  });
  Visit visit(test::compiled(std::move(scenario)));
  for (std::uint32_t n = 0; n <= visit.steps().count(); ++n) {
    visit.go_to_step(n);
    const StoryView view = story(visit, {}, english());
    const bool last = n == visit.steps().count();
    EXPECT_EQ(plain_text(view.headline) == "Closed.", last) << n;
    if (last) {
      EXPECT_EQ(plain_text(view.text), "And then?\n\nMore.");
    }
  }
}

TEST(Story, AtGrainSegmentTheSegmentIsExplained) {
  Visit visit = everything();
  visit.set_grain(lesson::Grain::segment);
  visit.forward();
  EXPECT_EQ(plain_text(story(visit, {}, english()).headline), "SYN: Laptop asks for a connection.");
  EXPECT_EQ(transport(visit, {}, english()).next, "Next: segment 1.2");
  visit.forward();
  EXPECT_EQ(plain_text(story(visit, {}, english()).headline), "SYN ACK: mail.example.net agrees.");
}

// "Step n of m" counts what Forward counts, whatever the grain.
TEST(Story, StepsAreCountedInTheGrain) {
  const auto all = [](lesson::Grain grain) {
    Visit visit = everything();
    test::open_at(visit, "QUIT:end");
    visit.set_grain(grain);
    visit.first();
    const std::uint32_t steps = transport(visit, {}, english()).steps;
    std::uint32_t step = 0;
    do {
      const TransportView view = transport(visit, {}, english());
      EXPECT_EQ(view.step, step);
      EXPECT_EQ(view.steps, steps);
      EXPECT_EQ(visit.moment_of_stop(visit.branch(), step), visit.moment());
      ++step;
    } while (visit.forward());
    EXPECT_EQ(step, steps + 1);
    return transport(visit, {}, english()).position;
  };
  EXPECT_EQ(all(lesson::Grain::line), "Step 14 of 14");
  EXPECT_EQ(all(lesson::Grain::exchange), "Exchange 9 of 9");
  EXPECT_EQ(all(lesson::Grain::segment), "Step 14 of 14");
}

TEST(Story, TheStripHasRoomForThreeBranchesAndTheListForAll) {
  Visit visit = everything();
  test::open_at(visit, "QUIT:4");
  type(visit, "PASS wrong");
  visit.go_to({0}, 0);
  visit.go_to_step(6);
  type(visit, "STAT");
  const TransportView view = transport(visit, {}, english());
  ASSERT_EQ(view.branches.size(), 4u);
  std::vector<std::uint32_t> rows;
  for (const StripBranch& branch : view.branches) {
    EXPECT_FALSE(branch.name.empty());
    EXPECT_EQ(branch.row == 0, branch.current);
    rows.push_back(branch.row);
  }
  std::sort(rows.begin(), rows.end());
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{0, 1, 2, kStripRows}));
  EXPECT_EQ(view.branches[0].name, "yours: STAT");
}

// Once a frame, in a session of 100,000 steps: what is built must not depend on its length.
TEST(Story, IsQuickInALongSession) {
  Visit visit = test::long_session(50'000);
  visit.last();
  visit.go_to_step(70'001);
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kFrames = 20;
  for (int i = 0; i < kFrames; ++i) {
    story(visit, {}, english());
    transport(visit, {}, english());
    agenda(visit, english());
    console(visit, {}, english());
    completions(visit, {}, "R", english());
  }
  const auto each = (std::chrono::steady_clock::now() - begin) / kFrames;
  // Without optimisation and on a busy machine: far above what a frame may cost, far below what
  // looking at every step would.
  EXPECT_LT(std::chrono::duration_cast<std::chrono::microseconds>(each).count(), 20'000);
}

}  // namespace
}  // namespace popscope::view
