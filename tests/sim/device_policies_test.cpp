// What a device does with what it has fetched, check by check, decided by unique-id.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/checking_device.h"

namespace popscope::sim {
namespace {

using test::CheckingDevice;
using test::mail_of;
using test::small_mail;
using test::Trouble;
using Lines = std::vector<std::string>;

constexpr Duration kDay = seconds(86'400);

// What comes between the login and QUIT.
Lines asked(const CheckingDevice& it) {
  Lines lines = it.lines;
  EXPECT_GE(lines.size(), 3u);
  EXPECT_EQ(lines.back(), "QUIT");
  return {lines.begin() + 2, lines.end() - 1};
}

TEST(DevicePolicies, RemovesAtOnceWhatItHasFetched) {
  CheckingDevice it(small_mail(2));
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "RETR 1", "DELE 1", "RETR 2", "DELE 2"}));
  EXPECT_EQ(it.subjects(), (Lines{"m1", "m2"}));
  EXPECT_EQ(it.on_server(), Lines{});
  EXPECT_TRUE(it.device.known.empty()) << "the removal is believed";
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT"}));
}

TEST(DevicePolicies, LeavesForDays) {
  CheckingDevice it(small_mail(2));
  it.device.account.policy = Policy::leave_for_days;
  it.device.account.leave_days = 3;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "RETR 1", "RETR 2"}));
  it.now = it.now + seconds(2 * 86'400);
  it.arrives("Subject: m3\r\n\r\nlate\r\n");
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "RETR 3"}));
  it.now = it.now + Duration{kDay.us - 1};
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL"})) << "a microsecond is missing";
  it.now = it.now + Duration{1};
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "DELE 1", "DELE 2"}));
  EXPECT_EQ(it.on_server(), (Lines{"m3"})) << "it came two days later";
  it.now = it.now + seconds(2 * 86'400);
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "DELE 1"}));
  EXPECT_EQ(it.subjects(), (Lines{"m1", "m2", "m3"}));
}

TEST(DevicePolicies, LeavesUntilItsUserRemovesTheCopy) {
  CheckingDevice it(small_mail(3));
  it.device.account.policy = Policy::leave_until_removed;
  it.check();
  it.user_removes("m2");
  EXPECT_EQ(it.subjects(), (Lines{"m1", "m3"}));
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "DELE 2"}));
  EXPECT_EQ(it.on_server(), (Lines{"m1", "m3"}));
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL"}));
  EXPECT_EQ(it.device.known.size(), 2u);
}

TEST(DevicePolicies, SaysWhoLearnsOfARemoval) {
  const auto tells = [](Policy policy, bool twice) {
    CheckingDevice it(small_mail(1));
    it.device.account.policy = policy;
    it.check();
    if (twice) it.device.store.push_back(it.device.store.front());
    return use_message(it.device, 0, SystemFlag::deleted);
  };
  EXPECT_EQ(tells(Policy::leave_until_removed, false), Tells::pop3_server);
  EXPECT_EQ(tells(Policy::leave_until_removed, true), Tells::nobody) << "another copy is held";
  EXPECT_EQ(tells(Policy::leave_on_server, false), Tells::nobody);
  EXPECT_EQ(tells(Policy::leave_for_days, false), Tells::nobody);
  EXPECT_EQ(tells(Policy::remove_at_once, false), Tells::nobody) << "it is no longer there";
}

TEST(DevicePolicies, NeverFetchesAgainWhatItsUserRemoved) {
  CheckingDevice it(small_mail(1));
  it.device.account.policy = Policy::leave_on_server;
  it.check();
  it.user_removes("m1");
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL"}));
  EXPECT_TRUE(it.subjects().empty());
}

TEST(DevicePolicies, AnotherPolicyGoesByWhatIsKnown) {
  CheckingDevice it(small_mail(2));
  it.device.account.policy = Policy::leave_on_server;
  it.check();
  it.device.account.policy = Policy::remove_at_once;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "DELE 1", "DELE 2"})) << "it has them";
  EXPECT_EQ(it.subjects().size(), 2u);
}

TEST(DevicePolicies, ForgetsWhatIsListedNoLonger) {
  CheckingDevice it(small_mail(3));
  it.device.account.policy = Policy::leave_on_server;
  it.device.known.push_back({"ann", "q1", kDefaultStart});  // of another maildrop
  it.check();
  EXPECT_EQ(it.device.known.size(), 4u);
  auto& messages = it.drops.modify(MaildropId{0}).messages;
  messages.erase(messages.begin());
  it.check();
  EXPECT_EQ(it.device.known.size(), 3u);
  messages.clear();
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT"})) << "with nothing there, nothing is listed";
  ASSERT_EQ(it.device.known.size(), 1u);
  EXPECT_EQ(it.device.known[0].user, "ann");
}

TEST(DevicePolicies, PreviewsWhatIsTooLarge) {
  CheckingDevice it({mail_of(500, "small"), mail_of(5000, "large")});
  it.device.account.policy = Policy::leave_on_server;
  it.device.account.fetch_octets_max = 4999;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "LIST", "RETR 1", "TOP 2 0"}));
  EXPECT_EQ(it.subjects(), (Lines{"small"}));
  ASSERT_EQ(it.device.previews.size(), 1u);
  EXPECT_EQ(it.device.previews[0].header->subject, "large");
  EXPECT_EQ(it.device.previews[0].octets, 5000u);
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "LIST"})) << "the preview is held";

  it.device.account.fetch_octets_max = 5000;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "LIST", "RETR 2"}));
  EXPECT_TRUE(it.device.previews.empty());
  EXPECT_EQ(it.subjects(), (Lines{"small", "large"}));
  it.device.account.fetch_octets_max = 100;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "LIST"})) << "what is fetched is fetched";
  EXPECT_TRUE(it.device.previews.empty());
}

TEST(DevicePolicies, APreviewIsNotRemovedAtOnce) {
  CheckingDevice it({mail_of(500, "small"), mail_of(5000, "large")});
  it.device.account.fetch_octets_max = 1000;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "LIST", "RETR 1", "DELE 1", "TOP 2 0"}));
  EXPECT_EQ(it.on_server(), (Lines{"large"}));
  it.device.account.fetch_octets_max = 0;
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "RETR 1", "DELE 1"}));
  EXPECT_TRUE(it.device.previews.empty());
  EXPECT_TRUE(it.on_server().empty());
}

TEST(DevicePolicies, APreviewGoesWithItsMessage) {
  CheckingDevice it({mail_of(5000, "large"), mail_of(400, "small")});
  it.device.account.policy = Policy::leave_on_server;
  it.device.account.fetch_octets_max = 1000;
  it.check();
  ASSERT_EQ(it.device.previews.size(), 1u);
  auto& messages = it.drops.modify(MaildropId{0}).messages;
  messages.erase(messages.begin());
  it.check();
  EXPECT_TRUE(it.device.previews.empty());
}

TEST(DevicePolicies, SizesOfSingleMessagesDecideToo) {
  for (const Preset preset : {Preset::top_for_retr, Preset::dele_lags, Preset::headers_first,
                              Preset::no_quit}) {
    SCOPED_TRACE(spec_of(preset).name);
    CheckingDevice it({mail_of(5000, "large"), mail_of(400, "small")});
    it.device.account.habits = spec_of(preset).habits;
    it.device.account.habits.quits = true;
    it.device.account.policy = Policy::leave_on_server;
    it.device.account.fetch_octets_max = 1000;
    it.check();
    EXPECT_EQ(it.subjects(), (Lines{"small"}));
    ASSERT_EQ(it.device.previews.size(), 1u);
    EXPECT_EQ(it.device.previews[0].header->subject, "large");
    EXPECT_EQ(it.device.previews[0].octets, 5000u);
    const auto previews = [&] {
      return std::count(it.lines.begin(), it.lines.end(), "TOP 1 0");
    };
    EXPECT_EQ(previews(), 1);
    it.check();
    ASSERT_EQ(it.device.previews.size(), 1u);
    const bool asks_ids = preset != Preset::no_quit;
    EXPECT_EQ(previews(), asks_ids ? 0 : 1) << "without unique-ids it cannot know it again";
  }
}

TEST(DevicePolicies, BelievesARemovalWhenQuitIsAnswered) {
  CheckingDevice it(small_mail(1));
  it.check(Trouble{{}, 6});  // USER PASS STAT UIDL RETR DELE QUIT
  EXPECT_EQ(it.lines.back(), "QUIT");
  EXPECT_EQ(it.device.known.size(), 1u) << "some messages were not removed, says -ERR";
  EXPECT_EQ(it.on_server(), (Lines{"m1"}));
  it.check();
  EXPECT_EQ(asked(it), (Lines{"STAT", "UIDL", "DELE 1"}));
  EXPECT_TRUE(it.on_server().empty());
  EXPECT_TRUE(it.device.known.empty());
  EXPECT_EQ(it.subjects(), (Lines{"m1"}));
}

}  // namespace
}  // namespace popscope::sim
