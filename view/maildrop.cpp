#include "view/maildrop.h"

#include <algorithm>

#include "view/arrivals.h"
#include "view/chosen.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using sim::UniqueId;

// What a session that looks at the maildrop makes of it.
struct Look {
  const std::vector<sim::pop3::ViewEntry>* view = nullptr;     // none: no session looks
  const std::vector<bool>* marked = nullptr;                   // TRANSACTION
  const std::vector<sim::MessageNumber>* to_remove = nullptr;  // UPDATE

  bool is_marked(std::size_t index) const {
    if (marked) return (*marked)[index];
    const sim::MessageNumber number{static_cast<std::uint32_t>(index + 1)};
    return to_remove && std::find(to_remove->begin(), to_remove->end(), number) != to_remove->end();
  }
};

std::optional<sim::MaildropId> maildrop_of(const sim::pop3::Session& session) {
  if (const auto* t = std::get_if<sim::pop3::Transaction>(&session.state)) return t->maildrop;
  if (const auto* u = std::get_if<sim::pop3::Update>(&session.state)) return u->maildrop;
  return std::nullopt;
}

Look look_of(const sim::pop3::Session& session) {
  Look look;
  if (const auto* t = std::get_if<sim::pop3::Transaction>(&session.state)) {
    look.view = &*t->view;
    look.marked = &*t->marked;
  } else if (const auto* u = std::get_if<sim::pop3::Update>(&session.state)) {
    look.view = &*u->view;
    look.to_remove = &u->to_remove;
  }
  return look;
}

sim::MaildropId chosen_maildrop(const lesson::Visit& visit, const Selection& selection,
                                const sim::World& world, const sim::pop3::Session* session) {
  if (selection.maildrop && selection.maildrop->value < world.maildrops.size())
    return *selection.maildrop;
  if (session)
    if (const auto own = maildrop_of(*session)) return *own;
  const sim::DeviceId device = chosen_device(visit, selection, world);
  if (device.value < world.devices.size())
    if (const auto own = sim::find_maildrop(world, world.devices[device.value]->account.user))
      return *own;
  return sim::MaildropId{};
}

// The chosen session when it looks at this maildrop. Where the maildrop itself was chosen, whoever
// holds its lock will do.
const sim::pop3::Session* session_at(const sim::World& world, sim::MaildropId id,
                                     const sim::pop3::Session* chosen, bool maildrop_was_chosen) {
  if (chosen && maildrop_of(*chosen) == id) return chosen;
  const std::optional<sim::SessionId> holder = world.maildrops[id.value]->locked_by;
  return maildrop_was_chosen && holder ? sim::pop3_session_of(world, *holder) : nullptr;
}

void add_changes(const lesson::Visit& visit, std::uint32_t moment, sim::MaildropId id,
                 std::vector<UniqueId>& changed) {
  for (const sim::Event& event : visit.timeline().moment(visit.branch(), moment).events) {
    if (const auto* delivered = std::get_if<sim::MessageDelivered>(&event))
      if (delivered->maildrop == id) changed.push_back(delivered->unique_id);
    const auto* did = std::get_if<sim::SessionDid>(&event);
    if (!did) continue;
    if (const auto* mark = sim::deed<sim::pop3::MarkSet>(*did))
      if (mark->maildrop == id) changed.push_back(mark->unique_id);
    if (const auto* removed = sim::deed<sim::pop3::MessageRemoved>(*did))
      if (removed->maildrop == id) changed.push_back(removed->unique_id);
    const auto* cleared = sim::deed<sim::pop3::MarksCleared>(*did);
    if (!cleared || cleared->count == 0 || cleared->maildrop != id) continue;
    // The event counts the marks; which they were, only the World before it knows.
    const sim::World before = visit.timeline().world({visit.branch(), moment - 1});
    const Look look = look_of(*sim::pop3_session_of(before, did->session));
    for (std::size_t i = 0; look.view && i < look.view->size(); ++i)
      if (look.is_marked(i)) changed.push_back((*look.view)[i].unique_id);
  }
}

// The messages that the cursor's step marked, removed, brought, or whose marks it took back.
std::vector<UniqueId> changed_by_step(const lesson::Visit& visit, sim::MaildropId id) {
  std::vector<UniqueId> changed;
  const sim::Step* step = step_at_cursor(visit);
  if (!step || step->kind == sim::StepKind::command) return changed;
  add_changes(visit, step->closes, id, changed);
  if (step->kind == sim::StepKind::reply && step->begins != step->closes)
    add_changes(visit, step->begins, id, changed);
  std::sort(changed.begin(), changed.end());
  return changed;
}

// The message that the cursor's step speaks of: "RETR 5000" and its reply. By its number.
std::optional<sim::MessageNumber> named_by_step(const lesson::Visit& visit,
                                                std::optional<sim::SessionId> session) {
  const sim::Step* step = step_at_cursor(visit);
  if (!step || !step->link || step->link != session) return std::nullopt;
  std::uint32_t command = visit.step();
  if (step->kind == sim::StepKind::reply && step->exchange_with) command = *step->exchange_with;
  const StepOf of{visit, visit.branch(), command};
  if (of.step().kind != sim::StepKind::command) return std::nullopt;
  const sim::pop3::Parsed parsed = sim::pop3::parse(line_of(of)->words);
  const auto* said = std::get_if<sim::pop3::Command>(&parsed);
  return said ? said->number : std::nullopt;
}

// What draws the eye, besides what the step changed.
struct Sought {
  std::vector<UniqueId> changed;
  std::optional<sim::MessageNumber> named;
  std::optional<UniqueId> selected;
};

void put_words(const sim::StoredMessage& stored, const text::Catalogue& catalogue,
               MaildropRow& row) {
  row.subject = subject_text(*stored.message, catalogue);
  row.unique_id = stored.unique_id;
  row.octets = catalogue.grouped(static_cast<std::int64_t>(stored.message->size().value));
}

struct Window {
  std::uint32_t first = 0, count = 0;
  bool has(std::uint32_t row) const { return row >= first && row - first < count; }
};

struct Counts {
  std::int64_t server = 0, session = 0, after = 0;
};

// One pass over three lists in the same order: all arrivals, what is there, what the session sees.
// Only rows of the window get words.
Counts add_rows(const std::vector<sim::StoredMessage>& all, const sim::Maildrop& maildrop,
                const Look& look, const Sought& sought, const Window& window,
                const text::Catalogue& catalogue, MaildropView& view) {
  Counts counts;
  std::optional<std::uint32_t> named, selected;
  std::size_t there = 0, seen = 0;
  for (const sim::StoredMessage& stored : all) {
    const std::uint32_t index = view.row_count++;
    MaildropRow row;
    const bool is_there =
        there < maildrop.messages.size() && maildrop.messages[there].unique_id == stored.unique_id;
    row.on_server = row.after_quit = is_there ? Presence::there : Presence::removed;
    if (is_there) ++there, ++counts.server;
    bool leaves = false;
    const bool is_seen =
        look.view && seen < look.view->size() && (*look.view)[seen].unique_id == stored.unique_id;
    if (is_seen) {
      ++seen;
      leaves = is_there && look.is_marked(seen - 1);
      row.in_session = !is_there ? Presence::removed : leaves ? Presence::marked : Presence::there;
      if (is_there && !leaves) ++counts.session;
    }
    if (leaves) row.after_quit = Presence::removed;
    if (row.after_quit == Presence::there) ++counts.after;
    row.changed =
        std::binary_search(sought.changed.begin(), sought.changed.end(), stored.unique_id);
    if (is_seen && sought.named && sought.named->value == seen) named = index;
    if (sought.selected == stored.unique_id) selected = index;
    if (row.changed && !view.changed_row) view.changed_row = index;
    if (leaves && !view.marked_row) view.marked_row = index;
    if (!window.has(index)) continue;
    if (is_seen) row.number = std::to_string(seen);
    put_words(stored, catalogue, row);
    view.rows.push_back(std::move(row));
  }
  view.looked_at_row = view.changed_row ? view.changed_row : named ? named : selected;
  return counts;
}

}  // namespace

MaildropView maildrop(const lesson::Visit& visit, const Selection& selection,
                      const text::Catalogue& catalogue, std::uint32_t first_row,
                      std::uint32_t rows) {
  MaildropView view;
  const sim::World& world = visit.world();
  if (world.maildrops.empty()) {
    view.empty = catalogue.sentence("panel.maildrop.none");
    return view;
  }
  const auto chosen_id = chosen_session(visit, selection, world);
  const sim::pop3::Session* chosen = chosen_id ? sim::pop3_session_of(world, *chosen_id) : nullptr;
  const sim::MaildropId id = chosen_maildrop(visit, selection, world, chosen);
  const sim::Maildrop& maildrop = *world.maildrops[id.value];
  const sim::pop3::Session* session = session_at(world, id, chosen, selection.maildrop.has_value());
  const Look look = session ? look_of(*session) : Look{};
  const bool hidden = visit.open_ask().has_value();

  view.heading = catalogue.sentence("panel.maildrop.of", {text::plain("user", maildrop.user)});
  for (const auto& each : world.maildrops) view.maildrops.push_back(each->user);
  view.chosen = id.value;
  view.session = look.view != nullptr;
  if (maildrop.locked_by) {
    const sim::DeviceId holder = world.links[maildrop.locked_by->value]->device;
    view.lock = catalogue.sentence("panel.maildrop.locked",
                                   {text::plain("device", world.devices[holder.value]->name),
                                    text::number("session", maildrop.locked_by->value + 1)});
  }
  view.first_row = first_row;
  const Counts counts = add_rows(arrivals(visit, {visit.branch(), visit.moment()}, id), maildrop,
                                 look,
                                 {changed_by_step(visit, id), named_by_step(visit, chosen_id),
                                  selection.unique_id},
                                 {first_row, rows}, catalogue, view);
  view.on_server = static_cast<std::uint32_t>(counts.server);
  view.count_server = catalogue.grouped(counts.server);
  if (view.session) {
    view.count_session = catalogue.grouped(counts.session);
    view.count_after =
        hidden ? catalogue.sentence("panel.maildrop.unknown") : catalogue.grouped(counts.after);
  }
  for (MaildropRow& row : view.rows) {
    row.selected = selection.unique_id == row.unique_id;
    if (hidden && row.on_server == Presence::there) row.after_quit = Presence::unknown;
  }
  if (view.row_count == 0) view.empty = catalogue.sentence("panel.maildrop.empty");
  return view;
}

}  // namespace popscope::view
