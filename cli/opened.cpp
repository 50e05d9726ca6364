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
loader::LoadedLesson lesson_of(const lesson::Recording& recording, const std::string& file,
                               const loader::Source& source, const text::Catalogue& catalogue) {
  if (!recording.file.empty()) {
    return from_disk(loader::scenario_of_recording(file, recording.file), catalogue);
  }
  const std::string path = shipped(recording.scenario);
  return loader::load_lesson(source, path, path, catalogue);
}

Opened visit_to(loader::LoadedLesson loaded) {
  Opened opened;
  opened.problems = std::move(loaded.problems);
  if (loaded.compiled) opened.visit.emplace(loaded.compiled);
  return opened;
}

// One mistake may show in every line of a long story.
constexpr std::size_t kProblemsShown = 20;

}  // namespace

bool report(const text::Diagnostics& problems, const text::Catalogue& catalogue, std::FILE* err) {
  for (std::size_t i = 0; i < problems.size() && i < kProblemsShown; ++i)
    std::fprintf(err, "%s\n", text::one_line(problems[i], catalogue).c_str());
  if (problems.size() > kProblemsShown) {
    const auto more = static_cast<std::int64_t>(problems.size() - kProblemsShown);
    std::fprintf(err, "%s\n",
                 catalogue.sentence("cli.more_problems", {text::number("count", more)}).c_str());
  }
  return problems.empty();
}

bool report_left_out(const Opened& opened, const std::string& file,
                     const text::Catalogue& catalogue, std::FILE* err) {
  if (opened.inputs_left_out == 0) return true;
  std::fprintf(err, "%s\n",
               catalogue.sentence("cli.left_out", {text::plain("file", file),
                                                   text::number("count", opened.inputs_left_out)})
                   .c_str());
  return false;
}

namespace {

// Empty: no shipped one is called so, or it is a file on the disk.
std::string shipped_quiz(const loader::Source& source, const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return {};
  return loader::path_of_shipped_quiz(source, file);
}

}  // namespace

bool is_quiz(const loader::Source& source, const std::string& file) {
  if (!shipped_quiz(source, file).empty()) return true;
  const loader::FileText text = loader::read_file(file);
  return text && loader::format_of(*text).rfind("quiz/", 0) == 0;
}

loader::LoadedQuiz open_quiz(const loader::Source& source, const std::string& file,
                             const text::Catalogue& catalogue) {
  const std::string ours = shipped_quiz(source, file);
  if (!ours.empty()) return loader::load_quiz(source, ours, ours, source, catalogue);
  const std::filesystem::path path(file);
  const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
  return loader::load_quiz(loader::FolderSource(folder), path.filename().string(), file, source,
                           catalogue);
}

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
  loader::LoadedLesson loaded = lesson_of(*recording, file, source, catalogue);
  opened.problems = std::move(loaded.problems);
  if (!loaded.compiled) return opened;
  lesson::Restored restored = lesson::restore(loaded.compiled, *recording);
  opened.visit = std::move(restored.visit);
  opened.inputs_left_out = restored.inputs_left_out;
  return opened;
}

}  // namespace popscope::cli
