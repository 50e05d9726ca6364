#pragma once
// A plot over time: step lines that colour and dash tell apart, an axis with visible breaks, the
// line of the present time, and what is under the mouse as a tooltip. Draws a view::Plot into a
// rectangle; knows no panel.

#include "text/catalogue.h"
#include "gui/widgets/draw.h"
#include "view/plot.h"

namespace popscope::gui {

void draw_plot(const Rect& area, const view::Plot& plot, const text::Catalogue& catalogue);

// A short piece of each line with its name, from the right edge of the rectangle to the left; where
// that has no room, in as many lines as it takes. The height that it takes, and drawing it.
float plot_legend_height(float width, const view::Plot& plot);
float plot_legend_width(const view::Plot& plot);
void draw_plot_legend(const Rect& area, const view::Plot& plot);

}  // namespace popscope::gui
