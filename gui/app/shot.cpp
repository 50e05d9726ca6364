#include "gui/app/shot.h"

#include <limits>

#include "gui/app/apply.h"
#include "gui/app/draw.h"
#include "gui/picture/headless.h"
#include "view/compare.h"
#include "view/no_such_step.h"

namespace popscope::gui {
namespace {

constexpr std::string_view kCompare = "compare=";

// "A,B": each the name of a branch, or its number from 1.
std::optional<Compare> compared(const lesson::Visit& visit, const std::string& names) {
  for (std::size_t comma = names.find(','); comma != std::string::npos;
       comma = names.find(',', comma + 1)) {  // a name may hold commas
    const auto a = visit.find(names.substr(0, comma) + ":0");
    const auto b = visit.find(names.substr(comma + 1) + ":0");
    if (a && b) return Compare{a->branch.value, b->branch.value};
  }
  return std::nullopt;
}

// The action that shows a view beside the lesson; none: there is no such view.
std::optional<Action> going_to(const App& app, const std::string& view) {
  if (view == "start") return OpenPage{Page::start};
  if (view == "lines") return SetTab{"lines"};
  if (view == "projector") return ToggleProjector{};
  if (view == "end") return OpenPage{Page::end};
  if (view.rfind(kCompare, 0) != 0) return std::nullopt;
  const auto pair = compared(*app.visit, view.substr(kCompare.size()));
  return pair ? std::optional<Action>(*pair) : std::nullopt;
}

// Whoever names two branches and no step wants to see how both end, whatever is asked on the way.
void go_to_both_ends(App& app, const Compare& pair) {
  for (const std::uint32_t branch : {*pair.b, *pair.a})
    apply(app, OpenAt{branch, app.visit->timeline().end({branch})});
}

bool go_to_view(App& app, const std::string& view) {
  if (view.empty() || view == "lesson") return true;
  const std::optional<Action> going = going_to(app, view);
  if (!going) return false;
  apply(app, *going);
  return view.rfind(kCompare, 0) != 0 || app.ui.page == Page::compare;
}

// At the step that was asked for; without one a comparison shows how both ended.
void compare_at(App& app, const ShotRequest& request) {
  const sim::BranchId a{app.ui.compare_a}, b{app.ui.compare_b};
  const bool ends = request.step.empty();
  apply(app, CompareTo{ends ? std::numeric_limits<std::uint32_t>::max()
                            : view::compare_time(*app.visit, a, b)});
}

// Of a spot question the right step is chosen, beside the rule; of a serve question each letter
// answers a command: A as it should be, any other with -ERR.
void prepare_lab(App& app, const std::string& letters) {
  const quiz::Question& question = app.quiz->shown().question;
  if (const auto* spot = std::get_if<quiz::Spot>(&question.asks); spot && !spot->steps.empty())
    apply(app, ChooseStep{spot->steps.front()});
  const auto* serve = std::get_if<quiz::Serve>(&question.asks);
  if (serve == nullptr) return;
  const std::vector<quiz::Turn> turns = serve->turns;
  for (std::size_t i = 0; i < letters.size() && i < turns.size(); ++i) {
    const bool right = (letters[i] | 32) == 'a';
    app.ui.number_field = right ? turns[i].right.reply : "-ERR";
    if (turns[i].right.state) apply(app, ChooseState{*turns[i].right.state});
    app.ui.removed_field = "none";
    for (const std::uint32_t number : turns[i].right.removed)
      app.ui.removed_field += " " + std::to_string(number);
    if (!turns[i].right.removed.empty()) app.ui.removed_field.erase(0, 4);
    apply(app, ConfirmAnswer{});
  }
}

// A quiz that begins with the seed 1, and stands at the question.
ShotEnd prepare_quiz(App& app, const ShotRequest& request) {
  const bool report = request.view == "report";
  if (request.question == 0 && !report) return ShotEnd::drawn;
  apply(app, BeginQuiz{request.exam, false});
  const std::uint32_t count = static_cast<std::uint32_t>(app.quiz->attempt->questions().size());
  if (request.question > count) return ShotEnd::no_such_question;
  if (request.question > 0) apply(app, GoToQuestion{request.question - 1});
  if (!request.answer.empty()) prepare_lab(app, request.answer);
  for (const char letter : request.answer)
    apply(app, ChooseOption{static_cast<std::uint32_t>((letter | 32) - 'a')});
  if (!request.answer.empty()) apply(app, ConfirmAnswer{});
  if (report) {  // asked once whether that is meant
    apply(app, EndQuiz{});
    if (!app.quiz->attempt->ended()) apply(app, EndQuiz{});
  } else if (request.view == "run") {
    apply(app, ShowRun{});
  }
  apply(app, EndNotice{});
  return ShotEnd::drawn;
}

ShotEnd prepare(App& app, const ShotRequest& request, std::string* why) {
  apply(app, SetTheme{static_cast<std::uint8_t>(request.theme)});
  apply(app, SetZoom{request.zoom});
  if (request.as_listener) apply(app, ToggleListener{});
  // As it is before anything was opened.
  if (request.view == "start" && request.file.empty() && request.step.empty()) {
    return ShotEnd::drawn;
  }
  Request asked;
  asked.file = request.file;
  asked.lesson_rather_than_start = true;
  app.quiz_place.now = [] { return quiz::Clock{0}; };
  app.quiz_place.seed = 1;
  if (!open_at_start(app, asked)) return ShotEnd::faulty;
  if (app.quiz) return prepare_quiz(app, request);
  if (!app.visit) return ShotEnd::no_such_view;
  apply(app, SetGrain{request.grain});
  if (!request.step.empty()) {
    const auto place = app.visit->find(request.step);
    if (!place) {
      if (why) *why = view::no_such_step(*app.visit, request.step, app.catalogue);
      return ShotEnd::no_such_step;
    }
    apply(app, OpenAt{place->branch.value, place->moment});
  }
  if (request.step.empty() && request.view.rfind(kCompare, 0) == 0) {
    const auto pair = compared(*app.visit, request.view.substr(kCompare.size()));
    if (pair) go_to_both_ends(app, *pair);
  }
  if (!go_to_view(app, request.view)) return ShotEnd::no_such_view;
  if (app.ui.page == Page::compare) compare_at(app, request);
  if (!request.tab.empty()) apply(app, SetTab{request.tab});
  apply(app, EndNotice{});
  return ShotEnd::drawn;
}

}  // namespace

ShotEnd shoot(const ShotRequest& request, FontFiles fonts, std::string* why) {
  App app(request.data, Kept(), request.language);
  const ShotEnd end = prepare(app, request, why);
  if (end == ShotEnd::no_such_step || end == ShotEnd::no_such_view ||
      end == ShotEnd::no_such_question)
    return end;
  HeadlessSettings settings;
  settings.width = request.width;
  settings.height = request.height;
  settings.look = look_of(app, {});
  Headless window(settings, fonts, [&app] { draw(app); });
  window.settle();
  if (!save_png(window.picture(), request.out)) return ShotEnd::not_written;
  return end;
}

}  // namespace popscope::gui
