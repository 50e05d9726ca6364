#pragma once
// `popscope shot`: the window as a picture, without a display. Reads nothing that is kept, so the
// same command always draws the same pixels.

#include <string>

#include "gui/style/font_files.h"
#include "gui/style/theme.h"
#include "lesson/going.h"

namespace popscope::gui {

struct ShotRequest {
  std::string data;                 // --data; empty: what is part of the program
  std::string language;             // empty: English
  std::string file;                 // empty: the first lesson
  std::string step;                 // [BRANCH:]N | id
  std::string view = "lesson";      // start, lesson, lines, compare=A,B, projector, end, report
  std::string tab;                  // ladder, lines, now, explanation, devices; ladder, mail
  std::uint32_t question = 0;       // of a quiz, from 1; 0: the page before it begins
  std::string answer;               // letters as shown, "B"; confirmed
  bool exam = false;
  lesson::Grain grain = lesson::Grain::line;
  int width = 1440;
  int height = 900;
  bool as_listener = false;
  ThemeName theme = ThemeName::light;
  float zoom = 1;
  std::string out;
};

enum class ShotEnd {
  drawn,
  faulty,       // the file's error page was drawn
  no_such_step,
  no_such_view,
  no_such_question,
  not_written,
};

// `why`: takes the sentence that says why there is no such step.
ShotEnd shoot(const ShotRequest& request, FontFiles fonts, std::string* why = nullptr);

}  // namespace popscope::gui
