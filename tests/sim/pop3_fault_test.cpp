// Each teaching fault is one bug: it shows in one script, laid beside the strict server, and in
// none of those that show the others. The table's names are what scenarios will write.
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

#include "sim/pop3/profile.h"
#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::everything_offered;
using test::mail_of;
using test::Talk;

// What a script shows: all that was said, and what is left.
using Script = std::function<std::string(Drops&, const Config&)>;

std::string left(const Drops& drops) {
  std::string text = "| left:";
  for (const StoredMessage& m : drops.maildrop({0}).messages) text += " " + m.unique_id;
  return text;
}

std::string after_login(Drops& drops, const Config& config, const std::vector<std::string>& lines) {
  Talk talk(drops, config);
  talk.log_in();
  std::string said;
  for (const std::string& line : lines) said += talk.say(line);
  return said + left(drops);
}

std::map<std::string, Script> scripts() {
  return {
      {"removes at DELE",
       [](Drops& d, const Config& c) {
         Talk talk(d, c);
         talk.log_in();
         talk.say("DELE 1");
         return left(d);
       }},
      {"RSET does nothing",
       [](Drops& d, const Config& c) {
         return after_login(d, c, {"DELE 1", "RSET", "STAT"});
       }},
      {"RSET forgets the login",
       [](Drops& d, const Config& c) {
         return after_login(d, c, {"RSET", "NOOP"});
       }},
      {"no lock",
       [](Drops& d, const Config& c) {
         Talk first(d, c);
         first.log_in();
         Talk second(d, c, 1);
         return std::string(second.log_in() ? "in" : "out");
       }},
      {"renumbers after DELE",
       [](Drops& d, const Config& c) {
         return after_login(d, c, {"DELE 1", "UIDL", "UIDL 2", "RETR 3"});
       }},
      {"serves marked messages",
       [](Drops& d, const Config& c) {
         return after_login(d, c, {"DELE 3", "LIST 3"});
       }},
      {"hides a failed removal",
       [](Drops& d, const Config& c) {
         d.modify({0}).refuses_removal = true;
         return after_login(d, c, {"DELE 1", "QUIT"});
       }},
      {"removes without QUIT",
       [](Drops& d, const Config& c) {
         Talk talk(d, c);
         talk.log_in();
         talk.say("DELE 1");
         std::string said = talk.reset();
         said += talk.run();
         return said + left(d);
       }},
      {"QUIT before login enters UPDATE",
       [](Drops& d, const Config& c) {
         Talk talk(d, c);
         talk.say("USER mrose");
         talk.say("QUIT");
         std::string states;
         for (const StateChanged& change : talk.happened<StateChanged>())
           states += std::string(to_text(change.to)) + " ";
         return states;
       }},
      {"no dot-stuffing", [](Drops& d, const Config& c) { return after_login(d, c, {"RETR 2"}); }},
      {"executes what came before TLS",
       [](Drops& d, const Config& c) {
         Talk talk(d, c);
         std::string said = talk.raw("STLS\r\nUSER mrose\r\n");
         tls_started(talk.session);
         said += talk.run();
         return said;
       }},
  };
}

Drops three_messages() {
  Drops drops;
  drops.add("mrose", "secret", {mail_of(700), "Subject: dots\r\n\r\n.a\r\n..b\r\n", mail_of(900)});
  return drops;
}

std::string shown(const Script& script, const Config& config) {
  Drops drops = three_messages();
  return script(drops, config);
}

TEST(Faults, EachShowsInItsOwnScriptAndLeavesTheStrictServerAsItIs) {
  const auto all = scripts();
  const Config strict = everything_offered();
  std::set<std::string> names;
  for (const FaultSpec& fault : fault_table()) {
    SCOPED_TRACE(std::string(fault.name));
    Config faulty = strict;
    EXPECT_FALSE(fault.is_in(strict.ways));
    fault.put(faulty.ways);
    EXPECT_TRUE(fault.is_in(faulty.ways));
    EXPECT_TRUE(fault.section.starts_with("RFC "));
    const auto own = all.find(std::string(fault.name));
    ASSERT_NE(own, all.end());
    EXPECT_NE(shown(own->second, strict), shown(own->second, faulty));
    names.insert(own->first);
  }
  EXPECT_EQ(names.size(), all.size());
}

// One bug: a script that shows another does not show it. Some scripts touch two rules.
TEST(Faults, EachIsOneBugOnly) {
  const std::set<std::pair<std::string, std::string>> both = {
      {"removes at DELE", "RSET does nothing"},            // RSET brings nothing back
      {"removes at DELE", "serves marked messages"},       // what is gone is told as gone
      {"removes at DELE", "renumbers after DELE"},         // DELE's own words
      {"removes at DELE", "hides a failed removal"},       // nothing is left to fail
      {"removes at DELE", "removes without QUIT"},         // it is gone before the end
      {"RSET forgets the login", "RSET does nothing"},     // STAT comes behind it
      {"renumbers after DELE", "serves marked messages"},  // there is no number 3 any more
  };
  const auto all = scripts();
  const Config strict = everything_offered();
  for (const FaultSpec& fault : fault_table()) {
    Config faulty = strict;
    fault.put(faulty.ways);
    for (const auto& [name, script] : all) {
      if (name == fault.name || both.count({std::string(fault.name), name})) continue;
      EXPECT_EQ(shown(script, strict), shown(script, faulty)) << fault.name << " in: " << name;
    }
  }
}

// ---- profiles -------------------------------------------------------------------------------

Config with(Profile profile) {
  Config config;
  apply(profile, config);
  return config;
}

std::string said_after_login(Profile profile, const std::string& line) {
  Drops drops = three_messages();
  Talk talk(drops, with(profile));
  talk.log_in();
  const std::string reply = talk.say(line);
  return reply.substr(0, reply.find(' ')).substr(0, 4);
}

// protocol-facts, section 3.1: a row each. Expected: dovecot, courier, cyrus, mailutils, strict.
struct Row {
  const char* line;
  bool taken[kProfiles];
};

TEST(Profiles, TakeCommandLinesAsTheirServersDo) {
  const Row rows[] = {
      // strict, dovecot, courier, cyrus, mailutils
      {"DELE 1 2", {false, false, true, false, false}},
      {" STAT", {false, false, true, false, true}},
      {"LIST  1", {false, true, true, true, false}},
      {"LIST\t1", {false, false, true, true, true}},
      {"TOP 1", {false, false, false, false, false}},
      {"TOP 1 -1", {false, false, true, false, true}},
      {"TOP 1 x", {false, false, true, false, false}},
      {"TOP 1 99999999999999999999", {true, false, true, false, true}},
      {"TOP 1 4294967296", {true, true, true, false, true}},
      {"RETR 4294967297", {false, false, true, false, false}},
      {"RETR 1 ", {false, false, true, false, true}},
      {"STAT ", {false, true, true, false, true}},
      {"NOOP foo bar", {false, true, true, false, false}},
      {"RETR 0", {false, false, false, false, false}},
      {"RETR -1", {false, false, false, false, false}},
      {"UIDL abc", {false, false, false, false, false}},
  };
  for (const Row& row : rows) {
    for (int i = 0; i < kProfiles; ++i) {
      const auto profile = static_cast<Profile>(i);
      EXPECT_EQ(said_after_login(profile, row.line).starts_with("+OK"), row.taken[i])
          << row.line << " by " << to_text(profile);
    }
  }
}

TEST(Profiles, AreFoundByTheirNames) {
  for (int i = 0; i < kProfiles; ++i) {
    const auto profile = static_cast<Profile>(i);
    EXPECT_EQ(profile_from(to_text(profile)), profile);
  }
  EXPECT_EQ(profile_from("exim"), std::nullopt);
}

TEST(Profiles, HandleUserAndPassAsTheirServersDo) {
  struct Case {
    std::vector<std::string> lines;
    bool in[kProfiles];
  };
  const Case cases[] = {
      {{"USER mrose", "PASS no", "PASS secret"}, {false, false, true, false, false}},
      {{"USER mrose", "NOOP", "PASS secret"}, {false, true, true, true, false}},
      {{"USER bob", "USER mrose", "PASS secret"}, {false, true, true, false, false}},
      {{"USER mrose", "USER mrose", "PASS secret"}, {false, true, true, true, false}},
      {{"USER  mrose", "PASS secret"}, {false, false, false, true, false}},
      {{"USER mrose", "PASS secret "}, {false, false, false, false, true}},
  };
  for (const Case& one : cases) {
    for (int i = 0; i < kProfiles; ++i) {
      Drops drops = three_messages();
      Talk talk(drops, with(static_cast<Profile>(i)));
      for (const std::string& line : one.lines) talk.say(line);
      EXPECT_EQ(talk.state() == StateKind::transaction, one.in[i])
          << one.lines.front() << " ... by " << to_text(static_cast<Profile>(i));
    }
  }
}

TEST(Profiles, EndSessionsAsTheirServersDo) {
  Drops drops = three_messages();
  Talk dovecot(drops, with(Profile::dovecot));
  dovecot.say("XYZZY");
  dovecot.say("XYZZY");
  EXPECT_FALSE(dovecot.closed);
  const std::string last = dovecot.say("XYZZY");  // two replies, and the end
  EXPECT_EQ(last.find("-ERR", 1) != std::string::npos, true) << last;
  EXPECT_TRUE(dovecot.closed);

  Talk courier(drops, with(Profile::courier), 1);
  courier.log_in();
  EXPECT_EQ(*deadline(courier.session) - courier.session.last_command, seconds(300));
  Talk mailutils(drops, with(Profile::mailutils), 2);
  EXPECT_TRUE(mailutils.expire().starts_with("-ERR"));
}

}  // namespace
}  // namespace popscope::sim::pop3
