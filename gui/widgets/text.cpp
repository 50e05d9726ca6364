#include "gui/widgets/text.h"

#include <cmath>
#include <cstdio>
#include <imgui_internal.h>
#include <string>

#include "gui/widgets/glyph_runs.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr std::string_view kPunctuation = ".,;:!?)]";

float plain_width(std::string_view run, const Baked& baked) {
  return baked.font->CalcTextSizeA(baked.size, FLT_MAX, 0, run.data(), run.data() + run.size()).x;
}

float box_width(std::string_view code, const Baked& small) {
  return std::ceil(plain_width(code, small)) + px(6);
}

}  // namespace

float text_width(std::string_view text, Type type) {
  const Baked& baked = ui().look.font(type);
  if (all_plain(text)) return plain_width(text, baked);
  const Baked& small = ui().look.font(Type::key);
  float width = 0;
  for (const GlyphRun& run : glyph_runs(text))
    width += run.boxed ? box_width(run.text, small) : plain_width(run.text, baked);
  return width;
}

float line_height(Type type) { return ui().look.font(type).line; }
float baseline(Type type) { return ui().look.font(type).baseline; }

float put_text(ImVec2 corner, std::string_view text, Type type, Role role) {
  if (text.empty()) return 0;
  const Baked& baked = ui().look.font(type);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 start{std::floor(corner.x + 0.5f), std::floor(corner.y + 0.5f)};
  const auto draw = [&](float x, std::string_view run) {
    list.AddText(baked.font, baked.size, {x, start.y + baked.top}, colour(role), run.data(),
                 run.data() + run.size());
    return plain_width(run, baked);
  };
  if (all_plain(text)) return draw(start.x, text);
  const Baked& small = ui().look.font(Type::key);
  float x = start.x;
  for (const GlyphRun& run : glyph_runs(text)) {
    if (!run.boxed) {
      x += draw(x, run.text);
      continue;
    }
    const float width = box_width(run.text, small);
    const float height = small.line;
    const float top = start.y + std::floor((baked.line - height) / 2);
    outline(Rect::at({std::floor(x) + px(1), top}, width - px(2), height), Role::ghost, px(2),
            px(1));
    list.AddText(small.font, small.size, {std::floor(x) + px(3), top + small.top}, colour(role),
                 run.text.data(), run.text.data() + run.text.size());
    x += width;
  }
  return x - start.x;
}

void put_text_in(const Rect& rect, std::string_view text, Type type, Role role, Align align) {
  float x = rect.min.x;
  if (align == Align::centre) x += std::floor((rect.width() - text_width(text, type)) / 2);
  if (align == Align::right) x = rect.max.x - std::ceil(text_width(text, type));
  put_text({x, rect.min.y + std::floor((rect.height() - line_height(type)) / 2)}, text, type, role);
}

float put_on_baseline(ImVec2 corner, Type line_type, std::string_view text, Type type, Role role) {
  return put_text({corner.x, corner.y + baseline(line_type) - baseline(type)}, text, type, role);
}

std::string shortened(std::string_view text, Type type, float width) {
  if (text_width(text, type) <= width) return std::string(text);
  constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
  const float room = width - text_width(kEllipsis, type);
  // Halving: a reply may be long, and this happens in every frame. Never within a character.
  const auto whole = [&text](std::size_t end) {
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return end;
  };
  std::size_t fits = 0, too_long = text.size();
  while (too_long - fits > 1) {
    const std::size_t middle = fits + (too_long - fits) / 2;
    if (text_width(text.substr(0, whole(middle)), type) <= room) {
      fits = middle;
    } else {
      too_long = middle;
    }
  }
  std::size_t end = whole(fits);
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + std::string(kEllipsis);
}

void put_subject(ImVec2 corner, float width, std::string_view text, Type type, Role role) {
  const std::string shown = shortened(text, type, width);
  put_text(corner, shown, type, role);
  if (shown != text)
    tooltip_over(Rect::at(corner, width, line_height(type)), text);
}

std::size_t line_end(std::string_view text, std::size_t from, Type type, float width) {
  const std::string_view rest = text.substr(from, text.find('\n', from) - from);
  if (text_width(rest, type) <= width) return from + rest.size();
  std::size_t fits = 0;
  for (std::size_t at = 0; at < rest.size();) {
    std::size_t end = rest.find(' ', at);
    if (end == std::string_view::npos) end = rest.size();
    if (text_width(rest.substr(0, end), type) > width) break;
    fits = end;
    at = end + 1;
  }
  if (fits > 0) return from + fits;
  // One word longer than the line: broken between characters, never cut off, and not before
  // punctuation.
  std::size_t end = 0, before = 0;
  while (end < rest.size()) {
    std::size_t next = end + 1;
    while (next < rest.size() && (static_cast<unsigned char>(rest[next]) & 0xC0) == 0x80) ++next;
    if (end > 0 && text_width(rest.substr(0, next), type) > width) break;
    before = end;
    end = next;
  }
  const bool punctuation = end < rest.size() && kPunctuation.find(rest[end]) != rest.npos;
  return from + (punctuation && before > 0 ? before : end);
}

namespace {

template <typename Line>
float each_line(std::string_view text, Type type, float width, Line line) {
  float height = 0;
  std::size_t from = 0;
  do {
    const std::size_t end = line_end(text, from, type, width);
    line(height, text.substr(from, end - from));
    height += line_height(type);
    from = end;
    if (from < text.size() && (text[from] == '\n' || text[from] == ' '))
      ++from;
    else if (from >= text.size())
      break;
  } while (from < text.size());
  return height;
}

}  // namespace

bool is_cut_below(float top, Type type) {
  // The lowest part of a line is empty but for a comma's foot.
  constexpr float kLetters = 0.85f;
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  const float low = list.GetClipRectMax().y;
  const bool room_for_one = low - list.GetClipRectMin().y >= line_height(type);
  return room_for_one && top + line_height(type) * kLetters > low;
}

float put_paragraph(ImVec2 corner, float width, std::string_view text, Type type, Role role,
                    Align align) {
  return each_line(text, type, width, [&](float y, std::string_view line) {
    if (is_cut_below(corner.y + y, type)) return;
    float x = 0;
    if (align != Align::left) {
      x = width - text_width(line, type);
      if (align == Align::centre) x = std::floor(x / 2);
    }
    put_text({corner.x + x, corner.y + y}, line, type, role);
  });
}

float paragraph_height(std::string_view text, Type type, float width) {
  return each_line(text, type, width, [](float, std::string_view) {});
}

void put_lines(ImVec2 corner, float width, int lines, std::string_view text, Type type, Role role,
               Align align) {
  std::size_t from = 0;
  for (int line = 1; line < lines && from < text.size(); ++line) {
    from = line_end(text, from, type, width);
    while (from < text.size() && text[from] == ' ') ++from;
  }
  // What stands before the last line, then as much of the rest as fits.
  std::string shown(text.substr(0, from));
  shown += shortened(text.substr(from), type, width);
  put_paragraph(corner, width, shown, type, role, align);
  if (shown == text) return;
  const float height = static_cast<float>(lines) * line_height(type);
  tooltip_over(Rect::at(corner, width, height), text);
}

void text(std::string_view words, Type type, Role role) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = put_text(corner, words, type, role);
  ImGui::ItemSize(ImVec2(std::ceil(width), line_height(type)));
  ImGui::ItemAdd(ImRect(corner, {corner.x + width, corner.y + line_height(type)}), 0);
}

void paragraph(std::string_view words, Type type, Role role, float width) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  const float height = put_paragraph(corner, width, words, type, role);
  ImGui::ItemSize(ImVec2(width, height));
  ImGui::ItemAdd(ImRect(corner, {corner.x + width, corner.y + height}), 0);
}

void gap(float logical) {
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  ImGui::ItemSize(ImVec2(0, px(logical) - spacing));
}

void rule() {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  line_across(corner.x, corner.x + width, corner.y);
  ImGui::ItemSize(ImVec2(width, hairline()));
}

}  // namespace popscope::gui
