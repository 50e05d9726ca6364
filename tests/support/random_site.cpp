#include "tests/support/random_site.h"

#include "sim/core/random.h"

namespace popscope::sim::test {
namespace {

const char* word(bool yes) { return yes ? "true" : "false"; }

// Some with lines that begin with a dot, and each with octets of its own.
std::string mails(Random& random, const std::string& person) {
  std::string text;
  const std::uint64_t count = random.below(5);
  for (std::uint64_t n = 0; n < count; ++n) {
    if (n > 0) text += ",";
    const std::string subject = person + " " + std::to_string(n);
    text += R"({"subject":")" + subject + "\"";
    if (random.below(3) == 0) {
      text += R"(,"body":".\n..\n.)" + subject + R"(\n")";
    } else {
      text += R"(,"octets":)" + std::to_string(300 + random.below(3'000));
    }
    text += "}";
  }
  return text;
}

std::string device(Random& random, std::uint64_t n, bool first_reads_sarah) {
  const bool imap = random.below(3) == 0;
  const bool sarah = first_reads_sarah || random.below(3) > 0;
  std::string text = R"({"name":"Device )" + std::to_string(n) + R"(","reads":")";
  text += std::string(sarah ? "sarah" : "tom") + R"(","with":")" + (imap ? "imap" : "pop3");
  text += std::string(R"(","tls":)") + word(random.below(4) == 0);
  if (!imap && random.below(2) == 0) text += R"(,"policy":"leave on server")";
  if (imap && random.below(2) == 0) text += R"(,"idle":true)";
  if (random.below(6) == 0) text += R"(,"check every":"15min")";
  return text + "}";
}

}  // namespace

RandomSite random_site(std::uint64_t seed) {
  Random random{seed * 2 + 1};
  RandomSite site;
  std::string& text = site.scenario;
  text = R"({"popscope":"scenario/1","title":"Random world )" + std::to_string(seed) + "\",\n";
  text += R"( "seed":)" + std::to_string(seed) + ",\n";
  text += R"( "server":{"ports":[110,143,993,995],"apop":)";
  text += std::string(word(random.below(2) == 0)) + "},\n";
  text += R"( "people":[{"name":"sarah","mail":[)" + mails(random, "sarah") + "]},\n";
  text += R"(           {"name":"tom","mail":[)" + mails(random, "tom") + "]}],\n";
  text += R"( "devices":[)";
  const std::uint64_t devices = 2 + random.below(3);
  for (std::uint64_t n = 0; n < devices; ++n)
    text += (n > 0 ? ",\n            " : "") + device(random, n, n == 0);
  text += "],\n";
  text += R"( "story":[{"wait":"1s"}]})";
  text += "\n";

  if (random.below(2) == 0) return site;  // strict, as a scenario has it
  site.profile = static_cast<pop3::Profile>(random.below(pop3::kProfiles));
  if (random.below(3) == 0) site.fault = random.below(pop3::fault_table().size());
  site.offers.stls = random.below(2) == 0;
  site.offers.utf8 = random.below(4) == 0;
  site.offers.lang = random.below(4) == 0;
  if (random.below(2) == 0)
    site.offers.mechanisms = {sasl::Mechanism::plain, sasl::Mechanism::login};
  if (random.below(4) == 0) site.policies.needs_tls = true;
  if (random.below(3) == 0) site.policies.failed_login_delay = seconds(2);
  if (random.below(4) == 0) site.policies.failed_logins_max = 2;
  if (random.below(8) == 0) site.policies.login_delay = seconds(60);
  if (random.below(8) == 0) site.policies.expire_days = 0;
  return site;
}

void put_beyond_the_format(const RandomSite& site, World& world) {
  pop3::Config& config = world.servers.modify()[0].pop3.modify();
  const bool apop = config.offers.apop;
  config.offers = site.offers;
  config.offers.apop = apop;
  config.policies = site.policies;
  pop3::apply(site.profile, config);
  if (site.fault) pop3::fault_table()[*site.fault].put(config.ways);
}

std::string beyond_the_format(const RandomSite& site) {
  std::string text;
  const auto add = [&](bool so, const std::string& what) {
    if (so) text += (text.empty() ? "" : ", ") + what;
  };
  add(site.profile != pop3::Profile::strict,
      "profile " + std::string(pop3::to_text(site.profile)));
  if (site.fault)
    add(true, "fault " + std::string(pop3::fault_table()[*site.fault].name));
  add(site.offers.stls, "STLS");
  add(site.offers.utf8, "UTF8");
  add(site.offers.lang, "LANG");
  add(site.offers.mechanisms.bits() != 0, "AUTH");
  add(site.policies.needs_tls, "no login without TLS");
  add(site.policies.failed_login_delay > Duration{0}, "failed logins are answered late");
  add(site.policies.failed_logins_max > 0, "two failed logins at most");
  add(site.policies.login_delay > Duration{0}, "a minute between logins");
  add(site.policies.expire_days.has_value(), "EXPIRE 0");
  return text;
}

}  // namespace popscope::sim::test
