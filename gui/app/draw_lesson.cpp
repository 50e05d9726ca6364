// The lesson: bars, ladder or lines, story, states, maildrop, devices, as the layout has room.
#include <algorithm>
#include <array>

#include "gui/app/draw.h"
#include "gui/app/layout.h"
#include "gui/panels/ports.h"
#include "gui/panels/said.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/control.h"
#include "gui/widgets/draw.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

// One column has all of them; two have those from the explanation on, which is there at first.
constexpr std::array<const char*, 5> kTabs = {"ladder", "lines", "explanation", "now", "devices"};
constexpr std::size_t kFirstOfTwo = 2;
constexpr std::string_view kExplanation = kTabs[kFirstOfTwo];
constexpr float kBeforeSwitch = 16;  // between the last tab and the listener's switch
constexpr float kPaneDrawn = 2 * metrics::kPanePadding;  // a lower one has no inside

class LessonPage {
 public:
  LessonPage(const App& app, const Rect& window, PanelContext& context)
      : app_(app), context_(context), window_(window) {
    transport_ = transport_of(app);
    story_ = view::story(visit(), app.ui.selection, app.catalogue);
    if (const quiz::Task* task = task_under_way(app)) {
      const OpenedQuiz& quiz = *app.quiz;
      ask_for_task(quiz.attempt->questions()[quiz.run_shown->question].question, *task, story_,
                   app.catalogue);
    }
  }

  void draw() {
    LayoutWish wish;
    wish.window = window_;
    wish.scale = ui().look.scale();
    const int columns = columns_of(window_.width(), wish.scale);
    context_.folds = {columns == 1, !has_strip(window_.height(), wish.scale), columns < 3, false};
    const bool asks = story_.ask || story_.attempt || !story_.ways.empty();
    if (columns < 3 && asks) {
      wish.question_bar = question_bar_height(window_.width(), story_, context_);
    }
    wish.headline = [this](float width) { return headline_height(width); };
    at_ = layout(wish);
    context_.folds.headline_above = at_.headline.height() > 0;
    draw_top_bar(at_.top, transport_, visit().grain(), context_);
    if (at_.strip) draw_time_strip(at_.time, transport_, context_);
    if (at_.asked.height() > 0) {
      context_.folds.question_below = false;
      context_.folds.asked_fills = true;
      draw_tab(at_.tabs.height() > 0 ? draw_tabs(0) : "explanation", at_.asked);
    } else {
      draw_columns();
    }
    if (at_.question.height() > 0) draw_question_bar(at_.question, story_, context_);
    draw_console_bar();
  }

 private:
  const lesson::Visit& visit() const { return *app_.visit; }
  const view::Selection& selection() const { return app_.ui.selection; }

  void draw_columns() {
    switch (at_.columns) {
      case 3:
        draw_story(at_.left, story_, context_);
        draw_middle(at_.middle);
        draw_side(at_.right);
        break;
      case 2: {
        draw_middle(at_.middle);
        draw_headline();
        draw_tab(draw_tabs(kFirstOfTwo), at_.right);
        break;
      }
      default:
        draw_headline();
        draw_tab(draw_tabs(0), at_.middle);
        break;
    }
  }

  // Whoever comes to a question that fills the page sees it, whatever tab was chosen before.
  std::string chosen_tab() const {
    if (at_.asked.height() > 0 && !app_.ui.beside_what_is_asked) return "explanation";
    return app_.ui.side_tab == "ladder" ? app_.ui.middle_tab : app_.ui.side_tab;
  }

  // Tabs from `first` of kTabs on; gives the chosen one.
  std::string draw_tabs(std::size_t first) {
    std::array<std::string, kTabs.size()> names;
    std::array<std::string_view, kTabs.size()> labels;
    int chosen = 0;
    for (std::size_t i = first; i < kTabs.size(); ++i) {
      const bool asks = at_.asked.height() > 0 && kTabs[i] == kExplanation;
      names[i] = app_.catalogue.sentence(
          "window.tab." + std::string(asks ? "question" : kTabs[i]));
      labels[i] = names[i];
      if (chosen_tab() == kTabs[i]) chosen = static_cast<int>(i - first);
    }
    place(at_.tabs.min);
    const int now =
        tabs("Side", {labels.data() + first, kTabs.size() - first}, chosen);
    const std::size_t index = static_cast<std::size_t>(now) + first;
    if (now != chosen) context_.actions.push_back(SetTab{kTabs[index]});
    if (index < kFirstOfTwo) {  // the only column shows ladder or lines
      Rect room = at_.tabs;
      room.cut_left(tabs_width({labels.data() + first, kTabs.size() - first}) + px(kBeforeSwitch));
      draw_listener_switch(room, context_);
    }
    return kTabs[index];
  }

  void draw_tab(const std::string& tab, const Rect& area) {
    if (area.height() < px(kPaneDrawn)) return;
    if (tab == "ladder" || tab == "lines") {
      draw_middle(area);
    } else if (tab == "explanation") {
      draw_story(area, story_, context_);
    } else if (tab == "devices") {
      draw_devices_and_agenda(area);
    } else {
      draw_now(area);
    }
  }

  void draw_middle(const Rect& area) {
    Rect inside = pane(area);
    if (at_.columns != 1 && at_.asked.height() <= 0) draw_middle_tabs(inside);
    // Rows end at the pane's lower edge: there is more below.
    inside.max.y = area.max.y - px(metrics::kGap4);
    if (app_.ui.middle_tab == "lines") {
      draw_the_lines(inside);
    } else {
      draw_the_ladder(inside);
    }
  }

  void draw_middle_tabs(Rect& inside) {
    const std::string ladder = app_.catalogue.sentence("window.tab.ladder");
    const std::string lines = app_.catalogue.sentence("window.tab.lines");
    const std::array<std::string_view, 2> labels{ladder, lines};
    const int chosen = app_.ui.middle_tab == "lines" ? 1 : 0;
    place(inside.min);
    const int now = tabs("Middle", labels, chosen);
    if (now != chosen) context_.actions.push_back(SetTab{now == 1 ? "lines" : "ladder"});
    Rect room = inside;
    room.cut_left(tabs_width(labels) + px(kBeforeSwitch));
    draw_listener_switch(room, context_);
    inside.cut_top(px(metrics::kTabHeight) + px(metrics::kGap8));
  }

  void draw_the_ladder(const Rect& area) {
    const view::LadderView all = view::ladder(visit(), selection(), app_.catalogue, 0, 0);
    const RowWindow rows =
        ladder_window(area, app_.ui, all.row_count, all.cursor_row, all.exchanges);
    draw_ladder(area,
                view::ladder(visit(), selection(), app_.catalogue, rows.first, rows.count),
                context_);
  }

  void draw_the_lines(const Rect& area) {
    const std::uint32_t octets = octets_per_row(area);
    const view::LinesView all =
        view::lines(visit(), selection(), app_.catalogue, 0, 0, app_.ui.unfolded_steps, octets);
    const RowWindow rows = lines_window(area, app_.ui, all);
    draw_lines(area,
               view::lines(visit(), selection(), app_.catalogue, rows.first, rows.count,
                           app_.ui.unfolded_steps, octets),
               context_);
  }

  // The rows that are about to be seen, and those near them: the area is higher than the panel.
  view::MaildropView the_maildrop(const Rect& area) {
    const view::MaildropView all = view::maildrop(visit(), selection(), app_.catalogue, 0, 0);
    const RowWindow rows = maildrop_window(area, app_.ui, all);
    return view::maildrop(visit(), selection(), app_.catalogue, rows.first, rows.count);
  }

  view::DevicesView the_devices() {
    const view::DevicesView all =
        view::devices(visit(), selection(), app_.catalogue,
                      std::vector<view::HeldWindow>(visit().world().devices.size(), {0, 0}));
    return view::devices(visit(), selection(), app_.catalogue, devices_windows(app_.ui, all));
  }

  // States, maildrop and devices, each as high as it likes; where the column is too low it scrolls.
  void draw_side(const Rect& area) {
    const view::StatesView states = view::states(visit(), selection(), app_.catalogue);
    const std::vector<view::NextThing> agenda = view::agenda(visit(), app_.catalogue);
    const view::MaildropView maildrop = the_maildrop(area);
    const view::DevicesView devices = the_devices();
    const float width = area.width();
    const float gap = px(metrics::kPaneGap);
    const float first = states_height(width, states, agenda, context_);
    const float second = maildrop_height(width, maildrop, context_);
    const view::PortsView ports = view::ports(visit(), selection(), app_.catalogue);
    const float board = ports_height(width, ports);
    const float fourth = board > 0 ? gap + board : 0;
    Rect room = area;  // what the others leave of the column
    room.cut_top(first + gap + second + gap);
    room.cut_bottom(fourth);
    const float third = devices_height(room, devices);
    scrolled("side", area, first + gap + second + gap + third + fourth, [&](Rect rest) {
      draw_states(rest.cut_top(first), states, agenda, context_);
      rest.cut_top(gap);
      draw_maildrop(rest.cut_top(second), maildrop, context_);
      rest.cut_top(gap);
      draw_ports(rest.cut_bottom(board), ports);
      rest.cut_bottom(fourth - board);
      draw_devices(rest, room, devices, context_);
    });
  }

  // The tab "Now": what can happen next moves to the devices, so that both panes are in sight.
  void draw_now(const Rect& area) {
    const view::StatesView states = view::states(visit(), selection(), app_.catalogue);
    const view::MaildropView maildrop = the_maildrop(area);
    const float gap = px(metrics::kGap12);
    const float first = states_height(area.width(), states, {}, context_);
    const float second = maildrop_height(area.width(), maildrop, context_);
    scrolled("now", area, first + gap + second, [&](Rect rest) {
      draw_states(rest.cut_top(first), states, {}, context_);
      rest.cut_top(gap);
      draw_maildrop(rest, maildrop, context_);
    });
  }

  void draw_devices_and_agenda(const Rect& area) {
    const view::DevicesView devices = the_devices();
    const std::vector<view::NextThing> agenda = view::agenda(visit(), app_.catalogue);
    const float gap = agenda.empty() ? 0 : px(metrics::kGap12);
    const float second = agenda.empty() ? 0 : agenda_height(agenda);
    const view::PortsView ports = view::ports(visit(), selection(), app_.catalogue);
    const float board = ports_height(area.width(), ports);
    const float above_board = board > 0 ? px(metrics::kGap12) : 0;
    const float below = board + above_board + second + gap;
    Rect room = area;
    room.cut_bottom(below);
    const float first = devices_height(room, devices);
    scrolled("devices", area, first + below, [&](Rect rest) {
      if (!agenda.empty()) draw_agenda(rest.cut_bottom(second), agenda, context_);
      rest.cut_bottom(gap);
      draw_ports(rest.cut_bottom(board), ports);
      rest.cut_bottom(above_board);
      draw_devices(rest, room, devices, context_);
    });
  }

  // Panes one below another. What there is room for stands; else it scrolls.
  template <class Panes>
  void scrolled(const char* name, const Rect& area, float wish, Panes&& panes) {
    if (wish <= area.height()) {
      panes(area);
      return;
    }
    ScrollArea scroll(name, area);
    const float top = area.min.y - scroll.scroll();
    panes(Rect{{area.min.x, top}, {area.max.x, top + wish}});
    place({area.min.x, top + wish});
  }

  static RichLook headline_look() {
    RichLook look;
    look.type = look.code = Type::text_strong;
    return look;
  }

  float headline_height(float width) const {
    if (story_.headline.empty()) return 0;
    const float inside = width - px(metrics::kGap8);
    const float words = rich_height(inside, story_.headline, headline_look());
    const view::GuessView* guess = news();
    return guess == nullptr ? words : words + said_height(inside, *guess, app_.catalogue);
  }

  // What came of a guess with this very step.
  const view::GuessView* news() const {
    const auto at = std::find_if(story_.guesses.begin(), story_.guesses.end(), is_news);
    return at == story_.guesses.end() ? nullptr : &*at;
  }

  // Folded columns: the one thought, and what came of a guess, stay in sight whatever tab is open.
  void draw_headline() {
    if (at_.headline.height() <= 0) return;
    Rect rect = at_.headline.inset(px(metrics::kGap4), 0);
    if (const view::GuessView* guess = news()) {
      const Rect said = rect.cut_bottom(said_height(rect.width(), *guess, app_.catalogue));
      put_said(said.min, said.width(), *guess, app_.catalogue);
    }
    put_rich(rect.min, rect.width(), story_.headline, headline_look());
  }

  void draw_console_bar() {
    const view::ConsoleView console = view::console(visit(), selection(), app_.catalogue);
    std::vector<view::Completion> completions;
    if (!app_.ui.console_line.empty()) {
      completions =
          view::completions(visit(), selection(), app_.ui.console_line, app_.catalogue);
    }
    draw_bottom_bar(at_.bottom, transport_, console, completions, context_);
  }

  const App& app_;
  PanelContext& context_;
  Rect window_;
  view::TransportView transport_;
  view::StoryView story_;
  Layout at_;
};

}  // namespace

void draw_lesson(const App& app, const Rect& window, PanelContext& context) {
  LessonPage(app, window, context).draw();
}

}  // namespace popscope::gui
