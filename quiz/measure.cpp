#include "quiz/measure.h"

#include <algorithm>

namespace popscope::quiz {
namespace {

using What = Measure::What;

std::optional<std::int64_t> of_maildrop(What what, const sim::Maildrop& maildrop) {
  if (what == What::messages_on_server) return static_cast<std::int64_t>(maildrop.messages.size());
  std::int64_t octets = 0;
  for (const sim::StoredMessage& stored : maildrop.messages)
    octets += static_cast<std::int64_t>(stored.message->size().value);
  return octets;
}

const sim::Link* latest_link(const sim::World& world, sim::DeviceId device) {
  for (std::size_t i = world.links.size(); i > 0; --i)
    if (world.links[i - 1]->device == device) return &*world.links[i - 1];
  return nullptr;
}

std::optional<std::int64_t> marked(const sim::World& world, const sim::Link& link) {
  const sim::pop3::Session* session = pop3_session_of(world, link.id);
  const auto* state = session ? std::get_if<sim::pop3::Transaction>(&session->state) : nullptr;
  if (state == nullptr) return std::nullopt;
  return std::count(state->marked->begin(), state->marked->end(), true);
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// The n-th number of a reply, from 1: digits that no letter touches.
std::optional<std::int64_t> number_in(std::string_view reply, int n) {
  constexpr std::size_t kDigitsMax = 18;
  for (std::size_t at = 0; at < reply.size();) {
    if (reply[at] == ' ' || reply[at] == '(') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(reply.find_first_of(" )\r", at), reply.size());
    std::int64_t value = 0;
    std::size_t digits = at;
    while (is_digit_at(reply, digits) && digits - at < kDigitsMax)
      value = value * 10 + (reply[digits++] - '0');
    if (digits == end && digits > at && --n == 0) return value;
    at = std::max(end, at + 1);
  }
  return std::nullopt;
}

std::optional<std::int64_t> of_device(What what, const sim::World& world, sim::DeviceId id) {
  const sim::Device& device = *world.devices[id.value];
  const sim::Link* link = latest_link(world, id);
  switch (what) {
    case What::messages_on_device: return static_cast<std::int64_t>(device.store.size());
    case What::octets_on_device: {
      std::int64_t octets = 0;
      for (const sim::FetchedMessage& fetched : device.store)
        octets += static_cast<std::int64_t>(fetched.message->size().value);
      return octets;
    }
    case What::marked: return link ? marked(world, *link) : std::nullopt;
    case What::port:
      return link ? std::optional<std::int64_t>(link->server_port) : std::nullopt;
    case What::connections:
      return std::count_if(world.links.begin(), world.links.end(),
                           [&](const auto& each) { return each->device == id; });
    case What::first_number_of_reply: return number_in(device.last_reply, 1);
    case What::second_number_of_reply: return number_in(device.last_reply, 2);
    case What::messages_on_server:
    case What::octets_on_server: break;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(What what) {
  switch (what) {
    case What::messages_on_server: return "messages on server";
    case What::octets_on_server: return "octets on server";
    case What::messages_on_device: return "messages on device";
    case What::octets_on_device: return "octets on device";
    case What::marked: return "marked";
    case What::port: return "port";
    case What::connections: return "connections";
    case What::first_number_of_reply: return "first number of reply";
    case What::second_number_of_reply: return "second number of reply";
  }
  return "";
}

bool is_of_person(What what) {
  return what == What::messages_on_server || what == What::octets_on_server;
}

std::optional<std::int64_t> measured(const Measure& measure, const sim::World& world) {
  if (is_of_person(measure.what)) {
    const std::optional<sim::MaildropId> id = find_maildrop(world, measure.of);
    if (!id) return std::nullopt;
    return of_maildrop(measure.what, *world.maildrops[id->value]);
  }
  const std::optional<sim::DeviceId> id = find_device(world, measure.of);
  return id ? of_device(measure.what, world, *id) : std::nullopt;
}

}  // namespace popscope::quiz
