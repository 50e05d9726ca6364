#pragma once
// Where what is open came from: a lesson, a quiz, a file of one's own. Knows no Visit.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/app/disk.h"

namespace popscope::gui {

struct Opened {
  std::string key;    // kept work goes by it
  std::string id;     // of the lesson; progress goes by it (own files: the path)
  std::string path;   // watched for changes; empty: part of the program
  std::string shown;  // what messages call it
  std::string asked;  // what it was opened by: a path as it was typed, or the id of a shipped one
  std::optional<std::size_t> lesson;  // index in the library
  // Of an opened recording: where it is, and the digest of its text. What one does in it is kept
  // apart from it; the file itself stays as it was.
  std::string recording;
  std::uint64_t recording_digest = 0;
  Stamp stamp;
  // Files beside it that it was made from (messages, a translation), watched too.
  std::vector<std::pair<std::string, Stamp>> beside;
};

}  // namespace popscope::gui
