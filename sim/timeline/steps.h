#pragma once
// Steps: what a learner counts. A step is a derived run of moments that closes with one event: a
// connection opened or ended, a command line received (or lost), a reply received (or lost), one
// removal in UPDATE, an act from outside (cable, delivery, settings). Numbered from 1 in the order
// of closing; step 0 is the start. Segments are N.1, N.2 ... of their step.
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sim/timeline/timeline.h"

namespace popscope::sim {

enum class StepKind : std::uint8_t {
  open,
  tls,       // the handshake behind STLS
  command,
  reply,
  removal,
  end,
  cable,
  delivery,
  settings,  // of a device, of the network, of a server: what is otherwise from now on
  use,       // a device's user reads a message, or removes it
};

struct StepSegment {
  LinkId link;
  std::uint32_t segment = 0;   // the link's own numbering
  std::uint32_t sent = 0;      // moment of departure
  std::uint32_t done = 0;      // moment of arrival, or of loss
  bool lost = false;
};

struct Step {
  StepKind kind = StepKind::open;
  std::uint32_t begins = 0;    // the moment in which it began
  std::uint32_t closes = 0;    // the moment whose event closed it: where the cursor stands
  std::uint32_t event = 0;     // ... and which of that moment's events
  Time at;                     // its closing time
  std::optional<LinkId> link;
  std::optional<DeviceId> device;
  std::uint32_t line = 0;      // command: index of the line; reply: index of the reply
  std::optional<std::uint32_t> exchange_with;  // reply: step number of its command, and back
  bool broken = false;         // lost, failed
  std::optional<Discard> discarded;  // command: it is never answered, and why
  std::vector<StepSegment> segments;
};

// All steps on the path from the start to the end of a branch. Incremental: `update` looks only at
// moments that it has not seen.
class Steps {
 public:
  void update(const Timeline& timeline, BranchId branch);
  const std::vector<Step>& all() const { return steps_; }   // step n is all()[n - 1]
  std::uint32_t count() const { return static_cast<std::uint32_t>(steps_.size()); }
  const Step& step(std::uint32_t n) const { return steps_[n - 1]; }
  // The last step that has closed at or before a moment; 0 for none.
  std::uint32_t at_moment(std::uint32_t moment) const;

 private:
  struct Open {                // has begun and not closed
    StepKind kind = StepKind::open;
    LinkId link;
    std::uint32_t line = 0;
    std::uint32_t begins = 0;
    std::vector<StepSegment> segments;
  };
  struct UnderWay {            // a segment on its way, and whose it is
    StepSegment segment;
    StepKind kind = StepKind::open;
    std::uint32_t line = 0;
    bool opens = false;        // its arrival is all that the opening waits for
  };
  struct OfLink {
    std::deque<UnderWay> flights;  // taken at the front
    std::vector<std::uint32_t> command_steps;  // by line: the step's number, 0 while open
    std::vector<std::optional<std::uint32_t>> answers;  // by reply: the command's index
    std::uint32_t replies_begun = 0;
    bool agreed = false;           // SYN has been answered by SYN ACK
    bool opened = false;           // ... and the ACK of that has arrived: there is a session
  };
  class Reader;

  std::vector<Step> steps_;
  std::vector<Open> open_;
  std::vector<OfLink> links_;
  std::uint32_t seen_ = 0;     // moments
};

}  // namespace popscope::sim
