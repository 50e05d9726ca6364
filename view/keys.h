#pragma once
// The keys of the window, as data: the one table that the window's key handling, the list under "?"
// and the caps on buttons all read. It knows no window system and no Action; the window gives each
// KeyAction its deed.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "text/catalogue.h"

namespace popscope::view {

enum class KeyAction : std::uint8_t {
  next,              // the primary button, whatever it is just now
  begin,             // the start page's
  go_on,             // what a presenter's remote sends: on, wherever that leads
  forward, back, exchange_forward, exchange_back, first, last,
  play, quicker, slower, run_to,
  answer,            // 1 to 9: an answer, or a way on
  answer_later,      // a question that was skipped
  console, cable, wait,
  branches, compare, compare_form,
  listener,          // the wire as somebody between the hosts sees it
  theme, zoom_in, zoom_out, zoom_reset, projector, full_screen,
  choose,            // an answer of a quiz's question, by digit or letter
  question_next, question_forward, question_back, flag, again, show_run,
  open, save, reload, copy, editor, help, escape, quit,
};
inline constexpr int kKeyActions = 43;

// `character`: what is typed, wherever the layout has it ('?' needs Shift on one and not on
// another). Letters are compared without regard to capitals.
enum class Key : std::uint8_t {
  character, space, enter, escape, left, right, home, end, page_up, page_down,
  f1, f5, f10, f11,
  wheel_up, wheel_down,
  digit,             // any of 1 to 9
  letter,            // any of A to I: as many as a question has answers at most
};

struct Chord {
  Key key = Key::character;
  char character = 0;
  bool ctrl = false;
  bool shift = false;  // not looked at for characters
  friend bool operator==(const Chord&, const Chord&) = default;
};

enum class KeyGroupName : std::uint8_t { go, act, branches, look, files };
inline constexpr int kKeyGroups = 5;

inline constexpr std::size_t kChordsMax = 3;

// Where one can be; a key is listed and heard only where it does something. Bits, to be combined.
enum KeyPage : std::uint8_t {
  kOnStart = 1,
  kInLesson = 2,
  kInComparison = 4,
  kAtEnd = 8,
  kAtErrors = 16,
  kOnWall = 32,
  kInQuiz = 64,
};

struct KeyBinding {
  KeyAction action;
  std::uint8_t pages;
  KeyGroupName group;
  std::string_view does;  // key of the catalogue
  Chord chords[kChordsMax];
  std::size_t chord_count;
};

std::span<const KeyBinding> key_table();

// A key as it is written on the window, and which one it is: so that it is written only while it is
// heard.
struct KeyCap {
  std::string name;  // "Space", "Ctrl O"
  Chord chord;
  bool empty() const { return name.empty(); }
};
KeyCap cap_of(const Chord& chord, const text::Catalogue& catalogue);
KeyCap cap_of(KeyAction action, const text::Catalogue& catalogue);  // the first of its keys
char letter_of_choice(char typed);  // 'a' to 'e'; 0: it is none
KeyCap cap_of_choice(std::size_t choice);  // of the answers or the ways on, from 0: "1"

// What a chord asks for, on a page.
std::optional<KeyAction> action_of(const Chord& chord, KeyPage page);

}  // namespace popscope::view
