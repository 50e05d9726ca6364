#include "gui/app/keys.h"

#include <algorithm>
#include <cctype>
#include <imgui.h>

#include "gui/app/compared.h"
#include "gui/style/look.h"
#include "gui/widgets/ui.h"
#include "view/console.h"
#include "view/keys.h"

namespace popscope::gui {
namespace {

using view::Chord;
using view::Key;
using view::KeyAction;

struct NamedKey {
  ImGuiKey code;
  Key key;
  bool repeats;
};

constexpr NamedKey kNamed[] = {
    {ImGuiKey_Space, Key::space, false},         {ImGuiKey_Enter, Key::enter, false},
    {ImGuiKey_KeypadEnter, Key::enter, false},   {ImGuiKey_LeftArrow, Key::left, true},
    {ImGuiKey_RightArrow, Key::right, true},     {ImGuiKey_Home, Key::home, false},
    {ImGuiKey_End, Key::end, false},             {ImGuiKey_PageUp, Key::page_up, true},
    {ImGuiKey_PageDown, Key::page_down, false},   {ImGuiKey_F1, Key::f1, false},
    {ImGuiKey_F5, Key::f5, false},               {ImGuiKey_F10, Key::f10, false},
    {ImGuiKey_F11, Key::f11, false},
};

// With Ctrl no character is typed, so these are read as keys; Dear ImGui's codes follow the layout.
struct CtrlKey {
  ImGuiKey code;
  char character;
};

constexpr CtrlKey kCtrl[] = {
    {ImGuiKey_O, 'o'},     {ImGuiKey_S, 's'},           {ImGuiKey_R, 'r'},
    {ImGuiKey_C, 'c'},     {ImGuiKey_0, '0'},           {ImGuiKey_Keypad0, '0'},
    {ImGuiKey_Equal, '='}, {ImGuiKey_KeypadAdd, '+'},   {ImGuiKey_Minus, '-'},
    {ImGuiKey_KeypadSubtract, '-'}, {ImGuiKey_Q, 'q'},
};

bool is_f_key(Key key) {
  return key == Key::f1 || key == Key::f5 || key == Key::f10 || key == Key::f11;
}

// What a control with visible focus keeps for itself.
bool is_control_key(Key key) {
  return key == Key::space || key == Key::enter || key == Key::left || key == Key::right;
}

// A question that was skipped is unfolded, to be answered after all.
bool answers_again(const App& app) {
  if (!app.ui.unfolded_ask) return false;
  const auto guess = app.visit->guesses().find(*app.ui.unfolded_ask);
  return guess != app.visit->guesses().end() && !guess->second.answer;
}

// A modifier counts for what was pressed in the frame in which it was released: a quick hand lets
// go of both at once.
bool held(ImGuiKey modifier) {
  return ImGui::IsKeyDown(modifier) || ImGui::IsKeyReleased(modifier);
}

class Reader {
 public:
  explicit Reader(const App& app)
      : app_(app),
        focus_(ui().focus),
        ctrl_(held(ImGuiMod_Ctrl)),
        shift_(held(ImGuiMod_Shift)),
        alt_(held(ImGuiMod_Alt)),
        awaited_((app.ui.focus_console || app.ui.console_awaited > 0) && has_console(app)) {}

  Actions read() {
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !focus_.escape_taken()) {
      take({Key::escape, 0, false, false}, 0);
    }
    for (const NamedKey& named : kNamed) {
      if (ImGui::IsKeyPressed(named.code, named.repeats)) take_named(named.key);
    }
    if (ctrl_ && !alt_) read_ctrl();
    const bool is_ours = awaited_ || !focus_.typing() || focus_.awaits_letter();
    if (!ctrl_ && !alt_ && is_ours) read_characters();
    if (!ahead_.empty()) add(TypeAhead{ahead_});
    if (enters_ahead_) add(TypeLine{app_.ui.console_line + ahead_});
    return std::move(actions_);
  }

 private:
  void take_named(Key key) {
    if (alt_) return;
    if (begun_ahead() && !is_f_key(key) && !ctrl_) {
      enters_ahead_ = enters_ahead_ || key == Key::enter;
      return;
    }
    const bool sideways = focus_.passes_sideways() && (key == Key::left || key == Key::right);
    const bool for_the_field =
        !sideways && focus_.typing() && (!focus_.passes_keys() || key == Key::enter);
    if (for_the_field && !is_f_key(key) && !ctrl_) return;
    if (!sideways && focus_.keeps_keys() && is_control_key(key)) return;
    if (menu_is_open() && !is_f_key(key)) return;
    take({key, 0, ctrl_, shift_}, 0);
  }

  void read_ctrl() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel > 0) take({Key::wheel_up, 0, true, false}, 0);
    if (io.MouseWheel < 0) take({Key::wheel_down, 0, true, false}, 0);
    for (const CtrlKey& key : kCtrl) {
      if (!ImGui::IsKeyPressed(key.code, false)) continue;
      // Copying out of a text field is the field's own.
      if (key.character == 'c' && focus_.typing()) continue;
      take({Key::character, key.character, true, false}, 0);
    }
  }

  void read_characters() {
    if (menu_is_open()) return;
    for (const ImWchar wide : ImGui::GetIO().InputQueueCharacters) {
      if (type_ahead(wide)) continue;
      if (wide <= ' ' || wide >= 0x7F) continue;
      const char typed = static_cast<char>(wide);
      // The first letter begins a line, and what follows is part of it.
      if (focus_.awaits_letter() && std::isalpha(static_cast<unsigned char>(typed)) != 0) return;
      if (focus_.awaits_digit() && std::isdigit(static_cast<unsigned char>(typed)) != 0) return;
      if (typed >= '1' && typed <= '9') {
        take({Key::digit, 0, false, false}, typed - '1');
      } else {
        const char letter = view::letter_of_choice(typed);
        take({Key::character, typed, false, false}, letter != '\0' ? letter - 'a' : 0);
      }
    }
  }

  // The line has not the keyboard yet that it was given: a field needs some frames to take it. What
  // is typed meanwhile is the line's; as in the field itself, a letter begins it, or a tag's digit.
  bool begun_ahead() const {
    return awaited_ && !(app_.ui.console_line.empty() && ahead_.empty());
  }

  bool type_ahead(ImWchar wide) {
    if (!awaited_ || wide < ' ' || wide >= 0x7F) return false;
    const char typed = static_cast<char>(wide);
    const auto octet = static_cast<unsigned char>(typed);
    const bool begins = std::isalpha(octet) != 0 ||
                        (std::isdigit(octet) != 0 &&
                         view::lines_are_tagged(*app_.visit, app_.ui.selection));
    if (!begun_ahead() && !begins) return false;
    ahead_ += typed;
    return true;
  }

  bool menu_is_open() const { return app_.ui.popup != Popup::none; }

  void take(const Chord& chord, int digit) {
    const std::optional<KeyAction> asked = view::action_of(chord, key_page_of(app_));
    if (asked) give(*asked, digit, chord.key == Key::digit);
  }

  void give(KeyAction asked, int digit, bool numbered);
  void answer(int digit);
  template <class A>
  void add(A&& action) {
    actions_.push_back(std::forward<A>(action));
  }

  const App& app_;
  const Focus& focus_;
  const bool ctrl_, shift_, alt_;
  bool awaited_ = false;
  std::string ahead_;
  bool enters_ahead_ = false;
  Actions actions_;
};

void Reader::answer(int digit) {
  const auto number = static_cast<std::uint32_t>(digit);
  // A line may begin with a number (a tag of IMAP), and handing in is not taken back.
  if (task_under_way(app_) != nullptr) {
    if (!focus_.typing()) add(Answer{view::kTaskAsk, number});
    return;
  }
  if (const std::optional<std::uint32_t> ask = app_.visit->open_ask()) {
    add(Answer{*ask, number});
  } else if (answers_again(app_)) {
    add(Answer{*app_.ui.unfolded_ask, number});
  } else {
    add(TakeWay{number});
  }
}

void Reader::give(KeyAction asked, int digit, bool numbered) {
  const UiState& ui = app_.ui;
  const bool comparing = ui.page == Page::compare;
  switch (asked) {
    case KeyAction::next:
    case KeyAction::begin: add(Next{}); break;
    case KeyAction::go_on:
      // A comparison has a time of its own; behind its end it goes on as the lesson does.
      if (comparing && ui.compare_time < last_compared_time(app_)) {
        add(Go{Go::To::forward});
      } else {
        add(Next{});
      }
      break;
    case KeyAction::forward: add(Go{Go::To::forward}); break;
    case KeyAction::back: add(Go{Go::To::back}); break;
    case KeyAction::exchange_forward: add(Go{Go::To::exchange_forward}); break;
    case KeyAction::exchange_back: add(Go{Go::To::exchange_back}); break;
    case KeyAction::first: add(Go{Go::To::first}); break;
    case KeyAction::last: add(Go{Go::To::last}); break;
    case KeyAction::play: add(PlayPause{}); break;
    case KeyAction::quicker: add(ChangePace{1}); break;
    case KeyAction::slower: add(ChangePace{-1}); break;
    case KeyAction::run_to: add(Show{Popup::run_to}); break;
    case KeyAction::answer: answer(digit); break;
    case KeyAction::answer_later: add(AnswerLater{}); break;
    case KeyAction::console:
      add(FocusConsole{});
      awaited_ = awaited_ || (has_console(app_) && !focus_.typing());
      break;
    case KeyAction::cable: add(CutOrPlug{}); break;
    case KeyAction::wait: add(LetPass{}); break;
    case KeyAction::choose: add(ChooseOption{static_cast<std::uint32_t>(digit), numbered}); break;
    case KeyAction::question_next: add(NextQuestion{}); break;
    case KeyAction::question_forward: add(StepQuestion{1}); break;
    case KeyAction::question_back: add(StepQuestion{-1}); break;
    case KeyAction::flag: add(FlagQuestion{}); break;
    case KeyAction::again: add(TryAgain{}); break;
    case KeyAction::show_run: add(ShowRun{}); break;
    case KeyAction::branches: add(Show{Popup::branches}); break;
    case KeyAction::compare:
      if (comparing) {
        add(OpenPage{Page::lesson});
      } else {
        add(Compare{});
      }
      break;
    case KeyAction::compare_form:
      add(SetTab{compare_form(app_) == CompareForm::mail ? "ladder" : "mail"});
      break;
    case KeyAction::listener: add(ToggleListener{}); break;
    case KeyAction::theme:
      add(SetTheme{static_cast<std::uint8_t>(next_theme(ui.theme))});
      break;
    case KeyAction::zoom_in: add(SetZoom{zoom_in(ui.zoom)}); break;
    case KeyAction::zoom_out: add(SetZoom{zoom_out(ui.zoom)}); break;
    case KeyAction::zoom_reset: add(SetZoom{1}); break;
    case KeyAction::projector: add(ToggleProjector{}); break;
    case KeyAction::full_screen: add(ToggleFullScreen{}); break;
    case KeyAction::open: add(Show{Popup::open_file}); break;
    case KeyAction::save: add(Show{Popup::save}); break;
    case KeyAction::reload: add(Reload{}); break;
    case KeyAction::copy: add(Copy{}); break;
    case KeyAction::editor: add(OpenInEditor{}); break;
    case KeyAction::help: add(Show{Popup::keys}); break;
    case KeyAction::escape: add(Escape{}); break;
    case KeyAction::quit: add(Quit{}); break;
  }
}

}  // namespace

view::KeyPage key_page_of(const App& app) {
  if (app.ui.projector && app.visit) return view::kOnWall;
  switch (app.ui.page) {
    case Page::start: return view::kOnStart;
    case Page::lesson: return app.visit ? view::kInLesson : view::kOnStart;
    case Page::compare: return app.visit ? view::kInComparison : view::kOnStart;
    case Page::end: return app.visit ? view::kAtEnd : view::kOnStart;
    case Page::file_errors: return app.faulty ? view::kAtErrors : view::kOnStart;
    case Page::quiz: return app.quiz ? view::kInQuiz : view::kOnStart;
  }
  return view::kOnStart;
}

bool has_console(const App& app) {
  const view::KeyPage page = key_page_of(app);
  return (page == view::kInLesson || page == view::kOnWall) && app.ui.popup == Popup::none;
}

Actions actions_of_keys(const App& app) { return Reader(app).read(); }

}  // namespace popscope::gui
