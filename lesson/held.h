#pragma once
// Held: what each place holds over a branch's past. Of a maildrop: every message that was ever in
// it, who removed it and who read it; of a device: its copies, and when it was in contact; of both,
// how much they held after each change. An index that only grows; it knows no step and no words.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/world/world.h"

namespace popscope::lesson {

struct Amount {
  std::uint32_t moment = 0;  // from here on
  sim::Time at;
  std::uint32_t messages = 0;
  std::uint64_t octets = 0;
  std::uint32_t most_messages = 0;  // up to here
  std::uint64_t most_octets = 0;
};

// \Seen, as the server knows it. No device: it was so at the start.
struct SeenChange {
  std::uint32_t moment = 0;
  std::optional<sim::DeviceId> device;
  bool seen = false;
};

struct Copy {  // of a message, on a device
  sim::DeviceId device;
  std::uint32_t from = 0;
  std::uint32_t to = 0;  // the moment in which it went; 0: never
  sim::Time at;
  sim::MessagePtr message;
  // Flagged \Deleted on the device or not any more, from a moment on: what is, is still there until
  // the server expunges it, but its user sees it no more, and it is not counted.
  struct Deletion {
    std::uint32_t moment = 0;
    bool on = false;
    bool by_user = false;  // its user did it there; else others, and the device was told
  };
  std::vector<Deletion> deleted;
  bool at_moment(std::uint32_t moment) const {
    return from <= moment && (to == 0 || to > moment);
  }
  Deletion deletion_at(std::uint32_t moment) const;
  bool deleted_at(std::uint32_t moment) const { return deletion_at(moment).on; }
};

struct Arrival {  // a message that came into a maildrop
  std::uint32_t moment = 0;  // 0: it was there at the start
  sim::Time at;
  sim::UniqueId unique_id;
  sim::Uid uid;
  sim::MessagePtr message;
  std::uint32_t removed = 0;  // the moment; 0: never
  sim::Time removed_at;
  sim::LinkId removed_over;
  bool at_dele = false;      // ... by a POP3 server at fault that does not wait for UPDATE
  sim::DeviceId removed_by;
  std::string moved_to;  // removed by MOVE or RENAME: the mailbox in which it lay then
  std::uint32_t elsewhere = 0;  // of the first: the moment it came into another mailbox; 0: never
  std::vector<SeenChange> seen;
  std::vector<std::pair<sim::DeviceId, std::uint32_t>> copies;  // index into the device's
  // COPY and MOVE bring a message into the maildrop that was in it before. `first`: the arrival of
  // it that was the first (its own index where it is that one); `again`, of that one: the others.
  std::uint32_t first = 0;
  std::vector<std::uint32_t> again;
  bool gone_at(std::uint32_t at_moment) const { return removed != 0 && removed <= at_moment; }
};

enum class ContactKind : std::uint8_t { connected, checking, cut };
struct Contact {  // what a device is doing for a while
  ContactKind kind = ContactKind::connected;
  std::uint32_t from = 0;
  std::uint32_t to = 0;  // the moment in which it ended; 0: it lasts
  sim::Time at;          // when it began
  std::optional<sim::LinkId> link;
};

// What of a device's settings decides where its mail goes. What is set before anything else has
// happened holds from the start.
struct Setting {
  std::uint32_t moment = 0;
  sim::Protocol protocol = sim::Protocol::pop3;
  sim::Policy policy = sim::Policy::remove_at_once;
  std::uint32_t leave_days = 0;
  friend bool operator==(const Setting&, const Setting&) = default;
};

// What a device has of a message in a maildrop.
enum class Had : std::uint8_t {
  never,    // no copy came
  dropped,  // one came and is gone again: a check found it gone from the server
  deleted,  // ... or its user deleted it there
  flagged,  // it is there, flagged \Deleted by others
  marked,   // ... or by its user, who sees it no more
  there,
};

struct HeldByMaildrop {
  std::vector<Amount> amounts;
  std::vector<Arrival> arrivals;  // in order
};
struct HeldByDevice {
  std::vector<Amount> amounts;
  std::vector<Copy> copies;       // in order of fetching
  std::vector<Contact> contacts;  // in order of beginning
  std::vector<Setting> settings;
};

// A stretch of time in which nothing came or went anywhere, and nobody looked.
struct Quiet {
  sim::Time from, to;
};
inline constexpr std::size_t kQuietKept = 16;  // the longest; an axis is cut at a few of them

class Held {
 public:
  void begin(const sim::World& start);
  void read(const sim::Event& event, std::uint32_t moment, sim::Time at);

  Had had(const HeldByMaildrop& maildrop, const Arrival& arrival, sim::DeviceId device,
          std::uint32_t moment) const;
  // It is gone, but was brought back by then: it counts as what it is there.
  bool is_back(const HeldByMaildrop& maildrop, const Arrival& arrival, std::uint32_t moment) const;

  const std::vector<HeldByMaildrop>& maildrops() const { return maildrops_; }
  const std::vector<HeldByDevice>& devices() const { return devices_; }
  const std::vector<Quiet>& quiet() const { return quiet_; }  // the longest first
  sim::Time last_change() const { return last_change_; }

 private:
  class Reader;
  // A message of a maildrop: which of its arrivals. None for what no arrival is known of.
  using Place = std::optional<std::pair<std::uint32_t, std::uint32_t>>;
  // Of a message in another mailbox: maildrop, UIDVALIDITY, UID.
  using InFolder = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

  void changed(std::vector<Amount>& amounts, std::int64_t messages, std::int64_t octets,
               std::uint32_t moment, sim::Time at);
  void note_time(sim::Time at);
  void arrive(sim::MaildropId maildrop, Arrival arrival, std::optional<std::uint32_t> first);
  void remove(sim::MaildropId maildrop, std::uint32_t arrival, sim::LinkId over,
              std::uint32_t moment, sim::Time at);
  void number(sim::MaildropId maildrop, sim::LinkId link);
  Place place_of(const sim::FetchedMessage& copy) const;
  Place place_of(const sim::MessageFetched& fetched) const;
  void fetch(sim::DeviceId device, const Place& of, const sim::MessagePtr& message,
             std::uint32_t moment, sim::Time at);
  void drop(sim::DeviceId device, std::uint32_t copy, std::uint32_t moment, sim::Time at);
  void flag(sim::DeviceId device, std::uint32_t copy, const Copy::Deletion& deletion,
            sim::Time at);
  std::optional<std::uint32_t> find(sim::MaildropId maildrop, sim::Uid uid) const;
  std::optional<std::uint32_t> find_in(sim::MaildropId maildrop, std::uint32_t mailbox,
                                       sim::Uid uid) const;
  std::optional<std::uint32_t> first_of(sim::MaildropId maildrop, std::uint32_t mailbox,
                                        sim::Uid uid) const;
  void end_contact(sim::DeviceId device, ContactKind kind, std::optional<sim::LinkId> link,
                   std::uint32_t moment);
  sim::DeviceId device_of(sim::LinkId link) const;

  std::vector<HeldByMaildrop> maildrops_;
  std::vector<HeldByDevice> devices_;
  std::vector<std::map<sim::UniqueId, std::uint32_t>> by_unique_id_;  // by maildrop: its arrivals
  std::map<std::string, std::uint32_t> by_user_;  // maildrops
  // What a POP3 session numbered at its login, until both ends know that it is over.
  struct Numbered {
    std::uint32_t maildrop = 0;
    std::vector<std::uint32_t> arrivals;
    std::map<std::uint32_t, std::uint32_t> asked;  // by number: its place when it was asked for
  };
  std::map<std::uint32_t, Numbered> numbered_;
  std::map<InFolder, std::uint32_t> in_folders_;  // what came there out of INBOX: its arrival
  std::vector<std::array<std::optional<std::uint32_t>, 3>> lasting_;  // by device and kind
  std::vector<std::uint32_t> uid_validity_;    // by maildrop: of its INBOX
  std::vector<sim::DeviceId> device_of_link_;
  std::vector<Quiet> quiet_;
  sim::Time last_change_;
  bool begun_ = false;                         // more has happened than settings
};

// The last amount at or before a moment.
const Amount& amount_at(const std::vector<Amount>& amounts, std::uint32_t moment);

}  // namespace popscope::lesson
