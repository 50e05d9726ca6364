// Logging in by extension and by policy: AUTH, STLS, UTF8, LANG, what a site has decided, and what
// becomes of a failed login.
#include <gtest/gtest.h>
#include <string>

#include "sim/core/base64.h"
#include "sim/core/hex.h"
#include "sim/core/hmac.h"
#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::everything_offered;
using test::mail_of;
using test::Talk;

constexpr const char* kPlain = "AG1yb3NlAHNlY3JldA==";  // NUL mrose NUL secret

Drops drops_of(std::vector<std::string> mail = {mail_of(700), mail_of(800)}) {
  Drops drops;
  drops.add("mrose", "secret", mail);
  return drops;
}

bool is_ok(const std::string& reply) { return reply.starts_with("+OK"); }

TEST(Auth, TakesAnInitialResponse) {  // RFC 5034 section 4
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.say(std::string("AUTH PLAIN ") + kPlain), "+OK maildrop locked, 2 messages\r\n");
  EXPECT_EQ(talk.state(), StateKind::transaction);
  EXPECT_TRUE(talk.say(std::string("AUTH PLAIN ") + kPlain).starts_with("-ERR"));
}

TEST(Auth, AsksForWhatWasNotSaid) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.say("auth plain"), "+ \r\n");
  EXPECT_EQ(talk.say(kPlain), "+OK maildrop locked, 2 messages\r\n");
}

TEST(Auth, IsCancelledByAStar) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.say("AUTH LOGIN"), "+ VXNlcm5hbWU6\r\n");
  EXPECT_EQ(talk.say("bXJvc2U="), "+ UGFzc3dvcmQ6\r\n");
  EXPECT_EQ(talk.say("*"), "-ERR [AUTH] cancelled\r\n");
  EXPECT_TRUE(talk.log_in());
}

// While the exchange goes on every line is an answer, QUIT too.
TEST(Auth, TakesEveryLineForAnAnswer) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  talk.say("AUTH PLAIN");
  EXPECT_EQ(talk.say("QUIT"), "-ERR [AUTH] user name or password is wrong\r\n");
  EXPECT_EQ(talk.say("AUTH PLAIN !"), "-ERR [AUTH] the answer is not base64\r\n");
  EXPECT_EQ(talk.say("AUTH PLAIN ="), "-ERR [AUTH] user name or password is wrong\r\n");
  EXPECT_EQ(talk.state(), StateKind::authorization);
  EXPECT_TRUE(is_ok(talk.say("QUIT")));
}

TEST(Auth, ChallengesWithWhatIsNotGuessed) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  const std::string challenge = talk.say("AUTH CRAM-MD5");
  ASSERT_TRUE(challenge.starts_with("+ "));
  const std::string text = *base64_decoded(challenge.substr(2, challenge.size() - 4));
  EXPECT_TRUE(text.starts_with("<") && text.ends_with("@mail.example.net>")) << text;
  EXPECT_TRUE(is_ok(talk.say(base64_encoded("mrose " + hex(hmac_md5("secret", text))))));

  Talk again(drops, everything_offered(), 1);
  EXPECT_NE(again.say("AUTH CRAM-MD5"), challenge);
  EXPECT_FALSE(is_ok(again.say(base64_encoded("mrose " + hex(hmac_md5("secret", text))))));
}

TEST(Auth, KnowsOnlyWhatItOffers) {
  Drops drops = drops_of();
  Config config;
  config.offers.mechanisms = {sasl::Mechanism::cram_md5};
  Talk talk(drops, config);
  EXPECT_EQ(talk.say(std::string("AUTH PLAIN ") + kPlain),
            "-ERR [AUTH] no such mechanism here\r\n");
  EXPECT_EQ(talk.say("AUTH X"), "-ERR [AUTH] no such mechanism here\r\n");
  Talk without(drops);
  EXPECT_EQ(without.say("AUTH CRAM-MD5"), "-ERR AUTH is not offered here\r\n");
  EXPECT_EQ(without.say("STLS"), "-ERR STLS is not offered here\r\n");
}

// RFC 5034 section 4: a line of an exchange may be longer than a command; a command may not.
TEST(Auth, TakesLongAnswersButNoLongCommand) {
  Drops drops = drops_of();
  drops.add(std::string(300, 'u'), "secret");
  const std::string answer = base64_encoded('\0' + std::string(300, 'u') + '\0' + "secret");
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.say("AUTH PLAIN " + answer), "-ERR a command line has at most 255 octets\r\n");
  EXPECT_EQ(talk.say("AUTH PLAIN"), "+ \r\n");
  EXPECT_TRUE(is_ok(talk.say(answer)));
}

TEST(Capa, AnnouncesWhatMayBeUsed) {  // RFC 2449 section 5, RFC 2595 section 4
  Drops drops = drops_of();
  Config config = everything_offered();
  config.policies.needs_tls = true;
  config.policies.login_delay = seconds(60);
  config.policies.expire_days = 7;
  Talk talk(drops, config);
  EXPECT_EQ(talk.say("CAPA"),
            "+OK capabilities follow\r\nTOP\r\nUIDL\r\nSASL CRAM-MD5 SCRAM-SHA-256\r\nSTLS\r\n"
            "UTF8\r\nLANG\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nLOGIN-DELAY 60\r\n"
            "EXPIRE 7\r\nIMPLEMENTATION popscope\r\n.\r\n");
  talk.say("STLS");
  tls_started(talk.session);
  const std::string sealed = talk.say("CAPA");
  EXPECT_EQ(sealed.find("STLS"), std::string::npos);
  EXPECT_NE(sealed.find("USER\r\n"), std::string::npos);
  EXPECT_NE(sealed.find("SASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 OAUTHBEARER\r\n"),
            std::string::npos);
  talk.log_in();
  EXPECT_EQ(talk.say("CAPA"), sealed);  // in both states
}

TEST(Stls, ForgetsWhatWasSaidBefore) {  // RFC 2595 section 4
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  talk.say("USER mrose");
  EXPECT_EQ(talk.say("STLS"), "+OK begin TLS\r\n");
  EXPECT_EQ(talk.session.tls, Tls::begins);
  tls_started(talk.session);
  EXPECT_TRUE(talk.say("PASS secret").starts_with("-ERR"));
  EXPECT_EQ(talk.say("STLS"), "-ERR TLS is active already\r\n");
  EXPECT_TRUE(talk.log_in());
}

TEST(Stls, ThrowsAwayWhatWasInjected) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.raw("STLS\r\nUSER mrose\r\nPASS secret\r\nDELE 1\r\nQU"), "+OK begin TLS\r\n");
  tls_started(talk.session);
  EXPECT_EQ(talk.state(), StateKind::authorization);
  EXPECT_EQ(talk.raw("QUIT\r\n"), "+OK bye\r\n");
}

TEST(Stls, EndsWhereNoHandshakeComes) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  talk.say("STLS");
  EXPECT_EQ(talk.fail_tls(), "");
  EXPECT_TRUE(talk.closed);
  EXPECT_EQ(std::get<Closed>(talk.session.state).cause, ExitCause::tls_failed);
}

TEST(Stls, IsOverWhereTheSecondUtf8Begins) {
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_TRUE(is_ok(talk.say("UTF8")));
  EXPECT_EQ(talk.say("STLS"), "-ERR STLS comes before UTF8\r\n");
}

TEST(Utf8, IsNeededForAHeaderThatIsNotAscii) {  // RFC 6856 section 5
  const std::string mail = "Subject: caf\xC3\xA9\r\n\r\nbody\r\n";
  Drops drops = drops_of({mail, "Subject: plain\r\n\r\ncaf\xC3\xA9\r\n"});
  Talk talk(drops, everything_offered());
  talk.log_in();
  for (const char* line : {"RETR 1", "TOP 1 0"})
    EXPECT_EQ(talk.say(line), "-ERR [UTF8] the header is not ASCII, say UTF8 first\r\n");
  EXPECT_TRUE(is_ok(talk.say("RETR 2")));  // 8-bit bodies are common practice
  EXPECT_TRUE(is_ok(talk.say("QUIT")));
  Talk modern(drops, everything_offered(), 1);
  modern.say("UTF8");
  modern.log_in();
  EXPECT_TRUE(is_ok(modern.say("RETR 1")));
}

TEST(Lang, ListsAndChooses) {  // RFC 6856 section 3
  Drops drops = drops_of();
  Talk talk(drops, everything_offered());
  EXPECT_EQ(talk.say("LANG"), "+OK languages follow\r\nen English\r\ni-default English\r\n.\r\n");
  EXPECT_EQ(talk.say("LANG EN"), "+OK EN it is\r\n");
  EXPECT_EQ(talk.say("LANG *"), "+OK i-default it is\r\n");
  EXPECT_EQ(talk.say("LANG tlh"), "-ERR no such language here\r\n");
}

TEST(Policy, TakesNoPasswordInTheClear) {
  Drops drops = drops_of();
  Config config = everything_offered();
  config.policies.needs_tls = true;
  Talk talk(drops, config);
  for (const std::string& line :
       {std::string("USER mrose"), std::string("PASS secret"), std::string("AUTH PLAIN ") + kPlain})
    EXPECT_TRUE(talk.say(line).starts_with("-ERR [AUTH] no password without TLS")) << line;
  Config implicit = config;
  Talk sealed(drops, implicit, 1);
  sealed.session.tls = Tls::active;
  EXPECT_TRUE(sealed.log_in());
}

TEST(Policy, AnswersAFailedLoginLate) {
  Drops drops = drops_of();
  Config config;
  config.policies.failed_login_delay = seconds(2);
  Talk talk(drops, config);
  receive(talk.session, "USER mrose\r\nPASS no\r\nQUIT\r\n", talk.now);
  Output out;
  std::string said;
  while (runnable(talk.session)) {
    run_one(talk.session, drops, talk.now, out);
    said += out.octets;
  }
  EXPECT_EQ(said, "+OK\r\n");  // PASS has run, and what stands behind it waits
  ASSERT_EQ(wakes_at(talk.session), talk.now + seconds(2));
  run_one(talk.session, drops, talk.now + seconds(1), out);
  EXPECT_EQ(out.octets, "");
  run_one(talk.session, drops, talk.now + seconds(2), out);
  EXPECT_EQ(out.octets, "-ERR [AUTH] user name or password is wrong\r\n");
  EXPECT_EQ(out.answers, 1u);
  EXPECT_TRUE(runnable(talk.session));
}

TEST(Policy, EndsAfterTooManyFailedLogins) {
  for (const Duration delay : {Duration{0}, seconds(2)}) {
    Drops drops = drops_of();
    Config config;
    config.policies.failed_logins_max = 3;
    config.policies.failed_login_delay = delay;
    Talk talk(drops, config);
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(talk.log_in("mrose", "no"));
    EXPECT_FALSE(talk.closed);
    EXPECT_FALSE(talk.log_in("mrose", "no"));
    EXPECT_TRUE(talk.closed);
    EXPECT_EQ(std::get<Closed>(talk.session.state).cause, ExitCause::too_many_logins);
  }
}

// The reply that says why it is the last one waits like those before it, and the end behind it.
TEST(Policy, AnEndByErrorsComesBehindTheReplyThatWaits) {
  for (const bool told_extra : {false, true}) {
    Drops drops = drops_of();
    Config config;
    config.offers.mechanisms = {sasl::Mechanism::plain};
    config.refused_in_a_row_max = 2;
    config.policies.failed_login_delay = seconds(2);
    config.ways.end_is_told_extra = told_extra;
    Talk talk(drops, config);
    for (int i = 0; i < 2; ++i) talk.say("AUTH PLAIN AG1yb3NlAG5v");
    receive(talk.session, "AUTH PLAIN AG1yb3NlAG5v\r\nNOOP\r\n", talk.now);
    Output out;
    run_one(talk.session, drops, talk.now, out);
    EXPECT_EQ(out.octets, "");
    EXPECT_EQ(out.then, Then::go_on);
    EXPECT_FALSE(runnable(talk.session));
    run_one(talk.session, drops, talk.now + seconds(2), out);
    EXPECT_EQ(out.octets,
              std::string(told_extra ? "-ERR [AUTH] user name or password is wrong\r\n" : "") +
                  "-ERR too many refused commands in a row, bye\r\n");
    EXPECT_EQ(out.answers, 2u);
    EXPECT_EQ(out.then, Then::close);
    EXPECT_EQ(std::get<Closed>(talk.session.state).cause, ExitCause::too_many_errors);
    EXPECT_TRUE(talk.session.pending.empty());
  }
}

TEST(Policy, WantsTimeBetweenLogins) {  // RFC 2449 section 8.1.1
  Drops drops = drops_of();
  Config config;
  config.policies.login_delay = seconds(60);
  Talk first(drops, config);
  EXPECT_TRUE(first.log_in());
  first.say("QUIT");
  Talk second(drops, config, 1);
  second.now = second.now + seconds(59);
  second.say("USER mrose");
  EXPECT_EQ(second.say("PASS secret"), "-ERR [LOGIN-DELAY] too soon after the last login\r\n");
  second.now = second.now + seconds(1);
  EXPECT_TRUE(second.log_in());
}

TEST(Policy, ExpireZeroRemovesWhatWasRetrieved) {  // RFC 2449 section 6.7
  Drops drops = drops_of({mail_of(600), mail_of(700), mail_of(800)});
  Config config;
  config.policies.expire_days = 0;
  Talk talk(drops, config);
  talk.log_in();
  talk.say("RETR 2");
  talk.say("TOP 3 1");
  EXPECT_EQ(drops.maildrop({0}).messages.size(), 3u);
  talk.say("QUIT");
  ASSERT_EQ(drops.maildrop({0}).messages.size(), 2u);
  EXPECT_EQ(drops.maildrop({0}).messages[1].message->size().value, 800u);

  Talk lost(drops, config, 1);
  lost.log_in();
  lost.say("RETR 1");
  lost.reset();  // without QUIT nothing goes
  EXPECT_EQ(drops.maildrop({0}).messages.size(), 2u);
}

TEST(Policy, ExpireGoesByAge) {
  Drops drops;
  Maildrop& drop = drops.add("mrose", "secret");
  deliver(drop, message_from_text("Subject: old\r\n\r\nx\r\n", 1), kDefaultStart);
  deliver(drop, message_from_text("Subject: new\r\n\r\nx\r\n", 2), kDefaultStart + seconds(86'400));
  Config config;
  config.policies.expire_days = 7;
  Talk talk(drops, config);
  talk.now = kDefaultStart + seconds(7 * 86'400);
  talk.log_in();
  talk.say("QUIT");
  ASSERT_EQ(drops.maildrop({0}).messages.size(), 1u);
  EXPECT_EQ(drops.maildrop({0}).messages[0].message->subject, "new");
}

TEST(Account, MayBeClosedToPop3OrToPeoplesPasswords) {  // RFC 3206 sections 4 to 6
  Drops drops = drops_of();
  Talk talk(drops);
  drops.modify({0}).app_password = "abcd-efgh";
  talk.say("USER mrose");
  EXPECT_EQ(talk.say("PASS secret"), "-ERR [AUTH] this account needs an app password\r\n");
  EXPECT_TRUE(talk.log_in("mrose", "abcd-efgh"));
  talk.say("QUIT");
  drops.modify({0}).pop3_disabled = true;
  Talk closed(drops, {}, 1);
  closed.say("USER mrose");
  EXPECT_EQ(closed.say("PASS abcd-efgh"),
            "-ERR [SYS/PERM] POP3 is switched off for this account\r\n");
  closed.say("USER mrose");
  EXPECT_TRUE(closed.say("PASS secret").starts_with("-ERR [AUTH]"));  // strangers learn nothing
}

TEST(Storage, ThatRemovesNothingGetsErrAndKeepsAll) {  // RFC 1939 section 6
  Drops drops = drops_of();
  drops.modify({0}).refuses_removal = true;
  Talk talk(drops);
  talk.log_in();
  talk.say("DELE 1");
  EXPECT_EQ(talk.say("QUIT"), "-ERR some deleted messages not removed\r\n");
  EXPECT_EQ(drops.maildrop({0}).messages.size(), 2u);
  EXPECT_FALSE(drops.maildrop({0}).locked_by);
}

}  // namespace
}  // namespace popscope::sim::pop3
