#pragma once
// What can be said of every act: its name, whose it is, and what it waits for. These tables are the
// only ones: the script, the lesson's cursor and the views go by them.
#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/world/act.h"

namespace popscope::sim {

// For keys of sentences: "connect", "send", ... "choose".
std::string_view name_of(const Input& input);

// None: a delivery, a wait, the firewall, a server, a maildrop's storage, a choice.
std::optional<DeviceId> device_of(const Input& input);

// What has to be there, or to have failed, before an act is finished. The story goes on then. A
// learner's cursor stands there, too, but does not wait for what may take long: of a check for mail
// it awaits the connection.
enum class Awaits : std::uint8_t {
  nothing,   // finished at once
  greeting,
  reply,     // to the last of the lines sent; octets without a line end have none
  plan,      // the end of the check for mail
  end,       // that the other side has heard of it; the story does not wait for that
  time,
};
Awaits awaited(const Input& input);

}  // namespace popscope::sim
