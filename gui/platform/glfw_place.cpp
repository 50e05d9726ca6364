#include "gui/platform/glfw_place.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <algorithm>

namespace popscope::gui {
namespace {

struct Area {
  int x = 0, y = 0, width = 0, height = 0;
};

Area work_area(GLFWmonitor* monitor) {
  Area area;
  glfwGetMonitorWorkarea(monitor, &area.x, &area.y, &area.width, &area.height);
  return area;
}

long long shared(const Area& area, const WindowPlace& place) {
  const int width =
      std::min(area.x + area.width, place.x + place.width) - std::max(area.x, place.x);
  const int height =
      std::min(area.y + area.height, place.y + place.height) - std::max(area.y, place.y);
  return width > 0 && height > 0 ? static_cast<long long>(width) * height : 0;
}

}  // namespace

GLFWmonitor* monitor_under(const WindowPlace& place) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  GLFWmonitor* best = glfwGetPrimaryMonitor();
  long long most = 0;
  for (int i = 0; i < count; ++i) {
    const long long here = shared(work_area(monitors[i]), place);
    if (here <= most) continue;
    most = here;
    best = monitors[i];
  }
  return best;
}

WindowPlace fitting_place(const WindowPlace& wanted) {
  WindowPlace place = wanted;
  GLFWmonitor* monitor = monitor_under(place);
  if (monitor == nullptr) return place;
  const Area area = work_area(monitor);
  if (area.width <= 0 || area.height <= 0) return place;
  // A quarter of it visible is enough to take hold of it.
  const long long visible = shared(area, place);
  if (visible * 4 < static_cast<long long>(place.width) * place.height) place.known = false;
  place.width = std::min(place.width, area.width);
  place.height = std::min(place.height, area.height);
  return place;
}

WindowPlace place_of(GLFWwindow* window) {
  WindowPlace place;
  place.known = true;
  glfwGetWindowPos(window, &place.x, &place.y);
  glfwGetWindowSize(window, &place.width, &place.height);
  place.maximised = glfwGetWindowAttrib(window, GLFW_MAXIMIZED) == GLFW_TRUE;
  return place;
}

}  // namespace popscope::gui
