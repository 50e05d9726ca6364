#pragma once
// A transcript: what was said on the wire, line by line, in the order in which it arrived. Derived
// from events; knows no steps and no explanation.
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/world/event.h"

namespace popscope::sim {

struct TranscriptLine {
  LinkId link;
  Side from = Side::device;
  std::string text;  // without its line end; a reply's payload as on the wire, stuffed
  friend bool operator==(const TranscriptLine&, const TranscriptLine&) = default;
};

// Feed it each moment's events in order; a command stands when the server has received it, a reply
// when its last octet has reached the device.
class Transcript {
 public:
  void read(const Events& events);
  const std::vector<TranscriptLine>& lines() const { return lines_; }
  std::vector<std::string> of(LinkId link, Side from) const;

 private:
  std::vector<TranscriptLine> lines_;
  std::map<std::pair<LinkId, std::uint32_t>, SharedOctets> on_their_way_;  // replies
};

// The lines of a reply as on the wire, without their line ends.
std::vector<std::string> lines_of(std::string_view octets);

}  // namespace popscope::sim
