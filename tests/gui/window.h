#pragma once
// The whole program without a window: an App in folders of its own, driven by a learner's hands.

#include <memory>
#include <string>
#include <vector>

#include "gui/app/app.h"
#include "gui/testing/driver.h"

namespace popscope::gui {

// A new empty folder below the build's temporary ones; removed with its content.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, std::string_view octets) const;
  std::string read(const std::string& name) const;

 private:
  std::string path_;
};

// Of the shipped lessons, in their order. Parameters of tests are made each time a test begins: no
// more is read than that.
std::vector<std::string> lesson_ids();

class Window {
 public:
  // Without a folder nothing is kept.
  explicit Window(const Request& request = {}, const TemporaryFolder* kept = nullptr,
                  HeadlessSettings settings = {}, const std::string& data = "");

  App& app() { return app_; }
  const lesson::Visit& visit() const { return *app_.visit; }
  Driver& driver() { return driver_; }
  UiState& ui() { return app_.ui; }

  // Keys, as a learner presses them; each is followed by the frames that it takes.
  void key(ImGuiKeyChord chord) { driver_.key(chord); }
  void type(std::string_view words) { driver_.type(words); }
  // As the window does when nothing happens.
  void wait(double seconds);

 private:
  App app_;
  bool opened_;
  double waited_ = 0;  // beside the time that frames take
  Driver driver_;
};

}  // namespace popscope::gui
