// Every fault at every step of every shipped lesson: whatever is done there from outside, the
// invariants hold after each moment, and in the end nobody holds a lock who is not there.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lesson/visit.h"
#include "loader/files.h"
#include "loader/scenario_loader.h"
#include "sim/world/act_kinds.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

using sim::Input;
using sim::World;

// What is done one behind the other, at once.
using Deed = std::vector<Input>;

std::vector<Deed> every_fault(const World& world) {
  std::vector<Deed> all;
  for (std::uint32_t i = 0; i < world.devices.size(); ++i) {
    const sim::DeviceId device{i};
    for (const Input& input :
         {Input(sim::Cut{device}), Input(sim::Plug{device}), Input(sim::Reset{device}),
          Input(sim::Close{device}), Input(sim::Connect{device}), Input(sim::Check{device}),
          Input(sim::Delay{device, sim::seconds(2)}), Input(sim::Delay{device, {}})})
      all.push_back({input});
    all.push_back({sim::Cut{device}, sim::Plug{device}});
  }
  for (std::uint32_t i = 0; i < world.servers->size(); ++i) {
    all.push_back({sim::Stop{{i}}});
    all.push_back({sim::Stop{{i}}, sim::Restart{{i}}});
    for (const sim::Listener& listener : (*world.servers)[i].listeners)
      all.push_back({sim::Filter{{i}, listener.port, sim::Verdict::reject}});
  }
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i) {
    all.push_back({sim::Storage{{i}, true}});
    all.push_back({sim::Deliver{{i}, sim::message_from_text("Subject: late\r\n\r\n", 0)}});
  }
  all.push_back({sim::Wait{sim::seconds(700)}});
  return all;
}

class Run {
 public:
  explicit Run(const World& start) : world_(start) {}

  bool give(const Deed& deed) {
    bool any = false;
    for (const Input& input : deed) any = !admit(world_, input, unheard_) || any;
    look();
    return any;
  }
  void rest() {
    for (int n = 0; n < 5'000 && !quiescent(world_); ++n) step();
    EXPECT_TRUE(quiescent(world_));
  }
  // Silence: whoever held a lock has lost it, unless a check of a device's own has just taken it.
  void pass(sim::Duration time) {
    const sim::Time until = world_.now + time;
    for (auto due = next_due(world_); due && due->at <= until; due = next_due(world_)) step();
    rest();
  }
  bool locked() const {
    for (const auto& maildrop : world_.maildrops)
      if (maildrop->locked_by) return true;
    return false;
  }

  std::uint32_t moments = 0;

 private:
  void step() {
    unheard_.clear();
    advance(world_, unheard_);
    ++moments;
    look();
  }
  void look() { EXPECT_EQ(broken_invariants(world_), std::vector<std::string>{}); }

  World world_;
  sim::Events unheard_;
};

struct Totals {
  std::uint32_t steps = 0;
  std::uint32_t faults = 0;
  std::uint32_t moments = 0;
};

void try_all(const World& world, const std::string& where, Totals& totals) {
  ++totals.steps;
  for (const Deed& deed : every_fault(world)) {
    Run run(world);
    if (!run.give(deed)) continue;
    run.rest();
    run.pass(sim::seconds(1'900));  // IMAP's autologout is of 30 minutes
    EXPECT_FALSE(run.locked());
    totals.moments += run.moments;
    ++totals.faults;
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << where << ": " << sim::name_of(deed.front()) << " ... "
                    << sim::name_of(deed.back());
      return;
    }
  }
}

TEST(EveryFault, AtEveryStepOfEveryLessonKeepsTheInvariants) {
  const FolderSource source(POPSCOPE_SOURCE_DIR);
  text::Diagnostics problems;
  Totals totals;
  for (const std::string& id :
       read_lesson_order(source_file("scenarios/lessons/order.json"), "order.json", problems)) {
    const std::string path = std::string(kLessons) + id + ".json";
    const LoadedLesson loaded = load_lesson(source, path, path, shipped_sentences());
    ASSERT_TRUE(loaded.compiled) << id;
    const lesson::Visit visit(loaded.compiled);
    const sim::Timeline& timeline = visit.timeline();
    for (std::uint32_t b = 0; b < timeline.branches().size(); ++b) {
      sim::Steps steps;
      steps.update(timeline, {b});
      const std::uint32_t shared = timeline.branches()[b].forked_at;
      if (b == 0) try_all(timeline.world({{0}, 0}), id + ", start", totals);
      for (std::uint32_t n = 1; n <= steps.count(); ++n) {
        if (steps.step(n).closes <= shared) continue;  // of the branch that it left
        const World world = timeline.world({{b}, steps.step(n).closes});
        const std::string where =
            id + ", branch " + std::to_string(b) + ", step " + std::to_string(n);
        ASSERT_NO_FATAL_FAILURE(try_all(world, where, totals));
        if (HasFailure()) return;
      }
    }
  }
  EXPECT_GT(totals.steps, 500u);
  EXPECT_GT(totals.faults, 5'000u);
  RecordProperty("moments", static_cast<int>(totals.moments));
}

}  // namespace
}  // namespace popscope::loader
