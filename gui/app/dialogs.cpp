#include "gui/app/dialogs.h"

#include <algorithm>
#include <utility>

#include "gui/app/keys.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/draw.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/text_field.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kAskWidth = 480;
constexpr float kKeysWidth = 1000;
constexpr float kKeysTwoColumns = 760;  // from this width on
constexpr float kKeysColumn = 150;      // at least
constexpr float kKeysApart = 12;        // from what they do
constexpr float kPadding = 16;

// What a dialog stands in: centred, a little above the middle.
class Dialog {
 public:
  Dialog(const char* name, const Rect& window, float logical_width) {
    const float width = std::min(px(logical_width), window.width() - px(32));
    const float x = window.min.x + (window.width() - width) / 2;
    const Rect anchor{{x, window.min.y}, {x + width, window.min.y + window.height() / 8}};
    open_ = begin_menu(name, anchor, logical_width);
    if (!open_) return;
    width_ = ImGui::GetWindowWidth() - 2 * px(kPadding);
    ImGui::Dummy({0, px(kPadding - 4)});
    ImGui::Indent(px(kPadding - 4));
  }
  ~Dialog() {
    if (!open_) return;
    ImGui::Dummy({0, px(kPadding - 4)});
    ImGui::Unindent(px(kPadding - 4));
    end_menu();
  }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  explicit operator bool() const { return open_; }
  float width() const { return width_; }

  void heading(const std::string& words) {
    paragraph(words, Type::title, Role::ink, width_);
    gap(8);
  }
  void note(const std::string& words) {
    if (words.empty()) return;
    paragraph(words, Type::text, Role::ink_2, width_);
    gap(8);
  }

 private:
  bool open_ = false;
  float width_ = 0;
};

struct Question {
  const char* heading;
  const char* about;  // a sentence below it
  const char* label;  // of the field
  const char* button;
};

// One field and its button; true when the answer was given. Esc or a click beside it leaves.
bool ask(Dialog& dialog, const Question& question, std::string& line, bool fresh,
         PanelContext& context) {
  const text::Catalogue& words = context.catalogue;
  Transient& own = context.own;
  dialog.heading(words.sentence(question.heading));
  dialog.note(words.sentence(question.about));
  TextFieldLook look;
  look.width = dialog.width();
  look.take_focus = std::exchange(own.focus_dialog, false) || fresh;
  const TextFieldResult field = text_field(words.sentence(question.label), line, look);
  if (field.changed) own.dialog_error.clear();
  gap(12);
  if (!own.dialog_error.empty()) {
    paragraph(own.dialog_error, Type::text, Role::error, dialog.width());
    gap(12);
  }
  ButtonLook primary;
  primary.primary = true;
  primary.key = view::cap_of({view::Key::enter}, words);
  primary.enabled = !line.empty();
  const bool pressed = button(words.sentence(question.button), primary);
  return (pressed || field.entered) && !line.empty();
}

constexpr float kKeysRow = 24;
constexpr float kKeysHeading = 28;
constexpr float kKeysGap = 8;

// Draws a group, or only measures how high it is.
float key_group(const view::KeyGroup& group, ImVec2 corner, float width, float column,
                bool draws) {
  const float keys = column - px(kKeysApart);
  float y = corner.y;
  if (draws) put_text({corner.x, y + px(4)}, group.heading, Type::heading, Role::ink_2);
  y += px(kKeysHeading);
  for (const view::KeyLine& line : group.keys) {
    const float words = std::max(paragraph_height(line.does, Type::text, width - column),
                                 paragraph_height(line.keys, Type::wire_note, keys));
    if (draws) {
      put_paragraph({corner.x, y}, keys, line.keys, Type::wire_note, Role::ink);
      put_paragraph({corner.x + column, y}, width - column, line.does, Type::text, Role::ink);
    }
    y += std::max(px(kKeysRow), words + px(4));
  }
  return y + px(kKeysGap) - corner.y;
}

// How many groups stand in the left of two columns, so that the higher one is as low as can be.
std::size_t left_groups(const std::vector<view::KeyGroup>& groups, float width, float column,
                        float& height) {
  std::vector<float> heights;
  float all = 0;
  for (const view::KeyGroup& group : groups) {
    heights.push_back(key_group(group, {0, 0}, width, column, false));
    all += heights.back();
  }
  std::size_t best = groups.size();
  float left = all;
  height = all;
  for (std::size_t n = groups.size(); n-- > 0;) {
    left -= heights[n];
    if (std::max(left, all - left) >= height) continue;
    height = std::max(left, all - left);
    best = n;
  }
  return best;
}

// Without controls in it, the list itself is what the keys scroll.
void scroll_by_keys(ScrollArea& scroll) {
  if (ui().focus.keeps_keys()) return;  // the slim bar has them
  float by = 0;
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) by += px(kKeysRow);
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) by -= px(kKeysRow);
  if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) by += scroll.rect().height() * 0.8f;
  if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) by -= scroll.rect().height() * 0.8f;
  if (by != 0) scroll.scroll_to(std::max(0.0f, scroll.scroll() + by));
}

void draw_keys(const App& app, Dialog& dialog, const Rect& window) {
  const text::Catalogue& words = app.catalogue;
  dialog.heading(words.sentence("app.keys"));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const std::vector<view::KeyGroup> groups = view::key_list(key_page_of(app), words);
  const bool two = dialog.width() >= px(kKeysTwoColumns);
  const float apart = px(metrics::kPaneGap) * 2;
  const float width = two ? (dialog.width() - apart) / 2 : dialog.width() - px(12);
  const float column = key_column(groups, width);
  float height = 0;
  std::size_t left = left_groups(groups, width, column, height);
  if (!two) {
    left = groups.size();
    height = 0;
    for (const view::KeyGroup& group : groups)
      height += key_group(group, {0, 0}, width, column, false);
  }
  const float room = window.height() - px(96);
  const Rect area = Rect::at(corner, dialog.width(), std::min(height, room));
  {
    ScrollArea scroll("key list", area);
    scroll_by_keys(scroll);
    const float top = area.min.y - scroll.scroll();
    float y = top;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (i == left) y = top;
      const float x = area.min.x + (i < left ? 0 : width + apart);
      y += key_group(groups[i], {x, y}, width, column, true);
    }
    place({area.min.x, top + height});
  }
  place({corner.x, area.max.y});
}

void draw_new_from_lesson(const App& app, Dialog& dialog, bool fresh,
                          PanelContext& context) {
  const text::Catalogue& words = app.catalogue;
  const Question question{"app.new", "app.new.about", "app.file_name", "app.new.button"};
  if (ask(dialog, question, context.own.path_field, fresh, context)) {
    context.actions.push_back(NewFromLesson{context.own.new_from, context.own.path_field});
  }
  gap(12);
  text(words.sentence("app.new.from"), Type::heading, Role::ink_2);
  gap(4);
  float x = ImGui::GetCursorScreenPos().x;
  const float left = x;
  float y = ImGui::GetCursorScreenPos().y;
  for (const lesson::Scenario* lesson : app.library.scenarios()) {
    const float width = chip_width(lesson->title);
    if (x > left && x + width > left + dialog.width()) {
      x = left;
      y += px(metrics::kHitMin + 4);
    }
    place({x, y});
    ChipLook look;
    if (lesson->id == context.own.new_from) look.form = ChipForm::chosen;
    if (chip(lesson->title, look)) context.own.new_from = lesson->id;
    x += width + px(8);
  }
  place({left, y + px(metrics::kHitMin)});
}

}  // namespace

float key_column(const std::vector<view::KeyGroup>& groups, float width) {
  float widest = px(kKeysColumn);
  for (const view::KeyGroup& group : groups)
    for (const view::KeyLine& line : group.keys)
      widest = std::max(widest, text_width(line.keys, Type::wire_note) + px(kKeysApart));
  return std::min(widest, width / 2);
}

void draw_dialog(const App& app, Popup popup, const char* name, const Rect& window,
                 PanelContext& context) {
  Dialog dialog(name, window, popup == Popup::keys ? kKeysWidth : kAskWidth);
  if (!dialog) return;
  const bool first = ImGui::IsWindowAppearing();
  switch (popup) {
    case Popup::keys: draw_keys(app, dialog, window); break;
    case Popup::open_file:
      if (ask(dialog, {"app.open", "app.open.about", "app.file_name", "app.open.button"},
              context.own.path_field, first, context)) {
        context.actions.push_back(OpenFile{context.own.path_field});
      }
      break;
    case Popup::save:
      if (ask(dialog, {"app.save", "app.save.about", "app.file_name", "app.save.button"},
              context.own.path_field, first, context)) {
        context.actions.push_back(Save{context.own.path_field});
      }
      break;
    case Popup::rename:
      if (ask(dialog,
              {"app.rename_branch", "app.rename_branch.about", "app.name",
               "app.rename_branch.button"},
              context.own.name_field, first, context)) {
        context.actions.push_back(Rename{app.visit->branch().value, context.own.name_field});
      }
      break;
    case Popup::new_from_lesson: draw_new_from_lesson(app, dialog, first, context); break;
    case Popup::none:
    case Popup::size_and_theme:
    case Popup::pace:
    case Popup::run_to:
    case Popup::more:
    case Popup::branches: break;
  }
}

}  // namespace popscope::gui
