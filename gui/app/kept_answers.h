#pragma once
// The journal of a quiz as the window keeps it. What cannot be written is held, in its order, until
// it can be: nothing is lost as long as the window is open.

#include <memory>
#include <string>
#include <vector>

#include "loader/quiz_journal.h"

namespace popscope::gui {

class KeptAnswers {
 public:
  KeptAnswers() = default;  // nothing is to be kept
  explicit KeptAnswers(const std::string& path);

  bool keeps() const { return file_ != nullptr; }
  std::string path() const { return file_ ? file_->path() : ""; }
  loader::JournalFile::State state() const;

  // Of the journal, and since.
  const std::vector<quiz::Event>& events() const { return events_; }
  // False: it could not be written, and is held.
  bool add(quiz::Event event);
  // Opens the file once more where it must, and writes what is held. True: all of it.
  bool keep_again();
  bool holds_any() const { return keeps() && written_ < events_.size(); }
  // How much of what the learner did is held: it would go with the window.
  std::size_t unkept() const;

 private:
  bool write_held();

  std::unique_ptr<loader::JournalFile> file_;
  std::vector<quiz::Event> events_;
  std::size_t written_ = 0;  // of them; the others are held
};

}  // namespace popscope::gui
