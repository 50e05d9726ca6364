#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/core/md5.h"
#include "sim/core/queue.h"

namespace popscope::sim {
namespace {

TEST(Md5, GivesTheDigestsOfRfc1321) {
  EXPECT_EQ(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5_hex("a"), "0cc175b9c0f1b6a831c399e269772661");
  EXPECT_EQ(md5_hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(md5_hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(md5_hex("abcdefghijklmnopqrstuvwxyz"), "c3fcd3d76192e4007dfb496cca67e13b");
  EXPECT_EQ(md5_hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
            "d174ab98d277d9f5a5611c2c9f419d9f");
  EXPECT_EQ(md5_hex("1234567890123456789012345678901234567890123456789012345678901234567890"
                    "1234567890"),
            "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(Md5, GivesTheDigestOfTheApopExample) {  // RFC 1939 section 7, APOP
  EXPECT_EQ(md5_hex("<1896.697170952@dbc.mtview.ca.us>tanstaaf"),
            "c4c9334bac560ecc979e58001b3e22fb");
}

TEST(Md5, FillsTheLastBlockRightAtEveryLength) {
  EXPECT_EQ(md5_hex(std::string(55, 'a')), "ef1772b6dff9a122358552954ad0df65");
  EXPECT_EQ(md5_hex(std::string(56, 'a')), "3b0c8ac703f828b04c6c197006d17218");
  EXPECT_EQ(md5_hex(std::string(63, 'a')), "b06521f39153d618550606be297466d5");
  EXPECT_EQ(md5_hex(std::string(64, 'a')), "014842d480b571495a4a0363793f7367");
  EXPECT_EQ(md5_hex(std::string(65, 'a')), "c743a45e0d2e6a95cb859adae0248435");
}

TEST(Queue, GivesBackInTheOrderOfArrival) {
  Queue<int> queue;
  int next_in = 0;
  int next_out = 0;
  for (int round = 0; round < 500; ++round) {
    for (int i = 0; i < round % 7; ++i) queue.push_back(next_in++);
    for (int i = 0; i < round % 6 && !queue.empty(); ++i) {
      ASSERT_EQ(queue.front(), next_out);
      ASSERT_EQ(queue.pop_front(), next_out++);
    }
    ASSERT_EQ(queue.size(), static_cast<std::size_t>(next_in - next_out));
    ASSERT_EQ(std::vector<int>(queue.begin(), queue.end()).size(), queue.size());
  }
  ASSERT_GT(queue.size(), 1u);
  EXPECT_EQ(queue[1], next_out + 1);
  EXPECT_EQ(queue.back(), next_in - 1);
}

TEST(Queue, EqualsWhatHoldsTheSameWhateverWasTakenBefore) {
  Queue<int> a;
  Queue<int> b;
  a.push_back(0);
  a.push_back(1);
  b.push_back(1);
  EXPECT_FALSE(a == b);
  a.pop_front();
  EXPECT_TRUE(a == b);
  a.clear();
  EXPECT_TRUE(a.empty());
}

TEST(Time, StopsAtTheEndsOfItsRange) {
  const Time last{INT64_MAX};
  EXPECT_EQ(last + seconds(1), last);
  EXPECT_EQ(Time{INT64_MIN} + Duration{-1}, Time{INT64_MIN});
  EXPECT_EQ((Duration{INT64_MAX} + Duration{INT64_MAX}).us, INT64_MAX);
  EXPECT_EQ((last - Time{-1}).us, INT64_MAX);
  EXPECT_EQ((Time{INT64_MIN} - Time{1}).us, INT64_MIN);
  EXPECT_EQ((Time{5} - Time{7}).us, -2);
  EXPECT_EQ(civil_from(kLastTime).year, 9999);
  EXPECT_EQ(civil_from(kLastTime + Duration{1}).year, 10000);
}

}  // namespace
}  // namespace popscope::sim
