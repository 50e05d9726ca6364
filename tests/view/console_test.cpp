// The console: what completes a beginning, what a line asks for, what would be right instead.
#include "view/console.h"

#include <gtest/gtest.h>

#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/explain.h"
#include "view/permission.h"
#include "view/states.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

std::vector<std::string> lines_for(const Visit& visit, std::string_view typed) {
  std::vector<std::string> lines;
  for (const Completion& completion : completions(visit, {}, typed, english()))
    lines.push_back(completion.line + (completion.permitted ? "" : " -"));
  return lines;
}

using Lines = std::vector<std::string>;

std::string error_of(const Visit& visit, std::string_view line) {
  const Typed result = typed(visit, {}, line, english());
  EXPECT_FALSE(result.input) << line;
  return result.error;
}

sim::Input input_of(const Visit& visit, std::string_view line) {
  const Typed result = typed(visit, {}, line, english());
  EXPECT_TRUE(result.input) << line << ": " << result.error;
  return result.input.value_or(sim::Input());
}

TEST(Console, BeforeAConnection) {
  const Visit visit = test::deletion();
  const ConsoleView view = console(visit, {}, english());
  EXPECT_EQ(view.devices, Lines{"Laptop"});
  EXPECT_EQ(view.cannot, "Laptop is not connected. Enter connects.");
  EXPECT_EQ(view.before, "Laptop is not connected. Press : and then Enter.");
  EXPECT_EQ(view.little, "not connected");
  EXPECT_EQ(lines_for(visit, "c"), (Lines{"connect", "cut", "check"}));
  EXPECT_EQ(lines_for(visit, "STA"), Lines{});
  EXPECT_TRUE(std::holds_alternative<sim::Connect>(input_of(visit, "")));
  EXPECT_TRUE(std::holds_alternative<sim::Connect>(input_of(visit, "Connect")));
  EXPECT_EQ(error_of(visit, "STAT"), "Laptop is not connected. Type connect first.");
  EXPECT_EQ(error_of(visit, "conect"), "Laptop is not connected. Did you mean “connect”?");
}

TEST(Console, WhileAConnectionOpens) {
  Visit visit = test::deletion();
  visit.set_grain(lesson::Grain::segment);
  visit.forward();  // the SYN has arrived, its answer has not
  EXPECT_EQ(console(visit, {}, english()).cannot,
            "The connection of Laptop is just being opened.");
}

TEST(Console, BeforeLogin) {
  const Visit visit = test::deletion_at("2");
  EXPECT_EQ(console(visit, {}, english()).cannot, "");
  EXPECT_EQ(lines_for(visit, "U"), (Lines{"USER", "UIDL -"}));
  EXPECT_EQ(lines_for(visit, "user "), Lines{"user sarah"});
  EXPECT_EQ(lines_for(visit, "PASS s"), Lines{"PASS secret"});
  EXPECT_EQ(lines_for(visit, "APOP "), Lines{});  // the greeting has no timestamp
  EXPECT_EQ(lines_for(visit, "RETR "), Lines{});
}

std::string note_on(const Visit& visit, std::string_view word) {
  for (const Completion& completion : completions(visit, {}, word, english()))
    if (completion.line == word) return completion.note;
  return {};
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// The chips of the states' panel and the completions are of one mind, and the server of theirs.
TEST(Console, SaysOfEachCommandWhatTheChipSays) {
  Visit visit = test::deletion_at("2");
  for (const char* line : {"", "USER sarah", "CAPA", "USER sarah", "PASS secret", "QUIT"}) {
    if (*line) visit.act(input_of(visit, line));
    const auto all = completions(visit, {}, "", english());
    for (const CommandChip& chip : states(visit, {}, english()).commands) {
      for (const Completion& completion : all) {
        if (completion.line != chip.keyword) continue;
        EXPECT_EQ(completion.permitted, chip.permitted) << line << ": " << chip.keyword;
      }
    }
  }
}

TEST(Console, PassComesBehindUser) {
  Visit visit = test::deletion_at("2");
  EXPECT_EQ(lines_for(visit, "PASS"), Lines{"PASS -"});
  EXPECT_TRUE(ends_with(note_on(visit, "PASS"), "(only after USER)")) << note_on(visit, "PASS");
  EXPECT_TRUE(ends_with(note_on(visit, "APOP"), "(this server does not offer it)"));
  EXPECT_TRUE(ends_with(note_on(visit, "RETR"), "(not before login)"));
  visit.act(input_of(visit, "USER sarah"));
  EXPECT_EQ(lines_for(visit, "PASS"), Lines{"PASS"});
  EXPECT_EQ(lines_for(visit, "USER"), Lines{"USER -"});
  visit.act(input_of(visit, "CAPA"));  // the server has forgotten the name
  EXPECT_EQ(lines_for(visit, "PASS"), Lines{"PASS -"});
  EXPECT_EQ(lines_for(visit, "USER"), Lines{"USER"});
}

TEST(Console, SaysThatASessionIsOver) {
  Visit visit = test::deletion_at("cable cut/end");
  visit.act(sim::Plug{{0}});  // the device still believes in it
  EXPECT_TRUE(console(visit, {}, english()).cannot.starts_with("This connection has a gap"));
  for (const char* word : {"CAPA", "RETR", "USER"})
    EXPECT_TRUE(ends_with(note_on(visit, word), "(not any more: the session is over)"))
        << note_on(visit, word);
}

// What was sent while the cable was out is missing; all that is sent behind it waits for ever.
TEST(Console, AConnectionWithAGap) {
  Visit visit = test::deletion_at("2");
  visit.act(sim::Cut{{0}});
  visit.act(input_of(visit, "CAPA"));
  const auto told = [&visit] {
    return tell(explain(visit, visit.branch(), visit.step(), visit.world()), english());
  };
  EXPECT_EQ(told().headline, "`CAPA` is lost on the way.");
  visit.act(sim::Plug{{0}});
  EXPECT_EQ(console(visit, {}, english()).cannot,
            "This connection has a gap: nothing gets through. Enter connects anew.");
  EXPECT_EQ(lines_for(visit, "conn"), Lines{"connect"});
  visit.act(input_of(visit, "NOOP"));
  EXPECT_EQ(told().headline, "`NOOP` never arrives: this connection has a gap.");
  visit.act(input_of(visit, ""));  // connects anew
  EXPECT_EQ(console(visit, {}, english()).cannot, "");
  visit.act(input_of(visit, "NOOP"));
  EXPECT_EQ(told().headline.find("gap"), std::string::npos);
}

TEST(Console, AfterLogin) {
  const Visit visit = test::deletion_at("marked");
  EXPECT_EQ(lines_for(visit, "R"), (Lines{"RETR", "RSET", "reset"}));
  EXPECT_EQ(lines_for(visit, "p"), (Lines{"PASS -"}));
  EXPECT_EQ(lines_for(visit, "RETR "), (Lines{"RETR 1", "RETR 3", "RETR 2 -"}));
  EXPECT_EQ(lines_for(visit, "RETR 3"), Lines{});
  EXPECT_EQ(lines_for(visit, "TOP 1"), Lines{"TOP 1 0"});
  EXPECT_EQ(lines_for(visit, "TOP 1 "), (Lines{"TOP 1 0", "TOP 1 5", "TOP 1 10"}));
  EXPECT_EQ(lines_for(visit, "STAT "), Lines{});
  const Completion marked = completions(visit, {}, "DELE 2", english()).empty()
                                ? Completion{}
                                : completions(visit, {}, "DELE 2", english()).front();
  EXPECT_EQ(marked.line, "");  // nothing is left to complete
  const auto all = completions(visit, {}, "DELE ", english());
  EXPECT_EQ(all.back().note, "Lunch on Friday?, 1,320 octets, marked");
}

TEST(Console, EveryCommandHasItsLine) {
  const Visit visit = test::deletion_at("marked");
  std::size_t commands = 0;
  for (const Completion& completion : completions(visit, {}, "", english())) {
    EXPECT_EQ(completion.note.find('['), std::string::npos) << completion.note;
    EXPECT_FALSE(completion.note.empty()) << completion.line;
    commands += sim::pop3::keyword_from(completion.line).has_value();
  }
  // RFC 1939's own, and CAPA; what is an extension only where the server has it.
  EXPECT_EQ(commands, 13u);
}

TEST(Console, AnExtensionHasItsLineWhereTheServerHasIt) {
  lesson::Scenario scenario = test::sarah({test::connect()});
  sim::pop3::Offers offers;
  offers.stls = offers.lang = offers.utf8 = true;
  offers.mechanisms = {sim::sasl::Mechanism::plain, sim::sasl::Mechanism::cram_md5};
  scenario.server.offers = offers;
  Visit visit(test::compiled(std::move(scenario)));
  while (visit.forward()) {
  }
  std::string all;
  for (const Completion& completion : completions(visit, {}, "", english()))
    all += completion.line + "|";
  for (const char* word : {"STLS|", "LANG|", "UTF8|", "AUTH|"})
    EXPECT_NE(all.find(word), std::string::npos) << word << " in " << all;
  std::string mechanisms;
  for (const Completion& completion : completions(visit, {}, "AUTH ", english()))
    mechanisms += completion.line + "|";
  // NUL sarah NUL secret
  EXPECT_EQ(mechanisms, "AUTH PLAIN AHNhcmFoAHNlY3JldA==|AUTH CRAM-MD5|");
}

// While AUTH waits nothing is a command.
TEST(Console, BehindAuthEveryLineIsAnAnswer) {
  lesson::Scenario scenario = test::sarah({test::connect(), test::send({"AUTH LOGIN", "QUIT"})});
  scenario.server.offers.emplace().mechanisms = {sim::sasl::Mechanism::login};
  Visit visit(test::compiled(std::move(scenario)));
  visit.go_to_step(4);  // the challenge
  const sim::pop3::Session* session = sim::pop3_session_of(visit.world(), sim::SessionId{0});
  ASSERT_NE(session, nullptr);
  for (const sim::pop3::CommandSpec& spec : sim::pop3::command_table())
    EXPECT_NE(permission(spec, session), Permission::yes) << to_text(spec.keyword);
  visit.go_to_step(5);
  EXPECT_EQ(explain(visit, {0}, 5, visit.world()).key, "explain.command.answer");
}

TEST(Console, WhatIsTypedGoesOutAsItIs) {
  const Visit visit = test::deletion_at("marked");
  EXPECT_EQ(input_of(visit, "STAT"), sim::Input(sim::Send{{0}, "STAT\r\n"}));
  EXPECT_EQ(input_of(visit, " dele  2 "), sim::Input(sim::Send{{0}, " dele  2 \r\n"}));
  EXPECT_EQ(input_of(visit, "STAT\nNOOP\r\nQUIT"),
            sim::Input(sim::Send{{0}, "STAT\r\nNOOP\r\nQUIT\r\n"}));
  EXPECT_EQ(error_of(visit, "  "), "Type a command first, for example STAT.");
}

TEST(Console, ItsOwnWords) {
  const Visit visit = test::deletion_at("marked");
  EXPECT_EQ(input_of(visit, "close"), sim::Input(sim::Close{{0}}));
  EXPECT_EQ(input_of(visit, "RESET"), sim::Input(sim::Reset{{0}}));
  EXPECT_EQ(input_of(visit, "cut"), sim::Input(sim::Cut{{0}}));
  EXPECT_EQ(input_of(visit, "plug"), sim::Input(sim::Plug{{0}}));
  EXPECT_EQ(input_of(visit, "check"), sim::Input(sim::Check{{0}}));
  EXPECT_EQ(input_of(visit, "wait 10min"), sim::Input(sim::Wait{sim::seconds(600)}));
  EXPECT_EQ(input_of(visit, "wait 30 s"), sim::Input(sim::Wait{sim::seconds(30)}));
  EXPECT_EQ(input_of(visit, "Wait 2h"), sim::Input(sim::Wait{sim::seconds(7200)}));
  EXPECT_EQ(error_of(visit, "wait"), english().sentence("console.error.wait.none"));
  EXPECT_EQ(error_of(visit, "wait long"),
            "“long” is no time. Write for example wait 10min, wait 30s or wait 2h.");
  EXPECT_EQ(error_of(visit, "wait 99999999999d"), "That is too long. The longest is wait 366d.");
  EXPECT_EQ(error_of(visit, "cut now"), "cut stands alone here.");
}

TEST(Console, SettingsAreTyped) {
  const Visit visit = test::deletion_at("marked");
  const auto set = [&](std::string_view line) { return std::get<sim::Set>(input_of(visit, line)); };
  EXPECT_EQ(set("set tls on").tls, true);
  EXPECT_EQ(set("Set port 995").port, 995);
  EXPECT_EQ(set("set with imap").protocol, sim::Protocol::imap);
  EXPECT_EQ(set("set policy leave on server").policy, sim::Policy::leave_on_server);
  EXPECT_EQ(set("set policy leave for days").policy, sim::Policy::leave_for_days);
  EXPECT_EQ(set("set policy leave until removed").policy, sim::Policy::leave_until_removed);
  EXPECT_EQ(set("set leave days 14").leave_days, 14u);
  EXPECT_EQ(set("set fetch up to 50000").fetch_octets_max, 50'000u);
  EXPECT_EQ(set("set fetch up to 0").fetch_octets_max, 0u);
  EXPECT_EQ(set("set habits pipelines (mpop)").preset, sim::Preset::pipelines);
  EXPECT_EQ(set("set check every 5 min").check_every, sim::seconds(300));
  EXPECT_EQ(set("set check by hand").check_every, sim::Duration{0});
  EXPECT_EQ(set("set password s e c").password, "s e c");
  EXPECT_EQ(error_of(visit, "set"), english().sentence("console.error.set.none"));
  for (const char* wrong : {"set port 0", "set port 65536", "set port 1x", "set tls maybe",
                            "set leave days 0", "set leave days", "set fetch up to -1",
                            "set habits mpop", "set policy leave",
                            "set check every 0s", "set user", "set nothing on"})
    EXPECT_NE(error_of(visit, wrong).find("is no setting"), std::string::npos) << wrong;
  EXPECT_EQ(error_of(visit, "set idle on"),
            "Laptop reads with POP3, which has no IDLE. Write set with imap first.");
  // Whatever is offered is understood, and changes something or is what is set.
  const Lines offered = lines_for(visit, "set ");
  EXPECT_GE(offered.size(), 5U);
  for (const std::string& line : offered)
    EXPECT_TRUE(typed(visit, {}, line, english()).input) << line;
}

TEST(Console, EveryRefusalSaysWhatWouldBeRight) {
  const Visit visit = test::deletion_at("marked");
  for (int i = 0; i < sim::kInadmissibleKinds; ++i) {
    const std::string why = why_not(visit, {}, static_cast<sim::Inadmissible>(i), english());
    EXPECT_EQ(why.find_first_of("[{"), std::string::npos) << why;
  }
}

TEST(Console, OffersTheDigestThatTheServerTakes) {
  lesson::Scenario scenario = test::sarah({test::connect()});
  scenario.server.apop = true;
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  const auto all = completions(visit, {}, "APOP ", english());
  ASSERT_EQ(all.size(), 1u);
  visit.act(input_of(visit, all.front().line));
  const auto* session = sim::pop3_session_of(visit.world(), sim::LinkId{0});
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(sim::pop3::kind_of(session->state), sim::pop3::StateKind::transaction);
}

// ---- IMAP ----

Visit imap_at(const std::string& address) {
  Visit visit = test::imap_beside_pop3();
  test::open_at(visit, address);
  return visit;
}

TEST(Console, OffersTheNextTagWithEachCommand) {
  const Visit visit = imap_at("flagged");
  const auto all = completions(visit, {}, "a", english());
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().line, "a4 CAPABILITY");
  EXPECT_EQ(lines_for(visit, "a4 SEL"), Lines{"a4 SELECT"});
  EXPECT_EQ(lines_for(visit, "FET"), Lines{"a4 FETCH"}) << "a command without its tag";
  EXPECT_EQ(lines_for(visit, "mine LOGI"), Lines{"mine LOGIN -"}) << "any word is a tag";
  EXPECT_EQ(lines_for(visit, "x UID F"), Lines{"x UID FETCH"});
}

TEST(Console, EveryImapCommandHasItsNote) {
  const Visit visit = imap_at("flagged");
  for (const sim::imap::CommandSpec& spec : sim::imap::command_table()) {
    const std::string word(sim::imap::to_text(spec.keyword));
    const auto found = completions(visit, {}, "a4 " + word.substr(0, word.size() - 1), english());
    ASSERT_FALSE(found.empty()) << word;
    EXPECT_EQ(found.front().line, "a4 " + word);
    EXPECT_FALSE(found.front().note.empty() || found.front().note[0] == '[') << word;
  }
}

TEST(Console, NumbersAreThoseOfTheSessionsView) {
  // Two messages are gone, and this session has not been told.
  EXPECT_EQ(lines_for(imap_at("untold"), "a5 FETCH "),
            (Lines{"a5 FETCH 1 ", "a5 FETCH 2 ", "a5 FETCH 3 "}));
  const Visit told = imap_at("told");
  EXPECT_EQ(lines_for(told, "a6 FETCH "), Lines{"a6 FETCH 1 "});
  EXPECT_EQ(lines_for(told, "a6 UID FETCH "), Lines{"a6 UID FETCH 2 "});
  EXPECT_EQ(lines_for(told, "a6 STORE 1 +FLAGS (\\D"), Lines{"a6 STORE 1 +FLAGS (\\Deleted)"});
  EXPECT_EQ(lines_for(told, "a6 FETCH 1 BODY["), Lines{"a6 FETCH 1 BODY[]"});
  EXPECT_EQ(lines_for(told, "a6 SELECT "), Lines{"a6 SELECT INBOX"});
}

TEST(Console, WhileItIdlesOnlyDoneIsOffered) {
  Visit visit = imap_at("told");
  const auto act = [&visit](const char* line) {
    ASSERT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(input_of(visit, line))));
    visit.last();
  };
  act("a6 IDLE");
  EXPECT_EQ(console(visit, {}, english()).hint, "type DONE to end IDLE");
  EXPECT_EQ(lines_for(visit, "D"), Lines{"DONE"});
  EXPECT_EQ(lines_for(visit, "a"), Lines{});
  act("DONE");
  EXPECT_EQ(console(visit, {}, english()).hint, "type a tag and a command of your own");
  EXPECT_EQ(completions(visit, {}, "a", english()).front().line, "a7 CAPABILITY");
}

TEST(Console, ADeviceThatRestsInIdleSaysSo) {
  const Visit visit = imap_at("phone");
  Selection phone;
  phone.device = sim::DeviceId{1};
  EXPECT_EQ(console(visit, phone, english()).cannot,
            "Phone waits for news in IDLE. Type check, and it looks again.");
  EXPECT_TRUE(typed(visit, phone, "check", english()).input);
  EXPECT_FALSE(typed(visit, phone, "a1 NOOP", english()).input);
}

TEST(Console, AnImapLineBeforeAConnection) {
  const Visit visit = test::imap_beside_pop3();
  EXPECT_EQ(error_of(visit, "a1 NOOP"), "Laptop is not connected. Type connect first.");
  EXPECT_EQ(error_of(visit, "conect"), "Laptop is not connected. Did you mean “connect”?");
}

}  // namespace
}  // namespace popscope::view
