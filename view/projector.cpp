#include <algorithm>

#include "view/maildrop.h"
#include "view/pages.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kRowsBefore = 3;  // the exchange before, and this one's command
constexpr std::uint32_t kRowsShown = kRowsBefore + 2;
constexpr std::size_t kTilesMax = 6;  // what the last row of seats can read

std::string position_of(const lesson::Visit& visit, const text::Catalogue& catalogue) {
  const bool counting = visit.hidden_after(visit.branch()).has_value();
  return catalogue.sentence(
      counting ? "panel.projector.position.counting" : "panel.projector.position",
      {text::number("step", visit.step()), text::number("steps", visit.steps().count())});
}

LadderView few_rows(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue) {
  const std::uint32_t cursor = ladder(visit, selection, catalogue, 0, 0).cursor_row;
  const std::uint32_t first = visit.moment() == 0 ? 0 : cursor - std::min(cursor, kRowsBefore);
  LadderView view = ladder(visit, selection, catalogue, first, kRowsShown);
  // On the wall nothing lies beyond what comes next.
  const auto beyond = std::find_if(view.rows.begin(), view.rows.end(), [](const LadderRow& row) {
    return row.time == LadderRow::Time::future && row.kind != LadderRow::Kind::next;
  });
  view.rows.erase(beyond, view.rows.end());
  return view;
}

ProjectorView::Tile tile_of(const MaildropRow& row, const text::Catalogue& catalogue) {
  ProjectorView::Tile tile;
  tile.there = row.on_server == Presence::there;
  tile.name = row.number.empty() ? row.subject
                                 : catalogue.sentence("panel.projector.message",
                                                      {text::plain("number", row.number)});
  if (!tile.there)
    tile.mark = catalogue.sentence("panel.projector.removed");
  else if (row.in_session == Presence::marked)
    tile.mark = catalogue.sentence("panel.projector.marked");
  return tile;
}

// Where there are more messages than can be read: those around the one that changed, or
// that is marked.
void add_tiles(const MaildropView& maildrop, const text::Catalogue& catalogue,
               ProjectorView& view) {
  const auto& rows = maildrop.rows;
  std::size_t first = 0;
  if (rows.size() > kTilesMax) {
    const auto place_of = [&](const auto& is_it) {
      return static_cast<std::size_t>(std::find_if(rows.begin(), rows.end(), is_it) - rows.begin());
    };
    first = place_of([](const MaildropRow& row) { return row.changed; });
    if (first == rows.size())
      first = place_of([](const MaildropRow& row) { return row.in_session == Presence::marked; });
    if (first == rows.size()) first = 0;
    first = std::min(first - std::min<std::size_t>(first, 1), rows.size() - kTilesMax);
  }
  const std::size_t end = std::min(rows.size(), first + kTilesMax);
  for (std::size_t i = first; i < end; ++i) view.tiles.push_back(tile_of(rows[i], catalogue));
  const auto left_out = static_cast<std::int64_t>(rows.size() - (end - first));
  if (left_out > 0)
    view.more = catalogue.sentence("panel.projector.more", {text::number("count", left_out)});
}

}  // namespace

ProjectorView projector(const lesson::Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue) {
  ProjectorView view;
  StoryView told = story(visit, selection, catalogue);
  view.headline = std::move(told.headline);
  view.ask = std::move(told.ask);
  view.ways = std::move(told.ways);
  view.position = position_of(visit, catalogue);
  view.ladder = few_rows(visit, selection, catalogue);
  view.states = states(visit, selection, catalogue);
  const MaildropView drop = maildrop(visit, selection, catalogue);
  const auto there = std::count_if(drop.rows.begin(), drop.rows.end(), [](const MaildropRow& row) {
    return row.on_server == Presence::there;
  });
  view.maildrop = catalogue.sentence("panel.projector.maildrop", {text::number("count", there)});
  add_tiles(drop, catalogue, view);
  return view;
}

}  // namespace popscope::view
