// Reads every source of the repository and holds it against the rules; and shows of each rule that
// it refuses what it is there for.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "tests/architecture/rules.h"
#include "tests/architecture/source.h"

namespace popscope::architecture {
namespace {

namespace fs = std::filesystem;

const std::vector<Source>& sources() {
  static const std::vector<Source> all = [] {
    std::vector<Source> found;
    const fs::path top = POPSCOPE_SOURCE_DIR;
    for (auto at = fs::recursive_directory_iterator(top); at != fs::recursive_directory_iterator();
         ++at) {
      const std::string name = at->path().filename().string();
      if (at->is_directory() && (name == "build" || name == ".git" || name == ".cache")) {
        at.disable_recursion_pending();
      }
      static const std::vector<std::string> kTexts = {".cpp", ".h",  ".cmake", ".py", ".sh",
                                                      ".txt", ".md", ".json",  "",    ".debian"};
      const bool is_text =
          std::find(kTexts.begin(), kTexts.end(), at->path().extension()) != kTexts.end();
      if (!at->is_regular_file() || !is_text) continue;
      std::ifstream file(at->path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      found.push_back(parse_source(fs::relative(at->path(), top).generic_string(), text));
    }
    return found;
  }();
  return all;
}

class Tidy : public testing::TestWithParam<Rule> {};

TEST_P(Tidy, HoldsEverywhere) {
  ASSERT_GT(sources().size(), 20U);
  for (const Source& source : sources()) {
    for (const Finding& finding : GetParam().check(source)) {
      ADD_FAILURE() << source.path << ":" << finding.line << ": " << finding.what;
    }
  }
}

TEST(TidyTogether, PanelsSeeViewsOnly) {
  for (const FindingIn& found : panels_see_views_only(sources())) {
    ADD_FAILURE() << found.path << ":" << found.finding.line << ": " << found.finding.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, Tidy, testing::ValuesIn(all_rules()),
                         [](const auto& rule) { return std::string(rule.param.name); });

// How many findings a rule has in a made-up source.
std::size_t count(Findings (*rule)(const Source&), const char* path, const std::string& text) {
  return rule(parse_source(path, text)).size();
}

TEST(TidyRules, LinkGraph) {
  EXPECT_EQ(count(follows_link_graph, "sim/a.cpp", "#include \"text/catalogue.h\"\n"), 1U);
  EXPECT_EQ(count(follows_link_graph, "lesson/a.h", "#include \"view/ladder.h\"\n"), 1U);
  EXPECT_EQ(count(follows_link_graph, "view/a.h", "#include \"loader/loader.h\"\n"), 1U);
  EXPECT_EQ(count(follows_link_graph, "gui/a.h", "#include \"cli/run.h\"\n"), 1U);
  EXPECT_EQ(count(follows_link_graph, "gui/a.h", "#include \"tests/support/a.h\"\n"), 1U);
  EXPECT_EQ(count(follows_link_graph, "gui/a.h", "#include \"view/a.h\"\n#include <map>\n"), 0U);
  EXPECT_EQ(count(follows_link_graph, "newer/a.h", "#include <map>\n"), 1U);  // in no row
}

TEST(TidyRules, Libraries) {
  EXPECT_EQ(count(keeps_libraries_apart, "lesson/a.cpp", "#include <nlohmann/json.hpp>\n"), 1U);
  EXPECT_EQ(count(keeps_libraries_apart, "loader/a.cpp", "#include <nlohmann/json.hpp>\n"), 0U);
  EXPECT_EQ(count(keeps_libraries_apart, "view/a.cpp", "#include \"imgui.h\"\n"), 1U);
  EXPECT_EQ(count(keeps_libraries_apart, "gui/a.cpp", "#include \"imgui_internal.h\"\n"), 0U);
  EXPECT_EQ(count(keeps_libraries_apart, "gui/a.cpp", "#include <GLFW/glfw3.h>\n"), 1U);
  EXPECT_EQ(count(keeps_libraries_apart, "gui/platform/a.cpp", "#include <GLFW/glfw3.h>\n"), 0U);
  EXPECT_EQ(count(keeps_libraries_apart, "sim/a.cpp", "#include <tl/expected.hpp>\n"), 1U);
  EXPECT_EQ(count(keeps_libraries_apart, "cli/a.cpp", "#include <gtest/gtest.h>\n"), 1U);
}

TEST(TidyRules, Determinism) {
  for (const char* header : {"chrono", "thread", "filesystem", "fstream", "iostream", "locale",
                             "unordered_map", "random", "cmath"}) {
    const std::string text = std::string("#include <") + header + ">\n";
    EXPECT_EQ(count(sim_is_deterministic, "sim/a.cpp", text), 1U) << header;
  }
  EXPECT_EQ(count(sim_is_deterministic, "sim/a.h", "double x = 0;\nfloat y;\n"), 2U);
  EXPECT_EQ(count(sim_is_deterministic, "sim/a.h", "// a double\nint doubled = 1'000;\n"), 0U);
  EXPECT_EQ(count(sim_is_deterministic, "sim/a.h", "auto h = std::hash<int>{}(1);\n"), 1U);
  EXPECT_EQ(count(sim_is_deterministic, "sim/a.h", "#include <vector>\n"), 0U);
  EXPECT_EQ(count(sim_is_deterministic, "gui/a.h", "float x;\n"), 0U);
}

TEST(TidyRules, Purity) {
  EXPECT_EQ(count(stays_pure, "view/a.cpp", "#include <filesystem>\n"), 1U);
  EXPECT_EQ(count(stays_pure, "lesson/a.cpp", "#include <chrono>\n"), 1U);
  EXPECT_EQ(count(stays_pure, "loader/a.cpp", "#include <filesystem>\n"), 0U);
}

TEST(TidyRules, Worlds) {
  EXPECT_EQ(count(gui_sees_no_world, "gui/a.cpp", "#include \"sim/world/world.h\"\n"), 1U);
  EXPECT_EQ(count(gui_sees_no_world, "gui/a.cpp", "#include \"sim/timeline/timeline.h\"\n"), 1U);
  EXPECT_EQ(count(gui_sees_no_world, "gui/a.cpp", "#include \"sim/core/time.h\"\n"), 0U);
  EXPECT_EQ(count(gui_sees_no_world, "view/a.cpp", "#include \"sim/world/world.h\"\n"), 0U);
}

TEST(TidyRules, Visits) {
  const std::string change = "visit_to_change(app).forward();\n";
  const std::string include = "#include \"gui/app/change_visit.h\"\n";
  EXPECT_EQ(count(changes_visits_in_apply, "gui/app/draw_pages.cpp", include + change), 2U);
  EXPECT_EQ(count(changes_visits_in_apply, "gui/app/apply_going.cpp", include + change), 0U);
  EXPECT_EQ(count(changes_visits_in_apply, "gui/app/app.cpp",
                  "#include \"gui/app/carry_out.h\"\n"),
            1U);
  EXPECT_EQ(count(changes_visits_in_apply, "gui/panels/a.cpp",
                  "const_cast<lesson::Visit&>(visit).forward();\n"),
            1U);
  EXPECT_EQ(count(changes_visits_in_apply, "gui/app/shot.cpp", "replace_visit(app, visit);\n"), 1U);
  EXPECT_EQ(count(changes_visits_in_apply, "gui/app/opening.cpp", "replace_visit(app, v);\n"), 0U);
  EXPECT_EQ(count(changes_visits_in_apply, "tests/gui/a.cpp", include + change), 0U);
}

TEST(TidyRules, WhatAPanelSees) {
  const auto source = [](const char* path, const std::string& include) {
    return parse_source(path, "#pragma once\n#include \"" + include + "\"\n");
  };
  const Source view = source("view/a.h", "view/b.h");
  const Source panel = source("gui/panels/a.cpp", "view/a.h");
  const auto direct = panels_see_views_only({source("gui/widgets/a.h", "sim/world/world.h")});
  ASSERT_EQ(direct.size(), 1U);
  EXPECT_EQ(direct[0].finding.line, 2);
  const auto led = panels_see_views_only({panel, view, source("view/b.h", "lesson/visit.h")});
  ASSERT_EQ(led.size(), 1U);
  EXPECT_EQ(led[0].path, "gui/panels/a.cpp");
  EXPECT_EQ(led[0].finding.what,
            "a panel sees views only: view/a.h > view/b.h > lesson/visit.h");
  EXPECT_TRUE(panels_see_views_only({panel, view, source("view/b.h", "lesson/forward.h")}).empty());
  EXPECT_TRUE(panels_see_views_only({source("gui/app/a.h", "lesson/visit.h")}).empty());
}

TEST(TidyRules, Sentences) {
  EXPECT_EQ(count(has_no_sentences, "gui/a.cpp", "draw(\"Message two, marked\");\n"), 1U);
  EXPECT_EQ(count(has_no_sentences, "view/a.cpp", "f(R\"(No maildrop here)\");\n"), 1U);
  EXPECT_EQ(count(has_no_sentences, "view/a.cpp", "f(\"maildrop.on-server\");\n"), 0U);
  EXPECT_EQ(count(has_no_sentences, "gui/a.cpp", "complain(\"no such font\");\n"), 0U);
  EXPECT_EQ(count(has_no_sentences, "gui/a.cpp", "complain(x);\nf(\"no such font\");\n"), 1U);
  EXPECT_EQ(count(has_no_sentences, "gui/a.cpp", "// No maildrop here\nf(\"+OK\", \"C: \");\n"),
            0U);
  EXPECT_EQ(count(has_no_sentences, "sim/a.cpp", "f(\"+OK maildrop has 2 messages\");\n"), 0U);
}

TEST(TidyRules, Keys) {
  EXPECT_EQ(count(takes_keys_from_their_table, "gui/a.cpp", "put(label, \"Esc\", false);\n"), 1U);
  EXPECT_EQ(count(takes_keys_from_their_table, "gui/a.cpp", "item(\"Ctrl 0\");\n"), 1U);
  EXPECT_EQ(count(takes_keys_from_their_table, "gui/a.cpp", "tabs(\"Side\");\n"), 0U);
  EXPECT_EQ(count(takes_keys_from_their_table, "view/keys.cpp", "return \"F1\";\n"), 0U);
}

TEST(TidyRules, Form) {
  EXPECT_EQ(count(is_well_formed, "sim/a.cpp", std::string(101, 'x') + "\n"), 1U);
  const std::string wide = "x = R\"(\n" + std::string(101, 'x') + ")\";\n" + std::string(101, 'y');
  EXPECT_EQ(count(is_well_formed, "tests/a.cpp", wide + "\n"), 1U);
  std::string signs;
  for (int i = 0; i < 100; ++i) signs += "\xE2\x86\x92";
  EXPECT_EQ(count(is_well_formed, "sim/a.cpp", signs + "\n"), 0U);
  EXPECT_EQ(count(is_well_formed, "sim/a.cpp", "\tint x;\n"), 1U);
  EXPECT_EQ(count(is_well_formed, "run", "echo \n"), 1U);
  std::string many;
  for (int i = 0; i < 501; ++i) many += "int x;\n";
  EXPECT_EQ(count(is_well_formed, "sim/a.cpp", many), 1U);
  EXPECT_EQ(count(is_well_formed, "scenarios/a.json", std::string(200, 'x')), 0U);
}

TEST(TidyRules, Headers) {
  EXPECT_EQ(count(header_introduces_itself, "sim/a.h", "#pragma once\nstruct A {};\n"), 1U);
  EXPECT_EQ(count(header_introduces_itself, "sim/a.h", "// What it is.\nstruct A {};\n"), 1U);
  EXPECT_EQ(count(header_introduces_itself, "sim/a.h", "#pragma once\n// What it is.\n"), 0U);
}

TEST(TidyRules, BannedWords) {
  EXPECT_EQ(count(has_no_banned_words, "README.md", std::string("see TO") + "DO\n"), 1U);
  EXPECT_EQ(count(has_no_banned_words, "a.sh", std::string("curl deb.") + "debian.org\n"), 1U);
  EXPECT_EQ(count(has_no_banned_words, "a.sh", std::string("cd /wo") + "rk/main\n"), 1U);
  EXPECT_EQ(count(has_no_banned_words, "a.md", "the work/ folder, homework/home\n"), 0U);
}

TEST(TidyRules, Names) {
  EXPECT_EQ(count(has_telling_names, "gui/a.h", "class WindowManager;\n"), 1U);
  EXPECT_EQ(count(has_telling_names, "gui/a.h", "struct Informed;\n"), 0U);
  EXPECT_EQ(count(has_telling_names, "gui/a.h", "struct ImDrawData;\n"), 0U);  // not ours
}

TEST(TidySource, TellsCodeFromLiterals) {
  const Source source = parse_source(
      "a.cpp",
      "#include \"a b.h\"\nint x = 1'000; // float\nf(\"a \\\" b\", '\"', R\"x(c)\")x\");\n");
  ASSERT_EQ(source.literals.size(), 2U);
  EXPECT_EQ(source.literals[0].text, "a \\\" b");
  EXPECT_EQ(source.literals[1].text, "c)\"");
  EXPECT_EQ(source.literals[1].line, 3);
  EXPECT_EQ(source.code[1], "int x = 1'000; ");
  ASSERT_EQ(source.includes.size(), 1U);
  EXPECT_EQ(source.includes[0].path, "a b.h");
}

}  // namespace
}  // namespace popscope::architecture
