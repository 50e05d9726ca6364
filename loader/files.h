#pragma once

// Where files come from: those that are part of the program, or a folder on disk (--data DIR, an
// author's own). A path within a source is relative and has forward slashes. Only regular files are
// read, up to a limit; nothing here hangs on a FIFO, follows a link out of a scenario's folder or
// knows what a file means.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "embedded/files.h"
#include "text/diagnostic.h"

namespace popscope::loader {

// Far above anything that we ship; a message of the largest permitted size fits.
inline constexpr std::size_t kFileOctetsMax = 64u * 1024 * 1024;
// Of a folder, so many files are looked at.
inline constexpr std::size_t kFilesListedMax = 10'000;

// The code of the diagnostic that a file is not there.
inline constexpr std::string_view kFileMissing = "diagnostic.file.missing";

using FileText = tl::expected<std::string, text::Diagnostic>;

// A file of the disk. The diagnostic names the file and has no place within it.
FileText read_file(const std::string& path, std::size_t octets_max = kFileOctetsMax);

// Writes beside the file under a name of this process's own, waits until the disk has it, renames,
// and waits for the folder: a crash, of the machine too, leaves the old file or the new one whole.
// Where the system cannot wait (a browser) it only renames. False: it could not.
bool write_file(const std::string& path, std::string_view octets);

// The same, but never over a file that is there, whoever made it and however lately: for names that
// are made up.
enum class NewFile : std::uint8_t { made, taken, impossible };
NewFile write_new_file(const std::string& path, std::string_view octets);
NewFile rename_to_new(const std::string& from, const std::string& to);

// What is wrong with a reference to a file, whatever the source holds: a code, or nothing.
std::optional<std::string> fault_of_reference(std::string_view reference);

class Source {
 public:
  virtual ~Source() = default;
  virtual FileText read(std::string_view path) const = 0;
  // Every path that begins with `prefix`, ascending.
  virtual std::vector<std::string> list(std::string_view prefix) const = 0;
  // A file that the file `of` refers to: within the folder of `of`, or below.
  FileText read_beside(std::string_view of, std::string_view reference) const;

 protected:
  // Whether the path, links followed, stays within the folder.
  virtual bool stays_within(const std::string& folder, const std::string& path) const = 0;
};

class EmbeddedSource final : public Source {
 public:
  explicit EmbeddedSource(std::span<const embedded::File> files) : files_(files) {}
  FileText read(std::string_view path) const override;
  std::vector<std::string> list(std::string_view prefix) const override;

 private:
  bool stays_within(const std::string&, const std::string&) const override { return true; }

  std::span<const embedded::File> files_;
};

class FolderSource final : public Source {
 public:
  explicit FolderSource(std::string folder) : folder_(std::move(folder)) {}
  FileText read(std::string_view path) const override;
  std::vector<std::string> list(std::string_view prefix) const override;

 private:
  bool stays_within(const std::string& folder, const std::string& path) const override;

  std::string folder_;
};

}  // namespace popscope::loader
