// Whatever can be done has a name, and sentences for the button and the ladder go by it.
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "sim/world/act_kinds.h"
#include "tests/view/english.h"

namespace popscope::test {
namespace {

template <std::size_t... I>
std::vector<sim::Input> one_of_each(std::index_sequence<I...>) {
  return {sim::Input(std::in_place_index<I>)...};
}

TEST(ActWords, EveryActHasItsOwnNameAndSentences) {
  const auto acts = one_of_each(std::make_index_sequence<std::variant_size_v<sim::Input>>());
  std::set<std::string> names;
  for (const sim::Input& act : acts) {
    const std::string name(sim::name_of(act));
    EXPECT_TRUE(names.insert(name).second) << name;
    if (std::holds_alternative<sim::Send>(act)) continue;  // its line is shown
    EXPECT_TRUE(english().contains("panel.next." + name)) << name;
    EXPECT_TRUE(english().contains("transport.next." + name)) << name;
  }
}

TEST(ActWords, AnActIsOfADeviceOrOfNone) {
  const sim::DeviceId phone{1};
  EXPECT_EQ(sim::device_of(sim::Send{phone, "NOOP"}), phone);
  EXPECT_EQ(sim::device_of(sim::Use{phone, sim::Deed::read, "x", 0}), phone);
  EXPECT_EQ(sim::device_of(sim::Wait{}), std::nullopt);
  EXPECT_EQ(sim::device_of(sim::Filter{}), std::nullopt);
  EXPECT_EQ(sim::device_of(sim::Deliver{}), std::nullopt);
}

}  // namespace
}  // namespace popscope::test
