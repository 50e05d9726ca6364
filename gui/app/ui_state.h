#pragma once
// What the window keeps besides the learner's Visit: where one looks, how it looks, what is being
// typed. Plain values; `apply` changes them. Panels see all of it and write only what is Transient:
// what follows the hand within a frame (scrolling, typing, the keyboard's focus).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/app/action.h"
#include "gui/style/theme.h"
#include "gui/widgets/rect.h"
#include "view/selection.h"

namespace popscope::gui {

// A place of the comparison in one column, and the room for it: its row is brought into sight once.
struct ComparedPlace {
  std::uint32_t a = 0, b = 0, time = 0;
  int side = 0;
  float width = 0, height = 0;
  friend bool operator==(const ComparedPlace&, const ComparedPlace&) = default;
};

// Of the present visit, as UiOfVisit.
struct TransientOfVisit {
  std::string console_line;
  bool completions_pointed_at = false;        // the mouse is on the console's completions
  float ladder_scroll = -1;                   // in rows; -1: follow the cursor
  float lines_scroll = -1;
  float maildrop_scroll = 0;                  // in rows, as of the last frame
  bool maildrop_follows = true;               // to what the cursor's step speaks of, once
  std::vector<float> devices_scroll;          // of each device's messages, as maildrop_scroll
  bool devices_follow = true;                 // to each device's newest message, once
  std::vector<float> mail_scroll;             // of each list of the comparison of mail, in rows
  bool mail_follows = true;                   // to each list's newest message, once
  std::optional<ComparedPlace> compared_place;  // whose row was brought into sight
};

// What a page offers in its top bar, beside what always stands there.
struct TopBarOffers {
  std::string home;  // the way back, as it is called; empty: none
  bool help = false, present = false, grain = false;
  bool any() const { return !home.empty() || help || present || grain; }
};

struct Transient : TransientOfVisit {
  std::vector<std::string> console_history;
  int console_history_at = -1;
  std::string path_field;                     // in the open and save popups
  std::string dialog_error;                   // why what was entered there cannot be
  bool focus_dialog = false;                  // give its field the keyboard in the next frame
  std::string name_field;                     // in the rename popup
  std::string new_from;                       // lesson that the popup copies from
  Popup popup_shown = Popup::none;            // as Dear ImGui knows it
  bool plot_octets = false;                   // what the plot counts; else messages
  int compare_side = 1;                       // one column: which of the two is shown
  std::string number_field;                   // of a numeric question; the reply of a server
  std::string removed_field;                  // ... and which messages it removes
  bool hint_shown = false;                    // ... what the RFC says of the command
  std::optional<std::uint32_t> option_chosen;  // just so: the keyboard's focus goes along
  bool focus_number = false;                  // give it the keyboard within the next frames
  bool story_scroll_up = false;               // another step: it is read from its beginning
  bool question_scroll_up = false;            // another question: it is read from its beginning
  bool question_show_outcome = false;         // just judged: what is said of it comes into view
  bool question_show_asked = false;           // another command waits: it comes into view
  bool format_shown = false;                  // on the page of a faulty file
  bool console_shown = false;                 // one column: it stands where the buttons were
  bool focus_console = false;                 // give the field the keyboard in the next frame
  int console_awaited = 0;  // frames until it has the keyboard at the latest; 0: none is awaited
  Rect branches_button, run_to_button;        // where their menus hang; empty: not drawn
  Rect more_button;
  TopBarOffers folded_offers;                 // what the top bar had no room for
};

enum class CompareForm : std::uint8_t { ladder, mail };

// What names places of the present visit: it means nothing in another one, so that replacing the
// visit (replace_visit in gui/app/app.h) makes all of it new. Whatever holds a number of a branch,
// a step, an ask or a session belongs here.
struct UiOfVisit {
  view::Selection selection;
  std::vector<std::uint32_t> unfolded_steps;
  bool playing = false;
  std::uint32_t compare_a = 0, compare_b = 0, compare_time = 0;
  std::uint32_t compare_newest = 0;            // of the two, the one that was chosen last
  // How the two are shown, as the learner chose it; else the form that fits where they part.
  std::optional<CompareForm> compare_form;
  std::optional<std::uint32_t> unfolded_ask;    // a skipped question, looked at again
  std::optional<std::uint32_t> pointed_at;      // Next was pressed once at this open ask or try
  std::optional<std::uint32_t> begun_try;       // the console's line was begun for it
  std::string console_begun;                    // ... with this
  // What is asked fills the page of a folded window: another tab was chosen since one came to it.
  bool beside_what_is_asked = false;
};

struct UiState : UiOfVisit, Transient {
  Page page = Page::start;
  bool projector = false;
  bool full_screen = false;
  ThemeName theme = ThemeName::light;
  float zoom = 1;
  std::string middle_tab = "ladder";          // "ladder" | "lines"
  std::string side_tab = "explanation";  // folded layouts: ... | "now" | "devices" | "ladder"
  Popup popup = Popup::none;
  int pace = 0;                               // index into kPaces (gui/app/pace.h)
  std::uint32_t chosen_error = 0;
  std::string notice;                         // one sentence for a few seconds ("Saved to ...")
  double notice_until = 0;
  std::uint32_t notices = 0;  // how many there have been
};

}  // namespace popscope::gui
