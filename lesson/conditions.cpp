// Judging what a story claims in a World. Each kind of claim has one overload that gives the
// complaint, or nothing when the claim holds; the complaints' sentences are in lesson.json.
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

  // The device's latest connection: what is over can still be spoken of.
  const sim::Link* link(const std::string& name) const {
    const std::optional<sim::DeviceId> id = find_device(world, name);
    POPSCOPE_CHECK(id);
    for (std::size_t i = world.links.size(); i > 0; --i) {
      const sim::Link& link = *world.links[i - 1];
      if (link.device == *id) return &link;
    }
    return nullptr;
  }

  Complaint holding(std::string_view code, const std::string& whose, const Holding& claimed,
                    const std::vector<std::string>& found) const;
  // `holder`: a maildrop's messages, or a device's store.
  template <class Holder>
  Complaint flags(std::string_view code, const std::string& whose, const Holder& holder,
                  const std::string& subject, sim::Flags claimed) const;
  Complaint operator()(const ServerHolds& claim) const;
  Complaint operator()(const LockHeld& claim) const;
  Complaint operator()(const SessionIs& claim) const;
  Complaint operator()(const DeviceHolds& claim) const;
  Complaint operator()(const LastReply& claim) const;
  Complaint operator()(const ServerFlags& claim) const;
  Complaint operator()(const DeviceFlags& claim) const;
  Complaint operator()(const ConnectionIs& claim) const;
  Complaint operator()(const PortIs& claim) const;
  Complaint operator()(const SealedIs& claim) const;
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

Complaint Judge::operator()(const ServerHolds& claim) const {
  std::vector<std::string> subjects;
  for (const sim::StoredMessage& stored : maildrop(claim.person).messages) {
    subjects.push_back(stored.message->subject);
  }
  return holding("expect_server", claim.person, claim.holding, subjects);
}

Complaint Judge::operator()(const LockHeld& claim) const {
  const auto whose = text::plain("whose", claim.person);
  const std::optional<sim::SessionId> session = maildrop(claim.person).locked_by;
  if (!session) {
    if (!claim.device) return std::nullopt;
    return no("expect_lock_free", {whose, text::plain("expected", *claim.device)});
  }
  const sim::Link& link = *world.links[session->value];
  const auto found = text::plain("found", world.devices[link.device.value]->name);
  if (!claim.device) return no("expect_lock_held", {whose, found});
  if (world.devices[link.device.value]->name == *claim.device) return std::nullopt;
  return no("expect_lock_other", {whose, found, text::plain("expected", *claim.device)});
}

std::vector<std::uint32_t> marked_in(const sim::pop3::State& state) {
  std::vector<std::uint32_t> numbers;
  if (const auto* transaction = std::get_if<sim::pop3::Transaction>(&state)) {
    for (std::uint32_t i = 0; i < transaction->marked->size(); ++i) {
      if ((*transaction->marked)[i]) numbers.push_back(i + 1);
    }
  } else if (const auto* update = std::get_if<sim::pop3::Update>(&state)) {
    for (const sim::pop3::ToRemove& one : update->to_remove)
      if (one.why == sim::pop3::RemovedFor::mark) numbers.push_back(one.number.value);
  }
  return numbers;
}

Complaint Judge::operator()(const SessionIs& claim) const {
  const auto whose = text::plain("whose", claim.device);
  const sim::Link* connection = link(claim.device);
  const sim::Session* found = connection ? session_of(world, connection->id) : nullptr;
  if (found == nullptr) return no("expect_no_session", {whose});
  const sim::StateKind state = sim::kind_of(*found);
  if (claim.state && *claim.state != state) {
    return no("expect_state", {whose, text::plain("expected", sim::to_text(*claim.state)),
                               text::plain("found", sim::to_text(state))});
  }
  if (!claim.marked) return std::nullopt;
  std::vector<std::uint32_t> expected = *claim.marked;
  std::sort(expected.begin(), expected.end());
  const auto* pop3 = std::get_if<sim::pop3::Session>(found);
  const auto marked = pop3 ? marked_in(pop3->state) : std::vector<std::uint32_t>{};
  if (expected == marked) return std::nullopt;
  return no("expect_marked", {whose, text::plain("expected", as_list(expected)),
                              text::plain("found", as_list(marked))});
}

Complaint Judge::operator()(const DeviceHolds& claim) const {
  std::vector<std::string> subjects;
  for (const sim::FetchedMessage& fetched : device(claim.device).store) {
    subjects.push_back(fetched.message->subject);
  }
  return holding("expect_device", claim.device, claim.holding, subjects);
}

Complaint Judge::operator()(const LastReply& claim) const {
  const auto whose = text::plain("whose", claim.device);
  const std::string& found = device(claim.device).last_reply;
  if (found.empty()) return no("expect_no_reply", {whose});
  if (found.compare(0, claim.beginning.size(), claim.beginning) == 0) return std::nullopt;
  return no("expect_last_reply", {whose, text::plain("expected", claim.beginning),
                                  text::plain("found", found)});
}

template <class Holder>
Complaint Judge::flags(std::string_view code, const std::string& whose, const Holder& holder,
                       const std::string& subject, sim::Flags claimed) const {
  const auto holds = text::plain("whose", whose);
  const auto named = text::plain("subject", subject);
  const auto found = std::find_if(holder.begin(), holder.end(), [&](const auto& each) {
    return each.message->subject == subject;
  });
  if (found == holder.end()) return no(std::string(code) + "_no_message", {holds, named});
  const auto as_words = [](sim::Flags flags) {
    std::vector<std::string> words;
    for (const sim::SystemFlag flag : sim::kSystemFlags) {
      if (flags.has(flag)) words.emplace_back(sim::to_text(flag));
    }
    return as_list(words);
  };
  if (found->flags.system == claimed.system) return std::nullopt;
  return no(std::string(code) + "_flags",
            {holds, named, text::plain("expected", as_words(claimed)),
             text::plain("found", as_words(found->flags))});
}

Complaint Judge::operator()(const ServerFlags& claim) const {
  return flags("expect_server", claim.person, maildrop(claim.person).messages, claim.subject,
               claim.flags);
}

Complaint Judge::operator()(const DeviceFlags& claim) const {
  return flags("expect_device", claim.device, device(claim.device).store, claim.subject,
               claim.flags);
}

Complaint Judge::operator()(const ConnectionIs& claim) const {
  const auto whose = text::plain("whose", claim.device);
  const sim::Link* found = link(claim.device);
  if (found == nullptr) return no("expect_no_connection", {whose});
  const ConnectionState state = state_of(world, *found);
  if (state == claim.state) return std::nullopt;
  return no("expect_connection", {whose, text::plain("expected", to_text(claim.state)),
                                  text::plain("found", to_text(state))});
}

Complaint Judge::operator()(const PortIs& claim) const {
  const auto whose = text::plain("whose", claim.device);
  const sim::Link* found = link(claim.device);
  if (found == nullptr) return no("expect_no_connection", {whose});
  if (found->server_port == claim.port) return std::nullopt;
  return no("expect_port", {whose, text::plain("expected", std::to_string(claim.port)),
                            text::plain("found", std::to_string(found->server_port))});
}

// Before the handshake is done nothing is sealed, and nothing is said either.
Complaint Judge::operator()(const SealedIs& claim) const {
  const auto whose = text::plain("whose", claim.device);
  const sim::Link* found = link(claim.device);
  if (found == nullptr) return no("expect_no_connection", {whose});
  const bool sealed = found->secured;
  if (sealed == claim.sealed) return std::nullopt;
  return no(claim.sealed ? "expect_sealed" : "expect_not_sealed", {whose});
}

}  // namespace

std::optional<text::Diagnostic> violated(const Condition& condition, const sim::World& world,
                                         const Compiled& compiled) {
  const Judge judge{condition, world, compiled.file};
  for (const Claim& claim : condition.claims) {
    if (Complaint found = std::visit(judge, claim)) return found;
  }
  return std::nullopt;
}

}  // namespace popscope::lesson
