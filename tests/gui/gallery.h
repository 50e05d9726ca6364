#pragma once
// Every widget on one page, laid out as the design's pictures lay them out. A picture of it is
// looked at; tests press what is on it.

#include <string>

namespace popscope::gui {

struct Gallery {
  int grain = 1;
  int tab = 0;
  bool sniffer = false;
  std::string typed;
  std::string entered;
  std::string last;  // the label of what was pressed last

  void draw();

 private:
  void top_bar();
  void strip();
  void story(float x, float y);
  void wire(float x, float y);
  void ladder(float x, float y);
  void maildrop(float x, float y);
  void controls(float x, float y);
  void bottom_bar();
};

}  // namespace popscope::gui
