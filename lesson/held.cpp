#include "lesson/held.h"

#include <algorithm>

namespace popscope::lesson {
namespace {

std::int64_t octets_of(const sim::Message& message) {
  return static_cast<std::int64_t>(message.size().value);
}

}  // namespace

Copy::Deletion Copy::deletion_at(std::uint32_t moment) const {
  Deletion last;
  for (const Deletion& each : deleted)
    if (each.moment <= moment) last = each;
  return last;
}

// Reads one event.
class Held::Reader {
 public:
  Reader(Held& held, std::uint32_t moment, sim::Time at) : h_(held), moment_(moment), at_(at) {}

  void operator()(const sim::MessageDelivered& e) {
    h_.begun_ = true;
    arrive(e.maildrop, e.unique_id, e.uid, e.message, {}, {});
  }
  void operator()(const sim::SessionDid& e) {
    if (const auto* removed = sim::deed<sim::pop3::MessageRemoved>(e)) {
      const auto& known = h_.by_unique_id_[removed->maildrop.value];
      const auto it = known.find(removed->unique_id);
      if (it != known.end()) {
        h_.remove(removed->maildrop, it->second, e.session, moment_, at_);
        Arrival& arrival = h_.maildrops_[removed->maildrop.value].arrivals[it->second];
        arrival.at_dele = removed->why == sim::pop3::RemovedFor::dele;
      }
    } else if (const auto* gone = sim::deed<sim::imap::MessageExpunged>(e)) {
      if (!is_inbox(gone->maildrop, gone->mailbox)) return;
      const auto it = h_.find(gone->maildrop, gone->uid);
      if (!it) return;
      h_.remove(gone->maildrop, *it, e.session, moment_, at_);
      h_.maildrops_[gone->maildrop.value].arrivals[*it].moved_to = gone->moved_to;
    } else if (const auto* stored = sim::deed<sim::imap::MessageStored>(e)) {
      note_stored(*stored);
    } else if (const auto* ran = sim::deed<sim::pop3::CommandRan>(e)) {
      if (ran->number && ran->place && ran->keyword != sim::pop3::Keyword::dele)
        h_.numbered_[e.session.value].asked[ran->number->value] = *ran->place;
    } else if (const auto* entered = sim::deed<sim::pop3::MaildropEntered>(e)) {
      h_.number(entered->maildrop, e.session);
    } else if (const auto* flags = sim::deed<sim::imap::FlagsSet>(e)) {
      if (is_inbox(flags->maildrop, flags->mailbox)) note_seen(*flags, e.session);
    }
  }
  void operator()(const sim::MessageFetched& e) {
    h_.fetch(e.device, h_.place_of(e), e.what.copy.message, moment_, at_);
  }
  void operator()(const sim::MessageDropped& e) {
    h_.drop(e.device, e.what.copy, moment_, at_);
  }
  void operator()(const sim::MessageUsed& e) {
    if (e.use.deed == sim::Deed::remove)
      h_.flag(e.use.device, e.copy, {moment_, true, true}, at_);
  }
  void operator()(const sim::MessageReflagged& e) {
    h_.flag(e.device, e.what.copy,
            {moment_, e.what.flags.has(sim::SystemFlag::deleted), false}, at_);
  }
  void operator()(const sim::ConnectionStarted& e) {
    if (h_.device_of_link_.size() <= e.link.value) h_.device_of_link_.resize(e.link.value + 1);
    h_.device_of_link_[e.link.value] = e.device;
    begin(e.device, ContactKind::connected, e.link);
  }
  void operator()(const sim::ConnectionFailed& e) { end_link(e.link); }
  void operator()(const sim::ConnectionOver& e) { end_link(e.link); }
  void operator()(const sim::CheckStarted& e) { begin(e.device, ContactKind::checking, {}); }
  void operator()(const sim::CheckEnded& e) {
    h_.end_contact(e.device, ContactKind::checking, {}, moment_);
  }
  void operator()(const sim::CableCut& e) { begin(e.device, ContactKind::cut, {}); }
  void operator()(const sim::CablePlugged& e) {
    h_.end_contact(e.device, ContactKind::cut, {}, moment_);
  }
  void operator()(const sim::SettingsChanged& e) {
    std::vector<Setting>& settings = h_.devices_[e.change.device.value].settings;
    Setting next = settings.back();
    next.moment = h_.begun_ ? moment_ : 0;
    if (e.change.protocol) next.protocol = *e.change.protocol;
    if (e.change.policy) next.policy = *e.change.policy;
    if (e.change.leave_days) next.leave_days = *e.change.leave_days;
    if (next == settings.back()) return;
    if (!h_.begun_) settings.clear();
    settings.push_back(next);
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  bool is_inbox(sim::MaildropId maildrop, std::uint32_t mailbox) const {
    return h_.uid_validity_[maildrop.value] == mailbox;
  }
  void arrive(sim::MaildropId maildrop, const sim::UniqueId& unique_id, sim::Uid uid,
              const sim::MessagePtr& message, sim::Flags flags,
              std::optional<std::uint32_t> first) {
    Arrival arrival;
    arrival.moment = moment_;
    arrival.at = at_;
    arrival.unique_id = unique_id;
    arrival.uid = uid;
    arrival.message = message;
    if (flags.has(sim::SystemFlag::seen)) arrival.seen.push_back({moment_, {}, true});
    h_.arrive(maildrop, std::move(arrival), first);
  }
  // COPY, MOVE and RENAME store a message that may have been in INBOX.
  void note_stored(const sim::imap::MessageStored& e) {
    const std::optional<std::uint32_t> first =
        h_.first_of(e.maildrop, e.from_mailbox, e.from_uid);
    if (is_inbox(e.maildrop, e.mailbox)) {
      arrive(e.maildrop, e.unique_id, e.uid, e.message, e.flags, first);
    } else if (first) {
      h_.in_folders_[{e.maildrop.value, e.mailbox, e.uid.value}] = *first;
      std::uint32_t& elsewhere = h_.maildrops_[e.maildrop.value].arrivals[*first].elsewhere;
      if (elsewhere == 0) elsewhere = moment_;
    }
  }
  void note_seen(const sim::imap::FlagsSet& e, sim::LinkId link) {
    const auto it = h_.find(e.maildrop, e.uid);
    if (!it) return;
    std::vector<SeenChange>& changes = h_.maildrops_[e.maildrop.value].arrivals[*it].seen;
    const bool seen = e.flags.has(sim::SystemFlag::seen);
    const bool before = !changes.empty() && changes.back().seen;
    if (seen != before) changes.push_back({moment_, h_.device_of(link), seen});
  }
  void begin(sim::DeviceId device, ContactKind kind, std::optional<sim::LinkId> link) {
    h_.begun_ = true;
    h_.end_contact(device, kind, {}, moment_);  // one that it gave up
    std::vector<Contact>& contacts = h_.devices_[device.value].contacts;
    h_.lasting_[device.value][static_cast<std::size_t>(kind)] =
        static_cast<std::uint32_t>(contacts.size());
    contacts.push_back({kind, moment_, 0, at_, link});
    h_.note_time(at_);
  }
  void end_link(sim::LinkId link) {
    h_.end_contact(h_.device_of(link), ContactKind::connected, link, moment_);
    h_.numbered_.erase(link.value);
  }

  Held& h_;
  std::uint32_t moment_;
  sim::Time at_;
};

void Held::begin(const sim::World& start) {
  last_change_ = start.now;
  for (std::uint32_t n = 0; n < start.devices.size(); ++n) {
    const sim::Account& account = start.devices[n]->account;
    devices_.push_back({});
    devices_.back().settings.push_back({0, account.protocol, account.policy, account.leave_days});
    devices_.back().amounts.push_back({0, start.now});
    lasting_.push_back({});
    if (!start.devices[n]->cut) continue;
    devices_.back().contacts.push_back({ContactKind::cut, 0, 0, start.now, {}});
    lasting_.back()[static_cast<std::size_t>(ContactKind::cut)] = 0;
  }
  for (std::uint32_t n = 0; n < start.maildrops.size(); ++n) {
    maildrops_.push_back({});
    by_unique_id_.push_back({});
    uid_validity_.push_back(start.maildrops[n]->uid_validity);
    by_user_.emplace(start.maildrops[n]->user, n);
    maildrops_.back().amounts.push_back({0, start.now});
    for (const sim::StoredMessage& stored : start.maildrops[n]->messages) {
      Arrival arrival;
      arrival.at = start.now;
      arrival.unique_id = stored.unique_id;
      arrival.uid = stored.uid;
      arrival.message = stored.message;
      if (stored.flags.has(sim::SystemFlag::seen)) arrival.seen.push_back({0, {}, true});
      arrive(sim::MaildropId{n}, std::move(arrival), {});
    }
  }
  for (std::uint32_t n = 0; n < start.devices.size(); ++n)
    for (const sim::FetchedMessage& held : start.devices[n]->store) {
      fetch(sim::DeviceId{n}, place_of(held), held.message, 0, start.now);
      flag(sim::DeviceId{n}, held.copy, {0, held.flags.has(sim::SystemFlag::deleted), false},
           start.now);
    }
}

void Held::read(const sim::Event& event, std::uint32_t moment, sim::Time at) {
  std::visit(Reader(*this, moment, at), event);
}

// Several changes of one moment are one.
void Held::changed(std::vector<Amount>& amounts, std::int64_t messages, std::int64_t octets,
                   std::uint32_t moment, sim::Time at) {
  Amount next = amounts.back();
  next.moment = moment;
  next.at = at;
  next.messages = static_cast<std::uint32_t>(next.messages + messages);
  next.octets = static_cast<std::uint64_t>(static_cast<std::int64_t>(next.octets) + octets);
  next.most_messages = std::max(next.most_messages, next.messages);
  next.most_octets = std::max(next.most_octets, next.octets);
  if (amounts.back().moment == moment) {
    amounts.back() = next;
  } else {
    amounts.push_back(next);
  }
  note_time(at);
}

void Held::note_time(sim::Time at) {
  if (at <= last_change_) return;
  const auto length = [](const Quiet& quiet) { return quiet.to - quiet.from; };
  const Quiet quiet{last_change_, at};
  const auto place =
      std::find_if(quiet_.begin(), quiet_.end(),
                   [&](const Quiet& other) { return length(other) < length(quiet); });
  quiet_.insert(place, quiet);
  if (quiet_.size() > kQuietKept) quiet_.pop_back();
  last_change_ = at;
}

void Held::arrive(sim::MaildropId maildrop, Arrival arrival,
                  std::optional<std::uint32_t> first) {
  HeldByMaildrop& held = maildrops_[maildrop.value];
  const auto index = static_cast<std::uint32_t>(held.arrivals.size());
  by_unique_id_[maildrop.value].emplace(arrival.unique_id, index);
  arrival.first = first.value_or(index);
  if (first) held.arrivals[*first].again.push_back(index);
  changed(held.amounts, 1, octets_of(*arrival.message), arrival.moment, arrival.at);
  held.arrivals.push_back(std::move(arrival));
}

void Held::remove(sim::MaildropId maildrop, std::uint32_t index, sim::LinkId over,
                  std::uint32_t moment, sim::Time at) {
  HeldByMaildrop& held = maildrops_[maildrop.value];
  Arrival& arrival = held.arrivals[index];
  arrival.removed = moment;
  arrival.removed_at = at;
  arrival.removed_over = over;
  arrival.removed_by = device_of(over);
  changed(held.amounts, -1, -octets_of(*arrival.message), moment, at);
}

// A POP3 session numbers what is there at its login (RFC 1939 section 4).
void Held::number(sim::MaildropId maildrop, sim::LinkId link) {
  Numbered& numbered = numbered_[link.value];
  numbered.maildrop = maildrop.value;
  const std::vector<Arrival>& arrivals = maildrops_[maildrop.value].arrivals;
  for (std::uint32_t n = 0; n < arrivals.size(); ++n)
    if (arrivals[n].removed == 0) numbered.arrivals.push_back(n);
}

// By what the server called it: octets do not tell two messages apart that are alike.
Held::Place Held::place_of(const sim::FetchedMessage& copy) const {
  const auto user = by_user_.find(copy.from.user);
  if (user == by_user_.end()) return std::nullopt;
  const sim::MaildropId maildrop{user->second};
  std::optional<std::uint32_t> arrival;
  if (copy.uid.value != 0) {
    arrival = find_in(maildrop, copy.from.uid_validity, copy.uid);
  } else {
    const auto& known = by_unique_id_[maildrop.value];
    const auto it = known.find(copy.unique_id);
    if (it != known.end()) arrival = it->second;
  }
  if (!arrival) return std::nullopt;
  return std::pair{maildrop.value, *arrival};
}

Held::Place Held::place_of(const sim::MessageFetched& fetched) const {
  const auto session = numbered_.find(fetched.link.value);
  if (fetched.what.number == 0 || session == numbered_.end()) return place_of(fetched.what.copy);
  const Numbered& numbered = session->second;
  const auto asked = numbered.asked.find(fetched.what.number);
  if (asked == numbered.asked.end() || asked->second >= numbered.arrivals.size())
    return std::nullopt;
  return std::pair{numbered.maildrop, numbered.arrivals[asked->second]};
}

void Held::fetch(sim::DeviceId device, const Place& of, const sim::MessagePtr& message,
                 std::uint32_t moment, sim::Time at) {
  HeldByDevice& held = devices_[device.value];
  const auto index = static_cast<std::uint32_t>(held.copies.size());
  if (of) maildrops_[of->first].arrivals[of->second].copies.emplace_back(device, index);
  held.copies.push_back({device, moment, 0, at, message, {}});
  changed(held.amounts, 1, octets_of(*message), moment, at);
}

void Held::drop(sim::DeviceId device, std::uint32_t index, std::uint32_t moment, sim::Time at) {
  HeldByDevice& held = devices_[device.value];
  Copy& copy = held.copies[index];
  if (copy.deleted_at(moment)) {
    note_time(at);
  } else {
    changed(held.amounts, -1, -octets_of(*copy.message), moment, at);
  }
  copy.to = moment;
}

void Held::flag(sim::DeviceId device, std::uint32_t index, const Copy::Deletion& deletion,
                sim::Time at) {
  HeldByDevice& held = devices_[device.value];
  Copy& copy = held.copies[index];
  const Copy::Deletion before = copy.deletion_at(deletion.moment);
  const bool now_by_user = deletion.on && deletion.by_user && !before.by_user;
  if (before.on == deletion.on && !now_by_user) return;
  copy.deleted.push_back(deletion);
  if (before.on == deletion.on) return;
  const std::int64_t sign = deletion.on ? -1 : 1;
  changed(held.amounts, sign, sign * octets_of(*copy.message), deletion.moment, at);
}

namespace {

Had had_of(const Arrival& arrival, const std::vector<Copy>& copies, sim::DeviceId device,
           std::uint32_t moment) {
  Had most = Had::never;
  for (const auto& [of, index] : arrival.copies) {
    if (of != device || copies[index].from > moment) continue;
    const Copy& copy = copies[index];
    const Copy::Deletion deletion = copy.deletion_at(moment);
    const bool by_user = deletion.on && deletion.by_user;
    const Had now = !copy.at_moment(moment) ? by_user ? Had::deleted : Had::dropped
                    : !deletion.on          ? Had::there
                    : by_user               ? Had::marked
                                            : Had::flagged;
    most = std::max(most, now);
  }
  return most;
}

}  // namespace

// A copy that was made before the message was moved away and back is a copy of it still. That one
// went with it says nothing: under its new UID the message comes again.
Had Held::had(const HeldByMaildrop& maildrop, const Arrival& arrival, sim::DeviceId device,
              std::uint32_t moment) const {
  const std::vector<Copy>& copies = devices_[device.value].copies;
  const Had own = had_of(arrival, copies, device, moment);
  const Arrival& first = maildrop.arrivals[arrival.first];
  const auto has_there = [&](const Arrival& other) {
    return &other != &arrival && other.gone_at(moment) &&
           had_of(other, copies, device, moment) == Had::there;
  };
  const bool there =
      has_there(first) || std::any_of(first.again.begin(), first.again.end(), [&](auto index) {
        return has_there(maildrop.arrivals[index]);
      });
  return there ? Had::there : own;
}

bool Held::is_back(const HeldByMaildrop& maildrop, const Arrival& arrival,
                   std::uint32_t moment) const {
  if (!arrival.gone_at(moment)) return false;
  const Arrival& first = maildrop.arrivals[arrival.first];
  return std::any_of(first.again.begin(), first.again.end(), [&](std::uint32_t index) {
    const Arrival& other = maildrop.arrivals[index];
    return other.uid > arrival.uid && other.moment <= moment;
  });
}

// The first arrival of a message that lies in one of a maildrop's mailboxes.
std::optional<std::uint32_t> Held::first_of(sim::MaildropId maildrop, std::uint32_t mailbox,
                                            sim::Uid uid) const {
  const std::optional<std::uint32_t> known = find_in(maildrop, mailbox, uid);
  if (!known) return std::nullopt;
  return maildrops_[maildrop.value].arrivals[*known].first;
}

std::optional<std::uint32_t> Held::find_in(sim::MaildropId maildrop, std::uint32_t mailbox,
                                           sim::Uid uid) const {
  if (mailbox == uid_validity_[maildrop.value]) return find(maildrop, uid);
  const auto it = in_folders_.find({maildrop.value, mailbox, uid.value});
  if (it == in_folders_.end()) return std::nullopt;
  return it->second;
}

std::optional<std::uint32_t> Held::find(sim::MaildropId maildrop, sim::Uid uid) const {
  const std::vector<Arrival>& arrivals = maildrops_[maildrop.value].arrivals;
  const auto it = std::lower_bound(arrivals.begin(), arrivals.end(), uid,
                                   [](const Arrival& a, sim::Uid u) { return a.uid < u; });
  if (it == arrivals.end() || it->uid != uid) return std::nullopt;
  return static_cast<std::uint32_t>(it - arrivals.begin());
}

void Held::end_contact(sim::DeviceId device, ContactKind kind, std::optional<sim::LinkId> link,
                       std::uint32_t moment) {
  std::optional<std::uint32_t>& lasting = lasting_[device.value][static_cast<std::size_t>(kind)];
  if (!lasting) return;
  Contact& contact = devices_[device.value].contacts[*lasting];
  if (link && contact.link != link) return;
  contact.to = moment;
  lasting.reset();
}

sim::DeviceId Held::device_of(sim::LinkId link) const {
  return link.value < device_of_link_.size() ? device_of_link_[link.value] : sim::DeviceId{};
}

const Amount& amount_at(const std::vector<Amount>& amounts, std::uint32_t moment) {
  const auto behind =
      std::upper_bound(amounts.begin(), amounts.end(), moment,
                       [](std::uint32_t m, const Amount& amount) { return m < amount.moment; });
  return *(behind - 1);  // the first one is of the start
}

}  // namespace popscope::lesson
