#include "view/maildrop.h"

#include <algorithm>

#include "sim/imap/command.h"
#include "view/chosen.h"
#include "view/console_words.h"
#include "view/maildrop_changes.h"
#include "view/maildrop_look.h"
#include "view/step_text.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using sim::UniqueId;

sim::MaildropId chosen_maildrop(const lesson::Visit& visit, const Selection& selection,
                                const sim::World& world, const sim::Session* session) {
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
std::optional<sim::SessionId> session_at(const sim::World& world, sim::MaildropId id,
                                         std::optional<sim::SessionId> chosen,
                                         bool maildrop_was_chosen) {
  const sim::Session* looks = chosen ? sim::session_of(world, *chosen) : nullptr;
  if (looks && maildrop_of(*looks) == id) return chosen;
  return maildrop_was_chosen ? world.maildrops[id.value]->locked_by : std::nullopt;
}

// No command comes through a pulled cable. What has come is carried out.
bool is_cut_off(const sim::World& world, std::optional<sim::SessionId> id) {
  if (!id || !world.links[id->value]->cut) return false;
  const sim::pop3::Session* session = sim::pop3_session_of(world, *id);
  return !session || !sim::pop3::quit_waits(*session);
}

// What the last column supposes.
std::string_view heading_of_after(bool imap, bool cut_off) {
  if (cut_off) return imap ? "panel.maildrop.if_expunge_came" : "panel.maildrop.if_quit_came";
  return imap ? "panel.maildrop.after_expunge" : "panel.maildrop.after_quit";
}

// A message as a command names it: by its place in the session's view, or by its UID.
struct Named {
  std::optional<std::size_t> place;
  sim::Uid uid{};
};

// Of a set only where it names a single message.
Named single(const sim::imap::SequenceSet& set, bool uids) {
  if (set.ranges.size() != 1 || set.ranges.front().first != set.ranges.front().last) return {};
  const std::uint32_t number = set.ranges.front().first;
  if (uids) return {std::nullopt, sim::Uid{number}};
  return number == 0 ? Named{} : Named{number - 1, {}};
}

Named named_by(const sim::imap::Body& body) {
  return std::visit(
      [](const auto& command) -> Named {
        using Command = std::decay_t<decltype(command)>;
        if constexpr (std::is_same_v<Command, sim::imap::UidFetch> ||
                      std::is_same_v<Command, sim::imap::UidStore> ||
                      std::is_same_v<Command, sim::imap::UidCopy> ||
                      std::is_same_v<Command, sim::imap::UidMove> ||
                      std::is_same_v<Command, sim::imap::UidExpunge>) {
          return single(command.set, true);
        } else if constexpr (requires { command.set; }) {
          return single(command.set, false);
        } else {
          return {};
        }
      },
      body);
}

// The message that the cursor's step speaks of: "RETR 5000", "a7 UID FETCH 5 BODY[]", or the reply.
Named named_by_step(const lesson::Visit& visit, std::optional<sim::SessionId> session) {
  const sim::Step* step = step_at_cursor(visit);
  if (!step || !step->link || step->link != session) return {};
  std::uint32_t command = visit.step();
  if (step->kind == sim::StepKind::reply && step->exchange_with) command = *step->exchange_with;
  const StepOf of{visit, visit.branch(), command};
  if (of.step().kind != sim::StepKind::command) return {};
  if (visit.world().links[session->value]->protocol == sim::Protocol::imap) {
    const sim::SharedOctets octets = octets_of(of);
    const sim::imap::Parsed parsed = sim::imap::parse(trimmed(octets.view()));
    const auto* said = std::get_if<sim::imap::Command>(&parsed);
    return said ? named_by(said->body) : Named{};
  }
  const sim::pop3::CommandRan* ran = ran_of(of);
  return ran && ran->place ? Named{*ran->place, {}} : Named{};
}

// What draws the eye, besides what the step changed.
struct Sought {
  Changed changed;
  Named named;
  std::optional<UniqueId> selected;
};

void put_words(const sim::StoredMessage& stored, bool imap, const text::Catalogue& catalogue,
               MaildropRow& row) {
  row.subject = subject_text(*stored.message, catalogue);
  row.unique_id = stored.unique_id;
  if (imap)
    row.uid = catalogue.sentence("panel.maildrop.uid",
                                 {text::plain("uid", std::to_string(stored.uid.value))});
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
class Rows {
 public:
  Rows(const sim::Maildrop& maildrop, const Look& look, const Sought& sought, const Window& window,
       const text::Catalogue& catalogue, MaildropView& view)
      : maildrop_(maildrop), look_(look), sought_(sought), window_(window), catalogue_(catalogue),
        view_(view) {}

  Counts add(const std::vector<lesson::Arrival>& all, std::uint32_t until) {
    for (const lesson::Arrival& arrived : all) {
      if (arrived.moment > until) break;
      add(arrived);
    }
    view_.looked_at_row = view_.changed_row ? view_.changed_row : named_ ? named_ : selected_;
    return counts_;
  }

 private:
  void add(const lesson::Arrival& arrived) {
    const std::uint32_t index = view_.row_count++;
    const bool is_there = there_ < maildrop_.messages.size() &&
                          maildrop_.messages[there_].unique_id == arrived.unique_id;
    if (!is_there) gone_ = stored_from(arrived);
    const sim::StoredMessage& message = is_there ? maildrop_.messages[there_++] : gone_;
    MaildropRow row;
    row.on_server = row.after = is_there                  ? Presence::there
                                : arrived.moved_to.empty() ? Presence::removed
                                                           : Presence::moved;
    const bool is_seen = look_.is(seen_, message);
    if (is_seen) row.in_session = seen_by_session(is_there);
    const bool leaves = is_there && (look_.imap() ? look_.expunges(message.flags)
                                                  : is_seen && look_.leaves_with_quit(seen_));
    if (leaves) row.after = Presence::removed;
    counts_.server += is_there;
    counts_.session += row.in_session == Presence::there || row.in_session == Presence::not_told ||
                       (look_.imap() && row.in_session == Presence::marked);
    counts_.after += row.after == Presence::there;
    row.changed = sought_.changed.has(message);
    row.flagged_deleted =
        view_.imap && is_there && message.flags.has(sim::SystemFlag::deleted);
    if (is_seen) ++seen_;
    note(index, row, message, is_seen, leaves);
    if (!window_.has(index)) return;
    const auto number = is_seen ? look_.number(seen_ - 1) : std::nullopt;
    if (number) row.number = std::to_string(number->value);
    put_words(message, view_.imap, catalogue_, row);
    if (view_.imap && is_there) row.server_flags = flags_of(message.flags);
    if (look_.imap() && is_seen) row.session_flags = flags_of(look_.told(seen_ - 1));
    view_.rows.push_back(std::move(row));
  }

  // IMAP: what is gone keeps its place until the client is told. POP3: only its own end removes.
  Presence seen_by_session(bool is_there) const {
    if (!is_there) return look_.imap() ? Presence::not_told : Presence::removed;
    return look_.marked(seen_) ? Presence::marked : Presence::there;
  }

  void note(std::uint32_t index, const MaildropRow& row, const sim::StoredMessage& message,
            bool is_seen, bool leaves) {
    if (is_seen && (sought_.named.place == seen_ - 1 ||
                    (sought_.named.uid.value != 0 && sought_.named.uid == message.uid)))
      named_ = index;
    if (sought_.selected == message.unique_id) selected_ = index;
    if (row.changed && !view_.changed_row) view_.changed_row = index;
    if (leaves && !view_.marked_row) view_.marked_row = index;
  }

  std::string flags_of(sim::Flags flags) const {
    return flags_text(flags, maildrop_.keywords, catalogue_);
  }

  static sim::StoredMessage stored_from(const lesson::Arrival& arrived) {
    sim::StoredMessage stored;
    stored.message = arrived.message;
    stored.unique_id = arrived.unique_id;
    stored.uid = arrived.uid;
    return stored;
  }

  const sim::Maildrop& maildrop_;
  const Look& look_;
  const Sought& sought_;
  const Window window_;
  const text::Catalogue& catalogue_;
  MaildropView& view_;
  Counts counts_;
  std::optional<std::uint32_t> named_, selected_;
  std::size_t there_ = 0, seen_ = 0;
  sim::StoredMessage gone_;  // the one that is looked at, when it is not there any more
};

// What stands below a subject, unless something keeps the session from what the columns show.
std::string note_of(const sim::World& world, const sim::Session* session, const Look& look,
                    const MaildropView& view, const text::Catalogue& catalogue) {
  const sim::Mailbox* other =
      session && !look.looks() ? selected_mailbox(world, *session) : nullptr;
  if (other)
    return catalogue.sentence("panel.maildrop.other_mailbox",
                              {text::plain("mailbox", shown(other->name))});
  if (look.read_only()) return catalogue.sentence("panel.maildrop.read_only");
  return catalogue.sentence(view.imap ? "panel.maildrop.note.imap" : "panel.maildrop.note");
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
  const sim::Session* chosen = chosen_id ? sim::session_of(world, *chosen_id) : nullptr;
  const sim::MaildropId id = chosen_maildrop(visit, selection, world, chosen);
  const sim::Maildrop& maildrop = *world.maildrops[id.value];
  const auto session_id = session_at(world, id, chosen_id, selection.maildrop.has_value());
  const sim::Session* session = session_id ? sim::session_of(world, *session_id) : nullptr;
  const Look look(world, session, id);
  const bool hidden = visit.open_ask().has_value();

  const sim::DeviceId device = chosen_device(visit, selection, world);
  view.imap = session ? std::holds_alternative<sim::imap::Session>(*session)
                      : device.value < world.devices.size() &&
                            world.devices[device.value]->account.protocol == sim::Protocol::imap;
  view.heading = catalogue.sentence(view.imap ? "panel.maildrop.inbox_of" : "panel.maildrop.of",
                                    {text::plain("user", maildrop.user)});
  for (const auto& each : world.maildrops) view.maildrops.push_back(each->user);
  view.chosen = id.value;
  view.session = look.looks();
  view.note = note_of(world, session, look, view, catalogue);
  view.after = catalogue.sentence(
      heading_of_after(view.imap, is_cut_off(world, session_id)));
  if (maildrop.locked_by) {
    const sim::DeviceId holder = world.links[maildrop.locked_by->value]->device;
    view.lock = catalogue.sentence("panel.maildrop.locked",
                                   {text::plain("device", world.devices[holder.value]->name),
                                    text::number("session", maildrop.locked_by->value + 1)});
  }
  view.first_row = first_row;
  const Sought sought{changed_by_step(visit, id), named_by_step(visit, chosen_id),
                      selection.unique_id};
  const Counts counts =
      Rows(maildrop, look, sought, {first_row, rows}, catalogue, view)
          .add(visit.history().held().maildrops()[id.value].arrivals, visit.moment());
  view.on_server = static_cast<std::uint32_t>(counts.server);
  view.count_server = catalogue.grouped(counts.server);
  if (view.session) {
    view.count_session = catalogue.grouped(counts.session);
    view.count_after =
        hidden ? catalogue.sentence("panel.maildrop.unknown") : catalogue.grouped(counts.after);
  }
  for (MaildropRow& row : view.rows) {
    row.selected = selection.unique_id == row.unique_id;
    if (hidden && row.on_server == Presence::there) row.after = Presence::unknown;
  }
  if (view.row_count == 0) view.empty = catalogue.sentence("panel.maildrop.empty");
  return view;
}

}  // namespace popscope::view
