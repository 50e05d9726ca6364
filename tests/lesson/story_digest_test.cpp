// Kept work goes on in the story that it was done in: whatever an act holds tells stories apart.
#include "lesson/story_digest.h"

#include <gtest/gtest.h>

#include "tests/support/acts.h"
#include "tests/support/story.h"

namespace popscope::lesson {
namespace {

std::uint64_t with_act(const sim::Input& act) {
  Compiled story = *test::compiled(test::sarah({test::connect()}));
  sim::Script script;
  script.ops = {act, sim::End{}};
  story.start.script = script;
  return story_digest(story);
}

TEST(StoryDigest, KnowsEveryFieldOfEveryAct) {
  const std::vector<test::ActAndOthers> all = test::every_act();
  ASSERT_EQ(all.size(), std::variant_size_v<sim::Input>);
  for (std::size_t n = 0; n < all.size(); ++n) {
    ASSERT_EQ(all[n].act.index(), n);
    const std::uint64_t digest = with_act(all[n].act);
    EXPECT_EQ(digest, with_act(all[n].act));
    for (std::size_t i = 0; i < all[n].others.size(); ++i)
      EXPECT_NE(digest, with_act(all[n].others[i])) << n << ", field " << i;
  }
}

}  // namespace
}  // namespace popscope::lesson
