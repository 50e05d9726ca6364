#include "sim/imap/client.h"

#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/imap/command.h"
#include "sim/imap/untagged.h"

namespace popscope::sim::imap {
namespace {

std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

std::string_view first_line(std::string_view octets) { return octets.substr(0, octets.find('\r')); }

// Whom an answer to AUTHENTICATE names. PLAIN: [authzid] NUL authcid NUL passwd (RFC 4616 section
// 2); LOGIN: nothing but the name, and later the password.
std::string user_in_answer(std::string_view line) {
  const std::string answer = base64_decoded(first_line(line)).value_or("");
  const std::size_t first = answer.find('\0');
  if (first == std::string::npos) return answer;
  return answer.substr(first + 1, answer.find('\0', first + 1) - first - 1);
}

// The user whom a command logs in, or the mailbox that it selects.
std::string name_in(std::string_view octets) {
  const Parsed parsed = parse(octets);
  const auto* command = std::get_if<Command>(&parsed);
  if (!command) return {};
  if (const auto* login = std::get_if<Login>(&command->body)) return login->user;
  if (const auto* select = std::get_if<Select>(&command->body)) return select->mailbox;
  if (const auto* examine = std::get_if<Examine>(&command->body)) return examine->mailbox;
  const auto* authenticate = std::get_if<Authenticate>(&command->body);
  if (!authenticate || !authenticate->initial_response) return {};
  return user_in_answer(*authenticate->initial_response);
}

bool names(std::optional<Keyword> keyword) {
  return keyword == Keyword::login || keyword == Keyword::authenticate ||
         keyword == Keyword::select || keyword == Keyword::examine;
}

Awaited awaited_for(std::string_view command) {
  std::string_view rest = first_line(command);
  Awaited awaited;
  awaited.tag = take_word(rest);
  std::string word(take_word(rest));
  if (equal_ignoring_case(word, "UID")) word.append(" ").append(take_word(rest));
  awaited.keyword = keyword_from(word);
  if (names(awaited.keyword)) awaited.name = name_in(command);
  return awaited;
}

// What is sent next belongs to a command that is awaited. DONE need not wait for IDLE's go-ahead.
bool in_dialog(const Client& client, std::string_view octets) {
  const bool ends_idle =
      !client.awaited.empty() && client.awaited.back().keyword == Keyword::idle &&
      equal_ignoring_case(first_line(octets), "DONE");
  if (ends_idle) return true;
  return client.may_go_on && !client.awaited.empty() &&
         (client.awaited.front().keyword == Keyword::idle ||
          client.awaited.front().keyword == Keyword::authenticate);
}

bool is_refusal(std::string_view word) {  // RFC 9051 section 7.1
  return equal_ignoring_case(word, "NO") || equal_ignoring_case(word, "BAD") ||
         equal_ignoring_case(word, "BYE");
}

// Takes the command with that tag off the list; a server may complete them in another order.
std::optional<Awaited> take_awaited(Client& client, std::string_view tag) {
  Queue<Awaited> left;
  std::optional<Awaited> found;
  for (const Awaited& one : client.awaited) {
    if (!found && one.tag == tag) {
      found = one;
    } else {
      left.push_back(one);
    }
  }
  if (found) client.awaited = std::move(left);
  return found;
}

// Whatever comes of SELECT, what was selected is not selected any more (RFC 9051 section 6.3.2).
void completed(Client& client, const Awaited& done, bool ok) {
  using K = Keyword;
  if (ok && (done.keyword == K::login || done.keyword == K::authenticate))
    client.at.user = done.name;
  const bool selects = done.keyword == K::select || done.keyword == K::examine;
  const bool leaves = ok && (done.keyword == K::close || done.keyword == K::unselect);
  if (selects) client.at.inbox = ok && equal_ignoring_case(done.name, "INBOX");
  if (leaves) client.at.inbox = false;
  if (leaves || (selects && !ok)) client.at.uid_validity = 0;
}

Response read_response(Client& client, std::string octets) {
  Response response;
  std::string_view rest = first_line(octets);
  const std::string_view first = take_word(rest);
  if (!client.greeted) {
    client.greeted = true;
    response.greeting = true;
    response.refused = first != "*" || is_refusal(take_word(rest));
  } else if (first == "+") {
    response.kind = Response::Kind::go_on;
    client.may_go_on = true;
    client.waits_for_go_on = false;
  } else if (first == "*") {
    const std::string_view word = take_word(rest);
    response.refused = equal_ignoring_case(word, "BYE") || equal_ignoring_case(word, "BAD");
    // What was sent had no tag that a server could answer with (RFC 9051 section 7.1.3).
    if (equal_ignoring_case(word, "BAD") && !client.awaited.empty()) client.awaited.pop_front();
    if (const auto validity = uid_validity(octets)) client.at.uid_validity = *validity;
  } else {
    response.kind = Response::Kind::tagged;
    response.tag = first;
    response.refused = is_refusal(take_word(rest));
    client.may_go_on = false;
    client.waits_for_go_on = false;
    if (const std::optional<Awaited> done = take_awaited(client, first)) {
      response.keyword = done->keyword;
      completed(client, *done, !response.refused);
    }
  }
  response.from = client.at;
  response.octets = std::move(octets);
  return response;
}

}  // namespace

void sent(Client& client, std::string_view octets) {
  while (const std::optional<Framed> framed = client.out.take(octets)) {
    if (framed->what == Framed::What::go_ahead) {
      client.waits_for_go_on = true;
      continue;
    }
    // DONE, or an answer to a challenge, is no command: its tag was that of IDLE or AUTHENTICATE.
    if (!in_dialog(client, framed->octets)) {
      client.awaited.push_back(awaited_for(framed->octets));
    } else if (client.awaited.front().keyword == Keyword::authenticate) {
      Awaited asked = client.awaited.front();
      if (asked.name.empty()) asked.name = user_in_answer(framed->octets);
      client.awaited.set(0, std::move(asked));
    }
    client.may_go_on = false;
  }
}

std::vector<Response> receive(Client& client, std::string_view octets) {
  std::vector<Response> responses;
  while (std::optional<Framed> framed = client.in.take(octets)) {
    if (framed->what == Framed::What::go_ahead) continue;  // the server's literals do not wait
    responses.push_back(read_response(client, std::move(framed->octets)));
  }
  return responses;
}

bool idling(const Client& client) {
  return client.may_go_on && !client.awaited.empty() &&
         client.awaited.front().keyword == Keyword::idle;
}

bool waiting(const Client& client) {
  if (!client.greeted || client.waits_for_go_on) return true;
  return !client.awaited.empty() && !client.may_go_on;
}

void digest(Digest& d, const Client& client) {
  d.flag(client.greeted);
  d.u64(client.awaited.size());
  for (const Awaited& awaited : client.awaited) {
    d.text(awaited.tag);
    d.u8(awaited.keyword ? static_cast<std::uint8_t>(*awaited.keyword) : 0xff);
    d.text(awaited.name);
  }
  digest(d, client.out);
  digest(d, client.in);
  d.flag(client.waits_for_go_on);
  d.flag(client.may_go_on);
  digest(d, client.at);
}

}  // namespace popscope::sim::imap
