#include <filesystem>
#include <fstream>
#include <utility>

#include "loader/files.h"
#include "loader/posix_file.h"
#include "loader/quiz_journal.h"

#ifdef POPSCOPE_POSIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace popscope::loader {
namespace {

void make_folder_of(const std::string& path) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
}

bool can_be_read(const std::string& line) { return read_journal(line).events.size() == 1; }

}  // namespace

#ifdef POPSCOPE_POSIX

namespace {

// What must not be lost: everything else can be done again without harm.
bool is_kept_at_once(const quiz::Event& event) {
  return std::holds_alternative<quiz::Answered>(event.what) ||
         std::holds_alternative<quiz::Started>(event.what) ||
         std::holds_alternative<quiz::Ended>(event.what);
}

}  // namespace

JournalFile::JournalFile(const std::string& path) : path_(path) {
  if (path.empty()) return;
  make_folder_of(path);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0) return;
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    state_ = State::in_use;
    return;
  }
  sync_folder_of(path);
  const FileText octets = read_file(path);
  if (!octets) return;
  before_ = read_journal(*octets);
  // Behind a line that a crash tore the next one begins anew.
  torn_ = !octets->empty() && octets->back() != '\n';
  state_ = State::ready;
}

JournalFile::~JournalFile() {
  if (file_ >= 0) ::close(file_);  // which unlocks
}

bool JournalFile::add(const quiz::Event& event) {
  if (state_ != State::ready) return false;
  const std::string line = journal_line(event);
  if (!can_be_read(line)) return false;
  // Tried again: what stands in the file already is not written a second time.
  if (line == std::exchange(unsynced_, {}) && !torn_) return is_synced(line);
  if (!written(file_, torn_ ? "\n" + line : line)) {
    torn_ = true;
    return false;
  }
  torn_ = false;
  return !is_kept_at_once(event) || is_synced(line);
}

bool JournalFile::is_synced(const std::string& line) {
  if (synced(file_)) return true;
  unsynced_ = line;
  return false;
}

#else

JournalFile::JournalFile(const std::string& path) : path_(path) {
  if (path.empty()) return;
  make_folder_of(path);
  if (const FileText octets = read_file(path)) before_ = read_journal(*octets);
  std::ofstream file(path_, std::ios::binary | std::ios::app);
  if (file) state_ = State::ready;
}

JournalFile::~JournalFile() = default;

bool JournalFile::add(const quiz::Event& event) {
  if (state_ != State::ready) return false;
  const std::string line = journal_line(event);
  if (!can_be_read(line)) return false;
  std::ofstream file(path_, std::ios::binary | std::ios::app);
  file << line << std::flush;
  return static_cast<bool>(file);
}

#endif

}  // namespace popscope::loader
