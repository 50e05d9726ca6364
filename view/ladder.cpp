#include "view/ladder.h"

#include <algorithm>
#include <limits>

#include "sim/world/act_kinds.h"
#include "view/begin.h"
#include "view/chosen.h"
#include "view/explain_context.h"
#include "view/ladder_row.h"
#include "view/ladder_rows.h"
#include "view/listener.h"
#include "view/told.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kNoMoment = std::numeric_limits<std::uint32_t>::max();
// What stands behind the cursor in place of the step that comes, or below the last one.
struct Ghost {
  std::uint32_t row = 0;
  std::uint32_t step = 0;  // 0: none is known
  std::string what;
  bool is_line = false;    // `what` is the line that is sent
  bool is_sent = false;    // by the chosen device, where no step is known that says who sends it
};

// A line that whoever looks can read.
bool is_readable(const lesson::Visit& visit, const sim::Input& input, bool as_listener) {
  const auto* send = std::get_if<sim::Send>(&input);
  if (send == nullptr) return false;
  const std::optional<sim::LinkId> link = visit.world().devices[send->device.value]->link;
  return !(as_listener && link && is_sealed(visit, visit.branch(), *link));
}

std::string input_words(const lesson::Visit& visit, const sim::Input& input, bool as_listener,
                        const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  if (const auto* send = std::get_if<sim::Send>(&input)) {
    if (!is_readable(visit, input, as_listener)) return catalogue.sentence("panel.next.record");
    return wire_line(Speaker::client, send->octets).words;
  }
  text::Arguments about;
  if (const std::optional<sim::DeviceId> device = sim::device_of(input))
    about.push_back(text::plain("device", world.devices[device->value]->name));
  return catalogue.sentence("panel.next." + std::string(sim::name_of(input)), about);
}

std::string step_words(const StepOf& of, bool as_listener, const text::Catalogue& catalogue) {
  if (as_listener && is_sealed(of)) return catalogue.sentence("panel.next.record");
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
    case sim::StepKind::tls:
    case sim::StepKind::removal:
    case sim::StepKind::end:
    case sim::StepKind::cable:
    case sim::StepKind::delivery:
    case sim::StepKind::settings:
    case sim::StepKind::use:
      break;
  }
  return words_on_way(of, as_listener, catalogue);
}

std::optional<Ghost> ghost_of(const lesson::Visit& visit, const LadderRows& rows,
                              std::optional<std::uint32_t> cursor_row, std::uint32_t hidden_after,
                              bool as_listener, const text::Catalogue& catalogue) {
  Ghost ghost;
  ghost.row = cursor_row ? *cursor_row + 1 : 0;
  const bool known = ghost.row < rows.count();
  const LadderRows::Place next = known ? rows.at(ghost.row) : LadderRows::Place{};
  ghost.step = next.command.value_or(next.step);
  // A command that has come is named where it stands, above the reply that is to come.
  if (next.command && visit.steps().step(*next.command).closes <= visit.moment())
    return std::nullopt;
  // UPDATE removes between QUIT and its reply: what comes next is QUIT all the same.
  const std::uint32_t following = visit.step() + 1;
  if (visit.grain() == lesson::Grain::exchange && following < ghost.step &&
      visit.steps().step(following).kind == sim::StepKind::command)
    ghost.step = following;
  if (visit.open_ask()) {
    ghost.what = catalogue.sentence("panel.next.after_answer");
  } else if (visit.open_try()) {
    ghost.what = catalogue.sentence("panel.next.your_command");
    ghost.is_sent = true;
  } else if (visit.choice_waits()) {
    ghost.what = catalogue.sentence("panel.next.choose");
  } else if (known && rows.begins(next) > hidden_after) {
    ghost.what = catalogue.sentence("panel.next.unknown");
  } else if (known) {
    if (next.segment) return std::nullopt;  // a segment to come is as pale as one that came
    const StepOf step{visit, visit.branch(), ghost.step};
    ghost.what = step_words(step, as_listener, catalogue);
    ghost.is_line = step.step().kind == sim::StepKind::command && !(as_listener && is_sealed(step));
  } else if (const std::optional<sim::Input> offered = visit.offered()) {
    ghost.what = input_words(visit, *offered, as_listener, catalogue);
    ghost.is_line = is_readable(visit, *offered, as_listener);
    ghost.is_sent = std::holds_alternative<sim::Send>(*offered) ||
                    std::holds_alternative<sim::Connect>(*offered);
  } else {
    return std::nullopt;
  }
  return ghost;
}

// An arrow only where somebody sends something: no removal, no silence, no question.
LadderRow ghost_row(const lesson::Visit& visit, const Selection& selection, const Ghost& ghost,
                    bool hidden, const LaneOrder& lanes, const text::Catalogue& catalogue) {
  LadderRow row;
  if (ghost.step != 0 && !hidden) {
    row = row_of({visit, visit.branch(), ghost.step}, lanes, catalogue, selection.as_listener);
  } else {
    row.kind = ghost.is_sent ? LadderRow::Kind::arrow : LadderRow::Kind::notice;
    row.step = ghost.step;
    row.from_lane = lanes.of(chosen_device(visit, selection, visit.world()));
    row.to_lane = lanes.of(sim::ServerId{});
  }
  row.comes_next = true;
  row.names_line = ghost.is_line;
  row.time = LadderRow::Time::future;
  row.number.clear();
  row.at.clear();
  row.payload.clear();
  row.payload_lines = 0;
  row.remark.clear();
  row.line = false;
  row.pale = true;
  row.broken = false;
  row.refused = LadderRow::Refused::no;
  row.wire = {};
  row.words = catalogue.sentence("panel.next", {text::plain("what", ghost.what)});
  return row;
}

// Between rows that may be told: neither who speaks nor what comes of it.
LadderRow hidden_row(const LadderRows::Place& place, const LaneOrder& lanes) {
  LadderRow row;
  row.kind = LadderRow::Kind::notice;
  row.time = LadderRow::Time::future;
  row.step = place.step;
  row.segment = place.segment.value_or(0);
  row.to_lane = lanes.count() - 1;
  row.pale = true;
  return row;
}

// What stands in a row at the present grain.
LadderRow row_at(const lesson::Visit& visit, const LadderRows::Place& place, bool reply_hidden,
                 const LaneOrder& lanes, bool as_listener, const text::Catalogue& catalogue) {
  const sim::BranchId branch = visit.branch();
  if (place.segment)
    return segment_row_of({visit, branch, place.step}, *place.segment, lanes, catalogue,
                          as_listener);
  if (!place.command) return row_of({visit, branch, place.step}, lanes, catalogue, as_listener);
  LadderRow command = row_of({visit, branch, *place.command}, lanes, catalogue, as_listener);
  if (reply_hidden) return command;
  LadderRow row = row_of({visit, branch, place.step}, lanes, catalogue, as_listener);
  row.pair = true;
  row.command = std::move(command.wire);
  row.command_words = std::move(command.words);
  row.command_remark = std::move(command.remark);
  row.asked = visit.steps().step(*place.command).closes <= visit.moment();
  row.answered = visit.steps().step(place.step).closes <= visit.moment();
  row.number = std::to_string(*place.command) +
               (*place.command + 1 == place.step ? "–" : ", ") + std::to_string(place.step);
  return row;
}

std::string state_name(const lesson::StateSpan& span, const text::Catalogue& catalogue) {
  std::string name = state_text(span.state, catalogue);
  if (!span.cut_off) return name;
  return catalogue.sentence("panel.ladder.bar.cut_off", {text::plain("state", name)});
}

// Bars reach to the cursor and no further: what comes is not told by them. In what state a sealed
// session is no listener can know.
std::vector<StateBar> bars_of(const lesson::Visit& visit, const LadderRows& rows,
                              const LadderView& view, const LaneOrder& lanes,
                              const text::Catalogue& catalogue) {
  std::vector<StateBar> bars;
  const std::uint32_t here = visit.step();
  const auto end_row = view.first_row + static_cast<std::uint32_t>(view.rows.size());
  const sim::World& tip = visit.timeline().tip(visit.branch());
  for (const lesson::StateSpan& span : visit.history().spans()) {
    if (span.first_step > here) break;
    const bool sealed = view.as_listener && is_sealed(visit, visit.branch(), span.session);
    // Before the handshake of STLS a listener sees what is said.
    const std::uint32_t seen =
        sealed ? handshake_step(visit, visit.branch(), span.session) : here;
    if (span.first_step > seen) continue;
    StateBar bar;
    bar.current = seen >= here && (span.last_step == 0 || span.last_step >= here);
    bar.first_row = rows.first_of(span.first_step);
    const std::uint32_t last = span.last_step == 0 ? here : std::min(span.last_step, here);
    bar.last_row = rows.line_of(std::min(last, seen));
    if (bar.first_row >= end_row || bar.last_row < view.first_row) continue;
    bar.lane = lanes.of(tip.links[span.session.value]->server);
    bar.column = span.column;
    bar.session = span.session.value;
    bar.state = state_name(span, catalogue);
    bar.dashed = span.state == sim::StateKind(sim::pop3::StateKind::update);
    bar.silent = span.cut_off;
    bars.push_back(std::move(bar));
  }
  return bars;
}

}  // namespace

LadderView ladder(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue, std::uint32_t first_row, std::uint32_t count) {
  const LadderRows rows(visit);
  const LaneOrder lanes(visit.world());
  const bool listens = selection.as_listener;
  const std::uint32_t hidden_after = untold_after(visit).value_or(kNoMoment);
  const std::optional<std::uint32_t> cursor = rows.at_cursor(visit);
  const std::optional<Ghost> ghost =
      ghost_of(visit, rows, cursor, hidden_after, listens, catalogue);

  const lesson::Visit::Standing chosen = chosen_place(visit, selection);
  LadderView view;
  view.as_listener = listens;
  view.lanes = lanes_of(visit.world(), catalogue);
  view.exchanges = visit.grain() == lesson::Grain::exchange;
  const std::uint32_t told = rows.told(hidden_after);
  view.row_count = std::max({told, cursor ? *cursor + 1 : 0, ghost ? ghost->row + 1 : 0});
  view.cursor_row = cursor.value_or(view.row_count);
  if (const std::uint32_t steps = visit.steps().at_moment(hidden_after); steps > 0)
    view.widest_at = row_of({visit, visit.branch(), steps}, lanes, catalogue, false).at;
  view.first_row = std::min(first_row, view.row_count);
  const std::uint32_t end = view.first_row + std::min(count, view.row_count - view.first_row);
  for (std::uint32_t n = view.first_row; n < end; ++n) {
    const LadderRows::Place place = n < rows.count() ? rows.at(n) : LadderRows::Place{};
    const bool hidden = place.step != 0 && rows.begins(place) > hidden_after;
    if (ghost && ghost->row == n) {
      view.rows.push_back(ghost_row(visit, selection, *ghost, hidden, lanes, catalogue));
      continue;
    }
    if (hidden) {
      view.rows.push_back(hidden_row(place, lanes));
      continue;
    }
    const bool reply_hidden = rows.moment(place) > hidden_after;
    LadderRow row = ghost && ghost->step == place.command
                        ? row_of({visit, visit.branch(), place.step}, lanes, catalogue, listens)
                        : row_at(visit, place, reply_hidden, lanes, listens, catalogue);
    row.moment = reply_hidden ? rows.begins(place) : rows.moment(place);
    if (cursor == n)
      row.time = LadderRow::Time::now;
    else if (rows.moment(place) > visit.moment())
      row.time = LadderRow::Time::future;
    row.selected_segment =
        place.segment && place.step == chosen.step && place.segment == chosen.segment;
    view.rows.push_back(std::move(row));
  }
  view.bars = bars_of(visit, rows, view, lanes, catalogue);
  if (view.row_count == 0)
    view.empty = catalogue.sentence("panel.ladder.empty", {begin_argument(visit, catalogue)});
  return view;
}

}  // namespace popscope::view
