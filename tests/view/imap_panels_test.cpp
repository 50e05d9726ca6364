// What the panels show of IMAP sessions beside a POP3 one, as golden texts.
#include <algorithm>
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"
#include "view/explain.h"
#include "view/holdings.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

Visit at(const std::string& address) {
  Visit visit = test::imap_beside_pop3();
  test::open_at(visit, address);
  return visit;
}

std::string drop(const Visit& visit, std::optional<std::uint32_t> session = {}) {
  Selection selection;
  if (session) selection.session = sim::SessionId{*session};
  return as_text(maildrop(visit, selection, english()));
}

const MaildropRow& row(const MaildropView& view, std::string_view subject) {
  for (const MaildropRow& each : view.rows)
    if (each.subject == subject) return each;
  ADD_FAILURE() << subject;
  return view.rows.front();
}

TEST(ImapPanels, TheMaildropAtEachStage) {
  std::string text;
  for (const char* address : {"flagged", "phone", "untold", "told", "append", "pop", "news",
                              "archive", "examine"}) {
    const Visit visit = at(std::string(address));
    text += "# " + std::string(address) + "\n" + drop(visit, 0) + "\n";
  }
  test::expect_golden("view/imap-maildrop.txt", text);
}

TEST(ImapPanels, WhatIsGoneAndNotToldIsShownAsSuch) {
  Selection laptop;
  laptop.session = sim::SessionId{0};
  const MaildropView untold = maildrop(at("untold"), laptop, english());
  EXPECT_EQ(row(untold, "Router manual").on_server, Presence::removed);
  EXPECT_EQ(row(untold, "Router manual").in_session, Presence::not_told);
  EXPECT_EQ(row(untold, "Router manual").number, "3") << "its sequence number stays";
  const MaildropView told = maildrop(at("told"), laptop, english());
  EXPECT_EQ(row(told, "Router manual").in_session, Presence::not_seen);
  EXPECT_TRUE(row(told, "Router manual").changed) << "the reply to NOOP told so";
}

// A flag stays on the server when the session that set it has ended.
TEST(ImapPanels, AFlagIsSaidWhereverMailIsCompared) {
  lesson::Scenario scenario = test::sarah(
      {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX"}),
       test::choose({{"flagged", {test::send({"c STORE 1 +FLAGS (\\Deleted)", "d LOGOUT"})}},
                     {"not", {test::send({"c NOOP", "d LOGOUT"})}}})});
  scenario.devices.front().protocol = sim::Protocol::imap;
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  Visit visit(test::compiled(std::move(scenario)));
  const CompareView view = compare(visit, {0}, {1}, 1'000'000, english());
  EXPECT_EQ(view.sides[0].remark,
            "The messages are the same on both sides; their flags are not.");
  EXPECT_EQ(view.sides[0].held[0].subject, "Invoice 4471 · Deleted");
  EXPECT_TRUE(view.sides[0].held[0].differs);
  EXPECT_EQ(view.sides[1].held[0].subject, "Invoice 4471 · no flags");
  EXPECT_EQ(view.sides[0].held[1].subject, "Lunch on Friday?");
  const HoldingsView mail = holdings(visit, {0}, {1}, 1'000'000, Measure::messages, english());
  EXPECT_EQ(mail.sides[0].server.rows[0].note, "flagged \\Deleted, still there");
  EXPECT_EQ(mail.sides[1].server.rows[0].note, "");
  visit.last();
  EXPECT_EQ(projector(visit, {}, english()).tiles[0].mark, "\\Deleted");
}

// Each side numbers keywords as they come up there: what counts is what they are called.
TEST(ImapPanels, KeywordsAreComparedByName) {
  const auto way = [](std::vector<std::string> lines) {
    lines.push_back("z LOGOUT");
    return test::Story{test::send(lines)};
  };
  lesson::Scenario scenario = test::sarah(
      {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX"}),
       test::choose({{"work", way({"c STORE 2 +FLAGS (x)", "d STORE 1 +FLAGS (work)"})},
                     {"home", way({"c STORE 2 +FLAGS (y)", "d STORE 1 +FLAGS (home)"})},
                     {"again", way({"c STORE 1 +FLAGS (work)", "d STORE 2 +FLAGS (x)"})}})});
  scenario.devices.front().protocol = sim::Protocol::imap;
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const Visit visit(test::compiled(std::move(scenario)));
  EXPECT_EQ(compare(visit, {0}, {1}, 1'000'000, english()).sides[0].remark,
            "The messages are the same on both sides; their flags are not.");
  EXPECT_EQ(compare(visit, {0}, {2}, 1'000'000, english()).sides[0].remark,
            "The maildrop is the same on both sides.");
}

TEST(ImapPanels, WhatHasMovedIsNotRemoved) {
  lesson::Scenario scenario = test::sarah(
      {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX", "c CREATE Box",
                                    "d MOVE 1 Box", "e STORE 1 +FLAGS (\\Deleted)", "f EXPUNGE"})});
  scenario.devices.front().protocol = sim::Protocol::imap;
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  const MaildropView view = maildrop(visit, {}, english());
  EXPECT_EQ(view.rows[0].on_server, Presence::moved);
  EXPECT_EQ(view.rows[0].after, Presence::moved);
  EXPECT_EQ(view.rows[1].on_server, Presence::removed);
}

TEST(ImapPanels, AMessageThatASessionStoredHidesNone) {
  const MaildropView view = maildrop(at("append"), {}, english());
  EXPECT_EQ(row(view, "Mine").on_server, Presence::there);
  EXPECT_TRUE(row(view, "Mine").changed);
  const MaildropView later = maildrop(at("news"), {}, english());
  EXPECT_EQ(row(later, "News").on_server, Presence::there);
}

TEST(ImapPanels, NothingGoesFromAMailboxThatIsReadOnly) {
  Selection laptop;
  laptop.session = sim::SessionId{0};
  const MaildropView view = maildrop(at("examine"), laptop, english());
  for (const MaildropRow& each : view.rows) EXPECT_EQ(each.after, each.on_server) << each.subject;
}

TEST(ImapPanels, ALargeInboxIsBuiltForItsWindow) {
  const Visit visit = at("flagged");
  const MaildropView view = maildrop(visit, {}, english(), 1, 1);
  EXPECT_EQ(view.row_count, 3u);
  ASSERT_EQ(view.rows.size(), 1u);
  EXPECT_EQ(view.rows.front().number, "2");
  EXPECT_EQ(view.looked_at_row, 0u) << "STORE 1 names it";
}

TEST(ImapPanels, ThePortBoard) {
  std::string text = as_text(ports(test::imap_beside_pop3(), {}, english()));
  text += "\n# phone\n" + as_text(ports(at("phone"), {}, english()));
  lesson::Scenario scenario = test::sarah(
      {test::connect(),
       test::entry(lesson::FirewallAct{{995, sim::Verdict::drop}}),
       test::entry(lesson::FirewallAct{{2110, sim::Verdict::reject}})});
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  text += "\n# firewall\n" + as_text(ports(visit, {}, english()));
  test::expect_golden("view/ports.txt", text);
  EXPECT_TRUE(ports(test::deletion(), {}, english()).ports.empty()) << "ports are no subject there";
}

TEST(ImapPanels, SegmentsOfTlsSayWhatTheyCarry) {
  Visit visit = at("phone");
  visit.set_grain(lesson::Grain::segment);
  const std::string text = as_text(ladder(visit, {}, english(), 0, 60));
  EXPECT_NE(text.find("TLS: ClientHello, 517 octets"), std::string::npos);
  test::expect_golden("view/tls-segments.txt", text);
}

// TLS wanted where none is spoken: the ClientHello is on the wire, on every view, and no lock.
TEST(ImapPanels, AClientHelloInVainIsShown) {
  lesson::Scenario scenario = test::sarah({test::entry(lesson::CheckAct{"Laptop"})});
  scenario.devices[0].tls = true;
  scenario.devices[0].port = 110;
  Visit visit(test::compiled(std::move(scenario)));
  visit.forward();
  ASSERT_EQ(visit.steps().step(1).kind, sim::StepKind::open);
  EXPECT_FALSE(visit.steps().step(1).broken);
  const std::string hello = "TLS: ClientHello, 517 octets";
  for (const bool listens : {false, true}) {
    Selection selection;
    selection.as_listener = listens;
    for (const lesson::Grain grain :
         {lesson::Grain::exchange, lesson::Grain::line, lesson::Grain::segment}) {
      visit.set_grain(grain);
      const LadderView view = ladder(visit, selection, english(), 0, 100);
      EXPECT_NE(as_text(view).find(hello), std::string::npos) << as_text(view);
      EXPECT_EQ(view.lanes[0].note, "TLS wanted, to port 110");
      EXPECT_FALSE(view.lanes[0].tls);
    }
    const LinesView said = lines(visit, selection, english(), 0, 10, {});
    ASSERT_FALSE(said.rows.empty());
    EXPECT_NE(said.rows[0].notice.find(hello), std::string::npos) << said.rows[0].notice;
  }
  const DeviceCard card = devices(visit, {}, english()).cards[0];
  EXPECT_EQ(card.server_port, "to port 110, TLS wanted");
  EXPECT_FALSE(card.tls) << "nothing is sealed";
  EXPECT_EQ(explain(visit, visit.branch(), 1, visit.world()).key, "explain.open.in_vain");
  const std::vector<sim::StepSegment>& segments = visit.steps().step(1).segments;
  ASSERT_EQ(segments.size(), 4u);
  EXPECT_EQ(explain_segment(visit, visit.branch(), 1, 3, visit.world()).key,
            "explain.segment.handshake.in_vain");
}

// A password inside TLS and one in the clear are told and drawn apart.
TEST(ImapPanels, WhatIsInsideTlsIsSealed) {
  const Visit visit = at("phone");
  const sim::World& tip = visit.timeline().tip(visit.branch());
  int sealed = 0, clear = 0;
  for (std::uint32_t n = 1; n <= visit.step(); ++n) {
    const sim::Step& step = visit.steps().step(n);
    if (step.kind != sim::StepKind::command) continue;
    const Explanation said = explain(visit, visit.branch(), n, tip);
    if (said.key != "explain.imap.command.login") continue;
    const bool tls = tip.links[step.link->value]->tls;
    ++(tls ? sealed : clear);
    EXPECT_EQ(ladder(visit, {}, english(), 0, 1000).rows[n - 1].sealed, tls);
    const std::string text = english().sentence(said.key + ".text", said.arguments);
    EXPECT_EQ(text.find("inside TLS") != std::string::npos, tls) << text;
    EXPECT_EQ(text.find("has no TLS") != std::string::npos, !tls) << text;
  }
  EXPECT_EQ(sealed, 1);
  EXPECT_EQ(clear, 1);
}

TEST(ImapPanels, TheDevicesAtEachStage) {
  std::string text;
  for (const char* address : {"phone", "untold", "pop", "news"}) {
    const Visit visit = at(std::string(address));
    text += "# " + std::string(address) + "\n" + as_text(devices(visit, {}, english())) + "\n";
  }
  test::expect_golden("view/imap-devices.txt", text);
}

TEST(ImapPanels, ADeviceSaysWhatItsServerHasNotBeenTold) {
  Visit visit = at("phone");
  visit.forward();  // the phone's user reads a message; it is still only there
  const DeviceCard phone = devices(visit, {}, english()).cards[1];
  EXPECT_TRUE(phone.tls);
  ASSERT_EQ(phone.holds.size(), 3u);
  EXPECT_FALSE(phone.holds[1].unread);
  EXPECT_NE(phone.holds[1].note.find("not told"), std::string::npos) << phone.holds[1].note;
  EXPECT_TRUE(phone.holds[2].unread);
}

// Of two that are connected it is said who sends, and whose session the server turns to; a line on
// the button ends with a whole word, before its brackets.
TEST(ImapPanels, WhatComesNextSaysWhoseItIs) {
  Visit visit = test::imap_beside_pop3();
  const std::uint32_t steps = visit.steps().count();
  bool alone = false, device = false, session = false;
  for (std::uint32_t step = 0; step < steps; ++step) {
    visit.go_to_step(step);
    const std::string next = transport(visit, {}, english()).next;
    EXPECT_EQ(next.find("…"), std::string::npos) << next;
    alone = alone || next.find("Next: a1 LOGIN") == 0;
    device = device || next.find("Next, Phone: ") == 0;
    std::vector<std::string> things;
    for (const NextThing& thing : agenda(visit, english())) {
      session = session || thing.what.find("Phone: the server ") == 0;
      things.push_back(thing.what);
    }
    std::sort(things.begin(), things.end());
    EXPECT_EQ(std::adjacent_find(things.begin(), things.end()), things.end()) << step;
  }
  EXPECT_TRUE(alone && device && session);
}

}  // namespace
}  // namespace popscope::view
