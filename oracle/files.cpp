#include "oracle/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace popscope::oracle {

Messages read_messages(const std::string& folder) {
  Messages messages;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".eml") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    messages[entry.path().stem().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return messages;
}

std::vector<Case> read_corpus(const std::string& path, std::string& problem) {
  std::vector<Case> cases;
  std::ifstream file(path, std::ios::binary);
  if (!file) problem = path + ": cannot be read";
  std::string line;
  for (int number = 1; problem.empty() && std::getline(file, line); ++number) {
    if (line.empty()) continue;
    std::string why;
    std::optional<Case> recorded = read_case(line, why);
    if (recorded) {
      cases.push_back(*std::move(recorded));
    } else {
      problem = path + ":" + std::to_string(number) + ": " + why;
    }
  }
  return cases;
}

}  // namespace popscope::oracle
