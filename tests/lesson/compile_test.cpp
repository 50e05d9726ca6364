#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "sim/world/act_kinds.h"
#include "tests/lesson/sentences.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Compiled;
using lesson::MarkerMeaning;
using lesson::Scenario;

std::vector<std::string> complaints(Scenario scenario) {
  text::Diagnostics diagnostics;
  lesson::compile(std::make_shared<const Scenario>(std::move(scenario)), "test.json", 1,
                  diagnostics);
  return in_words(diagnostics);
}

template <class T>
const T& op(const Compiled& compiled, std::uint32_t index) {
  return std::get<T>(compiled.start.script->ops.at(index));
}

TEST(Compile, BuildsTheWorldOfTheStart) {
  Scenario scenario = sarah({});
  scenario.seed = 7;
  scenario.start = sim::Time{1'000'000};
  scenario.server.greeting = "hello";
  scenario.server.autologout = sim::seconds(900);
  scenario.server.latency = sim::milliseconds(5);
  scenario.server.ports = {110, 1110};
  scenario.devices[0].port = 1110;
  scenario.devices[0].policy = sim::Policy::leave_on_server;
  scenario.devices[0].leave_days = 3;
  scenario.devices[0].fetch_octets_max = 1000;
  scenario.devices[0].habits = sim::Preset::dele_lags;
  scenario.devices[1].password = "wrong";
  scenario.devices[1].starts_cut = true;
  const auto made = compiled(std::move(scenario));
  const sim::World& world = made->start;
  EXPECT_EQ(world.now.us, 1'000'000);
  EXPECT_EQ(world.latency, sim::milliseconds(5));
  ASSERT_EQ(world.servers->size(), 1u);
  const sim::Server& server = world.servers->front();
  EXPECT_EQ(server.pop3->greeting, "hello");
  EXPECT_EQ(server.pop3->autologout, sim::seconds(900));
  ASSERT_EQ(server.listeners.size(), 2u);
  EXPECT_EQ(server.listeners[0], (sim::Listener{110, sim::Protocol::pop3, false}));
  EXPECT_EQ(server.listeners[1], (sim::Listener{1110, sim::Protocol::pop3, false}));
  ASSERT_EQ(world.devices.size(), 2u);
  EXPECT_EQ(world.devices[0]->account.port, 1110);
  EXPECT_EQ(world.devices[0]->account.policy, sim::Policy::leave_on_server);
  EXPECT_EQ(world.devices[0]->account.leave_days, 3u);
  EXPECT_EQ(world.devices[0]->account.fetch_octets_max, 1000u);
  EXPECT_EQ(sim::preset_of(world.devices[0]->account.habits), sim::Preset::dele_lags);
  EXPECT_EQ(world.devices[0]->account.password, "secret");
  EXPECT_EQ(world.devices[1]->account.password, "wrong");
  EXPECT_TRUE(world.devices[1]->cut);
}

TEST(Compile, MakesMailOfTheGivenSize) {
  const auto made = compiled(sarah({}));
  const auto& messages = made->start.maildrops[0]->messages;
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[1].message->subject, "Lunch on Friday?");
  EXPECT_EQ(messages[1].message->size().value, 1320u);
  EXPECT_NE(messages[0].message->identity, messages[1].message->identity);
  EXPECT_NE(messages[0].unique_id, messages[1].unique_id);
}

TEST(Compile, MailOfOnePersonDoesNotDependOnAnother) {
  Scenario with_bob = sarah({});
  lesson::Person bob;
  bob.name = "bob";
  bob.mail.resize(2);
  with_bob.people.insert(with_bob.people.begin(), bob);
  const auto alone = compiled(sarah({}));
  const auto beside = compiled(std::move(with_bob));
  EXPECT_EQ(alone->start.maildrops[0]->messages[0].message->octets,
            beside->start.maildrops[1]->messages[0].message->octets);
}

// --- the end of the clock ---

constexpr std::int64_t kYear = 365 * 86'400;

TEST(Compile, RefusesAWaitBeyondTheEndOfTheClock) {
  std::vector<lesson::Entry> story{connect()};
  for (int i = 0; i < 9; ++i) story.push_back(wait(1'000 * kYear));
  const std::vector<std::string> found = complaints(sarah(std::move(story)));
  ASSERT_EQ(found.size(), 1u);  // the first one alone: those behind it could be right
  EXPECT_EQ(found[0].find("test.json:29:5: /story/8: This wait ends after the year 9999"), 0u)
      << found[0];
}

TEST(Compile, WaitsOfListsSideBySideDoNotAddUp) {
  const lesson::Entry long_wait = wait(3'000 * kYear);
  EXPECT_EQ(complaints(sarah({together({{long_wait}, {long_wait}, {long_wait}}),
                              choose({{"a", {long_wait}}, {"b", {long_wait}}})})),
            std::vector<std::string>{});
  EXPECT_EQ(complaints(sarah({together({{wait(1)}, {long_wait}, {wait(1)}}),
                              choose({{"a", {wait(1)}}, {"b", {long_wait}}}), long_wait}))
                .size(),
            1u);
}

lesson::Entry sets(std::optional<sim::Policy> policy, std::optional<sim::Protocol> protocol,
                   std::optional<bool> idle, std::string device = "Laptop") {
  lesson::SetAct act{std::move(device)};
  act.policy = policy;
  act.protocol = protocol;
  act.idle = idle;
  return entry(std::move(act));
}

// A policy is of POP3 and IDLE of IMAP. Only where the device can use nothing but the other.
TEST(Compile, RefusesASettingThatMeansNothing) {
  const auto leave = sets(sim::Policy::leave_on_server, {}, {});
  const auto idle = sets({}, {}, true);
  const auto imap = sets({}, sim::Protocol::imap, {});
  const auto pop3 = sets({}, sim::Protocol::pop3, {});
  const std::vector<std::string> policy = complaints(sarah({imap, leave}));
  ASSERT_EQ(policy.size(), 1u);
  EXPECT_NE(policy[0].find("“Laptop” uses IMAP here"), std::string::npos) << policy[0];
  for (int n = 0; n < 3; ++n) {
    lesson::SetAct act{"Laptop"};
    if (n == 0) act.leave_days = 3;
    if (n == 1) act.fetch_octets_max = 0;
    if (n == 2) act.habits = sim::Preset::pipelines;
    EXPECT_EQ(complaints(sarah({imap, entry(act)})), policy) << n;
    EXPECT_TRUE(complaints(sarah({entry(act)})).empty()) << n;
  }
  const std::vector<std::string> idles = complaints(sarah({idle}));
  ASSERT_EQ(idles.size(), 1u);
  EXPECT_NE(idles[0].find("“Laptop” uses POP3 here"), std::string::npos) << idles[0];

  const std::vector<std::string> none;
  EXPECT_EQ(complaints(sarah({leave, imap, idle, pop3, leave})), none);
  EXPECT_EQ(complaints(sarah({sets(sim::Policy::leave_on_server, sim::Protocol::pop3, {}),
                              sets({}, sim::Protocol::imap, true)})),
            none);
  EXPECT_EQ(complaints(sarah({choose({{"one", {imap}}, {"other", {}}}), idle, leave})), none);
  EXPECT_EQ(complaints(sarah({choose({{"one", {imap}}, {"other", {idle}}})})).size(), 1u);
  EXPECT_EQ(complaints(sarah({together({{imap}, {wait(1), idle, leave}})})), none);
}

TEST(Compile, TakesAFileAsItIs) {
  Scenario scenario = sarah({});
  scenario.people[0].mail.resize(1);
  scenario.people[0].mail[0].file_octets = "Subject: From a file\n\nHello\n";
  const auto made = compiled(std::move(scenario));
  const sim::MessagePtr& message = made->start.maildrops[0]->messages[0].message;
  EXPECT_EQ(message->octets.view(), "Subject: From a file\r\n\r\nHello\r\n");
  EXPECT_EQ(message->subject, "From a file");
}

TEST(Compile, PutsMarkersAroundEveryEntry) {
  const auto made = compiled(sarah({connect(), send({"USER sarah", "PASS secret"})}));
  // begin, connect, end, begin, send, send, end, story_end, End
  ASSERT_EQ(made->start.script->ops.size(), 9u);
  EXPECT_EQ(op<sim::Marker>(*made, 0).index, made->entries[0].begin);
  EXPECT_TRUE(std::holds_alternative<sim::Connect>(op<sim::Input>(*made, 1)));
  EXPECT_EQ(op<sim::Marker>(*made, 2).index, made->entries[0].end);
  EXPECT_EQ(std::get<sim::Send>(op<sim::Input>(*made, 5)).octets, "PASS secret\r\n");
  EXPECT_EQ(made->markers.back().kind, MarkerMeaning::Kind::story_end);
  EXPECT_TRUE(std::holds_alternative<sim::End>(made->start.script->ops.back()));
  EXPECT_EQ(made->entry_of_op[5], 1u);
}

TEST(Compile, LaysAChoiceOut) {
  const auto made = compiled(sarah({choose({{"a", {cut()}}, {"b", {}}}), wait(1)}));
  const auto& choice = op<sim::Choice>(*made, 1);
  ASSERT_EQ(choice.ways.size(), 2u);
  EXPECT_EQ(choice.ways[0], 2u);  // begin, cut, end, way_end, jump
  EXPECT_EQ(choice.ways[1], 7u);  // way_end, jump
  const std::uint32_t behind = op<sim::Jump>(*made, 6).to;
  EXPECT_EQ(behind, op<sim::Jump>(*made, 8).to);
  EXPECT_EQ(op<sim::Marker>(*made, behind).index, made->entries[0].end);
  EXPECT_EQ(made->markers[op<sim::Marker>(*made, 7).index].way, "b");
  EXPECT_EQ(made->entries[1].ways, (std::vector<std::uint32_t>{0}));
}

TEST(Compile, LaysListsOut) {
  const auto made = compiled(sarah({together({{cut()}, {cut("Phone")}})}));
  EXPECT_EQ(op<sim::Together>(*made, 1).lists, (std::vector<std::uint32_t>{3, 7}));
  const std::uint32_t behind = op<sim::Jump>(*made, 2).to;
  EXPECT_EQ(op<sim::Marker>(*made, behind).index, made->entries[0].end);
  EXPECT_TRUE(std::holds_alternative<sim::End>(made->start.script->ops[6]));
}

TEST(Compile, CompletesTheLineOfATry) {
  const auto made = compiled(sarah({a_try("RETR 2")}));
  EXPECT_EQ(std::get<sim::Send>(op<sim::Input>(*made, 1)).octets, "RETR 2\r\n");
}

// --- where an ask is decided ---

TEST(Compile, AnAskIsDecidedByTheNextAct) {
  const auto made =
      compiled(sarah({ask({2}), ask({3}), expect(on_server(3)), connect(), wait(1)}));
  EXPECT_EQ(made->entries[0].decides_at, made->entries[3].end);
  EXPECT_EQ(made->entries[1].decides_at, made->entries[3].end);
}

TEST(Compile, AnAskNamesALaterIdOrPart) {
  const auto made = compiled(sarah(
      {ask({2}, "x"), ask({2}, "the part"), part("p", wait(1), "x"), part("the part", wait(2))}));
  EXPECT_EQ(made->entries[0].decides_at, made->entries[2].end);
  EXPECT_EQ(made->entries[1].decides_at, made->entries[3].end);
}

TEST(Compile, AnAskNamesTheEndOfAWay) {
  const auto made = compiled(sarah({ask({2}, "b/end"), choose({{"a", {}}, {"b", {wait(1)}}})}));
  ASSERT_TRUE(made->entries[0].decides_at);
  const MarkerMeaning& meaning = made->markers[*made->entries[0].decides_at];
  EXPECT_EQ(meaning.kind, MarkerMeaning::Kind::way_end);
  EXPECT_EQ(meaning.way, "b");
}

TEST(Compile, RefusesAnAskThatNothingDecides) {
  EXPECT_EQ(complaints(sarah({connect(), ask({2})})),
            (std::vector<std::string>{
                "test.json:22:5: /story/1: Nothing behind this question decides it; let an act "
                "follow in the same list, or name a later place with \"at\"."}));
}

TEST(Compile, RefusesAnEarlierPlace) {
  EXPECT_EQ(complaints(sarah({part("", wait(1), "x"), ask({2}, "x"), part("", wait(1), "y")})),
            (std::vector<std::string>{
                "test.json:22:5: /story/1: “x” is not behind this question but before it; ask "
                "earlier, or name a later place; there are [\"y\"]."}));
}

TEST(Compile, SuggestsAPlace) {
  EXPECT_EQ(complaints(sarah({ask({2}, "makred"), part("", wait(1), "marked")})),
            (std::vector<std::string>{
                "test.json:21:5: /story/0: Nothing behind this question is called “makred”; did "
                "you mean “marked”?"}));
}

TEST(Compile, RefusesAPlaceInAnotherWay) {
  EXPECT_EQ(complaints(sarah({choose(
                {{"a", {ask({2}, "x")}}, {"b", {part("", wait(1), "x")}}})})),
            (std::vector<std::string>{
                "test.json:23:5: /story/0/choose/0/story/0: “x” is in another way of a choice, so "
                "that it never comes after this question; name a place in the way in which the "
                "question stands, or behind the choice."}));
}

// --- acts ---

TEST(Compile, AnEntryKnowsItsLastAct) {
  lesson::Entry note;
  note.note = lesson::Note{};
  const auto made = compiled(sarah({connect(), send({"STAT", "LIST"}), note,
                                    choose({{"a", {wait(1)}}, {"b", {cut("Phone")}}}),
                                    a_try("QUIT")}));
  const auto last = [&](std::uint32_t entry) -> std::string {
    const sim::Input* act = made->last_act(entry);
    if (act == nullptr) return "nothing";
    const auto* send = std::get_if<sim::Send>(act);
    return send ? send->octets : std::string(sim::name_of(*act));
  };
  EXPECT_EQ(last(0), "connect");
  EXPECT_EQ(last(1), "LIST\r\n");
  EXPECT_EQ(last(2), "nothing");
  EXPECT_EQ(last(3), "nothing") << "what its ways do is theirs";
  EXPECT_EQ(last(4), "wait");
  EXPECT_EQ(last(5), "cut");
  EXPECT_EQ(last(6), "QUIT\r\n");
}

// --- names ---

TEST(Compile, RefusesUnknownDevicesOfEveryAct) {
  lesson::Condition claims;
  claims.claims = {lesson::LockHeld{"sarah", "Laptp"}, lesson::SessionIs{"Laptp", {}, {}},
                   lesson::DeviceHolds{"Laptp", {}}, lesson::LastReply{"Laptp", "+OK"}};
  const auto found = complaints(sarah(
      {connect("Laptp"), send({"NOOP"}, "Laptp"), cut("Laptp"), a_try("NOOP", "Laptp"),
       entry(lesson::CheckAct{"Laptp"}), entry(lesson::PlugAct{"Laptp"}),
       entry(lesson::ResetAct{"Laptp"}), entry(lesson::CloseAct{"Laptp"}),
       entry(lesson::SetAct{"Laptp", sim::Policy::leave_on_server, {}}), expect(claims)}));
  ASSERT_EQ(found.size(), 13u);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string n = std::to_string(std::min<std::size_t>(i, 9));
    EXPECT_EQ(found[i], "test.json:" + std::to_string(21 + std::min<std::size_t>(i, 9)) +
                            ":5: /story/" + n +
                            ": There is no device “Laptp”; did you mean “Laptop”?");
  }
}

TEST(Compile, RefusesUnknownPeople) {
  Scenario scenario = sarah({entry(lesson::DeliverAct{"sara", {}}), expect(on_server(1, "Bob"))});
  scenario.devices[1].reads = "nobody";
  scenario.devices[1].where = {9, 3, "/devices/1"};
  EXPECT_EQ(complaints(std::move(scenario)),
            (std::vector<std::string>{
                "test.json:9:3: /devices/1: There is nobody called “nobody”; the people of this "
                "scenario are [\"sarah\"].",
                "test.json:21:5: /story/0: There is nobody called “sara”; did you mean “sarah”?",
                "test.json:22:5: /story/1: There is nobody called “Bob”; the people of this "
                "scenario are [\"sarah\"]."}));
}

TEST(Compile, RefusesNamesThatAreThereTwice) {
  Scenario scenario = sarah({part("", wait(1), "x"), part("", wait(1), "x"),
                             choose({{"a", {}}, {"a", {}}})});
  scenario.people.push_back(scenario.people[0]);
  scenario.people[0].where.line = 4;
  scenario.people[1].where = {5, 1, "/people/1"};
  scenario.devices[1].name = "Laptop";
  scenario.devices[1].where = {9, 3, "/devices/1"};
  EXPECT_EQ(complaints(std::move(scenario)),
            (std::vector<std::string>{
                "test.json:5:1: /people/1: Two people are called “sarah”; the first stands in line "
                "4. Give this one another name.",
                "test.json:9:3: /devices/1: Two devices are called “Laptop”; the first stands in "
                "line 0. Give this one another name.",
                "test.json:22:5: /story/1: Two entries have the id “x”; the first stands in line "
                "21. Give this one another id.",
                "test.json:25:7: /story/2/choose/1: Two ways of this choice are called “a”; the "
                "first stands in line 24. Give this one another name: it names a branch."}));
}

TEST(Compile, RefusesAChoiceWithoutWays) {
  EXPECT_EQ(complaints(sarah({choose({})})),
            (std::vector<std::string>{"test.json:21:5: /story/0: This choice has no way; write at "
                                      "least two, each with a name and a story."}));
}

TEST(Compile, RefusesASizeThatTheHeaderDoesNotFitIn) {
  Scenario scenario = sarah({});
  scenario.people[0].mail[1].octets = 10;
  scenario.people[0].mail[1].where = {3, 4, "/people/0/mail/1"};
  const std::vector<std::string> found = complaints(std::move(scenario));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, found[0].find(';')),
            "test.json:3:4: /people/0/mail/1: A message of 10 octets has no room for its header");
}

}  // namespace
}  // namespace popscope::test
