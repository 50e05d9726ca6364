// What each command answers and changes, octet for octet.
#include <gtest/gtest.h>
#include <string>

#include "sim/core/md5.h"
#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::mail_of;
using test::Talk;

const std::string kDots =
    "Subject: dots\r\n\r\n.leading\r\n..two\r\n.\r\nplain\r\n. space\r\nlast\r\n";
const std::string kDotsStuffed =
    "Subject: dots\r\n\r\n..leading\r\n...two\r\n..\r\nplain\r\n.. space\r\nlast\r\n.\r\n";

// mrose has three messages: 1,650, 1,320 and 1,240 octets; ann has one; bob none.
struct Pop3Session : testing::Test {
  Drops drops;
  void SetUp() override {
    drops.add("mrose", "secret", {mail_of(1650), mail_of(1320), mail_of(1240)});
    drops.add("ann", "two words", {kDots});
    drops.add("bob", " secret");
  }
  const Maildrop& mrose() const { return drops.maildrop(MaildropId{0}); }
};

TEST_F(Pop3Session, GreetsWithOneLine) {
  Talk talk(drops);
  EXPECT_EQ(talk.greeting, "+OK popscope ready\r\n");
  EXPECT_EQ(talk.state(), StateKind::authorization);
}

TEST_F(Pop3Session, GreetsBeforeItRunsWhatCameEarly) {
  Talk talk(drops, {}, 0, false);
  EXPECT_EQ(talk.raw("USER mrose\r\n"), "+OK popscope ready\r\n+OK\r\n");
}

TEST_F(Pop3Session, TellsNobodyWhichUsersExist) {  // RFC 1939 section 13
  Talk talk(drops);
  EXPECT_EQ(talk.say("USER nobody"), "+OK\r\n");
  const std::string refusal = talk.say("PASS secret");
  EXPECT_TRUE(refusal.starts_with("-ERR "));
  talk.say("USER mrose");
  EXPECT_EQ(talk.say("PASS wrong"), refusal);
  EXPECT_EQ(talk.state(), StateKind::authorization);
  EXPECT_TRUE(talk.log_in());
}

TEST_F(Pop3Session, LocksTheMaildropAtLogin) {
  Talk talk(drops, {}, 5);
  talk.say("USER mrose");
  EXPECT_FALSE(mrose().locked_by);
  EXPECT_EQ(talk.say("PASS secret"), "+OK maildrop locked, 3 messages\r\n");
  EXPECT_EQ(mrose().locked_by, SessionId{5});
  EXPECT_EQ(talk.state(), StateKind::transaction);
  Talk one(drops);
  one.say("USER ann");
  EXPECT_EQ(one.say("PASS two words"), "+OK maildrop locked, 1 message\r\n");
}

TEST_F(Pop3Session, ComparesPasswordsOctetForOctet) {
  Talk talk(drops);
  EXPECT_FALSE(talk.log_in("mrose", "SECRET"));
  EXPECT_FALSE(talk.log_in("mrose", " secret"));
  EXPECT_FALSE(talk.log_in("mrose", "secret "));
  EXPECT_FALSE(talk.log_in(" mrose", "secret"));
  EXPECT_FALSE(talk.log_in("\"mrose\"", "secret"));
  EXPECT_FALSE(talk.log_in("bob", "secret"));
  EXPECT_TRUE(talk.log_in("bob", " secret"));
}

TEST_F(Pop3Session, TakesPassDirectlyBehindUserOnly) {  // RFC 1939 section 7, PASS
  for (const char* between : {"NOOP", "STAT", "CAPA", "XYZZY", "", "PASS", "USER", "RETR x",
                              "APOP mrose 00", "USER ann"}) {
    Talk talk(drops);
    EXPECT_TRUE(talk.say("PASS secret").starts_with("-ERR "));
    talk.say("USER mrose");
    talk.say(between);
    EXPECT_TRUE(talk.say("PASS secret").starts_with("-ERR ")) << between;
    EXPECT_EQ(talk.state(), StateKind::authorization);
  }
  Talk talk(drops);
  talk.say("USER mrose");
  talk.say(std::string(300, 'x'));
  EXPECT_TRUE(talk.say("PASS secret").starts_with("-ERR "));
}

TEST_F(Pop3Session, RefusesASecondUserAndTakesAThird) {
  Talk talk(drops);
  talk.say("USER ann");
  EXPECT_EQ(talk.say("USER mrose"), "-ERR PASS or QUIT must follow USER\r\n");
  EXPECT_EQ(talk.happened<CommandRan>().back().refused, Refused::user_twice);
  EXPECT_EQ(talk.say("USER mrose"), "+OK\r\n");
  EXPECT_TRUE(talk.say("PASS secret").starts_with("+OK "));
}

TEST_F(Pop3Session, RefusesASecondSessionWhileTheLockIsHeld) {  // RFC 2449 section 8.1.2
  Talk first(drops, {}, 0);
  Talk second(drops, {}, 1);
  ASSERT_TRUE(first.log_in());
  second.say("USER mrose");
  EXPECT_TRUE(second.say("PASS secret").starts_with("-ERR [IN-USE] "));
  EXPECT_EQ(second.happened<CommandRan>().back().refused, Refused::in_use);
  EXPECT_EQ(second.state(), StateKind::authorization);
  EXPECT_FALSE(second.closed);
  EXPECT_EQ(mrose().locked_by, SessionId{0});
  second.say("USER mrose");
  EXPECT_TRUE(second.say("PASS wrong").starts_with("-ERR [AUTH] user"));  // no news for strangers
  first.say("QUIT");
  EXPECT_TRUE(second.log_in());
}

TEST_F(Pop3Session, AnswersStatListAndUidl) {
  Talk talk(drops);
  talk.log_in();
  EXPECT_EQ(talk.say("STAT"), "+OK 3 4210\r\n");
  EXPECT_EQ(talk.say("LIST"),
            "+OK 3 messages (4210 octets)\r\n1 1650\r\n2 1320\r\n3 1240\r\n.\r\n");
  EXPECT_EQ(talk.say("LIST 2"), "+OK 2 1320\r\n");
  const std::string a = mrose().messages[0].unique_id;
  const std::string b = mrose().messages[1].unique_id;
  const std::string c = mrose().messages[2].unique_id;
  EXPECT_EQ(talk.say("UIDL"),
            "+OK 3 messages\r\n1 " + a + "\r\n2 " + b + "\r\n3 " + c + "\r\n.\r\n");
  EXPECT_EQ(talk.say("UIDL 3"), "+OK 3 " + c + "\r\n");
  EXPECT_EQ(talk.say("LIST 4"), "-ERR no such message, the maildrop has 3 messages\r\n");
}

TEST_F(Pop3Session, LeavesMarkedMessagesOut) {
  Talk talk(drops);
  talk.log_in();
  EXPECT_EQ(talk.say("DELE 2"), "+OK message 2 marked\r\n");
  EXPECT_EQ(talk.say("STAT"), "+OK 2 2890\r\n");
  EXPECT_EQ(talk.say("LIST"), "+OK 2 messages (2890 octets)\r\n1 1650\r\n3 1240\r\n.\r\n");
  for (const char* line : {"LIST 2", "UIDL 2", "RETR 2", "TOP 2 0", "DELE 2"})
    EXPECT_EQ(talk.say(line), "-ERR message 2 is marked\r\n") << line;
  EXPECT_EQ(mrose().messages.size(), 3u);
  EXPECT_EQ(talk.say("RSET"), "+OK maildrop has 3 messages (4210 octets)\r\n");
  EXPECT_EQ(talk.happened<MarksCleared>().back().count, 1u);
  EXPECT_EQ(talk.say("STAT"), "+OK 3 4210\r\n");
  EXPECT_EQ(talk.say("RSET"), "+OK maildrop has 3 messages (4210 octets)\r\n");
  EXPECT_EQ(talk.say("DELE 2"), "+OK message 2 marked\r\n");
  EXPECT_EQ(talk.say("DELE 1"), "+OK message 1 marked\r\n");
  EXPECT_EQ(talk.say("DELE 3"), "+OK message 3 marked\r\n");
  EXPECT_EQ(talk.say("STAT"), "+OK 0 0\r\n");
  EXPECT_EQ(talk.say("LIST"), "+OK 0 messages (0 octets)\r\n.\r\n");
  EXPECT_EQ(talk.say("UIDL"), "+OK 0 messages\r\n.\r\n");
}

TEST_F(Pop3Session, SendsAMessageStuffedAndCountsItUnstuffed) {
  Talk talk(drops);
  talk.log_in("ann", "two words");
  const std::string size = std::to_string(kDots.size());
  EXPECT_EQ(talk.say("STAT"), "+OK 1 " + size + "\r\n");
  EXPECT_EQ(talk.say("RETR 1"), "+OK " + size + " octets\r\n" + kDotsStuffed);
  EXPECT_EQ(talk.say("TOP 1 0"), "+OK top of message 1\r\nSubject: dots\r\n\r\n.\r\n");
  EXPECT_EQ(talk.say("TOP 1 2"),
            "+OK top of message 1\r\nSubject: dots\r\n\r\n..leading\r\n...two\r\n.\r\n");
  EXPECT_EQ(talk.say("TOP 1 99999999999999999999"), "+OK top of message 1\r\n" + kDotsStuffed);
  EXPECT_EQ(talk.say("LIST"), "+OK 1 message (" + size + " octets)\r\n1 " + size + "\r\n.\r\n");
}

TEST_F(Pop3Session, AnnouncesTheSameCapabilitiesInBothStates) {  // RFC 2449 section 5
  Talk talk(drops);
  const std::string capabilities = talk.say("CAPA");
  EXPECT_EQ(capabilities,
            "+OK capabilities follow\r\nUSER\r\nTOP\r\nUIDL\r\nRESP-CODES\r\n"
            "AUTH-RESP-CODE\r\nPIPELINING\r\n"
            "EXPIRE NEVER\r\nIMPLEMENTATION popscope\r\n.\r\n");
  talk.log_in();
  EXPECT_EQ(talk.say("CAPA"), capabilities);
}

TEST_F(Pop3Session, FreezesItsViewAtLogin) {  // RFC 1939 section 4
  Talk talk(drops);
  talk.say("USER mrose");
  deliver(drops.modify(MaildropId{0}), message_from_octets(mail_of(500), 9));
  EXPECT_EQ(talk.say("PASS secret"), "+OK maildrop locked, 4 messages\r\n");
  deliver(drops.modify(MaildropId{0}), message_from_octets(mail_of(500), 10));
  EXPECT_EQ(talk.say("STAT"), "+OK 4 4710\r\n");
  EXPECT_TRUE(talk.say("RETR 5").starts_with("-ERR "));
  talk.say("DELE 4");
  talk.say("QUIT");
  EXPECT_EQ(mrose().messages.size(), 4u);
  Talk next(drops);
  next.log_in();
  EXPECT_EQ(next.say("STAT"), "+OK 4 4710\r\n");
}

TEST_F(Pop3Session, RemovesOneMessageAStepInUpdate) {  // RFC 1939 section 6
  Talk talk(drops);
  talk.log_in();
  talk.say("DELE 3");
  talk.say("DELE 1");
  const UniqueId kept = mrose().messages[1].unique_id;
  receive(talk.session, "QUIT\r\nNOOP\r\n", talk.now);
  Output out;
  run_one(talk.session, drops, talk.now, out);
  EXPECT_EQ(out.octets, "");
  EXPECT_EQ(talk.state(), StateKind::update);
  EXPECT_EQ(mrose().messages.size(), 3u);
  EXPECT_EQ(mrose().locked_by, SessionId{0});
  EXPECT_EQ(deadline(talk.session), std::nullopt);

  ASSERT_TRUE(runnable(talk.session));
  run_one(talk.session, drops, talk.now, out);
  EXPECT_EQ(out.octets, "");
  ASSERT_EQ(out.events.size(), 1u);
  EXPECT_EQ(std::get<MessageRemoved>(out.events[0]).number, MessageNumber{1});
  EXPECT_EQ(mrose().messages.size(), 2u);

  ASSERT_TRUE(runnable(talk.session));
  run_one(talk.session, drops, talk.now, out);
  EXPECT_EQ(out.octets, "");
  EXPECT_EQ(talk.state(), StateKind::update) << "the last removal can be looked at, too";

  ASSERT_TRUE(runnable(talk.session));
  run_one(talk.session, drops, talk.now, out);
  EXPECT_EQ(out.octets, "+OK bye\r\n");
  EXPECT_EQ(out.then, Then::close);
  ASSERT_EQ(mrose().messages.size(), 1u);
  EXPECT_EQ(mrose().messages[0].unique_id, kept);
  EXPECT_FALSE(mrose().locked_by);
  EXPECT_FALSE(runnable(talk.session));
}

TEST_F(Pop3Session, FinishesUpdateWhateverBecomesOfTheLink) {
  for (const bool reset : {false, true}) {
    Drops fresh;
    fresh.add("mrose", "secret", {mail_of(800), mail_of(900)});
    Talk talk(fresh);
    talk.log_in();
    talk.say("DELE 1");
    receive(talk.session, "QUIT\r\n", talk.now);
    Output out;
    run_one(talk.session, fresh, talk.now, out);
    ASSERT_EQ(talk.state(), StateKind::update);
    if (reset) talk.reset();
    if (!reset) peer_closed(talk.session);
    talk.expire();
    EXPECT_EQ(talk.state(), StateKind::update);
    EXPECT_EQ(talk.run(), "+OK bye\r\n");
    EXPECT_EQ(fresh.maildrop(MaildropId{0}).messages.size(), 1u);
    EXPECT_FALSE(fresh.maildrop(MaildropId{0}).locked_by);
  }
}

TEST_F(Pop3Session, SaysWhenAMessageCouldNotBeRemoved) {
  Talk talk(drops);
  talk.log_in();
  talk.say("DELE 1");
  talk.say("DELE 2");
  remove(drops.modify(MaildropId{0}), UniqueId(mrose().messages[0].unique_id));
  EXPECT_EQ(talk.say("QUIT"), "-ERR some deleted messages not removed\r\n");
  EXPECT_EQ(mrose().messages.size(), 1u);
  EXPECT_FALSE(mrose().locked_by);
}

TEST_F(Pop3Session, DiscardsWhatStandsBehindQuit) {
  Talk talk(drops);
  talk.log_in();
  EXPECT_EQ(talk.raw("DELE 1\r\nQUIT\r\nRSET\r\nNO"), "+OK message 1 marked\r\n+OK bye\r\n");
  EXPECT_EQ(mrose().messages.size(), 2u);
  EXPECT_EQ(talk.say("OP"), "");
  Talk early(drops);
  EXPECT_EQ(early.raw("QUIT\r\nUSER mrose\r\nPASS secret\r\n"), "+OK bye\r\n");
  EXPECT_FALSE(mrose().locked_by);
}

TEST_F(Pop3Session, RunsWhatStandsBeforeAFin) {
  Talk talk(drops);
  talk.log_in();
  receive(talk.session, "DELE 1\r\nSTAT\r\nDELE 2", talk.now);
  EXPECT_EQ(talk.close(), "+OK message 1 marked\r\n+OK 2 2560\r\n");
  EXPECT_EQ(mrose().messages.size(), 3u);
  EXPECT_TRUE(talk.closed);

  Talk quits(drops);
  quits.log_in();
  receive(quits.session, "DELE 1\r\nQUIT\r\n", quits.now);
  EXPECT_EQ(quits.close(), "+OK message 1 marked\r\n+OK bye\r\n");
  EXPECT_EQ(mrose().messages.size(), 2u);
}

TEST_F(Pop3Session, AnswersEachPipelinedCommandInTurn) {  // RFC 2449 section 6.6
  Talk talk(drops);
  EXPECT_EQ(talk.raw("USER mrose\r\nPASS wrong\r\nSTAT\r\nUSER mrose\nPASS secret\r\nNOOP\r\n"),
            "+OK\r\n-ERR [AUTH] user name or password is wrong\r\n"
            "-ERR STAT is not permitted in AUTHORIZATION\r\n"
            "+OK\r\n+OK maildrop locked, 3 messages\r\n+OK\r\n");
}

TEST_F(Pop3Session, MovesItsDeadlineWithEachCommand) {  // RFC 1939 section 3
  Talk talk(drops);
  EXPECT_EQ(deadline(talk.session), kDefaultStart + seconds(600));
  talk.now = kDefaultStart + seconds(100);
  talk.raw("NO");
  EXPECT_EQ(deadline(talk.session), kDefaultStart + seconds(600));
  talk.raw("OP\r\n");
  EXPECT_EQ(deadline(talk.session), kDefaultStart + seconds(700));
  talk.expire();
  EXPECT_EQ(deadline(talk.session), std::nullopt);
}

// ---- APOP -----------------------------------------------------------------------------------

std::string timestamp_in(const std::string& greeting) {
  const std::size_t first = greeting.find('<');
  return greeting.substr(first, greeting.find('>') + 1 - first);
}

TEST_F(Pop3Session, TakesAnApopDigest) {
  Config config;
  config.offers.apop = true;
  Talk talk(drops, config);
  const std::string timestamp = timestamp_in(talk.greeting);
  EXPECT_TRUE(timestamp.ends_with("@mail.example.net>")) << talk.greeting;
  std::string upper = md5_hex(timestamp + "secret");
  for (char& c : upper)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  EXPECT_TRUE(talk.say("APOP mrose " + upper).starts_with("-ERR "));
  EXPECT_TRUE(talk.say("APOP mrose " + md5_hex(timestamp)).starts_with("-ERR "));
  EXPECT_TRUE(talk.say("APOP nobody " + md5_hex(timestamp + "secret")).starts_with("-ERR "));
  EXPECT_EQ(talk.say("APOP mrose " + md5_hex(timestamp + "secret")),
            "+OK maildrop locked, 3 messages\r\n");
  Talk second(drops, config, 1);
  EXPECT_NE(timestamp_in(second.greeting), timestamp);
  EXPECT_TRUE(second.say("APOP mrose " + md5_hex(timestamp_in(second.greeting) + "secret"))
                  .starts_with("-ERR [IN-USE] "));
}

TEST_F(Pop3Session, RefusesApopThatItDoesNotOffer) {
  Talk talk(drops);
  EXPECT_TRUE(talk.say("APOP mrose " + md5_hex("secret")).starts_with("-ERR "));
  EXPECT_EQ(talk.happened<CommandRan>().back().refused, Refused::not_offered);
}

// ---- limits ---------------------------------------------------------------------------------

TEST_F(Pop3Session, TakesLinesOf255OctetsAndRefusesLongerOnes) {  // RFC 2449 section 4
  Talk talk(drops);
  EXPECT_EQ(talk.say("USER " + std::string(248, 'u')), "+OK\r\n");
  EXPECT_EQ(talk.say("USER " + std::string(249, 'u')),
            "-ERR a command line has at most 255 octets\r\n");
  EXPECT_EQ(talk.raw(std::string(70'000, 'Y')), "");
  EXPECT_LE(talk.session.framer.pending().size(), kCommandOctetsMax);
  EXPECT_TRUE(talk.say("").starts_with("-ERR "));
  EXPECT_TRUE(talk.log_in());
}

TEST_F(Pop3Session, KeepsItsFirstLinesWithin512Octets) {  // RFC 2449 section 4
  Config config;
  config.offers.apop = true;
  config.greeting = std::string(2000, 'g') + "\r\n";
  config.host_name = std::string(2000, 'h');
  Talk talk(drops, config);
  EXPECT_LE(talk.greeting.size(), 512u);
  EXPECT_TRUE(talk.greeting.ends_with(">\r\n"));
  const std::string timestamp = timestamp_in(talk.greeting);
  EXPECT_TRUE(talk.say("APOP mrose " + md5_hex(timestamp + "secret")).starts_with("+OK"));
}

TEST_F(Pop3Session, SendsNoControlOctetOfItsConfiguration) {
  Config config;
  config.greeting = "one\r\n+OK two\x7f\xC3";
  Talk talk(drops, config);
  EXPECT_EQ(talk.greeting, "+OK one??+OK two??\r\n");
}

TEST_F(Pop3Session, EndsWhenTooManyLinesWait) {
  Talk talk(drops);
  std::string lines;
  for (std::size_t i = 0; i < kPendingLinesMax + 50; ++i) lines += "CAPA\r\n";
  receive(talk.session, lines, talk.now);
  EXPECT_EQ(talk.session.pending.size(), kPendingLinesMax);
  const std::string replies = talk.run();
  EXPECT_TRUE(replies.ends_with("-ERR too many commands at once, bye\r\n"));
  EXPECT_EQ(talk.happened<CommandRan>().size(), kPendingLinesMax);
  EXPECT_EQ(std::get<Closed>(talk.session.state).cause, ExitCause::too_many_errors);
}

TEST_F(Pop3Session, LivesWithAsManyLinesAsMayWait) {
  Talk talk(drops);
  std::string lines;
  for (std::size_t i = 0; i < kPendingLinesMax; ++i) lines += "CAPA\r\n";
  talk.raw(lines);
  EXPECT_EQ(talk.state(), StateKind::authorization);
  EXPECT_TRUE(talk.log_in());
}

TEST_F(Pop3Session, CountsRefusalsInARow) {
  Talk talk(drops);
  talk.log_in();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(talk.say("RETR 99").starts_with("-ERR no such"));
  EXPECT_EQ(talk.say("NOOP"), "+OK\r\n");
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(talk.say("XYZZY").starts_with("-ERR unknown"));
  EXPECT_FALSE(talk.closed);
  EXPECT_EQ(talk.say("XYZZY"), "-ERR too many refused commands in a row, bye\r\n");
  EXPECT_TRUE(talk.closed);
}

// ---- the example of RFC 1939 section 10 -----------------------------------------------------

TEST(Pop3Example, RunsAsInRfc1939Section10) {
  Drops drops;
  drops.add("mrose", "tanstaaf",
            {"From: a@example.org\r\n\r\n" + std::string(95, 'x') + "\r\n",
             "From: b@example.org\r\n\r\n" + std::string(175, 'y') + "\r\n"});
  const std::string first(drops.maildrop(MaildropId{0}).messages[0].message->octets.view());
  const std::string second(drops.maildrop(MaildropId{0}).messages[1].message->octets.view());
  ASSERT_EQ(first.size(), 120u);
  ASSERT_EQ(second.size(), 200u);
  Config config;
  config.offers.apop = true;
  config.host_name = "dbc.mtview.ca.us";
  Talk talk(drops, config);
  const std::string timestamp = timestamp_in(talk.greeting);
  EXPECT_EQ(talk.greeting, "+OK popscope ready " + timestamp + "\r\n");
  EXPECT_EQ(talk.say("APOP mrose " + md5_hex(timestamp + "tanstaaf")),
            "+OK maildrop locked, 2 messages\r\n");
  EXPECT_EQ(talk.say("STAT"), "+OK 2 320\r\n");
  EXPECT_EQ(talk.say("LIST"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n");
  EXPECT_EQ(talk.say("RETR 1"), "+OK 120 octets\r\n" + first + ".\r\n");
  EXPECT_EQ(talk.say("DELE 1"), "+OK message 1 marked\r\n");
  EXPECT_EQ(talk.say("RETR 2"), "+OK 200 octets\r\n" + second + ".\r\n");
  EXPECT_EQ(talk.say("DELE 2"), "+OK message 2 marked\r\n");
  EXPECT_EQ(talk.say("QUIT"), "+OK bye\r\n");
  EXPECT_TRUE(talk.closed);
  EXPECT_TRUE(drops.maildrop(MaildropId{0}).messages.empty());
}

}  // namespace
}  // namespace popscope::sim::pop3
