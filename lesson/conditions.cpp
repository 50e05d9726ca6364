// Judging what a story claims in a World. Each kind of claim has one function that gives the
// complaint, or nothing when the claim holds.
#include <algorithm>
#include <utility>

#include "lesson/compiled.h"
#include "lesson/complaint.h"
#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

using Complaint = std::optional<text::Diagnostic>;

struct Judge {
  const Condition& condition;
  const sim::World& world;
  const std::string& file;

  Complaint no(std::string_view code, text::Arguments arguments) const {
    return complaint(code, file, condition.where, std::move(arguments));
  }

  const sim::Device& device(const std::string& name) const {
    const std::optional<sim::DeviceId> id = find_device(world, name);
    POPSCOPE_CHECK(id);
    return *world.devices[id->value];
  }

  const sim::Maildrop& maildrop(const std::string& person) const {
    const std::optional<sim::MaildropId> id = find_maildrop(world, person);
    POPSCOPE_CHECK(id);
    return *world.maildrops[id->value];
  }

  // Of the device's latest connection: what is over can still be spoken of.
  const sim::Session* session(const std::string& name) const {
    const std::optional<sim::DeviceId> id = find_device(world, name);
    POPSCOPE_CHECK(id);
    for (std::size_t i = world.links.size(); i > 0; --i) {
      const sim::Link& link = *world.links[i - 1];
      if (link.device == *id) return session_of(world, link.id);
    }
    return nullptr;
  }

  Complaint holding(std::string_view code, const std::string& whose, const Holding& claimed,
                    const std::vector<std::string>& found) const;
  Complaint server(const std::string& person, const Holding& claimed) const;
  Complaint lock(const std::string& person, const std::optional<std::string>& claimed) const;
  Complaint session(const std::string& name, const SessionClaim& claimed) const;
  Complaint holds(const std::string& name, const Holding& claimed) const;
  Complaint last_reply(const std::string& name, const std::string& claimed) const;
};

Complaint Judge::holding(std::string_view code, const std::string& whose, const Holding& claimed,
                         const std::vector<std::string>& found) const {
  if (claimed.count && *claimed.count != found.size()) {
    return no(std::string(code) + "_count",
              {text::plain("whose", whose), text::number("count", *claimed.count),
               text::number("found", static_cast<std::int64_t>(found.size())),
               text::plain("subjects", as_list(found))});
  }
  if (claimed.subjects && *claimed.subjects != found) {
    return no(std::string(code) + "_subjects",
              {text::plain("whose", whose), text::plain("expected", as_list(*claimed.subjects)),
               text::plain("subjects", as_list(found))});
  }
  return std::nullopt;
}

Complaint Judge::server(const std::string& person, const Holding& claimed) const {
  std::vector<std::string> subjects;
  for (const sim::StoredMessage& stored : maildrop(person).messages) {
    subjects.push_back(stored.message->subject);
  }
  return holding("expect_server", person, claimed, subjects);
}

Complaint Judge::lock(const std::string& person, const std::optional<std::string>& claimed) const {
  const std::optional<sim::SessionId> session = maildrop(person).locked_by;
  if (!session) {
    if (!claimed) return std::nullopt;
    return no("expect_lock_free",
              {text::plain("whose", person), text::plain("expected", *claimed)});
  }
  const sim::Link& link = *world.links[session->value];
  const std::string& holder = world.devices[link.device.value]->name;
  if (claimed && holder == *claimed) return std::nullopt;
  if (!claimed) {
    return no("expect_lock_held", {text::plain("whose", person), text::plain("found", holder)});
  }
  return no("expect_lock_other", {text::plain("whose", person), text::plain("found", holder),
                                  text::plain("expected", *claimed)});
}

std::vector<std::uint32_t> marked_in(const sim::pop3::State& state) {
  std::vector<std::uint32_t> numbers;
  if (const auto* transaction = std::get_if<sim::pop3::Transaction>(&state)) {
    for (std::uint32_t i = 0; i < transaction->marked->size(); ++i) {
      if ((*transaction->marked)[i]) numbers.push_back(i + 1);
    }
  } else if (const auto* update = std::get_if<sim::pop3::Update>(&state)) {
    for (sim::MessageNumber number : update->to_remove) numbers.push_back(number.value);
  }
  return numbers;
}

Complaint Judge::session(const std::string& name, const SessionClaim& claimed) const {
  const sim::Session* found = session(name);
  if (found == nullptr) return no("expect_no_session", {text::plain("whose", name)});
  const sim::StateKind state = sim::kind_of(*found);
  if (claimed.state && *claimed.state != state) {
    return no("expect_state", {text::plain("whose", name),
                               text::plain("expected", sim::to_text(*claimed.state)),
                               text::plain("found", sim::to_text(state))});
  }
  if (!claimed.marked) return std::nullopt;
  std::vector<std::uint32_t> expected = *claimed.marked;
  std::sort(expected.begin(), expected.end());
  const auto* pop3 = std::get_if<sim::pop3::Session>(found);
  const auto marked = pop3 ? marked_in(pop3->state) : std::vector<std::uint32_t>{};
  if (expected == marked) return std::nullopt;
  return no("expect_marked",
            {text::plain("whose", name), text::plain("expected", as_list(expected)),
             text::plain("found", as_list(marked))});
}

Complaint Judge::holds(const std::string& name, const Holding& claimed) const {
  std::vector<std::string> subjects;
  for (const sim::FetchedMessage& fetched : device(name).store) {
    subjects.push_back(fetched.message->subject);
  }
  return holding("expect_device", name, claimed, subjects);
}

Complaint Judge::last_reply(const std::string& name, const std::string& claimed) const {
  const std::string& found = device(name).last_reply;
  if (found.empty()) return no("expect_no_reply", {text::plain("whose", name)});
  if (found.compare(0, claimed.size(), claimed) == 0) return std::nullopt;
  return no("expect_last_reply", {text::plain("whose", name), text::plain("expected", claimed),
                                  text::plain("found", found)});
}

}  // namespace

std::optional<text::Diagnostic> violated(const Condition& condition, const sim::World& world,
                                         const Compiled& compiled) {
  const Judge judge{condition, world, compiled.file};
  for (const auto& claim : condition.server) {
    if (Complaint found = judge.server(claim.first, claim.second)) return found;
  }
  for (const auto& claim : condition.lock) {
    if (Complaint found = judge.lock(claim.first, claim.second)) return found;
  }
  for (const auto& claim : condition.session) {
    if (Complaint found = judge.session(claim.first, claim.second)) return found;
  }
  for (const auto& claim : condition.device) {
    if (Complaint found = judge.holds(claim.first, claim.second)) return found;
  }
  for (const auto& claim : condition.last_reply) {
    if (Complaint found = judge.last_reply(claim.first, claim.second)) return found;
  }
  return std::nullopt;
}

}  // namespace popscope::lesson
