// Every step is explained: no gap in the catalogue, no argument that is not filled in, and for each
// kind of step, command, reason and way out a sentence of its own.
#include "view/circumstances.h"
#include "view/explain.h"

#include <functional>
#include <gtest/gtest.h>
#include <set>

#include "sim/pop3/session.h"
#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/extension_stories.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/lines.h"
#include "view/maildrop.h"
#include "view/rich_text.h"
#include "view/states.h"
#include "view/step_text.h"
#include "view/story.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;
namespace pop3 = sim::pop3;

// Stories that together do all that can be done.
test::Story refusals() {
  return {test::connect(),
          test::send({"STAT",
                      "PASS secret",
                      "USER sarah",
                      "USER kim",
                      "USER sarah",
                      "PASS wrong",
                      "APOP sarah c4c9334bac560ecc979e58001b3e22fb",
                      "XYZZY",
                      "STARTTLS",
                      "",
                      std::string(300, 'x'),
                      "USER sarah",
                      "PASS secret",
                      "USER kim",
                      "RETR 9",
                      "RETR",
                      "DELE two",
                      "STAT 1",
                      "DELE 1",
                      "RETR 1",
                      "starttls",
                      "FETCH 1"}),
          test::connect("Phone"),
          test::send({"USER sarah", "PASS secret"}, "Phone"),
          test::send({"QUIT"}, "Phone"),
          test::send({"QUIT"})};
}

test::Story every_command() {
  return {test::connect(),
          test::send({"CAPA", "USER sarah", "PASS secret", "STAT",    "LIST",    "LIST 2",
                      "UIDL", "UIDL 2",     "RETR 2",      "TOP 2 0", "TOP 2 1", "TOP 2 5",
                      "NOOP", "RSET",       "DELE 1",      "RSET",    "DELE 1",  "DELE 3",
                      "RSET", "DELE 1",     "DELE 3",      "QUIT"})};
}

lesson::Entry on(const char* device, const char* what) {
  const std::string act = what;
  if (act == "close") return test::entry(lesson::CloseAct{device});
  if (act == "reset") return test::entry(lesson::ResetAct{device});
  if (act == "plug") return test::entry(lesson::PlugAct{device});
  return test::entry(lesson::CheckAct{device});
}

lesson::Entry deliver(const char* subject) {
  lesson::DeliverAct act;
  act.person = "sarah";
  act.mail.subject = subject;
  act.mail.octets = 900;
  return test::entry(std::move(act));
}

lesson::Entry set(std::optional<sim::Policy> policy, std::optional<std::string> password) {
  return test::entry(lesson::SetAct{"Laptop", policy, std::move(password)});
}

// Every way out, before login and after, with the cable in and cut: a story each.
std::vector<test::Story> every_way_out() {
  const auto login = test::send({"USER sarah", "PASS secret", "DELE 2"});
  const auto second = test::wait(1);
  const auto silence = test::wait(700);
  return {
      {test::connect(), on("Laptop", "close"), second},
      {test::connect(), on("Laptop", "reset"), second},
      {test::connect(), silence},
      {test::connect(), test::send({"QUIT"})},
      {test::connect(), test::send({"USER sarah", "PASS secret", "QUIT"})},
      {test::connect(), login, on("Laptop", "close"), second},
      {test::connect(), login, on("Laptop", "reset"), second},
      {test::connect(), login, silence},
      // The FIN is lost; the server waits for its autologout.
      {test::connect(), login, test::cut(), on("Laptop", "close"), silence, on("Laptop", "plug")},
      {test::connect(), login, test::cut(), on("Laptop", "reset"), silence},
      // The server gives up unheard, the cable comes back, and the device goes on.
      {test::connect(), login, test::cut(), silence, on("Laptop", "plug"), test::send({"NOOP"})},
      {test::connect(), test::cut(), test::send({"NOOP"}), on("Laptop", "plug"), silence},
      {test::connect(), on("Laptop", "plug"), test::cut(), on("Laptop", "plug"), second},
      {test::cut(), test::connect(), test::wait(60)},
  };
}

test::Story lost_and_delivered() {
  return {
      deliver("Before"),
      test::connect(),
      test::send({"USER sarah", "PASS secret"}),
      deliver("During"),
      deliver(""),
      set(sim::Policy::leave_on_server, std::nullopt),
      set(sim::Policy::remove_at_once, std::nullopt),
      set(std::nullopt, "other"),
      test::send({"DELE 1", "DELE 2"}),
      test::cut(),
      test::wait(700),
      on("Laptop", "plug"),
      on("Laptop", "check"),
      set(std::nullopt, "secret"),
      on("Laptop", "check"),
  };
}

Visit visit_of(test::Story story, const std::function<void(lesson::Scenario&)>& change = {}) {
  lesson::Scenario scenario = test::sarah(std::move(story));
  if (change) change(scenario);
  return Visit(test::compiled(std::move(scenario)));
}

void with_tls(lesson::Scenario& scenario) {
  scenario.server.ports = {995};
  scenario.devices.front().port = 995;
  scenario.devices.front().tls = true;
}

Visit plain_on_a_tls_port() {
  return visit_of({test::connect(), test::wait(70)}, [](lesson::Scenario& s) {
    s.server.ports = {995};
    s.devices.front().port = 995;
  });
}

std::vector<Visit> all_visits() {
  std::vector<Visit> visits;
  visits.push_back(visit_of(refusals()));
  visits.push_back(visit_of(every_command()));
  for (test::Story& story : every_way_out()) visits.push_back(visit_of(std::move(story)));
  visits.push_back(visit_of(lost_and_delivered()));
  visits.push_back(visit_of({test::connect(), test::send({"QUIT"})},
                            [](lesson::Scenario& s) { s.server.apop = true; }));
  visits.push_back(
      visit_of({test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"})},
               [](lesson::Scenario& s) { s.server.faults = {sim::pop3::Fault::removes_at_dele}; }));
  visits.push_back(
      visit_of({test::connect()}, [](lesson::Scenario& s) { s.devices.front().port = 995; }));
  visits.push_back(visit_of(
      {test::entry(lesson::FirewallAct{{110, sim::Verdict::reject}}), test::connect()}));
  visits.push_back(visit_of({test::connect(), test::send(std::vector<std::string>(21, "X"))}));
  visits.push_back(visit_of({test::connect()}, with_tls));
  visits.push_back(plain_on_a_tls_port());
  visits.push_back(test::two_devices());
  for (const test::ExtensionStory& story : test::extension_stories())
    visits.push_back(visit_of(story.story, story.change));
  for (const test::ExtensionStory& story : test::fault_stories())
    visits.push_back(visit_of(story.story, story.change));
  return visits;
}

template <class See>
void each_explanation(const std::vector<Visit>& visits, const See& see) {
  for (const Visit& visit : visits) {
    for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
      const sim::BranchId branch{b};
      for (std::uint32_t n = 0; n <= visit.steps(branch).count(); ++n) {
        const std::uint32_t moment = n == 0 ? 0 : visit.steps(branch).step(n).closes;
        const sim::World world = visit.timeline().world({branch, moment});
        see(explain(visit, branch, n, world));
        if (n == 0) continue;
        const auto segments = visit.steps(branch).step(n).segments.size();
        for (std::uint32_t i = 0; i < segments; ++i)
          see(explain_segment(visit, branch, n, i, world));
      }
    }
  }
}

std::string in_words(const Told& told) {
  return told.headline + "\n" + told.text + "\n" + told.section + "\n" + told.exam + "\n" +
         told.wire + "\n";
}

TEST(Explain, LeavesNoGap) {
  each_explanation(all_visits(), [](const Explanation& explanation) {
    const Told told = tell(explanation, english());
    const std::string words = in_words(told);
    EXPECT_EQ(words.find("[explain"), std::string::npos) << explanation.key << "\n" << words;
    EXPECT_EQ(words.find('{'), std::string::npos) << explanation.key << "\n" << words;
    EXPECT_EQ(told.exam.empty(), told.wire.empty()) << explanation.key;
    EXPECT_FALSE(told.headline.empty()) << explanation.key;
    EXPECT_FALSE(told.text.empty()) << explanation.key;
  });
}

// All sentences that the stories call for, each once and in the order of their keys.
TEST(Explain, Golden) {
  std::map<std::string, std::string> told;
  each_explanation(all_visits(), [&](const Explanation& explanation) {
    const Told t = tell(explanation, english());
    const std::string name =
        key_where(explanation.key, explanation.circumstances, ".headline", english());
    std::string text = "## " + name + "\n" +
                       plain_text(rich_text(t.headline, english())) + "\n" +
                       plain_text(rich_text(t.text, english())) + "\n";
    if (!t.section.empty()) text += "(" + t.section + ")\n";
    if (!t.exam.empty()) text += "exam: " + t.exam + "\nwire: " + t.wire + "\n";
    told.emplace(name, text + "\n");
  });
  std::string all;
  for (const auto& one : told) all += one.second;
  test::expect_golden("view/explanations.txt", all);
}

std::set<std::string> keys_used() {
  std::set<std::string> keys;
  each_explanation(all_visits(), [&](const Explanation& e) { keys.insert(e.key); });
  return keys;
}

std::string lower(std::string_view word) {
  std::string result;
  for (char c : word) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

TEST(Explain, EveryCommandAndItsReply) {
  const std::set<std::string> keys = keys_used();
  for (const pop3::CommandSpec& spec : pop3::command_table()) {
    const std::string word = lower(pop3::to_text(spec.keyword));
    EXPECT_TRUE(english().contains("explain.command." + word + ".headline")) << word;
    EXPECT_TRUE(keys.count("explain.command." + word)) << word;
    if (word == "quit") continue;  // three replies of its own
    EXPECT_TRUE(english().contains("explain.reply." + word + ".headline")) << word;
    if (word != "apop") {
      EXPECT_TRUE(keys.count("explain.reply." + word)) << word;
    }
  }
  for (const char* key : {"quit.authorization", "quit.nothing_marked", "quit.removed"})
    EXPECT_TRUE(keys.count(std::string("explain.reply.") + key)) << key;
}

// Whether some explanation has this key or one below it.
bool told_as(const std::set<std::string>& keys, const std::string& key) {
  const auto it = keys.lower_bound(key);
  return it != keys.end() && (*it == key || it->compare(0, key.size() + 1, key + ".") == 0);
}

TEST(Explain, EveryReason) {
  const std::set<std::string> keys = keys_used();
  for (const char* reason : {"unknown", "malformed", "too_long", "wrong_state", "not_after_user",
                             "bad_credentials", "in_use", "no_such_message", "message_marked",
                             "not_offered", "user_twice", "too_many_errors", "needs_tls",
                             "tls_is_active", "too_soon", "access_disabled", "app_password",
                             "cancelled", "bad_base64", "no_such_mechanism", "needs_utf8",
                             "behind_utf8", "no_such_language", "too_many_logins", "challenge"}) {
    EXPECT_TRUE(told_as(keys, std::string("explain.reply.") + reason)) << reason;
  }
  EXPECT_TRUE(told_as(keys, "explain.reply.removal_failed"));
  for (const char* fault : {"missing_argument", "not_a_number", "too_many_arguments"})
    EXPECT_TRUE(keys.count(std::string("explain.reply.malformed.") + fault)) << fault;
}

TEST(Explain, EveryWayOut) {
  const std::set<std::string> keys = keys_used();
  for (const pop3::ExitSpec& exit : pop3::exit_table()) {
    if (exit.to != pop3::StateKind::closed) continue;
    if (exit.cause == pop3::ExitCause::too_many_errors) continue;  // one sentence for both
    if (exit.cause == pop3::ExitCause::too_long_line) continue;    // no story has such a server
    if (exit.cause == pop3::ExitCause::in_use) continue;           // nor such a one
    const std::string key = "explain.end." + std::string(pop3::to_text(exit.cause)) + "." +
                            lower(pop3::to_text(exit.from));
    EXPECT_TRUE(english().contains(key + ".headline")) << key;
    EXPECT_TRUE(told_as(keys, key)) << key;
  }
  EXPECT_TRUE(told_as(keys, "explain.end.too_many_errors"));
}

TEST(Explain, WhatElseCanHappen) {
  const std::set<std::string> keys = keys_used();
  for (const char* key : {"start",
                          "open.connected",
                          "open.refused",
                          "open.rejected",
                          "open.timed_out",
                          "open.waits_for_tls",
                          "reply.greeting",
                          "reply.greeting.apop",
                          "removal",
                          "removal.at_dele",
                          "cable.cut.idle",
                          "cable.cut.authorization",
                          "cable.cut.transaction",
                          "open.sealed",
                          "cable.plugged.idle",
                          "delivery.outside",
                          "delivery.during",
                          "settings.leave",
                          "settings.remove",
                          "settings.password",
                          "command.lost",
                          "command.too_long",
                          "command.other",
                          "command.empty",
                          "end.peer_closed.lost",
                          "segment.syn",
                          "segment.syn_ack",
                          "segment.ack",
                          "segment.command",
                          "segment.reply",
                          "segment.fin",
                          "segment.rst",
                          "segment.lost"}) {
    EXPECT_TRUE(keys.count(std::string("explain.") + key)) << key;
  }
}

Told told_at_tip(const Visit& visit) {
  return tell(explain(visit, visit.branch(), visit.steps().count(), visit.world()), english());
}

// What has arrived is carried out, whatever becomes of the cable behind it.
TEST(Explain, ACutIsTooLateForAQuitThatHasArrived) {
  const test::Story story{test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"}),
                          test::send({"QUIT"})};
  Visit visit = visit_of(story);
  visit.last();
  while (visit.steps().step(visit.step()).kind != sim::StepKind::command) visit.back();
  visit.act(sim::Cut{{0}});
  EXPECT_EQ(told_at_tip(visit).headline, "The cable of Laptop is cut, too late to stop `QUIT`.");
  EXPECT_EQ(maildrop(visit, {}, english()).after, "After QUIT");
  Visit sooner = visit_of(story);
  sooner.last();
  while (sooner.steps().step(sooner.step()).kind != sim::StepKind::command) sooner.back();
  sooner.back();
  sooner.act(sim::Cut{{0}});
  EXPECT_EQ(told_at_tip(sooner).headline, "The cable of Laptop is cut, and nobody is told.");
  EXPECT_EQ(maildrop(sooner, {}, english()).after, "If QUIT came");
}

// What is sent in one go is carried out in one go: a reply tells of the moment in which it was
// made.
TEST(Explain, AReplyTellsOfWhenItWasMade) {
  const Visit visit =
      visit_of({test::connect(),
                test::send({"USER sarah\r\nPASS secret\r\nDELE 9\r\nRETR 1\r\nDELE 1\r\nQUIT"})});
  std::set<std::string> told;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::World world = visit.timeline().world({visit.branch(), visit.steps().step(n).closes});
    told.insert(in_words(tell(explain(visit, visit.branch(), n, world), english())));
  }
  const auto has = [&](const char* words) {
    return std::any_of(told.begin(), told.end(), [&](const std::string& one) {
      return one.find(words) != std::string::npos;
    });
  };
  EXPECT_TRUE(has("Laptop is logged in; 3 messages are waiting."));
  EXPECT_TRUE(has("At login there were 3 messages"));
  EXPECT_TRUE(has("Message 1 is on Laptop; the server has removed it meanwhile."));
  EXPECT_TRUE(has("Message 1 was marked by this `DELE`."));
  EXPECT_FALSE(has("still on the server"));
  EXPECT_FALSE(has("maildrop is empty"));
}

// The words of a greeting are the server's own; what stands in them offers nothing.
TEST(Explain, AGreetingOffersApopWhereTheServerDoes) {
  for (const bool apop : {false, true}) {
    lesson::Scenario scenario = test::sarah({test::connect()});
    scenario.server.greeting = "ready (load <5)";
    scenario.server.apop = apop;
    Visit visit(test::compiled(std::move(scenario)));
    visit.last();
    EXPECT_EQ(explain(visit, visit.branch(), visit.step(), visit.world()).key,
              apop ? "explain.reply.greeting.apop" : "explain.reply.greeting");
  }
}

TEST(Explain, ANumberIsToldAsItWasTyped) {
  const Visit visit = visit_of({test::connect(), test::send({"USER sarah", "PASS secret",
                                                             "RETR 99999999999999999999"})});
  const sim::World& tip = visit.timeline().tip({0});
  const std::uint32_t last = visit.steps().count();
  EXPECT_EQ(tell(explain(visit, visit.branch(), last, tip), english()).headline,
            "This session has no message 99999999999999999999.");
}

// The end of its first connection was lost, so the server still holds that session.
TEST(Explain, ACutKnowsTheSessionThatAnEarlierConnectionLeft) {
  Visit visit = visit_of({test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"}),
                          test::cut(), on("Laptop", "close"), on("Laptop", "plug"),
                          test::connect(), test::send({"QUIT"})});
  visit.last();
  visit.act(sim::Cut{{0}});
  EXPECT_EQ(explain(visit, visit.branch(), visit.steps().count(), visit.world()).key,
            "explain.cable.cut.transaction");
}

// It opens like any other, and that is a row; what is missing is a row, too: the silence.
TEST(Explain, WithoutTlsOnAPortOfTlsTheConnectionOpensAndNobodySpeaks) {
  Visit visit = plain_on_a_tls_port();
  ASSERT_EQ(visit.steps().count(), 2U);
  const sim::Step& opening = visit.steps().step(1);
  EXPECT_EQ(opening.kind, sim::StepKind::open);
  EXPECT_FALSE(opening.broken);
  EXPECT_EQ(opening.segments.size(), 3U);  // SYN, SYN ACK, ACK
  EXPECT_EQ(visit.steps().step(2).kind, sim::StepKind::end);
  EXPECT_GT((visit.steps().step(2).at - opening.at).us, sim::kHandshakeTimeout.us / 2);
  EXPECT_EQ(words_of({visit, visit.branch(), 1}, english()),
            "connection opens: SYN, SYN ACK, ACK");
  EXPECT_EQ(words_of({visit, visit.branch(), 2}, english()),
            "60 s of silence: the server waited for TLS");
  EXPECT_EQ(explain(visit, visit.branch(), 1, visit.timeline().tip({0})).key,
            "explain.open.waits_for_tls");
  visit.last();
  // No session came of it, and no other is shown in its place.
  EXPECT_TRUE(states(visit, {}, english()).session_ids.empty());
  EXPECT_EQ(lines(visit, {}, english(), 0, 10, {}).row_count, 2U);
}

// With TLS from the start, the greeting is not the first thing on the wire.
TEST(Explain, AHandshakeBelongsToTheOpening) {
  const Visit visit = visit_of({test::connect()}, with_tls);
  ASSERT_EQ(visit.steps().step(1).kind, sim::StepKind::open);
  const sim::World& tip = visit.timeline().tip({0});
  EXPECT_EQ(explain(visit, visit.branch(), 1, tip).key, "explain.open.sealed");
  EXPECT_NE(words_of({visit, visit.branch(), 1}, english()).find("TLS handshake"),
            std::string::npos);
}

// Where the port was the usual one it goes along, unasked; where it was given it stays.
TEST(Explain, SwitchingTlsOnTellsThePortAndWhetherItWentAlong) {
  const auto told = [&](std::optional<std::uint16_t> port, std::uint16_t before) {
    lesson::SetAct seal{"Laptop"};
    seal.tls = true;
    seal.port = port;
    const auto change = [&](lesson::Scenario& s) { s.devices.front().port = before; };
    const Visit visit = visit_of({test::entry(seal)}, change);
    return tell(explain(visit, visit.branch(), 1, visit.timeline().tip({0})), english());
  };
  const auto headline = [](const char* port) {
    return std::string("Laptop begins every connection with TLS now, on port ") + port + ".";
  };
  const Told along = told(std::nullopt, 110);
  EXPECT_EQ(along.headline, headline("995"));
  EXPECT_NE(along.text.find("from 110 to 995"), std::string::npos) << along.text;
  EXPECT_EQ(told(std::nullopt, 8110).headline, headline("8110"));
  EXPECT_EQ(told(110, 110).headline, headline("110"));
  for (const Told& stays : {told(std::nullopt, 8110), told(110, 110), told(995, 110)})
    EXPECT_EQ(stays.text.find("This program"), std::string::npos) << stays.text;
}

// An author's words bring their own source: that of the command at hand need not support them.
TEST(Explain, ANoteHasItsOwnSourceOrNone) {
  for (const char* section : {"", "RFC 8314 section 3"}) {
    lesson::Entry quit = test::send({"QUIT"});
    quit.note = lesson::Note{"Over.", "TLS would have been better.", section, "", ""};
    Visit visit = visit_of({test::connect(), std::move(quit)});
    visit.last();
    EXPECT_EQ(story(visit, {}, english()).section, section_text(section));
  }
}

TEST(Explain, ASubjectIsNoMarkup) {
  lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"})});
  scenario.people.front().mail.front().subject = "*Sale* `now` {number}";
  const Visit visit(test::compiled(std::move(scenario)));
  const std::uint32_t last = visit.steps().count();
  const Told told =
      tell(explain(visit, visit.branch(), last, visit.timeline().tip({0})), english());
  const std::string shown = plain_text(rich_text(told.text, english()));
  EXPECT_NE(shown.find("“*Sale* `now` {number}”"), std::string::npos) << shown;
}

}  // namespace
}  // namespace popscope::view
