// What of a device's settings is told, in every panel that names them.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/compare.h"
#include "view/devices.h"
#include "view/explain.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

lesson::Entry set(const lesson::SetAct& act) { return test::entry(act); }

lesson::Entry check() { return test::entry(lesson::CheckAct{"Laptop"}); }

// A row and what is told of it, for each step.
std::vector<std::string> told_in(const Visit& visit) {
  std::vector<std::string> all;
  const sim::BranchId branch{0};
  for (std::uint32_t n = 1; n <= visit.steps(branch).count(); ++n) {
    const sim::World world = visit.timeline().world({branch, visit.steps(branch).step(n).closes});
    const Told told = tell(explain(visit, branch, n, world), english());
    all.push_back(words_of({visit, branch, n}, english()) + "\n" + told.headline + "\n" +
                  told.text);
    EXPECT_EQ(all.back().find_first_of("{["), std::string::npos) << all.back();
    EXPECT_FALSE(told.headline.empty()) << n;
  }
  return all;
}

std::size_t count(const std::vector<std::string>& told, const std::string& words) {
  std::size_t n = 0;
  for (const std::string& one : told) n += one.find(words) != std::string::npos ? 1 : 0;
  return n;
}

Visit visit_of(test::Story story) {
  return Visit(test::compiled(test::sarah(std::move(story))));
}

std::string account_of(const Visit& start) {
  Visit visit = start;
  visit.last();
  return devices(visit, {}, english()).cards.at(0).account;
}

TEST(DeviceSettings, AreExplainedAndShownOnTheCard) {
  lesson::SetAct days{"Laptop", sim::Policy::leave_for_days};
  lesson::SetAct until{"Laptop", sim::Policy::leave_until_removed};
  lesson::SetAct three{"Laptop"}, limit{"Laptop"}, none{"Laptop"}, habits{"Laptop"};
  three.leave_days = 3;
  limit.fetch_octets_max = 1300;
  none.fetch_octets_max = 0;
  habits.habits = sim::Preset::pipelines;
  const std::vector<std::string> told = told_in(visit_of(
      {set(days), set(three), set(until), set(limit), set(habits), set(none)}));
  ASSERT_EQ(told.size(), 6u);
  EXPECT_EQ(count({told[0]}, "Laptop now leaves copies on the server for 7 days."), 1u) << told[0];
  EXPECT_EQ(count({told[1]}, "setting: leave copies for 3 days"), 1u) << told[1];
  EXPECT_EQ(count({told[2]}, "until they are deleted here"), 1u) << told[2];
  EXPECT_EQ(count({told[3]}, "up to 1,300 octets"), 1u) << told[3];
  EXPECT_EQ(count({told[4]}, "pipelines (mpop)"), 1u) << told[4];
  EXPECT_EQ(count({told[5]}, "messages of any size"), 1u) << told[5];

  EXPECT_EQ(account_of(visit_of({set(days), set(three)})),
            "POP3, leaves copies on the server for 3 days");
  EXPECT_EQ(account_of(visit_of({set(until)})),
            "POP3, leaves copies on the server until they are deleted here");
  EXPECT_EQ(account_of(visit_of({set(limit), set(habits)})),
            "POP3, removes after download; of what is larger than 1,300 octets only the header; "
            "pipelines (mpop)");
}

TEST(DeviceSettings, SayThatTheServerWillBeToldOfARemoval) {
  const test::Story story = {set({"Laptop", sim::Policy::leave_until_removed}), check(),
                             test::entry(lesson::UseAct{"Laptop", sim::Deed::remove,
                                                        "Lunch on Friday?"}),
                             check(), test::expect(test::on_server(2))};
  Visit visit = visit_of(story);
  EXPECT_TRUE(visit.check().empty());
  EXPECT_EQ(count(told_in(visit), "the server will be told at the next check"), 1u);
}

TEST(DeviceSettings, SayWhatWasTooMuch) {
  // A server that stuffs no dots sends what stands behind one as if it were replies.
  lesson::Scenario scenario = test::sarah({check()});
  lesson::Mail& mail = scenario.people[0].mail[0];
  mail.octets = 0;
  mail.body = ".\n";
  for (std::uint32_t i = 0; i <= sim::pop3::kUnaskedMax; ++i) mail.body += "x\n";
  auto made = std::make_shared<lesson::Compiled>(*test::compiled(std::move(scenario)));
  made->start.servers.modify()[0].pop3.modify().ways.stuffs_nothing = true;
  const std::vector<std::string> told = told_in(Visit(made));
  EXPECT_EQ(count(told, "Laptop hangs up: the server talks and was not asked."), 1u);
  EXPECT_EQ(count(told, "connection is reset: the server sent too much"), 1u);
  for (int what = 0; what < sim::pop3::kTooMuchKinds; ++what) {
    const std::string key =
        "explain.end.too_much." + std::string(to_text(static_cast<sim::pop3::TooMuch>(what)));
    EXPECT_TRUE(english().contains(key + ".headline")) << key;
    EXPECT_TRUE(english().contains(key + ".text")) << key;
  }
}

TEST(DeviceSettings, OfEveryPresetACheckIsTold) {
  for (const sim::PresetSpec& spec : sim::preset_table()) {
    SCOPED_TRACE(spec.name);
    lesson::SetAct habits{"Laptop"};
    habits.habits = spec.preset;
    told_in(visit_of({set(habits), check(), check()}));
  }
}

}  // namespace
}  // namespace popscope::view
