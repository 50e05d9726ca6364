#include "view/maildrop_look.h"

#include <algorithm>

namespace popscope::view {

namespace imap = sim::imap;
namespace pop3 = sim::pop3;

namespace {

std::optional<sim::MaildropId> maildrop_in(const pop3::Session& session) {
  if (const auto* t = std::get_if<pop3::Transaction>(&session.state)) return t->maildrop;
  if (const auto* u = std::get_if<pop3::Update>(&session.state)) return u->maildrop;
  return std::nullopt;
}

std::optional<sim::MaildropId> maildrop_in(const imap::Session& session) {
  if (const auto* a = std::get_if<imap::Authenticated>(&session.state)) return a->maildrop;
  if (const auto* s = std::get_if<imap::Selected>(&session.state)) return s->maildrop;
  return std::nullopt;
}

}  // namespace

std::optional<sim::MaildropId> maildrop_of(const sim::Session& session) {
  return std::visit([](const auto& s) { return maildrop_in(s); }, session);
}

const sim::Mailbox* selected_mailbox(const sim::World& world, const sim::Session& session) {
  const auto* of = std::get_if<imap::Session>(&session);
  const auto* selected = of ? std::get_if<imap::Selected>(&of->state) : nullptr;
  return selected ? find_mailbox(*world.maildrops[selected->maildrop.value], selected->mailbox)
                  : nullptr;
}

Look::Look(const sim::World& world, const sim::Session* session, sim::MaildropId maildrop) {
  if (!session || maildrop_of(*session) != maildrop) return;
  const sim::Maildrop& of = *world.maildrops[maildrop.value];
  if (const auto* asked = std::get_if<imap::Session>(session)) {
    const auto* selected = std::get_if<imap::Selected>(&asked->state);
    if (!selected || selected->mailbox != of.uid_validity) return;
    imap_ = &*selected->view;
    read_only_ = selected->read_only;
    in_use_ = of.locked_by.has_value();
    return;
  }
  session_ = &std::get<pop3::Session>(*session);
  maildrop_ = &of;
  now_ = world.now;
  if (const auto* t = std::get_if<pop3::Transaction>(&session_->state)) pop3_ = &*t->view;
  if (const auto* u = std::get_if<pop3::Update>(&session_->state)) pop3_ = &*u->view;
}

bool Look::is(std::size_t place, const sim::StoredMessage& message) const {
  if (place >= size()) return false;
  return pop3_ ? (*pop3_)[place].unique_id == message.unique_id
               : (*imap_)[place].uid == message.uid;
}

bool Look::marked(std::size_t place) const {
  if (imap_) return told(place).has(sim::SystemFlag::deleted);
  if (!session_) return false;
  if (const auto* t = std::get_if<pop3::Transaction>(&session_->state)) return (*t->marked)[place];
  return leaves_with_quit(place);
}

bool Look::leaves_with_quit(std::size_t place) const {
  if (!session_) return false;
  if (const auto* update = std::get_if<pop3::Update>(&session_->state))
    return std::any_of(update->to_remove.begin(), update->to_remove.end(),
                       [&](const pop3::ToRemove& one) { return one.number.value == place + 1; });
  return std::holds_alternative<pop3::Transaction>(session_->state) &&
         pop3::leaves_with_quit(*session_, *maildrop_, place, now_).has_value();
}

std::optional<sim::MessageNumber> Look::number(std::size_t place) const {
  return session_ ? pop3::number_at(*session_, place)
                  : std::optional(sim::MessageNumber{static_cast<std::uint32_t>(place + 1)});
}

sim::Flags Look::told(std::size_t place) const {
  return imap_ ? (*imap_)[place].flags : sim::Flags{};
}

bool Look::expunges(sim::Flags flags) const {
  return imap_ && !read_only_ && !in_use_ && flags.has(sim::SystemFlag::deleted);
}

}  // namespace popscope::view
