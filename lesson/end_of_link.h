#pragma once
// How a connection ended: the one account of it, which the row of its step, the explanation and the
// claim take. Who ended it, by which segment, whether that was heard, and what had become of the
// session by then. It knows no words.
#include <optional>
#include <variant>

#include "lesson/connection_state.h"
#include "lesson/visit.h"

namespace popscope::lesson {

struct EndOfLink {
  sim::Side who = sim::Side::device;  // who closed first, or broke it off
  sim::SegmentKind by = sim::SegmentKind::fin;  // or rst
  bool heard = false;                 // it arrived at the other side; the answer may be lost
  std::optional<SessionEnd> session;  // none: it runs on, or there never was one
  bool waited_for_tls = false;        // the server, in vain
  std::optional<sim::pop3::TooMuch> too_much{};  // broken off by the device because of this
};

// Of a step of that kind. A connection may have several: a FIN that is lost is one, and what the
// other side sends later is the next.
EndOfLink end_of_link(const Visit& visit, sim::BranchId branch, const sim::Step& step);

}  // namespace popscope::lesson
