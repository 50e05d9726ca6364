#include "tests/gui/window.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "embedded/files.h"
#include "gui/app/draw.h"

namespace popscope::gui {

TemporaryFolder::TemporaryFolder() {
  static int serial = 0;
  path_ = (std::filesystem::temp_directory_path() /
           ("popscope-test-" + std::to_string(getpid()) + "-" + std::to_string(++serial)))
              .string();
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TemporaryFolder::write(const std::string& name, std::string_view octets) const {
  std::filesystem::create_directories(std::filesystem::path(file(name)).parent_path());
  std::ofstream out(file(name), std::ios::binary);
  out << octets;
}

std::string TemporaryFolder::read(const std::string& name) const {
  std::ifstream in(file(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lesson_ids() {
  const loader::EmbeddedSource shipped(embedded::files());
  const text::Catalogue none;
  const Library library(shipped, none, "");
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < library.size(); ++i) ids.push_back(library.id(i));
  return ids;
}

Window::Window(const Request& request, const TemporaryFolder* kept, HeadlessSettings settings,
               const std::string& data)
    : app_(data, kept == nullptr ? Kept() : Kept(kept->file("state"), kept->file("config"))),
      opened_(open_at_start(app_, request)),
      driver_(
          [&] {
            settings.look = look_of(app_, settings.look);
            return settings;
          }(),
          embedded_fonts(),
          [this] {
            app_.now = ImGui::GetTime() + waited_;
            app_.redraw = false;
            draw(app_);
          }) {
  driver_.settle();
}

void Window::wait(double seconds) {
  const double until = app_.now + seconds;
  // In steps, as a window wakes up.
  for (double now = app_.now; now < until;) {
    const int ms = tick_in_ms(app_);
    now = ms < 0 ? until : std::min(until, now + std::max(ms, 1) / 1000.0);
    tick(app_, now);
  }
  waited_ += seconds;
  driver_.frame();
  app_.now = until;
}

}  // namespace popscope::gui
