#include "loader/user_folder.h"

#include <cstdlib>
#include <filesystem>

#include "sim/core/digest.h"

namespace popscope::loader {

std::string user_folder(const char* variable, const char* below_home) {
  const char* named = std::getenv(variable);
  if (named != nullptr && named[0] == '/') return std::string(named) + "/popscope";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return "";
  return std::string(home) + below_home + "/popscope";
}

std::string own_key(const std::string& absolute_path) {
  std::string key = "own/";
  for (const char c : std::filesystem::path(absolute_path).filename().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    key += plain || c == '-' || c == '_' ? c : '-';
    if (key.size() >= 64) break;  // the digest tells long names apart
  }
  key += '-';
  std::uint64_t value = sim::digest_of(absolute_path);
  for (int i = 0; i < 16; ++i, value >>= 4) key += "0123456789abcdef"[value & 15];
  return key;
}

}  // namespace popscope::loader
