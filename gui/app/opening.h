#pragma once
// Opening lessons, files and recordings, and reading them again.

#include <string>

#include "gui/app/app.h"
#include "loader/reference.h"

namespace popscope::gui {

// Each leaves everything as it was when the file is faulty, shows its page, and gives false.
bool open_lesson(App& app, std::size_t index);
bool open_file(App& app, const std::string& path);
// A file that cannot be used: its page is shown. Gives false.
bool refuse(App& app, Opened opened, std::string text, text::Diagnostics problems);
// Why there is nothing to open by that name; none: there is.
std::optional<text::Diagnostic> cannot_open(const App& app, const std::string& path);

// The opened recording as it stands in its file, without what was done in it since. False, and
// nothing changed: it is not there any more, or is another one now.
bool open_as_saved(App& app);

// Whether Esc on the page of a faulty file goes back to an earlier version of it.
bool is_back_possible(const App& app);

// What is on the screen, be it faulty: what is watched, read again and opened in the editor. Null:
// no file is (the start page, a question's run).
const Opened* file_on_screen(const App& app);
// Reads it again; what the learner did in a lesson is done again.
bool reload(App& app);
// Whether it has changed on the disk.
bool has_changed(const App& app);

// Writes a copy of a lesson to begin from, and opens it. Never over a file that is there.
bool new_from_lesson(App& app, const std::string& id, const std::string& path);

// The lesson behind the present one; none behind the last and for files of one's own.
std::optional<std::size_t> next_lesson(const App& app);

// What the format permits at the place of a faulty file's problem: that of the file in which it is.
loader::Reference reference_of(const Faulty& faulty, std::size_t problem,
                               const text::Catalogue& catalogue);

}  // namespace popscope::gui
