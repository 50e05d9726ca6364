#include "view/keys.h"

#include <algorithm>

#include "view/pages.h"

namespace popscope::view {
namespace {

constexpr Chord key(Key k) { return {k, 0, false, false}; }
constexpr Chord with_shift(Key k) { return {k, 0, false, true}; }
constexpr Chord with_ctrl(Key k) { return {k, 0, true, false}; }
constexpr Chord typed(char c) { return {Key::character, c, false, false}; }
constexpr Chord ctrl(char c) { return {Key::character, c, true, false}; }

using A = KeyAction;
using G = KeyGroupName;

constexpr std::uint8_t kEverywhere = 127;
constexpr std::uint8_t kInStory = kInLesson | kOnWall;      // time can be moved
constexpr std::uint8_t kInTime = kInStory | kInComparison;  // ... or a comparison's
constexpr std::uint8_t kInVisit = kInTime | kAtEnd;         // a lesson is open

constexpr KeyBinding kKeys[] = {
    {A::next, kInVisit, G::go, "keys.next", {key(Key::space)}, 1},
    {A::begin,
     kOnStart,
     G::go,
     "keys.begin",
     {key(Key::enter), key(Key::space), key(Key::page_down)},
     3},
    {A::go_on, kInVisit, G::go, "keys.go_on", {key(Key::page_down)}, 1},
    {A::forward, kInTime, G::go, "keys.forward", {key(Key::right)}, 1},
    {A::back, kInTime, G::go, "keys.back", {key(Key::left), key(Key::page_up)}, 2},
    {A::exchange_forward, kInStory, G::go, "keys.exchange_forward", {with_shift(Key::right)}, 1},
    {A::exchange_back, kInStory, G::go, "keys.exchange_back", {with_shift(Key::left)}, 1},
    {A::first, kInTime, G::go, "keys.first", {key(Key::home)}, 1},
    {A::last, kInTime, G::go, "keys.last", {key(Key::end)}, 1},
    {A::play, kInStory, G::go, "keys.play", {typed('p')}, 1},
    {A::quicker, kInStory, G::go, "keys.quicker", {typed('+')}, 1},
    {A::slower, kInStory, G::go, "keys.slower", {typed('-')}, 1},
    {A::run_to, kInStory, G::go, "keys.run_to", {typed('g')}, 1},
    {A::answer, kInStory, G::act, "keys.answer", {key(Key::digit)}, 1},
    {A::answer_later, kInLesson, G::act, "keys.answer_later", {typed('a')}, 1},
    {A::console, kInLesson | kOnWall, G::act, "keys.console", {typed(':')}, 1},
    {A::cable, kInStory, G::act, "keys.cable", {typed('x')}, 1},
    {A::wait, kInStory, G::act, "keys.wait", {typed('w')}, 1},
    {A::choose, kInQuiz, G::act, "keys.choose", {key(Key::digit), key(Key::letter)}, 2},
    {A::question_next,
     kInQuiz,
     G::act,
     "keys.question_next",
     {key(Key::enter), key(Key::page_down)},
     2},
    {A::question_forward, kInQuiz, G::act, "keys.question_forward", {key(Key::right)}, 1},
    {A::question_back,
     kInQuiz,
     G::act,
     "keys.question_back",
     {key(Key::left), key(Key::page_up)},
     2},
    {A::flag, kInQuiz, G::act, "keys.flag", {typed('m')}, 1},
    {A::again, kInQuiz, G::act, "keys.again", {typed('r')}, 1},
    {A::show_run, kInQuiz, G::act, "keys.show_run", {typed('s')}, 1},
    {A::branches, kInVisit, G::branches, "keys.branches", {typed('b')}, 1},
    {A::compare, kInVisit, G::branches, "keys.compare", {typed('c')}, 1},
    {A::compare_form, kInComparison, G::branches, "keys.compare_form", {typed('m')}, 1},
    {A::listener, kInTime, G::look, "keys.listener", {typed('l')}, 1},
    // F5 is what a presenter's remote sends to begin.
    {A::projector,
     kInVisit | kOnStart,
     G::look,
     "keys.projector",
     {key(Key::f10), key(Key::f5)},
     2},
    {A::full_screen, kEverywhere, G::look, "keys.full_screen", {key(Key::f11)}, 1},
    {A::theme, kEverywhere, G::look, "keys.theme", {typed('t')}, 1},
    // '=' is '+' without Shift on many layouts.
    {A::zoom_in,
     kEverywhere & ~kOnWall,
     G::look,
     "keys.zoom_in",
     {ctrl('+'), with_ctrl(Key::wheel_up), ctrl('=')},
     3},
    {A::zoom_out,
     kEverywhere & ~kOnWall,
     G::look,
     "keys.zoom_out",
     {ctrl('-'), with_ctrl(Key::wheel_down)},
     2},
    {A::zoom_reset, kEverywhere & ~kOnWall, G::look, "keys.zoom_reset", {ctrl('0')}, 1},
    {A::open, kEverywhere, G::files, "keys.open", {ctrl('o')}, 1},
    {A::save, kInVisit, G::files, "keys.save", {ctrl('s')}, 1},
    {A::reload, kInVisit | kInQuiz | kAtErrors, G::files, "keys.reload", {ctrl('r')}, 1},
    {A::copy, kInLesson | kAtErrors, G::files, "keys.copy", {ctrl('c')}, 1},
    {A::editor, kAtErrors, G::files, "keys.editor", {typed('e')}, 1},
    {A::help, kEverywhere, G::files, "keys.help", {typed('?'), key(Key::f1)}, 2},
    {A::escape, kEverywhere & ~kOnStart, G::files, "keys.escape", {key(Key::escape)}, 1},
    {A::quit, kEverywhere, G::files, "keys.quit", {ctrl('q')}, 1},
};
static_assert(std::size(kKeys) == kKeyActions);

constexpr std::string_view kHeadings[kKeyGroups] = {
    "keys.group.go", "keys.group.act", "keys.group.branches", "keys.group.look", "keys.group.files",
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool means(const Chord& pressed, const Chord& wanted) {
  if (pressed.key != wanted.key || pressed.ctrl != wanted.ctrl) return false;
  if (wanted.key == Key::character) return lower(pressed.character) == wanted.character;
  return pressed.shift == wanted.shift;
}

// ---- their names ------------------------------------------------------------------------------

std::string name_of_character(char c, const text::Catalogue& catalogue) {
  if (c == '-') return catalogue.sentence("key.minus");
  return std::string(1, c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
}

std::string name_of_key(const Chord& chord, const text::Catalogue& catalogue) {
  switch (chord.key) {
    case Key::character:
      return name_of_character(chord.character, catalogue);
    case Key::space:
      return catalogue.sentence("key.space");
    case Key::enter:
      return catalogue.sentence("key.enter");
    case Key::escape:
      return catalogue.sentence("key.escape");
    case Key::left:
      return catalogue.sentence("key.left");
    case Key::right:
      return catalogue.sentence("key.right");
    case Key::home:
      return catalogue.sentence("key.home");
    case Key::end:
      return catalogue.sentence("key.end");
    case Key::page_up:
      return catalogue.sentence("key.page_up");
    case Key::page_down:
      return catalogue.sentence("key.page_down");
    case Key::f1:
      return "F1";
    case Key::f5:
      return "F5";
    case Key::f10:
      return "F10";
    case Key::f11:
      return "F11";
    case Key::wheel_up:
    case Key::wheel_down:
      return catalogue.sentence("key.wheel");
    case Key::digit:
      return catalogue.sentence("key.digits");
    case Key::letter:
      return catalogue.sentence("key.letters");
  }
  return {};
}

std::string name_of(const Chord& chord, const text::Catalogue& catalogue) {
  std::string name;
  if (chord.ctrl) name += catalogue.sentence("key.ctrl") + " ";
  if (chord.shift) name += catalogue.sentence("key.shift") + " ";
  return name + name_of_key(chord, catalogue);
}

std::string names_of(const KeyBinding& binding, const text::Catalogue& catalogue) {
  std::string names;
  for (std::size_t i = 0; i < binding.chord_count; ++i) {
    if (binding.chords[i].character == '=') continue;  // the same key as '+'
    if (!names.empty()) names += catalogue.sentence("list.separator");
    names += name_of(binding.chords[i], catalogue);
  }
  return names;
}

}  // namespace

std::span<const KeyBinding> key_table() { return kKeys; }

KeyCap cap_of(const Chord& chord, const text::Catalogue& catalogue) {
  return {name_of(chord, catalogue), chord};
}

KeyCap cap_of(KeyAction action, const text::Catalogue& catalogue) {
  const auto* binding = std::find_if(std::begin(kKeys), std::end(kKeys),
                                     [&](const KeyBinding& each) { return each.action == action; });
  return cap_of(binding->chords[0], catalogue);
}

char letter_of_choice(char typed) {
  const char letter = lower(typed);
  return letter >= 'a' && letter <= 'i' ? letter : '\0';
}

KeyCap cap_of_choice(std::size_t choice) { return {std::to_string(choice + 1), key(Key::digit)}; }

std::optional<KeyAction> action_of(const Chord& chord, KeyPage page) {
  for (const KeyBinding& binding : kKeys) {
    if ((binding.pages & page) == 0) continue;
    for (std::size_t i = 0; i < binding.chord_count; ++i)
      if (means(chord, binding.chords[i])) return binding.action;
  }
  const bool chooses = chord.key == Key::character && !chord.ctrl &&
                       letter_of_choice(chord.character) != '\0';
  if (chooses) return action_of({Key::letter, 0, false, false}, page);
  return std::nullopt;
}

std::vector<KeyGroup> key_list(KeyPage page, const text::Catalogue& catalogue) {
  std::vector<KeyGroup> groups;
  std::size_t group = kKeyGroups;
  for (const KeyBinding& binding : kKeys) {
    if ((binding.pages & page) == 0) continue;
    if (static_cast<std::size_t>(binding.group) != group) {
      group = static_cast<std::size_t>(binding.group);
      groups.push_back({catalogue.sentence(kHeadings[group]), {}});
    }
    groups.back().keys.push_back({names_of(binding, catalogue), catalogue.sentence(binding.does)});
  }
  return groups;
}

}  // namespace popscope::view
