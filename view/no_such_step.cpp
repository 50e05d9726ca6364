#include "view/no_such_step.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kBranchesNamedMax = 12;

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string branches_of(const lesson::Visit& visit) {
  std::string names;
  const auto count = static_cast<std::uint32_t>(visit.timeline().branches().size());
  for (std::uint32_t i = 0; i < count && i < kBranchesNamedMax; ++i) {
    names += (i == 0 ? "" : ", ") + visit.name_of({i});
  }
  return count > kBranchesNamedMax ? names + ", …" : names;
}

}  // namespace

std::string no_such_step(const lesson::Visit& visit, const std::string& address,
                         const text::Catalogue& catalogue) {
  const std::size_t colon = address.rfind(':');
  const std::string name = colon == std::string::npos ? "" : address.substr(0, colon);
  const std::string place = colon == std::string::npos ? address : address.substr(colon + 1);
  sim::BranchId branch{0};
  if (colon != std::string::npos) {
    const std::optional<sim::Place> start = visit.find(name + ":0");
    if (!start) {
      return catalogue.sentence("place.no_branch", {text::plain("branch", name),
                                                    text::plain("branches", branches_of(visit))});
    }
    branch = start->branch;
  }
  const text::Arguments about = {
      text::plain("place", place), text::plain("branch", visit.name_of(branch)),
      text::plain("last", std::to_string(visit.steps(branch).count()))};
  if (!is_number(place)) return catalogue.sentence("place.no_id", about);
  const bool only_one = visit.timeline().branches().size() == 1;
  return catalogue.sentence(only_one ? "place.beyond" : "place.beyond_on_branch", about);
}

}  // namespace popscope::view
