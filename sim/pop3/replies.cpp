#include "sim/pop3/replies.h"

#include "sim/pop3/capabilities.h"
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
void append_listings(std::string& out, const Transaction& transaction, const Ways& ways,
                     AppendListing append) {
  std::string payload;
  const std::vector<ViewEntry>& view = *transaction.view;
  const std::vector<bool>& marked = *transaction.marked;
  std::uint64_t listed = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (marked[i]) continue;
    ++listed;
    append(payload, view[i], ways.renumbers_after_dele ? listed : i + 1);
    payload += "\r\n";
  }
  append_payload(out, payload);
}

// RFC 2449 section 8: the code is the first thing behind the status, where there are codes.
void append_err_with(std::string& out, const Config& config, std::string_view code,
                     std::string_view text) {
  if (!config.ways.response_codes) return append_err(out, text);
  std::string coded = "[";
  coded += code;
  coded += "] ";
  append_err(out, coded += text);
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

void reply_logged_in(std::string& out, const Transaction& transaction, const Ways& ways) {
  const bool locks = ways.lock != Ways::Lock::none;
  append_ok(out, (locks ? "maildrop locked, " : "logged in, ") + messages(transaction.count));
}

void reply_stat(std::string& out, const Transaction& transaction) {
  std::string text;
  append_number(text, transaction.count);
  text += ' ';
  append_number(text, transaction.octets);
  append_ok(out, text);
}

void reply_list(std::string& out, const Transaction& transaction, const Ways& ways) {
  append_ok(out, messages(transaction.count) + " (" + octets(transaction.octets) + ")");
  append_listings(out, transaction, ways, append_scan_listing);
}

void reply_list_one(std::string& out, const ViewEntry& entry, MessageNumber number) {
  std::string text;
  append_scan_listing(text, entry, number.value);
  append_ok(out, text);
}

void reply_uidl(std::string& out, const Transaction& transaction, const Ways& ways) {
  append_ok(out, messages(transaction.count));
  append_listings(out, transaction, ways, append_unique_id_listing);
}

void reply_uidl_one(std::string& out, const ViewEntry& entry, MessageNumber number) {
  std::string text;
  append_unique_id_listing(text, entry, number.value);
  append_ok(out, text);
}

void reply_retr(std::string& out, const Message& message, bool stuffs) {
  append_ok(out, octets(message.size().value));
  append_payload(out, message.octets.view(), stuffs);
}

void reply_top(std::string& out, const Message& message, MessageNumber number, std::uint64_t lines,
               const Ways& ways) {
  std::string text = "top of message ";
  append_number(text, number.value);
  append_ok(out, text);
  std::string top(top_of(message.octets.view(), lines));
  const std::size_t blank = top.find("\r\n\r\n");
  if (ways.top_doubles_blank && lines > 0 && blank != std::string::npos)
    top.insert(blank + 2, "\r\n");
  append_payload(out, top, !ways.stuffs_nothing);
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

void reply_capabilities(std::string& out, const Session& session) {
  append_ok(out, "capabilities follow");
  append_payload(out, capabilities(session));
}

void reply_mechanisms(std::string& out, const Session& session) {
  std::string payload;
  for (const sasl::MechanismSpec& spec : sasl::mechanism_table()) {
    if (!is_announced(session, spec)) continue;
    payload += spec.name;
    payload += "\r\n";
  }
  append_ok(out, "mechanisms follow");
  append_payload(out, payload);
}

// RFC 5034 section 4: "+", a space, and the challenge in base64, which may be empty.
void reply_challenge(std::string& out, std::string_view base64) {
  out += "+ ";
  out += base64;
  out += "\r\n";
}

void reply_begin_tls(std::string& out) { append_ok(out, "begin TLS"); }

void reply_utf8(std::string& out) { append_ok(out, "UTF-8 it is"); }

void reply_languages(std::string& out) {
  append_ok(out, "languages follow");
  append_payload(out, "en English\r\ni-default English\r\n");
}

void reply_language(std::string& out, std::string_view tag) {
  append_ok(out, std::string(tag) + " it is");
}

void reply_bye(std::string& out) { append_ok(out, "bye"); }

void refuse_line_too_long(std::string& out, std::size_t octets_max) {
  std::string text = "a command line has at most ";
  append_number(text, octets_max);
  append_err(out, text + " octets");
}

void refuse_malformed(std::string& out, const Refusal& refusal) {
  const std::string word(refusal.keyword ? to_text(*refusal.keyword) : "command");
  switch (refusal.why) {
    case Malformed::unknown_keyword: return append_err(out, "unknown command");
    case Malformed::line_too_long: return refuse_line_too_long(out, kCommandOctetsMax);
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

void refuse_not_offered(std::string& out, Keyword keyword) {
  append_err(out, std::string(to_text(keyword)) + " is not offered here");
}

void refuse_second_user(std::string& out) { append_err(out, "PASS or QUIT must follow USER"); }

void refuse_all_but_pass(std::string& out) {
  append_err(out, "PASS or QUIT must follow USER, nothing else");
}

void refuse_pass_without_user(std::string& out) {
  append_err(out, "PASS must directly follow a successful USER");
}

// RFC 3206 section 6, AUTH: the credentials are the matter.
void refuse_credentials(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "user name or password is wrong");
}

void refuse_without_app_password(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "this account needs an app password");
}

// RFC 3206 section 5: SYS/PERM stays until somebody does something about it.
void refuse_access_disabled(std::string& out, const Config& config) {
  append_err_with(out, config, "SYS/PERM", "POP3 is switched off for this account");
}

void refuse_needs_tls(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "no password without TLS, use STLS or port 995");
}

void refuse_too_soon(std::string& out, const Config& config) {
  append_err_with(out, config, "LOGIN-DELAY", "too soon after the last login");
}

void refuse_in_use(std::string& out, const Config& config) {
  append_err_with(out, config, "IN-USE", "maildrop already locked");  // RFC 2449 section 8.1.2
}

void refuse_mechanism(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "no such mechanism here");
}

void refuse_base64(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "the answer is not base64");
}

void refuse_cancelled(std::string& out, const Config& config) {
  append_err_with(out, config, "AUTH", "cancelled");
}

void refuse_tls_is_active(std::string& out) { append_err(out, "TLS is active already"); }

void refuse_tls_failed(std::string& out, const Config& config) {
  append_err_with(out, config, "SYS/PERM", "TLS did not begin");
}

void refuse_behind_utf8(std::string& out) { append_err(out, "STLS comes before UTF8"); }

void refuse_without_utf8(std::string& out, const Config& config) {
  append_err_with(out, config, "UTF8", "the header is not ASCII, say UTF8 first");
}

void refuse_language(std::string& out) { append_err(out, "no such language here"); }

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

void refuse_gone_message(std::string& out, MessageNumber number) {
  std::string text = "message ";
  append_number(text, number.value);
  append_err(out, text + " is gone, another session has removed it");
}

void refuse_some_not_removed(std::string& out) {
  append_err(out, "some deleted messages not removed");  // RFC 1939 section 6, QUIT
}

void refuse_too_many_errors(std::string& out) {
  append_err(out, "too many refused commands in a row, bye");
}

void refuse_silence(std::string& out) { append_err(out, "silent for too long, bye"); }

void refuse_too_many_lines(std::string& out) { append_err(out, "too many commands at once, bye"); }

}  // namespace popscope::sim::pop3
