#pragma once
// What Ctrl+C puts on the clipboard: what is selected, in plain words.

#include <string>

#include "gui/app/app.h"

namespace popscope::gui {

// Empty: there is nothing to copy.
std::string words_to_copy(const App& app);

}  // namespace popscope::gui
