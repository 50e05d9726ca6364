// Answering, and acting: what enters the simulation goes through here.
#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"
#include "gui/widgets/text_field.h"
#include "lesson/same_line.h"
#include "view/chosen.h"
#include "view/console.h"
#include "view/guesses.h"
#include "view/next.h"
#include "view/transport.h"
#include "view/tries.h"

namespace popscope::gui {
namespace {

constexpr std::size_t kHistoryMax = 200;  // lines of the console

// Where the story offers ways, doing what one of them begins with is taking it.
struct WayBegun {
  std::uint32_t way = 0;
  std::uint32_t moment = 0;  // in which it does that
};
std::optional<WayBegun> way_that_begins_with(const lesson::Visit& visit, const sim::Input& input) {
  const std::vector<lesson::Visit::WayOn> ways = visit.ways();
  for (std::uint32_t i = 0; i < ways.size(); ++i) {
    for (std::uint32_t n = visit.moment() + 1; n <= ways[i].moment; ++n) {
      const sim::Moment& moment = visit.timeline().moment(ways[i].branch, n);
      if (!moment.act || std::holds_alternative<sim::Choose>(*moment.act)) continue;
      const bool same =
          *moment.act == input || lesson::sends_the_same(input, *moment.act, visit.world());
      if (same) return WayBegun{i, n};
      break;
    }
  }
  return std::nullopt;
}

bool is_skipped(const lesson::Visit& visit, std::uint32_t ask) {
  const auto guess = visit.guesses().find(ask);
  return guess != visit.guesses().end() && !guess->second.answer;
}

// Of those that stand in the story's column, so at or before the cursor.
std::optional<std::uint32_t> last_skipped(const lesson::Visit& visit,
                                          const text::Catalogue& words) {
  for (const view::GuessView& guess : view::guesses_of_place(visit, words))
    if (guess.verdict == view::GuessView::Verdict::skipped) return guess.ask;
  return std::nullopt;
}

// What was asked for waits for a prediction: it was understood all the same.
void say_what_comes_first(App& app, const sim::Input& input) {
  if (const auto* send = std::get_if<sim::Send>(&input)) {
    const std::string line = send->octets.substr(0, send->octets.find_first_of("\r\n"));
    say(app, "app.prediction_first.line", {text::plain("line", line)});
  } else {
    say(app, std::holds_alternative<sim::Cut>(input) ? "app.prediction_first.cut"
                                                     : "app.prediction_first");
  }
}

void say_why_not(App& app, sim::Inadmissible why) {
  say_words(app, view::why_not(*app.visit, app.ui.selection, why, app.catalogue));
}

}  // namespace

void take_way(App& app, std::uint32_t way) {
  if (const auto why = visit_to_change(app).take_way(way)) say_why_not(app, *why);
  moved(app);
}

bool act(App& app, const sim::Input& input) {
  app.ui.playing = false;
  if (const std::optional<WayBegun> begun = way_that_begins_with(*app.visit, input)) {
    take_way(app, begun->way);
    const bool done = app.visit->moment() >= begun->moment;
    if (!done && app.visit->open_ask()) say_what_comes_first(app, input);
    return true;
  }
  const auto done = visit_to_change(app).act(input);
  if (const auto* why = std::get_if<sim::Inadmissible>(&done)) {
    say_why_not(app, *why);
    return false;
  }
  const auto& acted = std::get<lesson::Visit::Acted>(done);
  if (acted.forked) {
    say(app, "app.forked",
        {text::plain("branch", view::branch_name(*app.visit, acted.branch, app.catalogue))});
  }
  moved(app);
  return true;
}

void carry_out(App& app, const Answer& action) {
  if (!app.visit) return;
  if (action.ask == view::kTaskAsk) return answer_task(app, action.answer);
  const bool late = app.visit->open_ask() != action.ask;
  if (late && !is_skipped(*app.visit, action.ask)) return;
  const auto& ask = std::get<lesson::Ask>(app.visit->lesson().entries[action.ask].entry->act);
  if (action.answer >= ask.answers.size()) return;
  visit_to_change(app).answer(action.ask, action.answer);
  if (late) return;  // it stays unfolded: guess and outcome stand together
  // An answer goes on, except where ways part: there the learner chooses.
  if (app.visit->ways().empty()) visit_to_change(app).forward();
  moved(app);
}

void carry_out(App& app, const Skip& action) {
  if (!app.visit || app.visit->open_ask() != action.ask) return;
  visit_to_change(app).skip(action.ask);
  if (app.visit->ways().empty()) visit_to_change(app).forward();
  moved(app);
}

void carry_out(App& app, const AnswerLater& action) {
  if (!app.visit || app.ui.page != Page::lesson) return;
  UiState& ui = app.ui;
  const std::optional<std::uint32_t> ask =
      action.ask ? action.ask : last_skipped(*app.visit, app.catalogue);
  if (!ask) {
    say(app, "app.nothing_skipped");
    return;
  }
  if (action.ask && ui.unfolded_ask == ask) {
    ui.unfolded_ask.reset();
    return;
  }
  ui.unfolded_ask = ask;
  ui.playing = false;
  if (!action.ask) ui.side_tab = "explanation";  // where the columns are folded, it stands there
}

// A number where nothing is asked and no ways part is meant for the question that was skipped.
void carry_out(App& app, const TakeWay& action) {
  if (app.visit && app.visit->ways().empty() && last_skipped(*app.visit, app.catalogue))
    return carry_out(app, AnswerLater{});
  if (!app.visit || action.way >= app.visit->ways().size()) return;
  app.ui.playing = false;
  take_way(app, action.way);
}

// Whoever types the whole line behind what was begun of it means the line: "RETR RETR 1".
std::string without_begun_twice(const std::string& line, const std::string& begun) {
  const bool twice = !begun.empty() && line.starts_with(begun) &&
                     std::string_view(line).substr(begun.size()).starts_with(begun);
  return twice ? line.substr(begun.size()) : line;
}

void carry_out(App& app, const TypeLine& typed_line) {
  if (!app.visit) return;
  UiState& ui = app.ui;
  const TypeLine action{without_begun_twice(typed_line.line, ui.console_begun)};
  if (!action.line.empty() &&
      (ui.console_history.empty() || ui.console_history.back() != action.line)) {
    ui.console_history.push_back(action.line);
    if (ui.console_history.size() > kHistoryMax)
      ui.console_history.erase(ui.console_history.begin());
  }
  ui.console_history_at = -1;
  ui.pointed_at.reset();
  const view::Typed typed = view::typed(*app.visit, ui.selection, action.line, app.catalogue);
  if (!typed.input) {
    if (!typed.error.empty()) say_words(app, typed.error);
    return;
  }
  if (act(app, *typed.input)) ui.console_line.clear();
}

void carry_out(App& app, const CutOrPlug&) {
  if (!app.visit) return;
  const view::TransportView view = view::transport(*app.visit, app.ui.selection, app.catalogue);
  if (view.cable.empty()) return;
  if (!view.cable_why.empty()) return say_words(app, view.cable_why);
  const sim::DeviceId device =
      view::chosen_device(*app.visit, app.ui.selection, app.visit->world());
  if (view.cable_cut) {
    act(app, sim::Plug{device});
  } else {
    act(app, sim::Cut{device});
  }
}

void carry_out(App& app, const LetPass&) {
  if (!app.visit || app.ui.page != Page::lesson) return;
  const view::TransportView view = view::transport(*app.visit, app.ui.selection, app.catalogue);
  if (view.next_part.empty()) {
    say(app, "app.nothing_to_wait_for");
    return;
  }
  act(app, sim::Wait{view::kPartOfAWait});
}

void carry_out(App& app, const BeginTry& action) {
  if (!app.visit || app.visit->posed_try() != action.entry) return;
  UiState& ui = app.ui;
  const view::LineBegun begun = view::line_begun(*app.visit, action.entry);
  if (ui.console_line.empty()) ui.console_line = begun.line;
  ui.begun_try = action.entry;
  ui.console_begun = begun.line;
  if (begun.device &&
      *begun.device != view::chosen_device(*app.visit, ui.selection, app.visit->world()))
    ui.selection.device = begun.device;
  carry_out(app, FocusConsole{});
}

void carry_out(App& app, const FollowTry&) {
  if (!app.visit) return;
  UiState& ui = app.ui;
  const std::optional<std::uint32_t> open = app.visit->open_try();
  if (open && ui.begun_try != open) {
    const bool shown = ui.console_shown;
    carry_out(app, BeginTry{*open});
    ui.console_shown = shown;  // where it would hide the buttons it waits to be asked for
    return;
  }
  if (!ui.begun_try || app.visit->posed_try() == ui.begun_try) return;
  if (!ui.console_begun.empty() && ui.console_line == ui.console_begun) {
    ui.console_line.clear();
    leave_text_field();
  }
  ui.begun_try.reset();
  ui.console_begun.clear();
}

void carry_out(App& app, const ShowTry&) {
  if (!app.visit) return;
  if (const std::optional<std::uint32_t> open = app.visit->open_try()) {
    visit_to_change(app).give_up(*open);
    visit_to_change(app).forward();
  } else if (const std::optional<std::uint32_t> offered = app.visit->offered_try()) {
    visit_to_change(app).give_up(*offered);
    if (const std::optional<sim::Input> line = app.visit->offered()) act(app, *line);
  }
  moved(app);
}

}  // namespace popscope::gui
