#pragma once
// A parsed IMAP command: its tag and one of the alternatives of `Body`. Parsing knows the table
// but no state: whether a command is permitted is the session's question. Names and texts are as
// the client gave them; what they mean is the command's business.
//
//   command = tag SP keyword *(SP argument) CRLF        ; RFC 9051 section 9
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/core/time.h"
#include "sim/imap/command_table.h"
#include "sim/imap/sequence_set.h"
#include "sim/mail/mailbox.h"

namespace popscope::sim::imap {

// ---- FETCH: what is asked for ---------------------------------------------------------------

enum class Attribute : std::uint8_t { flags, uid, internal_date, size, envelope, body, structure };

//   section = "[" [part ["." text] / text] "]"
struct Section {
  enum class What : std::uint8_t { whole, header, header_fields, header_fields_not, text, mime };
  std::vector<std::uint32_t> part;  // empty: of the message itself
  What what = What::whole;
  std::vector<std::string> fields;  // HEADER.FIELDS and HEADER.FIELDS.NOT
};

struct Partial {
  std::uint32_t first = 0;
  std::uint32_t octets = 0;
};

struct BodyItem {
  std::string name;  // as the answer names it: "BODY[HEADER.FIELDS (SUBJECT)]<0>", "RFC822.TEXT"
  Section section;
  bool peek = false;  // does not set \Seen
  std::optional<Partial> partial;
};

using FetchItem = std::variant<Attribute, BodyItem>;

// ---- SEARCH: a tree of keys -----------------------------------------------------------------

struct SearchKey;
using SearchKeys = std::vector<SearchKey>;

struct KeyAll {};
struct KeyFlag {
  SystemFlag flag = SystemFlag::seen;
  bool set = true;
};
struct KeyKeyword {
  std::string name;
  bool set = true;
};
struct KeyRecent {
  bool recent = true;
  bool unseen_too = false;
};  // NEW: RECENT UNSEEN
struct KeyNumbers {
  SequenceSet set;
  bool uids = false;
};
struct KeyHeader {
  std::string field;
  std::string text;
};
struct KeyText {
  std::string text;
  bool header_too = false;
};  // BODY, TEXT
struct KeySize {
  std::uint32_t octets = 0;
  bool larger = true;
};
struct KeyDate {
  enum class How : std::uint8_t { before, on, since };
  How how = How::on;
  bool sent = false;     // of the Date field, not the internal date
  std::int64_t day = 0;  // since 1970-01-01
};
struct KeyNot {
  SearchKeys key;
};  // one
struct KeyOr {
  SearchKeys keys;
};  // two
struct KeyAnd {
  SearchKeys keys;
};

struct SearchKey {
  std::variant<KeyAll, KeyFlag, KeyKeyword, KeyRecent, KeyNumbers, KeyHeader, KeyText, KeySize,
               KeyDate, KeyNot, KeyOr, KeyAnd>
      key;
};

// ---- the commands ---------------------------------------------------------------------------

struct FlagNames {
  std::uint8_t system = 0;
  std::vector<std::string> keywords;
};

// The numbers of a command are sequence numbers, or UIDs in its UID form.
struct Capability {};
struct Noop {};
struct Logout {};
struct Id {};
struct Login {
  std::string user;
  std::string password;
};
struct Authenticate {
  std::string mechanism;
  std::optional<std::string> initial_response;
};
struct Enable {
  std::vector<std::string> words;
};
struct Select {
  std::string mailbox;
};
struct Examine {
  std::string mailbox;
};
struct Create {
  std::string mailbox;
};
struct Delete {
  std::string mailbox;
};
struct Rename {
  std::string from;
  std::string to;
};
struct Subscribe {
  std::string mailbox;
};
struct Unsubscribe {
  std::string mailbox;
};
struct List {
  std::string reference;
  std::string pattern;
};
struct Lsub {
  std::string reference;
  std::string pattern;
};
struct Namespace {};
enum class StatusItem : std::uint8_t { messages, recent, uid_next, uid_validity, unseen };
struct Status {
  std::string mailbox;
  std::vector<StatusItem> items;
};
struct Append {
  std::string mailbox;
  FlagNames flags;
  std::optional<Time> date;
  std::string message;
};
struct Idle {};
struct Check {};
struct Close {};
struct Unselect {};
struct Expunge {};
struct SearchCommand {
  SearchKey key;
  bool known_charset = true;
};
struct Search : SearchCommand {};
struct FetchCommand {
  SequenceSet set;
  std::vector<FetchItem> items;
};
struct Fetch : FetchCommand {};
struct StoreCommand {
  enum class How : std::uint8_t { replace, add, take_away };
  SequenceSet set;
  How how = How::replace;
  bool silent = false;
  FlagNames flags;
};
struct StoreFlags : StoreCommand {};
struct CopyCommand {
  SequenceSet set;
  std::string mailbox;
};
struct Copy : CopyCommand {};
struct Move : CopyCommand {};
struct UidExpunge {
  SequenceSet set;
};
struct UidSearch : SearchCommand {};
struct UidFetch : FetchCommand {};
struct UidStore : StoreCommand {};
struct UidCopy : CopyCommand {};
struct UidMove : CopyCommand {};

using Body =
    std::variant<Capability, Noop, Logout, Id, Login, Authenticate, Enable, Select, Examine, Create,
                 Delete, Rename, Subscribe, Unsubscribe, List, Lsub, Namespace, Status, Append,
                 Idle, Check, Close, Unselect, Expunge, Search, Fetch, StoreFlags, Copy, Move,
                 UidExpunge, UidSearch, UidFetch, UidStore, UidCopy, UidMove>;
static_assert(std::variant_size_v<Body> == kKeywords);

struct Command {
  std::string tag;
  Body body;
  Keyword keyword() const { return static_cast<Keyword>(body.index()); }
};

enum class Malformed : std::uint8_t {
  no_tag,           // what stands first cannot be a tag, or there is nothing behind it
  unknown_keyword,  // not a command of the table
  bad_arguments,    // missing, too many, or not of their form
  line_too_long,
  literal_too_large,
};
inline constexpr int kMalformedKinds = 5;

struct Refusal {
  Malformed why;
  std::string tag;                 // "*" when there is none to answer with
  std::optional<Keyword> keyword;  // known when the fault lies in the arguments
};

using Parsed = std::variant<Command, Refusal>;

// A whole command as the framer gives it, its literals in it.
Parsed parse(std::string_view command);

// The tag of what cannot be parsed otherwise; "*" when there is none.
std::string tag_of(std::string_view command);

}  // namespace popscope::sim::imap
