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
  const auto word = [](OwnWord own) { return std::string(to_text(own)); };
  return std::visit(Overloaded{
                        [&](const sim::Send& a) { return typed_line(a.octets); },
                        [&](const sim::Connect&) { return word(OwnWord::connect); },
                        [&](const sim::Close&) { return word(OwnWord::close); },
                        [&](const sim::Reset&) { return word(OwnWord::reset); },
                        [&](const sim::Cut&) { return word(OwnWord::cut); },
                        [&](const sim::Plug&) { return word(OwnWord::plug); },
                        [&](const sim::Check&) { return word(OwnWord::check); },
                        [&](const sim::Wait&) { return word(OwnWord::wait); },
                        [&](const sim::Deliver&) { return std::string(); },
                        [&](const sim::Set&) { return std::string(); },
                        [&](const sim::Use&) { return std::string(); },
                        [&](const sim::Filter&) { return std::string(); },
                        [&](const sim::Choose&) { return std::string(); },
                    },
                    input);
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
