#include "lesson/history.h"

#include <algorithm>
#include <string_view>

namespace popscope::lesson {
namespace {

using sim::StateKind;

void put_at(std::vector<std::uint32_t>& list, std::uint32_t index, std::uint32_t moment) {
  if (list.size() <= index) list.resize(index + 1);
  list[index] = moment;
}

std::uint32_t line_ends(std::string_view octets) {
  return static_cast<std::uint32_t>(std::count(octets.begin(), octets.end(), '\n'));
}

}  // namespace

// Reads one moment's events: what needs no step.
class History::Reader {
 public:
  Reader(History& history, std::uint32_t moment) : h_(history), moment_(moment) {}

  void operator()(const sim::ConnectionStarted& e) {
    of(e.link);
    h_.living_.push_back(e.link);
  }
  void operator()(const sim::ConnectionFailed& e) { of(e.link).over = true; }
  void operator()(const sim::ConnectionOver& e) { of(e.link).over = true; }
  void operator()(const sim::HandshakeTimedOut& e) { of(e.link).waited_for_tls = true; }
  void operator()(const sim::ResetSent& e) { of(e.link).too_much = e.too_much; }
  void operator()(const sim::CommandSent& e) { put_at(of(e.link).commands_sent, e.index, moment_); }
  void operator()(const sim::ReplySent& e) { put_at(of(e.link).replies_sent, e.index, moment_); }
  void operator()(const sim::SessionDid& e) {
    of(e.session);
    auto& changes = h_.sessions_[e.session.value].changes;
    if (sim::deed<sim::pop3::GreetingSent>(e) != nullptr) {
      changes.push_back({moment_, sim::pop3::StateKind::authorization});
    } else if (sim::deed<sim::imap::GreetingSent>(e) != nullptr) {
      changes.push_back({moment_, sim::imap::StateKind::not_authenticated});
    } else if (const auto* imap = sim::deed<sim::imap::StateChanged>(e)) {
      if (imap->from != imap->to) changes.push_back({moment_, imap->to});
      if (imap->cause == sim::imap::Cause::login) of(e.session).logged_in = true;
      if (imap->to == sim::imap::StateKind::logout) note_end(e.session);
    } else if (const auto* change = sim::deed<sim::pop3::StateChanged>(e)) {
      changes.push_back({moment_, change->to});
      if (change->to >= sim::pop3::StateKind::update) note_end(e.session);
    } else if (const auto* ran = sim::deed<sim::pop3::CommandRan>(e)) {
      put_at(of(e.session).commands_ran, ran->index, moment_);
    } else if (sim::deed<sim::pop3::MaildropEntered>(e) != nullptr) {
      of(e.session).logged_in = true;
    }
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  void note_end(sim::SessionId session) {
    std::uint32_t& ended = of(session).session_ended;
    if (ended == 0) ended = moment_;
  }
  LinkHistory& of(sim::LinkId link) {
    if (link.value >= h_.links_.size()) {
      h_.links_.resize(link.value + 1);
      h_.sessions_.resize(link.value + 1);
    }
    return h_.links_[link.value];
  }

  History& h_;
  std::uint32_t moment_;
};

const LinkHistory& History::link(sim::LinkId id) const {
  static const LinkHistory none;
  return id.value < links_.size() ? links_[id.value] : none;
}

std::optional<StateKind> History::state_told(sim::SessionId session, std::uint32_t step) const {
  std::optional<StateKind> state;
  for (const StateSpan& span : spans_) {
    if (span.first_step > step) break;
    const bool lasts = span.last_step == 0 || span.last_step >= step;
    if (span.session == session && lasts) state = span.state;
  }
  return state;
}

void History::update(const sim::Timeline& timeline, sim::BranchId branch, const sim::Steps& steps) {
  if (seen_ == 0 && held_.devices().empty()) held_.begin(timeline.world({branch, 0}));
  while (seen_ < timeline.end(branch)) {
    Reader reader(*this, ++seen_);
    const sim::Moment& moment = timeline.moment(branch, seen_);
    for (const sim::Event& event : moment.events) {
      std::visit(reader, event);
      held_.read(event, seen_, moment.at);
    }
  }
  for (auto n = static_cast<std::uint32_t>(steps_.size()); n < steps.count(); ++n)
    append(timeline, branch, steps, n + 1);
}

void History::append(const sim::Timeline& timeline, sim::BranchId branch, const sim::Steps& steps,
                     std::uint32_t number) {
  const sim::Step& step = steps.step(number);
  if (number == 1 || steps.step(number - 1).at != step.at) ++times_;
  OfStep of{0, segments_, times_};
  segments_ += static_cast<std::uint32_t>(step.segments.size());
  if (step.kind == sim::StepKind::reply) {
    const std::vector<std::uint32_t>& sent = link(*step.link).replies_sent;
    if (step.line < sent.size() && sent[step.line] != 0) {
      for (const sim::Event& event : timeline.moment(branch, sent[step.line]).events) {
        const auto* reply = std::get_if<sim::ReplySent>(&event);
        if (reply && reply->link == *step.link && reply->index == step.line)
          of.payload_lines = std::max(1u, line_ends(reply->octets.view())) - 1;
      }
    }
  }
  steps_.push_back(of);
  append_changes(step, number);
  append_to_links(timeline, branch, step, number);
}

// A change of state belongs to the reply of the command that made it, or to the removal or the end
// that closes next: where a learner sees it.
void History::append_changes(const sim::Step& step, std::uint32_t number) {
  if (!step.link || step.link->value >= sessions_.size()) return;
  const bool is_reply = step.kind == sim::StepKind::reply;
  if (!is_reply && step.kind != sim::StepKind::removal && step.kind != sim::StepKind::end) return;
  const std::uint32_t up_to = is_reply ? step.begins : step.closes;
  auto& changes = sessions_[step.link->value].changes;
  auto it = changes.begin();
  for (; it != changes.end() && it->moment <= up_to; ++it) change(*step.link, it->to, number);
  changes.erase(changes.begin(), it);
}

void History::append_to_links(const sim::Timeline& timeline, sim::BranchId branch,
                              const sim::Step& step, std::uint32_t number) {
  const sim::World& tip = timeline.tip(branch);
  if (step.link) {
    add_row(*step.link, number, 1 + std::min(payload_lines(number), kPayloadRowsMax));
    if (step.kind == sim::StepKind::open && step.device)
      set_cut_off(tip, *step.device, *step.link, true, number);
  } else if (step.kind == sim::StepKind::cable && step.device) {
    const sim::Event& event = timeline.moment(branch, step.closes).events[step.event];
    const bool cut = std::holds_alternative<sim::CableCut>(event);
    for (sim::LinkId living : std::vector<sim::LinkId>(living_))
      if (tip.links[living.value]->device == *step.device) add_row(living, number, 1);
    set_cut_off(tip, *step.device, std::nullopt, cut, number);
  }
  const auto ended = [&](sim::LinkId id) {
    const OfSession& of = sessions_[id.value];
    return !of.span && of.changes.empty() && (of.began || links_[id.value].over);
  };
  living_.erase(std::remove_if(living_.begin(), living_.end(), ended), living_.end());
}

void History::add_row(sim::LinkId id, std::uint32_t step, std::uint32_t rows) {
  LinkHistory& link = links_[id.value];
  link.steps.push_back({step, link.rows});
  link.rows += rows;
}

void History::change(sim::SessionId session, StateKind to, std::uint32_t step) {
  OfSession& of = sessions_[session.value];
  StateSpan next{session, to, false, of.column, step, 0};
  if (of.span) {
    StateSpan& span = spans_[*of.span];
    span.last_step = std::max(span.first_step, step - 1);
    next.cut_off = span.cut_off;
    of.span.reset();
  } else {
    next.column = of.column = free_column();
    of.began = true;
  }
  if (!sim::is_end(to)) begin_span(next);
}

// What becomes of a device's sessions at the server when its cable is pulled or plugged, or when it
// gives them up for a new connection.
void History::set_cut_off(const sim::World& tip, sim::DeviceId device,
                          std::optional<sim::LinkId> but, bool cut_off, std::uint32_t step) {
  for (sim::LinkId id : living_) {
    const OfSession& of = sessions_[id.value];
    if (id == but || !of.span || tip.links[id.value]->device != device) continue;
    if (spans_[*of.span].cut_off == cut_off) continue;
    StateSpan next = spans_[*of.span];
    spans_[*of.span].last_step = std::max(next.first_step, step - 1);
    next.first_step = step;
    next.cut_off = cut_off;
    begin_span(next);
  }
}

void History::begin_span(StateSpan span) {
  sessions_[span.session.value].span = static_cast<std::uint32_t>(spans_.size());
  spans_.push_back(span);
}

std::uint32_t History::free_column() const {
  for (std::uint32_t column = 0;; ++column) {
    const bool taken = std::any_of(living_.begin(), living_.end(), [&](sim::LinkId id) {
      const OfSession& of = sessions_[id.value];
      return of.span && of.column == column;
    });
    if (!taken) return column;
  }
}

}  // namespace popscope::lesson
