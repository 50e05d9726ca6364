#pragma once
// The devices with what each holds.
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

struct HeldMessage {
  std::string subject;
  std::string note;  // "fetched at 0.24 s"
  bool fresh = false;
};
struct DeviceCard {
  std::string name;
  std::string account;       // "POP3, removes after download"
  std::string connection;    // "connected, port 50112", "cable pulled", "not connected"
  bool cut = false;
  bool selected = false;
  std::vector<HeldMessage> holds;
  std::string not_fetched;   // "Invoice 4471, Router manual: not fetched"
  std::string empty;         // "The laptop holds nothing yet. Press Space: it will log in."
};
struct DevicesView { std::vector<DeviceCard> cards; };

DevicesView devices(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue);

}  // namespace popscope::view
