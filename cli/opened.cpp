#include "cli/opened.h"

#include <filesystem>

#include "lesson/recording.h"
#include "loader/recording_json.h"
#include "loader/scenario_loader.h"

namespace popscope::cli {
namespace {

std::string shipped(const std::string& id) {
  return std::string(loader::kLessons) + id + ".json";
}

loader::LoadedLesson from_disk(const std::string& file, const text::Catalogue& catalogue) {
  const std::filesystem::path path(file);
  const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  const loader::FolderSource source(folder);
  return loader::load_lesson(source, path.filename().string(), file, catalogue);
}

// The scenario that a recording was made of: beside it, or a shipped one.
loader::LoadedLesson lesson_of(const lesson::Recording& recording, const loader::Source& source,
                               const text::Catalogue& catalogue) {
  if (!recording.file.empty()) return from_disk(recording.file, catalogue);
  const std::string path = shipped(recording.scenario);
  return loader::load_lesson(source, path, path, catalogue);
}

Opened visit_to(loader::LoadedLesson loaded) {
  Opened opened;
  opened.problems = std::move(loaded.problems);
  if (loaded.compiled) opened.visit.emplace(loaded.compiled);
  return opened;
}

}  // namespace

Opened open(const loader::Source& source, const std::string& file,
            const text::Catalogue& catalogue) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) && source.read(shipped(file)))
    return visit_to(loader::load_lesson(source, shipped(file), shipped(file), catalogue));
  const loader::FileText text = loader::read_file(file);
  if (!text) return {std::nullopt, {text.error()}};
  if (loader::format_of(*text) != loader::kRecordingFormat)
    return visit_to(from_disk(file, catalogue));
  Opened opened;
  const auto recording = loader::recording_from_json(*text, file, opened.problems);
  if (!recording || !opened.problems.empty()) return opened;
  loader::LoadedLesson loaded = lesson_of(*recording, source, catalogue);
  opened.problems = std::move(loaded.problems);
  if (loaded.compiled) opened.visit = lesson::restore(loaded.compiled, *recording).visit;
  return opened;
}

}  // namespace popscope::cli
