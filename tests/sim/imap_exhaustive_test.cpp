// Every state x every command, and every way out, driven by the two tables: what is permitted is
// answered, what is not gets BAD and changes nothing; in LOGOUT nothing is answered at all.
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/imap/command_table.h"
#include "tests/support/imap_server.h"

namespace popscope::sim::imap {
namespace {

using test::Drops;
using test::ImapTalk;
using test::mail_of;

Drops two_drops() {
  Drops drops;
  Maildrop& mrose = drops.add("mrose", "secret", {mail_of(700), mail_of(800), mail_of(900)});
  add_folder(mrose, "Archive");
  drops.add("ann", "secret", {mail_of(600)});
  return drops;
}

// Message 2 is \Deleted in SELECTED.
void enter(ImapTalk& talk, StateKind state) {
  if (state == StateKind::not_authenticated) return;
  if (state == StateKind::logout) {
    talk.say("z LOGOUT");
    return;
  }
  talk.log_in();
  if (state == StateKind::authenticated) return;
  talk.select();
  talk.say("z STORE 2 +FLAGS.SILENT (\\Deleted)");
}

const std::vector<StateKind> kStates = {StateKind::not_authenticated, StateKind::authenticated,
                                        StateKind::selected, StateKind::logout};

// Lines of each kind for a keyword, without the tag.
struct Lines {
  std::vector<std::string> good, bad;
};

Lines lines_for(const CommandSpec& spec) {
  const std::string word(to_text(spec.keyword));
  const auto all = [&](std::vector<std::string> good, std::vector<std::string> bad) {
    Lines lines;
    for (const std::string& arguments : good) lines.good.push_back(word + arguments);
    for (const std::string& arguments : bad) lines.bad.push_back(word + arguments);
    return lines;
  };
  switch (spec.arguments) {
    case Arguments::none: return all({""}, {" ", " x"});
    case Arguments::parameter_list:
      return all({" NIL", " ()", " (\"name\" \"test\")"}, {"", " (", " (\"a\")", " x"});
    case Arguments::words: return all({" X", " X Y"}, {"", " ", " X "});
    case Arguments::name_and_password:
      return all({" mrose secret", " \"mrose\" wrong"}, {"", " mrose", " a b c", " \"a"});
    case Arguments::mechanism:
      return all({" PLAIN AG1yb3NlAHNlY3JldA==", " X-NONE"}, {"", " ", " PLAIN a b"});
    case Arguments::mailbox:
      return all({" INBOX", " nosuch", " \"a b\""}, {"", " ", " a b", " (x)"});
    case Arguments::two_mailboxes: return all({" Archive Old", " nosuch x"}, {"", " a", " a b c"});
    case Arguments::list_pattern:
      return all({" \"\" *", " \"\" \"\"", " a %"}, {"", " \"\"", " a b c"});
    case Arguments::mailbox_and_items:
      return all({" INBOX (MESSAGES)", " Archive (UIDNEXT UNSEEN)"},
                 {"", " INBOX", " INBOX ()", " INBOX MESSAGES", " INBOX (XYZZY)"});
    case Arguments::message:
      return all({" Archive {3+}\r\na\r\n"},
                 {"", " Archive", " Archive x", " Archive (\\Nosuch) {1+}\r\nx",
                  " Archive \"1-Jan-2024\" {1+}\r\nx"});
    case Arguments::search_keys:
      return all({" ALL", " 1:* UNSEEN", " OR SEEN (DELETED NOT 2)", " SUBJECT x",
                  " SINCE 1-Jan-2024", " CHARSET UTF-8 ALL"},
                 {"", " ", " XYZZY", " OR SEEN", " FROM", " ON 32-Jan-2024", " (ALL"});
    case Arguments::set: return all({" 1", " 1:*"}, {"", " 0", " x", " 1 2", " 1,"});
    case Arguments::set_and_items:
      return all({" 1 FLAGS", " 1:* (UID RFC822.SIZE)", " 1,3 BODY.PEEK[HEADER.FIELDS (TO)]<0.5>",
                  " * ENVELOPE", " 1 BODYSTRUCTURE", " 1 ALL", " 1 BODY.PEEK[1.MIME]"},
                 {"", " 1", " 1 ()", " 1 XYZZY", " 1 (FLAGS", " 0 FLAGS", " x FLAGS",
                  " 1 BODY[MIME]", " 1 BODY[TEXT]<0.0>", " 1 BODY[HEADER.FIELDS ()]"});
    case Arguments::set_and_flags:
      return all({" 1 FLAGS (\\Seen)", " 1 +FLAGS \\Seen x", " 1:2 -FLAGS.SILENT ()"},
                 {"", " 1", " 1 FLAGS", " 1 *FLAGS (\\Seen)", " 1 +FLAGS (\\Recent)",
                  " 1 +FLAGS (\\Nosuch)"});
    case Arguments::set_and_mailbox: return all({" 1 Archive", " 1:* nosuch"}, {"", " 1", " x a"});
  }
  return {};
}

const std::vector<std::string> kForeign = {"XYZZY",       "FETCHX", "UID",
                                           "UID XYZZY 1", " NOOP",  "STAT",
                                           "STARTTLS",    "+OK",    "SORT (SIZE) UTF-8 ALL"};

// All that a command might change: the session without its counters, and the maildrops.
void expect_refused(ImapTalk& talk, const std::string& line) {
  const Drops before = talk.drops;
  Session session = talk.session;
  const std::string reply = talk.say("t1 " + line);
  EXPECT_TRUE(reply.starts_with("t1 BAD ")) << reply;
  EXPECT_EQ(reply.find("\r\n"), reply.size() - 2) << reply;
  EXPECT_NE(talk.happened<CommandRan>().back().refused, Refused::none);
  EXPECT_FALSE(talk.closed);
  EXPECT_TRUE(before == talk.drops);
  session.items_run = talk.session.items_run;
  session.refused_in_a_row = talk.session.refused_in_a_row;
  Digest d;
  digest(d, session);
  EXPECT_EQ(d.value(), talk.digest());
}

void expect_ignored(ImapTalk& talk, const std::string& line) {
  const Drops before = talk.drops;
  const std::uint64_t digest = talk.digest();
  EXPECT_TRUE(receive(talk.session, "t1 " + line + "\r\n", talk.now).empty());
  EXPECT_TRUE(talk.session.pending.empty());
  EXPECT_EQ(talk.digest(), digest);
  EXPECT_TRUE(before == talk.drops);
}

void expect_answered(ImapTalk& talk, const CommandSpec& spec, const std::string& line) {
  const std::string reply = talk.say("t1 " + line);
  const CommandRan ran = talk.happened<CommandRan>().back();
  EXPECT_EQ(ran.keyword, spec.keyword);
  EXPECT_NE(ran.refused, Refused::wrong_state);
  EXPECT_NE(ran.refused, Refused::malformed);
  EXPECT_NE(ran.refused, Refused::unknown);
  EXPECT_TRUE(reply.ends_with("\r\n"));
  if (spec.keyword == Keyword::idle) {
    EXPECT_TRUE(reply.starts_with("+ "));
    return;
  }
  EXPECT_EQ(reply.find(ran.refused == Refused::none ? "t1 OK " : "t1 NO ") != std::string::npos,
            ran.refused != Refused::no_such_message)
      << reply;
}

class EveryState : public testing::TestWithParam<StateKind> {};

TEST_P(EveryState, EveryCommandIsAnsweredAsTheTableSays) {
  int tried = 0;
  for (const CommandSpec& spec : command_table()) {
    const Lines lines = lines_for(spec);
    for (const bool good : {true, false}) {
      for (const std::string& line : good ? lines.good : lines.bad) {
        SCOPED_TRACE(line);
        Drops drops = two_drops();
        ImapTalk talk(drops);
        enter(talk, GetParam());
        ++tried;
        if (GetParam() == StateKind::logout)
          expect_ignored(talk, line);
        else if (good && spec.permitted_in(GetParam()))
          expect_answered(talk, spec, line);
        else
          expect_refused(talk, line);
      }
    }
  }
  for (const std::string& line : kForeign) {
    SCOPED_TRACE(line);
    Drops drops = two_drops();
    ImapTalk talk(drops);
    enter(talk, GetParam());
    if (GetParam() == StateKind::logout)
      expect_ignored(talk, line);
    else
      expect_refused(talk, line);
  }
  EXPECT_GT(tried, 150);
}

INSTANTIATE_TEST_SUITE_P(Imap, EveryState, testing::ValuesIn(kStates), [](const auto& state) {
  std::string name(to_text(state.param));
  for (char& c : name)
    if (c == ' ') c = '_';
  return name;
});

// RFC 9051 section 7.5.1: another session removes message 1; who may tell it, and who may not.
TEST(ImapNews, IsToldWhereTheTableAllows) {
  for (const CommandSpec& spec : command_table()) {
    if (!spec.in_selected || spec.keyword == Keyword::idle) continue;
    SCOPED_TRACE(to_text(spec.keyword));
    Drops drops = two_drops();
    ImapTalk one(drops);
    ImapTalk other(drops, {}, 1);
    for (ImapTalk* talk : {&one, &other}) {
      talk->log_in();
      talk->select();
    }
    other.say("a STORE 1 +FLAGS.SILENT (\\Deleted)");
    other.say("a EXPUNGE");
    const std::string reply = one.say("t1 " + lines_for(spec).good.front());
    EXPECT_EQ(reply.find("* 1 EXPUNGE\r\n") != std::string::npos, spec.news == News::all) << reply;
  }
}

// What each cause does in each state; the table has a row for exactly what happens.
TEST(ImapExits, AreThoseOfTheTable) {
  std::set<std::tuple<Cause, StateKind, StateKind>> happened;
  const auto note = [&](const ImapTalk& talk) {
    for (const StateChanged& change : talk.happened<StateChanged>())
      happened.insert({change.cause, change.from, change.to});
  };
  for (StateKind state : kStates) {
    if (state == StateKind::logout) continue;
    const std::vector<std::string> lines = {"a SELECT INBOX", "a SELECT nosuch", "a CLOSE",
                                            "a UNSELECT", "a LOGOUT"};
    for (const std::string& line : lines) {
      Drops drops = two_drops();
      ImapTalk talk(drops);
      enter(talk, state);
      talk.say(line);
      note(talk);
    }
    for (int how = 0; how < 6; ++how) {
      Drops drops = two_drops();
      ImapTalk talk(drops);
      enter(talk, state);
      if (how == 0) peer_closed(talk.session);
      if (how == 1) {
        EXPECT_TRUE(talk.expire().starts_with("* BYE "));
      }
      if (how == 2)
        for (int i = 0; i < 30 && !talk.closed; ++i) talk.say("a XYZZY");
      if (how == 3) {
        Output out;
        peer_reset(talk.session, out);
        talk.events.insert(talk.events.end(), out.events.begin(), out.events.end());
      }
      if (how == 4) {
        std::string many;
        for (int i = 0; i < 2'000; ++i) many += "a NOOP\r\n";
        talk.raw(many);
      }
      if (how == 5) talk.raw("a NOOP {4294967295+}\r\n");
      talk.run();
      EXPECT_EQ(talk.state(), StateKind::logout) << how;
      note(talk);
      EXPECT_EQ(drops.maildrop(MaildropId{0}).messages.size(), 3u);  // none of these removes
    }
  }
  Drops drops = two_drops();
  ImapTalk talk(drops), other(drops, {}, 1);
  enter(talk, StateKind::authenticated);
  enter(other, StateKind::authenticated);
  talk.say("a CREATE Old");
  EXPECT_TRUE(talk.select("Old"));
  EXPECT_TRUE(other.say("a DELETE Old").starts_with("a OK"));
  EXPECT_TRUE(talk.say("a NOOP").starts_with("* BYE "));
  note(talk);
  std::set<std::tuple<Cause, StateKind, StateKind>> listed;
  for (const ExitSpec& spec : exit_table()) listed.insert({spec.cause, spec.from, spec.to});
  EXPECT_EQ(happened, listed);
}

TEST(ImapTable, HasARowForEveryKeyword) {
  ASSERT_EQ(command_table().size(), static_cast<std::size_t>(kKeywords));
  for (const CommandSpec& spec : command_table()) {
    EXPECT_EQ(&spec, &spec_of(spec.keyword));
    EXPECT_EQ(keyword_from(to_text(spec.keyword)), spec.keyword);
    EXPECT_TRUE(spec.section.starts_with("RFC "));
  }
}

}  // namespace
}  // namespace popscope::sim::imap
