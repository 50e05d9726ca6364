#include "gui/widgets/button.h"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>
#include <numeric>

#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

struct Inks {
  Role inside = Role::surface;
  Role border = Role::line;
  Role ink = Role::ink;
  Role cap = Role::ink_2;
  Role cap_border = Role::line;
};

Inks inks(const ButtonLook& look, const Control& control) {
  if (!look.enabled) return {Role::surface, Role::line, Role::ink_3, Role::ink_3, Role::line};
  if (look.primary)
    return {Role::accent, Role::accent, Role::on_accent, Role::on_accent, Role::on_accent};
  Inks result;
  if (control.hovered) result.border = Role::ghost;
  if (control.held) result.inside = Role::ground;
  return result;
}

void button_box(const Control& control, const Inks& ink, bool dashed) {
  const float radius = exact(metrics::kControlRadius);
  fill(control.rect, ink.inside, radius);
  if (dashed)
    outline_dashed(control.rect, Role::ghost, radius);
  else
    outline(control.rect, ink.border, radius);
  // Pointed at, the primary button grows a ring inside; its colour stays what it means.
  if (ink.inside == Role::accent && control.hovered)
    outline(control.rect.inset(px(2)), Role::on_accent, radius - px(2), px(1));
}

void finish(const Control& control, float radius, std::string_view tip) {
  if (control.focused) draw_focus_ring(control.rect, radius);
  if (!tip.empty()) tooltip(tip);
}

Role chip_ink(ChipForm form) {
  switch (form) {
    case ChipForm::plain:
      return Role::ink_2;
    case ChipForm::chosen:
      return Role::accent;
    case ChipForm::not_permitted:
      return Role::ink_3;
  }
  return Role::ink_2;
}

Type chip_type(const ChipLook& look) { return look.wire ? Type::wire_note : Type::note; }

}  // namespace

float key_cap_width(const view::KeyCap& key) {
  const float width = std::ceil(text_width(key.name, Type::key)) + 2 * px(metrics::kKeyCapPadding);
  return std::max(width, px(metrics::kKeyCapHeight) - px(1));
}

void put_key_cap(ImVec2 corner, const view::KeyCap& key, Role ink, Role border) {
  if (!ui().focus.is_heard(key.chord)) return;
  const Rect cap = Rect::at(corner, key_cap_width(key), px(metrics::kKeyCapHeight));
  outline(cap, border, exact(metrics::kKeyCapRadius), px(1));
  put_text_in(cap, key.name, Type::key, ink, Align::centre);
}

float button_width(std::string_view label, const ButtonLook& look) {
  float width = 2 * px(metrics::kControlPadding);
  width += std::ceil(text_width(shown_label(label), Type::text_medium));
  if (look.icon != Icon::none) width += icon_width() + px(metrics::kGap8);
  if (!look.key.empty()) width += px(metrics::kGap8) + key_cap_width(look.key);
  if (!look.leading_key.empty()) width += px(metrics::kGap8) + key_cap_width(look.leading_key);
  return width;
}

bool button(std::string_view label, const ButtonLook& asked) {
  // The button stays as wide when its key is not heard; what is left is centred.
  const float width = asked.width > 0 ? asked.width : button_width(label, asked);
  ButtonLook look = asked;
  if (!look.key.empty() && !ui().focus.is_heard(look.key.chord)) look.key = {};
  const float natural = button_width(label, look);
  const Control control = gui::control(label, {width, px(metrics::kControlHeight)}, {look.enabled});
  const Inks ink = inks(look, control);
  button_box(control, ink, !look.enabled);

  Rect inside = control.rect.inset(px(metrics::kControlPadding), 0);
  const float cap_y =
      control.rect.min.y + std::floor((control.rect.height() - px(metrics::kKeyCapHeight)) / 2);
  if (look.leading_key.empty() && width > natural)
    inside = inside.inset(std::floor((width - natural) / 2), 0);
  if (!look.leading_key.empty()) {
    const Rect cap = inside.cut_left(key_cap_width(look.leading_key));
    put_key_cap({cap.min.x, cap_y}, look.leading_key, ink.cap, ink.cap_border);
    inside.cut_left(px(metrics::kGap8));
  }
  if (look.icon != Icon::none) {
    put_icon(inside.cut_left(icon_width()).centre(), look.icon, ink.ink);
    inside.cut_left(px(metrics::kGap8));
  }
  if (!look.key.empty())
    put_key_cap({inside.cut_right(key_cap_width(look.key)).min.x, cap_y}, look.key, ink.cap,
                ink.cap_border);
  put_text_in(inside, shown_label(label), Type::text_medium, ink.ink);
  finish(control, exact(metrics::kControlRadius), look.tooltip);
  return control.pressed;
}

Fitted fitted(const std::string& words, ButtonLook look, float room) {
  if (button_width(words, look) > room) look.key = {};
  const float width = button_width(words, look);
  if (width <= room) return {words, look};
  look.tooltip = words;
  const float around = width - text_width(words, Type::text_medium);
  // Two that both lose all but a letter are still two.
  return {shortened(words, Type::text_medium, std::max(px(24), room - around)) + "##" + words,
          look};
}

std::vector<Fitted> fitted(const std::vector<Worded>& row, float gap, float room) {
  const auto width_of = [](const Worded& each, bool key) {
    ButtonLook look = each.look;
    if (!key) look.key = {};
    return button_width(each.words, look);
  };
  room -= gap * static_cast<float>(row.size() - 1);
  float all = 0;
  for (const Worded& each : row) all += width_of(each, true);
  const bool keys = all <= room;
  // The narrowest first: what it leaves of its share is for the others.
  std::vector<std::size_t> order(row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return width_of(row[a], keys) < width_of(row[b], keys);
  });
  std::vector<Fitted> fits(row.size());
  for (std::size_t n = 0; n < order.size(); ++n) {
    const Worded& each = row[order[n]];
    ButtonLook look = each.look;
    if (!keys) look.key = {};
    const float share = room / static_cast<float>(order.size() - n);
    fits[order[n]] = fitted(each.words, look, keys ? width_of(each, true) : share);
    room -= fits[order[n]].width();
  }
  return fits;
}

namespace {

float before_lines(const view::KeyCap& key) {
  return px(metrics::kControlPadding) + (key.empty() ? 0 : key_cap_width(key) + px(metrics::kGap8));
}

float lines_width(float width, const view::KeyCap& key) {
  return width - before_lines(key) - px(metrics::kControlPadding);
}

}  // namespace

float lines_button_height(std::string_view label, float width, const view::KeyCap& key) {
  const float words =
      paragraph_height(shown_label(label), Type::text_medium, lines_width(width, key));
  return std::max(px(metrics::kControlHeight), words + px(metrics::kGap12));
}

bool lines_button(std::string_view label, float width, const view::KeyCap& key) {
  const std::string_view words = shown_label(label);
  const Control hit = gui::control(label, {width, lines_button_height(label, width, key)});
  const Rect& rect = hit.rect;
  const float radius = px(metrics::kControlRadius);
  box(rect, hit.hovered || hit.held ? Role::accent_soft : Role::surface, Role::line, radius);
  if (!key.empty())
    put_key_cap({rect.min.x + px(metrics::kControlPadding),
                 rect.centre().y - px(metrics::kKeyCapHeight) / 2},
                key);
  const float room = lines_width(width, key);
  const float height = paragraph_height(words, Type::text_medium, room);
  put_paragraph({rect.min.x + before_lines(key), rect.centre().y - height / 2}, room, words,
                Type::text_medium, Role::ink);
  if (hit.focused) draw_focus_ring(rect, radius);
  return hit.pressed;
}

bool icon_button(std::string_view label, Icon icon, const ButtonLook& look) {
  const float width = look.width > 0 ? look.width : px(metrics::kIconButtonWidth);
  const Control control = gui::control(label, {width, px(metrics::kControlHeight)}, {look.enabled});
  Inks ink = inks(look, control);
  if (!look.enabled) ink.ink = Role::ghost;
  button_box(control, ink, false);
  put_icon(control.rect.centre(), icon, ink.ink);
  finish(control, exact(metrics::kControlRadius),
         look.tooltip.empty() ? shown_label(label) : look.tooltip);
  return control.pressed;
}

float chip_width(std::string_view label, const ChipLook& look) {
  float width = 2 * px(metrics::kChipPadding);
  width += std::ceil(text_width(shown_label(label), chip_type(look)));
  if (!look.key.empty()) width += px(metrics::kGap8) + key_cap_width(look.key);
  return std::max(width, px(metrics::kChipHeight));
}

bool chip(std::string_view label, const ChipLook& look) {
  const Control control =
      gui::control(label, {chip_width(label, look), px(metrics::kChipHeight)}, {});
  const float radius = exact(metrics::kChipRadius);
  const bool off = look.form == ChipForm::not_permitted;
  Role border = control.hovered ? Role::ghost : Role::line;
  const bool chosen = look.form == ChipForm::chosen;
  // Where there are no soft fills it is filled: hue alone would not tell it from the others.
  const bool filled = chosen && !soft_fills();
  if (chosen) border = Role::accent;
  fill(control.rect, filled ? Role::accent : chosen ? Role::accent_soft : Role::surface, radius);
  if (off)
    outline_dashed(control.rect, Role::ghost, radius);
  else
    outline(control.rect, border, radius);

  Rect inside = control.rect.inset(px(metrics::kChipPadding), 0);
  if (!look.key.empty()) {
    const Rect cap = inside.cut_right(key_cap_width(look.key));
    const float y =
        control.rect.min.y + std::floor((control.rect.height() - px(metrics::kKeyCapHeight)) / 2);
    put_key_cap({cap.min.x, y}, look.key, filled ? Role::on_accent : Role::ink_3);
    inside.cut_right(px(metrics::kGap8));
  }
  const Role ink =
      filled                                                    ? Role::on_accent
      : look.wire && !off && look.form == ChipForm::plain ? Role::ink
                                                          : chip_ink(look.form);
  put_text_in(inside, shown_label(label), chip_type(look), ink, Align::centre);
  finish(control, radius, look.tooltip);
  return control.pressed && !off;
}

float tag_width(std::string_view text) {
  return std::ceil(text_width(text, Type::note)) + 2 * px(metrics::kChipPadding);
}

float tag_height(std::string_view text, float width) {
  if (tag_width(text) <= width) return px(metrics::kChipHeight);
  const float inside = width - 2 * px(metrics::kChipPadding);
  return paragraph_height(text, Type::note, inside) + px(metrics::kChipHeight) -
         line_height(Type::note);
}

void tag(std::string_view text, float width) {
  if (width <= 0) width = tag_width(text);
  const Rect rect =
      Rect::at(ImGui::GetCursorScreenPos(), width, tag_height(text, width));
  outline(rect, Role::line, exact(metrics::kChipRadius));
  if (tag_width(text) <= width) {
    put_text_in(rect, text, Type::note, Role::ink_2, Align::centre);
  } else {
    const float above = (px(metrics::kChipHeight) - line_height(Type::note)) / 2;
    const Rect lines = rect.inset(px(metrics::kChipPadding), std::floor(above));
    put_paragraph(lines.min, lines.width(), text, Type::note, Role::ink_2);
  }
  ImGui::ItemSize(rect.size());
  ImGui::ItemAdd(ImRect(rect.min, rect.max), 0);
}

bool text_button(std::string_view label, Type type, Role role) {
  const std::string_view words = shown_label(label);
  const float width = std::ceil(text_width(words, type));
  const Control control = gui::control(label, {width, line_height(type)});
  put_text(control.rect.min, words, type, control.hovered ? Role::ink : role);
  if (control.hovered) {
    const float y = control.rect.min.y + baseline(type) + px(2);
    line_across(control.rect.min.x, control.rect.max.x, y, Role::ink_3, px(1));
  }
  if (control.focused) draw_focus_ring(control.rect, px(2));
  return control.pressed;
}

}  // namespace popscope::gui
