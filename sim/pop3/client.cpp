#include "sim/pop3/client.h"

#include <utility>
#include <variant>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/pop3/command.h"
#include "sim/sasl/client.h"
#include "sim/wire/dot_stuffing.h"

namespace popscope::sim::pop3 {
namespace {

// An answer names its user where the mechanism lets it: once, for all that follow.
std::string named_in(const Client& client, std::string_view answer) {
  if (!client.mechanism) return {};
  return sasl::user_named(*client.mechanism, base64_decoded(answer).value_or(""));
}

Awaited awaited_for(Client& client, std::string_view line) {
  Awaited awaited;
  if (std::exchange(client.challenged, false)) {
    if (client.named.empty()) awaited.user = named_in(client, line);
    return awaited;
  }
  awaited.keyword = keyword_of(line);
  awaited.multi_line = expects_multi_line(line);
  const Parsed parsed = parse(line);
  if (const Command* command = std::get_if<Command>(&parsed)) {
    if (command->number) awaited.number = command->number->value;
    if (awaited.keyword == Keyword::user || awaited.keyword == Keyword::apop)
      awaited.user = command->text;
    if (awaited.keyword == Keyword::auth) {
      client.mechanism = sasl::mechanism_from(command->text);
      client.named.clear();
      awaited.user = named_in(client, command->initial.value_or(""));
    }
  }
  return awaited;
}

void note_user(Client& client, const Awaited& done) {
  if (done.keyword == Keyword::user) client.named = done.user;
  if (done.keyword == Keyword::pass) client.user = client.named;
  if (done.keyword == Keyword::apop) client.user = done.user;
  if (client.mechanism && (!done.keyword || done.keyword == Keyword::auth)) {
    client.user = done.user.empty() ? client.named : done.user;
    client.mechanism.reset();
  }
}

// RFC 5034 section 4: "+", a space and the challenge. What it answers has not ended with it.
bool note_challenge(Client& client, const Reply& reply) {
  if (!client.mechanism || !reply.status_line.starts_with("+ ")) return false;
  client.challenged = true;
  if (!reply.to.user.empty()) client.named = reply.to.user;
  return true;
}

// The first line of a reply. A server that says something unasked gets a reply to nothing.
Reply begin_reply(Client& client, const Line& line, std::uint64_t octets) {
  Reply reply;
  if (!client.greeted) {
    reply.greeting = true;
    client.greeted = true;
  } else if (!client.awaited.empty()) {
    reply.to = client.awaited.pop_front();
  } else {
    reply.unasked = true;
    if (++client.unasked > kUnaskedMax) client.too_much = TooMuch::unasked;
  }
  // RFC 1939 section 3: the status is upper case; a space or the end of the line follows it.
  reply.ok = line.text.starts_with("+OK") && (line.text.size() == 3 || line.text[3] == ' ');
  reply.status_line = line.text;
  reply.octets = octets;
  reply.go_on = !reply.ok && !reply.unasked && note_challenge(client, reply);
  if (reply.ok) note_user(client, reply.to);
  reply.user = client.user;
  return reply;
}

bool is_listing(const Reply& reply) {
  return reply.to.keyword != Keyword::retr && reply.to.keyword != Keyword::top;
}

// More octets than so many make its payload too much.
std::size_t payload_octets_max(const Reply& reply) {
  return is_listing(reply) ? kListingOctetsMax : kPayloadOctetsMax;
}

TooMuch too_much_of(const Reply& reply) {
  return is_listing(reply) ? TooMuch::listing : TooMuch::payload;
}

// One more line of a multi-line reply. True when it was the last. A bare LF ends no line there: a
// dot behind it is neither stuffing nor the end, so that what arrives is what the server sent.
bool take_payload_line(Reply& reply, const Line& line, std::uint64_t octets) {
  const bool begins_line = reply.payload.empty() || reply.payload.ends_with("\r\n");
  reply.octets += octets;
  if (begins_line && line.text == "." && line.end == LineEnd::crlf) return true;
  reply.payload += begins_line ? unstuff_line(line.text) : std::string_view(line.text);
  reply.payload += line.end == LineEnd::crlf ? "\r\n" : "\n";
  return false;
}

// Asked before a line is taken over, and of one that has not ended.
bool is_too_much(Client& client, std::size_t line_octets, bool cut) {
  const Reply* reply = client.partial ? &*client.partial : nullptr;
  const std::size_t most =
      reply ? payload_octets_max(*reply) - reply->payload.size() : kStatusOctetsMax;
  if (!cut && line_octets + kLineEnd.size() <= most) return false;
  client.too_much = reply ? too_much_of(*reply) : TooMuch::status_line;
  return true;
}

// Nothing that it held of the server's octets will be a reply any more.
void read_no_more(Client& client) {
  client.partial.reset();
  client.framer.clear();
  client.octets_in = 0;
}

}  // namespace

std::uint32_t sent(Client& client, std::string_view octets) {
  std::uint32_t lines = 0;
  while (!octets.empty()) {
    const std::size_t line_feed = octets.find('\n');
    const std::string_view part = octets.substr(0, line_feed);
    client.line_out += part.substr(0, kLineOutOctetsMax - client.line_out.size());
    if (line_feed == std::string_view::npos) break;
    octets.remove_prefix(line_feed + 1);
    if (client.line_out.ends_with('\r')) client.line_out.pop_back();
    client.awaited.push_back(awaited_for(client, client.line_out));
    client.line_out.clear();
    ++lines;
  }
  return lines;
}

void not_answered(Client& client, std::uint32_t commands) {
  if (commands == 0) return;
  for (; commands > 0 && !client.awaited.empty(); --commands) client.awaited.pop_front();
  client.mechanism.reset();
  client.challenged = false;
}

std::vector<Reply> receive(Client& client, std::string_view octets) {
  std::vector<Reply> replies;
  while (!octets.empty() && !client.too_much) {
    const std::size_t before = octets.size();
    const std::optional<Line> line = client.framer.take(octets);
    client.octets_in += before - octets.size();
    if (!line) {
      std::string_view begun = client.framer.pending();
      if (begun.ends_with('\r')) begun.remove_suffix(1);  // perhaps of its line end
      is_too_much(client, begun.size(), client.framer.overflowed());
      break;
    }
    const std::uint64_t octets_of_line = std::exchange(client.octets_in, 0);
    if (is_too_much(client, line->text.size(), line->too_long)) break;

    if (client.partial) {
      if (!take_payload_line(*client.partial, *line, octets_of_line)) continue;
      replies.push_back(*std::exchange(client.partial, std::nullopt));
      continue;
    }
    Reply reply = begin_reply(client, *line, octets_of_line);
    if (reply.ok && reply.to.multi_line) {
      client.partial = std::move(reply);
    } else {
      replies.push_back(std::move(reply));
    }
  }
  if (client.too_much) read_no_more(client);
  return replies;
}

std::string_view to_text(TooMuch what) {
  switch (what) {
    case TooMuch::status_line: return "status_line";
    case TooMuch::payload: return "payload";
    case TooMuch::listing: return "listing";
    case TooMuch::unasked: return "unasked";
  }
  return {};
}

void digest(Digest& d, const Awaited& awaited) {
  d.u8(awaited.keyword ? static_cast<std::uint8_t>(*awaited.keyword) : 0xff);
  d.flag(awaited.number.has_value());
  d.u32(awaited.number.value_or(0));
  d.flag(awaited.multi_line);
  d.text(awaited.user);
}

void digest(Digest& d, const Client& client) {
  d.flag(client.greeted);
  d.u64(client.awaited.size());
  for (const Awaited& awaited : client.awaited) digest(d, awaited);
  d.text(client.line_out);
  digest(d, client.framer);
  d.u64(client.octets_in);
  d.text(client.named);
  d.text(client.user);
  d.u8(client.mechanism ? static_cast<std::uint8_t>(*client.mechanism) : 0xff);
  d.flag(client.challenged);
  d.u32(client.unasked);
  d.u8(client.too_much ? static_cast<std::uint8_t>(*client.too_much) : 0xff);
  d.flag(client.partial.has_value());
  if (client.partial) {
    const Reply& reply = *client.partial;
    digest(d, reply.to);
    d.text(reply.status_line);
    d.text(reply.payload);
    d.u64(reply.octets);
    d.text(reply.user);
  }
}

}  // namespace popscope::sim::pop3
