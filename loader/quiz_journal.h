#pragma once

// The journal of a quiz: JSON Lines, one event a line, each with a check sum at its end. Lines are
// only ever added. What a crash tore is one line, the last: it is passed over, and so is any line
// that is not what its check sum says.
//
//     {"at":1764489600000,"did":"answered","question":"cable-pulled","chosen":[1],"sum":"..."}

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quiz/attempt.h"
#include "quiz/journal.h"

namespace popscope::loader {

std::string journal_line(const quiz::Event& event);  // with its line feed

struct JournalText {
  std::vector<quiz::Event> events;
  std::uint32_t passed_over = 0;  // lines that could not be read
};
JournalText read_journal(std::string_view octets);

// The folder of this user's journals ($XDG_DATA_HOME/popscope/quiz); empty: there is none. Within
// it, the file of a shipped quiz, or of one of one's own by where that is.
std::string journal_folder();
std::string journal_of_shipped(const std::string& folder, const std::string& quiz);
std::string journal_of_own(const std::string& folder, const std::string& path);

// The file, open for adding. One popscope at a time has it.
class JournalFile {
 public:
  enum class State { ready, in_use, impossible };

  explicit JournalFile(const std::string& path);
  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  State state() const { return state_; }
  const std::string& path() const { return path_; }
  // What it held when it was opened.
  const JournalText& before() const { return before_; }

  // An answer, a beginning and an end are on the disk when this returns. False: it could not be
  // written; what stands before it is as it was.
  bool add(const quiz::Event& event);

 private:
  bool is_synced(const std::string& line);

  State state_ = State::impossible;
  JournalText before_;
  std::string path_;
  int file_ = -1;
  std::string unsynced_;  // a line that is written, and not known to be on the disk
  bool torn_ = false;  // half a line stands at the end: the next one begins anew
};

}  // namespace popscope::loader
