// A learner who does anything at all: whatever comes, the cursor stands where it may, the World
// keeps its invariants, and the visit can be recorded and restored.
#include <gtest/gtest.h>

#include "lesson/recording.h"
#include "sim/core/random.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Grain;
using lesson::Visit;

lesson::Scenario rich() {
  return sarah({
      connect(),
      send({"USER sarah", "PASS secret"}),
      ask({2, 3}),
      together({{send({"STAT"}), a_try("DELE 2")}, {connect("Phone"), wait(1)}}),
      choose({{"QUIT", {ask({2, 3}), send({"QUIT"})}},
              {"cut", {cut(), choose({{"plug", {entry(lesson::PlugAct{"Laptop"})}},
                                      {"wait", {wait(700)}}})}}}),
      entry(lesson::CheckAct{"Phone"}),
  });
}

class Learner {
 public:
  Learner(Visit& visit, std::uint64_t seed) : visit_(visit), random_{seed} {}

  void do_something() {
    switch (random_.below(17)) {
      case 0: visit_.back(); break;
      case 1: visit_.last(); break;
      case 2: visit_.first(); break;
      case 3: visit_.go_to_moment(below(visit_.timeline().end(visit_.branch()) + 2)); break;
      case 4: visit_.go_to_step(below(visit_.steps().count() + 2)); break;
      case 5: visit_.switch_to({below(branches())}); break;
      case 6: visit_.set_grain(static_cast<Grain>(below(3))); break;
      case 7: visit_.run_to(static_cast<lesson::Until>(below(3))); break;
      case 8: visit_.let_happen(); break;
      case 9: visit_.take_way(below(3)); break;
      case 10: pass_gate(); break;
      case 11:
        if (const auto offered = visit_.offered()) visit_.act(*offered);
        break;
      case 12:
      case 13: visit_.act(anything()); break;
      default: visit_.forward(); break;
    }
  }

 private:
  std::uint32_t below(std::uint64_t bound) {
    return static_cast<std::uint32_t>(random_.below(bound));
  }
  std::uint32_t branches() const {
    return static_cast<std::uint32_t>(visit_.timeline().branches().size());
  }

  void pass_gate() {
    if (const auto asked = visit_.open_ask()) {
      below(2) == 0 ? visit_.skip(*asked) : visit_.answer(*asked, below(2));
    } else if (const auto tried = visit_.open_try()) {
      visit_.give_up(*tried);
    }
  }

  sim::Input anything() {
    const sim::DeviceId device{below(3)};  // one of them does not exist
    static const char* const lines[] = {
        "USER sarah\r\n", "PASS secret\r\n", "STAT\r\n",   "DELE 1\r\n",
        "RETR 2\r\n",     "QUIT\r\n",        "dele 2\r\n", "NO",
        "USER sarah\r\nPASS secret\r\nRETR 1\r\nRETR 3\r\n"};
    switch (below(12)) {
      case 0: return sim::Connect{device};
      case 1: return sim::Check{device};
      case 2: return sim::Cut{device};
      case 3: return sim::Plug{device};
      case 4: return sim::Reset{device};
      case 5: return sim::Close{device};
      case 6: return sim::Wait{sim::seconds(below(400))};
      case 7: return sim::Set{device, sim::Policy::leave_on_server, {}, {}};
      case 8: return sim::Choose{below(3)};
      default: return sim::Send{device, lines[below(9)]};
    }
  }

  Visit& visit_;
  sim::Random random_;
};

void expect_sound(const Visit& visit) {
  ASSERT_LT(visit.branch().value, visit.timeline().branches().size());
  ASSERT_LE(visit.moment(), visit.timeline().end(visit.branch()));
  EXPECT_EQ(broken_invariants(visit.world()), std::vector<std::string>{});
  const auto hidden = visit.hidden_after(visit.branch());
  EXPECT_TRUE(!hidden || visit.moment() <= *hidden);
  EXPECT_EQ(visit.open_ask() && visit.open_try(), false);
  EXPECT_TRUE(hidden || (!visit.open_ask() && !visit.open_try()));
  for (const Visit::WayOn& way : visit.ways()) {
    ASSERT_LE(way.moment, visit.timeline().end(way.branch));
  }
}

// One can stand on every step: no moment closes two.
void expect_a_moment_a_step(const Visit& visit) {
  for (std::uint32_t i = 0; i < visit.timeline().branches().size(); ++i) {
    sim::Steps steps;
    steps.update(visit.timeline(), {i});
    for (std::uint32_t n = 2; n <= steps.count(); ++n) {
      ASSERT_LT(steps.step(n - 1).closes, steps.step(n).closes) << "branch " << i << ", step " << n;
    }
  }
}

TEST(VisitRandom, StaysSoundWhateverIsDone) {
  const auto lesson = compiled(rich());
  std::size_t branches = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Visit visit(lesson);
    Learner learner(visit, seed);
    for (int i = 0; i < 150; ++i) {
      learner.do_something();
      ASSERT_NO_FATAL_FAILURE(expect_sound(visit)) << "seed " << seed << ", act " << i;
    }
    ASSERT_NO_FATAL_FAILURE(expect_a_moment_a_step(visit)) << "seed " << seed;
    const lesson::Restored restored = lesson::restore(lesson, lesson::record(visit));
    EXPECT_EQ(restored.inputs_left_out, 0u) << "seed " << seed;
    ASSERT_EQ(restored.visit.timeline().branches().size(), visit.timeline().branches().size());
    for (std::uint32_t i = 0; i < visit.timeline().branches().size(); ++i) {
      EXPECT_EQ(digest(restored.visit.timeline().tip({i})), digest(visit.timeline().tip({i})));
    }
    EXPECT_EQ(restored.visit.moment(), visit.moment());
    branches += visit.timeline().branches().size();
  }
  EXPECT_GT(branches, 100u);  // or it did not do much
}

}  // namespace
}  // namespace popscope::test
