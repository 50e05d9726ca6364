#pragma once
// What the pages of a quiz have in common: words that are drawn or only measured, the two columns,
// the navigator, the proof.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "gui/panels/meaning.h"
#include "gui/panels/panels.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {

inline constexpr float kQuestionWidth = 760;

inline constexpr float kVoiceName = 92;

// Draws, or only measures: both in one pass over the same words, so that they cannot differ.
struct QuizPen {
  bool draws = true;
  const text::Catalogue& catalogue;

  float rich(ImVec2 at, float width, const view::RichText& words, Type type,
             Role role = Role::ink) const {
    if (words.empty()) return 0;
    RichLook look;
    look.type = type;
    look.role = role;
    look.code = type == Type::note ? Type::wire_note : type == Type::stem ? type : Type::wire;
    // Neither the question nor an answer explains its words.
    if (type == Type::note) look.meaning = meaning_of_terms(catalogue);
    return draws ? put_rich(at, width, words, look) : rich_height(width, words, look);
  }
  float words(ImVec2 at, float width, const std::string& words, Type type, Role role) const {
    if (words.empty()) return 0;
    return draws ? put_paragraph(at, width, words, type, role)
                 : paragraph_height(words, type, width);
  }
  // What an exam wants to hear, or what happens on the wire.
  float voice(ImVec2 at, float width, const char* key, const view::RichText& told) const {
    if (told.empty()) return 0;
    if (draws) put_text(at, catalogue.sentence(key), Type::note_strong, Role::ink_2);
    return rich({at.x + px(kVoiceName), at.y}, width - px(kVoiceName), told, Type::note);
  }
  float voices(ImVec2 at, float width, const view::RichText& exam,
               const view::RichText& wire) const {
    if (exam.empty()) return 0;
    const float first = px(8) + voice({at.x, at.y + px(8)}, width, "window.exam", exam);
    return first + px(4) + voice({at.x, at.y + first + px(4)}, width, "window.wire", wire);
  }
};

// The two columns of a page of a quiz; with one the navigator stands below.
struct QuizColumns {
  Rect main, side;
  bool two = true;
};
QuizColumns columns_of_quiz(const Rect& area);

// Each gives the height that it takes.
float draw_proof(const Rect& at, const view::QuizProofView& proof, PanelContext& context);
float draw_navigator(const Rect& at, const std::vector<view::QuizCell>& cells,
                     PanelContext& context);
float draw_misconception(const Rect& at, const view::QuizMisconception& met,
                         const std::string& lesson, PanelContext& context);

// From the top of what is drawn.
struct PartShown {
  float from = 0, to = 0;
};

// A lab's session, and what is answered in it: `asked` is where that stands.
float draw_lab(const Rect& at, const view::QuizQuestionView& question,
               const view::QuizLabView& lab, PartShown& asked, PanelContext& context);

// A part that scrolls, with something drawn into it that gives its height. `shown` is asked behind
// the drawing for what has to come into view; without room for all of that, its beginning does.
template <class Draw, class Shown>
void scrolled(const char* name, const Rect& area, const Rect& column, bool up, const Draw& draw,
              const Shown& shown) {
  ScrollArea scroll(name, area);
  if (up) scroll.scroll_to(0);
  const float above = px(28), below = px(24);
  const float top = area.min.y - scroll.scroll() + above;
  const float height = draw(Rect{{column.min.x, top}, {column.max.x, top + 1'000'000}});
  place({area.min.x, top + height + below});
  if (const std::optional<PartShown> part = shown()) {
    const float from = above + part->from - px(8);
    scroll.reveal(from, std::min(above + part->to + px(16), from + area.height()));
  }
}

template <class Draw>
void scrolled(const char* name, const Rect& area, const Rect& column, bool up, const Draw& draw) {
  scrolled(name, area, column, up, draw, [] { return std::optional<PartShown>(); });
}

}  // namespace popscope::gui
