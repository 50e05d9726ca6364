// The rules of ARCHITECTURE.md that a machine can check by reading. Each is a pure function of
// sources; none of them knows the disk. tidy_test.cpp shows of each what it refuses.
#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source.h"

namespace popscope::architecture {

struct Finding {
  int line = 0;
  std::string what;
};

using Findings = std::vector<Finding>;

// A folder includes only folders that the link graph lets it see.
Findings follows_link_graph(const Source&);
// A library of others is known to one folder only.
Findings keeps_libraries_apart(const Source&);
// sim: from the standard library, only what is the same on every machine and at every run.
Findings sim_is_deterministic(const Source&);
// text, lesson and view are pure: no disk, no clock, no thread.
Findings stays_pure(const Source&);
// What the learner sees passes through a view: gui never looks into a World.
Findings gui_sees_no_world(const Source&);
// A Visit of the window changes in `apply` alone; another one takes its place where one is opened.
Findings changes_visits_in_apply(const Source&);
// What a user reads stands in assets/text.
Findings has_no_sentences(const Source&);
// A key is written on the window as the table of keys (view/keys.h) names it.
Findings takes_keys_from_their_table(const Source&);
// Lines of 100 columns, files of 500 lines, no tabs, no spaces at the end of a line.
Findings is_well_formed(const Source&);
// A header is guarded and says what it is.
Findings header_introduces_itself(const Source&);
// No unfinished work, no address or path of one machine.
Findings has_no_banned_words(const Source&);
// Types are named after what they are.
Findings has_telling_names(const Source&);

struct Rule {
  const char* name;
  Findings (*check)(const Source&);
};

const std::vector<Rule>& all_rules();

struct FindingIn {
  std::string path;
  Finding finding;
};
// A panel or a widget sees views, never a Visit, a Timeline or a World: not by way of a header
// either. Of all sources, because it follows what they include.
std::vector<FindingIn> panels_see_views_only(const std::vector<Source>&);

}  // namespace popscope::architecture
