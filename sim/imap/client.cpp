#include "sim/imap/client.h"

#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"

namespace popscope::sim::imap {
namespace {

std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(std::min(word.size() + 1, text.size()));
  return word;
}

std::string_view first_line(std::string_view octets) { return octets.substr(0, octets.find('\r')); }

Awaited awaited_for(std::string_view command) {
  std::string_view rest = first_line(command);
  Awaited awaited;
  awaited.tag = take_word(rest);
  std::string word(take_word(rest));
  if (equal_ignoring_case(word, "UID")) word.append(" ").append(take_word(rest));
  awaited.keyword = keyword_from(word);
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
  } else {
    response.kind = Response::Kind::tagged;
    response.tag = first;
    response.refused = is_refusal(take_word(rest));
    client.may_go_on = false;
    client.waits_for_go_on = false;
    if (const std::optional<Awaited> done = take_awaited(client, first))
      response.keyword = done->keyword;
  }
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
    if (!in_dialog(client, framed->octets)) client.awaited.push_back(awaited_for(framed->octets));
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
  }
  digest(d, client.out);
  digest(d, client.in);
  d.flag(client.waits_for_go_on);
  d.flag(client.may_go_on);
}

}  // namespace popscope::sim::imap
