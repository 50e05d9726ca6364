// Random worlds: a seed makes people, devices, a server with its ways, and what is done to them,
// faults among it; somebody looks at every moment (WorldWatch). A seed that fails is run again by
//
//   POPSCOPE_SEED=17 build/dev/loader_test --gtest_filter='RandomWorlds.*'
//
// and told as a short recording, which popscope opens.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "lesson/input_names.h"
#include "lesson/recording.h"
#include "loader/files.h"
#include "loader/recording_json.h"
#include "loader/scenario_loader.h"
#include "tests/loader/problems.h"
#include "tests/support/random_run.h"
#include "tests/support/random_site.h"

namespace popscope::loader {
namespace {

using sim::World;
using sim::test::Given;
using sim::test::kUntilRest;
using sim::test::RandomSite;
using sim::test::Ran;

constexpr std::uint64_t kSeeds = 2'000;
constexpr std::size_t kInputs = 24;

struct Start {
  std::shared_ptr<const lesson::Compiled> lesson;
  World world;
  std::uint32_t moments = 0;  // of the story, which is one short wait
};

std::string file_of(std::uint64_t seed) { return "random-world-" + std::to_string(seed) + ".json"; }

Start start_of(const RandomSite& site, const std::string& file, bool beyond_the_format = true) {
  const embedded::File files[] = {{file, site.scenario}};
  const EmbeddedSource source(files);
  const LoadedLesson loaded = load_lesson(source, file, file, shipped_sentences());
  EXPECT_EQ(in_short(loaded.problems), "") << site.scenario;
  Start start{loaded.compiled, loaded.compiled->start, 0};
  if (beyond_the_format) put_beyond_the_format(site, start.world);
  sim::Events unheard;
  while (!story_ended(start.world) && advance(start.world, unheard)) ++start.moments;
  return start;
}

// What was done, as the work of somebody who has opened the scenario.
lesson::Recording recording_of(const Start& start, const std::vector<Given>& given,
                               const std::string& file) {
  lesson::Recording recording;
  recording.scenario = id_of_file(file);
  recording.file = file;
  recording.hash = start.lesson->hash;
  recording.story = start.lesson->story;
  recording.seed = start.lesson->scenario->seed;
  lesson::RecordedBranch story, own;
  story.end = start.moments;
  own.parent = 0;
  own.forked_at = own.end = start.moments;
  own.of_story = false;
  own.names = lesson::names_in(start.world);
  World world = start.world;
  sim::Events unheard;
  for (const Given& each : given) {
    if (admit(world, each.input, unheard)) continue;
    own.inputs.push_back({++own.end, each.input});
    for (std::uint32_t n = 0; n < each.moments && !quiescent(world); ++n, ++own.end)
      advance(world, unheard);
  }
  recording.branches = {story, own};
  recording.branch = 1;
  recording.moment = own.end;
  return recording;
}

struct Told {
  std::string scenario;
  std::string recording;
  std::size_t inputs = 0;
};

// A failure, as short as it can be: without what the format does not say, where it fails then, too.
Told shrink_and_tell(std::uint64_t seed, const std::vector<Given>& given,
                     const sim::test::NewLooker& looker, std::string& beyond) {
  const RandomSite site = sim::test::random_site(seed);
  Start start = start_of(site, file_of(seed), false);
  beyond = beyond_the_format(site);
  if (!beyond.empty() && run_given(start.world, given, looker).wrong) beyond.clear();
  if (!beyond.empty()) start = start_of(site, file_of(seed));
  const std::vector<Given> few = shrunk(start.world, given, looker);
  return {site.scenario, recording_to_json(recording_of(start, few, file_of(seed))), few.size()};
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void fail(std::uint64_t seed, const Ran& ran) {
  std::string beyond;
  const Told told = shrink_and_tell(seed, ran.given, sim::test::world_watch, beyond);
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  const std::filesystem::path recording = folder / (id_of_file(file_of(seed)) + ".popscope");
  write(folder / file_of(seed), told.scenario);
  write(recording, told.recording);
  ADD_FAILURE() << "seed " << seed << ": " << *ran.wrong << "\nagain: POPSCOPE_SEED=" << seed
                << " build/dev/loader_test --gtest_filter='RandomWorlds.*'\n"
                << (beyond.empty() ? "" : "what no scenario says: " + beyond + "\n")
                << told.inputs << " inputs: popscope run " << recording.string() << "\n"
                << told.scenario << told.recording;
}

TEST(RandomWorlds, NothingThatMustNotBeHappens) {
  const char* one = std::getenv("POPSCOPE_SEED");
  const std::uint64_t first = one ? std::strtoull(one, nullptr, 10) : 0;
  const std::uint64_t end = one ? first + 1 : kSeeds;
  std::uint64_t moments = 0;
  for (std::uint64_t seed = first; seed < end && !HasFailure(); ++seed) {
    const Start start = start_of(sim::test::random_site(seed), file_of(seed));
    ASSERT_TRUE(start.lesson);
    const Ran ran = run_random(start.world, seed, kInputs, sim::test::world_watch);
    moments += ran.moments;
    if (ran.wrong) fail(seed, ran);
  }
  if (!one) {
    EXPECT_GT(moments, 200'000u);
  }
}

// Done again they give the same World: a moment closes one step at most, and whoever opens the
// recording of it sees what was seen here.
TEST(RandomWorlds, AreTheSameWhenTheyAreOpened) {
  for (std::uint64_t seed = 0; seed < kSeeds; seed += 50) {
    SCOPED_TRACE(seed);
    const Start start = start_of(sim::test::random_site(seed), file_of(seed), false);
    const Ran ran = run_random(start.world, seed, kInputs, sim::test::world_watch);
    ASSERT_FALSE(ran.wrong) << *ran.wrong;
    const std::string json = recording_to_json(recording_of(start, ran.given, file_of(seed)));
    text::Diagnostics problems;
    const auto recording = recording_from_json(json, "r.json", problems);
    ASSERT_EQ(in_short(problems), "");
    const lesson::Restored restored = lesson::restore(start.lesson, *recording);
    EXPECT_EQ(restored.inputs_left_out, 0u);
    const sim::Timeline& timeline = restored.visit.timeline();
    ASSERT_EQ(timeline.branches().size(), 2u);
    EXPECT_EQ(digest(timeline.tip({1})), digest(ran.end));
    sim::Steps steps;
    steps.update(timeline, {1});
    for (std::uint32_t n = 2; n <= steps.count(); ++n)
      ASSERT_LT(steps.step(n - 1).closes, steps.step(n).closes) << "step " << n;
  }
}

// The whole way of a failure, with somebody who takes every removal for a fault.
TEST(RandomWorlds, AFailureIsToldAsAShortRecording) {
  const sim::test::NewLooker broken = [](const World&) {
    return sim::test::Looker{
        [](const World&, const sim::Events& events, bool) -> std::optional<std::string> {
          for (const sim::Event& event : events) {
            const auto* did = std::get_if<sim::SessionDid>(&event);
            if (did && sim::deed<sim::pop3::MessageRemoved>(*did)) return "a message went";
          }
          return std::nullopt;
        },
        [](const World&) { return std::nullopt; }};
  };
  std::uint32_t told = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Start start = start_of(sim::test::random_site(seed), file_of(seed), false);
    const Ran ran = run_random(start.world, seed, kInputs, broken);
    if (!ran.wrong) continue;
    std::string beyond;
    const Told short_one = shrink_and_tell(seed, ran.given, broken, beyond);
    EXPECT_EQ(beyond, "");
    EXPECT_LE(short_one.inputs, 6u) << short_one.recording;
    EXPECT_LE(short_one.inputs, ran.given.size());
    text::Diagnostics problems;
    const auto recording = recording_from_json(short_one.recording, "r.json", problems);
    ASSERT_EQ(in_short(problems), "");
    const lesson::Restored restored = lesson::restore(start.lesson, *recording);
    EXPECT_EQ(restored.inputs_left_out, 0u);
    const sim::Timeline& timeline = restored.visit.timeline();
    std::uint32_t removals = 0;
    for (std::uint32_t n = 1; n <= timeline.end({1}); ++n) {
      for (const sim::Event& event : timeline.moment({1}, n).events) {
        const auto* did = std::get_if<sim::SessionDid>(&event);
        if (did && sim::deed<sim::pop3::MessageRemoved>(*did)) ++removals;
      }
    }
    EXPECT_GE(removals, 1u) << short_one.recording;
    ++told;
  }
  EXPECT_GE(told, 10u);
}

}  // namespace
}  // namespace popscope::loader
