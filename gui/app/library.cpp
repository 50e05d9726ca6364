#include "gui/app/library.h"

#include <algorithm>

namespace popscope::gui {
namespace {

std::string path_of(const std::string& id) { return std::string(loader::kLessons) + id + ".json"; }

}  // namespace

Library::Library(const loader::Source& source, const text::Catalogue& catalogue,
                 std::string folder)
    : source_(source), catalogue_(catalogue), folder_(std::move(folder)) {
  const std::string order = std::string(loader::kLessons) + "order.json";
  if (const loader::FileText text = source_.read(order)) {
    text::Diagnostics problems;
    ids_ = loader::read_lesson_order(*text, order, problems);
  }
  // A lesson that no order names is still a lesson: an author is writing it.
  for (const std::string& path : source_.list(loader::kLessons)) {
    if (path == order || path.size() < 5 || path.substr(path.size() - 5) != ".json") continue;
    std::string id = loader::id_of_file(path);
    if (path == path_of(id) && !index_of(id)) ids_.push_back(std::move(id));
  }
  lessons_.resize(ids_.size());
}

std::optional<std::size_t> Library::index_of(const std::string& id) const {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  if (found == ids_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids_.begin());
}

const loader::LoadedLesson& Library::lesson(std::size_t index) const {
  std::unique_ptr<loader::LoadedLesson>& lesson = lessons_[index];
  if (!lesson) {
    const std::string path = path_of(ids_[index]);
    const std::string disk = path_on_disk(index);
    lesson = std::make_unique<loader::LoadedLesson>(
        loader::load_lesson(source_, path, disk.empty() ? path : disk, catalogue_));
  }
  return *lesson;
}

const loader::LoadedLesson& Library::reread(std::size_t index) {
  lessons_[index].reset();
  return lesson(index);
}

std::string Library::path_on_disk(std::size_t index) const {
  return folder_.empty() ? "" : folder_ + "/" + path_of(ids_[index]);
}

std::vector<const lesson::Scenario*> Library::scenarios() const {
  std::vector<const lesson::Scenario*> scenarios;
  for (std::size_t i = 0; i < size(); ++i) {
    if (lesson(i).compiled) scenarios.push_back(lesson(i).scenario.get());
  }
  return scenarios;
}

}  // namespace popscope::gui
