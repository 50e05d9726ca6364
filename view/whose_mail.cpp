#include "view/whose_mail.h"

#include <algorithm>

namespace popscope::view {
namespace {

// By their names: each side numbers keywords as they came up there.
std::vector<std::string_view> sorted_names(sim::Flags flags, const sim::Mailbox& mailbox) {
  std::vector<std::string_view> names = names_of(flags, mailbox.keywords);
  std::sort(names.begin(), names.end());
  return names;
}

bool same_messages(const sim::Mailbox& a, const sim::Mailbox& b) {
  return std::equal(a.messages.begin(), a.messages.end(), b.messages.begin(), b.messages.end(),
                    [&](const sim::StoredMessage& x, const sim::StoredMessage& y) {
                      return x.unique_id == y.unique_id &&
                             sorted_names(x.flags, a) == sorted_names(y.flags, b) &&
                             x.message->octets_digest == y.message->octets_digest;
                    });
}

template <class Alike>
std::optional<sim::MaildropId> first_unlike(const sim::World& a, const sim::World& b,
                                            const Alike& alike) {
  for (std::uint32_t n = 0; n < a.maildrops.size(); ++n)
    if (!alike(*a.maildrops[n], *b.maildrops[n])) return sim::MaildropId{n};
  return std::nullopt;
}

}  // namespace

bool same_mail(const sim::Maildrop& a, const sim::Maildrop& b) {
  return same_messages(a, b) &&
         std::equal(a.folders.begin(), a.folders.end(), b.folders.begin(), b.folders.end(),
                    [](const sim::Mailbox& x, const sim::Mailbox& y) {
                      return x.name == y.name && same_messages(x, y);
                    });
}

bool same_held(const sim::Maildrop& a, const sim::Maildrop& b) {
  return same_mail(a, b) && a.locked_by == b.locked_by;
}

sim::MaildropId maildrop_to_compare(const sim::World& a, const sim::World& b) {
  const std::optional<sim::MaildropId> mail = first_unlike(a, b, same_mail);
  return mail ? *mail : first_unlike(a, b, same_held).value_or(sim::MaildropId{});
}

}  // namespace popscope::view
