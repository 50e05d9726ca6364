#pragma once
// Hands a file to whatever program the desktop opens it with.

#include <string>

namespace popscope::gui {

// False: the desktop has no such program.
bool open_in_editor(const std::string& path);

}  // namespace popscope::gui
