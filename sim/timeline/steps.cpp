#include "sim/timeline/steps.h"

#include <algorithm>

namespace popscope::sim {

// Reads one moment's events in order; one overload an event that begins, feeds or closes a step.
class Steps::Reader {
 public:
  Reader(Steps& steps, const World& tip, std::uint32_t moment, Time at)
      : s_(steps), tip_(tip), moment_(moment), at_(at) {}

  void read(const Events& events) {
    for (const Event& event : events) {
      std::visit(*this, event);
      ++event_;
    }
  }

  void operator()(const ConnectionStarted& e) { begin(StepKind::open, e.link, 0); }
  void operator()(const ConnectionOpened& e) {
    of(e.link).opened = true;
    // The first message of TLS is behind the ACK, and belongs to the opening though none answers.
    if (!asks_in_vain(*tip_.links[e.link.value])) close(StepKind::open, e.link, 0);
  }
  void operator()(const ConnectionFailed& e) {
    // What was to end it belongs to the opening of which nothing came.
    Open& open = ensure(StepKind::open, e.link, 0);
    const Open* end = find(StepKind::end, e.link, 0);
    if (end) open.segments.insert(open.segments.end(), end->segments.begin(), end->segments.end());
    close(StepKind::open, e.link, 0).broken = true;
    forget(e.link);
  }
  void operator()(const ConnectionOver& e) {
    close(StepKind::end, e.link, 0);
    forget(e.link);
  }

  void operator()(const SegmentSent& e) {
    const Segment& segment = e.segment;
    const Link& link = *tip_.links[e.link.value];
    UnderWay flight;
    flight.segment.link = e.link;
    flight.segment.segment = segment.number;
    flight.segment.sent = moment_;
    switch (segment.kind) {
      case SegmentKind::data:
        flight.kind = segment.from == Side::device ? StepKind::command : StepKind::reply;
        flight.line = segment.first_line;
        break;
      case SegmentKind::fin: flight.kind = StepKind::end; break;
      case SegmentKind::rst: {  // in the place of SYN ACK it belongs to the opening
        const bool in_answer = segment.from == Side::server && !of(e.link).agreed;
        flight.kind = in_answer ? StepKind::open : StepKind::end;
        break;
      }
      case SegmentKind::syn_ack: of(e.link).agreed = true; break;  // kind: open
      case SegmentKind::ack: flight.opens = link.tls && !link.device_tls; break;  // open, too
      case SegmentKind::handshake:
        if (link.stls) flight.kind = StepKind::tls;
        flight.opens = asks_in_vain(link);  // open, too
        break;
      case SegmentKind::syn: flight.kind = StepKind::open; break;
    }
    ensure(flight.kind, e.link, flight.line);
    of(e.link).flights.push_back(flight);
  }
  void operator()(const SegmentArrived& e) {
    // Only one of both ends speaks TLS: the connection is open, and that is all that comes of it.
    const bool opens = is_opening_alone(e.link, e.segment);
    land(e.link, e.segment, false);
    if (opens) close(StepKind::open, e.link, 0);
  }
  void operator()(const SegmentLost& e) {
    const bool opens = is_opening_alone(e.link, e.segment) && of(e.link).opened;
    const StepKind kind = land(e.link, e.segment, true);
    if (opens) close(StepKind::open, e.link, 0);
    const bool opening = find(StepKind::open, e.link, 0) != nullptr;  // it fails, and says so
    if (kind == StepKind::end && !opening) close(StepKind::end, e.link, 0).broken = true;
    if (kind == StepKind::tls) close(StepKind::tls, e.link, 0).broken = true;
  }

  void operator()(const CommandSent& e) { ensure(StepKind::command, e.link, e.index); }
  void operator()(const CommandReceived& e) { close_command(e.link, e.index); }
  void operator()(const CommandLost& e) { close_command(e.link, e.index).broken = true; }
  void operator()(const CommandDiscarded& e) {
    if (find(StepKind::command, e.link, e.index)) close_command(e.link, e.index);
    // One that was received before has its step already.
    const auto& numbers = of(e.link).command_steps;
    if (e.index < numbers.size() && numbers[e.index] != 0)
      s_.steps_[numbers[e.index] - 1].discarded = e.why;
  }
  void operator()(const ReplySent& e) {
    ensure(StepKind::reply, e.link, e.index);
    auto& answers = of(e.link).answers;
    if (answers.size() <= e.index) answers.resize(e.index + 1);
    answers[e.index] = e.command;
  }
  void operator()(const ReplyReceived& e) { close_reply(e.link, e.index); }
  void operator()(const ReplyLost& e) { close_reply(e.link, e.index).broken = true; }

  void operator()(const SessionDid& e) {
    if (deed<pop3::MessageRemoved>(e)) {
      instant(StepKind::removal, e.session);
    } else if (deed<pop3::CommandRan>(e) || deed<pop3::GreetingSent>(e)) {
      // QUIT's reply begins when it runs, some removals before it is sent.
      ensure(StepKind::reply, e.session, of(e.session).replies_begun++);
    }
  }
  void operator()(const SessionExpired& e) { ensure(StepKind::end, e.session, 0); }
  void operator()(const HandshakeTimedOut& e) { ensure(StepKind::end, e.link, 0); }
  void operator()(const TlsBegan& e) { begin(StepKind::tls, e.link, 0); }
  void operator()(const TlsStarted& e) { close(StepKind::tls, e.link, 0); }
  void operator()(const ResetSent& e) { ensure(StepKind::end, e.link, 0); }
  void operator()(const CloseSent& e) { ensure(StepKind::end, e.link, 0); }

  void operator()(const CableCut& e) { instant(StepKind::cable, std::nullopt).device = e.device; }
  void operator()(const CablePlugged& e) {
    instant(StepKind::cable, std::nullopt).device = e.device;
  }
  void operator()(const MessageDelivered&) { instant(StepKind::delivery, std::nullopt); }
  void operator()(const SettingsChanged& e) {
    instant(StepKind::settings, std::nullopt).device = e.change.device;
  }

  void operator()(const FirewallChanged&) { instant(StepKind::settings, std::nullopt); }
  void operator()(const ServerStopped&) { instant(StepKind::settings, std::nullopt); }
  void operator()(const ServerStarted&) { instant(StepKind::settings, std::nullopt); }
  void operator()(const LatencyChanged& e) {
    instant(StepKind::settings, std::nullopt).device = e.change.device;
  }
  void operator()(const StorageChanged&) { instant(StepKind::settings, std::nullopt); }
  void operator()(const MessageUsed& e) {
    instant(StepKind::use, std::nullopt).device = e.use.device;
  }

  void operator()(const MessageFetched&) {}
  void operator()(const MessageDropped&) {}
  void operator()(const MessageReflagged&) {}
  void operator()(const CheckStarted&) {}
  void operator()(const CheckEnded&) {}
  void operator()(const WaitStarted&) {}
  void operator()(const WaitEnded&) {}
  void operator()(const MarkerPassed&) {}
  void operator()(const WayChosen&) {}
  void operator()(const ActNotPossible&) {}

 private:
  OfLink& of(LinkId link) {
    if (link.value >= s_.links_.size()) s_.links_.resize(link.value + 1);
    return s_.links_[link.value];
  }

  Open* find(StepKind kind, LinkId link, std::uint32_t line) {
    const auto it = std::find_if(s_.open_.begin(), s_.open_.end(), [&](const Open& o) {
      return o.kind == kind && o.link == link && o.line == line;
    });
    return it == s_.open_.end() ? nullptr : &*it;
  }

  Open& begin(StepKind kind, LinkId link, std::uint32_t line) {
    return s_.open_.emplace_back(Open{kind, link, line, moment_, {}});
  }

  Open& ensure(StepKind kind, LinkId link, std::uint32_t line) {
    Open* open = find(kind, link, line);
    return open ? *open : begin(kind, link, line);
  }

  // Of a connection that is over nothing else can close.
  void forget(LinkId link) {
    auto& open = s_.open_;
    open.erase(std::remove_if(open.begin(), open.end(),
                              [&](const Open& o) {
                                const bool line = o.kind == StepKind::command ||
                                                  o.kind == StepKind::reply;
                                return o.link == link && !line;
                              }),
               open.end());
  }

  // The device begins with TLS where the server speaks none.
  static bool asks_in_vain(const Link& link) { return link.device_tls && !link.tls; }

  bool is_opening_alone(LinkId link, std::uint32_t number) {
    const auto& flights = of(link).flights;
    return std::any_of(flights.begin(), flights.end(), [&](const UnderWay& f) {
      return f.segment.segment == number && f.opens;
    });
  }

  // A segment has come to its end: it belongs to its step from now on.
  StepKind land(LinkId link, std::uint32_t number, bool lost) {
    auto& flights = of(link).flights;
    const auto it = std::find_if(flights.begin(), flights.end(), [&](const UnderWay& f) {
      return f.segment.segment == number;
    });
    if (it == flights.end()) return StepKind::open;
    UnderWay flight = *it;
    flights.erase(it);
    // The opening has closed without it.
    const bool opens = flight.kind == StepKind::open;
    if (opens && !find(StepKind::open, link, 0)) flight.kind = StepKind::end;
    flight.segment.done = moment_;
    flight.segment.lost = lost;
    ensure(flight.kind, link, flight.line).segments.push_back(flight.segment);
    return flight.kind;
  }

  Step& finish(Step step) {
    step.closes = moment_;
    step.event = event_;
    step.at = at_;
    s_.steps_.push_back(std::move(step));
    return s_.steps_.back();
  }

  Step& close(StepKind kind, LinkId link, std::uint32_t line) {
    Open& open = ensure(kind, link, line);
    Step step;
    step.kind = kind;
    step.begins = open.begins;
    step.link = link;
    step.device = tip_.links[link.value]->device;
    step.line = line;
    step.segments = std::move(open.segments);
    s_.open_.erase(s_.open_.begin() + (&open - s_.open_.data()));
    return finish(std::move(step));
  }

  Step& close_command(LinkId link, std::uint32_t line) {
    Step& step = close(StepKind::command, link, line);
    auto& numbers = of(link).command_steps;
    if (numbers.size() <= line) numbers.resize(line + 1);
    numbers[line] = s_.count();
    return step;
  }

  Step& close_reply(LinkId link, std::uint32_t reply) {
    Step& step = close(StepKind::reply, link, reply);
    const auto& numbers = of(link).command_steps;
    const auto& answers = of(link).answers;
    const auto command = reply < answers.size() ? answers[reply] : std::nullopt;
    if (command && *command < numbers.size() && numbers[*command] != 0) {
      step.exchange_with = numbers[*command];
      s_.steps_[numbers[*command] - 1].exchange_with = s_.count();
    }
    return step;
  }

  Step& instant(StepKind kind, std::optional<LinkId> link) {
    Step step;
    step.kind = kind;
    step.begins = moment_;
    step.link = link;
    if (link) step.device = tip_.links[link->value]->device;
    return finish(std::move(step));
  }

  Steps& s_;
  const World& tip_;
  std::uint32_t moment_;
  Time at_;
  std::uint32_t event_ = 0;
};

void Steps::update(const Timeline& timeline, BranchId branch) {
  const World& tip = timeline.tip(branch);
  for (; seen_ < timeline.end(branch); ++seen_) {
    const Moment& moment = timeline.moment(branch, seen_ + 1);
    Reader(*this, tip, seen_ + 1, moment.at).read(moment.events);
  }
}

std::uint32_t Steps::at_moment(std::uint32_t moment) const {
  const auto it = std::upper_bound(steps_.begin(), steps_.end(), moment,
                                   [](std::uint32_t m, const Step& s) { return m < s.closes; });
  return static_cast<std::uint32_t>(it - steps_.begin());
}

}  // namespace popscope::sim
