// Commands that change messages of the selected mailbox: STORE, EXPUNGE, COPY, MOVE.
#include <algorithm>
#include <utility>

#include "sim/imap/commands.h"

namespace popscope::sim::imap {
namespace {

Selected& selected_of(Run& run) { return std::get<Selected>(run.session.state); }

Flags changed(Flags before, StoreCommand::How how, Flags given) {
  using How = StoreCommand::How;
  Flags after = given;
  if (how == How::add) {
    after.system = static_cast<std::uint8_t>(before.system | given.system);
    after.keywords = before.keywords | given.keywords;
  } else if (how == How::take_away) {
    after.system = static_cast<std::uint8_t>(before.system & ~given.system);
    after.keywords = before.keywords & ~given.keywords;
  }
  return after;
}

// The names as flags of this mailbox; new keywords get their place, but not where flags are only
// taken away. None: there is no room for one more.
std::optional<Flags> flags_of(Run& run, const StoreCommand& command) {
  Flags flags{command.flags.system, 0};
  for (const std::string& name : command.flags.keywords) {
    const Selected& selected = selected_of(run);
    auto place = find_keyword(mailbox_of(run.store, selected), name);
    if (!place && command.how == StoreCommand::How::take_away) continue;
    if (!place) place = keyword_place(modify_mailbox(run, selected), name);
    if (!place) return std::nullopt;
    flags.keywords |= 1U << *place;
  }
  return flags;
}

// The client's view has these flags now: they are no news. When nobody else has changed anything,
// there is no news at all.
void take_over(Selected& selected, std::size_t place, Flags flags) {
  selected.view.modify()[place].flags = flags;
}

Result store_flags(Run& run, const StoreCommand& command, bool uids) {
  Selected& selected = selected_of(run);
  if (auto refusal = refuse_change(selected)) return *std::move(refusal);
  const auto places = places_of(command.set, selected, uids);
  if (!places) return no_such_message();
  const std::optional<Flags> given = flags_of(run, command);
  if (!given) return no(Refused::no_room, "there are too many keywords", "LIMIT");
  tell_new_keywords(run, selected);
  for (std::size_t place : *places) {
    const Uid uid = (*selected.view)[place].uid;
    const StoredMessage* stored = find(mailbox_of(run.store, selected), uid);
    if (!stored) continue;  // gone, but not told yet: there is nothing to change
    const Flags flags = changed(stored->flags, command.how, *given);
    if (flags != stored->flags) {
      set_flags(modify_mailbox(run, selected), uid, flags);
      run.out.events.push_back(FlagsSet{selected.maildrop, selected.mailbox, uid, flags});
    }
    take_over(selected, place, flags);
    if (command.silent) continue;
    const Mailbox& mailbox = mailbox_of(run.store, selected);
    std::string items = uids ? "UID " + std::to_string(uid.value) + ' ' : "";
    items += "FLAGS " + flag_list(flags, mailbox.keywords, (*selected.view)[place].recent);
    append_count(run.out.octets, place + 1, "FETCH (" + items + ")");
  }
  return ok_with(places->size(), "stored");
}

std::vector<Uid> deleted_uids(const Mailbox& mailbox) {
  std::vector<Uid> uids;
  for (const StoredMessage& m : mailbox.messages) {
    if (m.flags.has(SystemFlag::deleted)) uids.push_back(m.uid);
  }
  return uids;
}

// The flags of a message in another mailbox, whose keywords have other places.
std::optional<Flags> carried_over(Flags flags, const Mailbox& from, Mailbox& to) {
  Flags carried{flags.system, 0};
  for (std::size_t i = 0; i < from.keywords.size(); ++i) {
    if ((flags.keywords >> i & 1U) == 0) continue;
    const auto place = keyword_place(to, from.keywords[i]);
    if (!place) return std::nullopt;
    carried.keywords |= 1U << *place;
  }
  return carried;
}

// Of those in the view: some may be gone, but not told yet.
std::size_t still_there(Run& run, const std::vector<std::size_t>& places) {
  const Selected& selected = selected_of(run);
  const Mailbox& mailbox = mailbox_of(run.store, selected);
  return static_cast<std::size_t>(
      std::count_if(places.begin(), places.end(), [&](std::size_t place) {
        return find(mailbox, (*selected.view)[place].uid) != nullptr;
      }));
}

struct Copied {
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::vector<Uid> uids;  // as `from`
};

// RFC 9051 section 6.4.7: flags and internal date go along; all or nothing.
std::optional<Copied> copy_all(Run& run, const std::vector<std::size_t>& places,
                               std::uint32_t target) {
  Selected& selected = selected_of(run);
  Maildrop& maildrop = run.store.modify(selected.maildrop);
  const Mailbox source = *find_mailbox(maildrop, selected.mailbox);
  std::vector<std::pair<const StoredMessage*, Flags>> all;
  for (std::size_t place : places) {
    const StoredMessage* stored = find(source, (*selected.view)[place].uid);
    if (!stored) continue;  // gone, but not told yet
    const auto flags = carried_over(stored->flags, source, *find_mailbox(maildrop, target));
    if (!flags) return std::nullopt;
    all.emplace_back(stored, *flags);
  }
  Copied copied;
  for (const auto& [stored, flags] : all) {
    const StoredMessage& copy =
        store(maildrop, target, stored->message, stored->internal_date, flags);
    copied.from.push_back(stored->uid.value);
    copied.to.push_back(copy.uid.value);
    copied.uids.push_back(stored->uid);
    run.out.events.push_back(MessageStored{selected.maildrop, target, copy.uid, copy.unique_id,
                                           copy.message, copy.flags, selected.mailbox,
                                           stored->uid});
  }
  return copied;
}

std::string copy_code(std::uint32_t target, const Copied& copied) {
  if (copied.from.empty()) return {};
  return "COPYUID " + std::to_string(target) + ' ' + to_text(copied.from) + ' ' +
         to_text(copied.to);
}

Result copy(Run& run, const CopyCommand& command, bool uids, bool move) {
  Selected& selected = selected_of(run);
  const auto places = places_of(command.set, selected, uids);
  if (!places) return no_such_message();
  if (move) {
    if (auto refusal = refuse_change(selected)) return *std::move(refusal);
    if (auto refusal = refuse_removal(run, selected)) return *std::move(refusal);
  }
  const Mailbox* target = find_mailbox(run.store.maildrop(selected.maildrop), command.mailbox);
  if (!target) return no_such_mailbox("TRYCREATE");
  const std::uint32_t which = target->uid_validity;
  // All or nothing (RFC 9051 section 6.4.7). What moves takes no more room than before.
  const bool room = move || has_room(run.store.maildrop(selected.maildrop),
                                     still_there(run, *places));
  if (!room) return over_quota();
  const auto copied = copy_all(run, *places, which);
  if (!copied) return no(Refused::no_room, "there are too many keywords", "LIMIT");
  if (!move) return ok_with(places->size(), "copied", copy_code(which, *copied));
  // RFC 9051 section 6.4.8: COPYUID comes untagged, before the first EXPUNGE.
  if (!copied->from.empty()) {
    append_untagged_ok(run.out.octets, copy_code(which, *copied), "moved");
    const std::string name = find_mailbox(run.store.maildrop(selected.maildrop), which)->name;
    expunge(run, selected, copied->uids, name);
  }
  return ok_with(places->size(), "moved");
}

}  // namespace

std::optional<std::vector<std::size_t>> places_of(const SequenceSet& set, const Selected& selected,
                                                  bool uids) {
  const std::vector<ViewEntry>& view = *selected.view;
  const auto count = static_cast<std::uint32_t>(view.size());
  const std::uint32_t largest = uids ? (view.empty() ? 0 : view.back().uid.value) : count;
  // RFC 9051 section 9: a sequence number that is not in use is an error, "*" of nothing too.
  if (!uids && (set.most(largest) > largest || (set.names_largest() && largest == 0))) {
    return std::nullopt;
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < view.size(); ++i) {
    const std::uint32_t number = uids ? view[i].uid.value : static_cast<std::uint32_t>(i + 1);
    if (set.holds(number, largest)) places.push_back(i);
  }
  return places;
}

Result no_such_message() { return bad(Refused::no_such_message, "there is no such message"); }

std::optional<Result> refuse_change(const Selected& selected) {
  if (!selected.read_only) return std::nullopt;
  return no(Refused::read_only, "the mailbox is selected read-only", "READ-ONLY");
}

std::optional<Result> refuse_removal(const Run& run, const Selected& selected) {
  const Maildrop& maildrop = run.store.maildrop(selected.maildrop);
  if (maildrop.refuses_removal)  // RFC 5530
    return no(Refused::not_possible, "the storage removes nothing now", "UNAVAILABLE");
  if (selected.mailbox != maildrop.uid_validity || !maildrop.locked_by) return std::nullopt;
  return no(Refused::in_use, "a POP3 session holds the maildrop", "INUSE");  // RFC 5530
}

void expunge(Run& run, const Selected& selected, const std::vector<Uid>& uids,
             const std::string& moved_to) {
  for (Uid uid : uids) {
    const StoredMessage* stored = find(mailbox_of(run.store, selected), uid);
    if (!stored) continue;
    const MessageExpunged gone{selected.maildrop, selected.mailbox, uid, stored->unique_id,
                               stored->message, moved_to};
    remove(modify_mailbox(run, selected), uid);
    run.out.events.push_back(gone);
  }
}

Result carry_out(Run& run, const Expunge&) {
  const Selected& selected = selected_of(run);
  if (auto refusal = refuse_change(selected)) return *std::move(refusal);
  const std::vector<Uid> uids = deleted_uids(mailbox_of(run.store, selected));
  if (!uids.empty()) {
    if (auto refusal = refuse_removal(run, selected)) return *std::move(refusal);
  }
  expunge(run, selected, uids);
  return ok("expunged");
}

// RFC 9051 section 6.4.9: of those named, the ones that are \Deleted.
Result carry_out(Run& run, const UidExpunge& command) {
  const Selected& selected = selected_of(run);
  if (auto refusal = refuse_change(selected)) return *std::move(refusal);
  const Mailbox& mailbox = mailbox_of(run.store, selected);
  const std::uint32_t largest = mailbox.messages.empty() ? 0 : mailbox.messages.back().uid.value;
  std::vector<Uid> uids = deleted_uids(mailbox);
  std::erase_if(uids, [&](Uid uid) { return !command.set.holds(uid.value, largest); });
  if (!uids.empty()) {
    if (auto refusal = refuse_removal(run, selected)) return *std::move(refusal);
  }
  expunge(run, selected, uids);
  return ok("expunged");
}

Result carry_out(Run& run, const StoreFlags& command) { return store_flags(run, command, false); }
Result carry_out(Run& run, const UidStore& command) { return store_flags(run, command, true); }
Result carry_out(Run& run, const Copy& command) { return copy(run, command, false, false); }
Result carry_out(Run& run, const UidCopy& command) { return copy(run, command, true, false); }
Result carry_out(Run& run, const Move& command) { return copy(run, command, false, true); }
Result carry_out(Run& run, const UidMove& command) { return copy(run, command, true, true); }

}  // namespace popscope::sim::imap
