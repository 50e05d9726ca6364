#include <algorithm>

#include "gui/panels/meaning.h"
#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

// What stands above the bottom bar where the story is folded away: an open question with its
// answers, a line to be typed, or the ways on.
struct QuestionBar {
  view::RichText question;
  std::vector<std::string> choices;
  std::vector<view::KeyCap> keys;  // of each of them
};

std::vector<view::KeyCap> numbers_of(const std::vector<std::string>& choices) {
  std::vector<view::KeyCap> keys;
  for (std::size_t i = 0; i < choices.size(); ++i) keys.push_back(view::cap_of_choice(i));
  return keys;
}

QuestionBar question_bar_of(const view::StoryView& view, const text::Catalogue& catalogue) {
  if (view.ask) return {view.ask->question, view.ask->answers, numbers_of(view.ask->answers)};
  if (view.attempt) {
    view::RichText task = view.attempt->task;
    if (!view.attempt->wrong.empty()) task = {{view.attempt->wrong, {}, {}}};
    std::vector<std::string> line;
    if (!view.attempt->shown.empty()) line.push_back(view.attempt->shown);
    return {std::move(task), std::move(line),
            {view::cap_of(view::KeyAction::console, catalogue)}};
  }
  if (view.ways.empty()) return {};
  return {{{view.ways_heading, {}, {}}}, view.ways, numbers_of(view.ways)};
}

ButtonLook choice_look(const view::KeyCap& key, float width = 0) {
  ButtonLook look;
  look.leading_key = key;
  look.width = width;
  return look;
}

struct PlacedChoice {
  float x = 0, y = 0, width = 0, height = 0;
};

// Side by side from the left, in as many rows as it takes; one that is wider than all the room has
// its words in several lines.
std::vector<PlacedChoice> flow(const QuestionBar& bar, float room) {
  std::vector<PlacedChoice> placed;
  float x = 0, y = 0, row = 0;
  for (std::size_t i = 0; i < bar.choices.size(); ++i) {
    const float wish = button_width(bar.choices[i], choice_look(bar.keys[i]));
    const float width = std::min(room, wish);
    if (x > 0 && x + width > room) {
      x = 0;
      y += row + px(6);
    }
    row = wish > room ? lines_button_height(bar.choices[i], room, bar.keys[i])
                      : px(metrics::kControlHeight);
    placed.push_back({x, y, width, row});
    x += width + px(8);
  }
  return placed;
}

bool put_choice(const std::string& words, const view::KeyCap& key, const PlacedChoice& at) {
  if (at.height > px(metrics::kControlHeight)) return lines_button(words, at.width, key);
  return button(words, choice_look(key, at.width));
}

float width_of(const std::vector<PlacedChoice>& row) {
  return row.empty() ? 0 : row.back().x + row.back().width;
}

float height_of(const std::vector<PlacedChoice>& rows) {
  return rows.empty() ? 0 : rows.back().y + rows.back().height;
}

constexpr float kQuestionLeast = 220;  // beside its answers; else it stands above them

}  // namespace

float question_bar_height(float width, const view::StoryView& view, PanelContext& context) {
  const QuestionBar bar = question_bar_of(view, context.catalogue);
  if (bar.question.empty()) return 0;
  const float inside = width - 2 * px(metrics::kPanePadding);
  RichLook look;
  look.type = Type::text_strong;
  const std::vector<PlacedChoice> choices = flow(bar, inside);
  const float beside = inside - width_of(choices) - px(16);
  if (height_of(choices) <= px(metrics::kControlHeight) && beside >= px(kQuestionLeast)) {
    return std::max(px(56), rich_height(beside, bar.question, look) + px(16));
  }
  const float below = choices.empty() ? 0 : px(8) + height_of(choices);
  return px(10) + rich_height(inside, bar.question, look) + below + px(10);
}

void draw_question_bar(const Rect& area, const view::StoryView& view, PanelContext& context) {
  const QuestionBar bar = question_bar_of(view, context.catalogue);
  if (bar.question.empty()) return;
  fill(area, soft_fills() ? Role::accent_soft : Role::surface);
  line_across(area.min.x, area.max.x, area.min.y);
  const Rect inside = area.inset(px(metrics::kPanePadding), 0);
  RichLook text;
  text.type = Type::text_strong;
  text.meaning = meaning_of_terms(context.catalogue);
  const std::vector<PlacedChoice> choices = flow(bar, inside.width());
  const float room = inside.width() - width_of(choices) - px(16);
  const bool beside =
      height_of(choices) <= px(metrics::kControlHeight) && room >= px(kQuestionLeast);
  const float width = beside ? room : inside.width();
  const float height = rich_height(width, bar.question, text);
  const float y = beside ? inside.centre().y - height / 2 : inside.min.y + px(10);
  put_rich({inside.min.x, y}, width, bar.question, text);
  const ImVec2 corner =
      beside ? ImVec2{inside.max.x - width_of(choices),
                      inside.centre().y - px(metrics::kControlHeight) / 2}
             : ImVec2{inside.min.x, y + height + px(8)};
  for (std::size_t i = 0; i < bar.choices.size(); ++i) {
    place({corner.x + choices[i].x, corner.y + choices[i].y});
    ImGui::PushID(static_cast<int>(i));  // two may say the same
    const bool pressed = put_choice(bar.choices[i], bar.keys[i], choices[i]);
    ImGui::PopID();
    if (!pressed) continue;
    const auto number = static_cast<std::uint32_t>(i);
    if (view.ask) context.actions.push_back(Answer{view.ask->ask, number});
    else if (view.attempt) context.actions.push_back(BeginTry{view.attempt->entry});
    else context.actions.push_back(TakeWay{number});
  }
}

}  // namespace popscope::gui
