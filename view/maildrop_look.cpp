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
  const auto& asked = std::get<pop3::Session>(*session);
  if (const auto* t = std::get_if<pop3::Transaction>(&asked.state)) {
    pop3_ = &*t->view;
    marked_ = &*t->marked;
  } else if (const auto* u = std::get_if<pop3::Update>(&asked.state)) {
    pop3_ = &*u->view;
    to_remove_ = &u->to_remove;
  }
}

bool Look::is(std::size_t place, const sim::StoredMessage& message) const {
  if (place >= size()) return false;
  return pop3_ ? (*pop3_)[place].unique_id == message.unique_id
               : (*imap_)[place].uid == message.uid;
}

bool Look::marked(std::size_t place) const {
  if (imap_) return told(place).has(sim::SystemFlag::deleted);
  if (marked_) return (*marked_)[place];
  const sim::MessageNumber number{static_cast<std::uint32_t>(place + 1)};
  return to_remove_ &&
         std::find(to_remove_->begin(), to_remove_->end(), number) != to_remove_->end();
}

sim::Flags Look::told(std::size_t place) const {
  return imap_ ? (*imap_)[place].flags : sim::Flags{};
}

bool Look::expunges(sim::Flags flags) const {
  return imap_ && !read_only_ && !in_use_ && flags.has(sim::SystemFlag::deleted);
}

}  // namespace popscope::view
