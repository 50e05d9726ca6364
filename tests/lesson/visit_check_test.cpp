#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/lesson/sentences.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Claim;
using lesson::Condition;
using lesson::DeviceHolds;
using lesson::Holding;
using lesson::LastReply;
using lesson::LockHeld;
using lesson::ServerHolds;
using lesson::SessionIs;
using lesson::Visit;

std::vector<std::string> check(Story story) {
  return in_words(Visit(compiled(sarah(std::move(story)))).check());
}

Condition of(Claim claim) { return {{std::move(claim)}, {}}; }

// The complaint about one claim after logging in and marking message 2; "" when it holds.
std::string judged(Claim claim) {
  Condition condition{{std::move(claim)}, {9, 1, "/claim"}};
  const auto found = check({connect(), send({"USER sarah", "PASS secret", "RETR 2", "DELE 2"}),
                            expect(std::move(condition))});
  EXPECT_LE(found.size(), 1u);
  return found.empty() ? "" : found.front();
}

Claim server(Holding holding) { return ServerHolds{"sarah", std::move(holding)}; }
Claim device(std::string name, Holding holding) {
  return DeviceHolds{std::move(name), std::move(holding)};
}
Claim lock(std::optional<std::string> holder) { return LockHeld{"sarah", std::move(holder)}; }

using Subjects = std::vector<std::string>;
using State = sim::pop3::StateKind;

TEST(VisitCheck, AStoryThatKeepsItsPromisesPasses) {
  EXPECT_TRUE(Visit(compiled(deletion_at_quit())).check().empty());
}

TEST(VisitCheck, AStoryThatStandsStillIsNoPassedOne) {
  const auto found = check({connect(), cut(), send({"USER sarah"}),
                            entry(lesson::PlugAct{"Laptop"}), send({"PASS secret"}), wait(1),
                            connect(), wait(1)});
  ASSERT_EQ(found.size(), 1u);  // the first of three
  EXPECT_EQ(found[0], "test.json:26:5: /story/5: The story never comes to this place "
                      "(branch 1); an act before it is never finished. Look at the last step with "
                     "popscope run.");
}

TEST(VisitCheck, AWayThatStandsStillIsFoundThoughAnotherGoesOn) {
  const auto lost = [] { return send({"USER sarah"}); };
  const auto found = check({connect(),
                            choose({{"plain", {send({"USER sarah", "PASS secret"})}},
                                    {"cut", {cut(), lost(), entry(lesson::PlugAct{"Laptop"}),
                                             send({"PASS secret"})}}}),
                            send({"QUIT"}), expect(on_server(3))});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, found[0].find(';')),
            "test.json:30:5: /story/2: The story never comes to this place (branch cut)");
}

TEST(VisitCheck, AListThatStandsStillKeepsWhatFollowsItAll) {
  const auto found = check({connect(),
                            together({{cut(), send({"USER sarah"}),
                                       entry(lesson::PlugAct{"Laptop"}), send({"NOOP"})},
                                      {wait(1)}}),
                            wait(1)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, 29), "test.json:28:5: /story/2: The");
}

// It is what such a story shows.
TEST(VisitCheck, TheLastActMayWaitForever) {
  EXPECT_TRUE(check({connect(), cut(), send({"USER sarah"}),
                     entry(lesson::PlugAct{"Laptop"}), send({"NOOP"})}).empty());
}

TEST(VisitCheck, JudgesTheServer) {
  EXPECT_EQ(judged(server({3, {}})), "");
  EXPECT_EQ(judged(server({{}, Subjects{"Invoice 4471", "Lunch on Friday?", "Router manual"}})),
            "");
  EXPECT_EQ(judged(server({0, {}})),
            "test.json:9:1: /claim: The maildrop of sarah should be empty, but holds 3; it holds "
            "[\"Invoice 4471\", \"Lunch on Friday?\", \"Router manual\"]. Correct the claim, or "
            "the story before it.");
  EXPECT_EQ(judged(server({{}, Subjects{"Invoice 4471"}})),
            "test.json:9:1: /claim: The maildrop of sarah should hold [\"Invoice 4471\"]; it holds "
            "[\"Invoice 4471\", \"Lunch on Friday?\", \"Router manual\"]. Correct the claim, or "
            "the story before it.");
}

TEST(VisitCheck, JudgesDevices) {
  EXPECT_EQ(judged(device("Laptop", {1, {}})), "");
  EXPECT_EQ(judged(device("Laptop", {{}, Subjects{"Lunch on Friday?"}})), "");
  EXPECT_EQ(judged(device("Phone", {0, {}})), "");
  EXPECT_EQ(judged(device("Laptop", {2, {}})),
            "test.json:9:1: /claim: “Laptop” should hold 2 messages, but holds 1; it holds "
            "[\"Lunch on Friday?\"]. Correct the claim, or the story before it.");
  EXPECT_EQ(
      judged(device("Phone", {{}, Subjects{"x"}})),
      "test.json:9:1: /claim: “Phone” should hold [\"x\"]; it holds []. Correct the claim, or "
      "the story before it.");
}

TEST(VisitCheck, JudgesTheLock) {
  EXPECT_EQ(judged(lock("Laptop")), "");
  EXPECT_EQ(judged(lock("Phone")),
            "test.json:9:1: /claim: “Phone” should hold the lock of the maildrop of sarah, but "
            "“Laptop” does; write “Laptop”, or correct the story before it.");
  EXPECT_EQ(judged(lock(std::nullopt)),
            "test.json:9:1: /claim: Nobody should hold the lock of the maildrop of sarah, but "
            "“Laptop” does; write “Laptop”, or correct the story before it.");
  EXPECT_EQ(check({expect(of(lock("Phone")))}).front(),
            "test.json:21:5: /story/0: “Phone” should hold the lock of the maildrop of sarah, but "
            "nobody does; write null for a maildrop that nobody has locked, or correct the story "
            "before it.");
}

TEST(VisitCheck, JudgesSessions) {
  EXPECT_EQ(judged(SessionIs{"Laptop", State::transaction, std::vector<std::uint32_t>{2}}), "");
  EXPECT_EQ(judged(SessionIs{"Laptop", State::closed, {}}),
            "test.json:9:1: /claim: The session of “Laptop” should be in CLOSED, but is in "
            "TRANSACTION; correct the claim, or the story before it.");
  EXPECT_EQ(judged(SessionIs{"Laptop", {}, std::vector<std::uint32_t>{3, 1}}),
            "test.json:9:1: /claim: The session of “Laptop” should have marked [1, 3], but has "
            "marked [2]; correct the claim, or the story before it.");
  EXPECT_EQ(judged(SessionIs{"Phone", State::closed, {}}),
            "test.json:9:1: /claim: “Phone” has had no session so far; write a connect before this "
            "claim.");
}

TEST(VisitCheck, JudgesTheLastReply) {
  EXPECT_EQ(judged(LastReply{"Laptop", "+OK"}), "");
  EXPECT_EQ(judged(LastReply{"Phone", "+OK"}),
            "test.json:9:1: /claim: “Phone” has had no reply so far; write a connect before this "
            "claim.");
  EXPECT_EQ(judged(LastReply{"Laptop", "-ERR"}),
            "test.json:9:1: /claim: The last reply to “Laptop” should begin with “-ERR”; it is "
            "“+OK message 2 marked”. Correct the claim, or the story before it.");
}

TEST(VisitCheck, EveryWayIsJudged) {
  const auto found = check({connect(), choose({{"a", {expect(on_server(3))}},
                                               {"b", {expect(on_server(1))}}}),
                            expect(on_server(3))});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, 45), "test.json:26:5: /story/1/choose/1/story/0: Th");
}

TEST(VisitCheck, ExactlyOneAnswerIsTrue) {
  EXPECT_EQ(check({ask({1, 2}), connect()}),
            (Subjects{"test.json:21:5: /story/0: No answer to “How many messages does the server "
                      "hold?” is true (branch 1); exactly one \"when\" must hold at the place that "
                      "decides."}));
  EXPECT_EQ(check({ask({3, 3}), connect()}),
            (Subjects{"test.json:21:5: /story/0: More than one answer to “How many messages does "
                      "the server hold?” is true (branch 1): [\"3\", \"3\"]; exactly one \"when\" "
                      "must hold at the place that decides."}));
  EXPECT_TRUE(check({ask({2, 3}), connect()}).empty());
}

TEST(VisitCheck, AnAskIsDecidedAfterItIsAsked) {
  EXPECT_EQ(check({together({{wait(5), ask({3}, "x")}, {part("", wait(1), "x")}})}),
            (Subjects{"test.json:23:5: /story/0/together/0/1: The place that decides “How many "
                      "messages does the server hold?” is passed before the question is asked; "
                      "lists of together run side by side. Ask in the list in which the deciding "
                      "act stands."}));
}

TEST(VisitCheck, SaysWhichActIsImpossible) {
  EXPECT_EQ(check({send({"STAT"}), connect()}),
            (Subjects{"test.json:21:5: /story/0: This act is impossible here (branch 1): the "
                      "device is not connected; write a connect before it."}));
  EXPECT_EQ(check({send({"STAT", "LIST", "UIDL"}), connect()}).size(), 1u) << "once a place";
  EXPECT_EQ(check({cut(), cut(), entry(lesson::PlugAct{"Phone"})}),
            (Subjects{"test.json:22:5: /story/1: This act is impossible here (branch 1): the cable "
                      "is pulled already; take this cut away, or plug the cable in before it.",
                      "test.json:23:5: /story/2: This act is impossible here (branch 1): the cable "
                      "is in its socket; take this plug away, or cut before it."}));
}

// Every code that is complained with has both sentences; a sentence that nobody says goes.
TEST(VisitCheck, EveryReasonHasSentences) {
  for (const char* reason :
       {"no_such_device", "no_such_maildrop", "not_connected", "already_connected",
        "busy_with_a_plan", "already_cut", "not_cut", "no_choice_here", "no_such_option",
        "no_such_message", "too_many_octets", "maildrop_full", "too_many_links",
        "too_many_branches", "too_late", "no_tls_yet", "already_stopped", "not_stopped",
        "too_slow"}) {
    const std::string key = std::string("diagnostic.lesson.act_not_possible.") + reason;
    EXPECT_TRUE(english().contains(key + ".what")) << key;
    EXPECT_TRUE(english().contains(key + ".remedy")) << key;
  }
}

}  // namespace
}  // namespace popscope::test
