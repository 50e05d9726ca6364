#include "lesson/end_of_link.h"

#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

sim::Segment sent_segment(const Visit& visit, sim::BranchId branch,
                          const sim::StepSegment& wanted) {
  for (const sim::Event& event : visit.timeline().moment(branch, wanted.sent).events) {
    const auto* sent = std::get_if<sim::SegmentSent>(&event);
    if (sent && sent->link == wanted.link && sent->segment.number == wanted.segment)
      return sent->segment;
  }
  POPSCOPE_CHECK(false);  // a step has no segment that was not sent
}

}  // namespace

EndOfLink end_of_link(const Visit& visit, sim::BranchId branch, const sim::Step& step) {
  // The step closes with the arrival, or the loss, of its last segment. A FIN answers a FIN; an RST
  // ends whatever there was.
  POPSCOPE_CHECK(step.kind == sim::StepKind::end && !step.segments.empty());
  const bool by_fin =
      sent_segment(visit, branch, step.segments.back()).kind == sim::SegmentKind::fin;
  const sim::StepSegment& deciding = by_fin ? step.segments.front() : step.segments.back();
  const sim::Segment segment = sent_segment(visit, branch, deciding);
  const LinkHistory& link = visit.history(branch).link(*step.link);
  EndOfLink end{segment.from, segment.kind, !deciding.lost, std::nullopt};
  end.waited_for_tls = by_fin && end.who == sim::Side::server && link.waited_for_tls;
  if (!by_fin && end.who == sim::Side::device) end.too_much = link.too_much;
  const std::uint32_t ended = link.session_ended;
  if (ended == 0 || ended > step.closes) return end;
  const sim::Session* session = session_of(visit.timeline().tip(branch), *step.link);
  if (session) end.session = end_of(*session);
  return end;
}

}  // namespace popscope::lesson
