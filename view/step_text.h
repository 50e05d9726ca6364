#pragma once
// What a step says: its line and octets, or, for a step without a line, a few words. The same for
// every panel. It judges nothing and knows no cursor.
#include <cstdint>
#include <optional>
#include <string>

#include "lesson/visit.h"
#include "sim/core/shared_octets.h"
#include "text/catalogue.h"
#include "view/wire_line.h"

namespace popscope::view {

// A step of a branch's path, by number from 1.
struct StepOf {
  const lesson::Visit& visit;
  sim::BranchId branch;
  std::uint32_t number = 0;

  const sim::Step& step() const { return visit.steps(branch).step(number); }
  const sim::Event& closing_event() const {
    return visit.timeline().moment(branch, step().closes).events[step().event];
  }
};

inline bool has_line(const sim::Step& step) {
  return step.kind == sim::StepKind::command || step.kind == sim::StepKind::reply;
}

// All that the step sends, line ends included; empty for a step without a line.
sim::SharedOctets octets_of(const StepOf& step);
// What one of its segments carries.
sim::Segment segment_of(const StepOf& step, const sim::StepSegment& segment);

// A connection opened, and behind its ACK came a ClientHello to a port where no TLS is spoken.
bool asks_for_tls_in_vain(const StepOf& step);

// The command, or the first line of the reply.
std::optional<WireLine> line_of(const StepOf& step);

// What the POP3 session made of the line that a command's step sends; nullptr: it was never run, or
// the step is none of a command of POP3.
const sim::pop3::CommandRan* ran_of(const StepOf& step);

// The keyword of the command that a step sends, as its session read the line; where none did, as it
// reads. None for other steps, for unknown words, and for an answer behind AUTH.
std::optional<sim::pop3::Keyword> keyword_of(const StepOf& step);

// "connection opens: SYN, SYN ACK, ACK", "cable cut", "UPDATE: message 2 is removed".
std::string words_of(const StepOf& step, const text::Catalogue& catalogue);

}  // namespace popscope::view
