// SASL: the hashes on their RFCs' vectors, each mechanism on its RFC's example where it has one,
// and both halves held against each other.
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "sim/core/base64.h"
#include "sim/core/hex.h"
#include "sim/core/hmac.h"
#include "sim/core/sha256.h"
#include "sim/sasl/client.h"
#include "sim/sasl/scram.h"
#include "sim/sasl/server.h"

namespace popscope::sim::sasl {
namespace {

using namespace std::string_literals;

TEST(Hashes, Sha256OfRfc6234) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hashes, HmacOfRfc2202AndRfc4231) {
  EXPECT_EQ(hex(hmac_md5("Jefe", "what do ya want for nothing?")),
            "750c783e6ab0b503eaa86e310a5db738");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'),
                            "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hashes, Pbkdf2OfRfc7914) {  // section 11; its first 32 octets
  EXPECT_EQ(hex(pbkdf2_hmac_sha256("passwd", "salt", 1)),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
}

TEST(Base64, OfRfc4648) {
  const std::map<std::string, std::string> known = {{"", ""},
                                                    {"f", "Zg=="},
                                                    {"fo", "Zm8="},
                                                    {"foo", "Zm9v"},
                                                    {"foob", "Zm9vYg=="},
                                                    {"fooba", "Zm9vYmE="},
                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [octets, text] : known) {
    EXPECT_EQ(base64_encoded(octets), text);
    EXPECT_EQ(base64_decoded(text), octets);
  }
}

class Accounts final : public Directory {
 public:
  std::optional<std::string> password_of(std::string_view user) const override {
    if (user == "tim") return "tanstaaftanstaaf";
    if (user == "user") return "pencil";
    if (user == "a,b=c") return "p=w,d";
    return std::nullopt;
  }
  std::optional<std::string> token_of(std::string_view user) const override {
    if (user == "user") return "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    return std::nullopt;
  }
};

Environment environment() { return {"mail.example.net", 7, kDefaultStart}; }

bool succeeds(const Outcome& outcome, const std::string& user) {
  const auto* success = std::get_if<Success>(&outcome);
  return success && success->user == user;
}

TEST(CramMd5, OfRfc2195) {  // section 2
  Exchange exchange = begin(Mechanism::cram_md5, environment());
  exchange.challenge = "<1896.697170952@postoffice.reston.mci.net>";
  EXPECT_TRUE(succeeds(step(exchange, "tim b913a602c7eda7a495b4e6e7334d3890", Accounts()), "tim"));
  ClientExchange client = begin_client(Mechanism::cram_md5, {"tim", "tanstaaftanstaaf", ""});
  EXPECT_EQ(answer(client, exchange.challenge), "tim b913a602c7eda7a495b4e6e7334d3890");
}

TEST(ScramSha256, OfRfc7677) {  // section 3
  ClientExchange client =
      begin_client(Mechanism::scram_sha_256, {"user", "pencil", "rOprNGfwEbeRWgbNEkqO"});
  EXPECT_EQ(initial_response(client), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  EXPECT_EQ(answer(client,
                   "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                   "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  ClientExchange other = client;
  EXPECT_EQ(answer(client, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), "");
  EXPECT_EQ(answer(other, "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="), std::nullopt);
}

// Plays both halves; gives the last outcome, or a failure where the client cancels.
Outcome played(Mechanism mechanism, const Credentials& credentials) {
  Exchange server = begin(mechanism, environment());
  ClientExchange client = begin_client(mechanism, credentials);
  Outcome outcome = Challenge{first_challenge(server)};
  for (int i = 0; i < 5; ++i) {
    const auto* challenge = std::get_if<Challenge>(&outcome);
    if (!challenge) return outcome;
    const std::optional<std::string> said = answer(client, challenge->octets);
    if (!said) return Failure::malformed;
    outcome = step(server, *said, Accounts());
  }
  return outcome;
}

class EachMechanism : public testing::TestWithParam<Mechanism> {};

TEST_P(EachMechanism, LetsTheRightOneInAndNobodyElse) {
  const bool token = GetParam() == Mechanism::oauthbearer;
  const std::string secret = token ? "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==" : "pencil";
  EXPECT_TRUE(succeeds(played(GetParam(), {"user", secret, "abc"}), "user"));
  for (const Credentials& wrong :
       {Credentials{"user", "pencil2", "abc"}, Credentials{"tim", secret, "abc"},
        Credentials{"nobody", secret, "abc"}})
    EXPECT_TRUE(std::holds_alternative<Failure>(played(GetParam(), wrong))) << wrong.user;
  if (!token) {
    EXPECT_TRUE(succeeds(played(GetParam(), {"a,b=c", "p=w,d", "abc"}), "a,b=c"));
  }
}

TEST_P(EachMechanism, IsNeverSatisfiedByAPartOfAnAnswer) {
  ClientExchange client = begin_client(GetParam(), {"user", "pencil", "abc"});
  Exchange server = begin(GetParam(), environment());
  std::string challenge = first_challenge(server);
  for (int round = 0; round < 3; ++round) {
    const std::optional<std::string> said = answer(client, challenge);
    if (!said) return;
    for (std::size_t size = 0; size < said->size(); ++size) {
      Exchange copy = server;
      EXPECT_FALSE(std::holds_alternative<Success>(
          step(copy, std::string_view(*said).substr(0, size), Accounts())));
    }
    const Outcome outcome = step(server, *said, Accounts());
    const auto* next = std::get_if<Challenge>(&outcome);
    if (!next) return;
    challenge = next->octets;
  }
}

TEST_P(EachMechanism, HasChallengesOfItsOwn) {
  Environment other = environment();
  ++other.seed;
  Exchange a = begin(GetParam(), environment());
  Exchange b = begin(GetParam(), other);
  if (GetParam() == Mechanism::cram_md5) {
    EXPECT_NE(first_challenge(a), first_challenge(b));
  } else if (GetParam() == Mechanism::scram_sha_256) {
    const std::string first = "n,,n=user,r=abc";
    EXPECT_NE(std::get<Challenge>(step(a, first, Accounts())).octets,
              std::get<Challenge>(step(b, first, Accounts())).octets);
  }
}

INSTANTIATE_TEST_SUITE_P(, EachMechanism,
                         testing::Values(Mechanism::plain, Mechanism::login, Mechanism::cram_md5,
                                         Mechanism::scram_sha_256, Mechanism::oauthbearer));

TEST(Plain, RefusesWhatIsNotOfItsForm) {  // RFC 4616 section 2
  for (const std::string& message :
       {""s, "user"s, "\0user"s, "\0\0pencil"s, "\0user\0"s, "\0user\0pencil\0"s}) {
    Exchange exchange = begin(Mechanism::plain, environment());
    EXPECT_EQ(std::get<Failure>(step(exchange, message, Accounts())), Failure::malformed);
  }
  Exchange exchange = begin(Mechanism::plain, environment());
  EXPECT_EQ(std::get<Failure>(step(exchange, "tim\0user\0pencil"s, Accounts())),
            Failure::other_identity);
}

TEST(ScramSha256, RefusesWhatIsNotOfItsForm) {  // RFC 5802 sections 5 and 7
  for (const char* first : {"", "n", "n,", "n,,", "p=tls-unique,,n=user,r=abc", "n,,r=abc,n=user",
                            "n,,n=user", "n,,n=us=er,r=abc", "n,,n=user,r=", "x,,n=user,r=abc"}) {
    Exchange exchange = begin(Mechanism::scram_sha_256, environment());
    EXPECT_TRUE(std::holds_alternative<Failure>(step(exchange, first, Accounts()))) << first;
  }
}

TEST(OAuthBearer, TellsWhyBeforeItFails) {  // RFC 7628 section 3.2.3
  Exchange exchange = begin(Mechanism::oauthbearer, environment());
  const Outcome first = step(exchange,
                             "n,a=user,\x01"
                             "auth=Bearer no\x01\x01",
                             Accounts());
  EXPECT_EQ(std::get<Challenge>(first).octets, R"({"status":"invalid_token"})");
  EXPECT_EQ(std::get<Failure>(step(exchange, "\x01", Accounts())), Failure::bad_credentials);
}

TEST(ClientExchange, DoesNotComputeForDays) {
  ClientExchange client = begin_client(Mechanism::scram_sha_256, {"user", "pencil", "abc"});
  initial_response(client);
  EXPECT_EQ(answer(client, "r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4000000000"), std::nullopt);
}

}  // namespace
}  // namespace popscope::sim::sasl
