#include "tests/support/random_run.h"

#include <utility>

#include "tests/support/shrink.h"
#include "tests/support/world_watch.h"

namespace popscope::sim::test {
namespace {

// Behind the last input: whoever still holds something has lost it by then.
constexpr Duration kSilence = seconds(2'000);

class Runner {
 public:
  Runner(World start, const NewLooker& looker) : looker_(looker(start)) {
    ran_.end = std::move(start);
  }

  const World& world() const { return ran_.end; }
  bool well() const { return !ran_.wrong; }

  void give(const Given& given) {
    ran_.given.push_back(given);
    events_.clear();
    const bool refused = admit(ran_.end, given.input, events_).has_value();
    look(std::holds_alternative<Send>(given.input));
    if (refused) return;
    for (std::uint32_t n = 0; n < given.moments && well() && !quiescent(world()); ++n) step();
    if (given.moments == kUntilRest && well() && !quiescent(world()))
      ran_.wrong = "it never comes to rest";
  }

  Ran finish() {
    ran_.in_silence = well();
    World after = ran_.end;
    const Time until = after.now + kSilence;
    for (auto due = next_due(after); well() && due && due->at <= until; due = next_due(after))
      step(after);
    for (std::uint32_t n = 0; n < kUntilRest && well() && !quiescent(after); ++n) step(after);
    if (well()) ran_.wrong = looker_.look_at_the_end(after);
    return std::move(ran_);
  }

 private:
  void step() { step(ran_.end); }
  void step(World& world) {
    events_.clear();
    advance(world, events_);
    ++ran_.moments;
    if (auto wrong = looker_.look(world, events_, false)) ran_.wrong = std::move(wrong);
  }
  void look(bool typed) {
    if (auto wrong = looker_.look(world(), events_, typed)) ran_.wrong = std::move(wrong);
  }

  Looker looker_;
  Ran ran_;
  Events events_;
};

}  // namespace

Looker world_watch(const World& start) {
  const auto watch = std::make_shared<WorldWatch>(start);
  return {[watch](const World& world, const Events& events, bool typed) {
            return watch->look(world, events, typed);
          },
          [watch](const World& world) { return watch->look_at_the_end(world); }};
}

Ran run_random(World start, std::uint64_t seed, std::size_t inputs, const NewLooker& looker) {
  Runner runner(std::move(start), looker);
  RandomInputs random(seed);
  for (std::size_t n = 0; n < inputs && runner.well(); ++n)
    runner.give(random.next(runner.world()));
  return runner.finish();
}

Ran run_given(World start, const std::vector<Given>& given, const NewLooker& looker) {
  Runner runner(std::move(start), looker);
  for (std::size_t n = 0; n < given.size() && runner.well(); ++n) runner.give(given[n]);
  return runner.finish();
}

std::vector<Given> shrunk(const World& start, std::vector<Given> given, const NewLooker& looker) {
  const popscope::test::Fails<Given> fails = [&](const std::vector<Given>& tried) {
    return run_given(start, tried, looker).wrong.has_value();
  };
  const auto simpler = [](const Given& given_here) {
    std::vector<Given> others;
    if (given_here.moments != kUntilRest) others.push_back({given_here.input, kUntilRest});
    if (given_here.moments != 0) others.push_back({given_here.input, 0});
    return others;
  };
  std::vector<Given> few = popscope::test::shrink<Given>(std::move(given), fails, simpler);
  if (!few.empty()) few.back().moments = kUntilRest;
  if (run_given(start, few, looker).in_silence) few.push_back({Wait{kSilence}, kUntilRest});
  return few;
}

}  // namespace popscope::sim::test
