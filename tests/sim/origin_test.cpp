// Whose a device's copies are: what it fetched by hand as somebody else, or out of another mailbox,
// is none of what its checks compare.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/support/imap_world.h"

namespace popscope::sim {
namespace {

using test::ImapWorld;
using Subjects = std::vector<std::string>;

// RFC 9051 section 2.3.1.1: a UID names a message only together with mailbox and UIDVALIDITY, and
// two people's mailboxes may have the same of both.
TEST_F(ImapWorld, ACopyFromAnothersMailboxIsNoCopyOfItsOwn) {
  add_maildrop(world, "kim", "geheim");
  deliver(world.maildrops[1].modify(), message_from_text("Subject: kims\r\n\r\nHi.\r\n", 9),
          world.now);
  const DeviceId phone = device("Phone", Protocol::imap);
  give(Connect{phone});
  give(Send{phone, "a LOGIN kim geheim\r\nb SELECT INBOX\r\n"});
  give(Send{phone, "c UID FETCH 1 (UID FLAGS BODY[])\r\nd LOGOUT\r\n"});
  EXPECT_EQ(held(phone), (Subjects{"kims"}));
  give(Use{phone, Deed::remove, "kims"});
  EXPECT_EQ(last<MessageUsed>()->tells, Tells::nobody);
  EXPECT_EQ(held(phone), Subjects{}) << "nobody is to be told of it: it is gone at once";
  give(Check{phone});
  EXPECT_EQ(on_server(), (Subjects{"one", "two", "three"}));
  EXPECT_EQ(held(phone), (Subjects{"one", "two", "three"}));
  EXPECT_EQ(world.maildrops[1]->messages.size(), 1u);
}

// What it has fetched from another's mailbox neither hides what its own holds nor goes with it.
TEST_F(ImapWorld, EveryLoginTellsWhoseTheMessagesAre) {
  add_maildrop(world, "kim", "geheim");
  deliver(world.maildrops[1].modify(), message_from_text("Subject: kims\r\n\r\nHi.\r\n", 9),
          world.now);
  const DeviceId phone = device("Phone", Protocol::imap);
  const std::vector<std::string> logins = {
      "a LOGIN {3+}\r\nkim {6+}\r\ngeheim\r\n",
      "a AUTHENTICATE PLAIN AGtpbQBnZWhlaW0=\r\n"};
  for (const std::string& login : logins) {
    give(Connect{phone});
    give(Send{phone, login});
    give(Send{phone, "b SELECT INBOX\r\nc UID FETCH 1 (UID FLAGS BODY[])\r\nd LOGOUT\r\n"});
    ASSERT_EQ(held(phone), (Subjects{"kims"})) << "the same message is kept once";
    EXPECT_EQ(world.devices[0]->store[0].from, (Origin{"kim", true, 1})) << login;
  }
  give(Connect{phone});
  give(Send{phone, "a AUTHENTICATE PLAIN\r\n"});
  give(Send{phone, "AGtpbQBnZWhlaW0=\r\n"});
  EXPECT_EQ(std::get<imap::Client>(world.devices[0]->client).at.user, "kim");
  give(Send{phone, "d LOGOUT\r\n"});
  give(Check{phone});
  EXPECT_EQ(held(phone), (Subjects{"kims", "one", "two", "three"}));
  give(Use{phone, Deed::remove, "one"});
  give(Check{phone});
  EXPECT_EQ(held(phone), (Subjects{"kims", "two", "three"}));
}

// By hand out of its own INBOX it is a copy like any other; out of a folder it is none of INBOX.
TEST_F(ImapWorld, WhatIsFetchedByHandIsKnownByItsMailbox) {
  const DeviceId phone = device("Phone", Protocol::imap);
  give(Connect{phone});
  give(Send{phone, "a LOGIN sarah secret\r\nb SELECT INBOX\r\nc CREATE Box\r\n"});
  give(Send{phone, "d COPY 3 Box\r\ne UID FETCH 2 (UID FLAGS BODY[])\r\nf SELECT Box\r\n"});
  give(Send{phone, "g UID FETCH 1 (UID FLAGS BODY[])\r\nh LOGOUT\r\n"});
  EXPECT_EQ(held(phone), (Subjects{"two", "three"}));
  give(Check{phone});
  EXPECT_EQ(held(phone), (Subjects{"two", "three", "one", "three"})) << "UID 2 is known";
  give(Use{phone, Deed::remove, "three"});
  EXPECT_EQ(last<MessageUsed>()->tells, Tells::nobody) << "Box is not what a check looks at";
  give(Check{phone});
  EXPECT_EQ(on_server(), (Subjects{"one", "two", "three"}));
}

// RFC 1939 section 7: a unique-id is unique in one maildrop.
TEST_F(ImapWorld, AUniqueIdOfAnothersMaildropIsNotKnown) {
  add_maildrop(world, "kim", "geheim");
  world.maildrops[1].modify().unique_salt = world.maildrops[0]->unique_salt;
  world.maildrops[1].modify().next_unique = 1;
  deliver(world.maildrops[1].modify(), message_from_text("Subject: kims\r\n\r\nHi.\r\n", 9),
          world.now);
  ASSERT_EQ(world.maildrops[1]->messages[0].unique_id, world.maildrops[0]->messages[0].unique_id);
  const DeviceId laptop = device("Laptop", Protocol::pop3);
  give(Set{laptop, Policy::leave_on_server});
  give(Connect{laptop});
  for (const char* line : {"USER kim", "PASS geheim", "UIDL", "RETR 1", "QUIT"})
    give(Send{laptop, std::string(line) + "\r\n"});
  give(Check{laptop});
  EXPECT_EQ(held(laptop), (Subjects{"kims", "one", "two", "three"}));
}

}  // namespace
}  // namespace popscope::sim
