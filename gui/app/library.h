#pragma once
// The shipped lessons, in their order. Each is read and compiled when it is first asked for: a
// window that opens one of them need not wait for the rest. Knows no Visit.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loader/scenario_loader.h"

namespace popscope::gui {

class Library {
 public:
  // `folder`: where the source reads from; empty when that is the program itself.
  Library(const loader::Source& source, const text::Catalogue& catalogue, std::string folder);

  std::size_t size() const { return ids_.size(); }
  const std::string& id(std::size_t index) const { return ids_[index]; }
  std::optional<std::size_t> index_of(const std::string& id) const;

  const loader::LoadedLesson& lesson(std::size_t index) const;
  // Reads it again: with --data it may have changed.
  const loader::LoadedLesson& reread(std::size_t index);

  const std::string& folder() const { return folder_; }

  // On the disk, to be watched; empty for a lesson that is part of the program.
  std::string path_on_disk(std::size_t index) const;
  // What a lesson of its own begins with: the file's text.
  std::string text(std::size_t index) const { return lesson(index).text; }

  // All that are faultless, for the start page.
  std::vector<const lesson::Scenario*> scenarios() const;

 private:
  const loader::Source& source_;
  const text::Catalogue& catalogue_;
  std::string folder_;
  std::vector<std::string> ids_;
  mutable std::vector<std::unique_ptr<loader::LoadedLesson>> lessons_;
};

}  // namespace popscope::gui
