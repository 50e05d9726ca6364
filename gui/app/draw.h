#pragma once
// One frame: keys are read and applied, the page is drawn, what its panels asked for is applied.
// Between a Dear ImGui frame's begin and end; what a frame changes is shown by the next.

#include "gui/app/app.h"
#include "gui/panels/panels.h"

namespace popscope::gui {

void draw(App& app);

// The parts, each in its own file. They see an App and change nothing of it: what is asked for goes
// into the context's actions, what follows the hand into its `own`.
void draw_lesson(const App& app, const Rect& window, PanelContext& context);   // draw_lesson.cpp
void draw_compare_page(const App& app, const Rect& window, PanelContext& context);
void draw_end_page(const App& app, const Rect& window, PanelContext& context);
void draw_start_page(const App& app, const Rect& window, PanelContext& context);
void draw_file_errors_page(const App& app, const Rect& window, PanelContext& context);
void draw_quiz_page(const App& app, const Rect& window, PanelContext& context);
void draw_notice(const App& app, const Rect& window, const Rect& room,
                 const Rect& room_on_wall);

// What the start page shows. Each shipped lesson and quiz is read when it is first asked for.
view::StartView start_view(const App& app);
// The view of the bars, with what only the App knows: the lesson's number, what ends it.
view::TransportView transport_of(const App& app);
// What the primary button of the end page says.
std::string next_of_end(const App& app);

}  // namespace popscope::gui
