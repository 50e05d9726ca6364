#include "tests/support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace popscope::test {
namespace {

bool update_wanted() {
  const char* wanted = std::getenv("POPSCOPE_UPDATE_GOLDEN");
  return wanted != nullptr && std::string(wanted) == "1";
}

std::string first_difference(const std::string& expected, const std::string& found) {
  std::istringstream expected_lines(expected), found_lines(found);
  std::string before, after;
  for (int number = 1;; ++number) {
    const bool more_before = static_cast<bool>(std::getline(expected_lines, before));
    const bool more_after = static_cast<bool>(std::getline(found_lines, after));
    if (!more_before && !more_after) return "only line ends differ";
    if (more_before && more_after && before == after) continue;
    return "line " + std::to_string(number) +
           "\n  expected: " + (more_before ? before : "(the end)") +
           "\n  found:    " + (more_after ? after : "(the end)");
  }
}

}  // namespace

void expect_same_as_file(const std::string& path, const std::string& text) {
  if (update_wanted()) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    ADD_FAILURE() << path << " is not there; POPSCOPE_UPDATE_GOLDEN=1 writes it\n" << text;
    return;
  }
  std::ostringstream expected;
  expected << file.rdbuf();
  if (expected.str() != text) {
    ADD_FAILURE() << path << ": " << first_difference(expected.str(), text)
                  << "\nPOPSCOPE_UPDATE_GOLDEN=1 rewrites the file.";
  }
}

}  // namespace popscope::test
