// Every state x every command, and every way out, driven by the two tables: what is permitted is
// answered, what is not gets -ERR and changes nothing; past TRANSACTION nothing is answered at all.
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::everything_offered;
using test::mail_of;
using test::Talk;

Drops two_drops() {
  Drops drops;
  drops.add("mrose", "secret", {mail_of(700), mail_of(800), mail_of(900)});
  drops.add("ann", "secret", {mail_of(600)});
  return drops;
}

// Brings a new session into a state; message 2 is marked in TRANSACTION and UPDATE.
void enter(Talk& talk, StateKind state) {
  if (state == StateKind::authorization) return;
  if (state == StateKind::closed) {
    talk.say("QUIT");
    return;
  }
  talk.log_in();
  talk.say("DELE 2");
  if (state == StateKind::transaction) return;
  receive(talk.session, "QUIT\r\n", talk.now);
  Output out;
  run_one(talk.session, talk.drops, talk.now, out);
}

const std::vector<StateKind> kStates = {StateKind::authorization, StateKind::transaction,
                                        StateKind::update, StateKind::closed};

// A line of each kind for a keyword: well-formed ones first.
struct Lines {
  std::vector<std::string> good, bad;
};

Lines lines_for(const CommandSpec& spec) {
  const std::string word(to_text(spec.keyword));
  switch (spec.arguments) {
    case Arguments::none: return {{word}, {word + " ", word + " 1"}};
    case Arguments::text: return {{word + " mrose"}, {word, word + " "}};
    case Arguments::name_and_digest:
      return {{word + " mrose c4c9334bac560ecc979e58001b3e22fb"},
              {word, word + " mrose", word + " mrose ", word + " a b c"}};
    case Arguments::number:
      return {{word + " 1", word + " 3"},
              {word, word + " ", word + " 0", word + " -1", word + " x", word + " 1 2"}};
    case Arguments::optional_number:
      return {{word, word + " 1"}, {word + " ", word + " 0", word + " x", word + " 1 2"}};
    case Arguments::number_and_lines:
      return {{word + " 1 0", word + " 3 5"},
              {word, word + " 1", word + " 1 -1", word + " 0 1", word + " 1 2 3"}};
    case Arguments::mechanism:  // NUL mrose NUL secret
      return {{word + " PLAIN AG1yb3NlAHNlY3JldA=="}, {word, word + " ", word + " PLAIN = ="}};
    case Arguments::optional_word: return {{word, word + " en"}, {word + " ", word + " en de"}};
  }
  return {};
}

// Lines that no table knows.
const std::vector<std::string> kForeign = {
    "",       " ",        "XYZZY",      "STATX",    " STAT", "LIST\t1", "STARTTLS", "LAST",
    "EHLO x", "\xFF\xFE", "RETRIEVE 1", "a1 LOGIN", "+OK",   std::string(300, 'x')};

// All that a command might change: the session without its counters, and the maildrops.
struct Everything {
  Session session;
  Drops drops;
};

Everything everything(const Talk& talk) { return {talk.session, talk.drops}; }

void expect_unchanged(const Everything& before, const Talk& talk) {
  EXPECT_TRUE(before.drops == talk.drops);
  Session after = talk.session;
  after.commands_run = before.session.commands_run;
  after.refused_in_a_row = before.session.refused_in_a_row;
  Digest a;
  Digest b;
  digest(a, before.session);
  digest(b, after);
  EXPECT_EQ(a.value(), b.value());
}

void expect_refused(Talk& talk, const std::string& line) {
  const Everything before = everything(talk);
  const std::string reply = talk.say(line);
  EXPECT_TRUE(reply.starts_with("-ERR "));
  EXPECT_EQ(reply.find("\r\n"), reply.size() - 2);
  EXPECT_LE(reply.size(), 512u);
  EXPECT_NE(talk.happened<CommandRan>().back().refused, Refused::none);
  EXPECT_FALSE(talk.closed);
  expect_unchanged(before, talk);
}

// Past TRANSACTION: nothing is read, nothing is answered, nothing changes.
void expect_ignored(Talk& talk, const std::string& line) {
  const Everything before = everything(talk);
  EXPECT_TRUE(receive(talk.session, line + "\r\n", talk.now).empty());
  EXPECT_TRUE(talk.session.pending.empty());
  expect_unchanged(before, talk);
}

void expect_answered(Talk& talk, const CommandSpec& spec, const std::string& line) {
  const std::string reply = talk.say(line);
  const CommandRan ran = talk.happened<CommandRan>().back();
  EXPECT_EQ(ran.keyword, spec.keyword);
  EXPECT_EQ(ran.line, line);
  EXPECT_NE(ran.refused, Refused::wrong_state);
  EXPECT_NE(ran.refused, Refused::malformed);
  EXPECT_NE(ran.refused, Refused::unknown);
  const bool ok = reply.starts_with("+OK");
  EXPECT_EQ(ok, ran.refused == Refused::none);
  const bool several_lines = reply.find("\r\n") + 2 < reply.size();
  EXPECT_EQ(several_lines, ok && expects_multi_line(line));
  if (several_lines) {
    EXPECT_TRUE(reply.ends_with("\r\n.\r\n"));
  }
}

class StateAndCommand : public testing::TestWithParam<std::tuple<StateKind, CommandSpec>> {};

TEST_P(StateAndCommand, IsAnsweredOrRefusedAsTheTableSays) {
  const auto& [state, spec] = GetParam();
  const Lines lines = lines_for(spec);
  for (const std::string& line : lines.good) {
    SCOPED_TRACE(line);
    Drops drops = two_drops();
    Talk talk(drops, everything_offered());
    enter(talk, state);
    ASSERT_EQ(talk.state(), state);
    if (state == StateKind::update || state == StateKind::closed) {
      expect_ignored(talk, line);
    } else if (spec.permitted_in(state)) {
      expect_answered(talk, spec, line);
    } else {
      expect_refused(talk, line);
      EXPECT_EQ(talk.happened<CommandRan>().back().refused, Refused::wrong_state);
    }
  }
  for (const std::string& line : lines.bad) {
    SCOPED_TRACE(line);
    Drops drops = two_drops();
    Talk talk(drops, everything_offered());
    enter(talk, state);
    if (state == StateKind::update || state == StateKind::closed) {
      expect_ignored(talk, line);
      continue;
    }
    expect_refused(talk, line);
    EXPECT_EQ(talk.happened<CommandRan>().back().refused,
              spec.permitted_in(state) ? Refused::malformed : Refused::wrong_state);
  }
}

INSTANTIATE_TEST_SUITE_P(, StateAndCommand,
                         testing::Combine(testing::ValuesIn(kStates),
                                          testing::ValuesIn(command_table().begin(),
                                                            command_table().end())),
                         [](const auto& row) {
                           return std::string(to_text(std::get<0>(row.param))) + "_" +
                                  std::string(to_text(std::get<1>(row.param).keyword));
                         });

class EachState : public testing::TestWithParam<StateKind> {};

TEST_P(EachState, RefusesWhatNoTableKnows) {
  for (const std::string& line : kForeign) {
    SCOPED_TRACE(line);
    Drops drops = two_drops();
    Talk talk(drops);
    enter(talk, GetParam());
    if (GetParam() == StateKind::update || GetParam() == StateKind::closed) {
      expect_ignored(talk, line);
    } else {
      expect_refused(talk, line);
      EXPECT_EQ(talk.happened<CommandRan>().back().refused,
                line.size() > kCommandOctetsMax ? Refused::too_long : Refused::unknown);
    }
  }
}

TEST_P(EachState, RefusesMessagesThatAreMarkedOrNotThere) {
  if (GetParam() != StateKind::transaction) return;
  for (const char* line : {"LIST 2", "UIDL 2", "RETR 2", "TOP 2 0", "DELE 2", "LIST 4", "UIDL 4",
                           "RETR 4294967297", "TOP 99999999999999999999 0", "DELE 4"}) {
    SCOPED_TRACE(line);
    Drops drops = two_drops();
    Talk talk(drops);
    enter(talk, GetParam());
    expect_refused(talk, line);
  }
}

INSTANTIATE_TEST_SUITE_P(, EachState, testing::ValuesIn(kStates),
                         [](const auto& row) { return std::string(to_text(row.param)); });

// ---- every way out --------------------------------------------------------------------------

void leave(Talk& talk, ExitCause cause) {
  switch (cause) {
    case ExitCause::quit:
      // Without running further: from UPDATE the removals still have to be seen.
      if (talk.state() == StateKind::update) {
        EXPECT_EQ(talk.run(), "+OK bye\r\n");
      } else {
        receive(talk.session, "QUIT\r\n", talk.now);
        Output out;
        run_one(talk.session, talk.drops, talk.now, out);
        talk.events.insert(talk.events.end(), out.events.begin(), out.events.end());
      }
      return;
    case ExitCause::peer_closed: EXPECT_EQ(talk.close(), ""); return;
    case ExitCause::reset: EXPECT_EQ(talk.reset(), ""); return;
    case ExitCause::autologout: EXPECT_EQ(talk.expire(), ""); return;
    case ExitCause::too_many_errors:
      for (std::uint32_t i = 0; i <= talk.session.config->refused_in_a_row_max; ++i)
        EXPECT_TRUE(talk.say("XYZZY").starts_with("-ERR "));
      return;
    case ExitCause::too_many_logins:
      for (std::uint32_t i = 0; i < talk.session.config->policies.failed_logins_max; ++i)
        EXPECT_FALSE(talk.log_in("mrose", "wrong"));
      return;
    case ExitCause::in_use: {
      Talk holder(talk.drops, {}, 9);
      holder.log_in("ann");
      EXPECT_FALSE(talk.log_in("ann"));
      holder.reset();
      return;
    }
    case ExitCause::too_long_line:
      EXPECT_TRUE(talk.raw(std::string(kCommandOctetsMax + 1, 'x')).starts_with("-ERR "));
      return;
    case ExitCause::tls_failed:
      EXPECT_EQ(talk.say("STLS"), "+OK begin TLS\r\n");
      EXPECT_EQ(talk.fail_tls(), "");
      return;
  }
}

// A server that ends a session in every way that there is.
Config impatient() {
  Config config = everything_offered();
  config.policies.failed_logins_max = 3;
  config.ways.long_line = Ways::LongLine::closes;
  config.ways.lock = Ways::Lock::exclusive_and_closes;
  return config;
}

class EachExit : public testing::TestWithParam<ExitSpec> {};

TEST_P(EachExit, LeadsWhereTheTableSaysAndRemovesOnlyInUpdate) {
  const ExitSpec& spec = GetParam();
  Drops drops = two_drops();
  const Drops before = drops;
  Talk talk(drops, impatient());
  enter(talk, spec.from);
  ASSERT_EQ(talk.state(), spec.from);
  leave(talk, spec.cause);
  ASSERT_EQ(talk.state(), spec.to);

  const StateChanged change = talk.happened<StateChanged>().back();
  EXPECT_EQ(change.from, spec.from);
  EXPECT_EQ(change.to, spec.to);
  EXPECT_EQ(change.cause, spec.cause);
  const Maildrop& mrose = drops.maildrop(MaildropId{0});
  if (spec.to == StateKind::update) {
    EXPECT_TRUE(mrose.locked_by);
    EXPECT_EQ(mrose.messages.size(), 3u);
    return;
  }
  const auto& closed = std::get<Closed>(talk.session.state);
  EXPECT_EQ(closed.cause, spec.cause);
  EXPECT_EQ(closed.from, spec.from);
  EXPECT_FALSE(runnable(talk.session));
  EXPECT_EQ(deadline(talk.session), std::nullopt);
  if (spec.from == StateKind::update) {
    EXPECT_EQ(mrose.messages.size(), 2u);
    EXPECT_FALSE(mrose.locked_by);
    EXPECT_EQ(talk.happened<MessageRemoved>().size(), 1u);
  } else {
    EXPECT_TRUE(drops == before);  // nothing removed, nothing locked
    EXPECT_TRUE(talk.happened<MessageRemoved>().empty());
  }
  EXPECT_EQ(talk.happened<LockTaken>().size(), talk.happened<LockReleased>().size());
}

TEST_P(EachExit, LeavesTheMaildropToTheNextSession) {
  Drops drops = two_drops();
  Talk talk(drops, impatient());
  enter(talk, GetParam().from);
  leave(talk, GetParam().cause);
  talk.run();
  Talk next(drops, {}, 1);
  EXPECT_TRUE(next.log_in());
}

INSTANTIATE_TEST_SUITE_P(, EachExit, testing::ValuesIn(exit_table().begin(), exit_table().end()),
                         [](const auto& row) {
                           return std::string(to_text(row.param.cause)) + "_" +
                                  std::string(to_text(row.param.from));
                         });

TEST(ExitTable, KnowsEveryCauseOnceAState) {
  std::set<std::pair<ExitCause, StateKind>> rows;
  std::set<ExitCause> causes;
  for (const ExitSpec& spec : exit_table()) {
    EXPECT_TRUE(rows.emplace(spec.cause, spec.from).second);
    EXPECT_NE(spec.from, StateKind::closed);
    EXPECT_TRUE(spec.section.starts_with("RFC "));
    causes.insert(spec.cause);
  }
  EXPECT_EQ(causes.size(), static_cast<std::size_t>(kExitCauses));
}

}  // namespace
}  // namespace popscope::sim::pop3
