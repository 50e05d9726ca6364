#include "view/whose_mail.h"

#include <functional>

namespace popscope::view {

bool same_held(const sim::Maildrop& a, const sim::Maildrop& b) {
  return a.messages == b.messages && a.locked_by == b.locked_by;
}

std::optional<sim::MaildropId> maildrop_that_differs(const sim::World& a, const sim::World& b) {
  using Alike = std::function<bool(const sim::Maildrop&, const sim::Maildrop&)>;
  for (const Alike& alike :
       {Alike([](const auto& x, const auto& y) { return x.messages == y.messages; }),
        Alike([](const auto& x, const auto& y) { return x.folders == y.folders; }),
        Alike([](const auto& x, const auto& y) { return x.locked_by == y.locked_by; })}) {
    for (std::uint32_t n = 0; n < a.maildrops.size(); ++n)
      if (!alike(*a.maildrops[n], *b.maildrops[n])) return sim::MaildropId{n};
  }
  return std::nullopt;
}

}  // namespace popscope::view
