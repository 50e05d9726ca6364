#pragma once
// How a check logs in by POP3: CAPA, STLS, and the ways of its habits, one after the other. For
// sim/device only.
#include <optional>
#include <string>
#include <string_view>

#include "sim/device/device.h"

namespace popscope::sim {

// Takes the greeting, or the reply to what login_command gave.
void log_in(Device& device, const pop3::Reply& reply, Learned& learned);

// The next command line of a check that is not logged in.
std::string login_command(const Device& device);

// The plan is done, and the device closes: without QUIT, or because the server does not.
void hang_up(Plan& plan, Learned& learned);

// "3 4210" -> 3. None: no number, or one that does not fit.
std::optional<std::uint32_t> leading_number(std::string_view text);

}  // namespace popscope::sim
