#include <algorithm>

#include "lesson/visit.h"
#include "view/devices.h"
#include "view/maildrop.h"
#include "view/pages.h"
#include "view/transport.h"
#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::uint32_t kRowsBefore = 8;  // of which the wall shows those that it has room for
constexpr std::uint32_t kRowsShown = kRowsBefore + 2;
constexpr std::size_t kDevicesMax = 4;
constexpr std::uint32_t kTilesMax = 6;  // what the last row of seats can read

std::string position_of(const lesson::Visit& visit, const text::Catalogue& catalogue) {
  const sim::BranchId branch = visit.branch();
  const bool counting = visit.hidden_after(branch).has_value();
  return catalogue.sentence(
      counting ? "panel.projector.position.counting" : "panel.projector.position",
      position_arguments(visit));
}

LadderView few_rows(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue) {
  const std::uint32_t cursor = ladder(visit, selection, catalogue, 0, 0).cursor_row;
  const std::uint32_t first = visit.moment() == 0 ? 0 : cursor - std::min(cursor, kRowsBefore);
  LadderView view = ladder(visit, selection, catalogue, first, kRowsShown);
  // On the wall nothing lies beyond what comes next, and beyond a question nothing at all.
  const bool asked = visit.open_ask().has_value();
  const auto beyond = std::find_if(view.rows.begin(), view.rows.end(), [&](const LadderRow& row) {
    return row.time == LadderRow::Time::future && (asked || !row.comes_next);
  });
  view.rows.erase(beyond, view.rows.end());
  return view;
}

ProjectorView::Tile tile_of(const MaildropRow& row, bool imap, const text::Catalogue& catalogue) {
  ProjectorView::Tile tile;
  tile.there = row.on_server == Presence::there;
  tile.name = row.number.empty() ? row.subject
                                 : catalogue.sentence("panel.projector.message",
                                                      {text::plain("number", row.number),
                                                       text::plain("subject", row.subject)});
  if (!tile.there)
    tile.mark = catalogue.sentence("panel.projector.removed");
  else if (row.in_session == Presence::marked || row.flagged_deleted)
    tile.mark = catalogue.sentence(imap ? "panel.projector.flagged" : "panel.projector.marked");
  return tile;
}

// The message that matters: the one that changed, or that is marked.
std::uint32_t looked_at_row(const MaildropView& maildrop) {
  return maildrop.changed_row.value_or(maildrop.marked_row.value_or(0));
}

// Where there are more messages than can be read: those around the one that matters.
std::uint32_t first_tile(const MaildropView& maildrop) {
  if (maildrop.row_count <= kTilesMax) return 0;
  const std::uint32_t row = looked_at_row(maildrop);
  return std::min(row - std::min(row, 1u), maildrop.row_count - kTilesMax);
}

// "Desktop holds 4, Phone holds 0", in a line of its own; a crowd of devices is counted together.
std::string held_by_devices(const lesson::Visit& visit, const Selection& selection,
                            const text::Catalogue& catalogue) {
  const std::vector<HeldWindow> none(visit.world().devices.size(), {0, 0});
  const std::vector<DeviceCard> cards = devices(visit, selection, catalogue, none).cards;
  std::string line;
  std::int64_t held = 0;
  for (const DeviceCard& card : cards) {
    held += card.held - card.deleted;
    line += (line.empty() ? "\n" : ", ") +
            catalogue.sentence("panel.projector.device",
                               {text::plain("device", card.name),
                                text::number("count", card.held - card.deleted)}) +
            deleted_text(card.deleted, catalogue);
  }
  if (cards.size() <= kDevicesMax) return line;
  return "\n" + catalogue.sentence(
                    "panel.projector.devices",
                    {text::number("devices", static_cast<std::int64_t>(cards.size())),
                     text::number("count", held)});
}

void add_maildrop(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue, ProjectorView& view) {
  const MaildropView counted = maildrop(visit, selection, catalogue, 0, 0);
  const std::uint32_t first = first_tile(counted);
  view.looked_at = looked_at_row(counted) - first;
  const MaildropView drop = maildrop(visit, selection, catalogue, first, kTilesMax);
  for (const MaildropRow& row : drop.rows) view.tiles.push_back(tile_of(row, drop.imap, catalogue));
  view.maildrop =
      catalogue.sentence(drop.imap ? "panel.projector.inbox" : "panel.projector.maildrop",
                         {text::number("count", drop.on_server)});
  if (!drop.lock.empty()) view.maildrop += ", " + drop.lock;
  view.maildrop += held_by_devices(visit, selection, catalogue);
  view.on_server = drop.on_server;
}

}  // namespace

ProjectorView projector(const lesson::Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue) {
  ProjectorView view;
  StoryView told = story(visit, selection, catalogue);
  view.headline = std::move(told.headline);
  view.ask = std::move(told.ask);
  view.attempt = std::move(told.attempt);
  view.ways = std::move(told.ways);
  const auto made = std::find_if(told.guesses.begin(), told.guesses.end(),
                                 [](const GuessView& guess) { return !guess.folded; });
  if (made != told.guesses.end()) view.guess = std::move(*made);
  view.position = position_of(visit, catalogue);
  view.ladder = few_rows(visit, selection, catalogue);
  view.states = states(visit, selection, catalogue);
  view.title = catalogue.sentence(selection.as_listener ? "panel.projector.title.listener"
                                                        : "panel.projector.title",
                                  {text::plain("lesson", visit.lesson().scenario->title),
                                   text::plain("session", view.states.heading)});
  add_maildrop(visit, selection, catalogue, view);
  return view;
}

}  // namespace popscope::view
