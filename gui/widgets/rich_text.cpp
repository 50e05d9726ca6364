#include "gui/widgets/rich_text.h"

#include <algorithm>
#include <imgui_internal.h>
#include <vector>

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

// A pen that wraps. What touches without a space (a full stop behind code) is one word, whatever
// spans it is of: no line begins with punctuation. Only a word longer than the line is broken.
class Pen {
 public:
  Pen(ImVec2 corner, float width, const RichLook& look, bool draws)
      : corner_(corner), width_(width), look_(look), draws_(draws) {}

  void write(const view::RichText& text) {
    for (const view::Span& span : text) this->span(span);
    end_word();
  }

  float height() const { return y_ + line_height(look_.type); }

 private:
  struct Piece {
    std::string_view text;
    Type type;
    const view::Span* span;
  };

  void span(const view::Span& span) {
    const Type type = type_of(span, look_);
    const std::string_view text = span.text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      if (end > at) {
        word_.push_back({text.substr(at, end - at), type, &span});
        at = end;
        continue;
      }
      end_word();
      if (text[at] == '\n') new_line();
      else if (x_ > 0) x_ += text_width(" ", type);
      ++at;
    }
  }

  void end_word() {
    float width = 0;
    for (const Piece& piece : word_) width += text_width(piece.text, piece.type);
    if (x_ > 0 && x_ + width > width_) new_line();
    const bool whole = x_ + width <= width_;
    for (const Piece& piece : word_) {
      if (whole) put(piece.text, piece.type, *piece.span);
      else put_broken(piece);
    }
    word_.clear();
  }

  void put_broken(const Piece& piece) {
    std::size_t from = 0;
    while (x_ + text_width(piece.text.substr(from), piece.type) > width_) {
      const std::size_t end = line_end(piece.text, from, piece.type, width_ - x_);
      if (end >= piece.text.size()) break;
      put(piece.text.substr(from, end - from), piece.type, *piece.span);
      new_line();
      from = end;
    }
    put(piece.text.substr(from), piece.type, *piece.span);
  }

  void put(std::string_view text, Type type, const view::Span& span) {
    const float w = text_width(text, type);
    if (draws_ && !is_cut_below(corner_.y + y_, look_.type)) {
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
  std::vector<Piece> word_;
  float x_ = 0, y_ = 0;
};

}  // namespace

float put_rich(ImVec2 corner, float width, const view::RichText& text, const RichLook& look) {
  Pen pen(corner, width, look, true);
  pen.write(text);
  return pen.height();
}

float rich_height(float width, const view::RichText& text, const RichLook& look) {
  Pen pen({0, 0}, width, look, false);
  pen.write(text);
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
