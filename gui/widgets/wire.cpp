#include "gui/widgets/wire.h"

#include <algorithm>
#include <cmath>

#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kBeforeLineEnd = 6;

std::string_view speaker(const view::WireLine& line) {
  return line.speaker == view::Speaker::client ? "C: " : "S: ";
}

std::string_view line_end_name(view::WireLine::End end) {
  switch (end) {
    case view::WireLine::End::crlf:
      return "CR LF";
    case view::WireLine::End::bare_lf:
      return "LF";
    case view::WireLine::End::none:
      return {};
  }
  return {};
}

Role tone_role(view::Tone tone) {
  switch (tone) {
    case view::Tone::plain:
      return Role::ink;
    case view::Tone::ok:
      return Role::ok;
    case view::Tone::error:
      return Role::error;
  }
  return Role::ink;
}

// Draws or only measures; breaks the words at the width if there is one.
class WirePen {
 public:
  WirePen(ImVec2 corner, float width, const WireLook& look, bool draws)
      : corner_(corner), width_(width), look_(look), draws_(draws) {}

  void write(const view::WireLine& line) {
    const Role pale = look_.on_soft ? Role::ink_2 : Role::ink_3;
    if (look_.speaker) put(speaker(line), look_.type, pale);
    indent_ = x_;
    if (line.stuffed && !line.words.empty()) added_dot();
    if (!line.status.empty()) {
      put(line.status, strong(look_.type), look_.future ? pale : tone_role(line.tone));
      if (!line.words.empty()) x_ += text_width(" ", look_.type);
    }
    secret_from_ = line.secret_from;
    secret_end_ = line.secret_from + line.secret_count;
    words(line.words, look_.future ? pale : Role::ink);
    const std::string_view end = line_end_name(line.end);
    if (!look_.line_end || end.empty()) return;
    const float gap = exact(kBeforeLineEnd);
    if (x_ + gap + text_width(end, Type::tiny) > width_)
      new_line();
    else
      x_ += gap;
    if (draws_) put_on_baseline(at(), look_.type, end, Type::tiny, pale);
    x_ += text_width(end, Type::tiny);
    widest_ = std::max(widest_, x_);
  }

  float height() const { return y_ + line_height(look_.type); }
  float widest() const { return widest_; }
  float end() const { return x_; }

 private:
  ImVec2 at() const { return {corner_.x + x_, corner_.y + y_}; }

  void put(std::string_view text, Type type, Role role) {
    if (draws_) put_text(at(), text, type, role);
    x_ += text_width(text, type);
    widest_ = std::max(widest_, x_);
  }

  void added_dot() {
    if (!draws_) return;
    const float width = text_width(".", look_.type);
    const Rect behind = Rect::at(at(), width, line_height(look_.type)).inset(0, px(1));
    soft_fill(behind, Role::mark_soft);
  }

  void words(std::string_view text, Role role) {
    std::size_t from = 0;
    while (from < text.size() && x_ + text_width(text.substr(from), look_.type) > width_) {
      if (x_ > indent_ && width_ - x_ < (width_ - indent_) / 4) {
        new_line();
        continue;
      }
      const std::size_t end = line_end(text, from, look_.type, width_ - x_);
      behind_secret(text, from, end);
      put(text.substr(from, end - from), look_.type, role);
      from = end;
      while (from < text.size() && text[from] == ' ') ++from;
      if (from < text.size()) new_line();
    }
    if (from >= text.size()) return;
    behind_secret(text, from, text.size());
    put(text.substr(from), look_.type, role);
  }

  // Of the words from `from` to `end`, which are about to be put.
  void behind_secret(std::string_view text, std::size_t from, std::size_t end) {
    const std::size_t first = std::max(from, secret_from_), last = std::min(end, secret_end_);
    if (!draws_ || first >= last) return;
    const float before = text_width(text.substr(from, first - from), look_.type);
    const float width = text_width(text.substr(first, last - first), look_.type);
    const Rect behind = Rect::at({at().x + before, at().y}, width, line_height(look_.type));
    soft_fill(behind.inset(-px(2), px(1)), Role::mark_soft, px(3));
  }

  void new_line() {
    x_ = indent_;
    y_ += line_height(look_.type);
  }

  ImVec2 corner_;
  float width_;
  const WireLook& look_;
  bool draws_;
  std::size_t secret_from_ = 0, secret_end_ = 0;
  float x_ = 0, y_ = 0, indent_ = 0, widest_ = 0;
};

constexpr float kNoLimit = 1e9f;

}  // namespace

WireSize wire_size(float width, const view::WireLine& line, const WireLook& look) {
  WirePen pen({0, 0}, width, look, false);
  pen.write(line);
  return {pen.widest(), pen.height(), pen.end()};
}

float wire_width(const view::WireLine& line, const WireLook& look) {
  return wire_size(kNoLimit, line, look).width;
}

float put_wire(ImVec2 corner, const view::WireLine& line, const WireLook& look) {
  WirePen pen(corner, kNoLimit, look, true);
  pen.write(line);
  return pen.widest();
}

float put_wire_wrapped(ImVec2 corner, float width, const view::WireLine& line,
                       const WireLook& look) {
  WirePen pen(corner, width, look, true);
  pen.write(line);
  return pen.height();
}

float wire_height(float width, const view::WireLine& line, const WireLook& look) {
  return wire_size(width, line, look).height;
}

}  // namespace popscope::gui
