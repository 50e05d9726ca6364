#include "view/keys.h"

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

constexpr KeyBinding kKeys[] = {
    {A::next, G::go, "keys.next", {key(Key::space)}, 1},
    {A::forward, G::go, "keys.forward", {key(Key::right), key(Key::page_down)}, 2},
    {A::back, G::go, "keys.back", {key(Key::left), key(Key::page_up)}, 2},
    {A::exchange_forward, G::go, "keys.exchange_forward", {with_shift(Key::right)}, 1},
    {A::exchange_back, G::go, "keys.exchange_back", {with_shift(Key::left)}, 1},
    {A::first, G::go, "keys.first", {key(Key::home)}, 1},
    {A::last, G::go, "keys.last", {key(Key::end)}, 1},
    {A::play, G::go, "keys.play", {typed('p')}, 1},
    {A::quicker, G::go, "keys.quicker", {typed('+')}, 1},
    {A::slower, G::go, "keys.slower", {typed('-')}, 1},
    {A::run_to, G::go, "keys.run_to", {typed('g')}, 1},
    {A::answer, G::act, "keys.answer", {key(Key::digit)}, 1},
    {A::console, G::act, "keys.console", {typed(':')}, 1},
    {A::cable, G::act, "keys.cable", {typed('x')}, 1},
    {A::branches, G::branches, "keys.branches", {typed('b')}, 1},
    {A::compare, G::branches, "keys.compare", {typed('c')}, 1},
    // F5 is what a presenter's remote sends to begin.
    {A::projector, G::look, "keys.projector", {key(Key::f10), key(Key::f5)}, 2},
    {A::full_screen, G::look, "keys.full_screen", {key(Key::f11)}, 1},
    {A::theme, G::look, "keys.theme", {typed('t')}, 1},
    // '=' is '+' without Shift on many layouts.
    {A::zoom_in, G::look, "keys.zoom_in", {ctrl('+'), with_ctrl(Key::wheel_up), ctrl('=')}, 3},
    {A::zoom_out, G::look, "keys.zoom_out", {ctrl('-'), with_ctrl(Key::wheel_down)}, 2},
    {A::zoom_reset, G::look, "keys.zoom_reset", {ctrl('0')}, 1},
    {A::open, G::files, "keys.open", {ctrl('o')}, 1},
    {A::save, G::files, "keys.save", {ctrl('s')}, 1},
    {A::reload, G::files, "keys.reload", {ctrl('r')}, 1},
    {A::copy, G::files, "keys.copy", {ctrl('c')}, 1},
    {A::editor, G::files, "keys.editor", {typed('e')}, 1},
    {A::help, G::files, "keys.help", {typed('?'), key(Key::f1)}, 2},
    {A::escape, G::files, "keys.escape", {key(Key::escape)}, 1},
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

// ---- the list under "?" -----------------------------------------------------------------------

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

std::optional<KeyAction> action_of(const Chord& chord) {
  for (const KeyBinding& binding : kKeys)
    for (std::size_t i = 0; i < binding.chord_count; ++i)
      if (means(chord, binding.chords[i])) return binding.action;
  return std::nullopt;
}

std::vector<KeyGroup> key_list(const text::Catalogue& catalogue) {
  std::vector<KeyGroup> groups(kKeyGroups);
  for (std::size_t i = 0; i < groups.size(); ++i)
    groups[i].heading = catalogue.sentence(kHeadings[i]);
  for (const KeyBinding& binding : kKeys) {
    groups[static_cast<std::size_t>(binding.group)].keys.push_back(
        {names_of(binding, catalogue), catalogue.sentence(binding.does)});
  }
  return groups;
}

}  // namespace popscope::view
