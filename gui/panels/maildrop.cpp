#include <algorithm>
#include <cmath>

#include "gui/panels/choices.h"
#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kMessageRow = 42;      // a subject and its unique-id below
constexpr float kHead = 28;
constexpr float kColumn = 62;   // each of the three places
constexpr float kLastColumn = 76;
constexpr float kHeadOfTwo = 42;     // IMAP: "After EXPUNGE / or CLOSE"
constexpr float kLastColumnOfTwo = 92;
constexpr std::uint32_t kRowsMost = 10;  // a fuller maildrop scrolls in its pane

struct Columns {
  float number = 0, subject = 0, subject_width = 0, server = 0, session = 0, after = 0, right = 0;
};

Columns columns_of(const Rect& inside, const view::MaildropView& view) {
  Columns c;
  const bool tight = inside.width() < px(340);
  c.right = inside.max.x;
  // Without a session there is one column, and the subject has the room of the others.
  c.after = c.session = c.right;
  if (view.session) {
    c.after -= px(view.imap ? kLastColumnOfTwo : tight ? 66 : kLastColumn);
    c.session = c.after - px(tight ? 56 : kColumn + 4);
  }
  c.server = c.session - px(view.imap ? kColumn + 4 : tight ? 46 : kColumn - 2);
  c.number = inside.min.x + px(6);
  // The last message has the widest number.
  const std::string last = std::to_string(view.row_count);
  c.subject = c.number + std::max(px(17), text_width(last, Type::text) + px(8));
  c.subject_width = c.server - c.subject - px(8);
  return c;
}

// A message that is there is a dot, or what it is flagged with.
void draw_flags(float x, float y, float width, const std::string& flags, bool deleted) {
  const Type type = deleted ? Type::label : Type::note;
  const float height = std::min(paragraph_height(flags, type, width), 2 * line_height(type));
  put_lines({x, y - height / 2}, width, 2, flags, type, deleted ? Role::mark : Role::ink);
}

void draw_presence(float x, float y, view::Presence presence, bool marked_row,
                   PanelContext& context) {
  const float text_y = y - line_height(Type::label) / 2;
  const auto word = [&](const char* key, Type type, Role role) {
    put_text({x, text_y}, context.catalogue.sentence(key), type, role);
  };
  switch (presence) {
    case view::Presence::there: dot({x + px(6), y}, Role::ink); return;
    case view::Presence::marked: word("window.marked", Type::heading, Role::mark); return;
    case view::Presence::removed:
    case view::Presence::moved:
      word(presence == view::Presence::moved ? "window.moved" : "window.removed", Type::label,
           marked_row ? Role::ink_2 : Role::ink_3);
      return;
    case view::Presence::not_seen: word("window.not_seen", Type::note, Role::ink_3); return;
    case view::Presence::not_told: return;  // needs two lines: drawn as flags are
    case view::Presence::unknown: word("window.unknown", Type::label, Role::ink_2); return;
  }
}

void draw_head(const Rect& head, const Columns& c, const view::MaildropView& view,
               PanelContext& context) {
  const float y = head.min.y + px(5);
  const auto put = [&](float x, const char* key) {
    put_text({x, y}, context.catalogue.sentence(key), Type::note, Role::ink_2);
  };
  put(c.number, "window.message");
  put(c.server, "window.server");
  if (view.session) {
    put(c.session, "window.session");
    put_lines({c.after, y}, c.right - c.after, 2, view.after, Type::note, Role::ink_2);
  }
  line_across(head.min.x, head.max.x, head.max.y);
}

void draw_message(const Rect& rect, const Columns& c, const view::MaildropRow& row, bool session,
                  PanelContext& context) {
  const bool marked = row.in_session == view::Presence::marked;
  const bool gone = row.on_server == view::Presence::removed ||
                    row.on_server == view::Presence::moved;
  if (marked) soft_fill(rect, Role::mark_soft);
  else if (row.changed || row.selected) soft_fill(rect, Role::accent_soft);
  place(rect.min);
  const Control hit = control(row.subject + "##message" + row.unique_id, rect.size());
  if (hit.pressed) context.actions.push_back(SelectMessage{row.unique_id});
  const Role ink = gone ? Role::ink_2 : Role::ink;
  const float y = rect.min.y + px(3);
  put_text({c.number, y}, row.number, Type::text, Role::ink_2);
  put_subject({c.subject, y}, c.subject_width, row.subject, Type::text, ink);
  put_subject({c.subject, y + line_height(Type::text) - px(2)}, c.subject_width,
              (row.uid.empty() ? row.unique_id : row.uid) + ", " + row.octets, Type::wire_note,
              Role::ink_2);
  const float middle = rect.centre().y;
  if (row.server_flags.empty())
    draw_presence(c.server, middle, row.on_server, marked, context);
  else
    draw_flags(c.server, middle, c.session - c.server - px(6), row.server_flags,
               row.after == view::Presence::removed);
  if (session) {
    const float width = c.after - c.session - px(6);
    if (row.in_session == view::Presence::not_told)
      draw_flags(c.session, middle, width, context.catalogue.sentence("window.not_told"), true);
    else if (row.session_flags.empty())
      draw_presence(c.session, middle, row.in_session, marked, context);
    else
      draw_flags(c.session, middle, width, row.session_flags, marked);
    draw_presence(c.after, middle, row.after, marked, context);
  }
  if (hit.focused) draw_focus_ring(rect, px(4));
}

float head_height(const view::MaildropView& view) {
  return px(view.imap && view.session ? kHeadOfTwo : kHead);
}

// Who holds the lock, with a padlock, so that form says it too; else what there is to note.
const std::string& note_of(const view::MaildropView& view) {
  return view.lock.empty() ? view.note : view.lock;
}

float maildrop_heading_height(float width, const view::MaildropView& view) {
  return heading_height(width, view.heading, note_of(view), !view.lock.empty()) + px(8);
}

}  // namespace

float maildrop_height(float width, const view::MaildropView& view, PanelContext&) {
  const Rect inside = Rect::at({0, 0}, width - 2 * px(metrics::kPanePadding), 10'000);
  float height = 2 * px(metrics::kPanePadding) + maildrop_heading_height(inside.width(), view) +
                 flow_choices(inside, view.maildrops, view.chosen, metrics::kGap8);
  if (view.row_count == 0)
    return height + paragraph_height(view.empty, Type::text, inside.width());
  const auto rows = static_cast<float>(std::min(view.row_count, kRowsMost));
  return height + head_height(view) + rows * px(kMessageRow) + px(kHead);
}

RowWindow maildrop_window(const Rect& area, const UiState& ui, const view::MaildropView& view) {
  // Scrolling takes effect a frame later, so as much as is visible stands ready above and below.
  const auto visible = static_cast<std::uint32_t>(area.height() / px(kMessageRow)) + 1;
  std::uint32_t top = static_cast<std::uint32_t>(std::max(0.0f, ui.maildrop_scroll));
  if (ui.maildrop_follows && view.looked_at_row) top = *view.looked_at_row;
  RowWindow window;
  window.first = top - std::min(top, visible);
  window.count = 3 * visible;
  return window;
}

namespace {

// The rows that are visible; the whole scrolls in its pane.
void draw_rows(const Rect& list, const Columns& c, const view::MaildropView& view,
               PanelContext& context) {
  Transient& own = context.own;
  ScrollArea scroll("maildrop rows", list);
  const float top = list.min.y - scroll.scroll();
  for (std::size_t i = 0; i < view.rows.size(); ++i) {
    const float y = top + static_cast<float>(view.first_row + i) * px(kMessageRow);
    const Rect row{{list.min.x, y}, {list.max.x, y + px(kMessageRow)}};
    if (row.max.y < list.min.y || row.min.y > list.max.y) continue;
    draw_message(row, c, view.rows[i], view.session, context);
    line_across(list.min.x, list.max.x, row.max.y - hairline());
  }
  if (own.maildrop_follows && view.looked_at_row) {
    // In the upper part of the list: its lower end may itself be scrolled out of the column.
    const float y = static_cast<float>(*view.looked_at_row) * px(kMessageRow);
    const float at = y - scroll.scroll();
    if (at < 0 || at > list.height() * 0.5f)
      scroll.scroll_to(std::max(0.0f, y - 2 * px(kMessageRow)));
  }
  own.maildrop_follows = false;
  own.maildrop_scroll = scroll.scroll() / px(kMessageRow);
  place({list.min.x, top + static_cast<float>(view.row_count) * px(kMessageRow)});
}

}  // namespace

void draw_maildrop(const Rect& area, const view::MaildropView& view, PanelContext& context) {
  Rect inside = pane(area);
  put_heading(inside, view.heading, note_of(view), !view.lock.empty());
  inside.cut_top(maildrop_heading_height(inside.width(), view));
  inside.cut_top(flow_choices(inside, view.maildrops, view.chosen, metrics::kGap8,
                              [&context](std::uint32_t maildrop) {
                                context.actions.push_back(SelectMaildrop{maildrop});
                              }));
  if (view.row_count == 0) {
    put_paragraph(inside.min, inside.width(), view.empty, Type::text, Role::ink_2);
    return;
  }
  const Columns c = columns_of(inside, view);
  draw_head(inside.cut_top(head_height(view)), c, view, context);
  const Rect foot = inside.cut_bottom(
      std::max(0.0f, std::min(px(kHead), inside.height() - px(kMessageRow))));
  Rect list = inside;
  list.max.y =
      std::min(list.max.y, list.min.y + static_cast<float>(view.row_count) * px(kMessageRow));
  draw_rows(list, c, view, context);
  const float y = list.max.y + px(6);
  if (y + line_height(Type::note) > foot.max.y + px(8)) return;
  put_text({c.number, y}, context.catalogue.sentence("window.messages"), Type::note, Role::ink_2);
  put_text({c.server, y}, view.count_server, Type::label, Role::ink);
  if (view.session) {
    put_text({c.session, y}, view.count_session, Type::label, Role::ink);
    put_text({c.after, y}, view.count_after, Type::label, Role::ink);
  }
}

}  // namespace popscope::gui
