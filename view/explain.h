#pragma once
// What a step means, in words: which sentences of the catalogue say it, and what they need to know.
// From a step and the events of its moments; it judges nothing that the World does not say, and it
// tells of a command only what was asked, never what will come of it (a question may be open).
//
// A key names up to five sentences: KEY.headline, KEY.text, KEY.section, and two voices: KEY.exam,
// what an exam wants to hear, or KEY.believed, what is often said and is wrong in an exam, too; and
// KEY.wire. A special case (explain.reply.unknown.starttls) that has no sentences of
// its own is told as the case above it (explain.reply.unknown).
//
// Two things reach every key alike. On a POP3 server that is otherwise (circumstances.h: a fault, a
// policy, a way) KEY.where.NAME is told, where there is one. A reply that was overtaken, for what
// was sent behind its command has run, is told by KEY.overtaken, or else with words that say so;
// where the session has ended without a command that ends it, by KEY.overtaken.ended.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lesson/visit.h"
#include "text/catalogue.h"

namespace popscope::view {

struct Explanation {
  std::string key;  // "explain.reply.dele"
  text::Arguments arguments;
  std::vector<std::pair<std::string, sim::Duration>> times;  // arguments, too: worded when told
  std::string section;  // of the engine's own tables; KEY.section of the catalogue wins
  std::vector<std::string_view> circumstances{};  // of its POP3 server
  bool overtaken = false;  // a reply: the session has changed since it was made
  bool ended = false;      // ... it has ended, and not because QUIT or LOGOUT was carried out
};

struct Told {  // marked up as view::rich_text reads it
  std::string headline, text, section;
  std::string exam, wire;  // both or neither
  bool believed = false;   // `exam` is what is often believed
};

// `world` is the World at the step's closing, or a little later. Step 0 is the start.
Explanation explain(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t step,
                    const sim::World& world);

// One segment of a step, by its place in it.
Explanation explain_segment(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t step,
                            std::uint32_t segment, const sim::World& world);

Told tell(const Explanation& explanation, const text::Catalogue& catalogue);

}  // namespace popscope::view
