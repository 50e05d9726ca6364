#pragma once

// Where a user's own things are, as the XDG base directory specification says, and what a file of
// theirs is called there.

#include <string>

namespace popscope::loader {

// The folder of popscope within it: the variable ("XDG_DATA_HOME") when it is an absolute path
// (others are to be ignored), else below HOME ("/.local/share"); empty when there is neither.
std::string user_folder(const char* variable, const char* below_home);

// What is kept of a file of one's own: "own/my-lesson-0123456789abcdef".
std::string own_key(const std::string& absolute_path);

}  // namespace popscope::loader
