#include "view/as_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace popscope::view {
namespace {

// To a width in characters, not octets: lines carry dashes and umlauts.
std::string padded(std::string_view text, std::size_t width) {
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
  std::string result(text);
  if (characters < width) result.append(width - characters, ' ');
  return result;
}

class Text {
 public:
  Text& line(std::string_view text) {
    text_ += text;
    while (text_.ends_with(' ')) text_.pop_back();
    text_ += '\n';
    return *this;
  }
  // A line that is left out when there is nothing to say.
  Text& line_if(std::string_view text, std::string_view before = "") {
    if (!text.empty()) line(std::string(before) + std::string(text));
    return *this;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string flag(bool set, std::string_view word) {
  return set ? " [" + std::string(word) + "]" : std::string();
}

std::string lane_text(const Lane& lane) {
  return lane.name + " (" + lane.note + ")" + flag(lane.server, "server") + flag(lane.cut, "cut") +
         flag(lane.tls, "TLS");
}

std::string lanes_text(const std::vector<Lane>& lanes) {
  std::string text;
  for (const Lane& lane : lanes) text += (text.empty() ? "" : " | ") + lane_text(lane);
  return text;
}

char mark_of(LadderRow::Time time) {
  switch (time) {
    case LadderRow::Time::past:
      return ' ';
    case LadderRow::Time::now:
      return '>';
    case LadderRow::Time::future:
      return '~';
  }
  return ' ';
}

std::string direction_of(const LadderRow& row, const std::vector<Lane>& lanes) {
  const auto name = [&](std::uint32_t lane) {
    return lane < lanes.size() ? lanes[lane].name : std::string("?");
  };
  if (row.kind == LadderRow::Kind::notice)
    return row.from_lane == row.to_lane ? name(row.from_lane)
                                        : name(row.from_lane) + " - " + name(row.to_lane);
  return name(row.from_lane) + " -> " + name(row.to_lane);
}

std::string row_text(const LadderRow& row, const std::vector<Lane>& lanes) {
  std::string text(1, mark_of(row.time));
  text += ' ' + padded(row.number, 6) + padded(row.at, 13) + padded(direction_of(row, lanes), 34);
  const auto said = [&row](const WireLine& wire, const std::string& words,
                           const std::string& remark) {
    return (row.line ? as_text(wire) : words) + (remark.empty() ? "" : "  (" + remark + ")");
  };
  if (row.pair) text += said(row.command, row.command_words, row.command_remark) + "  /  ";
  text += said(row.wire, row.words, row.remark);
  if (!row.payload.empty()) text += "  > " + row.payload;
  text += flag(row.kind == LadderRow::Kind::segment, "segment");
  text += flag(row.comes_next, "next");
  return text + flag(row.pale, "pale") + flag(row.broken, "broken") +
         flag(row.refused != LadderRow::Refused::no, "refused") +
         flag(row.sealed, "sealed") +
         flag(row.pair && !row.answered, "unanswered") +
         flag(row.selected_segment, "selected");
}

std::string bar_text(const StateBar& bar) {
  return "bar " + std::to_string(bar.first_row) + "-" + std::to_string(bar.last_row) + " lane " +
         std::to_string(bar.lane) + " column " + std::to_string(bar.column) + " session " +
         std::to_string(bar.session + 1) + ": " + bar.state + flag(bar.current, "current") +
         flag(bar.dashed, "dashed") + flag(bar.silent, "silent");
}

std::string_view word_of(Presence presence) {
  switch (presence) {
    case Presence::there:
      return "there";
    case Presence::marked:
      return "marked";
    case Presence::removed:
      return "removed";
    case Presence::moved:
      return "moved";
    case Presence::not_seen:
      return "-";
    case Presence::not_told:
      return "not-told";
    case Presence::unknown:
      return "?";
  }
  return {};
}

void add_side(const CompareSide& side, Text& text) {
  text.line("== " + side.name + " (" + side.place + ")" + flag(side.here, "here"));
  text.line(lanes_text(side.lanes));
  for (const CompareRow& row : side.rows) {
    LadderRow shown = row.row;
    shown.number = row.number;
    if (row.folded) shown.at.clear();
    text.line(row_text(shown, side.lanes) + flag(row.folded, "folded") +
              flag(row.differs, "differs"));
  }
  text.line(side.maildrop + (side.lock.empty() ? "" : ", " + side.lock) +
            flag(side.locked, "locked"));
  for (const HeldTile& tile : side.held)
    text.line((tile.there ? "  * " : "  o ") + tile.subject + flag(tile.differs, "differs"));
  text.line_if(side.more, "  ");
  text.line(side.count + " " + side.remark);
}

}  // namespace

std::string as_text(const WireLine& line) {
  std::string text = plain_text(line);
  switch (line.end) {
    case WireLine::End::crlf:
      break;
    case WireLine::End::bare_lf:
      text += " [LF]";
      break;
    case WireLine::End::none:
      text += " [unended]";
      break;
  }
  return text + flag(line.stuffed, "stuffed") + flag(line.secret_count > 0, "password");
}

std::string as_text(const LadderView& view) {
  Text text;
  text.line(lanes_text(view.lanes));
  text.line("rows " + std::to_string(view.first_row) + "+" + std::to_string(view.rows.size()) +
            " of " + std::to_string(view.row_count) + ", cursor " +
            std::to_string(view.cursor_row) + flag(view.as_listener, "listener"));
  for (const LadderRow& row : view.rows) text.line(row_text(row, view.lanes));
  for (const StateBar& bar : view.bars) text.line(bar_text(bar));
  return text.line_if(view.empty).take();
}

std::string as_text(const LinesView& view) {
  Text text;
  text.line("rows " + std::to_string(view.first_row) + "+" + std::to_string(view.rows.size()) +
            " of " + std::to_string(view.row_count) + ", cursor " +
            std::to_string(view.cursor_row) + flag(view.as_listener, "listener"));
  for (const LinesRow& row : view.rows) {
    std::string line = row.current ? "> " : "  ";
    line += padded(row.first_of_step ? std::to_string(row.step) : "", 6);
    if (!row.notice.empty() && row.sealed)
      line += (row.wire.speaker == Speaker::client ? "C: " : "S: ") + row.notice;
    else if (!row.notice.empty())
      line += "-- " + row.notice;
    else if (!row.folded.empty())
      line += "   > " + row.folded;
    else if (row.first_of_step)
      line += as_text(row.wire);
    else
      line += as_text(row.wire).replace(0, 3, "   ");
    line += flag(row.sealed, "sealed");
    if (!row.remark.empty()) line += "  (" + row.remark + ")" + flag(row.warns, "warning");
    text.line(line);
  }
  if (!view.octets_heading.empty()) text.line(view.octets_heading + ": " + view.octets_note);
  for (const HexRow& row : view.hex) text.line("  " + padded(row.hex, 50) + row.text);
  return text.line_if(view.hex_more, "  ").line_if(view.empty).take();
}

std::string as_text(const MaildropView& view) {
  Text text;
  const auto with_flags = [](Presence presence, const std::string& flags) {
    return std::string(word_of(presence)) + (flags.empty() ? "" : " (" + flags + ")");
  };
  const std::size_t wide = view.imap ? 25 : 9;  // room for flags
  text.line(view.heading + (view.lock.empty() ? "" : ", " + view.lock));
  text.line("  " + view.note + "; " + view.after);
  for (const MaildropRow& row : view.rows) {
    text.line(padded(row.number, 4) + padded(row.subject, 24) +
              padded(view.imap ? row.uid : row.unique_id, view.imap ? 9 : 20) +
              padded(row.octets, 10) + padded(with_flags(row.on_server, row.server_flags), wide) +
              padded(with_flags(row.in_session, row.session_flags), wide) +
              padded(word_of(row.after), 9) + flag(row.changed, "changed") +
              flag(row.selected, "selected"));
  }
  text.line(padded("", view.imap ? 47 : 58) + padded(view.count_server, wide) +
            padded(view.count_session, wide) + view.count_after +
            flag(!view.session, "no-session"));
  return text.line_if(view.empty).take();
}

std::string as_text(const DevicesView& view) {
  Text text;
  for (const DeviceCard& card : view.cards) {
    text.line(card.name + ": " + card.account + "; " + card.connection + "; " +
              card.server_port + flag(card.tls, "lock") + flag(card.cut, "cut") +
              flag(card.selected, "selected"));
    text.line_if(card.checks, "  ");
    for (const HeldMessage& held : card.holds)
      text.line("  * " + held.subject + ", " + held.note + flag(held.unread, "strong") +
                flag(held.deleted, "struck") + flag(held.fresh, "fresh"));
    text.line_if(card.not_fetched, "  ").line_if(card.empty, "  ");
  }
  return text.take();
}

std::string as_text(const PortsView& view) {
  Text text;
  text.line(view.heading);
  for (const PortPlate& port : view.ports) {
    std::string purpose = port.purpose;
    std::replace(purpose.begin(), purpose.end(), '\n', ' ');
    text.line("  " + port.number + " " + port.protocol + flag(port.tls, "lock") + " " +
              port.words + flag(port.state == PortPlate::State::in_use, "lit") + ": " + purpose);
  }
  return text.take();
}

std::string as_text(const StatesView& view) {
  Text text;
  text.line(view.heading + (view.note.empty() ? "" : ", " + view.note));
  for (const StateBox& box : view.boxes)
    text.line("  " + box.name + " (" + box.section + ")" + flag(box.been, "been") +
              flag(box.current, "current"));
  for (const ExitArrow& exit : view.exits) {
    text.line("  " + view.boxes[exit.from].name + " -> " + view.boxes.back().name + ": " +
              exit.label + flag(exit.taken, "taken"));
    for (const std::string& way : exit.ways) text.line("    " + way);
  }
  text.line_if(view.silence);
  for (const CommandChip& chip : view.commands)
    text.line((chip.permitted ? "  + " : "  - ") + chip.keyword + ": " + chip.why);
  for (std::size_t i = 0; i < view.sessions.size(); ++i)
    text.line((i == view.chosen ? "> " : "  ") + view.sessions[i]);
  return text.line_if(view.empty).take();
}

std::string as_text(const CompareView& view) {
  Text text;
  text.line("time " + std::to_string(view.time) + " of " + std::to_string(view.times) +
            flag(view.as_listener, "listener"));
  for (const CompareSide& side : view.sides) add_side(side, text);
  return text.line(view.differ).take();
}

std::string as_text(const ProjectorView& view) {
  Text text;
  text.line(plain_text(view.headline) + "  " + view.position);
  std::string states;
  for (const StateBox& box : view.states.boxes)
    states += (states.empty() ? "" : " | ") + box.name + flag(box.current, "current");
  std::string result = text.take() + as_text(view.ladder);
  text.line(states).line(view.maildrop);
  for (const ProjectorView::Tile& tile : view.tiles)
    text.line((tile.there ? "  * " : "  o ") + tile.name + flag(!tile.mark.empty(), tile.mark));
  if (view.ask) {
    text.line(plain_text(view.ask->question));
    for (const std::string& answer : view.ask->answers) text.line("  ? " + answer);
  }
  for (const std::string& way : view.ways) text.line("  -> " + way);
  return result + text.take();
}

}  // namespace popscope::view
