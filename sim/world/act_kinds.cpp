#include "sim/world/act_kinds.h"

namespace popscope::sim {
namespace {

struct ActKind {
  std::string_view name;
  Awaits awaits;
};

// One overload an input.
struct KindOfAct {
  ActKind operator()(const Connect&) const { return {"connect", Awaits::greeting}; }
  ActKind operator()(const Send&) const { return {"send", Awaits::reply}; }
  ActKind operator()(const Check&) const { return {"check", Awaits::plan}; }
  ActKind operator()(const Cut&) const { return {"cut", Awaits::nothing}; }
  ActKind operator()(const Plug&) const { return {"plug", Awaits::nothing}; }
  ActKind operator()(const Reset&) const { return {"reset", Awaits::end}; }
  ActKind operator()(const Close&) const { return {"close", Awaits::end}; }
  ActKind operator()(const Wait&) const { return {"wait", Awaits::time}; }
  ActKind operator()(const Deliver&) const { return {"deliver", Awaits::nothing}; }
  ActKind operator()(const Set&) const { return {"set", Awaits::nothing}; }
  ActKind operator()(const Use&) const { return {"use", Awaits::nothing}; }
  ActKind operator()(const Filter&) const { return {"firewall", Awaits::nothing}; }
  ActKind operator()(const Stop&) const { return {"stop", Awaits::nothing}; }
  ActKind operator()(const Restart&) const { return {"restart", Awaits::nothing}; }
  ActKind operator()(const Delay&) const { return {"delay", Awaits::nothing}; }
  ActKind operator()(const Storage&) const { return {"storage", Awaits::nothing}; }
  ActKind operator()(const Choose&) const { return {"choose", Awaits::nothing}; }
};

struct DeviceOfAct {
  template <class Act>
  std::optional<DeviceId> operator()(const Act& act) const {
    if constexpr (requires { act.device; }) {
      return act.device;
    } else {
      return std::nullopt;
    }
  }
};

}  // namespace

std::string_view name_of(const Input& input) { return std::visit(KindOfAct{}, input).name; }
Awaits awaited(const Input& input) { return std::visit(KindOfAct{}, input).awaits; }
std::optional<DeviceId> device_of(const Input& input) { return std::visit(DeviceOfAct{}, input); }

}  // namespace popscope::sim
