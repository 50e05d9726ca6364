// "Proved by a run", and what can be changed in it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/panels/panels.h"
#include "gui/panels/quiz_parts.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

constexpr float kProofBeside = 560;  // the parameters have room beside the lines
constexpr float kParameters = 270;

float put_evidence(const Rect& at, const view::EvidenceLine& line, bool draws) {
  const float y = at.min.y + px(2);
  WireLook look;
  look.on_soft = line.decides;
  float height = line_height(Type::wire);
  if (line.wire) {
    height = draws ? put_wire_wrapped({at.min.x, y}, at.width(), *line.wire, look)
                   : wire_height(at.width(), *line.wire, look);
  } else if (draws) {
    height = put_paragraph({at.min.x, y}, at.width(), line.text, Type::text,
                           line.broken    ? Role::error
                           : line.decides ? Role::accent
                                          : Role::ink_2);
  } else {
    height = paragraph_height(line.text, Type::text, at.width());
  }
  return height + px(4);
}

float put_lines(const Rect& at, const std::vector<view::EvidenceLine>& lines, bool draws) {
  float y = at.min.y;
  for (const view::EvidenceLine& line : lines) {
    const Rect row{{at.min.x, y}, {at.max.x, y + 1}};
    const float height = put_evidence(row, line, false);
    if (draws && line.decides)
      soft_fill({{at.min.x - px(8), y}, {at.max.x, y + height}}, Role::accent_soft, px(4));
    if (draws) put_evidence(row, line, true);
    y += height;
  }
  return y - at.min.y;
}

float put_parameters(const Rect& at, const view::QuizProofView& proof, bool draws,
                     PanelContext& context) {
  const QuizPen pen{draws, context.catalogue};
  float y = at.min.y + px(2);
  y += pen.words({at.min.x, y}, at.width(), proof.when, Type::note, Role::ink_2) + px(4);
  for (std::size_t r = 0; r < proof.parameters.size(); ++r) {
    float x = at.min.x;
    for (std::size_t o = 0; o < proof.parameters[r].size(); ++o) {
      const view::QuizParameter& option = proof.parameters[r][o];
      ChipLook look;
      look.form = option.chosen ? ChipForm::chosen : ChipForm::plain;
      const std::string words = shortened(option.name, Type::note, at.width() - px(20));
      if (words != option.name) look.tooltip = option.name;
      const float width = chip_width(words, look);
      if (x > at.min.x && x + width > at.max.x) {
        x = at.min.x;
        y += px(metrics::kHitMin);
      }
      if (draws) {
        place({x, y});
        const std::string label =
            words + "##parameter" + std::to_string(r) + "." + std::to_string(o);
        if (chip(label, look))
          context.actions.push_back(
              SetParameter{static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(o)});
      }
      x += width + px(metrics::kGap8);
    }
    y += px(metrics::kHitMin);
  }
  y += px(2);
  y += pen.words({at.min.x, y}, at.width(), proof.holds, Type::note_strong, Role::ink);
  return y - at.min.y;
}

}  // namespace

float draw_proof(const Rect& at, const view::QuizProofView& proof, PanelContext& context) {
  const std::string heading = context.catalogue.sentence("quiz.proof");
  const float inner = at.width() - 2 * px(metrics::kPanePadding);
  const bool changes = !proof.parameters.empty();
  const bool beside = changes && at.width() >= px(kProofBeside);
  const float lines_width = beside ? inner - px(kParameters) - px(33) : inner;
  const auto part = [&](float width) { return Rect::at({0, 0}, width, 1); };
  const bool note_beside = text_width(heading, Type::heading) +
                               text_width(proof.note, Type::note) + px(24) <= inner;
  const float head = line_height(Type::heading) + px(8) +
                     (note_beside ? 0 : paragraph_height(proof.note, Type::note, inner) + px(4));
  const float lines = put_lines(part(lines_width), proof.lines, false);
  const float other =
      changes ? put_parameters(part(beside ? px(kParameters) : inner), proof, false, context) : 0;
  const float body = beside ? std::max(lines, other) : lines + (changes ? px(12) + other : 0);
  const Rect outer = Rect::at(at.min, at.width(), body + head + 2 * px(metrics::kPanePadding));
  Rect inside = pane(outer);
  put_text(inside.min, heading, Type::heading, Role::ink_2);
  if (note_beside)
    put_text({inside.max.x - text_width(proof.note, Type::note), inside.min.y}, proof.note,
             Type::note, Role::ink_2);
  else
    put_paragraph({inside.min.x, inside.min.y + line_height(Type::heading) + px(4)}, inner,
                  proof.note, Type::note, Role::ink_2);
  inside.cut_top(head);
  put_lines(Rect::at(inside.min, lines_width, lines), proof.lines, true);
  if (!changes) return outer.height();
  Rect rest = inside;
  if (beside) {
    rest.cut_left(lines_width + px(16));
    line_down(rest.min.x, inside.min.y, inside.max.y);
    rest.cut_left(px(17));
  } else {
    rest.cut_top(lines + px(12));
  }
  put_parameters(rest, proof, true, context);
  return outer.height();
}

}  // namespace popscope::gui
