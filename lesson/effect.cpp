#include "lesson/effect.h"

#include <variant>

namespace popscope::lesson {

using sim::Awaits;

Effect::Effect(const sim::Input& input, const sim::Events& admitted)
    : awaits_(sim::awaited(input)) {
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
  if (awaits_ == Awaits::plan) checks_ = sim::device_of(input);
  // Octets without a line end have no effect that one could wait for.
  if (awaits_ == Awaits::reply && !link_) awaits_ = Awaits::nothing;
  there_ = awaits_ == Awaits::nothing;
  hear(admitted);
}

void Effect::hear(const sim::Events& events) {
  for (const sim::Event& event : events) hear(event);
}

void Effect::hear(const sim::Event& event) {
  const bool checks = awaits_ == Awaits::plan;
  if (const auto* started = std::get_if<sim::ConnectionStarted>(&event)) {
    if (checks && !link_ && started->device == checks_) link_ = started->link;
  } else if (const auto* reply = std::get_if<sim::ReplyReceived>(&event)) {
    const bool answers = awaits_ == Awaits::reply && reply->command == command_;
    const bool greets = awaits_ == Awaits::greeting && reply->index == 0;
    answered_ = answered_ || (reply->link == link_ && answers);
    ok_ = ok_ || (reply->link == link_ && answers && reply->ok);
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
