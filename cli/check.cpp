#include "cli/check.h"

#include <algorithm>
#include <filesystem>

#include "cli/opened.h"
#include "loader/json_tree.h"
#include "loader/recording_json.h"

namespace popscope::cli {
namespace {

namespace fs = std::filesystem;

// What is too broken to say what it is must not be passed over in silence.
bool is_scenario(const std::string& text) {
  if (loader::format_of(text).rfind("scenario/", 0) == 0) return true;
  text::Diagnostics slips;
  loader::read_json(text, {}, slips);
  return !slips.empty();
}

// In a folder: what says that it is a scenario. A file that was named is always looked at.
std::vector<std::string> files_in(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(path, options, error), end; it != end;
       it.increment(error)) {
    if (error) break;
    if (!it->is_regular_file(error) || it->path().extension() != ".json") continue;
    const loader::FileText text = loader::read_file(it->path().string());
    if (!text || is_scenario(*text)) files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Count { int steps = 0, branches = 0; };

Count count_of(const lesson::Visit& visit) {
  Count count;
  count.branches = static_cast<int>(visit.timeline().branches().size());
  for (int b = 0; b < count.branches; ++b)
    count.steps +=
        static_cast<int>(visit.steps(sim::BranchId{static_cast<std::uint32_t>(b)}).count());
  return count;
}

}  // namespace

int check(const Check& request, const loader::Source& source, const text::Catalogue& catalogue,
          std::FILE* out, std::FILE* err) {
  int worst = kOk, checked = 0;
  const auto unless = [&worst](bool well, int code) {
    if (!well) worst = std::max(worst, code);
    return well;
  };
  for (const std::string& path : request.paths) {
    const std::vector<std::string> files = files_in(path);
    if (files.empty()) {
      std::fprintf(err, "%s\n",
                   catalogue.sentence("cli.nothing_to_check", {text::plain("path", path)}).c_str());
      worst = std::max(worst, kBadInput);
    }
    for (const std::string& file : files) {
      ++checked;
      Opened opened = open(source, file, catalogue);
      if (!unless(report(opened.problems, catalogue, err) && opened.visit, kBadInput)) continue;
      if (!unless(report_left_out(opened, file, catalogue, err), kFailed)) continue;
      if (!unless(report(opened.visit->check(), catalogue, err), kFailed)) continue;
      const Count count = count_of(*opened.visit);
      std::fprintf(out, "%s\n",
                   catalogue.sentence("cli.check.ok",
                                      {text::plain("file", file),
                                       text::plain("steps", std::to_string(count.steps)),
                                       text::number("count", count.branches)})
                       .c_str());
    }
  }
  return worst;
}

}  // namespace popscope::cli
