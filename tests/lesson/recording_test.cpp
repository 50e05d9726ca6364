// A visit is the same after it has been recorded and restored; a changed scenario keeps what it
// can.
#include <gtest/gtest.h>

#include "lesson/recording.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Grain;
using lesson::Guess;
using lesson::record;
using lesson::Recording;
using lesson::restore;
using lesson::Restored;
using lesson::Visit;

sim::Input line(const std::string& text, std::uint32_t device = 0) {
  return sim::Send{{device}, text + "\r\n"};
}

void expect_same(const Visit& a, const Visit& b) {
  ASSERT_EQ(a.timeline().branches().size(), b.timeline().branches().size());
  for (std::uint32_t i = 0; i < a.timeline().branches().size(); ++i) {
    const sim::Branch& one = a.timeline().branches()[i];
    const sim::Branch& other = b.timeline().branches()[i];
    EXPECT_EQ(one.parent, other.parent);
    EXPECT_EQ(one.forked_at, other.forked_at);
    ASSERT_EQ(one.end(), other.end());
    for (std::uint32_t n = one.forked_at; n <= one.end(); ++n) {
      ASSERT_EQ(digest(a.timeline().world({{i}, n})), digest(b.timeline().world({{i}, n})));
    }
    EXPECT_EQ(a.name_of({i}), b.name_of({i}));
    EXPECT_EQ(a.notes({i}).of_story, b.notes({i}).of_story);
    EXPECT_EQ(a.notes({i}).outdated, b.notes({i}).outdated);
    EXPECT_EQ(a.notes({i}).seen, b.notes({i}).seen);
  }
  EXPECT_EQ(a.branch(), b.branch());
  EXPECT_EQ(a.moment(), b.moment());
  EXPECT_EQ(a.grain(), b.grain());
  EXPECT_EQ(a.guesses(), b.guesses());
  EXPECT_EQ(a.tries(), b.tries());
}

// Restores after every single thing that the learner does.
class Kept {
 public:
  explicit Kept(std::shared_ptr<const lesson::Compiled> lesson)
      : lesson_(std::move(lesson)), visit_(lesson_) {}

  template <class What>
  Visit& after(const What& what) {
    what(visit_);
    const Restored restored = restore(lesson_, record(visit_));
    EXPECT_FALSE(restored.scenario_changed);
    EXPECT_EQ(restored.inputs_left_out, 0u);
    expect_same(visit_, restored.visit);
    return visit_;
  }

 private:
  std::shared_ptr<const lesson::Compiled> lesson_;
  Visit visit_;
};

TEST(Recording, RestoresAVisitAtEveryStep) {
  Kept kept(compiled(deletion_at_quit()));
  for (int i = 0; i < 12; ++i) {
    kept.after([](Visit& v) { v.forward(); });
  }
  kept.after([](Visit& v) { v.answer(3, 0); });
  for (int i = 0; i < 8; ++i) {
    kept.after([](Visit& v) { v.forward(); });
  }
  kept.after([](Visit& v) { v.go_to_step(12); });
  kept.after([](Visit& v) { v.act(line("RSET")); });
  kept.after([](Visit& v) { v.rename({2}, "changed my mind"); });
  kept.after([](Visit& v) { v.act(line("STAT")); });
  kept.after([](Visit& v) { v.back(); });
  kept.after([](Visit& v) { v.back(); });
  kept.after([](Visit& v) { v.act(sim::Check{{1}}); });  // a fork of the fork
  kept.after([](Visit& v) { v.forward(); });             // its plan goes on
  kept.after([](Visit& v) { v.last(); });
  kept.after([](Visit& v) { v.act(sim::Wait{sim::seconds(3)}); });
  kept.after([](Visit& v) { v.let_happen(); });
  kept.after([](Visit& v) { v.set_grain(Grain::segment); });
  kept.after([](Visit& v) { v.back(); });
  kept.after([](Visit& v) { v.switch_to({1}); });
  kept.after([](Visit& v) { v.last(); });
  kept.after([](Visit& v) { v.act(sim::Plug{{0}}); });  // behind the end of the story
}

TEST(Recording, KeepsTriesAndChoices) {
  Kept kept(compiled(sarah({connect(), send({"USER sarah", "PASS secret"}), a_try("RETR 2"),
                            choose({{"a", {a_try("QUIT")}}, {"b", {cut()}}})})));
  kept.after([](Visit& v) { v.last(); });
  kept.after([](Visit& v) { v.act(line("RETR 9")); });
  kept.after([](Visit& v) { v.act(line("RETR 2")); });
  Visit& visit = kept.after([](Visit& v) { v.take_way(1); });
  EXPECT_FALSE(visit.notes(visit.branch()).of_story);
  kept.after([](Visit& v) { v.act(*v.offered()); });
  kept.after([](Visit& v) { v.switch_to({0}); });
  kept.after([](Visit& v) { v.last(); });
  kept.after([](Visit& v) { v.take_way(0); });
  kept.after([](Visit& v) { v.give_up(*v.open_try()); });
}

// --- a scenario that has changed ---

// Two guesses, a named fork with two inputs, cursor in it.
Recording worked() {
  Visit visit(compiled(deletion_at_quit()));
  visit.last();
  visit.answer(3, 1);
  visit.go_to_step(12);
  visit.act(line("RSET"));
  visit.act(line("STAT"));
  visit.rename({2}, "mine");
  return record(visit);
}

TEST(Recording, ChangedWordsMoveNothing) {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.story[4].note = lesson::Note{};
  const Restored restored = restore(compiled(std::move(scenario), 2), worked());
  EXPECT_TRUE(restored.scenario_changed);
  EXPECT_EQ(restored.inputs_left_out, 0u);
  const Visit& visit = restored.visit;
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.name_of({2}), "mine");
  EXPECT_EQ(visit.step(), 16u);
  EXPECT_FALSE(visit.notes({2}).outdated);
  EXPECT_EQ(visit.guesses().at(3), Guess{1});
}

// As many moments as before, but not the same ones: ways go by their names, not by their numbers.
TEST(Recording, AnotherStoryOfTheSameShapeIsAnotherStory) {
  const auto with_ways = [](const char* first, const char* second) {
    return sarah({connect(), send({"USER sarah", "PASS secret"}),
                  choose({{first, {send({"STAT"})}}, {second, {send({"NOOP"})}}})});
  };
  Visit visit(compiled(with_ways("count", "idle")));
  visit.switch_to({1});
  visit.last();
  const Restored restored = restore(compiled(with_ways("idle", "count"), 2), record(visit));
  EXPECT_TRUE(restored.scenario_changed);
  EXPECT_EQ(restored.visit.name_of({0}), "idle");
  EXPECT_EQ(restored.visit.name_of({1}), "count");
  EXPECT_EQ(restored.visit.name_of(restored.visit.branch()), "idle");
}

TEST(Recording, AnotherQuestionIsNotAnsweredByAnOldGuess) {
  lesson::Scenario scenario = deletion_at_quit();
  std::get<lesson::Ask>(scenario.story[3].act).question = "Something else?";
  const Restored restored = restore(compiled(std::move(scenario), 2), worked());
  EXPECT_TRUE(restored.visit.guesses().empty());
}

TEST(Recording, AGuessMovesWithItsQuestion) {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.story.insert(scenario.story.begin(), wait(1));
  const Restored restored = restore(compiled(std::move(scenario), 2), worked());
  EXPECT_EQ(restored.visit.guesses().at(4), Guess{1});
}

TEST(Recording, InputsAreReplayedAsFarAsTheyAreAdmissible) {
  lesson::Scenario scenario = deletion_at_quit();
  for (int i = 0; i < 2; ++i) scenario.story.erase(scenario.story.begin() + 1);  // no login, RETR
  scenario.story[0] = wait(5);                                                    // no connection
  const Restored restored = restore(compiled(std::move(scenario), 2), worked());
  EXPECT_TRUE(restored.scenario_changed);
  EXPECT_EQ(restored.inputs_left_out, 2u);
  const Visit& visit = restored.visit;
  ASSERT_EQ(visit.timeline().branches().size(), 3u);
  EXPECT_EQ(visit.name_of({2}), "mine");
  EXPECT_TRUE(visit.notes({2}).outdated);
  EXPECT_FALSE(visit.notes({0}).outdated);
}

TEST(Recording, AFurtherWayKeepsTheOthers) {
  lesson::Scenario scenario = deletion_at_quit();
  auto& ways = std::get<lesson::ChooseAct>(scenario.story[5].act).ways;
  ways.insert(ways.begin() + 1, lesson::Way{"RSET", {send({"RSET"})}, {}});
  const Restored restored = restore(compiled(std::move(scenario), 2), worked());
  const Visit& visit = restored.visit;
  ASSERT_EQ(visit.timeline().branches().size(), 4u);
  EXPECT_EQ(visit.name_of({1}), "RSET");
  EXPECT_EQ(visit.name_of({2}), "cable cut");
  EXPECT_EQ(visit.name_of({3}), "mine");
  EXPECT_EQ(visit.branch().value, 3u);
}

// --- a recording is a file that anybody may have written ---

TEST(Recording, NothingInItIsTrusted) {
  const auto lesson = compiled(deletion_at_quit());
  Recording recording = worked();
  recording.branches[2].parent = 7;
  recording.branches[2].inputs[0].moment = 0;
  recording.branch = 99;
  recording.moment = 4'000'000'000;
  recording.guesses = {{3, Guess{17}}, {1000, Guess{0}}, {0, Guess{0}}};
  recording.tried = {3, 77};
  Restored restored = restore(lesson, recording);
  EXPECT_EQ(restored.inputs_left_out, 2u);
  EXPECT_TRUE(restored.visit.guesses().empty());
  EXPECT_TRUE(restored.visit.tries().empty());
  EXPECT_EQ(restored.visit.moment(), 0u);

  recording = worked();
  recording.branches[2].forked_at = 4'000'000'000;
  recording.branches[2].end = 4'000'000'000;
  recording.branches[2].inputs[0].input = sim::Send{{77}, "x"};
  recording.branches[2].seen = 4'000'000'000;
  restored = restore(lesson, recording);
  EXPECT_GE(restored.inputs_left_out, 1u);
  EXPECT_LE(restored.visit.notes({2}).seen, restored.visit.timeline().end({2}));

  recording.branches.clear();
  restored = restore(lesson, recording);
  EXPECT_EQ(restored.visit.timeline().branches().size(), 2u);
}

// What is kept can be opened again: before a recording of it would be refused, no more is done.
TEST(Recording, AVisitTakesNoMoreThanARecordingHolds) {
  Recording recording = worked();
  lesson::RecordedBranch& own = recording.branches[2];
  own.inputs.clear();
  std::size_t inputs = recording.branches[0].inputs.size() + recording.branches[1].inputs.size();
  while (++inputs < lesson::kRecordedInputsMax) {
    own.end = own.forked_at + static_cast<std::uint32_t>(own.inputs.size()) + 1;
    own.inputs.push_back({own.end, line("NOOP")});
  }
  Visit visit = restore(compiled(deletion_at_quit()), recording).visit;
  visit.switch_to({2});
  visit.last();  // what was typed ahead has come to its end
  const sim::Input wait = sim::Wait{sim::seconds(1)};
  EXPECT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(wait)));
  const std::uint32_t end = visit.timeline().end({2});
  EXPECT_TRUE(std::holds_alternative<sim::Inadmissible>(visit.act(wait)));
  EXPECT_EQ(visit.timeline().end({2}), end);
}

}  // namespace
}  // namespace popscope::test
