// Every key does something on each page that lists it, and nothing on a page that does not; and Tab
// reaches every control.
#include <cctype>
#include <functional>
#include <gtest/gtest.h>
#include <set>

#include "gui/app/apply.h"
#include "gui/app/keys.h"
#include "tests/gui/window.h"
#include "view/keys.h"

namespace popscope::gui {
namespace {

using view::Chord;
using view::Key;
using view::KeyPage;

// One that a run proves, with answers to choose from and others before and behind it.
std::uint32_t question_to_try(const quiz::Attempt& attempt) {
  const std::vector<quiz::Shown>& questions = attempt.questions();
  for (std::uint32_t i = 1; i + 1 < questions.size(); ++i) {
    const quiz::Question& question = questions[i].question;
    if (question.run && std::holds_alternative<quiz::Choice>(question.asks)) return i;
  }
  ADD_FAILURE() << "no such question";
  return 0;
}

std::unique_ptr<Window> on_page(KeyPage page) {
  const auto open = [](const char* lesson, const char* step) {
    return std::make_unique<Window>(Request{lesson, step, false});
  };
  std::unique_ptr<Window> window;
  switch (page) {
    case view::kOnStart:
      window = std::make_unique<Window>();
      window->key(ImGuiKey_Escape);
      break;
    case view::kInLesson: window = open("deletion-happens-at-quit", "marked"); break;
    case view::kInComparison:
      window = open("the-cable-is-cut", "marked");
      window->type("c");
      window->key(ImGuiKey_Home);
      window->key(ImGuiKey_RightArrow);
      break;
    case view::kAtEnd:
      window = open("the-cable-is-cut", "end");
      window->key(ImGuiKey_Space);
      window->wait(1);
      break;
    case view::kAtErrors: window = open("no-such-file.json", ""); break;
    case view::kOnWall:
      window = open("deletion-happens-at-quit", "marked");
      window->key(ImGuiKey_F10);
      break;
    case view::kInQuiz:
      window = open("deletion-and-sessions", "");
      window->app().quiz_place.seed = 1;
      window->key(ImGuiKey_Enter);
      apply(window->app(), GoToQuestion{question_to_try(*window->app().quiz->attempt)});
      window->driver().settle();
      break;
  }
  EXPECT_EQ(key_page_of(window->app()), page);
  ImGui::SetClipboardText("");
  return window;
}

constexpr KeyPage kPages[] = {view::kOnStart, view::kInLesson, view::kInComparison,
                              view::kAtEnd,   view::kAtErrors, view::kOnWall,
                              view::kInQuiz};

// All that a key can change, as one text.
std::string state_of(Window& window) {
  const UiState& ui = window.ui();
  std::string text;
  const auto add = [&](auto value) { text += std::to_string(value) + " "; };
  add(static_cast<int>(ui.page));
  add(static_cast<int>(ui.popup));
  add(static_cast<int>(ui.theme));
  add(static_cast<int>(ui.projector));
  add(static_cast<int>(ui.full_screen));
  add(static_cast<int>(ui.selection.as_listener));
  add(static_cast<int>(ui.playing));
  add(static_cast<int>(window.app().wants_to_close));
  add(static_cast<int>(ImGui::GetIO().WantTextInput));
  add(ui.zoom);
  add(ui.pace);
  add(ui.notices);
  add(ui.compare_time);
  add(ui.compare_form ? static_cast<int>(*ui.compare_form) : -1);
  add(ui.unfolded_ask.value_or(999));
  text += ImGui::GetClipboardText();
  if (window.app().quiz && window.app().quiz->attempt) {
    const OpenedQuiz& quiz = *window.app().quiz;
    add(quiz.index());
    add(static_cast<int>(quiz.shown().flagged));
    add(draft_of(window.app()).chosen.size());
  }
  if (!window.app().visit) return text;
  add(window.visit().branch().value);
  add(window.visit().moment());
  return text + window.app().opened.key;
}

ImGuiKey code_of(const Chord& chord) {
  switch (chord.key) {
    case Key::space: return ImGuiKey_Space;
    case Key::enter: return ImGuiKey_Enter;
    case Key::escape: return ImGuiKey_Escape;
    case Key::left: return ImGuiKey_LeftArrow;
    case Key::right: return ImGuiKey_RightArrow;
    case Key::home: return ImGuiKey_Home;
    case Key::end: return ImGuiKey_End;
    case Key::page_up: return ImGuiKey_PageUp;
    case Key::page_down: return ImGuiKey_PageDown;
    case Key::f1: return ImGuiKey_F1;
    case Key::f5: return ImGuiKey_F5;
    case Key::f10: return ImGuiKey_F10;
    case Key::f11: return ImGuiKey_F11;
    case Key::wheel_up:
    case Key::wheel_down:
    case Key::letter:
    case Key::digit: return ImGuiKey_None;
    case Key::character: break;
  }
  switch (chord.character) {
    case '+': return ImGuiKey_KeypadAdd;
    case '-': return ImGuiKey_Minus;
    case '=': return ImGuiKey_Equal;
    case '0': return ImGuiKey_0;
    default: return static_cast<ImGuiKey>(ImGuiKey_A + (chord.character - 'a'));
  }
}

void press(Window& window, const Chord& chord) {
  if (chord.key == Key::letter) return window.type("a");
  if (chord.key == Key::digit) return window.type("1");
  if (chord.key == Key::wheel_up) return window.driver().wheel(1, true);
  if (chord.key == Key::wheel_down) return window.driver().wheel(-1, true);
  if (chord.key == Key::character && !chord.ctrl) {
    window.type(std::string(1, chord.character));
    window.driver().frame(2);
    return;
  }
  const int mods = (chord.ctrl ? ImGuiMod_Ctrl : 0) | (chord.shift ? ImGuiMod_Shift : 0);
  window.key(mods | code_of(chord));
}

// Keys that begin another program, or have nothing to leave, are not pressed.
bool is_left_out(const view::KeyBinding& binding, KeyPage page) {
  return binding.action == view::KeyAction::editor ||
         (binding.action == view::KeyAction::escape && page == view::kOnStart);
}

TEST(EveryKey, DoesSomethingWhereItIsListed) {
  for (const KeyPage page : kPages) {
    for (const view::KeyBinding& binding : view::key_table()) {
      if ((binding.pages & page) == 0 || is_left_out(binding, page)) continue;
      for (std::size_t i = 0; i < binding.chord_count; ++i) {
        const std::unique_ptr<Window> window = on_page(page);
        if (binding.action == view::KeyAction::zoom_reset) window->ui().zoom = 1.5f;
        const std::string before = state_of(*window);
        press(*window, binding.chords[i]);
        EXPECT_NE(state_of(*window), before) << binding.does << ", page " << int{page};
      }
    }
  }
}

TEST(EveryKey, DoesNothingWhereItIsNotListed) {
  for (const KeyPage page : kPages) {
    const std::unique_ptr<Window> window = on_page(page);
    const std::string before = state_of(*window);
    for (const view::KeyBinding& binding : view::key_table()) {
      if ((binding.pages & page) != 0) continue;
      for (std::size_t i = 0; i < binding.chord_count; ++i) {
        Chord chord = binding.chords[i];
        if (chord.key == Key::letter) chord = {Key::character, 'a'};
        if (view::action_of(chord, page)) continue;  // another action's there
        press(*window, binding.chords[i]);
        EXPECT_EQ(state_of(*window), before) << binding.does << ", page " << int{page};
      }
    }
  }
}

// What Tab comes to, until it comes round.
std::set<ImGuiID> stops_of(Window& window) {
  std::set<ImGuiID> stops;
  const Focus& focus = window.driver().ui().focus;
  for (int i = 0; i < 300; ++i) {
    window.key(ImGuiKey_Tab);
    ImGuiID here = 0;
    for (const Widget& widget : seen_widgets())
      if (focus.has(widget.id)) here = widget.id;
    if (here != 0 && !stops.insert(here).second) break;
  }
  return stops;
}

// What arrows reach: the other choices of a control that has several, and the ladder's rows.
bool is_reached_by_arrows(const std::string& label) {
  static const std::set<std::string> choices = {"Exchange", "Segment", "Lines",
                                               "Ladder",   "Mail",    "octets"};
  return choices.count(label) != 0 || label.rfind("Step ", 0) == 0;
}

bool is_a_window(const Widget& widget) {
  return widget.label == "Debug" || widget.label.rfind("popscope", 0) == 0;
}

TEST(EveryKey, TabReachesEveryControlOfEveryPage) {
  for (const KeyPage page : kPages) {
    const std::unique_ptr<Window> window = on_page(page);
    const std::set<ImGuiID> stops = stops_of(*window);
    for (const Widget& widget : seen_widgets()) {
      if (!widget.visible || widget.disabled || widget.label.empty()) continue;
      if (is_a_window(widget) || is_reached_by_arrows(widget.label)) continue;
      EXPECT_TRUE(stops.count(widget.id)) << widget.label << ", page " << static_cast<int>(page);
    }
  }
}

}  // namespace
}  // namespace popscope::gui
