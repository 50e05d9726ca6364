#include "sim/pop3/replies.h"

#include "sim/pop3/serialize.h"

namespace popscope::sim::pop3 {
namespace {

// A configured greeting's share of the 512 octets of a first line; the timestamp needs the rest.
constexpr std::size_t kGreetingOctetsMax = 200;

std::string messages(std::uint64_t n) {
  std::string text;
  append_count(text, n, "message", "messages");
  return text;
}

std::string octets(std::uint64_t n) {
  std::string text;
  append_count(text, n, "octet", "octets");
  return text;
}

void append_scan_listing(std::string& out, const ViewEntry& entry, std::uint64_t number) {
  append_number(out, number);
  out += ' ';
  append_number(out, entry.message->size().value);
}

void append_unique_id_listing(std::string& out, const ViewEntry& entry, std::uint64_t number) {
  append_number(out, number);
  out += ' ';
  out += entry.unique_id;
}

// One line for each message that is not marked (RFC 1939 section 5, LIST; section 7, UIDL).
template <class AppendListing>
void append_listings(std::string& out, const Transaction& transaction, AppendListing append) {
  std::string payload;
  const std::vector<ViewEntry>& view = *transaction.view;
  const std::vector<bool>& marked = *transaction.marked;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (marked[i]) continue;
    append(payload, view[i], i + 1);
    payload += "\r\n";
  }
  append_payload(out, payload);
}

const ViewEntry& entry(const Transaction& transaction, MessageNumber number) {
  return (*transaction.view)[number.value - 1];
}

}  // namespace

void reply_greeting(std::string& out, const Config& config, std::string_view apop_timestamp) {
  std::string text = config.greeting.substr(0, kGreetingOctetsMax);
  if (!apop_timestamp.empty()) {
    if (!text.empty()) text += ' ';
    text += apop_timestamp;
  }
  append_ok(out, text);
}

void reply_ok(std::string& out) { append_ok(out, {}); }

void reply_locked(std::string& out, const Transaction& transaction) {
  append_ok(out, "maildrop locked, " + messages(transaction.count));
}

void reply_stat(std::string& out, const Transaction& transaction) {
  std::string text;
  append_number(text, transaction.count);
  text += ' ';
  append_number(text, transaction.octets);
  append_ok(out, text);
}

void reply_list(std::string& out, const Transaction& transaction) {
  append_ok(out, messages(transaction.count) + " (" + octets(transaction.octets) + ")");
  append_listings(out, transaction, append_scan_listing);
}

void reply_list_one(std::string& out, const Transaction& transaction, MessageNumber number) {
  std::string text;
  append_scan_listing(text, entry(transaction, number), number.value);
  append_ok(out, text);
}

void reply_uidl(std::string& out, const Transaction& transaction) {
  append_ok(out, messages(transaction.count));
  append_listings(out, transaction, append_unique_id_listing);
}

void reply_uidl_one(std::string& out, const Transaction& transaction, MessageNumber number) {
  std::string text;
  append_unique_id_listing(text, entry(transaction, number), number.value);
  append_ok(out, text);
}

void reply_retr(std::string& out, const Message& message) {
  append_ok(out, octets(message.size().value));
  append_payload(out, message.octets.view());
}

void reply_top(std::string& out, const Message& message, MessageNumber number,
               std::uint64_t lines) {
  std::string text = "top of message ";
  append_number(text, number.value);
  append_ok(out, text);
  append_payload(out, top_of(message.octets.view(), lines));
}

void reply_marked(std::string& out, MessageNumber number) {
  std::string text = "message ";
  append_number(text, number.value);
  append_ok(out, text + " marked");
}

void reply_removed(std::string& out, MessageNumber number) {
  std::string text = "message ";
  append_number(text, number.value);
  append_ok(out, text + " removed");
}

void reply_reset_marks(std::string& out, const Transaction& transaction) {
  append_ok(
      out, "maildrop has " + messages(transaction.count) + " (" + octets(transaction.octets) + ")");
}

// RFC 2449 section 5: what stands in the table's column, then what the server does as a whole. The
// same in both states, because a capability of AUTHORIZATION must be announced in both.
void reply_capabilities(std::string& out) {
  std::string payload;
  for (const CommandSpec& spec : command_table()) {
    if (spec.capability.empty()) continue;
    payload += spec.capability;
    payload += "\r\n";
  }
  payload +=
      "RESP-CODES\r\n"                // RFC 2449 section 6.4: [IN-USE]
      "PIPELINING\r\n"                // section 6.6
      "EXPIRE NEVER\r\n"              // section 6.7: no policy of the server removes a message
      "IMPLEMENTATION popscope\r\n";  // section 6.9
  append_ok(out, "capabilities follow");
  append_payload(out, payload);
}

void reply_bye(std::string& out) { append_ok(out, "bye"); }

void refuse_line_too_long(std::string& out) {
  std::string text = "a command line has at most ";
  append_number(text, kCommandOctetsMax);
  append_err(out, text + " octets");
}

void refuse_malformed(std::string& out, const Refusal& refusal) {
  const std::string word(refusal.keyword ? to_text(*refusal.keyword) : "command");
  switch (refusal.why) {
    case Malformed::unknown_keyword: return append_err(out, "unknown command");
    case Malformed::line_too_long: return refuse_line_too_long(out);
    case Malformed::missing_argument: return append_err(out, word + " lacks an argument");
    case Malformed::not_a_number:
      return append_err(out, refusal.keyword == Keyword::top
                                 ? "TOP needs a message number and a count of lines, in digits"
                                 : word + " needs a message number, in digits, from 1");
    case Malformed::too_many_arguments:
      return append_err(out, word + " has too many arguments, or spaces");
  }
}

void refuse_wrong_state(std::string& out, Keyword keyword, StateKind state) {
  std::string text(to_text(keyword));
  text += " is not permitted in ";  // short: it is to be read on an arrow
  append_err(out, text.append(to_text(state)));
}

void refuse_second_user(std::string& out) { append_err(out, "PASS or QUIT must follow USER"); }

void refuse_pass_without_user(std::string& out) {
  append_err(out, "PASS must directly follow a successful USER");
}

void refuse_credentials(std::string& out) { append_err(out, "user name or password is wrong"); }

void refuse_in_use(std::string& out) {
  append_err(out, "[IN-USE] maildrop already locked");  // RFC 2449 section 8.1.2
}

void refuse_apop_not_offered(std::string& out) { append_err(out, "APOP is not offered here"); }

void refuse_no_such_message(std::string& out, std::size_t count) {
  const std::string has = count == 0 ? "is empty" : "has " + messages(count);
  append_err(out, "no such message, the maildrop " + has);
}

void refuse_marked_message(std::string& out, MessageNumber number) {
  std::string text = "message ";
  append_number(text, number.value);
  append_err(out, text + " is marked");
}

void refuse_removed_message(std::string& out, MessageNumber number) {
  std::string text = "message ";
  append_number(text, number.value);
  append_err(out, text + " is removed");
}

void refuse_some_not_removed(std::string& out) {
  append_err(out, "some deleted messages not removed");  // RFC 1939 section 6, QUIT
}

void refuse_too_many_errors(std::string& out) {
  append_err(out, "too many refused commands in a row, bye");
}

void refuse_too_many_lines(std::string& out) { append_err(out, "too many commands at once, bye"); }

}  // namespace popscope::sim::pop3
