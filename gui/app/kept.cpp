#include "gui/app/kept.h"

#include <algorithm>
#include <utility>

#include "gui/app/disk.h"
#include "gui/app/json_fields.h"
#include "loader/files.h"
#include "loader/json_write.h"
#include "loader/recording_json.h"
#include "loader/user_folder.h"
#include "sim/core/digest.h"

namespace popscope::gui {
namespace {

constexpr std::string_view kProgressFormat = "progress/1";
constexpr std::size_t kOwnFilesMax = 8;

std::string progress_to_json(const Progress& progress) {
  loader::JsonWriter json(loader::JsonWriter::Style::pretty);
  json.object([&] {
    json.key("popscope").text(kProgressFormat);
    json.key("last").text(progress.last);
    json.key("lessons").array([&] {
      for (const view::LessonProgress& lesson : progress.lessons) {
        json.object([&] {
          json.key("id").text(lesson.id);
          json.key("step").natural(lesson.step);
          json.key("steps").natural(lesson.steps);
          json.key("done").boolean(lesson.done);
          if (lesson.at_end) json.key("at_end").boolean(true);
          if (lesson.asked) json.key("asked").boolean(true);
          if (lesson.own) json.key("own").boolean(true);
        });
      }
    });
    json.key("own").array([&] {
      for (std::size_t i = 0; i < progress.own.size() && i < kOwnFilesMax; ++i) {
        json.text(progress.own[i]);
      }
    });
  });
  return json.take();
}

std::uint32_t count_of(const loader::Node& node, std::string_view key) {
  return static_cast<std::uint32_t>(std::max(0, integer_field_of(node, key).value_or(0)));
}

std::optional<Progress> progress_from_json(std::string_view source) {
  const std::optional<loader::Node> tree = read_state_file(source, kProgressFormat);
  if (!tree) return std::nullopt;
  Progress progress;
  progress.last = text_field_of(*tree, "last").value_or("");
  for (const loader::Node& node : list_of_field(*tree, "lessons")) {
    view::LessonProgress lesson;
    lesson.id = text_field_of(node, "id").value_or("");
    lesson.step = count_of(node, "step");
    lesson.steps = count_of(node, "steps");
    lesson.done = flag_of(node, "done");
    lesson.at_end = flag_of(node, "at_end");
    lesson.asked = flag_of(node, "asked");
    lesson.own = flag_of(node, "own");
    if (!lesson.id.empty()) progress.lessons.push_back(std::move(lesson));
  }
  for (const loader::Node& node : list_of_field(*tree, "own")) {
    const auto* path = std::get_if<std::string>(&node.value);
    if (path != nullptr && progress.own.size() < kOwnFilesMax) progress.own.push_back(*path);
  }
  return progress;
}

}  // namespace

Kept::Kept(std::string state_folder, std::string config_folder)
    : on_(true),
      state_folder_(std::move(state_folder)),
      config_folder_(std::move(config_folder)) {}

Kept Kept::of_this_user() {
  return Kept(loader::user_folder("XDG_STATE_HOME", "/.local/state"),
              loader::user_folder("XDG_CONFIG_HOME", "/.config"));
}

std::string Kept::state_path(const std::string& key) const {
  return state_folder_ + "/" + key + ".json";
}

std::optional<std::string> Kept::read(const std::string& path) {
  if (!on_ || !file_exists(path)) return std::nullopt;
  loader::FileText octets = loader::read_file(path);
  if (octets) return std::move(*octets);
  refuse(path);
  return std::nullopt;
}

// What is there and is not ours is not thrown away: it gets out of the way, or stays.
void Kept::refuse(const std::string& path) {
  const std::optional<std::string> aside = set_aside(path);
  if (!aside) in_the_way_.insert(path);
  notices_.push_back({"app.kept.broken", {text::plain("file", aside.value_or(path))}});
}

bool Kept::write(const std::string& folder, const std::string& path, const std::string& octets) {
  if (!on_) return false;
  if (!folder.empty() && in_the_way_.count(path) == 0 && write_by_rename(path, octets)) return true;
  say_that_it_cannot(folder);
  return false;
}

void Kept::say_that_it_cannot(const std::string& folder) {
  if (std::exchange(said_that_it_cannot_, true)) return;
  if (folder.empty()) {
    notices_.push_back({"app.kept.no_home", {}});
  } else {
    notices_.push_back({"app.kept.cannot", {text::plain("folder", folder)}});
  }
}

Kept::File& Kept::file_of(const std::string& key) {
  return files_.try_emplace(key, File{state_path(key), std::nullopt}).first->second;
}

std::optional<lesson::Recording> Kept::recording(const std::string& key) {
  text::Diagnostics problems;
  if (const auto waiting = unkept_.find(key); waiting != unkept_.end()) {
    return loader::recording_from_json(waiting->second, key, problems);
  }
  if (state_folder_.empty()) return std::nullopt;
  File& file = file_of(key);
  const std::optional<std::string> octets = read(file.path);
  file.seen.reset();
  if (!octets) return std::nullopt;
  std::optional<lesson::Recording> recording =
      loader::recording_from_json(*octets, file.path, problems);
  if (recording && problems.empty()) {
    file.seen = sim::digest_of(*octets);
    return recording;
  }
  refuse(file.path);
  return std::nullopt;
}

std::optional<std::string> Kept::keep(const std::string& key, const std::string& recording_json) {
  if (!on_) return std::nullopt;
  bool kept = false;
  std::optional<std::string> apart = keep_in_file(key, recording_json, kept);
  if (kept) {
    unkept_.erase(key);
    if (unkept_.empty()) said_that_it_cannot_ = false;
  } else {
    unkept_.insert_or_assign(key, recording_json);
    say_that_it_cannot(state_folder_);
  }
  return apart;
}

std::optional<std::string> Kept::keep_in_file(const std::string& key,
                                              const std::string& recording_json, bool& kept) {
  if (state_folder_.empty()) return std::nullopt;
  File& file = file_of(key);
  const FolderLock alone(folder_of(file.path));
  std::optional<std::uint64_t> there;
  if (file_exists(file.path)) {
    const loader::FileText octets = loader::read_file(file.path);
    there = octets ? sim::digest_of(*octets) : 0;  // what cannot be read is not ours
    if (octets && *octets == recording_json) {
      file.seen = there;
      kept = true;
      return std::nullopt;
    }
  }
  if (there && there == file.seen) {
    kept = write_by_rename(file.path, recording_json);
    if (kept) file.seen = sim::digest_of(recording_json);
    return std::nullopt;
  }
  const std::optional<std::string> path = write_beside(file.path, recording_json);
  kept = path.has_value();
  if (!path) return std::nullopt;
  const bool somebody_else = *path != file.path;
  file = {*path, sim::digest_of(recording_json)};
  if (!somebody_else) return std::nullopt;
  notices_.push_back({"app.kept.two", {text::plain("file", *path)}});
  return path;
}

std::vector<std::string> Kept::keep_again() {
  std::vector<std::string> apart;
  const std::map<std::string, std::string> waiting = unkept_;
  for (const auto& [key, recording_json] : waiting) {
    if (auto path = keep(key, recording_json)) apart.push_back(std::move(*path));
  }
  return apart;
}

Kept::Aside Kept::keep_aside(const std::string& key, const std::string& recording_json) {
  if (!on_) return {true, std::nullopt};
  if (state_folder_.empty()) return {false, std::nullopt};
  std::optional<std::string> path = write_beside(state_path(key), recording_json);
  const bool safe = path.has_value();
  return {safe, std::move(path)};
}

Progress Kept::progress() {
  if (state_folder_.empty()) return {};
  const std::string path = state_path("progress");
  const std::optional<std::string> octets = read(path);
  if (!octets) return {};
  if (std::optional<Progress> progress = progress_from_json(*octets)) return *progress;
  refuse(path);
  return {};
}

void Kept::refresh(Progress& progress) {
  if (on_ && !state_folder_.empty() && file_exists(state_path("progress"))) {
    progress = this->progress();
  }
}

void Kept::note_lesson(Progress& progress, const view::LessonProgress& lesson) {
  const FolderLock alone(state_folder_);
  refresh(progress);
  progress.last = lesson.id;
  const auto same = std::find_if(progress.lessons.begin(), progress.lessons.end(),
                                 [&](const auto& each) { return each.id == lesson.id; });
  if (same == progress.lessons.end()) {
    progress.lessons.push_back(lesson);
  } else {
    const bool done = same->done || lesson.done;
    *same = lesson;
    same->done = done;
  }
  write(state_folder_, state_path("progress"), progress_to_json(progress));
}

void Kept::note_own_file(Progress& progress, const std::string& path) {
  const FolderLock alone(state_folder_);
  refresh(progress);
  progress.own.erase(std::remove(progress.own.begin(), progress.own.end(), path),
                     progress.own.end());
  progress.own.insert(progress.own.begin(), path);
  if (progress.own.size() > kOwnFilesMax) progress.own.resize(kOwnFilesMax);
  write(state_folder_, state_path("progress"), progress_to_json(progress));
}

Settings Kept::settings() {
  if (config_folder_.empty()) return {};
  const std::string path = config_folder_ + "/settings.json";
  const std::optional<std::string> octets = read(path);
  if (!octets) return {};
  if (const std::optional<Settings> settings = settings_from_json(*octets)) return *settings;
  refuse(path);
  return {};
}

void Kept::keep(const Settings& settings) {
  write(config_folder_, config_folder_ + "/settings.json", settings_to_json(settings));
}

std::vector<Notice> Kept::take_notices() { return std::exchange(notices_, {}); }

}  // namespace popscope::gui
