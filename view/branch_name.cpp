#include "sim/world/act_kinds.h"
#include "view/console_words.h"
#include "view/explain_context.h"
#include "view/transport.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;

std::string typed_line(std::string_view octets) {
  constexpr std::size_t kOctetsMax = 24;  // a name stands beside others
  const std::string_view line = octets.substr(0, octets.find_first_of("\r\n"));
  return line.size() <= kOctetsMax ? shown(line) : shown(line.substr(0, kOctetsMax)) + "…";
}

// As one would type it into the console; empty: it cannot be typed.
std::string as_typed(const sim::Input& input) {
  if (const auto* send = std::get_if<sim::Send>(&input)) return typed_line(send->octets);
  const std::optional<OwnWord> word = own_word_from(sim::name_of(input));
  return word ? std::string(to_text(*word)) : std::string();
}

// What a branch of one's own began with.
std::string began_with(const Visit& visit, sim::BranchId branch) {
  const auto& moments = visit.timeline().branches()[branch.value].moments;
  if (moments.empty() || !moments.front().input) return {};
  return as_typed(*moments.front().input);
}

}  // namespace

std::string branch_name(const Visit& visit, sim::BranchId branch,
                        const text::Catalogue& catalogue) {
  const std::string& name = visit.notes(branch).name;
  if (!name.empty()) return name;
  if (visit.notes(branch).of_story) return catalogue.sentence("branch.lesson");
  const std::string what = began_with(visit, branch);
  std::int64_t count = 1;
  for (std::uint32_t other = 0; other < branch.value; ++other) {
    const lesson::BranchNotes& notes = visit.notes({other});
    if (!notes.of_story && notes.name.empty() && began_with(visit, {other}) == what) ++count;
  }
  const std::string key = what.empty() ? "branch.own.other" : "branch.own";
  return catalogue.sentence(count > 1 ? key + ".again" : key,
                            {text::plain("what", what), text::number("count", count)});
}

}  // namespace popscope::view
