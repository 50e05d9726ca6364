#pragma once
// The devices with what each holds. Of a device's messages only those of a window are built: a
// store may hold thousands.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

struct HeldMessage {
  std::string subject;
  std::string note;      // "fetched at 0.24 s", "UID 3, deleted, server not told yet"
  bool fresh = false;
  bool unread = false;   // IMAP: not \\Seen
  bool deleted = false;  // IMAP: flagged \\Deleted, still there
};
struct DeviceCard {
  std::string name;
  std::string account;       // "POP3, removes after download", "IMAP, waits for news (IDLE)"
  std::string connection;    // "connected, port 50112", "cable pulled", "not connected"
  std::string server_port;   // to which it connects: "to port 110", "to port 993, TLS wanted"
  bool tls = false;          // its connection is sealed: drawn as a lock
  std::string checks;        // "checks every 15 min, next in 14 min 20 s"; empty: by hand
  bool cut = false;
  bool selected = false;
  std::uint32_t held = 0;          // in all
  std::uint32_t deleted = 0;       // of these, flagged \Deleted here: its user sees them no more
  std::uint32_t first_held = 0;    // of `holds`
  std::vector<HeldMessage> holds;
  std::string summary;       // all of it in one line: "not connected, 3 messages"
  std::string not_fetched;   // "Invoice 4471: not fetched; Lunch: deleted here"
  std::string empty;         // "The laptop holds nothing yet. Press Space: it will log in."
};
struct DevicesView { std::vector<DeviceCard> cards; };

struct HeldWindow {
  std::uint32_t first = 0;
  std::uint32_t count = std::numeric_limits<std::uint32_t>::max();
};

// `windows`: one a device; a device beyond them is built whole.
DevicesView devices(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue, const std::vector<HeldWindow>& windows = {});

}  // namespace popscope::view
