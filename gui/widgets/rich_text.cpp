#include "gui/widgets/rich_text.h"

#include <imgui_internal.h>

#include "gui/widgets/popup.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

Type type_of(const view::Span& span, const RichLook& look) {
  switch (span.style) {
    case view::Span::Style::plain:
      return look.type;
    case view::Span::Style::code:
      return look.code;
    case view::Span::Style::strong:
      return strong(look.type);
  }
  return look.type;
}

// A pen that wraps. Words that touch without a space (a comma behind code) stay together only if
// they fit; a word longer than the line is broken.
class Pen {
 public:
  Pen(ImVec2 corner, float width, const RichLook& look, bool draws)
      : corner_(corner), width_(width), look_(look), draws_(draws) {}

  void span(const view::Span& span) {
    const Type type = type_of(span, look_);
    std::size_t at = 0;
    while (at < span.text.size()) {
      if (span.text[at] == '\n') {
        new_line();
        ++at;
        continue;
      }
      std::size_t end = span.text.find_first_of(" \n", at);
      if (end == std::string::npos) end = span.text.size();
      const bool space = end == at;
      if (space) end = at + 1;
      piece(std::string_view(span.text).substr(at, end - at), type, span, space);
      at = end;
    }
  }

  float height() const { return y_ + line_height(look_.type); }

 private:
  void piece(std::string_view text, Type type, const view::Span& span, bool space) {
    const float w = text_width(text, type);
    if (space) {
      if (x_ > 0) x_ += w;
      return;
    }
    if (x_ > 0 && x_ + w > width_) new_line();
    std::size_t from = 0;
    while (text_width(text.substr(from), type) > width_ && x_ == 0) {
      const std::size_t end = line_end(text, from, type, width_);
      if (end >= text.size()) break;
      put(text.substr(from, end - from), type, span);
      new_line();
      from = end;
    }
    put(text.substr(from), type, span);
  }

  void put(std::string_view text, Type type, const view::Span& span) {
    const float w = text_width(text, type);
    if (draws_) {
      const ImVec2 at{corner_.x + x_, corner_.y + y_};
      const bool code = span.style == view::Span::Style::code;
      put_on_baseline(at, look_.type, text, type, code ? look_.code_role : look_.role);
      if (!span.term.empty() && look_.meaning) term(Rect::at(at, w, line_height(look_.type)), span);
    }
    x_ += w;
  }

  void term(const Rect& word, const view::Span& span) {
    const float y = word.min.y + baseline(look_.type) + px(2);
    for (float x = word.min.x; x + px(1) <= word.max.x; x += px(3))
      line_across(x, x + px(1), y, Role::ink_3, px(1));
    if (hovers(word)) tooltip_over(word, look_.meaning(span.term));
  }

  void new_line() {
    x_ = 0;
    y_ += line_height(look_.type);
  }

  ImVec2 corner_;
  float width_;
  const RichLook& look_;
  bool draws_;
  float x_ = 0, y_ = 0;
};

}  // namespace

float put_rich(ImVec2 corner, float width, const view::RichText& text, const RichLook& look) {
  Pen pen(corner, width, look, true);
  for (const view::Span& span : text) pen.span(span);
  return pen.height();
}

float rich_height(float width, const view::RichText& text, const RichLook& look) {
  Pen pen({0, 0}, width, look, false);
  for (const view::Span& span : text) pen.span(span);
  return pen.height();
}

void rich(const view::RichText& text, const RichLook& look, float width) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  const float height = put_rich(corner, width, text, look);
  ImGui::ItemSize(ImVec2(width, height));
  ImGui::ItemAdd(ImRect(corner, {corner.x + width, corner.y + height}), 0);
}

}  // namespace popscope::gui
