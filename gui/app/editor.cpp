#include "gui/app/editor.h"

#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace popscope::gui {

bool open_in_editor(const std::string& path) {
  // The shell is waited for, and leaves the editor running by itself.
  const char* const script =
      "command -v xdg-open >/dev/null || exit 1; xdg-open \"$1\" >/dev/null 2>&1 &";
  const char* const words[] = {"sh", "-c", script, "sh", path.c_str(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, "sh", nullptr, nullptr, const_cast<char* const*>(words), environ) != 0) {
    return false;
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child) return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace popscope::gui
