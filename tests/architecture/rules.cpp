#include "tests/architecture/rules.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <string_view>

namespace popscope::architecture {
namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::size_t kColumnsMax = 100;
constexpr std::size_t kLinesMax = 500;

std::string top_folder(std::string_view path) {
  return std::string(path.substr(0, std::min(path.find('/'), path.size())));
}

// What each folder may include of our own. The same graph links the libraries (CMakeLists.txt).
const std::map<std::string, Names>& link_graph() {
  static const std::map<std::string, Names> graph = {
      {"sim", {"sim"}},
      {"text", {"text"}},
      {"embedded", {"embedded"}},
      {"lesson", {"lesson", "sim", "text"}},
      {"quiz", {"quiz", "lesson", "sim", "text"}},
      {"view", {"view", "quiz", "lesson", "sim", "text"}},
      {"loader", {"loader", "quiz", "lesson", "sim", "text", "embedded"}},
      {"gui", {"gui", "view", "loader", "quiz", "lesson", "sim", "text", "embedded"}},
      {"cli", {"cli", "view", "loader", "quiz", "lesson", "sim", "text", "embedded"}},
      {"oracle", {"oracle", "loader", "lesson", "sim", "text", "embedded"}},
      {"app", {"app", "gui", "cli", "view", "loader", "quiz", "lesson", "sim", "text", "embedded"}},
  };
  return graph;
}

struct Library {
  const char* prefix;  // of the header's path
  Names folders;       // that may include it
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"nlohmann/", {"loader"}},
      {"imgui", {"gui"}},
      {"GLFW/", {"gui/platform"}},
      {"glad/", {"gui/platform"}},
      {"stb", {"gui"}},
      {"CLI/", {"cli"}},
      {"tl/", {"lesson", "loader", "gui", "cli", "app"}},
      {"gtest/", {}},
      {"benchmark/", {}},
  };
  return all;
}

// Of the standard library, what computes. No clock, thread, file, locale, hash or distribution.
const Names& sim_may_include() {
  static const Names allowed = {
      "algorithm",        "array",    "charconv", "compare",    "concepts", "cstddef",
      "cstdint",          "cstdio",   "cstdlib",  "cstring",    "deque",    "functional",
      "initializer_list", "iterator", "limits",   "map",        "memory",   "numeric",
      "optional",         "set",      "span",     "string",     "tuple",    "string_view",
      "utility",          "variant",  "vector",   "type_traits"};
  return allowed;
}

const Names& pure_may_not_include() {
  static const Names banned = {"atomic", "chrono",   "ctime",  "filesystem", "fstream",
                               "future", "iostream", "locale", "mutex",      "condition_variable",
                               "random", "thread"};
  return banned;
}

bool is_any_of(std::string_view path, const Names& folders) {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const std::string& folder) { return is_in(path, folder); });
}

Findings find_words(const std::vector<std::string>& lines, const std::regex& word,
                    const std::string& what) {
  Findings found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_search(lines[i], match, word)) {
      found.push_back({static_cast<int>(i) + 1, what + ": " + match.str()});
    }
  }
  return found;
}

void append(Findings& all, const Findings& more) {
  all.insert(all.end(), more.begin(), more.end());
}

std::size_t columns(std::string_view line) {  // an octet that continues a character is no column
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// A file that a test carries within itself is as wide as it is.
bool is_within_literal(const Source& source, int line) {
  return std::any_of(source.literals.begin(), source.literals.end(), [&](const Literal& literal) {
    return literal.line < line && line <= literal.last_line;
  });
}

bool is_script(std::string_view path) {
  for (const std::string_view end : {".cmake", ".py", ".sh", "CMakeLists.txt"}) {
    if (path.size() >= end.size() && path.substr(path.size() - end.size()) == end) return true;
  }
  return path == "run" || path == "test" || path == ".ci/run";
}

}  // namespace

Findings follows_link_graph(const Source& source) {
  const std::string folder = top_folder(source.path);
  const auto row = link_graph().find(folder);
  if (row == link_graph().end()) {
    const bool is_code = source.path.ends_with(".h") || source.path.ends_with(".cpp");
    if (!is_code || folder == "tests") return {};
    return {{1, "what " + folder + " may include is said nowhere"}};
  }
  Findings found;
  for (const Include& include : source.includes) {
    const std::string target = top_folder(include.path);
    const bool is_ours = link_graph().count(target) > 0 || target == "tests";
    if (is_ours && row->second.count(target) == 0) {
      found.push_back({include.line, row->first + " may not include " + include.path});
    }
  }
  return found;
}

Findings keeps_libraries_apart(const Source& source) {
  if (link_graph().count(top_folder(source.path)) == 0) return {};
  Findings found;
  for (const Include& include : source.includes) {
    for (const Library& library : libraries()) {
      const bool is_this = include.path.rfind(library.prefix, 0) == 0;
      if (is_this && !is_any_of(source.path, library.folders)) {
        found.push_back({include.line, include.path + " is not for this folder"});
      }
    }
  }
  return found;
}

Findings sim_is_deterministic(const Source& source) {
  if (!is_in(source.path, "sim")) return {};
  Findings found;
  for (const Include& include : source.includes) {
    if (is_in(include.path, "sim") || sim_may_include().count(include.path) > 0) continue;
    found.push_back({include.line, "sim may not include " + include.path});
  }
  static const std::regex inexact(R"(\b(float|double)\b)");
  static const std::regex by_chance(
      R"(\b(std::hash|std::rand|std::time|time_t|getenv|std::unordered_\w+|reinterpret_cast)\b)");
  append(found, find_words(source.code, inexact, "floating point differs between machines"));
  append(found, find_words(source.code, by_chance, "differs between runs or machines"));
  return found;
}

Findings stays_pure(const Source& source) {
  if (!is_any_of(source.path, {"text", "lesson", "quiz", "view"})) return {};
  Findings found;
  for (const Include& include : source.includes) {
    if (pure_may_not_include().count(include.path) == 0) continue;
    found.push_back({include.line, "a pure folder may not include " + include.path});
  }
  return found;
}

Findings gui_sees_no_world(const Source& source) {
  if (!is_in(source.path, "gui")) return {};
  Findings found;
  for (const Include& include : source.includes) {
    if (is_in(include.path, "sim/world") || is_in(include.path, "sim/timeline")) {
      found.push_back({include.line, "gui draws views; it may not include " + include.path});
    }
  }
  return found;
}

Findings changes_visits_in_apply(const Source& source) {
  if (!is_in(source.path, "gui")) return {};
  const auto is_one_of = [&](const std::vector<std::string_view>& paths) {
    return std::any_of(paths.begin(), paths.end(),
                       [&](std::string_view path) { return source.path.rfind(path, 0) == 0; });
  };
  static const std::regex change(R"(\bvisit_to_change\b|\bconst_cast<[\w:]*Visit\b)");
  static const std::regex replace(R"(\b(replace|forget)_visit\b)");
  Findings found;
  if (!is_one_of({"gui/app/apply", "gui/app/change_visit.h", "gui/app/present_visit.h"})) {
    for (const Include& include : source.includes) {
      if (include.path != "gui/app/change_visit.h" && include.path != "gui/app/carry_out.h")
        continue;
      found.push_back({include.line, "a Visit changes in apply*.cpp only: ask by apply()"});
    }
    append(found, find_words(source.code, change, "a Visit changes in apply*.cpp only"));
  }
  if (!is_one_of({"gui/app/apply", "gui/app/app.", "gui/app/opening.", "gui/app/present_visit.h"}))
    append(found, find_words(source.code, replace, "a Visit is replaced where one is opened"));
  return found;
}

Findings has_no_sentences(const Source& source) {
  if (!is_any_of(source.path, {"gui", "view"}) || is_in(source.path, "gui/testing")) return {};
  // Views as text are for golden files and whoever reads those.
  if (source.path.rfind("view/as_text", 0) == 0) return {};
  // What is typed to set a device is the same in every language, as a scenario's keys are.
  if (source.path == "view/console_setting.cpp") return {};
  static const std::regex two_words(R"((^|[^A-Za-z])[A-Za-z]{2,}[,:;]? [A-Za-z]{2,})");
  static const std::regex lower_case("[a-z]");
  // Names of widgets, and what a programmer reads when something is broken.
  static const std::regex not_shown(
      R"(\b(complain|GetID|PushID|ScrollArea( \w+)?|logic_error|static_assert)\s*\()");
  Findings found;
  for (const Literal& literal : source.literals) {
    if (literal.text.rfind("#version", 0) == 0) continue;  // a shader
    if (!std::regex_search(literal.text, two_words)) continue;
    if (!std::regex_search(literal.text, lower_case)) continue;  // CR LF
    if (std::regex_search(literal.before, not_shown)) continue;
    found.push_back({literal.line, "sentences stand in assets/text: \"" + literal.text + "\""});
  }
  return found;
}

Findings takes_keys_from_their_table(const Source& source) {
  if (!is_any_of(source.path, {"gui", "view"}) || source.path == "view/keys.cpp") return {};
  static const std::regex named(
      R"(^(Space|Enter|Esc|Tab|Home|End|Page (up|down)|F[0-9]+|(Ctrl|Shift|Alt)[ +].*)$)");
  Findings found;
  for (const Literal& literal : source.literals) {
    if (std::regex_search(literal.text, named))
      found.push_back({literal.line, "keys are named by view/keys.h: \"" + literal.text + "\""});
  }
  return found;
}

Findings is_well_formed(const Source& source) {
  const bool cpp = is_cpp(source.path);
  if (!cpp && !is_script(source.path)) return {};
  Findings found;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& line = source.lines[i];
    const int number = static_cast<int>(i) + 1;
    if (columns(line) > kColumnsMax && !is_within_literal(source, number)) {
      found.push_back({number, std::to_string(columns(line)) + " columns; at most 100"});
    }
    if (line.find('\t') != std::string::npos) found.push_back({number, "a tab"});
    if (!line.empty() && (line.back() == ' ' || line.back() == '\r')) {
      found.push_back({number, "white space at the end of the line"});
    }
  }
  if (cpp && source.lines.size() > kLinesMax) {
    found.push_back({0, std::to_string(source.lines.size()) + " lines; at most 500"});
  }
  return found;
}

Findings header_introduces_itself(const Source& source) {
  const bool is_header =
      source.path.size() > 2 && source.path.substr(source.path.size() - 2) == ".h";
  if (!is_header) return {};
  const auto has_line = [&](std::size_t limit, std::string_view begin) {
    const std::size_t last = std::min(limit, source.lines.size());
    return std::any_of(source.lines.begin(),
                       source.lines.begin() + static_cast<std::ptrdiff_t>(last),
                       [&](const std::string& line) { return line.rfind(begin, 0) == 0; });
  };
  Findings found;
  if (!has_line(30, "#pragma once")) found.push_back({1, "no #pragma once"});
  if (!has_line(3, "// ")) found.push_back({1, "a header opens with what it is"});
  return found;
}

Findings has_no_banned_words(const Source& source) {
  // Written in pieces, so that this file keeps its own rule.
  static const std::regex unfinished(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b");
  static const std::regex place(
      "(registry\\.npm"
      "js|deb\\.deb"
      "ian|security\\.deb"
      "ian|proxy\\.gol"
      "ang|pypi\\.o"
      "rg|"
      "(^|[^A-Za-z0-9_.])/(wo"
      "rk|ro"
      "ot|ho"
      "me)/)");
  Findings found = find_words(source.lines, unfinished, "unfinished");
  append(found, find_words(source.lines, place, "an address or path of one machine"));
  return found;
}

Findings has_telling_names(const Source& source) {
  if (!is_cpp(source.path)) return {};
  static const std::regex vague(
      R"(\b(class|struct|enum class) (?!Im[A-Z])\w*(Manager|Helper|Handler|Data|Info|Utils?)\b)");
  return find_words(source.code, vague, "a name that says nothing");
}

std::vector<FindingIn> panels_see_views_only(const std::vector<Source>& sources) {
  static const Names hidden = {"lesson/visit.h", "sim/timeline/timeline.h", "sim/world/world.h"};
  std::map<std::string, const Source*, std::less<>> by_path;
  for (const Source& source : sources) by_path.emplace(source.path, &source);

  // What a header leads to, each with the way to it: "view/ladder.h > lesson/visit.h".
  std::vector<FindingIn> found;
  for (const Source& source : sources) {
    if (!is_any_of(source.path, {"gui/panels", "gui/widgets"})) continue;
    Names seen;
    struct Way {
      const Source* at;
      int line;  // of the source's own include that it began with
      std::string words;
    };
    std::vector<Way> ways{{&source, 0, ""}};
    while (!ways.empty()) {
      const Way way = std::move(ways.back());
      ways.pop_back();
      for (const Include& include : way.at->includes) {
        if (!seen.insert(include.path).second) continue;
        const int line = way.line == 0 ? include.line : way.line;
        const std::string words = way.words + (way.words.empty() ? "" : " > ") + include.path;
        if (hidden.count(include.path) > 0) {
          found.push_back({source.path, {line, "a panel sees views only: " + words}});
        } else if (const auto next = by_path.find(include.path); next != by_path.end()) {
          ways.push_back({next->second, line, words});
        }
      }
    }
  }
  return found;
}

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = {
      {"follows_link_graph", follows_link_graph},
      {"keeps_libraries_apart", keeps_libraries_apart},
      {"sim_is_deterministic", sim_is_deterministic},
      {"stays_pure", stays_pure},
      {"gui_sees_no_world", gui_sees_no_world},
      {"changes_visits_in_apply", changes_visits_in_apply},
      {"has_no_sentences", has_no_sentences},
      {"takes_keys_from_their_table", takes_keys_from_their_table},
      {"is_well_formed", is_well_formed},
      {"header_introduces_itself", header_introduces_itself},
      {"has_no_banned_words", has_no_banned_words},
      {"has_telling_names", has_telling_names},
  };
  return rules;
}

}  // namespace popscope::architecture
