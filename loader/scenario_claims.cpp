#include "loader/scenario_claims.h"

#include "loader/scenario_words.h"

namespace popscope::loader {
namespace {

using lesson::Condition;
using lesson::Holding;
using lesson::SessionIs;
using sim::StateKind;
using Pop3 = sim::pop3::StateKind;
using Imap = sim::imap::StateKind;

// No maildrop of a lesson holds more.
constexpr std::int64_t kMessagesMax = 100'000;

// A count, or the subjects in order.
Kind<Holding> holding() {
  const auto by_count = integer(0, kMessagesMax).then([](std::int64_t count) {
    Holding result;
    result.count = static_cast<std::uint32_t>(count);
    return result;
  });
  const auto by_subjects = list_of(line_of(0, 1000)).then([](std::vector<std::string> subjects) {
    Holding result;
    result.subjects = std::move(subjects);
    return result;
  });
  return either<Holding>({by_count, by_subjects});
}

Kind<sim::Flags> flags() {
  std::vector<std::pair<std::string, sim::SystemFlag>> names;
  for (const sim::SystemFlag flag : sim::kSystemFlags) names.emplace_back(to_text(flag), flag);
  return list_of(words(std::move(names))).then([](const std::vector<sim::SystemFlag>& listed) {
    sim::Flags result;
    for (const sim::SystemFlag flag : listed) result.set(flag);
    return result;
  });
}

// What is said of a maildrop, or of a device's store.
struct OfMessages {
  std::optional<Holding> holds;
  std::vector<std::pair<std::string, sim::Flags>> flags;  // by subject
};

const ObjectTable<OfMessages>& messages_table() {
  static const ObjectTable<OfMessages> table =
      ObjectTable<OfMessages>("scenario.messages")
          .optional("holds", holding(), &OfMessages::holds, "2")
          .optional("flags", map_of("", flags()), &OfMessages::flags,
                    R"({ "Invoice 4471": ["\\Seen"] })")
          .not_empty();
  return table;
}

Kind<OfMessages> of_messages() {
  const auto only_holds =
      holding().then([](Holding holds) { return OfMessages{std::move(holds), {}}; });
  return either<OfMessages>({only_holds, object(messages_table)});
}

Kind<std::vector<std::uint32_t>> message_numbers() {
  return list_of(integer(1, kMessagesMax).then([](std::int64_t number) {
    return static_cast<std::uint32_t>(number);
  }));
}

const ObjectTable<SessionIs>& session_table() {
  static const ObjectTable<SessionIs> table =
      ObjectTable<SessionIs>("scenario.session")
          .optional("state",
                    words<StateKind>({{"authorization", Pop3::authorization},
                                      {"transaction", Pop3::transaction},
                                      {"update", Pop3::update},
                                      {"closed", Pop3::closed},
                                      {"not authenticated", Imap::not_authenticated},
                                      {"authenticated", Imap::authenticated},
                                      {"selected", Imap::selected},
                                      {"logout", Imap::logout}}),
                    &SessionIs::state, R"("transaction")")
          .optional("marked", message_numbers(), &SessionIs::marked, "[2]")
          .not_empty();
  return table;
}

template <typename Holds, typename HasFlags>
auto messages() {
  return [](Condition& condition, std::vector<std::pair<std::string, OfMessages>> by_name) {
    for (auto& [name, said] : by_name) {
      if (said.holds) condition.claims.push_back(Holds{name, std::move(*said.holds)});
      for (auto& [subject, flags] : said.flags) {
        condition.claims.push_back(HasFlags{name, std::move(subject), flags});
      }
    }
  };
}

Kind<lesson::ConnectionState> connection_state() {
  std::vector<std::pair<std::string, lesson::ConnectionState>> states;
  for (int i = 0; i < lesson::kConnectionStates; ++i) {
    const auto state = static_cast<lesson::ConnectionState>(i);
    states.emplace_back(to_text(state), state);
  }
  return words(std::move(states));
}

// What stands in a condition by name: each becomes a claim of its own, of that person or device.
template <typename One>
auto claims() {
  return [](Condition& condition, auto by_name) {
    for (auto& [name, said] : by_name) {
      condition.claims.push_back(One{std::move(name), std::move(said)});
    }
  };
}

void add_sessions(Condition& condition, std::vector<std::pair<std::string, SessionIs>> by_name) {
  for (auto& [name, session] : by_name) {
    session.device = std::move(name);
    condition.claims.emplace_back(std::move(session));
  }
}

}  // namespace

const ObjectTable<Condition>& condition_table() {
  using namespace lesson;  // the claims
  static const ObjectTable<Condition> table =
      ObjectTable<Condition>("scenario.condition")
          .optional("server", map_of("name.person", of_messages()),
                    messages<ServerHolds, ServerFlags>(), R"({ "sarah": 2 })")
          .optional("lock", map_of("name.person", or_null(name_of("name.device"))),
                    claims<LockHeld>(), R"({ "sarah": "Laptop" })")
          .optional("session", map_of("name.device", object(session_table)), add_sessions,
                    R"({ "Laptop": { "state": "transaction" } })")
          .optional("device", map_of("name.device", of_messages()),
                    messages<DeviceHolds, DeviceFlags>(), R"({ "Laptop": ["Invoice 4471"] })")
          .optional("last reply", map_of("name.device", line_of(1, 512)), claims<LastReply>(),
                    R"({ "Laptop": "-ERR" })")
          .optional("connection", map_of("name.device", connection_state()),
                    claims<ConnectionIs>(), R"({ "Laptop": "autologout" })")
          .optional("port", map_of("name.device", port()), claims<PortIs>(),
                    R"({ "Laptop": 995 })")
          .optional("sealed", map_of("name.device", boolean()), claims<SealedIs>(),
                    R"({ "Laptop": true })")
          .not_empty()
          .placed(&Condition::where);
  return table;
}

}  // namespace popscope::loader
