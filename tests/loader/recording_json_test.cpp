// A recording survives being written and read; a foreign or damaged one is refused with a place.
#include "loader/recording_json.h"

#include <gtest/gtest.h>

#include "tests/loader/problems.h"
#include "tests/support/acts.h"

namespace popscope::loader {
namespace {

using lesson::Recording;

Recording with_everything() {
  Recording recording;
  recording.scenario = "first-retrieval";
  recording.file = "mine/first-retrieval.json";
  recording.goes_on_from = 0xabc;
  recording.hash = 0xfedcba9876543210ULL;
  recording.seed = 7;
  recording.branch = 1;
  recording.moment = 12;
  recording.grain = lesson::Grain::segment;
  recording.guesses = {{3, lesson::Guess{1}}, {5, lesson::Guess{}}, {7, lesson::Guess{0, true}}};
  recording.guesses_about = {17, 18, 19};
  recording.tried = {8, 9};
  recording.given_up = {9};
  recording.tried_about = {1, 2};
  lesson::RecordedBranch story;
  story.end = 20;
  story.seen = 12;
  story.name = "QUIT";
  lesson::RecordedBranch own;
  own.parent = 0;
  own.forked_at = 4;
  own.end = 60;
  own.of_story = false;
  own.outdated = true;
  const sim::DeviceId device{1};
  std::uint32_t moment = 5;
  const sim::Input octets_of_every_kind[] = {
      sim::Send{device, std::string("USER s\xc3\xa9\xff\0\r\n", 12)},
      sim::Deliver{sim::MaildropId{0},
                   sim::message_from_octets("Subject: x\r\n\r\n\x80\r\n", 4)}};
  for (const sim::Input& input : octets_of_every_kind) own.inputs.push_back({moment++, input});
  for (const test::ActAndOthers& each : test::every_act()) {
    own.inputs.push_back({moment++, each.act});
    for (const sim::Input& other : each.others) own.inputs.push_back({moment++, other});
  }
  story.way = "QUIT";
  own.way = "QUIT";
  own.at = {0xabcdef, 2, 1, {{17, 1, true, 3}, {18, 0, false, 4}}};
  own.behind = 2;
  own.beyond = 9;
  own.names = {{"Laptop", "Phone"}, {"sarah", "tom"}, {"mail.example.net"}};
  for (lesson::RecordedInput& input : own.inputs)
    if (std::holds_alternative<sim::Choose>(input.input)) input.way = "cut";
  own.after_us = 5;
  own.inputs.front().after_us = 7;
  own.made = own;
  own.made->inputs.front().left_out = true;
  recording.at = own.at;
  recording.elsewhere = {{{"cut", "mine", 4}}, {{2, 17, lesson::Guess{1}}}, {{3, 18, false}}};
  recording.branches = {story, own};
  return recording;
}

TEST(RecordingJson, SurvivesBeingWrittenAndRead) {
  const Recording before = with_everything();
  const std::string json = recording_to_json(before);
  text::Diagnostics problems;
  const std::optional<Recording> after = recording_from_json(json, "r.json", problems);
  EXPECT_EQ(in_short(problems), "");
  ASSERT_TRUE(after);
  EXPECT_EQ(recording_to_json(*after), json);
  EXPECT_EQ(after->goes_on_from, before.goes_on_from);
  EXPECT_EQ(after->hash, before.hash);
  EXPECT_EQ(after->guesses, before.guesses);
  EXPECT_EQ(after->guesses_about, before.guesses_about);
  EXPECT_EQ(after->tried, before.tried);
  EXPECT_EQ(after->given_up, before.given_up);
  ASSERT_EQ(after->branches.size(), 2U);
  ASSERT_EQ(after->branches[1].inputs.size(), before.branches[1].inputs.size());
  for (std::size_t i = 0; i < before.branches[1].inputs.size(); ++i) {
    EXPECT_TRUE(after->branches[1].inputs[i].input == before.branches[1].inputs[i].input) << i;
  }
  EXPECT_EQ(after->branches[1].names.people, before.branches[1].names.people);
  EXPECT_FALSE(after->branches[0].parent);
  EXPECT_TRUE(after->branches[1].outdated);
}

// A scenario is named after its file, and a disk permits almost every name.
TEST(RecordingJson, ReadsWhateverItHasWritten) {
  for (const std::string& name :
       {std::string(), std::string(300, 'x'), std::string("two\nlines"), std::string("a\tb"),
        std::string("\x01\x7f"), std::string("\"quoted\" \\"), std::string("\xc3\xa4 \xc3\xb6"),
        std::string("bad\xff\xfe"), std::string("  "), std::string("\xef\xbb\xbf"),
        std::string("a\0b", 3)}) {
    Recording recording = with_everything();
    recording.scenario = recording.file = name;
    recording.branches[1].name = recording.branches[1].way.emplace(name);
    recording.elsewhere.ways[0] = {name, name, 1};
    text::Diagnostics problems;
    const auto after = recording_from_json(recording_to_json(recording), "r.json", problems);
    EXPECT_EQ(in_short(problems), "") << name;
    ASSERT_TRUE(after);
    EXPECT_EQ(recording_to_json(*after), recording_to_json(recording)) << name;
  }
}

TEST(RecordingJson, RefusesWhatIsForeignOrDamaged) {
  const auto refused = [](const std::string& source) {
    text::Diagnostics problems;
    recording_from_json(source, "r.json", problems);
    expect_readable(problems);
    return !problems.empty();
  };
  const std::string good = recording_to_json(with_everything());
  EXPECT_FALSE(refused(good));
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("[]"));
  EXPECT_TRUE(refused(R"({"popscope": "scenario/1"})"));
  EXPECT_TRUE(refused(good.substr(0, good.size() / 2)));
  std::string bad_hash = good;
  bad_hash.replace(bad_hash.find("fedc"), 4, "xyzw");
  EXPECT_TRUE(refused(bad_hash));
}

// All that stands in a recording is done again when it is opened.
TEST(RecordingJson, ThereIsAnEndToWhatItMayDemand) {
  const auto said = [](const Recording& recording) {
    text::Diagnostics problems;
    recording_from_json(recording_to_json(recording), "r.json", problems);
    expect_readable(problems);
    return in_short(problems);
  };
  Recording many_inputs = with_everything();
  lesson::RecordedBranch own = many_inputs.branches[1];
  own.inputs.assign(lesson::kRecordedInputsMax / 2, {5, sim::Send{{0}, "NOOP\r\n"}});
  many_inputs.branches = {many_inputs.branches[0], own, own};
  EXPECT_EQ(said(many_inputs), "");
  own.inputs.resize(1);
  many_inputs.branches.push_back(own);
  EXPECT_NE(said(many_inputs).find("recording.too_many_inputs /branches/3"),
            std::string::npos)
      << said(many_inputs);

  Recording many_moments = with_everything();
  many_moments.branches[0].end = 4'000'000'000;  // of the story: it ends where it ends
  many_moments.branches[1].end = 4 + lesson::kRecordedMomentsMax;
  EXPECT_EQ(said(many_moments), "");
  many_moments.branches[1].end += 1;
  EXPECT_NE(said(many_moments).find("recording.too_many_moments /branches/1"),
            std::string::npos)
      << said(many_moments);

  Recording many_branches = with_everything();
  many_branches.branches.resize(sim::Timeline::kBranchesMax + 1);
  EXPECT_NE(said(many_branches).find("list_too_long /branches"), std::string::npos)
      << said(many_branches);
}

TEST(RecordingJson, NamesItsScenarioFromItsOwnFolder) {
  EXPECT_EQ(scenario_for_recording("/h/a/r.json", "/h/a/s/x.json"), "s/x.json");
  EXPECT_EQ(scenario_for_recording("/h/a/r/r.json", "/h/a/s/x.json"), "../s/x.json");
  EXPECT_EQ(scenario_for_recording("/tmp/r.json", "/h/a/x.json"), "/h/a/x.json");
  EXPECT_EQ(scenario_for_recording("/r.json", "/x.json"), "/x.json");
  EXPECT_EQ(scenario_of_recording("/h/a/r/r.json", "../s/x.json"), "/h/a/s/x.json");
  EXPECT_EQ(scenario_of_recording("r/r.json", "x.json"), "r/x.json");
  EXPECT_EQ(scenario_of_recording("r.json", "x.json"), "x.json");
  EXPECT_EQ(scenario_of_recording("/h/a/r.json", "/b/x.json"), "/b/x.json");
}

TEST(RecordingJson, TellsTheFormatOfAFile) {
  EXPECT_EQ(format_of(recording_to_json(with_everything())), "recording/1");
  EXPECT_EQ(format_of(R"({"popscope": "scenario/1", "title": "x"})"), "scenario/1");
  EXPECT_EQ(format_of("not JSON"), "");
}

}  // namespace
}  // namespace popscope::loader
