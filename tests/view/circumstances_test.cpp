// What every sentence about a step has to reckon with: a server that removes at DELE, and a reply
// that is older than what has been carried out by the time that it arrives.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/extension_stories.h"
#include "view/circumstances.h"
#include "view/compare.h"
#include "view/explain.h"
#include "view/states.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
namespace pop3 = sim::pop3;
using test::english;

Visit visit_of(test::Story story, bool at_dele = false) {
  lesson::Scenario scenario = test::sarah(std::move(story));
  if (at_dele) scenario.server.faults = {sim::pop3::Fault::removes_at_dele};
  return Visit(test::compiled(std::move(scenario)));
}

// Each step's line and words, then what is told of it.
std::vector<std::string> told_in(const Visit& visit) {
  std::vector<std::string> all;
  for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
    const sim::BranchId branch{b};
    for (std::uint32_t n = 1; n <= visit.steps(branch).count(); ++n) {
      const sim::World world =
          visit.timeline().world({branch, visit.steps(branch).step(n).closes});
      const Told told = tell(explain(visit, branch, n, world), english());
      all.push_back(words_of({visit, branch, n}, english()) + "\n" + told.headline + "\n" +
                    told.text + "\n");
    }
  }
  return all;
}

bool has(const std::vector<std::string>& told, std::string_view words) {
  return std::any_of(told.begin(), told.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

const std::vector<std::string> kLogin{"USER sarah", "PASS secret"};

std::vector<test::Story> behind_a_removal() {
  const auto dele = test::send({"USER sarah", "PASS secret", "DELE 1"});
  const auto end = [](auto act) { return test::entry(std::move(act)); };
  return {
      {test::connect(), dele,
       test::send({"RETR 1", "DELE 1", "LIST 1", "TOP 1 0", "STAT", "LIST", "UIDL", "RSET",
                   "RETR 1", "EXPUNGE", "QUIT"})},
      {test::connect(), dele, end(lesson::CloseAct{"Laptop"}), test::wait(1)},
      {test::connect(), dele, end(lesson::ResetAct{"Laptop"}), test::wait(1)},
      {test::connect(), dele, test::wait(700)},
      {test::connect(), dele, test::cut(), test::wait(700)},
      {test::connect(), dele, test::send(std::vector<std::string>(21, "X"))},
      {test::connect(), test::send({"USER sarah\r\nPASS secret\r\nRETR 1\r\nDELE 1\r\nQUIT"})},
      {test::connect(), test::send({"USER sarah\r\nPASS secret\r\nRETR 1\r\nDELE 1\r\nNOOP"}),
       test::wait(700)},
  };
}

TEST(RemovesAtDele, NoSentenceBehindItSaysThatTheMessageIsThere) {
  for (test::Story& story : behind_a_removal()) {
    const std::vector<std::string> told = told_in(visit_of(std::move(story), true));
    EXPECT_TRUE(has(told, "Message 1 is removed: this server does it at DELE."));
    for (const char* wrong :
         {"is marked, not", "would take the mark back", "takes the mark back",
          "server the message is still there", "still in the maildrop", "every message stays",
          "othing is removed", "removes nothing",
          "nothing was removed", "marked message", "what was marked", "what is marked", "is marked",
          "`QUIT` among it", "no mark to take back", "can be fetched again"}) {
      for (const std::string& one : told)
        EXPECT_EQ(one.find(wrong), std::string::npos) << wrong << "\n" << one;
    }
  }
}

TEST(RemovesAtDele, ASessionThatEndsSaysWhatStaysGone) {
  std::vector<test::Story> stories = behind_a_removal();
  EXPECT_TRUE(has(told_in(visit_of(stories[0], true)), "`RSET` brings nothing back."));
  EXPECT_TRUE(has(told_in(visit_of(stories[1], true)), "without QUIT; whatever DELE removed"));
  EXPECT_TRUE(has(told_in(visit_of(stories[3], true)), "the session; whatever DELE removed stays"));
  EXPECT_TRUE(has(told_in(visit_of(stories[4], true)), "removed at `DELE` is gone already"));
  EXPECT_TRUE(has(told_in(visit_of(stories[3])), "the session and removes nothing"));
}

TEST(RemovesAtDele, AComparisonSaysHowItWent) {
  const auto dele = test::send({"USER sarah", "PASS secret", "DELE 1"});
  const Visit visit = visit_of(
      {test::connect(),
       test::choose({{"dele", {dele, test::wait(700)}}, {"none", {test::send(kLogin)}}})},
      true);
  const sim::BranchId a{0}, b{1};
  const CompareView view = compare(visit, a, b, compare_begin(visit, a, b), english());
  const std::string remarks = view.sides[0].remark + "\n" + view.sides[1].remark;
  EXPECT_NE(remarks.find("removed at DELE."), std::string::npos) << remarks;
  EXPECT_EQ(remarks.find("UPDATE"), std::string::npos) << remarks;
}

bool begins_with_any(std::string_view key, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return key.starts_with(each); });
}

// A sentence about POP3 that tells of marks or of removing has another for a server that does not
// mark. What stands here is true of both.
TEST(RemovesAtDele, EverySentenceAboutMarksHasAnotherForThisServer) {
  const std::vector<std::string_view> same_for_both{
      "explain.removal",  // of UPDATE; the other one has a key of its own
      // What only another server does.
      "explain.reply.rset.kept", "explain.reply.rset.login_forgotten",
      "explain.reply.quit.by_policy", "explain.reply.quit.failure_hidden",
      "explain.reply.quit.update_before_login", "explain.reply.retr.gone",
      "explain.reply.retr.marked", "explain.end.peer_closed.update", "explain.end.reset.update",
      "explain.end.autologout.update", "explain.end.too_many_errors.update",
      "explain.end.too_long_line.update",
      "explain.reply.pass", "explain.reply.removal_failed", "explain.reply.quit.removed",
      "explain.reply.dele.overtaken", "explain.reply.dele.taken_back",
      "explain.reply.unknown.apop", "explain.settings.policy_without_pop3",
      "explain.settings.imap", "explain.settings.leave", "explain.use.read",
      "explain.use.remove.imap"};
  for (const auto& [name, sentence] : english().sentences()) {
    const std::string key = name.substr(0, name.rfind('.'));
    if (!begins_with_any(key, {"explain.reply.", "explain.removal", "explain.end.",
                               "explain.cable.", "explain.settings.", "explain.use."}))
      continue;
    const bool of_another = key.find(".where.") != std::string::npos || key.ends_with(".at_dele");
    if (of_another || begins_with_any(key, same_for_both)) continue;
    const bool tells = sentence.find("mark") != std::string::npos ||
                       sentence.find("remov") != std::string::npos ||
                       sentence.find("message stays") != std::string::npos;
    EXPECT_TRUE(!tells || english().contains(key + ".where.removes_at_dele.headline")) << name;
  }
}

// ---- the other faults -------------------------------------------------------------------------

struct Words {
  pop3::Fault fault;
  std::vector<const char*> said;    // each somewhere in the stories of the fault
  std::vector<const char*> untrue;  // none of them anywhere
};

const std::vector<Words>& words_of_faults() {
  static const std::vector<Words> all = {
      {pop3::Fault::rset_does_nothing,
       {"`RSET` says `+OK` and takes nothing back: one message is still marked."},
       {"would take the mark back.", "until `RSET` takes", "no mark to take back",
        "The mark is taken back"}},
      {pop3::Fault::rset_forgets_login,
       {"`RSET` has ended the login: this server forgets everything."},
       {"The session goes on in TRANSACTION", "no mark to take back"}},
      {pop3::Fault::no_lock,
       {"This server has no lock, though RFC 1939 demands one",
        "Message 1 is not there any more: another session took it away."},
       {"maildrop locked", "it alone holds the lock",
        "the lock is released", "The lock is released",
        "keeps the maildrop locked", "every message stays"}},
      {pop3::Fault::renumbers_after_dele,
       {"Message 1 is marked, and this server counts anew.",
        "This session has no message 3 now."},
       {"the numbers stay as they are until the session ends. Mail", "numbers go from 1 to 3",
        "its numbers as before"}},
      {pop3::Fault::serves_marked,
       {"Message 1 is marked, and this server serves it all the same.", "lists them, too"},
       {"Marked messages are left out", "and still on the server"}},
      {pop3::Fault::hides_failed_removal,
       {"but not every marked message is gone: the server hides it."},
       {"The marked message is gone", "nothing was marked, nothing is removed"}},
      {pop3::Fault::removes_without_quit,
       {"Laptop has hung up without QUIT, and the server removes all the same."},
       {"every message stays", "othing is removed", "removes nothing", "othing was removed",
        "does not enter UPDATE", "UPDATE is not entered", "all is in order"}},
      {pop3::Fault::quit_before_login_updates,
       {"The server has entered UPDATE, though nobody was logged in."},
       {"UPDATE is not entered", "The lock is released"}},
      {pop3::Fault::stuffs_nothing,
       {"this server, which is at fault, does not."},
       {"the server adds one for the way"}},
      {pop3::Fault::executes_injected,
       {"this one, which is at fault, will carry it out", "is not forgotten here"},
       {"is thrown away, never carried out"}},
  };
  return all;
}

TEST(Faults, WhatIsToldIsTrueOfAServerThatHasOne) {
  for (const Words& words : words_of_faults()) {
    const std::string_view name = pop3::spec_of(words.fault).name;
    std::vector<std::string> told;
    for (test::Story& story : test::stories_of(words.fault)) {
      lesson::Scenario scenario = test::sarah(std::move(story));
      test::with_fault(scenario, words.fault);
      for (std::string& one : told_in(Visit(test::compiled(std::move(scenario)))))
        told.push_back(std::move(one));
    }
    for (const char* each : words.said) EXPECT_TRUE(has(told, each)) << name << ": " << each;
    for (const char* each : words.untrue)
      for (const std::string& one : told)
        EXPECT_EQ(one.find(each), std::string::npos) << name << ": " << each << "\n" << one;
  }
}

// A sentence for a circumstance that there is not would never be told.
TEST(Faults, EverySentenceIsForACircumstanceThatThereIs) {
  const std::vector<std::string_view> all = all_circumstances();
  std::set<std::string> used;
  for (const auto& [name, sentence] : english().sentences()) {
    const std::size_t at = name.find(".where.");
    if (at == std::string::npos) continue;
    const std::string rest = name.substr(at + 7);
    const std::string circumstance = rest.substr(0, rest.find('.'));
    EXPECT_NE(std::find(all.begin(), all.end(), circumstance), all.end()) << name;
    const bool voice = !rest.ends_with(".headline") && rest != circumstance;
    const std::string instead_of = name.substr(0, at) + rest.substr(circumstance.size());
    EXPECT_TRUE(voice || english().contains(instead_of)) << name;
    used.insert(circumstance);
  }
  EXPECT_EQ(used.size() + 1, all.size());  // a hidden failure has a key of its own
}

// ---- overtaken ----------------------------------------------------------------------------------

TEST(Overtaken, EveryReplyTellsOfTheMomentInWhichItWasMade) {
  const std::vector<std::string> told = told_in(visit_of(
      {test::connect(), test::send({"USER sarah\r\nPASS secret\r\nSTAT\r\nDELE 2\r\nDELE 2\r\n"
                                    "XYZZY\r\nRSET\r\nDELE 2\r\nQUIT"})}));
  EXPECT_TRUE(has(told, "When the server replied: The server waits for the password."));
  EXPECT_TRUE(has(told, "When the server replied: Laptop is logged in; 3 messages are waiting."));
  EXPECT_TRUE(has(told, "When the server replied: There are 3 messages"));
  EXPECT_TRUE(has(told, "When the server replied: Message 2 is marked: for this session"));
  EXPECT_TRUE(has(told, "When the server replied: The server does not know this command."));
  EXPECT_TRUE(has(told, "When the server replied: The mark is taken back."));
  EXPECT_TRUE(has(told, "Message 2 was marked by this `DELE`."));
  EXPECT_TRUE(has(told, "what Laptop had sent behind it was carried out."));
  EXPECT_FALSE(has(told, "When the server replied: The marked message is gone"));
}

TEST(Overtaken, AMarkThatRsetHasTakenBack) {
  const std::vector<std::string> told = told_in(
      visit_of({test::connect(), test::send(kLogin), test::send({"DELE 1\r\nRSET"})}));
  EXPECT_TRUE(has(told, "Message 1 was marked by this `DELE`; the mark is taken back."));
  EXPECT_FALSE(has(told, "is marked, not removed"));
}

TEST(Overtaken, ALockThatIsReleasedMeanwhile) {
  const lesson::Entry unlocked = test::together(
      {{test::send({"PASS secret"})}, {test::send({"QUIT"}, "Phone")}});
  const test::Story before = {test::connect("Phone"), test::send(kLogin, "Phone"),
                              test::connect(), test::send({"USER sarah"})};
  test::Story freed = before, held = before;
  freed.push_back(unlocked);
  held.push_back(test::send({"PASS secret"}));
  EXPECT_TRUE(has(told_in(visit_of(freed)), "The maildrop was locked: another session held it."));
  EXPECT_FALSE(has(told_in(visit_of(freed)), "another session holds it."));
  EXPECT_TRUE(has(told_in(visit_of(held)), "The maildrop is locked: another session holds it."));
}

TEST(Overtaken, OnlyWhatHasChanged) {
  const std::vector<std::string> told = told_in(visit_of(
      {test::connect(), test::send({"USER sarah", "PASS secret", "NOOP\r\nSTAT\r\nRETR 1\r\nDELE 1",
                                    "DELE 2\r\nDELE 3", "QUIT"})}));
  EXPECT_FALSE(has(told, "Message 1 was marked"));
  EXPECT_FALSE(has(told, "When the server replied: Message"));
  EXPECT_TRUE(has(told, "Message 1 is on Laptop, and still on the server."));
  EXPECT_TRUE(has(told, "Message 2 is marked, not removed."));
}

// A session whose device closes `line`'s connection while the reply is on its way.
Visit where_fin_overtakes(const std::string& line, test::Story before, bool imap = false) {
  const auto pause = test::entry(lesson::WaitAct{sim::milliseconds(10)});
  before.push_back(test::together(
      {{test::send({line})}, {pause, test::entry(lesson::CloseAct{"Laptop"})}}));
  before.push_back(test::wait(2));
  lesson::Scenario scenario = test::sarah(std::move(before));
  if (imap) scenario.devices.front().protocol = sim::Protocol::imap;
  return Visit(test::compiled(std::move(scenario)));
}

std::vector<std::string> told_where_fin_overtakes(const std::string& line, test::Story before,
                                                  bool imap = false) {
  return told_in(where_fin_overtakes(line, std::move(before), imap));
}

void expect_ended(const std::vector<std::string>& told, std::string_view line) {
  EXPECT_TRUE(has(told, "the session ended: the FIN of Laptop had arrived.")) << line;
  EXPECT_FALSE(has(told, "what Laptop had sent behind it")) << line;
  EXPECT_FALSE(has(told, "session went on")) << line;
}

// Nothing was sent behind the command but the FIN.
TEST(Overtaken, ByTheEndOfThePop3Session) {
  const test::Story logged_in{test::connect(), test::send(kLogin)};
  expect_ended(told_where_fin_overtakes("PASS secret",
                                        {test::connect(), test::send({"USER sarah"})}),
               "PASS");
  for (const char* line : {"STAT", "NOOP", "RSET", "XYZZY"})
    expect_ended(told_where_fin_overtakes(line, logged_in), line);
  const std::vector<std::string> dele = told_where_fin_overtakes("DELE 1", logged_in);
  EXPECT_TRUE(has(dele, "Message 1 was marked by this `DELE`; the mark is gone with the session."));
  EXPECT_TRUE(has(dele, "ended without `QUIT`: the FIN of Laptop had arrived."));
  EXPECT_FALSE(has(dele, "what Laptop had sent behind it"));
  EXPECT_FALSE(has(dele, "comes too late"));
}

// What is told beside it agrees: the session is over.
TEST(Overtaken, TheStatesSayThatTheSessionIsOver) {
  for (const bool imap : {false, true}) {
    const auto login = imap ? test::send({"a LOGIN sarah secret", "b SELECT INBOX"})
                            : test::send(kLogin);
    Visit visit = where_fin_overtakes(imap ? "c NOOP" : "DELE 1", {test::connect(), login}, imap);
    visit.last();
    while (visit.steps().step(visit.step()).kind != sim::StepKind::reply) visit.back();
    const StatesView view = states(visit, {}, english());
    EXPECT_TRUE(view.boxes.back().current) << imap;
    for (const CommandChip& chip : view.commands) EXPECT_FALSE(chip.permitted) << chip.keyword;
  }
}

TEST(Overtaken, ByTheEndOfTheImapSession) {
  const test::Story selected{test::connect(),
                             test::send({"a LOGIN sarah secret", "b SELECT INBOX"})};
  for (const char* line : {"c STORE 1 +FLAGS (\\Deleted)", "c NOOP", "c CLOSE", "c IDLE",
                           "c APPEND INBOX {5}", "c XYZZY"})
    expect_ended(told_where_fin_overtakes(line, selected, true), line);
}

TEST(Overtaken, ByALimitOfTheServer) {
  std::string lines = "NOOP";
  for (int n = 0; n < 30; ++n) lines += "\r\nXYZZY";
  const std::vector<std::string> told = told_in(
      visit_of({test::connect(), test::send(kLogin), test::send({lines}), test::wait(2)}));
  EXPECT_TRUE(has(told, "the session ended: the server had had enough: too many commands refused "
                       "in a row"));
  EXPECT_FALSE(has(told, "what Laptop had sent behind it was carried out."));
}

// LOGOUT and QUIT are commands like others: they were sent behind it, and were carried out.
TEST(Overtaken, ByACommandThatEndsTheSession) {
  const std::vector<std::string> told =
      told_in(visit_of({test::connect(), test::send(kLogin), test::send({"STAT\r\nQUIT"})}));
  EXPECT_TRUE(has(told, "what Laptop had sent behind it was carried out."));
  EXPECT_FALSE(has(told, "the session ended:"));
}

}  // namespace
}  // namespace popscope::view
