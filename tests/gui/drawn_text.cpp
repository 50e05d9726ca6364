#include "tests/gui/drawn_text.h"

#include <algorithm>

#include "gui/testing/test_hooks.h"

namespace popscope::gui {
namespace {

// Four corners of the texture's: a line's have two, a fill's one.
bool is_letter(const ImDrawVert* v) {
  return v[0].uv.x < v[2].uv.x && v[0].uv.y < v[2].uv.y && v[0].uv.x == v[3].uv.x &&
         v[1].uv.x == v[2].uv.x && v[0].uv.y == v[1].uv.y && v[2].uv.y == v[3].uv.y &&
         v[0].pos.y == v[1].pos.y && v[0].pos.x == v[3].pos.x;
}

struct Letter {
  Rect whole, seen;
};

void add_letters(const ImDrawList& list, std::vector<Letter>& letters) {
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const ImVec4& clip = command.ClipRect;
    // Two triangles to a letter: six indices of four vertices that follow one another.
    for (unsigned i = 0; i + 6 <= command.ElemCount;) {
      const int at = static_cast<int>(command.IdxOffset + i);
      const unsigned first = list.IdxBuffer[at];
      const int vertex = static_cast<int>(command.VtxOffset + first);
      if (list.IdxBuffer[at + 4] != first + 2 || list.IdxBuffer[at + 5] != first + 3 ||
          vertex + 4 > list.VtxBuffer.Size || !is_letter(&list.VtxBuffer[vertex])) {
        i += 3;
        continue;
      }
      i += 6;
      const ImDrawVert* v = &list.VtxBuffer[vertex];
      const Rect seen{{std::max(v[0].pos.x, clip.x), std::max(v[0].pos.y, clip.y)},
                      {std::min(v[2].pos.x, clip.z), std::min(v[2].pos.y, clip.w)}};
      if (seen.width() > 0 && seen.height() > 0)
        letters.push_back({{v[0].pos, v[2].pos}, seen});
    }
  }
}

bool lie_on_one_another(const Rect& a, const Rect& b, float slack) {
  return std::min(a.max.x, b.max.x) - std::max(a.min.x, b.min.x) > slack &&
         std::min(a.max.y, b.max.y) - std::max(a.min.y, b.min.y) > slack;
}

// Across its left or right edge.
bool lies_on_the_edge(const Rect& letter, const Rect& button, float slack) {
  const auto across = [&](float x) { return letter.min.x < x - slack && letter.max.x > x + slack; };
  return letter.centre().y > button.min.y && letter.centre().y < button.max.y &&
         (across(button.min.x) || across(button.max.x));
}

std::string at(const Rect& rect) {
  return std::to_string(static_cast<int>(rect.min.x)) + ", " +
         std::to_string(static_cast<int>(rect.min.y));
}

}  // namespace

std::string where_a_letter_is_cut() {
  std::vector<Letter> letters;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) add_letters(*list, letters);
  for (const Letter& letter : letters)
    if (letter.seen.width() < letter.whole.width() - 1) return at(letter.whole);
  return {};
}

std::vector<Rect> drawn_letters() {
  std::vector<Letter> all;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) add_letters(*list, all);
  std::vector<Rect> letters;
  for (const Letter& letter : all) letters.push_back(letter.seen);
  std::sort(letters.begin(), letters.end(),
            [](const Rect& a, const Rect& b) { return a.min.y < b.min.y; });
  return letters;
}

std::string where_text_lies_on_something(float slack) {
  const std::vector<Rect> letters = drawn_letters();
  for (std::size_t i = 0; i < letters.size(); ++i) {
    for (std::size_t n = i + 1; n < letters.size() && letters[n].min.y < letters[i].max.y; ++n)
      if (lie_on_one_another(letters[i], letters[n], slack))
        return "letters at " + at(letters[i]) + " and " + at(letters[n]);
  }
  for (const Widget& widget : seen_widgets()) {
    // Windows and areas that scroll are seen as widgets, too.
    const bool area = widget.label == "Debug" || widget.label.rfind("popscope", 0) == 0;
    if (!widget.visible || widget.label.empty() || area) continue;
    for (const Rect& letter : letters)
      if (lies_on_the_edge(letter, {widget.min, widget.max}, slack))
        return "a letter at " + at(letter) + " on " + widget.label;
  }
  return {};
}

}  // namespace popscope::gui
