#pragma once
// Expected output that lives in files. POPSCOPE_UPDATE_GOLDEN=1 rewrites every file that a test
// compares with; what changed is then read in the diff.
#include <string>

namespace popscope::test {

// Compares with the file at this path; says the first line that differs.
void expect_same_as_file(const std::string& path, const std::string& text);

// ... with tests/golden/NAME of this repository.
#ifdef POPSCOPE_SOURCE_DIR
inline void expect_golden(const std::string& name, const std::string& text) {
  expect_same_as_file(POPSCOPE_SOURCE_DIR "/tests/golden/" + name, text);
}
#endif

}  // namespace popscope::test
