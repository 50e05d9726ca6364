#include "gui/panels/ladder_label.h"

#include <algorithm>
#include <cmath>

#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

// A line that a learner typed may be as long as the server's limit: the rest is in a tooltip, and
// whole among the lines.
constexpr float kLinesMost = 12;
constexpr float kBeforePayload = 22;  // the triangle stands there
constexpr float kBeforeRemark = 10;
constexpr float kAround = 2;          // hidden of the lanes on both sides of a label

WireLook look_of(const LadderLabel& label) {
  WireLook look;
  look.type = label.type;
  look.future = label.future;
  look.on_soft = label.on_soft;
  return look;
}

float most_height(const LadderLabel& label) { return kLinesMost * line_height(label.type); }

// The words, or as much of their beginning as stays below the most lines.
template <class HeightOf>
std::string within_most(const LadderLabel& label, const std::string& words, HeightOf&& height_of) {
  if (height_of(words) <= most_height(label)) return words;
  std::size_t fits = 0, too_long = words.size();
  const auto beginning = [&words](std::size_t end) {
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    return words.substr(0, end) + "\xE2\x80\xA6";
  };
  while (too_long - fits > 1) {
    const std::size_t middle = fits + (too_long - fits) / 2;
    (height_of(beginning(middle)) <= most_height(label) ? fits : too_long) = middle;
  }
  return beginning(fits);
}

view::WireLine wire_of(const LadderLabel& label, float room) {
  view::WireLine wire = label.wire;
  wire.words = within_most(label, label.wire.words, [&](const std::string& words) {
    view::WireLine line = label.wire;
    line.words = words;
    return wire_size(room, line, look_of(label)).height;
  });
  return wire;
}

std::string words_of(const LadderLabel& label, float room) {
  return within_most(label, label.words, [&](const std::string& words) {
    return paragraph_height(words, label.type, room);
  });
}

// On the wall the number of lines is left out, so that what stands there is a remark.
Type payload_type(const LadderLabel& label) {
  return label.type == Type::wall_wire ? Type::wall_text : Type::note;
}

float before_payload(const LadderLabel& label) {
  return px(label.remark ? kBeforeRemark : kBeforePayload);
}

Type end_type(const LadderLabel& label) {
  return is_wall(label.type) ? Type::wall_strong : Type::note_strong;
}

float payload_width(const LadderLabel& label) {
  return before_payload(label) + text_width(label.payload, payload_type(label)) + px(1);
}

// Behind the last line where it has room, else below it.
bool payload_beside(const LadderLabel& label, const WireSize& wire, float room) {
  return wire.end + payload_width(label) <= room;
}

Role role_of(const view::LadderRow& row) {
  const bool future = row.time == view::LadderRow::Time::future;
  if (row.kind == view::LadderRow::Kind::notice)
    return future || row.pale ? Role::ink_3 : row.broken ? Role::error : Role::ink_2;
  if (row.broken && !future) return Role::error;
  const bool pale = future || row.pale;
  return pale ? Role::ink_3 : Role::ink_2;
}

Type type_of(const view::LadderRow& row, bool wall) {
  if (row.line || row.names_line) return wall ? Type::wall_wire : Type::wire;
  const bool loud = row.kind == view::LadderRow::Kind::notice && row.broken;
  if (wall) return loud ? Type::wall_strong : Type::wall_text;
  return loud ? Type::text_strong : Type::label;
}

}  // namespace

bool is_current(const view::LadderRow& row) {
  return row.time == view::LadderRow::Time::now &&
         (row.kind != view::LadderRow::Kind::segment || row.selected_segment);
}

bool is_notice(const view::LadderRow& row) {
  return row.kind == view::LadderRow::Kind::notice || row.from_lane == row.to_lane;
}

view::LadderRow command_of(const view::LadderRow& row) {
  view::LadderRow command = row;
  std::swap(command.from_lane, command.to_lane);
  command.wire = row.command;
  command.words = row.command_words;
  command.remark = row.command_remark;
  command.payload.clear();
  command.broken = false;
  if (row.time == view::LadderRow::Time::future && row.asked)
    command.time = view::LadderRow::Time::past;
  return command;
}

LadderLabel label_of(const view::LadderRow& row, bool wall) {
  LadderLabel label;
  label.is_wire = row.line;
  label.wire = row.wire;
  label.words = row.words;
  if (!wall) label.payload = row.payload;
  label.remark = !row.remark.empty();
  if (label.remark) label.payload = row.remark;
  label.type = type_of(row, wall);
  label.role = role_of(row);
  label.future = row.time == view::LadderRow::Time::future;
  label.on_soft = is_current(row);
  if (label.on_soft && label.role == Role::ink_3) label.role = Role::ink_2;  // to be read on it
  return label;
}

namespace {

LabelSize size_below_end(const LadderLabel& label, float room) {
  if (!label.is_wire) {
    const float whole = std::ceil(text_width(label.words, label.type)) + 1;
    const float height = paragraph_height(label.words, label.type, room);
    return {std::min(whole, room), std::min(height, most_height(label))};
  }
  const WireSize wire = wire_size(room, label.wire, look_of(label));
  LabelSize size{std::ceil(wire.width) + 1, std::min(wire.height, most_height(label))};
  if (label.payload.empty()) return size;
  if (payload_beside(label, wire, room)) {
    size.width = std::max(size.width, wire.end + payload_width(label));
  } else {
    size.width = std::max(size.width, payload_width(label));
    size.height += line_height(label.type);
  }
  return size;
}

void put_payload(const LadderLabel& label, ImVec2 corner, float room) {
  const WireSize wire = wire_size(room, label.wire, look_of(label));
  const bool beside = payload_beside(label, wire, room);
  const float x = corner.x + (beside ? wire.end : 0);
  const float y = corner.y + size_below_end(label, room).height - line_height(label.type);
  if (!label.remark)
    triangle_right({x + px(14), y + line_height(label.type) / 2}, Role::ink_2, 3.5f);
  // Below the line it begins where the line does.
  const float before = label.remark && !beside ? 0 : before_payload(label);
  put_on_baseline({x + before, y}, label.type, label.payload, payload_type(label),
                  label.future    ? Role::ink_3
                  : label.remark ? Role::mark
                                 : Role::ink_2);
}

void put_words(const LadderLabel& label, ImVec2 corner, float room, const Rect& behind) {
  if (!label.is_wire) {
    const std::string words = words_of(label, room);
    put_paragraph(corner, behind.width() - 2 * px(kAround), words, label.type, label.role,
                  Align::centre);
    if (words != label.words) tooltip_over(behind, label.words);
    return;
  }
  const view::WireLine line = wire_of(label, room);
  put_wire_wrapped(corner, room, line, look_of(label));
  if (line.words != label.wire.words) tooltip_over(behind, view::plain_text(label.wire));
  if (!label.payload.empty()) put_payload(label, corner, room);
}

float end_height(const LadderLabel& label) {
  return label.end.empty() ? 0 : line_height(end_type(label));
}

}  // namespace

LabelSize label_size(const LadderLabel& label, float room) {
  LabelSize size = size_below_end(label, room);
  if (label.end.empty()) return size;
  size.width = std::max(size.width, std::min(room, text_width(label.end, end_type(label)) + 1));
  size.height += end_height(label);
  return size;
}

float label_extra(const LadderLabel& label, float room) {
  return std::max(0.0f, label_size(label, room).height - line_height(label.type));
}

void put_label(const LadderLabel& label, ImVec2 corner, float room, bool ground) {
  const LabelSize size = label_size(label, room);
  const Rect behind{{corner.x - px(kAround), corner.y},
                    {corner.x + size.width + px(kAround), corner.y + size.height - px(2)}};
  if (ground) fill(behind, Role::surface);
  if (!label.end.empty()) {
    const Type type = end_type(label);
    const std::string end = shortened(label.end, type, size.width);
    const float x = label.end_at_right ? behind.max.x - px(kAround) - text_width(end, type)
                                       : corner.x;
    put_text({x, corner.y}, end, type, Role::ink_2);
    corner.y += end_height(label);
  }
  put_words(label, corner, room, behind);
}

}  // namespace popscope::gui
