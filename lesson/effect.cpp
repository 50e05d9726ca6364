#include "lesson/effect.h"

#include <variant>

namespace popscope::lesson {
namespace {

struct What {
  enum class Kind : std::uint8_t { at_once, send, connect, check, end, wait };
  Kind operator()(const sim::Connect&) const { return Kind::connect; }
  Kind operator()(const sim::Send&) const { return Kind::send; }
  Kind operator()(const sim::Check&) const { return Kind::check; }
  Kind operator()(const sim::Cut&) const { return Kind::at_once; }
  Kind operator()(const sim::Plug&) const { return Kind::at_once; }
  Kind operator()(const sim::Reset&) const { return Kind::end; }
  Kind operator()(const sim::Close&) const { return Kind::end; }
  Kind operator()(const sim::Wait&) const { return Kind::wait; }
  Kind operator()(const sim::Deliver&) const { return Kind::at_once; }
  Kind operator()(const sim::Set&) const { return Kind::at_once; }
  Kind operator()(const sim::Use&) const { return Kind::at_once; }
  Kind operator()(const sim::Filter&) const { return Kind::at_once; }
  Kind operator()(const sim::Choose&) const { return Kind::at_once; }
};

}  // namespace

Effect::Effect(const sim::Input& input, const sim::Events& admitted) {
  for (const sim::Event& event : admitted) {
    if (const auto* sent = std::get_if<sim::CommandSent>(&event)) {
      link_ = sent->link;
      command_ = sent->index;
    } else if (const auto* started = std::get_if<sim::ConnectionStarted>(&event)) {
      link_ = started->link;
    } else if (const auto* reset = std::get_if<sim::ResetSent>(&event)) {
      link_ = reset->link;
    } else if (const auto* close = std::get_if<sim::CloseSent>(&event)) {
      link_ = close->link;
    }
  }
  if (const auto* check = std::get_if<sim::Check>(&input)) checks_ = check->device;
  switch (std::visit(What{}, input)) {
    case What::Kind::at_once: break;
    // Octets without a line end have no effect that one could wait for.
    case What::Kind::send: awaits_ = link_ ? Awaits::reply : Awaits::nothing; break;
    case What::Kind::connect: awaits_ = Awaits::greeting; break;
    case What::Kind::check: awaits_ = Awaits::connection; break;
    case What::Kind::end: awaits_ = Awaits::end; break;
    case What::Kind::wait: awaits_ = Awaits::time; break;
  }
  there_ = awaits_ == Awaits::nothing;
  hear(admitted);
}

void Effect::hear(const sim::Events& events) {
  for (const sim::Event& event : events) hear(event);
}

void Effect::hear(const sim::Event& event) {
  const bool checks = awaits_ == Awaits::connection;
  if (const auto* started = std::get_if<sim::ConnectionStarted>(&event)) {
    if (checks && !link_ && started->device == checks_) link_ = started->link;
  } else if (const auto* reply = std::get_if<sim::ReplyReceived>(&event)) {
    const bool answers = awaits_ == Awaits::reply && reply->command == command_;
    const bool greets = awaits_ == Awaits::greeting && reply->index == 0;
    answered_ = answered_ || (reply->link == link_ && answers);
    there_ = there_ || (reply->link == link_ && (answers || greets));
  } else if (const auto* lost = std::get_if<sim::ReplyLost>(&event)) {
    there_ = there_ || lost->link == link_;
  } else if (const auto* command = std::get_if<sim::CommandLost>(&event)) {
    there_ = there_ || (command->link == link_ && command->index == command_);
  } else if (const auto* discarded = std::get_if<sim::CommandDiscarded>(&event)) {
    there_ = there_ || (discarded->link == link_ && discarded->index == command_);
  } else if (const auto* opened = std::get_if<sim::ConnectionOpened>(&event)) {
    there_ = there_ || (checks && opened->link == link_);
  } else if (const auto* failed = std::get_if<sim::ConnectionFailed>(&event)) {
    there_ = there_ || failed->link == link_;
  } else if (const auto* over = std::get_if<sim::ConnectionOver>(&event)) {
    there_ = there_ || over->link == link_;
  } else if (const auto* segment = std::get_if<sim::SegmentLost>(&event)) {
    there_ = there_ || (awaits_ == Awaits::end && segment->link == link_);
  } else if (const auto* ended = std::get_if<sim::CheckEnded>(&event)) {
    there_ = there_ || (checks && ended->device == checks_);
  } else if (std::holds_alternative<sim::WaitEnded>(event)) {
    there_ = there_ || awaits_ == Awaits::time;
  }
}

}  // namespace popscope::lesson
