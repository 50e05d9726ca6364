#include "view/maildrop_changes.h"

#include "view/chosen.h"

namespace popscope::view {
namespace {

// The marks that a session had before a moment: the event that it took them back counts them.
void add_marks_before(const lesson::Visit& visit, std::uint32_t moment, sim::SessionId session,
                      sim::MaildropId id, Changed& changed) {
  const sim::World before = visit.timeline().world({visit.branch(), moment - 1});
  const auto* had = sim::pop3_session_of(before, session);
  const auto* state = had ? std::get_if<sim::pop3::Transaction>(&had->state) : nullptr;
  if (!state || state->maildrop != id) return;
  for (std::size_t i = 0; i < state->view->size(); ++i)
    if ((*state->marked)[i]) changed.unique_ids.push_back((*state->view)[i].unique_id);
}

// What a session's client was told in a moment: the event counts it, so its view is compared with
// the one before.
void add_news(const lesson::Visit& visit, std::uint32_t moment, sim::SessionId session,
              sim::MaildropId id, Changed& changed) {
  const auto view_of = [&](const sim::World& world) -> const std::vector<sim::imap::ViewEntry>* {
    const sim::imap::Session* of = sim::imap_session_of(world, session);
    const auto* selected = of ? std::get_if<sim::imap::Selected>(&of->state) : nullptr;
    if (!selected || selected->maildrop != id ||
        selected->mailbox != world.maildrops[id.value]->uid_validity)
      return nullptr;
    return &*selected->view;
  };
  const sim::World before = visit.timeline().world({visit.branch(), moment - 1});
  const sim::World after = visit.timeline().world({visit.branch(), moment});
  const auto* then = view_of(before);
  const auto* now = view_of(after);
  if (!then || !now) return;
  std::size_t n = 0;
  for (const sim::imap::ViewEntry& entry : *then) {
    while (n < now->size() && (*now)[n].uid < entry.uid) changed.uids.push_back((*now)[n++].uid);
    const bool stayed = n < now->size() && (*now)[n].uid == entry.uid;
    if (!stayed || (*now)[n].flags != entry.flags) changed.uids.push_back(entry.uid);
    if (stayed) ++n;
  }
  for (; n < now->size(); ++n) changed.uids.push_back((*now)[n].uid);
}

void add_changes(const lesson::Visit& visit, std::uint32_t moment, sim::MaildropId id,
                 Changed& changed) {
  const std::uint32_t inbox = visit.world().maildrops[id.value]->uid_validity;
  for (const sim::Event& event : visit.timeline().moment(visit.branch(), moment).events) {
    if (const auto* delivered = std::get_if<sim::MessageDelivered>(&event))
      if (delivered->maildrop == id) changed.unique_ids.push_back(delivered->unique_id);
    const auto* did = std::get_if<sim::SessionDid>(&event);
    if (!did) continue;
    if (const auto* mark = sim::deed<sim::pop3::MarkSet>(*did))
      if (mark->maildrop == id) changed.unique_ids.push_back(mark->unique_id);
    if (const auto* removed = sim::deed<sim::pop3::MessageRemoved>(*did))
      if (removed->maildrop == id) changed.unique_ids.push_back(removed->unique_id);
    const auto* cleared = sim::deed<sim::pop3::MarksCleared>(*did);
    if (cleared && cleared->count > 0 && cleared->maildrop == id)
      add_marks_before(visit, moment, did->session, id, changed);
    if (const auto* flags = sim::deed<sim::imap::FlagsSet>(*did))
      if (flags->maildrop == id && flags->mailbox == inbox) changed.uids.push_back(flags->uid);
    if (const auto* gone = sim::deed<sim::imap::MessageExpunged>(*did))
      if (gone->maildrop == id && gone->mailbox == inbox) changed.uids.push_back(gone->uid);
    if (const auto* stored = sim::deed<sim::imap::MessageStored>(*did))
      if (stored->maildrop == id && stored->mailbox == inbox) changed.uids.push_back(stored->uid);
    if (sim::deed<sim::imap::NewsTold>(*did)) add_news(visit, moment, did->session, id, changed);
  }
}

}  // namespace

Changed changed_by_step(const lesson::Visit& visit, sim::MaildropId id) {
  Changed changed;
  const sim::Step* step = step_at_cursor(visit);
  if (!step || step->kind == sim::StepKind::command) return changed;
  add_changes(visit, step->closes, id, changed);
  if (step->kind == sim::StepKind::reply && step->begins != step->closes)
    add_changes(visit, step->begins, id, changed);
  changed.sort();
  return changed;
}

}  // namespace popscope::view
