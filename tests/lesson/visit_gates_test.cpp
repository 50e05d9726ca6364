// Asks and tries: what stops the cursor, what is hidden, what is decided and how it came out.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Guess;
using lesson::Visit;
using sim::BranchId;

constexpr std::uint32_t kAsk = 3;  // entry of deletion_at_quit

sim::Input line(const std::string& text, std::uint32_t device = 0) {
  return sim::Send{{device}, text + "\r\n"};
}

TEST(VisitGates, EverythingStopsOnceAtAnOpenAsk) {
  Visit visit(compiled(deletion_at_quit()));
  EXPECT_FALSE(visit.open_ask());
  visit.last();
  EXPECT_EQ(visit.step(), 10u);
  EXPECT_EQ(visit.open_ask(), kAsk);
  EXPECT_FALSE(visit.forward());
  EXPECT_FALSE(visit.run_to(lesson::Until::maildrop));
  visit.forward_exchange();
  visit.go_to_step(12);
  visit.go_to({1}, visit.timeline().end({1}));
  EXPECT_EQ(visit.step(), 10u);
  EXPECT_FALSE(visit.open_try());

  visit.go_to({0}, 0);
  EXPECT_FALSE(visit.run_to(lesson::Until::maildrop));
  EXPECT_EQ(visit.step(), 10u);

  visit.answer(kAsk, 0);
  EXPECT_FALSE(visit.open_ask());
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 11u);
  visit.last();
  EXPECT_EQ(visit.step(), 16u);
  visit.go_to_step(10);
  ASSERT_TRUE(visit.forward());  // once, and not again
}

TEST(VisitGates, HidesWhatLiesBehindOnEveryBranch) {
  Visit visit(compiled(deletion_at_quit()));
  for (std::uint32_t branch = 0; branch < 2; ++branch) {
    const auto hidden = visit.hidden_after({branch});
    ASSERT_TRUE(hidden);
    EXPECT_EQ(visit.steps({branch}).at_moment(*hidden), 10u);
  }
  visit.skip(kAsk);
  EXPECT_FALSE(visit.hidden_after({0}));
  EXPECT_FALSE(visit.hidden_after({1}));
}

TEST(VisitGates, GuessAndOutcomeStandTogetherWhereItIsDecided) {
  Visit visit(compiled(deletion_at_quit()));
  visit.go_to_step(10);
  EXPECT_FALSE(visit.decided(kAsk));
  visit.answer(kAsk, 0);
  visit.answer(kAsk, 1);  // the first guess stays
  EXPECT_EQ(visit.guesses().at(kAsk), Guess{0});
  visit.forward();
  EXPECT_FALSE(visit.decided(kAsk));
  visit.forward();
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_TRUE(visit.decided(kAsk));
  EXPECT_EQ(visit.outcome(kAsk), 1u);
  visit.switch_to({1});
  EXPECT_TRUE(visit.decided(kAsk));
  EXPECT_EQ(visit.outcome(kAsk), 1u);
  visit.go_to_step(11);
  EXPECT_FALSE(visit.decided(kAsk));
}

TEST(VisitGates, ASkippedAskIsKeptAsSkipped) {
  Visit visit(compiled(deletion_at_quit()));
  visit.last();
  visit.skip(kAsk);
  visit.skip(kAsk);
  EXPECT_EQ(visit.guesses().at(kAsk), Guess{});
  visit.last();
  EXPECT_EQ(visit.step(), 16u);
}

TEST(VisitGates, WhatWasSkippedMayBeAnsweredLaterAndIsKeptAsLate) {
  Visit visit(compiled(deletion_at_quit()));
  visit.last();
  visit.skip(kAsk);
  visit.last();
  const std::uint32_t moment = visit.moment();
  visit.answer(kAsk, 1);
  EXPECT_EQ(visit.guesses().at(kAsk), (Guess{1, true}));
  visit.answer(kAsk, 0);  // once
  visit.skip(kAsk);
  EXPECT_EQ(visit.guesses().at(kAsk), (Guess{1, true}));
  EXPECT_EQ(visit.moment(), moment);
}

TEST(VisitGates, AnAskWithinAWayOpensWhenTheWayIsTaken) {
  Visit visit(compiled(sarah({
      connect(),
      choose({{"stay", {send({"CAPA"})}}, {"cut", {ask({2, 3}), cut(), wait(1)}}}),
  })));
  visit.go_to_step(2);
  EXPECT_FALSE(visit.open_ask());
  ASSERT_EQ(visit.ways().size(), 2u);
  visit.switch_to({1});
  EXPECT_FALSE(visit.open_ask());  // the choice comes first
  EXPECT_EQ(visit.ways().size(), 2u);
  visit.take_way(1);
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 2u);
  EXPECT_EQ(visit.open_ask(), 3u);
  EXPECT_TRUE(visit.ways().empty());
  EXPECT_FALSE(visit.forward());
  visit.answer(3, 1);
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 3u);
  EXPECT_TRUE(visit.decided(3));
  ASSERT_TRUE(visit.back());
  EXPECT_EQ(visit.step(), 2u);
  EXPECT_EQ(visit.ways().size(), 2u);
}

// Asked before ways part: whichever of them decides it is what comes next.
TEST(VisitGates, AnAskAboutAChoiceOffersThatBranch) {
  const auto scenario = [] {
    return sarah({connect(), ask({2, 3}, "pull"),
                  choose({{"stay", {send({"CAPA"})}}, {"pull", {part("pull", cut())}}})});
  };
  for (const bool skips : {false, true}) {
    Visit visit(compiled(scenario()));
    visit.last();
    ASSERT_EQ(visit.open_ask(), 1u);
    const std::uint32_t moment = visit.moment();
    if (skips)
      visit.skip(1);
    else
      visit.answer(1, 1);
    EXPECT_EQ(visit.moment(), moment);
    EXPECT_EQ(visit.name_of(visit.branch()), "pull");
    EXPECT_EQ(visit.ways().size(), 2u);  // the other one can still be chosen
    ASSERT_TRUE(visit.forward());
    EXPECT_TRUE(visit.decided(1));
    visit.back();
    visit.take_way(0);
    EXPECT_EQ(visit.name_of(visit.branch()), "stay");
  }
}

TEST(VisitGates, TwoAsksInARowOpenOneAfterTheOther) {
  Visit visit(compiled(sarah({connect(), ask({2, 3}), ask({3, 4}), send({"CAPA"})})));
  visit.last();
  EXPECT_EQ(visit.open_ask(), 1u);
  visit.answer(1, 0);
  EXPECT_EQ(visit.open_ask(), 2u);
  visit.answer(2, 0);
  EXPECT_TRUE(visit.forward());
}

TEST(VisitGates, AnAddressIsAnExplicitWish) {
  Visit visit(compiled(deletion_at_quit()));
  const auto place = visit.find("marked");
  ASSERT_TRUE(place);
  visit.open_at(*place);
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_EQ(visit.guesses().at(kAsk), Guess{});

  Visit at_the_ask(compiled(deletion_at_quit()));
  at_the_ask.open_at(*at_the_ask.find("10"));
  EXPECT_EQ(at_the_ask.open_ask(), kAsk);  // what stands there stays open
}

// --- own experiments at a gate ---

TEST(VisitGates, WhatOneDoesOneselfIsNotHidden) {
  Visit visit(compiled(deletion_at_quit()));
  visit.last();
  const auto acted = visit.act(line("NOOP"));
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(acted));
  EXPECT_TRUE(std::get<Visit::Acted>(acted).forked);
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_FALSE(visit.hidden_after(visit.branch()));
  EXPECT_FALSE(visit.open_ask());
  EXPECT_TRUE(visit.hidden_after({0}));
  EXPECT_EQ(visit.guesses().count(kAsk), 0u);
  visit.switch_to({0});
  EXPECT_EQ(visit.step(), 10u);
  EXPECT_EQ(visit.open_ask(), kAsk);
}

TEST(VisitGates, FollowingTheLineIsASkip) {
  Visit visit(compiled(deletion_at_quit()));
  visit.last();
  const auto acted = visit.act(line("DELE 2"));
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(acted));
  EXPECT_FALSE(std::get<Visit::Acted>(acted).forked);
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_EQ(visit.guesses().at(kAsk), Guess{});
}

// --- tries ---

lesson::Scenario with_a_try() {
  return sarah({connect(), send({"USER sarah", "PASS secret"}), a_try("RETR 2"), send({"QUIT"})});
}
constexpr std::uint32_t kTry = 2;

TEST(VisitGates, ATryHidesItsLine) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  EXPECT_EQ(visit.step(), 6u);
  EXPECT_EQ(visit.open_try(), kTry);
  EXPECT_FALSE(visit.open_ask());
  EXPECT_TRUE(visit.hidden_after({0}));
  EXPECT_FALSE(visit.forward());
  EXPECT_FALSE(visit.offered());
}

TEST(VisitGates, TheRightLineSolvesATry) {
  for (const char* typed : {"RETR 2", "retr 2", "Retr 2"}) {
    Visit visit(compiled(with_a_try()));
    visit.last();
    const auto acted = visit.act(line(typed));
    ASSERT_TRUE(std::holds_alternative<Visit::Acted>(acted));
    EXPECT_FALSE(std::get<Visit::Acted>(acted).forked) << typed;
    EXPECT_EQ(visit.step(), 8u);
    EXPECT_TRUE(visit.tries().at(kTry));
    EXPECT_FALSE(visit.hidden_after({0}));
  }
}

// What is spoken when the line is typed decides what it means, not what is spoken in the end: the
// first word of a POP3 command is no tag.
TEST(VisitGates, ATryIsJudgedByTheConnectionAtTheCursor) {
  lesson::SetAct later;
  later.device = "Laptop";
  later.protocol = sim::Protocol::imap;
  const Visit::Acted acted = [&] {
    Visit visit(compiled(sarah({connect(), send({"USER sarah", "PASS secret"}), a_try("RETR 2"),
                                send({"QUIT"}), test::entry(later)})));
    visit.last();
    EXPECT_EQ(visit.open_try(), kTry);
    const auto done = visit.act(line("DELE 2"));
    EXPECT_TRUE(visit.tries().empty());
    return std::get<Visit::Acted>(done);
  }();
  EXPECT_TRUE(acted.forked);
}

TEST(VisitGates, AWrongLineRunsAndForksAndTheWayBackIsThere) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(line("RETR 9"))));
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.world().devices[0]->last_reply.substr(0, 4), "-ERR");
  EXPECT_TRUE(visit.tries().empty());
  EXPECT_FALSE(visit.offered());  // it would give the line away
  const auto back = visit.way_back();
  ASSERT_TRUE(back);
  visit.go_to(back->branch, back->moment);
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 6u);
  EXPECT_EQ(visit.open_try(), kTry);
}

TEST(VisitGates, TheRightLineAfterAWrongOneSolvesItToo) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.act(line("RETR 9"));
  const auto acted = visit.act(line("retr 2"));
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(acted));
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_TRUE(visit.tries().at(kTry));
  EXPECT_FALSE(visit.hidden_after({0}));
  EXPECT_EQ(visit.offered(), line("QUIT"));  // the story goes on from here
}

// A line that nobody answers solves nothing: neither with the cable out nor behind a gap.
TEST(VisitGates, ALostLineSolvesNoTry) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.act(sim::Cut{{0}});
  visit.act(line("RETR 2"));
  EXPECT_EQ(visit.tries().count(kTry), 0u);
  EXPECT_FALSE(visit.try_done_aside());
  visit.act(sim::Plug{{0}});
  visit.act(line("RETR 2"));
  EXPECT_EQ(visit.tries().count(kTry), 0u);
  EXPECT_TRUE(visit.hidden_after({0}));
  visit.back_to_story();
  EXPECT_EQ(visit.open_try(), kTry);
  visit.act(line("RETR 2"));
  EXPECT_TRUE(visit.tries().at(kTry));
}

// What was solved aside is solved in the story, which goes on behind it.
TEST(VisitGates, FromATrySolvedAsideTheStoryGoesOnBehindIt) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.act(line("RETR 9"));
  EXPECT_FALSE(visit.try_done_aside());
  visit.act(line("RETR 2"));
  EXPECT_EQ(visit.try_done_aside(), kTry);
  visit.act(line("STAT"));  // whatever else is done here
  EXPECT_EQ(visit.try_done_aside(), kTry);
  visit.back_to_story();
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 8u);  // the reply to the line
  EXPECT_FALSE(visit.open_try());
  EXPECT_FALSE(visit.hidden_after({0}));
}

// The line need not be typed at the end of the branch.
TEST(VisitGates, ATryIsSolvedInTheMiddleOfABranchToo) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.act(line("RETR 9"));
  const std::uint32_t before = visit.moment();
  visit.act(line("STAT"));
  visit.go_to_moment(before);
  visit.act(line("retr 2"));
  EXPECT_TRUE(visit.tries().at(kTry));
  visit.back_to_story();
  EXPECT_EQ(visit.step(), 8u);
}

// What the story is answered with +OK is not solved by an -ERR.
TEST(VisitGates, ATryThatIsRefusedIsNotSolved) {
  for (const bool marked : {false, true}) {
    Visit visit(compiled(with_a_try()));
    visit.last();
    visit.act(line(marked ? "DELE 2" : "NOOP"));
    visit.act(line("RETR 2"));
    const auto tried = visit.tries().find(kTry);
    EXPECT_EQ(tried != visit.tries().end() && tried->second, !marked);
  }
}

// Each way's own answer counts.
TEST(VisitGates, ATryBehindAChoiceIsSolvedAsOnItsWay) {
  Visit visit(compiled(sarah({connect(), send({"USER sarah", "PASS secret"}),
                              choose({{"marked", {send({"DELE 2"})}}, {"not", {send({"NOOP"})}}}),
                              a_try("RETR 2"), send({"QUIT"})})));
  for (const std::uint32_t way : {1U, 0U}) {
    Visit here = visit;
    here.last();
    here.take_way(way);
    here.last();
    ASSERT_TRUE(here.open_try());
    const std::uint32_t entry = *here.open_try();
    here.act(line("RETR 2"));
    EXPECT_TRUE(here.tries().at(entry)) << way;
  }
}

// A line that was shown solves nothing, and one that was typed before the task was posed neither.
TEST(VisitGates, OnABranchOfOnesOwnATryIsSolvedByTheLineAlone) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  ASSERT_EQ(visit.open_try(), kTry);
  Visit shown = visit;
  shown.act(line("NOOP"));
  shown.give_up(kTry);
  ASSERT_TRUE(shown.offered());
  shown.act(*shown.offered());  // +OK, but not the learner's
  EXPECT_FALSE(shown.try_done_aside());
  visit.act(line("RETR 2"));
  ASSERT_TRUE(visit.tries().at(kTry));
  for (const std::uint32_t step : {2U, 4U}) {  // the greeting; the reply to USER
    Visit before = visit;
    before.go_to_step(step);
    before.act(line("RETR 2"));
    ASSERT_FALSE(before.notes(before.branch()).of_story);
    EXPECT_FALSE(before.try_done_aside()) << step;
  }
}

// What was done wrong first may use up the story's own line: the task waits for it all the same.
TEST(VisitGates, ATaskWaitsForItsLineUntilItIsAnsweredAsInTheStory) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.act(line("DELE 2"));
  EXPECT_EQ(visit.posed_try(), kTry);
  EXPECT_EQ(visit.last_line(), Visit::LastLine::ok);
  visit.act(line("RETR 2"));
  EXPECT_EQ(visit.last_line(), Visit::LastLine::refused);
  EXPECT_EQ(visit.posed_try(), kTry);
  visit.act(line("RSET"));
  visit.act(line("retr 2"));
  EXPECT_TRUE(visit.tries().at(kTry));
  EXPECT_EQ(visit.try_done_aside(), kTry);
  EXPECT_TRUE(visit.just_solved());
  visit.act(line("NOOP"));
  EXPECT_EQ(visit.try_done_aside(), kTry);
  EXPECT_FALSE(visit.just_solved());
}

// A keyword means the same in any case: who types it small stays in the story.
TEST(VisitGates, ALineInSmallLettersIsTheStorysOwn) {
  Visit visit(compiled(with_a_try()));
  visit.go_to_step(2);
  visit.act(line("user sarah"));
  EXPECT_TRUE(visit.notes(visit.branch()).of_story);
}

// A branch that left the story before the try comes to it as well.
TEST(VisitGates, ABranchOfOnesOwnComesToTheTry) {
  Visit visit(compiled(with_a_try()));
  visit.go_to_step(2);  // the greeting: what follows is not disturbed
  visit.act(line("NOOP"));
  for (int i = 0; i < 20 && visit.offered(); ++i) visit.act(*visit.offered());
  ASSERT_EQ(visit.offered_try(), kTry);
  EXPECT_FALSE(visit.offered());
  visit.act(line("RETR 2"));
  EXPECT_FALSE(visit.offered_try());
  EXPECT_EQ(visit.try_done_aside(), kTry);
  visit.back_to_story();
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 8u);
}

TEST(VisitGates, WithoutATryOneGoesBackToWhereTheStoryWasLeft) {
  Visit visit(compiled(with_a_try()));
  visit.go_to_step(4);
  visit.act(line("NOOP"));
  visit.back();
  visit.act(line("STAT"));  // a branch of a branch
  visit.back_to_story();
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 4u);
}

TEST(VisitGates, GivingUpShowsTheLine) {
  Visit visit(compiled(with_a_try()));
  visit.last();
  visit.give_up(kTry);
  EXPECT_FALSE(visit.open_try());
  EXPECT_FALSE(visit.tries().at(kTry));
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 7u);
}

}  // namespace
}  // namespace popscope::test
