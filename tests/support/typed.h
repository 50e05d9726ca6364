#pragma once
// A story as a learner would type it, line by line, on which device. Waits are left out: whoever
// types does not know of them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lesson/scenario.h"

namespace popscope::test {

struct TypedLine {
  std::string device;
  std::string line;
};

namespace typing {

inline void type(const lesson::Do& act, std::vector<TypedLine>& lines) {
  for (const lesson::CommandLine& line : act.lines)
    lines.push_back({act.device, line.octets.substr(0, line.octets.find('\r'))});
}
inline void type(const lesson::ConnectAct& act, std::vector<TypedLine>& lines) {
  lines.push_back({act.device, "connect"});
}
inline void type(const lesson::CloseAct& act, std::vector<TypedLine>& lines) {
  lines.push_back({act.device, "close"});
}
inline void type(const lesson::CutAct& act, std::vector<TypedLine>& lines) {
  lines.push_back({act.device, "cut"});
}
inline void type(const lesson::CheckAct& act, std::vector<TypedLine>& lines) {
  lines.push_back({act.device, "check"});
}
inline void type(const lesson::WaitAct&, std::vector<TypedLine>&) {}
inline void type(const lesson::SetAct& act, std::vector<TypedLine>& lines) {
  const auto set = [&](const std::string& what) {
    lines.push_back({act.device, "set " + what});
  };
  if (act.protocol) set(*act.protocol == sim::Protocol::imap ? "with imap" : "with pop3");
  if (act.policy)
    set(*act.policy == sim::Policy::leave_on_server ? "policy leave on server"
                                                    : "policy remove at once");
  if (act.password) set("password " + *act.password);
  if (act.tls) set(*act.tls ? "tls on" : "tls off");
  if (act.port) set("port " + std::to_string(*act.port));
  EXPECT_FALSE(act.idle || act.check_every.has_value());
}
template <class Other>
void type(const Other&, std::vector<TypedLine>&) {
  ADD_FAILURE() << "nobody could type this";
}

}  // namespace typing

inline std::vector<TypedLine> typed_lines(const std::vector<lesson::Entry>& story) {
  std::vector<TypedLine> lines;
  for (const lesson::Entry& entry : story)
    std::visit([&](const auto& act) { typing::type(act, lines); }, entry.act);
  return lines;
}

}  // namespace popscope::test
