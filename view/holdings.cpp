#include "view/holdings.h"

#include <algorithm>

#include "view/compare_times.h"
#include "view/holdings_words.h"
#include "view/plot_axis.h"
#include "view/transport.h"
#include "view/wire_line.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Arrival;
using lesson::Contact;
using lesson::ContactKind;
using lesson::Copy;

constexpr sim::Duration kNewest = sim::seconds(60);  // what arrived together with the last one

std::string count_text(std::uint32_t count, const text::Catalogue& catalogue) {
  return catalogue.sentence("panel.holdings.count", {text::number("count", count)});
}

// Where what is not in INBOX is now, and who took it from there.
std::string note_of_gone(const HoldingsAt& at, const Arrival& arrival,
                         const text::Catalogue& catalogue) {
  const Whereabouts where = at.where(arrival);
  const bool moved_there = where.mailbox == arrival.moved_to;
  const char* key = where.lies == Lies::back        ? "panel.holdings.back"
                    : where.lies == Lies::gone      ? "panel.holdings.gone"
                    : where.lies != Lies::elsewhere ? "panel.holdings.removed"
                    : moved_there                   ? "panel.holdings.moved"
                                                    : "panel.holdings.elsewhere";
  return catalogue.sentence(
      key, {text::plain("at", at_text(at.clock, arrival.removed_at, catalogue)),
            text::plain("mailbox", shown(where.mailbox)),
            text::plain("device", at.name_of(arrival.removed_by))});
}

HoldingRow row_of(const HoldingsAt& at, const Arrival& arrival, sim::Time newest,
                  const text::Catalogue& catalogue) {
  HoldingRow row;
  row.subject = subject_text(*arrival.message, catalogue);
  row.there = !arrival.gone_at(at.moment);
  if (!row.there) {
    row.note = note_of_gone(at, arrival, catalogue);
    row.leads_to = at.step_of_removal(arrival);
    return row;
  }
  if (at.flagged_deleted(arrival)) {
    row.note = catalogue.sentence("panel.holdings.flagged");
    return row;
  }
  const auto seen = at.seen(arrival);
  row.fresh = !seen && arrival.moment > 0 && arrival.at + kNewest >= newest;
  if (seen) {
    row.note = seen->device
                   ? catalogue.sentence("panel.holdings.read",
                                        {text::plain("device", at.name_of(*seen->device))})
                   : catalogue.sentence("panel.holdings.read.before");
  } else if (arrival.moment > 0) {
    // COPY or MOVE brought one into INBOX that had been there before.
    const bool again = &at.maildrop().arrivals[arrival.first] != &arrival;
    row.note =
        catalogue.sentence(again ? "panel.holdings.again" : "panel.holdings.arrived",
                           {text::plain("at", at_text(at.clock, arrival.at, catalogue))});
  }
  return row;
}

// What lies in another mailbox is on the server, too: then it is said of what a count is one.
bool counts_inbox(const HoldingsAt& at) {
  const std::vector<Arrival>& arrivals = at.maildrop().arrivals;
  return std::any_of(
      arrivals.begin(), arrivals.begin() + static_cast<std::ptrdiff_t>(at.arrived()),
      [&](const Arrival& each) { return at.where(each).lies == Lies::elsewhere; });
}

HoldingPlace server_of(const HoldingsAt& at, const HeldWindow& window,
                       const text::Catalogue& catalogue) {
  HoldingPlace place;
  const bool several = at.visit.lesson().start.maildrops.size() > 1;
  place.name = several ? catalogue.sentence("panel.holdings.server.of",
                                            {text::plain("user", at.user())})
                       : catalogue.sentence("panel.holdings.server");
  place.count = at.arrived();
  const std::vector<Arrival>& arrivals = at.maildrop().arrivals;
  place.note = counts_inbox(at)
                   ? catalogue.sentence("panel.holdings.count.inbox",
                                        {text::number("count", at.amount().messages)})
                   : count_text(at.amount().messages, catalogue);
  place.first = std::min(window.first, place.count);
  const std::uint32_t end = place.first + std::min(window.count, place.count - place.first);
  const sim::Time newest = place.count == 0 ? sim::Time{} : arrivals[place.count - 1].at;
  for (std::uint32_t n = place.first; n < end; ++n)
    place.rows.push_back(row_of(at, arrivals[n], newest, catalogue));
  if (place.count == 0) place.empty = catalogue.sentence("panel.holdings.server.empty");
  return place;
}

std::optional<std::uint32_t> last_that_differs(const HoldingsAt& a, const HoldingsAt& b) {
  for (std::uint32_t n = std::min(a.arrived(), b.arrived()); n-- > 0;) {
    if (a.maildrop().arrivals[n].gone_at(a.moment) != b.maildrop().arrivals[n].gone_at(b.moment))
      return n;
  }
  return std::nullopt;
}

std::string device_note(const HoldingsAt& at, sim::DeviceId id, std::uint32_t count,
                        const text::Catalogue& catalogue) {
  if (at.in_contact(id, ContactKind::cut)) return catalogue.sentence("panel.holdings.cut");
  if (at.in_contact(id, ContactKind::checking))
    return catalogue.sentence("panel.holdings.checking");
  if (at.in_contact(id, ContactKind::connected))
    return catalogue.sentence("panel.holdings.connected");
  if (count == 0 && !at.last_contact(id)) return catalogue.sentence("panel.holdings.not_yet");
  return count_text(count, catalogue) + deleted_text(at.marked(id), catalogue);
}

HoldingPlace device_of(const HoldingsAt& at, sim::DeviceId id, const HeldWindow& window,
                       const text::Catalogue& catalogue) {
  const lesson::HeldByDevice& held = at.held().devices()[id.value];
  HoldingPlace place;
  place.name = at.name_of(id);
  place.count = static_cast<std::uint32_t>(
      std::count_if(held.copies.begin(), held.copies.end(),
                    [&](const Copy& copy) { return copy.at_moment(at.moment); }));
  place.note = device_note(at, id, place.count - at.marked(id), catalogue);
  place.first = std::min(window.first, place.count);
  const std::uint32_t end = place.first + std::min(window.count, place.count - place.first);
  const Contact* contact = at.last_contact(id);
  std::uint32_t n = 0;
  for (const Copy& copy : held.copies) {
    if (copy.from > at.moment || n == end) break;
    if (!copy.at_moment(at.moment) || n++ < place.first) continue;
    HoldingRow row;
    row.subject = subject_text(*copy.message, catalogue);
    row.there = !at.marked(copy);
    if (!row.there)
      row.note = catalogue.sentence(copy.deletion_at(at.moment).by_user
                                        ? "panel.holdings.deleted"
                                        : "panel.holdings.flagged");
    row.fresh = contact && copy.from > contact->from &&
                (contact->to == 0 || contact->to > at.moment);
    place.rows.push_back(std::move(row));
  }
  if (place.count == 0) place.empty = catalogue.sentence("panel.holdings.nothing");
  return place;
}

// ---- over time --------------------------------------------------------------------------------

// From the last change on nothing happens either, up to the end.
std::vector<lesson::Quiet> quiet_until(const lesson::Held& held, sim::Time end) {
  std::vector<lesson::Quiet> quiet = held.quiet();
  if (held.last_change() < end) quiet.push_back({held.last_change(), end});
  return quiet;
}

// Where something is: the present time, the beginning of each piece of the axis.
std::vector<PlotTick> ticks_of(const PlotAxis& axis, const HoldingsAt& at, sim::Time now,
                               const text::Catalogue& catalogue) {
  std::vector<PlotTick> ticks{{axis.x(now), clock_text(at.clock, now, catalogue), true}};
  const std::vector<lesson::Amount>& amounts = at.maildrop().amounts;
  const auto add = [&](sim::Time time) {
    ticks.push_back({axis.x(time), clock_text(at.clock, time, catalogue), false});
  };
  for (const PlotPiece& piece : axis.pieces()) {
    const auto first = std::lower_bound(
        amounts.begin() + 1, amounts.end(), piece.begins,
        [](const lesson::Amount& a, sim::Time time) { return a.at < time; });
    if (first != amounts.end() && first->at < piece.ends) {
      add(first->at);
    } else {
      add(sim::Time{piece.begins.us + (piece.ends - piece.begins).us / 2});
    }
  }
  return ticks;
}

Plot plot_of(const HoldingsAt& at, const PlotAxis& axis, sim::Time now, std::uint64_t most,
             Measure measure, const std::vector<char>& active, const text::Catalogue& catalogue) {
  Plot plot;
  plot.measure = measure;
  plot.heading = catalogue.sentence(measure == Measure::messages ? "panel.plot.messages"
                                                                 : "panel.plot.octets");
  plot.clock = at.clock;
  plot.pieces = axis.pieces();
  plot.now = axis.x(now);
  plot.levels = plot_levels(most, catalogue);
  plot.ticks = ticks_of(axis, at, now, catalogue);
  plot.lines.push_back({catalogue.sentence(counts_inbox(at) ? "panel.plot.inbox"
                                                            : "panel.plot.server"),
                        0,
                        plot_steps(at.maildrop().amounts, at.moment, axis, measure)});
  const std::vector<sim::DeviceId> devices = at.devices();
  for (std::size_t n = 0; n < devices.size(); ++n) {
    if (!active[n]) continue;
    plot.lines.push_back({at.name_of(devices[n]), static_cast<std::uint32_t>(n + 1),
                          plot_steps(at.held().devices()[devices[n].value].amounts, at.moment,
                                     axis, measure)});
  }
  return plot;
}

std::uint64_t most_held(const HoldingsAt& at, std::uint32_t moment, Measure measure) {
  std::uint64_t most = 0;
  const auto look = [&](const std::vector<lesson::Amount>& amounts) {
    const lesson::Amount& last = lesson::amount_at(amounts, moment);
    most = std::max<std::uint64_t>(
        most, measure == Measure::messages ? last.most_messages : last.most_octets);
  };
  look(at.maildrop().amounts);
  for (const sim::DeviceId id : at.devices()) look(at.held().devices()[id.value].amounts);
  return most;
}

// What a side that waits for an answer says instead of a difference, with the way there.
void tell_question(const ComparedSide& at, std::uint32_t step, const Clock& clock,
                   const text::Catalogue& catalogue, HoldingsSide& side) {
  side.difference = catalogue.sentence(
      "panel.holdings.asks", {text::plain("at", exact_clock_text(clock, at.at(step), catalogue))});
  side.because = catalogue.sentence("panel.holdings.asks.why");
  side.leads_to = step;
}

void add_plots(const HoldingsAt* at, const ComparedSide* sides, sim::Time now, Measure measure,
               const text::Catalogue& catalogue, HoldingsView& view) {
  const sim::Time end =
      std::max({now, sides[0].at(sides[0].visible()), sides[1].at(sides[1].visible())});
  const PlotAxis axis(at[0].clock.start, end,
                      common(quiet_until(at[0].held(), end), quiet_until(at[1].held(), end)));
  std::uint64_t most = 0;
  const std::vector<sim::DeviceId> devices = at[0].devices();
  std::vector<char> active(devices.size());
  for (int i = 0; i < 2; ++i) {
    most = std::max(most,
                    most_held(at[i], sides[i].place(sides[i].visible()).moment, measure));
    for (std::size_t n = 0; n < devices.size(); ++n)
      if (at[i].last_contact(devices[n])) active[n] = true;
  }
  for (int i = 0; i < 2; ++i) {
    Plot& plot = view.sides[i].plot;
    plot = plot_of(at[i], axis, now, most, measure, active, catalogue);
    if (!sides[i].asks_behind(sides[i].visible())) continue;
    plot.told = axis.x(sides[i].at(sides[i].visible()));
    plot.untold = catalogue.sentence("panel.plot.not_played");
  }
}

}  // namespace

HoldingsView holdings(const ComparedTimes& times, std::uint32_t time, Measure measure,
                      const text::Catalogue& catalogue, const HoldingsWindows& windows) {
  const ComparedSide sides[2] = {times.side(0), times.side(1)};
  const lesson::Visit& visit = sides[0].visit;
  HoldingsView view;
  view.times = times.count();
  view.time = std::min(time, view.times - 1);
  const sim::Time now = times.at(view.time);
  const sim::Time end =
      std::max(sides[0].at(sides[0].visible()), sides[1].at(sides[1].visible()));
  const Clock clock = clock_of(visit.lesson().start.now, end);
  view.at = exact_clock_text(clock, now, catalogue);
  std::vector<HoldingsAt> at;
  std::uint32_t step[2];
  for (int i = 0; i < 2; ++i) {
    step[i] = view.time == 0 ? 0 : sides[i].step_at(now);
    at.emplace_back(visit, sides[i].branch, sides[i].place(step[i]).moment, clock);
  }
  if (at[0].held().maildrops().empty()) return view;
  const sim::MaildropId maildrop = maildrop_to_compare(at.data());
  const std::optional<sim::DeviceId> subject = last_to_ask(at.data(), maildrop);
  for (int i = 0; i < 2; ++i) at[static_cast<std::size_t>(i)].look_at(maildrop);
  for (int i = 0; i < 2; ++i) {
    const HoldingsAt& here = at[static_cast<std::size_t>(i)];
    HoldingsSide& side = view.sides[i];
    side.branch = here.branch.value;
    side.name = branch_name(visit, here.branch, catalogue);
    side.settings = settings_text(here, at[static_cast<std::size_t>(1 - i)], catalogue);
    side.server = server_of(here, windows.server[i], catalogue);
    side.server.differs_at = last_that_differs(at[0], at[1]);
    const std::vector<sim::DeviceId> devices = here.devices();
    for (std::size_t n = 0; n < devices.size(); ++n) {
      const auto& of = windows.devices[i];
      side.devices.push_back(
          device_of(here, devices[n], n < of.size() ? of[n] : HeldWindow{}, catalogue));
    }
    if (sides[i].asks_behind(step[i])) {
      tell_question(sides[i], step[i], clock, catalogue, side);
    } else {
      tell_difference(here, subject, catalogue, side);
    }
  }
  add_plots(at.data(), sides, now, measure, catalogue, view);
  return view;
}

HoldingsView holdings(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b,
                      std::uint32_t time, Measure measure, const text::Catalogue& catalogue,
                      const HoldingsWindows& windows) {
  return holdings(compared_times(visit, a, b), time, measure, catalogue, windows);
}

bool part_at_start(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b) {
  return shared_steps({visit, a}, {visit, b}) == 0;
}

std::vector<ComparedWay> compared_ways(const lesson::Visit& visit, sim::BranchId a,
                                       sim::BranchId b, const text::Catalogue& catalogue) {
  std::vector<ComparedWay> ways;
  const auto count = static_cast<std::uint32_t>(visit.timeline().branches().size());
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  for (std::uint32_t n = 0; n < count; ++n) {
    const sim::BranchId id{n};
    const bool chosen = id == a || id == b;
    if (!chosen && hidden && visit.timeline().shared(id, visit.branch()) > *hidden) continue;
    ways.push_back({n, branch_name(visit, id, catalogue), chosen});
  }
  return ways;
}

}  // namespace popscope::view
