// Whose mail is compared: by what the messages say, their flags by name, in all mailboxes; then by
// the lock.
#include "view/whose_mail.h"

#include <functional>
#include <gtest/gtest.h>

namespace popscope::view {
namespace {

using namespace popscope::sim;

World three_people() {
  World world;
  for (const char* user : {"ann", "bea", "cid"}) {
    const MaildropId id = add_maildrop(world, user, "secret");
    deliver(world.maildrops[id.value].modify(),
            message_from_text("Subject: one\r\n\r\nx\r\n", world.next_identity++));
  }
  return world;
}

Maildrop& of(World& world, std::uint32_t person) { return world.maildrops[person].modify(); }

// The person whose maildrop differs when `change` is done to that of the third on one side.
std::uint32_t chosen(const std::function<void(Maildrop&)>& change) {
  const World before = three_people();
  World after = before;
  change(of(after, 2));
  EXPECT_EQ(maildrop_to_compare(before, after), maildrop_to_compare(after, before));
  return maildrop_to_compare(before, after).value;
}

TEST(WhoseMail, IsOfWhomAnythingOfTheMailDiffers) {
  EXPECT_EQ(chosen([](Maildrop&) {}), 0u);
  EXPECT_EQ(chosen([](Maildrop& m) { m.messages.clear(); }), 2u);
  EXPECT_EQ(chosen([](Maildrop& m) { m.messages[0].flags.set(SystemFlag::seen); }), 2u);
  EXPECT_EQ(chosen([](Maildrop& m) { m.messages[0].unique_id = "other"; }), 2u);
  EXPECT_EQ(chosen([](Maildrop& m) {
              m.messages[0].message = message_from_text("Subject: one\r\n\r\ny\r\n", 1);
            }),
            2u);
  EXPECT_EQ(chosen([](Maildrop& m) { add_folder(m, "Archive"); }), 2u);
}

TEST(WhoseMail, IsOfWhoseLockDiffersWhereTheMailIsTheSame) {
  EXPECT_EQ(chosen([](Maildrop& m) { m.locked_by = SessionId{0}; }), 2u);
  const World before = three_people();
  World after = before;
  of(after, 1).locked_by = SessionId{0};
  of(after, 2).messages.clear();
  EXPECT_EQ(maildrop_to_compare(before, after).value, 2u);  // mail comes before the lock
}

TEST(WhoseMail, TakesFlagsByTheirNames) {
  World a = three_people();
  World b = a;
  const auto flag = [](World& world, const char* name) {
    Maildrop& drop = of(world, 1);
    drop.messages[0].flags.keywords = 1U << *keyword_place(drop, name);
  };
  flag(a, "$Work");
  flag(b, "$Home");  // the same bit
  EXPECT_EQ(maildrop_to_compare(a, b).value, 1u);
  World c = three_people();
  World d = c;
  keyword_place(of(d, 1), "$Home");  // there $Work is another bit
  flag(c, "$Work");
  flag(d, "$Work");
  EXPECT_EQ(maildrop_to_compare(c, d).value, 0u);
  of(c, 1).messages[0].flags.keywords |= 1U << *keyword_place(of(c, 1), "$Home");
  of(d, 1).messages[0].flags.keywords |= 1U << *keyword_place(of(d, 1), "$Home");
  EXPECT_EQ(maildrop_to_compare(c, d).value, 0u);
}

// What arrives behind the place where the two part is made on each side anew.
TEST(WhoseMail, TakesTheSameDeliveryOnBothSidesForTheSame) {
  World a = three_people();
  World b = a;
  for (World* world : {&a, &b})
    deliver(of(*world, 2), message_from_text("Subject: two\r\n\r\nz\r\n", world->next_identity++));
  EXPECT_EQ(maildrop_to_compare(a, b).value, 0u);
}

}  // namespace
}  // namespace popscope::view
