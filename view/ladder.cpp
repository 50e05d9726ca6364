#include "view/ladder.h"

#include <algorithm>
#include <limits>

#include "view/chosen.h"
#include "view/explain_context.h"
#include "view/ladder_row.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kNoMoment = std::numeric_limits<std::uint32_t>::max();
// A segment's step closes soon behind it; other sessions' steps may close between.
constexpr std::uint32_t kStepsAheadMax = 64;

// Which step, or segment of one, stands in which row: a step's segments above its line.
class Rows {
 public:
  explicit Rows(const lesson::Visit& visit)
      : steps_(visit.steps()),
        history_(visit.history()),
        with_segments_(visit.grain() == lesson::Grain::segment) {}

  struct Place {
    std::uint32_t step = 0;
    std::optional<std::uint32_t> segment;
  };

  std::uint32_t count() const {
    return steps_.count() + (with_segments_ ? history_.segments() : 0);
  }
  std::uint32_t first_of(std::uint32_t step) const {
    return step - 1 + (with_segments_ ? history_.segments_before(step) : 0);
  }
  std::uint32_t line_of(std::uint32_t step) const {
    const auto segments = static_cast<std::uint32_t>(steps_.step(step).segments.size());
    return first_of(step) + (with_segments_ ? segments : 0);
  }
  Place at(std::uint32_t row) const {
    std::uint32_t low = 1, high = steps_.count();
    while (low < high) {
      const std::uint32_t middle = low + (high - low + 1) / 2;
      if (first_of(middle) <= row)
        low = middle;
      else
        high = middle - 1;
    }
    if (row >= line_of(low)) return {low, std::nullopt};
    return {low, row - first_of(low)};
  }
  // The moment in which what stands there has happened.
  std::uint32_t moment(const Place& place) const {
    const sim::Step& step = steps_.step(place.step);
    return place.segment ? step.segments[*place.segment].done : step.closes;
  }

  // The row on which the cursor stands; none at the start.
  std::optional<std::uint32_t> at_cursor(const lesson::Visit& visit) const {
    const std::uint32_t step = visit.step();
    if (with_segments_ && (step == 0 || steps_.step(step).closes != visit.moment()))
      if (const auto row = segment_at(visit.moment(), step + 1)) return row;
    if (step == 0) return std::nullopt;
    return line_of(step);
  }

 private:
  std::optional<std::uint32_t> segment_at(std::uint32_t moment, std::uint32_t from) const {
    const std::uint32_t until = std::min(steps_.count(), from + kStepsAheadMax);
    for (std::uint32_t step = from; step <= until; ++step) {
      const auto& segments = steps_.step(step).segments;
      for (std::uint32_t n = 0; n < segments.size(); ++n)
        if (segments[n].done == moment) return first_of(step) + n;
    }
    return std::nullopt;
  }

  const sim::Steps& steps_;
  const lesson::History& history_;
  bool with_segments_;
};

// What stands behind the cursor in place of the step that comes, or below the last one.
struct Ghost {
  std::uint32_t row = 0;
  std::uint32_t step = 0;  // 0: none is known
  std::string what;
};

std::string input_words(const sim::Input& input, const sim::World& world,
                        const text::Catalogue& catalogue) {
  const auto about = [&](const char* key, sim::DeviceId id) {
    return catalogue.sentence(key, {text::plain("device", world.devices[id.value]->name)});
  };
  return std::visit(
      Overloaded{
          [&](const sim::Send& a) { return wire_line(Speaker::client, a.octets).words; },
          [&](const sim::Connect& a) { return about("panel.next.connect", a.device); },
          [&](const sim::Check& a) { return about("panel.next.check", a.device); },
          [&](const sim::Cut& a) { return about("panel.next.cut", a.device); },
          [&](const sim::Plug& a) { return about("panel.next.plug", a.device); },
          [&](const sim::Reset& a) { return about("panel.next.reset", a.device); },
          [&](const sim::Close& a) { return about("panel.next.close", a.device); },
          [&](const sim::Set& a) { return about("panel.next.set", a.device); },
          [&](const sim::Wait&) { return catalogue.sentence("panel.next.wait"); },
          [&](const sim::Deliver&) { return catalogue.sentence("panel.next.deliver"); },
          [&](const sim::Choose&) { return catalogue.sentence("panel.next.choice"); },
      },
      input);
}

std::string step_words(const StepOf& of, const text::Catalogue& catalogue) {
  switch (of.step().kind) {
    case sim::StepKind::command:
      return line_of(of)->words;
    case sim::StepKind::reply:
      return catalogue.sentence(of.step().line == 0 ? "panel.next.greeting" : "panel.next.reply");
    case sim::StepKind::open: {
      const sim::World& tip = of.visit.timeline().tip(of.branch);
      return catalogue.sentence(
          "panel.next.connect",
          {text::plain("device", tip.devices[of.step().device->value]->name)});
    }
    case sim::StepKind::removal:
    case sim::StepKind::end:
    case sim::StepKind::cable:
    case sim::StepKind::delivery:
    case sim::StepKind::settings:
      break;
  }
  return words_of(of, catalogue);
}

std::optional<Ghost> ghost_of(const lesson::Visit& visit, const Rows& rows,
                              std::optional<std::uint32_t> cursor_row, std::uint32_t hidden_after,
                              const text::Catalogue& catalogue) {
  Ghost ghost;
  ghost.row = cursor_row ? *cursor_row + 1 : 0;
  const bool known = ghost.row < rows.count();
  const Rows::Place next = known ? rows.at(ghost.row) : Rows::Place{};
  ghost.step = next.step;
  if (visit.open_ask()) {
    ghost.what = catalogue.sentence("panel.next.after_answer");
  } else if (visit.open_try()) {
    ghost.what = catalogue.sentence("panel.next.your_command");
  } else if (known && rows.moment(next) > hidden_after) {
    ghost.what = catalogue.sentence("panel.next.unknown");
  } else if (known) {
    if (next.segment) return std::nullopt;  // a segment to come is as pale as one that came
    ghost.what = step_words({visit, visit.branch(), next.step}, catalogue);
  } else if (const std::optional<sim::Input> offered = visit.offered()) {
    ghost.what = input_words(*offered, visit.world(), catalogue);
  } else {
    return std::nullopt;
  }
  return ghost;
}

LadderRow ghost_row(const lesson::Visit& visit, const Selection& selection, const Ghost& ghost,
                    bool hidden, const LaneOrder& lanes, const text::Catalogue& catalogue) {
  LadderRow row;
  if (ghost.step != 0 && !hidden) {
    row = row_of({visit, visit.branch(), ghost.step}, lanes, catalogue);
  } else {
    row.step = ghost.step;
    row.from_lane = lanes.of(chosen_device(visit, selection, visit.world()));
    row.to_lane = lanes.of(sim::ServerId{});
  }
  row.kind = LadderRow::Kind::next;
  row.time = LadderRow::Time::future;
  row.number.clear();
  row.at.clear();
  row.payload.clear();
  row.payload_lines = 0;
  row.line = false;
  row.pale = true;
  row.broken = false;
  row.wire = {};
  row.words = catalogue.sentence("panel.next", {text::plain("what", ghost.what)});
  return row;
}

// Beyond an open question: a dot, and neither who speaks nor what comes of it.
LadderRow hidden_row(const Rows::Place& place, const LaneOrder& lanes) {
  LadderRow row;
  row.kind = LadderRow::Kind::notice;
  row.time = LadderRow::Time::future;
  row.step = place.step;
  row.segment = place.segment.value_or(0);
  row.to_lane = lanes.count() - 1;
  row.pale = true;
  row.hidden = true;
  return row;
}

std::string state_name(const lesson::StateSpan& span, const text::Catalogue& catalogue) {
  std::string name = state_text(span.state, catalogue);
  if (!span.cut_off) return name;
  return catalogue.sentence("panel.ladder.bar.cut_off", {text::plain("state", name)});
}

// Bars reach to the cursor and no further: what comes is not told by them.
std::vector<StateBar> bars_of(const lesson::Visit& visit, const Rows& rows, const LadderView& view,
                              const LaneOrder& lanes, const text::Catalogue& catalogue) {
  std::vector<StateBar> bars;
  const std::uint32_t here = visit.step();
  const auto end_row = view.first_row + static_cast<std::uint32_t>(view.rows.size());
  const sim::World& tip = visit.timeline().tip(visit.branch());
  for (const lesson::StateSpan& span : visit.history().spans()) {
    if (span.first_step > here) break;
    StateBar bar;
    bar.current = span.last_step == 0 || span.last_step >= here;
    bar.first_row = rows.first_of(span.first_step);
    bar.last_row = rows.line_of(bar.current ? here : span.last_step);
    if (bar.first_row >= end_row || bar.last_row < view.first_row) continue;
    bar.lane = lanes.of(tip.links[span.session.value]->server);
    bar.column = span.column;
    bar.session = span.session.value;
    bar.state = state_name(span, catalogue);
    bar.dashed = span.cut_off || span.state == sim::pop3::StateKind::update;
    bars.push_back(std::move(bar));
  }
  return bars;
}

}  // namespace

LadderView ladder(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue, std::uint32_t first_row, std::uint32_t count) {
  const Rows rows(visit);
  const LaneOrder lanes(visit.world());
  const std::uint32_t hidden_after = visit.hidden_after(visit.branch()).value_or(kNoMoment);
  const std::optional<std::uint32_t> cursor = rows.at_cursor(visit);
  const std::optional<Ghost> ghost = ghost_of(visit, rows, cursor, hidden_after, catalogue);

  LadderView view;
  view.lanes = lanes_of(visit.world(), catalogue);
  view.row_count = std::max(rows.count(), ghost ? ghost->row + 1 : 0);
  view.cursor_row = cursor.value_or(view.row_count);
  view.first_row = std::min(first_row, view.row_count);
  const std::uint32_t end = view.first_row + std::min(count, view.row_count - view.first_row);
  for (std::uint32_t n = view.first_row; n < end; ++n) {
    const bool known = n < rows.count();
    const Rows::Place place = known ? rows.at(n) : Rows::Place{};
    const bool hidden = known && visit.steps().step(place.step).closes > hidden_after;
    if (ghost && ghost->row == n) {
      view.rows.push_back(ghost_row(visit, selection, *ghost, hidden, lanes, catalogue));
      continue;
    }
    if (hidden) {
      view.rows.push_back(hidden_row(place, lanes));
      continue;
    }
    const StepOf of{visit, visit.branch(), place.step};
    LadderRow row = place.segment ? segment_row_of(of, *place.segment, lanes, catalogue)
                                  : row_of(of, lanes, catalogue);
    if (cursor == n)
      row.time = LadderRow::Time::now;
    else if (rows.moment(place) > visit.moment())
      row.time = LadderRow::Time::future;
    row.selected_segment =
        place.segment && place.step == visit.step() && selection.segment == place.segment;
    view.rows.push_back(std::move(row));
  }
  view.bars = bars_of(visit, rows, view, lanes, catalogue);
  if (view.row_count == 0) view.empty = catalogue.sentence("panel.ladder.empty");
  return view;
}

std::optional<std::uint32_t> moment_of_row(const lesson::Visit& visit, std::uint32_t row) {
  const Rows rows(visit);
  if (row >= rows.count()) return std::nullopt;
  const Rows::Place place = rows.at(row);
  const std::optional<std::uint32_t> hidden_after = visit.hidden_after(visit.branch());
  if (hidden_after && visit.steps().step(place.step).closes > *hidden_after) return std::nullopt;
  return rows.moment(place);
}

}  // namespace popscope::view
