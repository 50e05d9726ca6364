#include "lesson/about.h"

#include "sim/core/digest.h"

namespace popscope::lesson {
namespace {

struct AboutAct {
  sim::Digest& d;

  void operator()(const Ask& ask) const {
    d.text(ask.question);
    for (const Answer& answer : ask.answers) d.text(answer.say);
  }
  void operator()(const Try& a_try) const {
    d.text(a_try.device);
    d.text(a_try.task);
    d.text(a_try.answer);
  }
  template <class Other>
  void operator()(const Other& act) const {
    d.u64(Act(act).index());
    if constexpr (requires { act.device; }) d.text(act.device);
    if constexpr (requires { act.person; }) d.text(act.person);
    if constexpr (requires { act.lines; }) {
      for (const CommandLine& line : act.lines) d.text(line.octets);
    }
  }
};

}  // namespace

std::uint64_t about(const Entry& entry) {
  sim::Digest digest;
  std::visit(AboutAct{digest}, entry.act);
  return digest.value();
}

}  // namespace popscope::lesson
