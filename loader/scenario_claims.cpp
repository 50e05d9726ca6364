#include "loader/scenario_claims.h"

namespace popscope::loader {
namespace {

using lesson::Condition;
using lesson::Holding;
using lesson::SessionClaim;
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

Kind<std::vector<std::uint32_t>> message_numbers() {
  return list_of(integer(1, kMessagesMax).then([](std::int64_t number) {
    return static_cast<std::uint32_t>(number);
  }));
}

const ObjectTable<SessionClaim>& session_table() {
  static const ObjectTable<SessionClaim> table =
      ObjectTable<SessionClaim>("scenario.session")
          .optional("state",
                    words<StateKind>({{"authorization", Pop3::authorization},
                                      {"transaction", Pop3::transaction},
                                      {"update", Pop3::update},
                                      {"closed", Pop3::closed},
                                      {"not authenticated", Imap::not_authenticated},
                                      {"authenticated", Imap::authenticated},
                                      {"selected", Imap::selected},
                                      {"logout", Imap::logout}}),
                    &SessionClaim::state, R"("transaction")")
          .optional("marked", message_numbers(), &SessionClaim::marked, "[2]")
          .not_empty();
  return table;
}

}  // namespace

const ObjectTable<Condition>& condition_table() {
  static const ObjectTable<Condition> table =
      ObjectTable<Condition>("scenario.condition")
          .optional("server", map_of("name.person", holding()), &Condition::server,
                    R"({ "sarah": 2 })")
          .optional("lock", map_of("name.person", or_null(name_of("name.device"))),
                    &Condition::lock, R"({ "sarah": "Laptop" })")
          .optional("session", map_of("name.device", object(session_table)), &Condition::session,
                    R"({ "Laptop": { "state": "transaction" } })")
          .optional("device", map_of("name.device", holding()), &Condition::device,
                    R"({ "Laptop": ["Invoice 4471"] })")
          .optional("last reply", map_of("name.device", line_of(1, 512)), &Condition::last_reply,
                    R"({ "Laptop": "-ERR" })")
          .not_empty()
          .placed(&Condition::where);
  return table;
}

}  // namespace popscope::loader
