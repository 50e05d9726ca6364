#include <algorithm>
#include <string_view>

#include "view/pages.h"

namespace popscope::view {
namespace {

constexpr std::size_t kErrorsShownMax = 50;  // the rest can wait until these are mended
constexpr std::uint32_t kLinesBefore = 3;    // of the file, around the faulty line
constexpr std::uint32_t kLinesBehind = 1;
constexpr std::uint32_t kColumnsMax = 120;  // of a line; a file may be one single line
constexpr std::uint32_t kColumnsBeforeMark = 40;
constexpr std::int64_t kCountsInWordsMax = 6;

std::string headline(std::size_t errors, const text::Catalogue& catalogue) {
  const auto count = static_cast<std::int64_t>(errors);
  if (count == 0) return catalogue.sentence("errors.headline.none");
  std::string key = "errors.headline";
  if (count >= 2 && count <= kCountsInWordsMax) key += "." + std::to_string(count);
  return catalogue.sentence(key, {text::number("count", count)});
}

// Nothing in the file needs a change: it was not read at all.
bool is_unread(const std::string& octets, const text::Diagnostics& diagnostics) {
  return octets.empty() && diagnostics.size() == 1 && diagnostics.front().line == 0 &&
         diagnostics.front().code.rfind("diagnostic.file.", 0) == 0;
}

FileError error_of(const text::Diagnostic& diagnostic, const text::Catalogue& catalogue) {
  FileError error;
  error.what = text::what_is_wrong(diagnostic, catalogue);
  error.remedy = text::what_would_be_right(diagnostic, catalogue);
  error.place = text::place_of(diagnostic);
  if (!error.place.empty() && !diagnostic.path.empty()) error.place += ' ';
  error.place += diagnostic.path;
  error.line = static_cast<std::uint32_t>(std::max(diagnostic.line, 0));
  return error;
}

std::string name_of_file(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
}

// The lines from `first` on (from 1), as many as there are up to `last`.
std::vector<std::string_view> lines_of(std::string_view octets, std::uint32_t first,
                                       std::uint32_t last) {
  std::vector<std::string_view> lines;
  for (std::uint32_t number = 1; number <= last && !octets.empty(); ++number) {
    const std::size_t end = std::min(octets.find('\n'), octets.size());
    std::string_view line = octets.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number >= first) lines.push_back(line);
    octets.remove_prefix(std::min(end + 1, octets.size()));
  }
  return lines;
}

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// A line as it is shown, and the octets of it in which the code points from `mark` up to
// `mark_end` (from 0) stand. A tab becomes two spaces; of a long line what is around the mark.
SourceLine source_line(std::string_view line, std::uint32_t number, std::uint32_t mark,
                       std::uint32_t mark_end) {
  const std::uint32_t first =
      mark > kColumnsMax - kColumnsBeforeMark ? mark - kColumnsBeforeMark : 0;
  SourceLine source;
  source.number = number;
  if (first > 0) source.text = "…";
  std::uint32_t column = 0;
  bool cut = false;
  for (std::size_t at = 0; at < line.size() && !cut; ++column) {
    std::size_t end = at + 1;
    while (end < line.size() && !begins_code_point(line[end])) ++end;
    const auto octets = static_cast<std::uint32_t>(source.text.size());
    if (column == mark) source.mark_from = source.mark_to = octets;
    if (column == mark_end) source.mark_to = octets;
    cut = column >= first + kColumnsMax;
    if (cut)
      source.text += "…";
    else if (column >= first)
      source.text += line[at] == '\t' ? "  " : std::string(line.substr(at, end - at));
    at = end;
  }
  // What is missing at the end of a line has its place there.
  if (mark == column && mark_end > mark) {
    source.mark_from = static_cast<std::uint32_t>(source.text.size());
    source.text += ' ';
  }
  if (mark_end >= column) source.mark_to = static_cast<std::uint32_t>(source.text.size());
  if (mark > column) source.mark_from = source.mark_to;
  return source;
}

std::vector<SourceLine> source_around(const text::Diagnostic& diagnostic, std::string_view octets) {
  std::vector<SourceLine> source;
  if (diagnostic.line <= 0) return source;
  const auto faulty = static_cast<std::uint32_t>(diagnostic.line);
  const std::uint32_t first = faulty > kLinesBefore ? faulty - kLinesBefore : 1;
  std::uint32_t number = first;
  for (const std::string_view line : lines_of(octets, first, faulty + kLinesBehind)) {
    const bool here = number == faulty;
    const auto column = static_cast<std::uint32_t>(std::max(diagnostic.column, 1)) - 1;
    const bool has_place = diagnostic.column > 0;
    const auto length =
        static_cast<std::uint32_t>(std::max(diagnostic.length, has_place ? 1 : 0));
    source.push_back(here ? source_line(line, number, column, column + length)
                          : source_line(line, number, 0, 0));
    source.back().faulty = here;
    ++number;
  }
  return source;
}

}  // namespace

FileErrorsView file_errors(const std::string& file, const std::string& octets,
                           const text::Diagnostics& diagnostics, std::uint32_t chosen,
                           const text::Catalogue& catalogue, bool was_good) {
  FileErrorsView view;
  view.file = file;
  view.headline = headline(diagnostics.size(), catalogue);
  view.advice = catalogue.sentence(was_good ? "errors.advice" : "errors.advice.first");
  view.unread = is_unread(octets, diagnostics);
  if (view.unread) {
    view.headline = catalogue.sentence("errors.headline.unread");
    view.advice =
        catalogue.sentence(was_good ? "errors.advice.unread" : "errors.advice.unread.first");
  }
  for (const text::Diagnostic& diagnostic : diagnostics) {
    if (view.errors.size() == kErrorsShownMax) break;
    view.errors.push_back(error_of(diagnostic, catalogue));
    std::string& place = view.errors.back().place;
    if (!diagnostic.file.empty() && diagnostic.file != file) {  // its translation, say
      place = name_of_file(diagnostic.file) + (place.empty() ? "" : ":") + place;
    }
  }
  if (view.errors.empty()) return view;
  view.chosen = std::min(chosen, static_cast<std::uint32_t>(view.errors.size() - 1));
  view.source = source_around(diagnostics[view.chosen], octets);
  return view;
}

}  // namespace popscope::view
