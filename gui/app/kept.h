#pragma once
// What popscope keeps between two runs: of each lesson a recording, how far one is, and how the
// window looked. In $XDG_STATE_HOME/popscope and $XDG_CONFIG_HOME/popscope. What cannot be read is
// set aside and said; where nothing can be written the program works on, says so once and holds the
// work until it can be written. Where two popscopes are at work on one lesson, each file is written
// by one of them only. Knows recordings as text only, and no Visit.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gui/app/settings.h"
#include "lesson/recording.h"
#include "text/catalogue.h"
#include "view/pages.h"

namespace popscope::gui {

struct Progress {
  std::string last;                             // id of the lesson that was open
  std::vector<view::LessonProgress> lessons;
  std::vector<std::string> own;                 // files opened lately, the latest first
};

// A sentence for the user: a key of the catalogue and its arguments.
struct Notice {
  std::string key;
  text::Arguments arguments;
};

class Kept {
 public:
  // Keeps nothing, and reads nothing: for pictures and tests.
  Kept() = default;
  // An empty folder: there is none (no HOME), so nothing can be kept there.
  Kept(std::string state_folder, std::string config_folder);
  // As the XDG base directory specification says.
  static Kept of_this_user();

  // `key`: "lessons/first-retrieval", "own/my-lesson-0123456789abcdef".
  std::optional<lesson::Recording> recording(const std::string& key);
  // When somebody else has written there since it was read or written here (another popscope, at
  // work on the same lesson), their file stays as it is, and this one's work goes to a file of its
  // own from then on: a notice names it, and its path is given, once.
  std::optional<std::string> keep(const std::string& key, const std::string& recording_json);
  // What could not be written is held here until it can be: `recording` gives it, too.
  bool is_all_kept() const { return unkept_.empty(); }
  const std::map<std::string, std::string>& unkept() const { return unkept_; }
  // Tries once more; gives the paths of what had to go apart, as `keep` does.
  std::vector<std::string> keep_again();
  const std::string& state_folder() const { return state_folder_; }

  // Keeps it under a name that is free: for what is about to be replaced. Not safe: then it must
  // not be replaced. (Where nothing is to be kept there is nothing to lose, and no path.)
  struct Aside {
    bool safe = false;
    std::optional<std::string> path;
  };
  Aside keep_aside(const std::string& key, const std::string& recording_json);

  Progress progress();
  // Read, changed and written again, so that a second popscope's progress is not lost. Without
  // folders the given one is changed only.
  void note_lesson(Progress& progress, const view::LessonProgress& lesson);
  void note_own_file(Progress& progress, const std::string& path);

  Settings settings();
  void keep(const Settings& settings);

  // What there is to say since the last time.
  std::vector<Notice> take_notices();

 private:
  // Where the work of a key is kept, and what this program last saw there.
  struct File {
    std::string path;
    std::optional<std::uint64_t> seen;  // a digest; none: there was no file
  };

  std::string state_path(const std::string& key) const;
  File& file_of(const std::string& key);
  std::optional<std::string> read(const std::string& path);
  bool write(const std::string& folder, const std::string& path, const std::string& octets);
  std::optional<std::string> keep_in_file(const std::string& key,
                                          const std::string& recording_json, bool& kept);
  void say_that_it_cannot(const std::string& folder);
  void refuse(const std::string& path);
  void refresh(Progress& progress);

  bool on_ = false;
  std::string state_folder_;
  std::string config_folder_;
  std::map<std::string, File> files_;  // by key
  std::map<std::string, std::string> unkept_;  // by key: recordings that could not be written
  std::set<std::string> in_the_way_;  // files that are not ours and could not be set aside
  bool said_that_it_cannot_ = false;
  std::vector<Notice> notices_;
};

}  // namespace popscope::gui
