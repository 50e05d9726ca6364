#include "view/next.h"

#include <algorithm>

#include "sim/world/act_kinds.h"
#include "view/agenda.h"
#include "view/explain_context.h"
#include "view/step_text.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using Kind = TransportView::NextKind;

sim::Duration whole_seconds(sim::Duration duration) {
  return {(duration.us + 999'999) / 1'000'000 * 1'000'000};
}

// A long line ends before what it asks for in brackets, or with the last word that has room: the
// command is whole, and the line itself is in the ladder.
std::string line_for_button(std::string_view octets) {
  constexpr std::size_t kOctetsMax = 24;  // the button stays as wide as the bar allows
  std::string_view line = octets.substr(0, octets.find_first_of("\r\n"));
  if (line.size() <= kOctetsMax) return shown(line);
  const std::size_t bracket = line.find_first_of("(\"{[", 1);
  line = line.substr(0, std::min(bracket, line.size()));
  if (line.size() > kOctetsMax) {
    const std::size_t space = line.rfind(' ', kOctetsMax);
    if (space == std::string_view::npos || space == 0)
      return shown(line.substr(0, kOctetsMax)) + "…";
    line = line.substr(0, space);
  }
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  return shown(line);
}

// Where several devices are connected it says whose line it is.
std::string next_line(std::string_view octets, std::optional<sim::DeviceId> device,
                      const sim::World& world, const text::Catalogue& catalogue) {
  const text::Argument line = text::plain("line", line_for_button(octets));
  if (!device || !several_connected(world))
    return catalogue.sentence("transport.next.line", {line});
  return catalogue.sentence("transport.next.line.of",
                            {text::plain("device", world.devices[device->value]->name), line});
}

// The next thing that the cursor will come to is a segment of a step, not its end.
std::optional<std::uint32_t> next_segment(const Visit& visit, const sim::Step& step) {
  if (visit.grain() != lesson::Grain::segment) return std::nullopt;
  for (std::uint32_t i = 0; i < step.segments.size(); ++i)
    if (step.segments[i].done > visit.moment() && step.segments[i].done < step.closes) return i;
  return std::nullopt;
}

std::string name_of_step(const Visit& visit, std::uint32_t number,
                         const text::Catalogue& catalogue) {
  const StepOf of{visit, visit.branch(), number};
  if (const auto segment = next_segment(visit, of.step())) {
    return catalogue.sentence("transport.next.segment",
                              {text::number("step", number), text::number("n", *segment + 1)});
  }
  switch (of.step().kind) {
    case sim::StepKind::open:
      return catalogue.sentence("transport.next.connect");
    case sim::StepKind::tls:
      return catalogue.sentence("transport.next.tls");
    case sim::StepKind::command:
      return next_line(octets_of(of).view(), of.step().device, visit.world(), catalogue);
    case sim::StepKind::reply:
      return catalogue.sentence(of.step().line == 0 ? "transport.next.greeting"
                                                    : "transport.next.reply");
    case sim::StepKind::removal:
      return catalogue.sentence("transport.next.removal");
    case sim::StepKind::end:
      return catalogue.sentence("transport.next.end");
    case sim::StepKind::cable:
      return catalogue.sentence(std::holds_alternative<sim::CableCut>(of.closing_event())
                                    ? "transport.next.cut"
                                    : "transport.next.plug");
    case sim::StepKind::delivery:
      return catalogue.sentence("transport.next.deliver");
    case sim::StepKind::settings:
      return catalogue.sentence("transport.next.set");
    case sim::StepKind::use:
      return catalogue.sentence("transport.next.use");
  }
  return {};
}

std::string name_of_input(const sim::Input& input, const sim::World& world,
                          const text::Catalogue& catalogue) {
  if (const auto* send = std::get_if<sim::Send>(&input))
    return next_line(send->octets, send->device, world, catalogue);
  return catalogue.sentence("transport.next." + std::string(sim::name_of(input)));
}

void say(TransportView& view, Kind kind, std::string next) {
  view.next_kind = kind;
  view.next = std::move(next);
}

// Only time brings what is due. How much of it is said, and where it is long a part of it may pass.
void put_due(TransportView& view, const sim::Due& due, const sim::World& tip,
             const text::Catalogue& catalogue) {
  const sim::Duration ahead = due.at - tip.now;
  const text::Argument what = text::plain("what", words_of_due(due, tip, catalogue));
  if (ahead < sim::seconds(1)) {
    return say(view, Kind::let_happen, catalogue.sentence("transport.next.let_happen", {what}));
  }
  const auto time = [&](sim::Duration duration) {
    return text::plain("time", limit_text(whole_seconds(duration), catalogue));
  };
  say(view, Kind::let_happen, catalogue.sentence("transport.next.let_pass", {time(ahead), what}));
  if (ahead > kPartOfAWait) {
    view.next_part = catalogue.sentence("transport.next.let_pass.part", {time(kPartOfAWait)});
  }
}

std::string why_cut(const Visit& visit, const text::Catalogue& catalogue) {
  switch (visit.cut_short()->limit) {
    case lesson::CutShort::Limit::steps: break;
    case lesson::CutShort::Limit::octets:
    case lesson::CutShort::Limit::connections:
    case lesson::CutShort::Limit::moments:
      return catalogue.sentence("transport.cut_short.moments");
    case lesson::CutShort::Limit::branches:
      return catalogue.sentence("transport.cut_short.branches");
  }
  return catalogue.sentence("transport.cut_short.steps",
                            {text::number("steps", visit.lesson().scenario->steps_max)});
}

// A device waits for a connection: what comes of it belongs to the act that was done last.
bool opens(sim::DueKind kind) {
  return kind == sim::DueKind::connect_timeout || kind == sim::DueKind::handshake_timeout;
}

// At the end of what has happened on this branch, and of what goes on by itself.
void put_next_at_end(TransportView& view, const Visit& visit, const text::Catalogue& catalogue) {
  const sim::World& tip = visit.timeline().tip(visit.branch());
  const bool of_story = visit.notes(visit.branch()).of_story;
  const bool goes_on = of_story || visit.may_go_on();
  const std::optional<sim::Due> due = sim::next_due(tip);
  if (of_story && visit.cut_short()) {
    say(view, Kind::nothing, catalogue.sentence("transport.next.nothing"));
    view.next_answer = why_cut(visit, catalogue);
  } else if (of_story && sim::story_ended(tip)) {
    say(view, Kind::next_lesson, catalogue.sentence("transport.next.finish"));
  } else if (visit.try_done_aside()) {
    say(view, Kind::back_to_story, catalogue.sentence("transport.next.back"));
  } else if (const std::optional<sim::Input> offered = visit.offered()) {
    say(view, Kind::offered, name_of_input(*offered, tip, catalogue));
  } else if (visit.offered_try()) {
    say(view, Kind::give_up, catalogue.sentence("transport.next.give_up"));
  } else if (due && opens(due->kind) && goes_on) {
    put_due(view, *due, tip, catalogue);
  } else if (visit.offer_refused() && visit.way_back()) {
    say(view, Kind::back_to_story, catalogue.sentence("transport.next.back"));
  } else if (visit.posed_try()) {
    say(view, Kind::nothing, catalogue.sentence("transport.next.type"));
    view.next_answer = catalogue.sentence("transport.type");
  } else if (due && goes_on) {
    put_due(view, *due, tip, catalogue);
  } else if (visit.way_back()) {
    say(view, Kind::back_to_story, catalogue.sentence("transport.next.back"));
  } else {
    say(view, Kind::nothing, catalogue.sentence("transport.next.nothing"));
    view.next_answer = catalogue.sentence("transport.nothing.story");
  }
}

}  // namespace

void put_next(TransportView& view, const Visit& visit, const text::Catalogue& catalogue) {
  if (visit.open_ask()) {
    return say(view, Kind::skip_question, catalogue.sentence("transport.next.skip"));
  }
  if (visit.open_try()) {
    return say(view, Kind::give_up, catalogue.sentence("transport.next.give_up"));
  }
  const std::uint32_t next = visit.step() + 1;
  if (const std::size_t ways = visit.ways().size()) {
    view.can_forward = next <= visit.steps().count();
    say(view, Kind::choose, catalogue.sentence("transport.next.choose"));
    view.next_answer =
        catalogue.sentence(ways == 2 ? "transport.choose.two" : "transport.choose",
                           {text::number("count", static_cast<std::int64_t>(ways))});
    return;
  }
  if (next <= visit.steps().count()) {
    view.can_forward = true;
    return say(view, Kind::step, name_of_step(visit, next, catalogue));
  }
  const bool of_story = visit.notes(visit.branch()).of_story;
  if (!of_story && visit.may_go_on() && !sim::quiescent(visit.timeline().tip(visit.branch()))) {
    view.can_forward = true;
    return say(view, Kind::step, catalogue.sentence("transport.next.more"));
  }
  put_next_at_end(view, visit, catalogue);
}

}  // namespace popscope::view
