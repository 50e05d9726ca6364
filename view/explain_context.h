#pragma once
// What explain.cpp and explain_reply.cpp share: the step that is explained, the events around it,
// and the arguments that every sentence may use.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/end_of_link.h"
#include "sim/pop3/profile.h"
#include "view/explain.h"
#include "view/rich_text.h"
#include "view/wire_line.h"
#include "view/words.h"

namespace popscope::view {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

struct Explaining {
  const lesson::Visit& visit;
  sim::BranchId branch;
  const sim::Step& step;
  const sim::World& world;
  Explanation result{};
  mutable std::optional<sim::World> begun{};
  mutable std::optional<sim::World> closed{};

  const sim::Events& events(std::uint32_t moment) const {
    return visit.timeline().moment(branch, moment).events;
  }
  // The World in which the step began: for a reply, in which it was made. What was sent behind its
  // command may have run by the time that it arrives.
  const sim::World& at_begin() const {
    if (!begun) begun = visit.timeline().world({branch, step.begins});
    return *begun;
  }
  // The moment in which the step's reply was sent: behind its command's where it had to wait, for
  // UPDATE or because a failed login is answered late.
  std::uint32_t reply_sent() const {
    const std::vector<std::uint32_t>& sent = link_history().replies_sent;
    return step.line < sent.size() && sent[step.line] != 0 ? sent[step.line] : step.begins;
  }
  sim::World at_reply() const { return visit.timeline().world({branch, reply_sent()}); }
  // The World in which the step closed; `world` may be a later one.
  const sim::World& at_close() const {
    if (!closed) closed = visit.timeline().world({branch, step.closes});
    return *closed;
  }
  std::uint32_t number_of_step() const { return visit.steps(branch).at_moment(step.closes); }
  const sim::Event& closing_event() const { return events(step.closes)[step.event]; }

  const lesson::LinkHistory& link_history() const {
    return visit.history(branch).link(*step.link);
  }
  // The event that tells how the step's line was sent; nullptr when it never was as a whole.
  // `moments` is the link's commands_sent, or its replies_sent.
  template <class Sent>
  const Sent* sent_event(const std::vector<std::uint32_t>& moments) const {
    if (step.line >= moments.size() || moments[step.line] == 0) return nullptr;
    for (const sim::Event& event : events(moments[step.line])) {
      const auto* sent = std::get_if<Sent>(&event);
      if (sent && sent->link == *step.link && sent->index == step.line) return sent;
    }
    return nullptr;
  }
  std::string_view octets_of_reply() const {
    const auto* sent = sent_event<sim::ReplySent>(link_history().replies_sent);
    return sent ? sent->octets.view() : std::string_view();
  }

  // The POP3 session's configuration; before there is one, the server's. nullptr: not of POP3.
  const sim::pop3::Config* pop3_config() const {
    const std::vector<sim::Server>& servers = *world.servers;
    if (!step.link) return step.device ? servers_config(*step.device) : nullptr;
    const sim::Link& link = *world.links[step.link->value];
    if (link.protocol != sim::Protocol::pop3) return nullptr;
    const sim::pop3::Session* session = sim::pop3_session_of(world, link.id);
    return session ? &*session->config : &*servers[link.server.value].pop3;
  }
  bool has(sim::pop3::Fault fault) const {
    const sim::pop3::Config* config = pop3_config();
    return config && sim::pop3::spec_of(fault).is_in(config->ways);
  }
  const sim::pop3::Config* servers_config(sim::DeviceId of) const {
    return &*(*world.servers)[world.devices[of.value]->account.server.value].pop3;
  }

  void say(std::string_view key) { result.key = "explain." + std::string(key); }
  void plain(std::string_view name, std::string_view value) {
    result.arguments.push_back(text::plain(name, escaped(value)));
  }
  void number(std::string_view name, std::uint64_t value) {
    result.arguments.push_back(text::number(name, static_cast<std::int64_t>(value)));
  }
  // As it was typed, where it is more than the engine counts.
  void message_number(std::uint32_t number, std::string_view line) {
    if (number != std::numeric_limits<std::uint32_t>::max()) return this->number("number", number);
    const std::size_t digit = line.find_first_of("0123456789");
    plain("number", line.substr(std::min(digit, line.size()),
                                line.find_first_not_of("0123456789", digit) - digit));
  }
  void time(std::string_view name, sim::Duration duration) {
    result.times.emplace_back(name, duration);
  }
  void device(sim::DeviceId id) {
    if (id.value < world.devices.size()) plain("device", world.devices[id.value]->name);
  }
};

// A typed line within a sentence: what is not printable escaped, what is long cut.
inline std::string line_in_sentence(std::string_view line) {
  constexpr std::size_t kOctetsMax = 60;
  if (line.size() <= kOctetsMax) return shown(line);
  return shown(line.substr(0, kOctetsMax)) + "…";
}

// `titled` in a sentence is " (“Lunch on Friday?”)", or nothing for a message without a subject.
inline void add_subject(Explaining& e, std::string_view subject) {
  e.plain("subject", subject);
  e.result.arguments.push_back(subject.empty() ? text::plain("titled", "")
                                               : text::keys("titled", "explain.part.with_subject"));
}

void explain_reply(Explaining& e);

void explain_delivery(Explaining& e);
void explain_use(Explaining& e);
void explain_settings(Explaining& e);

// A fault of a server, of the network or of the storage begins, or ends.
void explain_fault(Explaining& e);

// The RST of a server that was stopped, or that has long ended the session.
void explain_reset_by_server(Explaining& e, bool heard);

// Notes whether the session has changed while the reply was on its way, as far as its sentences
// tell of it: what was sent behind its command has run, or the session has ended, and how.
void note_overtaken(Explaining& e);

void explain_cable(Explaining& e);

// IMAP's own: a command's line, a response, an end of the connection.
void explain_imap_command(Explaining& e, const std::string& command);
void explain_imap_response(Explaining& e);
void explain_imap_end(Explaining& e, const lesson::EndOfLink& end);  // its session is over

}  // namespace popscope::view
