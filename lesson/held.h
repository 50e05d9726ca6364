#pragma once
// Held: what each place holds over a branch's past. Of a maildrop: every message that was ever in
// it, who removed it and who read it; of a device: its copies, and when it was in contact; of both,
// how much they held after each change. An index that only grows; it knows no step and no words.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
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
  std::vector<std::pair<std::uint32_t, bool>> deleted;
  bool at_moment(std::uint32_t moment) const {
    return from <= moment && (to == 0 || to > moment);
  }
  bool deleted_at(std::uint32_t moment) const;
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
  sim::DeviceId removed_by;
  std::vector<SeenChange> seen;
  std::vector<std::pair<sim::DeviceId, std::uint32_t>> copies;  // index into the device's
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
  friend bool operator==(const Setting&, const Setting&) = default;
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

  const std::vector<HeldByMaildrop>& maildrops() const { return maildrops_; }
  const std::vector<HeldByDevice>& devices() const { return devices_; }
  const std::vector<Quiet>& quiet() const { return quiet_; }  // the longest first
  sim::Time last_change() const { return last_change_; }

 private:
  class Reader;

  void changed(std::vector<Amount>& amounts, std::int64_t messages, std::int64_t octets,
               std::uint32_t moment, sim::Time at);
  void note_time(sim::Time at);
  void arrive(sim::MaildropId maildrop, Arrival arrival);
  void remove(sim::MaildropId maildrop, std::uint32_t arrival, sim::LinkId over,
              std::uint32_t moment, sim::Time at);
  void fetch(sim::DeviceId device, const sim::MessagePtr& message, std::uint32_t moment,
             sim::Time at);
  void drop(sim::DeviceId device, const sim::Message* message, std::uint32_t moment, sim::Time at);
  void flag(sim::DeviceId device, const sim::Message* message, bool deleted, std::uint32_t moment,
            sim::Time at);
  std::optional<std::uint32_t> find(sim::MaildropId maildrop, sim::Uid uid) const;
  void end_contact(sim::DeviceId device, ContactKind kind, std::optional<sim::LinkId> link,
                   std::uint32_t moment);
  sim::DeviceId device_of(sim::LinkId link) const;

  std::vector<HeldByMaildrop> maildrops_;
  std::vector<HeldByDevice> devices_;
  std::vector<std::map<sim::UniqueId, std::uint32_t>> by_unique_id_;  // by maildrop: its arrivals
  std::multimap<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> by_digest_;
  // Copies that are there, by device and message: indices, the oldest of alike ones first.
  std::multimap<std::pair<std::uint32_t, const sim::Message*>, std::uint32_t> copies_there_;
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
