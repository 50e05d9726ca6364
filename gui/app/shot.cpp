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

bool go_to_view(App& app, const std::string& view) {
  if (view == "start") {
    app.ui.page = Page::start;
  } else if (view == "lines") {
    app.ui.middle_tab = "lines";
  } else if (view == "projector") {
    app.ui.projector = true;
  } else if (view == "end") {
    app.ui.page = Page::end;
  } else if (view.rfind(kCompare, 0) == 0) {
    const auto pair = compared(*app.visit, view.substr(kCompare.size()));
    if (!pair) return false;
    apply(app, *pair);
    return app.ui.page == Page::compare;
  } else {
    return view.empty() || view == "lesson";
  }
  return true;
}

// At the step that was asked for; without one a comparison shows how both ended.
void compare_at(App& app, const ShotRequest& request) {
  const sim::BranchId a{app.ui.compare_a}, b{app.ui.compare_b};
  const bool ends = request.step.empty();
  apply(app, CompareTo{ends ? std::numeric_limits<std::uint32_t>::max()
                            : view::compare_time(*app.visit, a, b)});
}

ShotEnd prepare(App& app, const ShotRequest& request, std::string* why) {
  app.ui.theme = request.theme;
  app.ui.zoom = request.zoom;
  app.settings.grain = request.grain;
  Request asked;
  asked.file = request.file;
  asked.lesson_rather_than_start = true;
  if (!open_at_start(app, asked)) return ShotEnd::faulty;
  if (!app.visit) return ShotEnd::no_such_view;
  app.visit->set_grain(request.grain);
  if (!request.step.empty()) {
    const auto place = app.visit->find(request.step);
    if (!place) {
      if (why) *why = view::no_such_step(*app.visit, request.step, app.catalogue);
      return ShotEnd::no_such_step;
    }
    app.visit->open_at(*place);
  }
  const bool compares = request.view.rfind(kCompare, 0) == 0;
  if (!request.tab.empty() && !compares) apply(app, SetTab{request.tab});
  if (!go_to_view(app, request.view)) return ShotEnd::no_such_view;
  if (app.ui.page == Page::compare) {
    compare_at(app, request);
    if (!request.tab.empty()) apply(app, SetTab{request.tab});
  }
  app.ui.notice.clear();
  return ShotEnd::drawn;
}

}  // namespace

ShotEnd shoot(const ShotRequest& request, FontFiles fonts, std::string* why) {
  App app(request.data, Kept(), request.language);
  const ShotEnd end = prepare(app, request, why);
  if (end == ShotEnd::no_such_step || end == ShotEnd::no_such_view) return end;
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
