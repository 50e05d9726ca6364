// How a connection ended: the row, the explanation and the claim say the same, and what was.
#include <gtest/gtest.h>

#include "lesson/connection_state.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/explain.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using lesson::ConnectionState;

lesson::Entry after(std::int64_t ms) {
  return test::entry(lesson::WaitAct{sim::milliseconds(ms)});
}
const lesson::Entry kReset = test::entry(lesson::ResetAct{"Laptop"});
const lesson::Entry kClose = test::entry(lesson::CloseAct{"Laptop"});
const lesson::Entry kPlug = test::entry(lesson::PlugAct{"Laptop"});

// What was told of each end, in order.
struct Ends {
  std::vector<std::string> keys;
  std::vector<std::string> rows;
  std::vector<std::string> texts;
  ConnectionState claim = ConnectionState::opening;
  std::uint32_t on_server = 0;
};

Ends ends_of(test::Story story, void (*change)(lesson::Scenario&) = nullptr) {
  story.push_back(test::wait(1));
  lesson::Scenario scenario = test::sarah(std::move(story));
  if (change) change(scenario);
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  Ends ends;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::Step& step = visit.steps().step(n);
    if (step.kind != sim::StepKind::end) continue;
    const sim::World world = visit.timeline().world({visit.branch(), step.closes});
    const Explanation explanation = explain(visit, visit.branch(), n, world);
    const Told told = tell(explanation, test::english());
    ends.keys.push_back(explanation.key.substr(std::string("explain.").size()));
    ends.rows.push_back(words_of({visit, visit.branch(), n}, test::english()));
    ends.texts.push_back(told.headline + " " + told.text);
  }
  const sim::World& tip = visit.timeline().tip(visit.branch());
  ends.claim = lesson::state_of(tip, *tip.links[0]);
  ends.on_server = static_cast<std::uint32_t>(tip.maildrops[0]->messages.size());
  return ends;
}

using Words = std::vector<std::string>;

test::Story marked() {
  return {test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"})};
}

test::Story with(test::Story story, const test::Story& more) {
  story.insert(story.end(), more.begin(), more.end());
  return story;
}

// The line is under way, and so is what follows it by so much.
lesson::Entry and_behind(const char* line, std::int64_t ms, const lesson::Entry& act) {
  return test::together({{test::send({line})}, {after(ms), act}});
}

void imap(lesson::Scenario& scenario) {
  scenario.devices.front().protocol = sim::Protocol::imap;
}

TEST(EndOfLink, AResetBehindQuitStopsNoUpdate) {
  const Ends ends = ends_of(with(marked(), {and_behind("QUIT", 10, kReset)}));
  EXPECT_EQ(ends.keys, (Words{"end.reset.behind_quit"}));
  EXPECT_EQ(ends.rows, (Words{"connection is reset; its session was over"}));
  EXPECT_EQ(ends.claim, ConnectionState::quit);
  EXPECT_EQ(ends.on_server, 2u);
}

TEST(EndOfLink, AResetWhileTheReplyToQuitIsUnderWay) {
  const Ends ends = ends_of(with(marked(), {and_behind("QUIT", 25, kReset)}));
  EXPECT_EQ(ends.keys, (Words{"end.quit.update.lost", "end.reset.behind_quit"}));
  EXPECT_EQ(ends.rows, (Words{"the end of the connection is lost on the way",
                              "connection is reset; its session was over"}));
  EXPECT_EQ(ends.texts.back().find("FIN"), std::string::npos) << ends.texts.back();
  EXPECT_EQ(ends.claim, ConnectionState::quit);
}

TEST(EndOfLink, AResetThatEndsTheSession) {
  const Ends ends = ends_of(with(marked(), {kReset}));
  EXPECT_EQ(ends.keys, (Words{"end.reset.transaction"}));
  EXPECT_EQ(ends.rows, (Words{"connection is reset: no UPDATE"}));
  EXPECT_EQ(ends.claim, ConnectionState::reset);
  EXPECT_EQ(ends.on_server, 3u);
}

TEST(EndOfLink, AResetThatNobodyHears) {
  const Ends ends = ends_of(with(marked(), {test::cut(), kReset}));
  EXPECT_EQ(ends.keys, (Words{"end.reset.lost"}));
  EXPECT_EQ(ends.rows, (Words{"the end of the connection is lost on the way"}));
}

TEST(EndOfLink, AResetBeforeASessionBegan) {
  const Ends ends = ends_of({test::together({{test::connect()}, {after(50), kReset}})},
                            [](lesson::Scenario& s) {
                              s.server.ports = {110, 995};
                              s.devices.front().port = 995;
                            });
  EXPECT_EQ(ends.keys, (Words{"end.reset.opening"}));
  EXPECT_EQ(ends.rows, (Words{"connection is reset"}));
}

TEST(EndOfLink, ALineAfterTheAutologout) {
  const Ends ends = ends_of(
      with(marked(), {test::cut(), test::wait(660), kPlug, test::send({"STAT"})}));
  EXPECT_EQ(ends.keys, (Words{"end.autologout.transaction.lost", "end.reset_by_server"}));
  EXPECT_EQ(ends.rows, (Words{"600 s of silence: autologout, no UPDATE",
                              "the server knows no such connection: RST"}));
  EXPECT_EQ(ends.claim, ConnectionState::autologout);
}

// Its server has ended the session already: it holds no lock any more.
TEST(EndOfLink, AFinThatNobodyHears) {
  EXPECT_EQ(ends_of(with(marked(), {test::cut(), kClose})).keys, (Words{"end.peer_closed.lost"}));
  EXPECT_EQ(ends_of(with(marked(), {test::cut(), test::wait(660), kClose})).keys,
            (Words{"end.autologout.transaction.lost", "end.lost"}));
}

// The server heard nothing behind the gap; the device hears the server, and its answer is lost.
TEST(EndOfLink, AnAnswerThatNobodyHears) {
  const Ends ends = ends_of({test::connect(), test::cut(), test::send({"NOOP"}), kPlug,
                             test::wait(660)});
  EXPECT_EQ(ends.keys, (Words{"end.autologout.authorization"}));
  EXPECT_EQ(ends.rows, (Words{"600 s of silence: autologout, no UPDATE"}));
}

// A large message is more moments than anybody wants to look through.
TEST(EndOfLink, ACloseWithAMessageUnderWay) {
  const Ends ends = ends_of(
      with(marked(), {and_behind("RETR 2", 30, kClose)}),
      [](lesson::Scenario& s) { s.people.front().mail[1].octets = 900'000; });
  EXPECT_EQ(ends.keys, (Words{"end.peer_closed.transaction"}));
  EXPECT_EQ(ends.rows, (Words{"connection closes"}));
  EXPECT_EQ(ends.claim, ConnectionState::closed);
}

TEST(EndOfLink, OfImap) {
  const test::Story in = {test::connect(), test::send({"a LOGIN sarah secret"})};
  const Ends late = ends_of(with(in, {and_behind("b LOGOUT", 10, kReset)}), imap);
  EXPECT_EQ(late.keys, (Words{"imap.end.reset.after"}));
  EXPECT_EQ(late.rows, (Words{"connection is reset; its session was over"}));
  EXPECT_EQ(late.claim, ConnectionState::logout);
  const Ends reset = ends_of(with(in, {kReset}), imap);
  EXPECT_EQ(reset.keys, (Words{"imap.end.reset"}));
  EXPECT_EQ(reset.rows, (Words{"connection is reset"}));
  EXPECT_EQ(reset.claim, ConnectionState::reset);
  const Ends early = ends_of(with({test::connect()}, {kClose}), imap);
  EXPECT_EQ(early.keys, (Words{"imap.end.peer_closed.early"}));
  for (const auto& [act, key] : {std::pair{kReset, "reset"}, {kClose, "peer_closed"}}) {
    const Ends unheard = ends_of(with(in, {test::cut(), act}), imap);
    EXPECT_EQ(unheard.keys, (Words{std::string("imap.end.") + key + ".lost"}));
    EXPECT_NE(unheard.texts[0].find("locks nothing"), std::string::npos) << unheard.texts[0];
  }
}

}  // namespace
}  // namespace popscope::view
