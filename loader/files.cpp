#include "loader/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace popscope::loader {
namespace {

namespace fs = std::filesystem;

using text::Diagnostic;

tl::unexpected<Diagnostic> fault(std::string_view code, std::string_view path,
                                 text::Arguments more = {}) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments = std::move(more);
  diagnostic.arguments.push_back(text::plain("file", path));
  diagnostic.file = path;
  return tl::unexpected<Diagnostic>(std::move(diagnostic));
}

// Our paths are UTF-8 on every system.
fs::path to_path(std::string_view utf8) {
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string from_path(const fs::path& path) {
  const std::u8string utf8 = path.generic_u8string();
  return std::string(utf8.begin(), utf8.end());
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string joined(const std::string& folder, std::string_view path) {
  if (folder.empty()) return std::string(path);
  return folder + (folder.back() == '/' ? "" : "/") + std::string(path);
}

}  // namespace

FileText read_file(const std::string& path, std::size_t octets_max) {
  std::error_code error;
  const fs::file_status status = fs::status(to_path(path), error);
  if (status.type() == fs::file_type::not_found) return fault(kFileMissing, path);
  if (error) return fault("diagnostic.file.unreadable", path);
  // Opening a FIFO would wait for its other end, and a device may never end.
  if (status.type() == fs::file_type::directory) return fault("diagnostic.file.is_folder", path);
  if (status.type() != fs::file_type::regular) return fault("diagnostic.file.not_regular", path);

  std::ifstream file(to_path(path), std::ios::binary);
  if (!file) return fault("diagnostic.file.unreadable", path);
  // Not by the size that the system names: the file may grow while it is read.
  std::string octets;
  std::string chunk(64u * 1024, '\0');
  while (file && octets.size() <= octets_max) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    octets.append(chunk, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return fault("diagnostic.file.unreadable", path);
  if (octets.size() > octets_max) {
    return fault("diagnostic.file.too_big", path,
                 {text::number("max", static_cast<std::int64_t>(octets_max))});
  }
  return octets;
}

std::optional<std::string> fault_of_reference(std::string_view reference) {
  if (reference.empty()) return "diagnostic.file.no_name";
  if (reference.find('\\') != std::string_view::npos) return "diagnostic.file.backslash";
  if (reference.front() == '/' || reference.find(':') != std::string_view::npos) {
    return "diagnostic.file.absolute";
  }
  if (reference.find('\0') != std::string_view::npos) return "diagnostic.file.no_name";
  for (std::size_t at = 0; at <= reference.size();) {
    const std::size_t end = std::min(reference.find('/', at), reference.size());
    if (reference.substr(at, end - at) == "..") return "diagnostic.file.climbs_out";
    at = end + 1;
  }
  return std::nullopt;
}

FileText Source::read_beside(std::string_view of, std::string_view reference) const {
  if (const auto code = fault_of_reference(reference)) return fault(*code, reference);
  const std::string folder(folder_of(of));
  const std::string path = folder + std::string(reference);
  if (!stays_within(folder, path)) return fault("diagnostic.file.climbs_out", reference);
  FileText text = read(path);
  // The reader of the message knows the name that the author wrote.
  if (!text) text.error().arguments.back().value = reference;
  return text;
}

FileText EmbeddedSource::read(std::string_view path) const {
  const auto found = std::find_if(files_.begin(), files_.end(),
                                  [&](const embedded::File& file) { return file.path == path; });
  if (found == files_.end()) return fault(kFileMissing, path);
  return std::string(found->octets);
}

std::vector<std::string> EmbeddedSource::list(std::string_view prefix) const {
  std::vector<std::string> paths;
  for (const embedded::File& file : files_) {
    if (file.path.starts_with(prefix)) paths.emplace_back(file.path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

FileText FolderSource::read(std::string_view path) const {
  return read_file(joined(folder_, path));
}

std::vector<std::string> FolderSource::list(std::string_view prefix) const {
  std::vector<std::string> paths;
  const std::string folder(folder_of(prefix));
  std::error_code error;
  auto at = fs::recursive_directory_iterator(to_path(joined(folder_, folder)),
                                             fs::directory_options::skip_permission_denied, error);
  std::size_t looked_at = 0;
  while (!error && at != fs::recursive_directory_iterator() && looked_at++ < kFilesListedMax) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) {
      std::string path =
          folder + from_path(at->path().lexically_relative(to_path(joined(folder_, folder))));
      if (path.starts_with(prefix)) paths.push_back(std::move(path));
    }
    at.increment(error);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

bool FolderSource::stays_within(const std::string& folder, const std::string& path) const {
  std::error_code error;
  const fs::path top = fs::weakly_canonical(to_path(joined(folder_, folder)), error);
  if (error) return false;
  const fs::path target = fs::weakly_canonical(to_path(joined(folder_, path)), error);
  if (error) return false;
  // A trailing slash gives an empty last part, which the target does not have.
  auto end = top.end();
  if (end != top.begin() && std::prev(end)->empty()) --end;
  const auto parted = std::mismatch(top.begin(), end, target.begin(), target.end());
  return parted.first == end;
}

}  // namespace popscope::loader
