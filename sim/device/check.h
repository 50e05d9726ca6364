#pragma once
// How a check for mail goes on in either protocol. For sim/device only.
#include <optional>
#include <string>

#include "sim/device/device.h"

namespace popscope::sim {

// The next command line of a check that may send.
std::optional<std::string> next_pop3_command(const Device& device);
std::optional<std::string> next_imap_command(const Device& device);

// Keeps what a reply brings, with or without a plan, and moves the plan on.
void take_reply(Device& device, const pop3::Reply& reply, Time now, Learned& learned);
void take_response(Device& device, const imap::Response& response, Time now, Learned& learned);

// Puts a message into the store.
const FetchedMessage& keep(Device& device, FetchedMessage message);

// A message that is fetched again shares the octets of the one that is there.
MessagePtr shared_message(const Device& device, const std::string& octets);

}  // namespace popscope::sim
