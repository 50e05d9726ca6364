#pragma once
// What is chosen on screen, besides the cursor (which is the chosen step): the same for every
// panel, so that selecting a thing anywhere selects it everywhere. Kept by the GUI, passed to the
// builders of views; never part of a Visit.
#include <cstdint>
#include <optional>
#include <string>

#include "sim/core/ids.h"

namespace popscope::view {

struct Selection {
  std::optional<sim::SessionId> session;   // none: the session of the cursor's step, or the newest
  std::optional<sim::DeviceId> device;     // whom the console types for; none: as the session
  std::optional<sim::MaildropId> maildrop; // none: that of the session, or of the device
  std::optional<std::string> unique_id;    // a message of a maildrop
  std::optional<std::uint32_t> segment;    // of the cursor's step: N.1 is 0
  std::optional<std::uint32_t> octet;      // of the cursor's step's octets
  bool as_listener = false;                // the wire as somebody between the hosts sees it
  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace popscope::view
