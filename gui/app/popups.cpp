#include "gui/app/popups.h"

#include <array>
#include <cmath>

#include "gui/app/dialogs.h"
#include "gui/app/pace.h"
#include "gui/style/look.h"
#include "gui/widgets/draw.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kMenuWidth = 260;

std::string percent(float zoom) {
  return std::to_string(static_cast<int>(std::lround(zoom * 100))) + " %";
}

void size_and_theme(const App& app, PanelContext& context) {
  const text::Catalogue& words = app.catalogue;
  menu_heading(words.sentence("app.theme"));
  for (const ThemeName name : kThemeNames) {
    const std::string key = "app.theme." + std::string(spelling(name));
    if (menu_item(words.sentence(key), app.ui.theme == name)) {
      context.actions.push_back(SetTheme{static_cast<std::uint8_t>(name)});
    }
  }
  menu_rule();
  menu_heading(words.sentence("app.size"));
  const view::KeyCap reset = view::cap_of(view::KeyAction::zoom_reset, words);
  for (const float zoom : {0.75f, 1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
    const bool chosen = std::abs(app.ui.zoom - zoom) < 0.01f;
    if (menu_item(percent(zoom), chosen, zoom == 1 ? reset.name : "")) {
      context.actions.push_back(SetZoom{zoom});
    }
  }
  menu_rule();
  const view::KeyCap full = view::cap_of(view::KeyAction::full_screen, words);
  if (menu_item(words.sentence("app.full_screen"), app.ui.full_screen, full.name)) {
    context.actions.push_back(ToggleFullScreen{});
  }
}

void run_to_and_pace(const App& app, PanelContext& context) {
  using lesson::Until;
  const text::Catalogue& words = app.catalogue;
  menu_heading(words.sentence("app.run_to"));
  const auto until = [&](const char* key, Until what) {
    if (menu_item(words.sentence(key))) context.actions.push_back(RunTo{what});
  };
  until("app.run_to.refusal", Until::refusal);
  until("app.run_to.state", Until::state);
  until("app.run_to.maildrop", Until::maildrop);
  menu_rule();
  menu_heading(words.sentence("app.pace"));
  for (int i = 0; i < static_cast<int>(kPaces.size()); ++i) {
    const char* name = kPaces[static_cast<std::size_t>(i)].name;
    if (menu_item(words.sentence(name), app.ui.pace == i)) {
      context.actions.push_back(ChangePace{i - app.ui.pace});
    }
  }
}

void branches(const App& app, PanelContext& context) {
  const text::Catalogue& words = app.catalogue;
  const lesson::Visit& visit = *app.visit;
  const view::TransportView view = view::transport(visit, app.ui.selection, app.catalogue);
  menu_heading(words.sentence("app.branches"));
  for (const view::StripBranch& branch : view.branches) {
    const std::string steps =
        words.sentence("app.branch.steps",
                       {text::number("count", visit.steps(sim::BranchId{branch.branch}).count())});
    const std::string label = branch.name + "##branch" + std::to_string(branch.branch);
    if (menu_item(label, branch.current, steps)) {
      context.actions.push_back(SwitchBranch{branch.branch});
    }
  }
  menu_rule();
  const view::KeyCap compare = view::cap_of(view::KeyAction::compare, words);
  if (menu_item(words.sentence("app.compare"), false, compare.name, view.branches.size() > 1)) {
    context.actions.push_back(Compare{});
  }
  if (menu_item(words.sentence("app.rename"))) {
    context.actions.push_back(Show{Popup::rename});
  }
}

// What the top bar has no room for.
void folded_offers(const App& app, PanelContext& context) {
  const text::Catalogue& words = app.catalogue;
  const TopBarOffers& offers = app.ui.folded_offers;
  if (!offers.any()) return close_menu();  // the window has become wider
  if (!offers.home.empty() && menu_item(offers.home))
    context.actions.push_back(OpenPage{Page::start});
  if (offers.present && menu_item(words.sentence("window.present"), false,
                                  view::cap_of(view::KeyAction::projector, words).name))
    context.actions.push_back(ToggleProjector{});
  if (offers.help && menu_item(words.sentence("app.keys"), false,
                               view::cap_of(view::KeyAction::help, words).name))
    context.actions.push_back(Show{Popup::keys});
  if (!offers.grain) return;
  menu_heading(words.sentence("window.grain"));
  for (const auto& [grain, key] :
       {std::pair{lesson::Grain::exchange, "window.grain.exchange"},
        std::pair{lesson::Grain::line, "window.grain.line"},
        std::pair{lesson::Grain::segment, "window.grain.segment"}}) {
    if (menu_item(words.sentence(key), app.settings.grain == grain))
      context.actions.push_back(SetGrain{grain});
  }
}

const char* name_of(Popup popup) {
  switch (popup) {
    case Popup::none: return "";
    case Popup::keys: return "keys";
    case Popup::size_and_theme: return "size-and-theme";
    case Popup::pace:
    case Popup::run_to: return "run-to";
    case Popup::more: return "more";
    case Popup::branches: return "branches";
    case Popup::open_file: return "open-file";
    case Popup::save: return "save";
    case Popup::rename: return "rename";
    case Popup::new_from_lesson: return "new-from-lesson";
  }
  return "";
}

// A menu hangs below its button, or, where that is folded away, at the left of the bars.
Rect anchor_of(Popup popup, const UiState& ui, const Rect& window) {
  if (popup == Popup::size_and_theme) {
    const float right = window.max.x - px(metrics::kGap16);
    return {{right - px(60), window.min.y}, {right, window.min.y + px(metrics::kTopBar - 8)}};
  }
  const Rect& button = popup == Popup::branches ? ui.branches_button
                       : popup == Popup::more   ? ui.more_button
                                                : ui.run_to_button;
  if (button.width() > 0) return button;
  const float top = window.min.y + px(metrics::kTopBar);
  return {{window.min.x + px(metrics::kGap16), top},
          {window.min.x + px(300), top + px(metrics::kTimeStrip - 8)}};
}

bool is_dialog(Popup popup) {
  return popup == Popup::keys || popup == Popup::open_file || popup == Popup::save ||
         popup == Popup::rename || popup == Popup::new_from_lesson;
}

void draw_menu(const App& app, Popup popup, const Rect& window, PanelContext& context) {
  const bool right = popup == Popup::size_and_theme || popup == Popup::branches ||
                     popup == Popup::more;
  if (!begin_menu(name_of(popup), anchor_of(popup, app.ui, window), kMenuWidth, right)) return;
  if (popup == Popup::size_and_theme) {
    size_and_theme(app, context);
  } else if (popup == Popup::branches) {
    branches(app, context);
  } else if (popup == Popup::more) {
    folded_offers(app, context);
  } else {
    run_to_and_pace(app, context);
  }
  end_menu();
}

}  // namespace

void draw_popups(const App& app, const Rect& window, PanelContext& context) {
  const Popup popup = app.ui.popup;
  if (popup != context.own.popup_shown) {
    context.own.popup_shown = popup;
    if (popup != Popup::none) open_menu(name_of(popup));
  }
  if (popup == Popup::none) return;
  if (!ImGui::IsPopupOpen(name_of(popup))) {
    // Left by Esc, by a click beside it, or by choosing: before anything that this frame asks for.
    context.own.popup_shown = Popup::none;
    context.actions.insert(context.actions.begin(), Show{Popup::none});
    return;
  }
  if (is_dialog(popup)) {
    draw_dialog(app, popup, name_of(popup), window, context);
  } else {
    draw_menu(app, popup, window, context);
  }
}

}  // namespace popscope::gui
