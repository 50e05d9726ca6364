#pragma once
// The panels: each draws one view into a rectangle of the window and says what was asked for. A
// panel knows views, widgets and UiState; never a Visit, a Timeline or a World.
//
// A panel draws its own pane with its heading. Two do not: the ladder and the lines share one pane,
// and its tabs; the layout draws both and gives them what is inside. A panel only asks for a popup
// (Show); all of them, those that hang below a bar among them, are drawn by gui/app/popups.h.
#include "gui/app/action.h"
#include "gui/app/ui_state.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/rect.h"
#include "lesson/going.h"
#include "text/catalogue.h"
#include "view/compare.h"
#include "view/console.h"
#include "view/devices.h"
#include "view/holdings.h"
#include "view/ladder.h"
#include "view/lines.h"
#include "view/maildrop.h"
#include "view/pages.h"
#include "view/quiz.h"
#include "view/quiz_lab.h"
#include "view/quiz_proof.h"
#include "view/states.h"
#include "view/story.h"
#include "view/transport.h"

namespace popscope::gui {

// What the layout has folded: the bars show less then, and the bottom bar more.
struct Folds {
  bool one_column = false;      // the position stands in the top bar
  bool no_time_strip = false;   // back and forward stand in the bottom bar
  bool question_below = false;  // what is asked stands above the bottom bar
  bool headline_above = false;  // what just happened stands above the tabs already
  bool asked_fills = false;     // what is asked has no room beside anything else
};

struct PanelContext {
  const text::Catalogue& catalogue;
  const UiState& ui;
  Transient& own;               // the part of it that panels write themselves
  Actions& actions;             // what was asked for
  Folds folds;
  Rect notice = {};  // where one sentence covers nothing: the top bar says it
  std::string unkept = {};      // why work is not kept: a sign stands as long as it is not
  Rect notice_on_wall = {};  // ... at whose foot: beside what is answered; empty: none
};

// Which rows a scrolled panel is about to show: asked before the view is built.
RowWindow ladder_window(const Rect& area, const UiState& ui, std::uint32_t row_count,
                        std::uint32_t cursor_row, bool exchanges = false, bool wall = false);
std::uint32_t octets_per_row(const Rect& area);  // of the lines' panel
RowWindow lines_window(const Rect& area, const UiState& ui, const view::LinesView& view);
RowWindow maildrop_window(const Rect& area, const UiState& ui, const view::MaildropView& view);
std::vector<view::HeldWindow> devices_windows(const UiState& ui, const view::DevicesView& view);

// How high a panel would like to be (physical pixels, pane included): the layout gives it that, or
// lets its column scroll.
float states_height(float width, const view::StatesView& view,
                    const std::vector<view::NextThing>& agenda, PanelContext& context);
float maildrop_height(float width, const view::MaildropView& view, PanelContext& context);
// Several devices in a room that is too low for all of them fold to a line each, but for the
// chosen one.
float devices_height(const Rect& room, const view::DevicesView& view);
float question_bar_height(float width, const view::StoryView& view, PanelContext& context);

// What the top bar has beside that while two branches are compared.
struct CompareChoice {
  CompareForm form = CompareForm::ladder;
  std::vector<view::ComparedWay> ways;  // to choose the two from, where there are more
};
// ... and while a quiz is taken.
struct QuizBar {
  std::string mode;         // beside the title
  std::string score, short_score;
  std::string left;         // of the time; empty: no limit
};
void draw_top_bar(const Rect& area, const view::TransportView& view, lesson::Grain grain,
                  PanelContext& context, const CompareChoice* compare = nullptr,
                  const QuizBar* quiz = nullptr);
// The ways as chips, where the top bar has no room for them: below it, in as many lines as it
// takes. Whether the bar has; and how high the chips are.
bool ways_in_top_bar(const Rect& area, const view::TransportView& view,
                     const CompareChoice& compare, PanelContext& context);
float ways_height(float width, const CompareChoice& compare);
void draw_ways(const Rect& area, const CompareChoice& compare, PanelContext& context);
void draw_time_strip(const Rect& area, const view::TransportView& view, PanelContext& context);
void draw_bottom_bar(const Rect& area, const view::TransportView& transport,
                     const view::ConsoleView& console,
                     const std::vector<view::Completion>& completions, PanelContext& context);
// The typing line alone.
void draw_console_bar(const Rect& area, const view::ConsoleView& console,
                      const std::vector<view::Completion>& completions, PanelContext& context);
void draw_story(const Rect& area, const view::StoryView& view, PanelContext& context);
void draw_question_bar(const Rect& area, const view::StoryView& view, PanelContext& context);
void draw_ladder(const Rect& area, const view::LadderView& view, PanelContext& context,
                 bool wall = false);
// Whether ladder and lines are shown as a listener sees them: at the right end of `room`, with as
// many words as there is room for. Where there is none the key alone does it.
void draw_listener_switch(const Rect& room, PanelContext& context);
void draw_lines(const Rect& area, const view::LinesView& view, PanelContext& context);
void draw_states(const Rect& area, const view::StatesView& view,
                 const std::vector<view::NextThing>& agenda, PanelContext& context);
// What can happen next, in a pane of its own where the states have no room for it.
float agenda_height(const std::vector<view::NextThing>& agenda);
void draw_agenda(const Rect& area, const std::vector<view::NextThing>& agenda,
                 PanelContext& context);
void draw_maildrop(const Rect& area, const view::MaildropView& view, PanelContext& context);
// `room`: as for devices_height.
void draw_devices(const Rect& area, const Rect& room, const view::DevicesView& view,
                  PanelContext& context);
void draw_compare(const Rect& area, const view::CompareView& view, PanelContext& context);
// Its second form: where the mail is.
view::HoldingsWindows holdings_windows(const Rect& area, const UiState& ui,
                                       const view::HoldingsView& counts);
void draw_holdings(const Rect& area, const view::HoldingsView& view, PanelContext& context);
// The bottom bar of the comparison: from where on they differ, and the ways out.
void draw_compare_bar(const Rect& area, const view::CompareView& view,
                      const view::TransportView& transport, PanelContext& context);
void draw_start(const Rect& area, const view::StartView& view, PanelContext& context);
void draw_end(const Rect& area, const view::EndView& view, PanelContext& context);
void draw_file_errors(const Rect& area, const view::FileErrorsView& view, PanelContext& context);
// A question with its navigator. `acts`: what was done of a task is remembered. `lesson`: what the
// button to the lesson that mends it says.
void draw_quiz(const Rect& area, const view::QuizView& view,
               const std::optional<view::QuizLabView>& lab,
               const std::optional<view::QuizProofView>& proof, bool acts,
               const std::string& lesson, PanelContext& context);
void draw_quiz_bar(const Rect& area, const view::QuizView& view, PanelContext& context);
void draw_quiz_begin(const Rect& area, const view::QuizBeginView& view, PanelContext& context);
// `lessons`: as above, for each of its misconceptions.
void draw_quiz_report(const Rect& area, const view::QuizReportView& report,
                      const view::QuizView& view, const std::vector<std::string>& lessons,
                      PanelContext& context);
// The bottom bar of a page of a quiz on which one thing comes next.
void draw_quiz_end_bar(const Rect& area, const std::string& next, PanelContext& context);
void draw_projector(const Rect& area, const view::ProjectorView& view, PanelContext& context);

}  // namespace popscope::gui
