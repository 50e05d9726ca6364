#pragma once
// Where Dear ImGui's assertions and our own broken promises about drawing go. A test takes them
// and fails; the program writes them to the standard error output and goes on, because a wrong
// pixel is better than a lost lesson. Knows no Dear ImGui: it is included by Dear ImGui itself.

#include <string>
#include <vector>

namespace popscope::gui {

void complain(const std::string& what);
void complain_about(const char* expression, const char* file, int line);

// While one of these lives, complaints are collected instead of written.
class Complaints {
 public:
  Complaints();
  ~Complaints();
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  std::vector<std::string> take();

 private:
  friend void complain(const std::string& what);
  std::vector<std::string> collected_;
  Complaints* outer_ = nullptr;
};

}  // namespace popscope::gui
