// What servers say in the transcripts, changed at random and handed to a device that checks mail:
// a short run of what tests/fuzz/reply_fuzz.cpp does for long.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/core/random.h"
#include "tests/support/reply_player.h"

namespace popscope::sim {
namespace {

constexpr std::uint64_t kSeeds = 4000;

// A transcript's server lines, all connections in a row; a command ends a portion.
std::string input_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::string input;
  for (std::string line; std::getline(in, line);) {
    const std::size_t side = line.find(' ') + 1;
    if (line.compare(side, 3, "S: ") == 0) {
      std::string text = line.substr(side + 3);
      std::replace(text.begin(), text.end(), '*', '7');
      input += text + "\r\n";
    } else if (line.compare(side, 3, "C: ") == 0) {
      input += '\xff';
    }
  }
  return input;
}

std::vector<std::string> all_inputs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(POPSCOPE_SOURCE_DIR "/tests/transcripts"))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const std::filesystem::path& path : paths) {
    std::string input = input_of(path);
    if (!input.empty()) inputs.push_back(std::move(input));
  }
  return inputs;
}

void change(std::string& input, Random& random) {
  static const std::string kWords[] = {"+OK\r\n", "-ERR\r\n", "+ \r\n", ".\r\n", "1 a\r\n",
                                       "2 4294967296\r\n", "+OK 2 300\r\n", "\xff", "\xfe",
                                       "SASL PLAIN LOGIN\r\n", "STLS\r\n", "PIPELINING\r\n",
                                       std::string(1, '\0'), std::string(5000, 'x'), "\n"};
  const std::size_t at = random.below(input.size() + 1);
  const std::size_t octets = std::min<std::size_t>(random.below(40), input.size() - at);
  switch (random.below(5)) {
    case 0: input.erase(at, octets); return;
    case 1: input.insert(at, input.substr(at, octets)); return;
    case 2:
      if (octets > 0) input[at] = static_cast<char>(random.below(256));
      return;
    case 3: input.resize(at); return;
    default: input.insert(at, kWords[random.below(std::size(kWords))]); return;
  }
}

TEST(RandomReplies, AreReadTheSameHoweverTheyCome) {
  const std::vector<std::string> inputs = all_inputs();
  ASSERT_GT(inputs.size(), 10u);
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random{seed};
    std::string input = inputs[random.below(inputs.size())];
    const std::uint64_t changes = random.below(8);
    for (std::uint64_t i = 0; i < changes; ++i) change(input, random);
    const auto octet = [&] { return std::string(1, static_cast<char>(random.below(128))); };
    input = octet() + octet() + input;
    test::try_replies(input);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace popscope::sim
