// `OK` does not say what happened: the explanation of a response tells what came of its command.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "lesson/connection_state.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/explain.h"
#include "view/rich_text.h"
#include "view/words.h"

namespace popscope::view {
namespace {

lesson::Scenario with_imap(test::Story story) {
  lesson::Scenario scenario = test::sarah(std::move(story));
  scenario.devices.front().protocol = sim::Protocol::imap;
  return scenario;
}

std::map<std::string, std::string> headlines(const std::vector<std::string>& lines,
                                             sim::StepKind kind) {
  std::vector<std::string> all = {"a LOGIN sarah secret"};
  all.insert(all.end(), lines.begin(), lines.end());
  const lesson::Visit visit(test::compiled(with_imap({test::connect(), test::send(all)})));
  std::map<std::string, std::string> told;
  std::uint32_t line = 0;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::Step& step = visit.steps().step(n);
    if (step.kind != kind) continue;
    const bool greeting = kind == sim::StepKind::reply && told.empty() && line == 0;
    const sim::World world = visit.timeline().world({visit.branch(), step.closes});
    const Told told_here = tell(explain(visit, visit.branch(), n, world), test::english());
    const std::string headline = plain_text(rich_text(told_here.headline, test::english()));
    if (greeting && headline.find("greets") != std::string::npos) continue;
    told[all.at(line++)] = headline;
  }
  return told;
}

std::map<std::string, std::string> replies(const std::vector<std::string>& lines) {
  return headlines(lines, sim::StepKind::reply);
}

TEST(ExplainImap, WhatCloseHasRemoved) {
  auto told = replies({"b EXAMINE INBOX", "c CLOSE", "d SELECT INBOX", "e CLOSE", "f SELECT INBOX",
                       "g STORE 1:2 +FLAGS (\\Deleted)", "h CLOSE", "i SELECT INBOX",
                       "j STORE 1 +FLAGS (\\Deleted)", "k EXAMINE INBOX", "l CLOSE",
                       "m SELECT INBOX", "n CLOSE"});
  const char* read_only = "The mailbox is closed; it was open to read only, so nothing is removed.";
  EXPECT_EQ(told["c CLOSE"], read_only);
  EXPECT_EQ(told["e CLOSE"], "The mailbox is closed; nothing was flagged, nothing is removed.");
  EXPECT_EQ(told["h CLOSE"], "The mailbox is closed; 2 messages that were flagged are gone.");
  EXPECT_EQ(told["l CLOSE"], read_only);
  EXPECT_EQ(told["n CLOSE"], "The mailbox is closed; one message that was flagged is gone.");
}

TEST(ExplainImap, AFetchNamesItsMessages) {
  auto told = headlines({"b FETCH 1 FLAGS", "c SELECT INBOX", "d FETCH 1 FLAGS",
                         "e FETCH 2:*,1 (UID FLAGS)", "f FETCH * BODY.PEEK[]", "g FETCH 1"},
                        sim::StepKind::command);
  EXPECT_EQ(told["b FETCH 1 FLAGS"], "Laptop asks about message 1.") << "refused in this state";
  EXPECT_EQ(told["d FETCH 1 FLAGS"], "Laptop asks about message 1.");
  EXPECT_EQ(told["e FETCH 2:*,1 (UID FLAGS)"], "Laptop asks about messages 2:*,1.");
  EXPECT_EQ(told["f FETCH * BODY.PEEK[]"], "Laptop asks about message *.");
  EXPECT_EQ(told["g FETCH 1"], "Laptop sends g FETCH 1.");
}

TEST(ExplainImap, PlainTextToAPortOfTls) {
  lesson::Scenario scenario =
      with_imap({test::connect(), test::send({"a LOGIN sarah secret"}), test::wait(60)});
  scenario.server.ports = {993};
  scenario.devices.front().port = 993;
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  std::string all;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::World world =
        visit.timeline().world({visit.branch(), visit.steps().step(n).closes});
    all += tell(explain(visit, visit.branch(), n, world), test::english()).headline + "\n";
  }
  EXPECT_NE(all.find("The server has closed: it waited for TLS."), std::string::npos) << all;
}

// The headline of each step of one kind, in order.
std::vector<std::string> headlines_of(const lesson::Visit& visit, sim::StepKind kind) {
  std::vector<std::string> all;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::Step& step = visit.steps().step(n);
    if (step.kind != kind) continue;
    const sim::World world = visit.timeline().world({visit.branch(), step.closes});
    all.push_back(plain_text(
        rich_text(tell(explain(visit, visit.branch(), n, world), test::english()).headline,
                  test::english())));
  }
  return all;
}

using Lines = std::vector<std::string>;

TEST(ExplainImap, AnAnswerToAuthenticateIsNoCommandAndNoLogin) {
  const lesson::Visit visit(test::compiled(
      with_imap({test::connect(), test::send({"a AUTHENTICATE PLAIN", "*", "b NOOP"})})));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::command),
            (Lines{"Laptop begins to authenticate.", "Laptop answers what AUTHENTICATE asked.",
                   "Laptop sends b NOOP: anything new?"}));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::reply)[1],
            "The server asks for the next part of the authentication.");
}

// Whoever reads with the device: LOGIN says whose mail it is.
TEST(ExplainImap, LoginNamesThePerson) {
  lesson::Scenario scenario = with_imap({test::connect(), test::send({"a LOGIN kim secret"})});
  scenario.people.push_back(scenario.people.front());
  scenario.people.back().name = "kim";
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::reply).back(), "kim is logged in.");
}

TEST(ExplainImap, WhatEndsIdle) {
  const lesson::Visit visit(test::compiled(
      with_imap({test::connect(), test::send({"a LOGIN sarah secret", "DONE", "b IDLE", "c NOOP"}),
                 test::send({"d IDLE\r\ndone"}), test::send({"e NOOP"})})));
  const Lines asked = headlines_of(visit, sim::StepKind::command);
  ASSERT_EQ(asked.size(), 7u);
  EXPECT_EQ(asked[1], "Laptop says DONE: an IDLE shall end.");
  EXPECT_EQ(asked[5], asked[1]) << "sent behind IDLE at once, in small letters";
  const Lines told = headlines_of(visit, sim::StepKind::reply);
  EXPECT_EQ(told[4], "IDLE is over: what came was not DONE.");
  EXPECT_EQ(told.back(), "Nothing to do: done.") << "DONE awaited no answer of its own";
}

TEST(ExplainImap, AnEmptyLineAnnouncesNothing) {
  const lesson::Visit visit(
      test::compiled(with_imap({test::connect(), test::send({"", "a LOGIN {5", "b LOGIN {5}"})})));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::command),
            (Lines{"Laptop sends an empty line.", "Laptop sends a LOGIN {5.",
                   "Laptop announces a literal."}));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::reply)[1], "An empty line is no command.");
}

TEST(ExplainImap, WhatIsLostOnTheWayBack) {
  const auto lost = [](const char* line) {
    lesson::Visit visit(test::compiled(with_imap(
        {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX", line})})));
    visit.last();
    while (visit.steps().step(visit.step()).kind != sim::StepKind::command) visit.back();
    visit.act(sim::Cut{{0}});
    while (visit.steps().step(visit.step()).kind != sim::StepKind::reply && visit.forward()) {
    }
    return explain(visit, visit.branch(), visit.step(), visit.world()).key;
  };
  EXPECT_EQ(lost("c NOOP"), "explain.imap.response.lost.done");
  EXPECT_EQ(lost("c STORE 9 +FLAGS (\\Seen)"), "explain.imap.response.lost.refused");
  EXPECT_EQ(lost("c APPEND INBOX {5}"), "explain.imap.response.lost.go_ahead");
  EXPECT_EQ(lost("c IDLE"), "explain.imap.response.lost.idling");
}

TEST(ExplainImap, WithoutItsGoAheadNobodyIsLoggedIn) {
  const lesson::Visit visit(test::compiled(with_imap(
      {test::connect(),
       test::entry(lesson::TogetherAct{
           {{test::send({"a AUTHENTICATE PLAIN"})},
            {test::entry(lesson::WaitAct{sim::milliseconds(30)}), test::cut()}}}),
       test::wait(1)})));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::reply).back(),
            "The server’s “go ahead” is lost on the way.");
}

TEST(ExplainImap, NewsOverAConnectionThatTheDeviceHasLeft) {
  lesson::DeliverAct mail;
  mail.person = "sarah";
  mail.mail.octets = 900;
  const auto story = [&](const test::Story& middle) {
    test::Story all = {test::connect(),
                       test::send({"a LOGIN sarah secret", "b SELECT INBOX", "c IDLE"}),
                       test::cut()};
    all.insert(all.end(), middle.begin(), middle.end());
    all.push_back(test::entry(mail));
    all.push_back(test::wait(1));
    const lesson::Visit visit(test::compiled(with_imap(std::move(all))));
    return headlines_of(visit, sim::StepKind::reply).back();
  };
  EXPECT_EQ(story({}), "What the server said unasked is lost on the way.");
  EXPECT_EQ(story({test::entry(lesson::PlugAct{"Laptop"}), test::connect()}),
            "What the server says unasked reaches nobody.");
}

// One refusal has one reason: a mailbox that is selected has nothing to do with POP3.
TEST(ExplainImap, EachRefusalHasItsReason) {
  auto told = replies({"b CREATE Old", "c SELECT Old", "d DELETE Old", "e CREATE \"\"",
                       "f RENAME Old Old/Older"});
  EXPECT_EQ(told["d DELETE Old"], "The mailbox is selected, so it stays.");
  const lesson::Visit visit(test::compiled(with_imap(
      {test::connect(), test::send({"a LOGIN sarah secret", "b CREATE \"\"", "c DELETE INBOX"})})));
  std::string texts;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::World world = visit.timeline().world({visit.branch(), visit.steps().step(n).closes});
    texts += tell(explain(visit, visit.branch(), n, world), test::english()).text + "\n";
  }
  EXPECT_NE(texts.find("“a mailbox cannot be called that”."), std::string::npos) << texts;
  EXPECT_NE(texts.find("“INBOX stays”."), std::string::npos) << texts;
}

TEST(ExplainImap, ACommandThatIsOvertaken) {
  const lesson::Visit visit(test::compiled(with_imap(
      {test::connect(), test::send({"a LOGIN sarah secret\r\nb SELECT INBOX\r\nc CLOSE"})})));
  const Lines told = headlines_of(visit, sim::StepKind::reply);
  EXPECT_EQ(told[1], "sarah is logged in.");  // and so she is, still
  EXPECT_EQ(told[2], "When the server replied: The mailbox is selected.");
}

// A learner may let a story's acts happen in another order than it does itself.
TEST(ExplainImap, ASettingOfTheOtherProtocolMeansNothing) {
  lesson::Visit visit(test::compiled(test::sarah({})));
  visit.act(sim::Set{{0}, std::nullopt, std::nullopt, std::nullopt, sim::Protocol::imap});
  visit.act(sim::Set{{0}, sim::Policy::leave_on_server});
  EXPECT_EQ(headlines_of(visit, sim::StepKind::settings).back(),
            "A setting of POP3 for Laptop, which uses IMAP.");
}

TEST(ExplainImap, WhoIdlesBehindACutCableHearsNothing) {
  lesson::DeliverAct act;
  act.person = "sarah";
  act.mail.subject = "New";
  act.mail.octets = 900;
  const lesson::Visit visit(test::compiled(with_imap(
      {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX", "c IDLE"}),
       test::cut(), test::entry(std::move(act))})));
  EXPECT_EQ(headlines_of(visit, sim::StepKind::delivery),
            (Lines{"New mail for sarah (“New”): Laptop idles, but its cable is cut."}));
  for (const std::string& told : headlines_of(visit, sim::StepKind::reply))
    EXPECT_EQ(told.find("The response is lost"), std::string::npos) << told;
}

TEST(ExplainImap, RenamingInboxIsAnotherThing) {
  const auto lines = {std::string("b RENAME inbox Old"), std::string("c RENAME Old Older")};
  auto asked = headlines(lines, sim::StepKind::command);
  EXPECT_EQ(asked["b RENAME inbox Old"], "Laptop renames INBOX.");
  EXPECT_EQ(asked["c RENAME Old Older"], "Laptop renames a mailbox.");
  auto told = replies(lines);
  EXPECT_EQ(told["b RENAME inbox Old"], "INBOX is empty; its messages are in the new mailbox.");
  EXPECT_EQ(told["c RENAME Old Older"], "The mailbox has another name.");
}

// Every way out has sentences of its own: where it ends, and in the diagram.
TEST(ExplainImap, EveryWayOut) {
  for (const sim::imap::ExitSpec& exit : sim::imap::exit_table()) {
    if (exit.to != sim::imap::StateKind::logout) continue;
    const std::string cause(to_text(exit.cause));
    EXPECT_TRUE(test::english().contains("explain.imap.end." + cause + ".headline")) << cause;
    EXPECT_TRUE(test::english().contains("explain.imap.end." + cause + ".text")) << cause;
    const std::string way = "panel.exit.imap." + cause + "." + in_key(to_text(exit.from));
    EXPECT_TRUE(test::english().contains(way)) << way;
    EXPECT_TRUE(test::english().contains(way + ".way")) << way;
  }
}

// Nobody sent LOGOUT, and nobody was refused too often.
TEST(ExplainImap, TheServerEndsForAnotherReason) {
  lesson::Scenario scenario =
      with_imap({test::connect(), test::send({"a LOGIN sarah secret", "b CREATE Old",
                                              "c SELECT Old"}),
                 test::connect("Phone"),
                 test::send({"a LOGIN sarah secret", "b DELETE Old", "c LOGOUT"}, "Phone"),
                 test::send({"d NOOP"})});
  scenario.devices.back().protocol = sim::Protocol::imap;
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  const std::uint32_t last = visit.steps().count();
  const sim::World& tip = visit.timeline().tip(visit.branch());
  EXPECT_EQ(tell(explain(visit, visit.branch(), last, tip), test::english()).headline,
            "The server has closed: the selected mailbox is gone.");
  EXPECT_EQ(lesson::state_of(tip, *tip.links[0]), lesson::ConnectionState::ended_by_server);
}

TEST(ExplainImap, TimesAreToldInFull) {
  lesson::SetAct often;
  often.device = "Laptop";
  often.check_every = sim::seconds(90);
  const lesson::Visit visit(test::compiled(with_imap({test::entry(often)})));
  const sim::World& tip = visit.timeline().tip(visit.branch());
  EXPECT_EQ(tell(explain(visit, visit.branch(), 1, tip), test::english()).headline,
            "Laptop checks mail every 1 min 30 s from now on.");
}

TEST(ExplainImap, WhatMatchedNothing) {
  auto told = replies({"b CREATE Old", "c SELECT INBOX", "d UID COPY 99 Old", "e UID MOVE 99 Old",
                       "f UID FETCH 99 (FLAGS)", "g UID STORE 99 +FLAGS (\\Seen)",
                       "h UID EXPUNGE 99", "i SEARCH DELETED", "j UID SEARCH SUBJECT Nothing"});
  const std::string unknown = "This session knows of no message with such a UID: ";
  EXPECT_EQ(told["d UID COPY 99 Old"], unknown + "nothing is copied.");
  EXPECT_EQ(told["e UID MOVE 99 Old"], unknown + "nothing has moved.");
  EXPECT_EQ(told["f UID FETCH 99 (FLAGS)"], unknown + "nothing is fetched.");
  EXPECT_EQ(told["g UID STORE 99 +FLAGS (\\Seen)"], unknown + "no flag has changed.");
  EXPECT_EQ(told["h UID EXPUNGE 99"], "None of these was flagged, nothing is removed.");
  EXPECT_EQ(told["i SEARCH DELETED"], "The server has found no such message.");
  EXPECT_EQ(told["j UID SEARCH SUBJECT Nothing"], "The server has found no such message.");
}

TEST(ExplainImap, HowManyMatched) {
  auto told = replies({"b CREATE Old", "c SELECT INBOX", "d COPY 1:2 Old", "e UID COPY 3 Old",
                       "f MOVE 1:2 Old", "g UID MOVE 3 Old", "h SELECT Old", "i SEARCH ALL",
                       "j UID SEARCH 2", "k STORE 1:3 +FLAGS (\\Seen)", "l UID FETCH 1 (FLAGS)"});
  EXPECT_EQ(told["d COPY 1:2 Old"], "2 messages are copied.");
  EXPECT_EQ(told["e UID COPY 3 Old"], "One message is copied.");
  EXPECT_EQ(told["f MOVE 1:2 Old"], "2 messages have moved.");
  EXPECT_EQ(told["g UID MOVE 3 Old"], "One message has moved.");
  EXPECT_EQ(told["i SEARCH ALL"], "The server has found 6 messages.");
  EXPECT_EQ(told["j UID SEARCH 2"], "The server has found one message.");
  EXPECT_EQ(told["k STORE 1:3 +FLAGS (\\Seen)"],
            "The server has changed the flags of 3 messages.");
  EXPECT_EQ(told["l UID FETCH 1 (FLAGS)"], "The server has sent what was asked for.");
}

// What an answer to EXPUNGE tells need not be what the command has done.
TEST(ExplainImap, AnExpungeThatOthersHaveOvertaken) {
  lesson::Scenario scenario = with_imap({});
  scenario.devices[1].protocol = sim::Protocol::imap;
  const Lines login = {"a LOGIN sarah secret", "b SELECT INBOX"};
  scenario.story = {test::connect(),
                    test::connect("Phone"),
                    test::send(login),
                    test::send(login, "Phone"),
                    test::send({"c STORE 1:2 +FLAGS (\\Deleted)", "d CLOSE"}, "Phone"),
                    test::send({"c EXPUNGE"}),
                    test::send({"e SELECT INBOX", "f EXPUNGE"}, "Phone")};
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  const Lines told = headlines_of(visit, sim::StepKind::reply);
  const auto has = [&](const char* line) {
    return std::find(told.begin(), told.end(), line) != told.end();
  };
  EXPECT_TRUE(has("This command removes nothing; the server tells that 2 messages are gone."));
  EXPECT_TRUE(has("Nothing was flagged, nothing is removed."));
}

// A device that idles is connected: what its user does it tells at once, or when the cable is in
// again. One that does not tells it at the next check.
TEST(ExplainImap, WhenTheServerIsToldOfWhatAUserDoes) {
  const auto told = [](bool idles, bool cut) {
    lesson::Scenario scenario = with_imap({test::entry(lesson::CheckAct{"Laptop"}), test::wait(5)});
    scenario.devices.front().idle = idles;
    if (cut) scenario.story.push_back(test::cut());
    scenario.story.push_back(
        test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"}));
    return headlines_of(lesson::Visit(test::compiled(std::move(scenario))), sim::StepKind::use);
  };
  const char* now = "“Invoice 4471” is deleted on Laptop; the server is told over this connection.";
  const char* later = "“Invoice 4471” is deleted on Laptop; the server will be told later.";
  EXPECT_EQ(told(true, false), Lines{now});
  EXPECT_EQ(told(true, true), Lines{"“Invoice 4471” is deleted on Laptop; the server is told when "
                                    "the cable is in again."});
  EXPECT_EQ(told(false, true), Lines{later});
  EXPECT_EQ(told(false, false), Lines{later});
}

const char* kIsTold =
    "“Invoice 4471” is deleted on Laptop; the server is told over this connection.";
const char* kWhenSelected =
    "“Invoice 4471” is deleted on Laptop; the server will be told when this check has selected the "
    "mailbox.";
const char* kToldLater = "“Invoice 4471” is deleted on Laptop; the server will be told later.";

test::Story deleted_during_a_check(std::int64_t milliseconds) {
  const auto check = test::entry(lesson::CheckAct{"Laptop"});
  const auto pause = test::entry(lesson::WaitAct{sim::milliseconds(milliseconds)});
  const auto removed = test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"});
  return {test::together({{check}, {pause, removed}}), test::wait(120)};
}

// What is told of it `milliseconds` after a check was begun, behind one that worked.
Lines told_during_a_check(std::vector<lesson::Entry> before, std::int64_t milliseconds) {
  test::Story story{test::entry(lesson::CheckAct{"Laptop"}), test::wait(1)};
  story.insert(story.end(), before.begin(), before.end());
  for (auto& each : deleted_during_a_check(milliseconds)) story.push_back(std::move(each));
  return headlines_of(lesson::Visit(test::compiled(with_imap(std::move(story)))),
                      sim::StepKind::use);
}

// Until the mailbox is selected nobody knows whether this check will tell anybody anything.
TEST(ExplainImap, ACheckThatHasSelectedNothingYetTellsNobody) {
  EXPECT_EQ(told_during_a_check({}, 10), Lines{kWhenSelected}) << "SYN is on its way";
  EXPECT_EQ(told_during_a_check({}, 65), Lines{kWhenSelected}) << "not logged in";
  EXPECT_EQ(told_during_a_check({}, 10'000), Lines{kToldLater}) << "it is over";
}

TEST(ExplainImap, ACheckThatFailsTellsNobody) {
  const auto drop =
      test::entry(lesson::FirewallAct{lesson::FirewallSetup{143, sim::Verdict::drop}});
  for (const int seconds : {1, 2, 5, 10, 20})
    EXPECT_EQ(told_during_a_check({drop}, seconds * 1000), Lines{kWhenSelected}) << seconds;
  EXPECT_EQ(told_during_a_check({drop}, 100'000), Lines{kToldLater});
  lesson::SetAct wrong{"Laptop"};
  wrong.password = "x";
  for (int milliseconds = 5; milliseconds < 300; milliseconds += 20)
    EXPECT_NE(told_during_a_check({test::entry(wrong)}, milliseconds), Lines{kIsTold})
        << milliseconds;
}

lesson::Entry new_mail(std::string subject) {
  lesson::Mail mail;
  mail.subject = std::move(subject);
  return test::entry(lesson::DeliverAct{"sarah", std::move(mail)});
}

Lines told_of(bool idles, test::Story behind_the_check, sim::StepKind kind) {
  test::Story story{test::entry(lesson::CheckAct{"Laptop"}), test::wait(1)};
  if (!idles)
    story = {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX"})};
  for (auto& each : behind_the_check) story.push_back(std::move(each));
  lesson::Scenario scenario = with_imap(std::move(story));
  scenario.devices.front().idle = idles;
  return headlines_of(lesson::Visit(test::compiled(std::move(scenario))), kind);
}

test::Story with_a_gap() {
  return {test::cut(), new_mail("N1"), test::entry(lesson::PlugAct{"Laptop"}), test::wait(1)};
}

// The cable is in again, but what the server says now is never delivered.
TEST(ExplainImap, NobodyIsToldOverAConnectionWithAGap) {
  test::Story story = with_a_gap();
  story.push_back(new_mail("N2"));
  story.push_back(test::wait(1));
  EXPECT_EQ(told_of(true, story, sim::StepKind::delivery),
            (Lines{"New mail for sarah (“N1”): Laptop idles, but its cable is cut.",
                   "New mail for sarah (“N2”): Laptop idles, but its connection has a gap."}));
  test::Story removes = with_a_gap();
  removes.push_back(
      test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"}));
  EXPECT_EQ(told_of(true, removes, sim::StepKind::use), Lines{kToldLater});
}

// "… is removed" is promised to nobody while a POP3 session holds the maildrop.
TEST(ExplainImap, WhatALockHoldsIsNotPromisedToGo) {
  const auto removes = test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"});
  const test::Story locked{test::connect("Phone"),
                           test::send({"USER sarah", "PASS secret"}, "Phone"), removes};
  EXPECT_EQ(told_of(true, locked, sim::StepKind::use),
            Lines{"“Invoice 4471” is deleted on Laptop; the server is told, but a POP3 session "
                  "holds the maildrop."});
  EXPECT_EQ(told_of(true, {removes}, sim::StepKind::use), Lines{kIsTold});
}

TEST(ExplainImap, WhatWasReadAlreadyIsToldNobody) {
  const auto reads = test::entry(lesson::UseAct{"Laptop", sim::Deed::read, "Invoice 4471"});
  EXPECT_EQ(told_of(true, {reads, test::wait(1), reads}, sim::StepKind::use),
            (Lines{"“Invoice 4471” is read on Laptop; the server is told over this connection.",
                   "“Invoice 4471” is read on Laptop; it was read already."}));
}

// A session that does not idle is told in the next answer: not where no answer comes.
TEST(ExplainImap, NobodyIsAnsweredOverAConnectionWithAGap) {
  EXPECT_EQ(told_of(false, {new_mail("N1")}, sim::StepKind::delivery),
            Lines{"New mail for sarah (“N1”) while Laptop has INBOX selected."});
  const test::Story story{test::cut(), new_mail("N1"), test::send({"c NOOP"}),
                          test::entry(lesson::PlugAct{"Laptop"}), new_mail("N2")};
  EXPECT_EQ(told_of(false, story, sim::StepKind::delivery),
            (Lines{"New mail for sarah (“N1”): Laptop has INBOX selected, but its cable is cut.",
                   "New mail for sarah (“N2”): Laptop has INBOX selected, but its connection has a "
                   "gap."}));
}

}  // namespace
}  // namespace popscope::view
