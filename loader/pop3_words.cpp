#include "loader/pop3_words.h"

#include <algorithm>
#include <utility>

#include "loader/scenario_words.h"

namespace popscope::loader {
namespace {

namespace pop3 = sim::pop3;
using sim::sasl::Mechanism;

using Offer = void (*)(pop3::Offers&);

template <class T>
bool has_duplicates(std::vector<T> listed) {
  std::sort(listed.begin(), listed.end());
  return std::adjacent_find(listed.begin(), listed.end()) != listed.end();
}

}  // namespace

Kind<pop3::Profile> profile() {
  std::vector<std::pair<std::string, pop3::Profile>> names;
  for (int i = 0; i < pop3::kProfiles; ++i) {
    const auto each = static_cast<pop3::Profile>(i);
    names.emplace_back(pop3::to_text(each), each);
  }
  return words<pop3::Profile>(std::move(names));
}

Kind<pop3::Offers> offers() {
  return list_of(words<Offer>({
             {"STLS", [](pop3::Offers& o) { o.stls = true; }},
             {"AUTH PLAIN", [](pop3::Offers& o) { o.mechanisms.add(Mechanism::plain); }},
             {"AUTH LOGIN", [](pop3::Offers& o) { o.mechanisms.add(Mechanism::login); }},
             {"AUTH CRAM-MD5", [](pop3::Offers& o) { o.mechanisms.add(Mechanism::cram_md5); }},
             {"AUTH SCRAM-SHA-256",
              [](pop3::Offers& o) { o.mechanisms.add(Mechanism::scram_sha_256); }},
             {"AUTH OAUTHBEARER",
              [](pop3::Offers& o) { o.mechanisms.add(Mechanism::oauthbearer); }},
             {"UTF8", [](pop3::Offers& o) { o.utf8 = true; }},
             {"LANG", [](pop3::Offers& o) { o.lang = true; }},
         }))
      .then([](const std::vector<Offer>& listed) {
        pop3::Offers result;
        for (const Offer offer : listed) offer(result);
        return result;
      });
}

const ObjectTable<lesson::PolicySetup>& policies_table() {
  using lesson::PolicySetup;
  const auto count = [](std::int64_t most) {
    return integer(0, most).then([](std::int64_t n) { return static_cast<std::uint32_t>(n); });
  };
  constexpr std::int64_t kFailedLoginsMax = 1000;
  constexpr std::int64_t kDaysMax = 3650;
  static const ObjectTable<PolicySetup> table =
      ObjectTable<PolicySetup>("scenario.policy")
          .optional("needs tls", boolean(), &PolicySetup::needs_tls, "true")
          .optional("failed logins", count(kFailedLoginsMax), &PolicySetup::failed_logins_max, "3")
          .optional("delay after failure", span_of_time({0}, sim::seconds(60)),
                    &PolicySetup::failed_login_delay, R"("2s")")
          .optional("login delay", span_of_time({0}, sim::seconds(86'400)),
                    &PolicySetup::login_delay, R"("60s")")
          .optional("expire", count(kDaysMax), &PolicySetup::expire_days, "0")
          .not_empty();
  return table;
}

Kind<std::vector<pop3::Fault>> faults() {
  std::vector<std::pair<std::string, pop3::Fault>> names;
  for (const pop3::FaultSpec& spec : pop3::fault_table()) names.emplace_back(spec.name, spec.fault);
  return list_of(words<pop3::Fault>(std::move(names)))
      .refined([](std::vector<pop3::Fault> listed, const Node& node,
                  Reading& reading) -> std::optional<std::vector<pop3::Fault>> {
        if (lesson::fit_together(listed) && !has_duplicates(listed)) return listed;
        reading.report("diagnostic.scenario.faults_exclude", {}, node.place);
        return std::nullopt;
      });
}

// RFC 1939 section 3: an autologout timer "MUST be of at least 10 minutes' duration".
Kind<sim::Duration> autologout() {
  return span_of_time(sim::seconds(600), sim::seconds(86'400));
}

}  // namespace popscope::loader
