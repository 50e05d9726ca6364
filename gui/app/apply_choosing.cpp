// Choosing what is looked at; the same choice holds in every panel.
#include <algorithm>

#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"
#include "gui/app/copied.h"

namespace popscope::gui {

void carry_out(App& app, const SelectSession& action) {
  app.ui.selection.session = sim::SessionId{action.session};
}

void carry_out(App& app, const SelectDevice& action) {
  app.ui.selection.device = sim::DeviceId{action.device};
}

void carry_out(App& app, const SelectMaildrop& action) {
  app.ui.selection.maildrop = sim::MaildropId{action.maildrop};
}

void carry_out(App& app, const SelectMessage& action) {
  std::optional<std::string>& chosen = app.ui.selection.unique_id;
  if (chosen == action.unique_id) {
    chosen.reset();
  } else {
    chosen = action.unique_id;
  }
}

void carry_out(App& app, const SelectSegment& action) {
  if (!app.visit) return;
  if (app.visit->standing().step != action.step) {
    visit_to_change(app).go_to_step(action.step);
    moved(app);
  }
  app.ui.selection.segment = action.segment;
}

void carry_out(App& app, const SelectOctet& action) { app.ui.selection.octet = action.octet; }

void carry_out(App& app, const Unfold& action) {
  std::vector<std::uint32_t>& steps = app.ui.unfolded_steps;
  const auto found = std::find(steps.begin(), steps.end(), action.step);
  if (found == steps.end()) {
    steps.push_back(action.step);
  } else {
    steps.erase(found);
  }
}

void carry_out(App& app, const Copy&) {
  const std::string words = words_to_copy(app);
  if (words.empty()) return;
  ImGui::SetClipboardText(words.c_str());
  say(app, "app.copied_words");
}

void carry_out(App& app, const ChooseError& action) { app.ui.chosen_error = action.error; }

}  // namespace popscope::gui
