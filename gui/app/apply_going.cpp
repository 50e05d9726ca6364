// Going through what has happened: back, forward, anywhere, at a pace, to a condition.
#include <algorithm>

#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"
#include "gui/app/compared.h"
#include "gui/app/opening.h"
#include "gui/app/pace.h"
#include "view/pages.h"
#include "view/transport.h"

namespace popscope::gui {
namespace {

using lesson::Visit;
using NextKind = view::TransportView::NextKind;

// In a comparison the keys of time move its own handle.
bool go_in_comparison(App& app, Go::To to) {
  if (app.ui.page != Page::compare) return false;
  std::uint32_t& time = app.ui.compare_time;
  app.ui.mail_follows = true;
  switch (to) {
    case Go::To::first: time = 0; break;
    case Go::To::back:
    case Go::To::exchange_back: time -= time > 0 ? 1 : 0; break;
    case Go::To::forward:
    case Go::To::exchange_forward: time += time < last_compared_time(app) ? 1 : 0; break;
    case Go::To::last: time = last_compared_time(app); break;
  }
  return true;
}

// What holds the learner back is said: an open question, or a line to be typed.
void say_what_waits(App& app) {
  if (const std::optional<std::uint32_t> ask = app.visit->open_ask()) {
    app.ui.pointed_at = ask;  // Space skips it, as is said
    say(app, "app.answer_first");
  } else if (const std::optional<std::uint32_t> a_try = app.visit->open_try()) {
    app.ui.pointed_at = a_try;
    say(app, "app.type_first");
  } else if (const std::size_t ways = app.visit->ways().size()) {
    say(app, ways == 2 ? "app.choose_first.two" : "app.choose_first",
        {text::number("count", static_cast<std::int64_t>(ways))});
  }
}

// What comes next is pressed without thinking: what would give an open question or task away asks
// a second time, of the key and of the button alike.
bool is_meant(App& app, std::optional<std::uint32_t> gate, const char* words) {
  if (!gate || app.ui.pointed_at == gate) return true;
  app.ui.pointed_at = gate;
  say(app, words);
  return false;
}

// The button of the next lesson lies where Next lay: whoever was still going on did not mean it.
bool just_ended(const App& app) {
  constexpr double kSecondsToSee = 0.4;
  return app.end_came_at >= 0 && app.now - app.end_came_at < kSecondsToSee;
}

// To the end, but past no choice that was never made.
void go_last(Visit& visit) {
  if (const std::optional<std::uint32_t> choice = visit.choice_ahead()) {
    visit.go_to_moment(std::max(visit.moment(), *choice));
  } else {
    visit.last();
  }
}

void go(Visit& visit, Go::To to) {
  switch (to) {
    case Go::To::first: visit.first(); break;
    case Go::To::back: visit.back(); break;
    case Go::To::forward: visit.forward(); break;
    case Go::To::last: go_last(visit); break;
    case Go::To::exchange_back: visit.back_exchange(); break;
    case Go::To::exchange_forward: visit.forward_exchange(); break;
  }
}

}  // namespace

void moved(App& app) {
  app.ui.selection.segment.reset();
  app.ui.selection.octet.reset();
  app.ui.unfolded_ask.reset();
  app.ui.beside_what_is_asked = false;
  app.ui.story_scroll_up = true;
  app.ui.ladder_scroll = app.ui.lines_scroll = -1;
  app.ui.maildrop_follows = app.ui.devices_follow = true;
}

void carry_out(App& app, const Go& action) {
  app.ui.playing = false;
  if (!app.visit || go_in_comparison(app, action.to)) return;
  const std::uint32_t before = app.visit->moment();
  const bool onward = action.to == Go::To::forward || action.to == Go::To::last ||
                      action.to == Go::To::exchange_forward;
  if (!onward || !app.visit->choice_waits()) go(visit_to_change(app), action.to);
  if (onward && app.visit->moment() == before) say_what_waits(app);
  moved(app);
}

void carry_out(App& app, const GoToStep& action) {
  if (!app.visit) return;
  app.ui.playing = false;
  visit_to_change(app).go_to_step(action.step);
  moved(app);
}

void carry_out(App& app, const GoToStop& action) {
  if (!app.visit) return;
  if (app.ui.page == Page::compare) {
    carry_out(app, CompareTo{action.stop});
    return;
  }
  carry_out(app, GoToMoment{app.visit->moment_of_stop(app.visit->branch(), action.stop)});
}

void carry_out(App& app, const GoToMoment& action) {
  if (!app.visit) return;
  app.ui.playing = false;
  visit_to_change(app).go_to_moment(action.moment);
  moved(app);
}

void carry_out(App& app, const OpenAt& action) {
  if (!app.visit || action.branch >= app.visit->timeline().branches().size()) return;
  visit_to_change(app).open_at({{action.branch}, action.moment});
  moved(app);
}

void go_on_from_the_end(App& app) {
  if (has_acted(app)) return hand_in(app);
  // Nothing is done yet, so there is nothing to hand in: it begins with a line.
  if (task_under_way(app) != nullptr) return carry_out(app, FocusConsole{});
  if (leave_run(app)) return;
  if (app.ui.page == Page::lesson) {
    carry_out(app, OpenPage{Page::end});
    app.end_came_at = app.now;
    return;
  }
  const std::vector<Visit::WayOn> unseen = app.visit->unseen_ways();
  if (!unseen.empty()) {
    carry_out(app, SeeWay{unseen.front().branch.value});
  } else if (const std::optional<std::size_t> next = next_lesson(app)) {
    carry_out(app, OpenLesson{app.library.id(*next)});
  } else {
    carry_out(app, OpenPage{Page::start});
  }
}

void carry_out(App& app, const SeeWay& action) {
  if (!app.visit) return;
  for (const Visit::WayOn& way : app.visit->unseen_ways()) {
    if (way.branch.value != action.branch) continue;
    visit_to_change(app).see(way);
    app.ui.page = Page::lesson;
    moved(app);
    return;
  }
}

void carry_out(App& app, const BackToStory&) {
  if (!app.visit) return;
  app.ui.playing = false;
  visit_to_change(app).back_to_story();
  moved(app);
}

void carry_out(App& app, const Next&) {
  if (app.ui.playing) {
    app.ui.playing = false;
    return;
  }
  if (app.ui.page == Page::start) {
    if (app.library.size() == 0) return;
    const view::StartView view = view::start(app.library.scenarios(), app.progress.lessons,
                                             app.progress.last, app.catalogue);
    carry_out(app, OpenLesson{view.go_on ? view.go_on->id : app.library.id(0)});
    return;
  }
  if (app.ui.page == Page::end) {
    if (!just_ended(app)) go_on_from_the_end(app);
    return;
  }
  if (app.ui.page == Page::compare) {
    const view::TransportView view =
        view::transport(*app.visit, app.ui.selection, app.catalogue);
    if (view.next_kind == NextKind::next_lesson) return go_on_from_the_end(app);
    return carry_out(app, OpenPage{Page::lesson});
  }
  if (!app.visit || app.ui.page != Page::lesson) return;
  Visit& visit = visit_to_change(app);
  switch (view::transport(visit, app.ui.selection, app.catalogue).next_kind) {
    case NextKind::step: visit.forward(); break;
    case NextKind::offered:
      if (const std::optional<sim::Input> offered = visit.offered()) act(app, *offered);
      return;
    case NextKind::skip_question:
      if (!is_meant(app, visit.open_ask(), "app.answer_or_skip")) return;
      if (const std::optional<std::uint32_t> ask = visit.open_ask()) carry_out(app, Skip{*ask});
      break;
    case NextKind::give_up:
      if (!is_meant(app, visit.posed_try(), "app.type_or_show")) return;
      carry_out(app, ShowTry{});
      break;
    case NextKind::choose: say_what_waits(app); return;
    case NextKind::back_to_story:
      if (has_acted(app)) return hand_in(app);
      carry_out(app, BackToStory{});
      return;
    case NextKind::next_lesson: go_on_from_the_end(app); return;
    case NextKind::let_happen: visit.let_happen(); break;
    case NextKind::nothing: break;
  }
  moved(app);
}

void carry_out(App& app, const PlayPause&) {
  if (!app.visit || app.ui.page != Page::lesson) return;
  app.ui.playing = !app.ui.playing;
  if (!app.ui.playing) return;
  // At the end it plays from the start.
  const bool choice = app.visit->choice_waits();
  if (choice || !visit_to_change(app).forward()) {
    say_what_waits(app);
    app.ui.playing = false;
    if (!choice && !app.visit->open_ask() && !app.visit->open_try()) {
      visit_to_change(app).first();
      app.ui.playing = true;
    }
  }
  app.next_stop_at = app.now + kPaces[static_cast<std::size_t>(app.ui.pace)].seconds;
  moved(app);
}

void carry_out(App& app, const PlayOn&) {
  if (!app.visit || !app.ui.playing) return;
  app.ui.playing = !app.visit->choice_waits() && visit_to_change(app).forward();
  app.next_stop_at = app.now + kPaces[static_cast<std::size_t>(app.ui.pace)].seconds;
  moved(app);
}

void carry_out(App& app, const ChangePace& action) {
  app.ui.pace = std::clamp(app.ui.pace + action.by, 0, static_cast<int>(kPaces.size()) - 1);
  say(app, "app.pace_is",
      {text::plain("pace",
                   app.catalogue.sentence(kPaces[static_cast<std::size_t>(app.ui.pace)].name))});
}

void carry_out(App& app, const RunTo& action) {
  app.ui.popup = Popup::none;
  if (!app.visit) return;
  app.ui.playing = false;
  if (!visit_to_change(app).run_to(action.until)) {
    if (app.visit->open_ask() || app.visit->open_try() || app.visit->choice_waits()) {
      say_what_waits(app);
    } else {
      say(app, "app.run_to_nothing");
    }
  }
  moved(app);
}

void carry_out(App& app, const SetGrain& action) {
  app.settings.grain = action.grain;
  if (app.visit) visit_to_change(app).set_grain(action.grain);
  moved(app);
}

}  // namespace popscope::gui
