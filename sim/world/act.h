#pragma once
// What can be done to a World from outside. The same values are a story's acts and a learner's
// inputs: an act of the script is an input that the script gives. Every input that a World admits
// is recorded, and replaying them gives the same World.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/device/account.h"
#include "sim/mail/message.h"

namespace popscope::sim {

struct Connect {
  DeviceId device;
  friend bool operator==(const Connect&, const Connect&) = default;
};

// Octets that the device's user types, exactly; a command line ends with CRLF.
struct Send {
  DeviceId device;
  std::string octets;
  friend bool operator==(const Send&, const Send&) = default;
};

struct Check { DeviceId device; friend bool operator==(const Check&, const Check&) = default; };
struct Cut { DeviceId device; friend bool operator==(const Cut&, const Cut&) = default; };
struct Plug { DeviceId device; friend bool operator==(const Plug&, const Plug&) = default; };
struct Reset { DeviceId device; friend bool operator==(const Reset&, const Reset&) = default; };
struct Close { DeviceId device; friend bool operator==(const Close&, const Close&) = default; };
struct Wait { Duration time; friend bool operator==(const Wait&, const Wait&) = default; };

struct Deliver {
  MaildropId maildrop;
  MessagePtr message;
  friend bool operator==(const Deliver& a, const Deliver& b) {
    return a.maildrop == b.maildrop && a.message->octets == b.message->octets;
  }
};

struct Set {  // changes a device's account; what is not given stays
  DeviceId device;
  std::optional<Policy> policy{};
  std::optional<std::string> user{};
  std::optional<std::string> password{};
  std::optional<Protocol> protocol{};  // of its next connection
  std::optional<std::uint16_t> port{};
  std::optional<bool> tls{};
  std::optional<bool> idle{};
  std::optional<Duration> check_every{};
  std::optional<std::uint32_t> leave_days{};
  std::optional<std::uint64_t> fetch_octets_max{};  // 0: no limit
  std::optional<Preset> preset{};                   // its habits from the next check on
  friend bool operator==(const Set&, const Set&) = default;
};

// The device's user does something with a message that it holds: with the first of that subject, or
// with one behind it. A POP3 device keeps it to itself; one with IMAP tells the server when it is
// connected, at the latest at the next check.
enum class Deed : std::uint8_t { read, remove };
struct Use {
  DeviceId device;
  Deed deed = Deed::read;
  std::string subject;
  std::uint32_t nth = 0;  // among those of the subject, from 0
  friend bool operator==(const Use&, const Use&) = default;
};

// A firewall before the server lets a port's SYNs pass, answers them with RST, or swallows them.
enum class Verdict : std::uint8_t { pass, reject, drop };
struct Filter {
  ServerId server;
  std::uint16_t port = 0;
  Verdict verdict = Verdict::drop;
  friend bool operator==(const Filter&, const Filter&) = default;
};

// The server stops: it resets its connections, its sessions end where they are (in UPDATE, too) and
// release their locks; its maildrops stay. Until it is started again a SYN is answered with RST.
struct Stop { ServerId server; friend bool operator==(const Stop&, const Stop&) = default; };
struct Restart {
  ServerId server;
  friend bool operator==(const Restart&, const Restart&) = default;
};

// From now on a segment is so long under way between the device and any server, one way. What is
// under way already is not overtaken.
struct Delay {
  DeviceId device;
  Duration latency;
  friend bool operator==(const Delay&, const Delay&) = default;
};

// The storage of a maildrop removes nothing (a disk that is read only), or does so again.
struct Storage {
  MaildropId maildrop;
  bool refuses_removal = true;
  friend bool operator==(const Storage&, const Storage&) = default;
};

// Takes one of the ways that the story offers where it stands.
struct Choose {
  std::uint32_t option = 0;
  friend bool operator==(const Choose&, const Choose&) = default;
};

using Input =
    std::variant<Connect, Send, Check, Cut, Plug, Reset, Close, Wait, Deliver, Set, Use, Filter,
                 Stop, Restart, Delay, Storage, Choose>;

// Why an input cannot be admitted now. The World is unchanged then.
enum class Inadmissible : std::uint8_t {
  no_such_device,
  no_such_server,
  no_such_maildrop,
  no_such_message,
  not_connected,
  no_tls_yet,  // the handshake comes first, and it is under way or lost
  already_connected,
  busy_with_a_plan,
  already_cut,
  not_cut,
  already_stopped,
  not_stopped,
  too_slow,  // a delay beyond kLatencyMax
  no_choice_here,
  no_such_option,
  too_many_octets,
  too_many_links,
  too_many_branches,
  maildrop_full,
  too_late,  // a wait beyond kLastTime
};
inline constexpr int kInadmissibleKinds = 20;
std::string_view to_text(Inadmissible why);  // "not_connected" ...: for keys of sentences

}  // namespace popscope::sim
