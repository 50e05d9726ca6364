#pragma once
// The learner's Visit, as the App holds it. Everybody may look at it. Who may change it is said
// here and nowhere else: `apply` (through gui/app/change_visit.h, which only apply*.cpp include),
// and replace_visit and forget_visit (gui/app/app.h), which put another one, or none, in its place.

#include <optional>
#include <utility>

#include "lesson/visit.h"

namespace popscope::gui {

struct App;

class PresentVisit {
 public:
  bool has_value() const { return visit_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const lesson::Visit& operator*() const { return *visit_; }
  const lesson::Visit* operator->() const { return &*visit_; }

 private:
  friend lesson::Visit& visit_to_change(App& app);
  friend void replace_visit(App& app, lesson::Visit visit);
  friend void forget_visit(App& app);

  std::optional<lesson::Visit> visit_;
};

}  // namespace popscope::gui
