// Which typed line is the story's next one: only what the server takes alike.
#include "lesson/same_line.h"

#include <gtest/gtest.h>

namespace popscope::lesson {
namespace {

using namespace popscope::sim;

bool same(Protocol protocol, const std::string& a, const std::string& b) {
  World world;
  add_server(world, Server{});
  Account account;
  account.protocol = protocol;
  const DeviceId device = add_device(world, "Laptop", account);
  return sends_the_same(Send{device, a + "\r\n"}, Send{device, b + "\r\n"}, world);
}

TEST(SameLine, KeywordsAreTheSameInAnyCaseAndNothingElseIs) {
  EXPECT_TRUE(same(Protocol::pop3, "retr 1", "RETR 1"));
  EXPECT_FALSE(same(Protocol::pop3, "RETR 1 ", "RETR 1"));
  EXPECT_FALSE(same(Protocol::pop3, "STAT ", "STAT"));
  EXPECT_FALSE(same(Protocol::pop3, " STAT", "STAT"));
  EXPECT_FALSE(same(Protocol::pop3, "PASS Secret", "PASS secret"));
  EXPECT_FALSE(same(Protocol::pop3, "PASS secret ", "PASS secret"));
}

TEST(SameLine, ATagIsTheClientsToChooseAndHasToBeThere) {  // RFC 9051 section 2.2.1
  EXPECT_TRUE(same(Protocol::imap, "1 noop", "a3 NOOP"));
  EXPECT_TRUE(same(Protocol::imap, "x7 STORE 1 +FLAGS (\\Seen)", "a1 STORE 1 +FLAGS (\\Seen)"));
  EXPECT_FALSE(same(Protocol::imap, "EXPUNGE", "a3 EXPUNGE"));
  EXPECT_FALSE(same(Protocol::imap, " EXPUNGE", "a3 EXPUNGE"));
  for (const char* tag : {"*", "+", "(", "a+", "{3}", "\"a\""})
    EXPECT_FALSE(same(Protocol::imap, std::string(tag) + " EXPUNGE", "a3 EXPUNGE")) << tag;
  EXPECT_FALSE(same(Protocol::imap, "a3 EXPUNGE ", "a3 EXPUNGE"));
}

TEST(SameLine, OfAnotherDeviceIsAnother) {
  World world;
  add_server(world, Server{});
  const DeviceId one = add_device(world, "Laptop", Account{});
  const DeviceId other = add_device(world, "Phone", Account{});
  EXPECT_FALSE(sends_the_same(Send{one, "NOOP\r\n"}, Send{other, "NOOP\r\n"}, world));
  EXPECT_FALSE(sends_the_same(Send{one, "NOOP\r\n"}, Cut{one}, world));
}

}  // namespace
}  // namespace popscope::lesson
