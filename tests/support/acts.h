#pragma once
// Every act of a World with every field set, and beside each what differs from it in one field. A
// field that is added breaks the bindings here: what writes, reads or digests acts is then tested
// with it, too.
#include <utility>
#include <vector>

#include "sim/mail/message.h"
#include "sim/world/act.h"

namespace popscope::test {

struct ActAndOthers {
  sim::Input act;
  std::vector<sim::Input> others;  // each differs from it in one field
};

// Of a type whose only field is its device.
template <class Act>
ActAndOthers of_a_device() {
  Act act, other;
  auto& [device] = act;
  device = {1};
  other.device = {2};
  return {act, {other}};
}

inline ActAndOthers send_and_others() {
  sim::Send act;
  auto& [device, octets] = act;
  device = {1};
  octets = "NOOP\r\n";
  sim::Send a = act, b = act;
  a.device = {2};
  b.octets = "STAT\r\n";
  return {act, {a, b}};
}

inline ActAndOthers deliver_and_others() {
  sim::Deliver act;
  auto& [maildrop, message] = act;
  maildrop = {1};
  message = sim::message_from_octets("Subject: x\r\n\r\nx\r\n", 4);
  sim::Deliver a = act, b = act;
  a.maildrop = {2};
  b.message = sim::message_from_octets("Subject: y\r\n\r\nx\r\n", 4);
  return {act, {a, b}};
}

inline ActAndOthers set_and_others() {
  sim::Set act;
  auto& [device, policy, user, password, protocol, port, tls, idle, check_every, leave_days,
         fetch_octets_max, preset] = act;
  device = {1};
  policy = sim::Policy::leave_on_server;
  user = "sarah";
  password = "secret";
  protocol = sim::Protocol::imap;
  port = std::uint16_t{1993};
  tls = true;
  idle = true;
  check_every = sim::seconds(90);
  leave_days = 14u;
  fetch_octets_max = std::uint64_t{50'000};
  preset = sim::Preset::dele_lags;
  std::vector<sim::Set> others(12, act);
  others[0].device = {2};
  others[1].policy.reset();
  others[2].user.reset();
  others[3].password.reset();
  others[4].protocol.reset();
  others[5].port.reset();
  others[6].tls.reset();
  others[7].idle.reset();
  others[8].check_every.reset();
  others[9].leave_days.reset();
  others[10].fetch_octets_max.reset();
  others[11].preset.reset();
  return {act, {others.begin(), others.end()}};
}

inline ActAndOthers use_and_others() {
  sim::Use act;
  auto& [device, deed, subject, nth] = act;
  device = {1};
  deed = sim::Deed::remove;
  subject = "Invoice 4471";
  nth = 3;
  std::vector<sim::Use> others(4, act);
  others[0].device = {2};
  others[1].deed = sim::Deed::read;
  others[2].subject = "Lunch";
  others[3].nth = 0;
  return {act, {others.begin(), others.end()}};
}

inline ActAndOthers filter_and_others() {
  sim::Filter act;
  auto& [server, port, verdict] = act;
  server = {1};
  port = 995;
  verdict = sim::Verdict::reject;
  std::vector<sim::Filter> others(3, act);
  others[0].server = {2};
  others[1].port = 110;
  others[2].verdict = sim::Verdict::drop;
  return {act, {others.begin(), others.end()}};
}

template <class Act>
ActAndOthers of_a_server() {
  Act act, other;
  auto& [server] = act;
  server = {1};
  other.server = {2};
  return {act, {other}};
}

inline ActAndOthers delay_and_others() {
  sim::Delay act;
  auto& [device, latency] = act;
  device = {1};
  latency = sim::milliseconds(250);
  sim::Delay a = act, b = act;
  a.device = {2};
  b.latency = sim::seconds(3);
  return {act, {a, b}};
}

inline ActAndOthers storage_and_others() {
  sim::Storage act;
  auto& [maildrop, refuses_removal] = act;
  maildrop = {1};
  refuses_removal = true;
  sim::Storage a = act, b = act;
  a.maildrop = {2};
  b.refuses_removal = false;
  return {act, {a, b}};
}

// In the order of sim::Input's alternatives; a test asks whether all are there.
inline std::vector<ActAndOthers> every_act() {
  return {of_a_device<sim::Connect>(),
          send_and_others(),
          of_a_device<sim::Check>(),
          of_a_device<sim::Cut>(),
          of_a_device<sim::Plug>(),
          of_a_device<sim::Reset>(),
          of_a_device<sim::Close>(),
          {sim::Wait{sim::seconds(600)}, {sim::Wait{sim::seconds(601)}}},
          deliver_and_others(),
          set_and_others(),
          use_and_others(),
          filter_and_others(),
          of_a_server<sim::Stop>(),
          of_a_server<sim::Restart>(),
          delay_and_others(),
          storage_and_others(),
          {sim::Choose{1}, {sim::Choose{0}}}};
}

}  // namespace popscope::test
