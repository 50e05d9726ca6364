#include "sim/world/act.h"

namespace popscope::sim {

std::string_view to_text(Inadmissible why) {
  switch (why) {
    case Inadmissible::no_such_device: return "no_such_device";
    case Inadmissible::no_such_server: return "no_such_server";
    case Inadmissible::no_such_maildrop: return "no_such_maildrop";
    case Inadmissible::no_such_message: return "no_such_message";
    case Inadmissible::not_connected: return "not_connected";
    case Inadmissible::no_tls_yet: return "no_tls_yet";
    case Inadmissible::already_connected: return "already_connected";
    case Inadmissible::busy_with_a_plan: return "busy_with_a_plan";
    case Inadmissible::already_cut: return "already_cut";
    case Inadmissible::not_cut: return "not_cut";
    case Inadmissible::already_stopped: return "already_stopped";
    case Inadmissible::not_stopped: return "not_stopped";
    case Inadmissible::too_slow: return "too_slow";
    case Inadmissible::no_choice_here: return "no_choice_here";
    case Inadmissible::no_such_option: return "no_such_option";
    case Inadmissible::too_many_octets: return "too_many_octets";
    case Inadmissible::too_many_links: return "too_many_links";
    case Inadmissible::too_many_branches: return "too_many_branches";
    case Inadmissible::maildrop_full: return "maildrop_full";
    case Inadmissible::too_late: return "too_late";
  }
  return {};
}

}  // namespace popscope::sim
