// `popscope shot`: golden pictures of key moments, compared by pixels, and what it does with what
// is not there. POPSCOPE_UPDATE_GOLDEN=1 rewrites the pictures, to be looked at and committed.
#include "gui/app/shot.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

#include "gui/picture/picture.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

struct Moment {
  const char* name;
  ShotRequest request;
};

ShotRequest request(const char* file, const char* step, const char* view = "lesson") {
  ShotRequest request;
  request.file = file;
  request.step = step;
  request.view = view;
  return request;
}

std::vector<Moment> moments() {
  std::vector<Moment> all;
  all.push_back({"lesson", request("deletion-happens-at-quit", "marked")});
  all.push_back({"lines-dark", request("deletion-happens-at-quit", "marked", "lines")});
  all.back().request.theme = ThemeName::dark;
  all.push_back({"question-1024x700", request("deletion-happens-at-quit", "10")});
  all.back().request.width = 1024;
  all.back().request.height = 700;
  all.push_back({"two-hundred-percent", request("deletion-happens-at-quit", "marked")});
  all.back().request.width = 1024;
  all.back().request.height = 700;
  all.back().request.zoom = 2;
  all.push_back({"compare", request("the-cable-is-cut", "phone-finds-three", "compare=1,2")});
  all.push_back({"projector", request("deletion-happens-at-quit", "marked", "projector")});
  all.back().request.width = 1280;
  all.back().request.height = 720;
  return all;
}

class Golden : public testing::TestWithParam<Moment> {};

TEST_P(Golden, LooksAsItDid) {
  const std::string golden =
      std::string(POPSCOPE_SOURCE_DIR) + "/tests/golden/pictures/" + GetParam().name + ".png";
  const fs::path folder = POPSCOPE_SOURCE_DIR "/build/pictures";
  fs::create_directories(folder);
  ShotRequest request = GetParam().request;
  request.out = (folder / (std::string("now-") + GetParam().name + ".png")).string();
  ASSERT_EQ(shoot(request, embedded_fonts()), ShotEnd::drawn);
  const std::optional<Picture> now = load_png(request.out);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->width, request.width);
  EXPECT_EQ(now->height, request.height);
  if (std::getenv("POPSCOPE_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(fs::path(golden).parent_path());
    ASSERT_TRUE(save_png(*now, golden));
    return;
  }
  const std::optional<Picture> before = load_png(golden);
  ASSERT_TRUE(before) << golden << " is missing; POPSCOPE_UPDATE_GOLDEN=1 writes it";
  const Difference apart = difference(*before, *now);
  EXPECT_EQ(apart.pixels, 0) << "first at " << apart.first_x << "," << apart.first_y
                             << "; look at " << request.out
                             << " beside it, then POPSCOPE_UPDATE_GOLDEN=1";
}

INSTANTIATE_TEST_SUITE_P(Moments, Golden, testing::ValuesIn(moments()), [](const auto& moment) {
  std::string name = moment.param.name;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

class Shot : public testing::Test {
 protected:
  ShotEnd shoot_small(ShotRequest request) {
    request.width = 640;
    request.height = 480;
    if (request.out.empty()) request.out = folder_.file("shot.png");
    return shoot(request, embedded_fonts());
  }
  bool drawn() { return load_png(folder_.file("shot.png")).has_value(); }

  TemporaryFolder folder_;
};

TEST_F(Shot, AFaultyFileDrawsItsPage) {
  folder_.write("bad.json", "{ \"popscope\": \"scenario/1\", \"titel\": 3 }");
  EXPECT_EQ(shoot_small(request(folder_.file("bad.json").c_str(), "")), ShotEnd::faulty);
  EXPECT_TRUE(drawn());
}

TEST_F(Shot, WhatIsNotThereIsSaid) {
  EXPECT_EQ(shoot_small(request("first-retrieval", "no-such-id")), ShotEnd::no_such_step);
  EXPECT_EQ(shoot_small(request("first-retrieval", "99999")), ShotEnd::no_such_step);
  EXPECT_EQ(shoot_small(request("first-retrieval", "", "nothing")), ShotEnd::no_such_view);
  EXPECT_EQ(shoot_small(request("the-cable-is-cut", "", "compare=1,9")), ShotEnd::no_such_view);
  EXPECT_FALSE(drawn());
  ShotRequest nowhere = request("first-retrieval", "");
  nowhere.out = folder_.file("no/such/folder/shot.png");
  EXPECT_EQ(shoot_small(nowhere), ShotEnd::not_written);
}

// Without a step both ways are shown to their ends, whatever is asked on them.
TEST_F(Shot, ComparedWithoutAStepNothingIsUntold) {
  const auto picture = [&](const char* step) {
    EXPECT_EQ(shoot_small(request("sarahs-story", step, "compare=POP3 removes,IMAP")),
              ShotEnd::drawn);
    return load_png(folder_.file("shot.png"));
  };
  const std::optional<Picture> ends = picture("");
  EXPECT_FALSE(ends == picture("IMAP:imap-end"));  // there the other way waits for an answer
  EXPECT_FALSE(ends == picture("IMAP:1"));
}

TEST_F(Shot, EveryViewAndTheSamePixelsTwice) {
  for (const char* view : {"start", "lesson", "lines", "compare=QUIT,cable cut", "projector",
                           "end"}) {
    EXPECT_EQ(shoot_small(request("the-cable-is-cut", "marked", view)), ShotEnd::drawn) << view;
    const std::optional<Picture> first = load_png(folder_.file("shot.png"));
    EXPECT_EQ(shoot_small(request("the-cable-is-cut", "marked", view)), ShotEnd::drawn) << view;
    EXPECT_TRUE(first == load_png(folder_.file("shot.png"))) << view;
  }
}

}  // namespace
}  // namespace popscope::gui
