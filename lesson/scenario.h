#pragma once
// A scenario as its author wrote it: plain structs that the loader fills and nothing else knows how
// to read from a file. It describes a World and what is done to it, never a reply: the engine gives
// those. All texts are already in the learner's language.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lesson/connection_state.h"
#include "lesson/pop3_setup.h"
#include "sim/core/time.h"
#include "sim/device/account.h"
#include "sim/mail/mailbox.h"
#include "sim/session/session.h"
#include "sim/world/act.h"

namespace popscope::lesson {

// Where something stands in the author's file, for messages about it. Lines and columns from 1.
struct Where {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string path;  // JSON pointer
};

struct Mail {
  std::string subject;
  std::string from;           // empty: a made-up correspondent
  std::uint64_t octets = 0;   // exact size; 0: drawn from the seed
  std::string body;           // lines; empty: filler
  std::string file_octets;    // the file's content when the author gave a file; else empty
  Where where;
};

struct Person {
  std::string name;
  std::string password = "secret";
  bool pop3 = true;                       // whether the account may use POP3
  std::string app_password;               // what programs have to give; empty: the password
  std::string token;                      // what AUTH OAUTHBEARER takes; empty: nothing
  bool refuses_removal = false;           // the storage removes nothing, whoever asks
  std::vector<Mail> mail;
  Where where;
};

struct FirewallSetup {
  std::uint16_t port = 110;
  sim::Verdict verdict = sim::Verdict::drop;
};

struct ServerSetup : Pop3Setup {
  std::string name = "mail.example.net";
  std::string greeting;                              // empty: the engine's
  sim::Duration latency = sim::milliseconds(20);     // of every link, one way
  // Where it listens; empty: on 110, and on 143, 993 and 995, too, when a device uses IMAP or TLS.
  std::vector<std::uint16_t> ports;
  std::vector<FirewallSetup> firewall;
};

struct DeviceSetup {
  std::string name;
  std::string reads;                                  // a person
  sim::Policy policy = sim::Policy::remove_at_once;
  sim::Protocol protocol = sim::Protocol::pop3;
  bool tls = false;
  std::optional<std::uint16_t> port;                  // none: the usual one
  bool idle = false;
  sim::Duration check_every{0};                       // 0: by hand
  std::uint32_t leave_days = sim::Account{}.leave_days;
  std::uint64_t fetch_octets_max = 0;                 // 0: no limit
  sim::Preset habits = sim::Preset::in_turn;
  std::optional<std::string> password;                // other than the person's: a wrong one
  bool starts_cut = false;
  Where where;
};

// --- what is claimed: `expect`, and the `when` of an answer ---

// Claims and acts name a device in a member `device` and a person in `person`: what only asks for
// these needs no list of them (compiling, completing, notes).

struct Holding {                          // a count, or subjects in order
  std::optional<std::uint32_t> count;
  std::optional<std::vector<std::string>> subjects;
};

struct ServerHolds { std::string person; Holding holding; };
struct LockHeld { std::string person; std::optional<std::string> device; };  // none: by nobody
struct SessionIs {                        // of the device's latest connection
  std::string device;
  std::optional<sim::StateKind> state;
  std::optional<std::vector<std::uint32_t>> marked;   // message numbers
};
struct DeviceHolds { std::string device; Holding holding; };
struct LastReply { std::string device; std::string beginning; };

// All system flags of the first message of that subject: as the server keeps them for everybody,
// or as the device last heard of them or set them itself.
struct ServerFlags { std::string person; std::string subject; sim::Flags flags; };
struct DeviceFlags { std::string device; std::string subject; sim::Flags flags; };

struct ConnectionIs { std::string device; ConnectionState state; };  // its latest connection
struct PortIs { std::string device; std::uint16_t port = 0; };       // ... the server's port of it
struct SealedIs { std::string device; bool sealed = false; };        // ... whether TLS stands

using Claim = std::variant<ServerHolds, LockHeld, SessionIs, DeviceHolds, LastReply, ServerFlags,
                           DeviceFlags, ConnectionIs, PortIs, SealedIs>;

struct Condition {
  std::vector<Claim> claims;              // all must hold
  Where where;
};

// --- the story ---

struct Note {
  std::string headline;   // "Message 2 is marked, not removed."
  std::string text;
  std::string section;    // "RFC 1939 section 5, DELE"; empty: none, or without text the event's
  std::string exam;       // the exam's simplification, when it differs ...
  std::string wire;       // ... from what happens on the wire; both or neither
};

struct CommandLine {
  std::string octets;     // with its line end, exactly as sent
};

struct Do { std::string device; std::vector<CommandLine> lines; };
struct ConnectAct { std::string device; };
struct CheckAct { std::string device; };
struct CutAct { std::string device; };
struct PlugAct { std::string device; };
struct ResetAct { std::string device; };
struct CloseAct { std::string device; };
struct WaitAct { sim::Duration time; };
struct DeliverAct { std::string person; Mail mail; };
struct SetAct {
  std::string device;
  std::optional<sim::Policy> policy{};
  std::optional<std::string> password{};
  std::optional<sim::Protocol> protocol{};
  std::optional<std::uint16_t> port{};
  std::optional<bool> tls{};
  std::optional<bool> idle{};
  std::optional<sim::Duration> check_every{};
  std::optional<std::uint32_t> leave_days{};
  std::optional<std::uint64_t> fetch_octets_max{};    // 0: no limit
  std::optional<sim::Preset> habits{};
};
// Somebody reads a message that a device holds, or deletes it there.
struct UseAct { std::string device; sim::Deed deed = sim::Deed::read; std::string subject; };
struct FirewallAct { FirewallSetup rule; };

// The learner types the line. `shown` has the blank ("RETR ___"); empty: an empty console. The
// command line, `check` and an impatient learner use `answer`.
struct Try { std::string device; std::string task; std::string shown; std::string answer; };

struct Answer {
  std::string say;
  Condition when;
  std::string because;    // shown with the outcome; may be empty
};

struct Ask {
  std::string question;
  std::string at;                   // the later part whose end decides; empty: the next part's end
  std::vector<Answer> answers;
};

struct Expect { Condition condition; };
struct NoteOnly {};                 // an entry that has only a note

struct Entry;
struct Way { std::string name; std::vector<Entry> story; Where where; };
struct ChooseAct { std::vector<Way> ways; };
struct TogetherAct { std::vector<std::vector<Entry>> lists; };

using Act = std::variant<NoteOnly, Do, ConnectAct, CheckAct, CutAct, PlugAct, ResetAct, CloseAct,
                         WaitAct, DeliverAct, SetAct, UseAct, FirewallAct, Try, ChooseAct,
                         TogetherAct, Ask, Expect>;

struct Entry {
  Act act;
  std::string part;               // a named place of the time strip; empty: none
  std::string part_shown;         // ... as a translation calls it there; empty: the same
  std::string id;                 // for links, `at` and golden pictures; empty: none
  std::optional<Note> note;       // shown when the entry's act is finished
  Where where;

  const std::string& shown_part() const { return part_shown.empty() ? part : part_shown; }
};

// The whole story with these settings of its devices; see variants.h.
struct Variant { std::string name; std::vector<SetAct> settings; Where where; };

struct Scenario {
  std::string id;                 // the file's stem
  std::string title;
  std::string teaches;            // one or two sentences for the start page
  std::string keep;               // the one sentence to keep, for the end page
  std::uint32_t minutes = 0;
  std::vector<std::string> content;   // tags "12", "48"
  std::string introduction;       // what is shown at step 0; may be empty
  std::uint64_t seed = 1;
  sim::Time start = sim::kDefaultStart;
  std::uint32_t steps_max = 100'000;
  ServerSetup server;
  std::vector<Person> people;
  std::vector<DeviceSetup> devices;
  std::vector<Variant> variants;
  std::vector<Entry> story;
};

}  // namespace popscope::lesson
