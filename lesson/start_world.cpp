#include "lesson/start_world.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/core/digest.h"

namespace popscope::lesson {
namespace {

// Who writes when the author does not say: reserved domains (RFC 2606), so nobody is meant.
constexpr std::string_view kCorrespondents[] = {
    "Kim <kim@example.net>",
    "Alex <alex@example.org>",
    "Noor <noor@example.com>",
    "Jonas <jonas@example.org>",
};

// The messages of the start arrived one by one before it, the last one this long ago.
constexpr sim::Duration kBetweenMails = sim::seconds(3 * 60 * 60 + 17 * 60);

template <class Named>
std::vector<std::string> names(const std::vector<Named>& all) {
  std::vector<std::string> result;
  result.reserve(all.size());
  for (const Named& one : all) result.push_back(one.name);
  return result;
}

template <class Named>
void refuse_duplicates(const std::vector<Named>& all, std::string_view code,
                       Complaints& complaints) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto first = std::find_if(all.begin(), all.end(), [&](const Named& other) {
      return other.name == all[i].name;
    });
    if (first != all.begin() + static_cast<std::ptrdiff_t>(i)) {
      complaints.add(code, all[i].where,
                     {text::plain("name", all[i].name), text::number("line", first->where.line)});
    }
  }
}

std::uint64_t seed_of_mail(const Scenario& scenario, const std::string& person,
                           std::uint32_t number) {
  sim::Digest digest;
  digest.u64(scenario.seed);
  digest.text(person);
  digest.u32(number);
  return digest.value();
}

// mail.example.net -> example.net: what stands behind the @ of its users.
std::string domain_of(const std::string& host) {
  const std::size_t dot = host.find('.');
  return dot == std::string::npos || host.find('.', dot + 1) == std::string::npos
             ? host
             : host.substr(dot + 1);
}

bool sets_more(const std::vector<Entry>& story) {
  return std::any_of(story.begin(), story.end(), [](const Entry& entry) {
    if (const auto* set = std::get_if<SetAct>(&entry.act))
      return set->protocol == sim::Protocol::imap || set->tls.value_or(false);
    if (const auto* choose = std::get_if<ChooseAct>(&entry.act))
      return std::any_of(choose->ways.begin(), choose->ways.end(),
                         [](const Way& way) { return sets_more(way.story); });
    if (const auto* together = std::get_if<TogetherAct>(&entry.act))
      return std::any_of(together->lists.begin(), together->lists.end(), sets_more);
    return false;
  });
}

// The ports of mail, unless the author says otherwise; a beginner need not see all four.
std::vector<std::uint16_t> ports_of(const Scenario& scenario) {
  if (!scenario.server.ports.empty()) return scenario.server.ports;
  const bool plain = std::all_of(
      scenario.devices.begin(), scenario.devices.end(), [](const DeviceSetup& device) {
        return device.protocol == sim::Protocol::pop3 && !device.tls;
      });
  if (plain && !sets_more(scenario.story)) return {110};
  std::vector<std::uint16_t> ports;
  for (const sim::PortSpec& spec : sim::kPorts) ports.push_back(spec.port);
  return ports;
}

void add_rule(sim::Server& server, const FirewallSetup& rule) {
  if (rule.verdict == sim::Verdict::pass) return;
  server.firewall.push_back({rule.port, rule.verdict});
  std::sort(server.firewall.begin(), server.firewall.end(),
            [](const auto& a, const auto& b) { return a.port < b.port; });
}

void add_people(const Scenario& scenario, sim::World& world, Complaints& complaints) {
  refuse_duplicates(scenario.people, "duplicate_person", complaints);
  for (const Person& person : scenario.people) {
    const sim::MaildropId id = add_maildrop(world, person.name, person.password);
    sim::Maildrop& maildrop = world.maildrops[id.value].modify();
    maildrop.pop3_disabled = !person.pop3;
    maildrop.app_password = person.app_password;
    maildrop.oauth_token = person.token;
    maildrop.refuses_removal = person.refuses_removal;
    const auto count = static_cast<std::int64_t>(person.mail.size());
    for (std::uint32_t number = 0; number < person.mail.size(); ++number) {
      const sim::Time date{scenario.start.us - kBetweenMails.us * (count - number)};
      deliver(maildrop,
              make_message(scenario, person.mail[number], person.name, number, date,
                           world.next_identity++, complaints),
              date);
    }
  }
}

void add_devices(const Scenario& scenario, sim::ServerId server, sim::World& world,
                 Complaints& complaints) {
  refuse_duplicates(scenario.devices, "duplicate_device", complaints);
  for (const DeviceSetup& setup : scenario.devices) {
    const auto reader =
        std::find_if(scenario.people.begin(), scenario.people.end(),
                     [&](const Person& person) { return person.name == setup.reads; });
    sim::Account account;
    account.server = server;
    account.protocol = setup.protocol;
    account.tls = setup.tls;
    account.port = setup.port.value_or(sim::usual_port(setup.protocol, setup.tls));
    account.idle = setup.idle;
    account.check_every = setup.check_every;
    account.user = setup.reads;
    account.policy = setup.policy;
    account.leave_days = setup.leave_days;
    account.fetch_octets_max = setup.fetch_octets_max;
    account.habits = sim::spec_of(setup.habits).habits;
    if (reader == scenario.people.end()) {
      complaints.unknown("unknown_person", setup.reads, names(scenario.people), setup.where);
    } else {
      account.password = reader->password;
    }
    if (setup.password) account.password = *setup.password;
    const sim::DeviceId id = add_device(world, setup.name, std::move(account));
    if (setup.starts_cut) world.devices[id.value].modify().cut = true;
  }
}

}  // namespace

std::vector<std::string> names_of(const std::vector<Person>& people) { return names(people); }
std::vector<std::string> names_of(const std::vector<DeviceSetup>& devices) {
  return names(devices);
}

sim::MessagePtr make_message(const Scenario& scenario, const Mail& mail, const std::string& person,
                             std::uint32_t number, sim::Time date, std::uint64_t identity,
                             Complaints& complaints) {
  if (!mail.file_octets.empty()) return sim::message_from_text(mail.file_octets, identity);
  sim::GeneratedMail wanted;
  wanted.seed = seed_of_mail(scenario, person, number);
  wanted.from = mail.from;
  if (wanted.from.empty()) {
    wanted.from = kCorrespondents[wanted.seed % std::size(kCorrespondents)];
  }
  wanted.to = person + "@" + domain_of(scenario.server.name);
  wanted.subject = mail.subject;
  wanted.octets = mail.octets;
  wanted.body = mail.body;
  wanted.date = date;
  sim::MessagePtr message = sim::generate_message(wanted, identity);
  if (mail.octets != 0 && message->size().value != mail.octets) {
    complaints.add("mail_too_small", mail.where,
                   {text::number("octets", static_cast<std::int64_t>(mail.octets)),
                    text::number("smallest", static_cast<std::int64_t>(message->size().value))});
  }
  return message;
}

sim::World start_world(const Scenario& scenario, Complaints& complaints) {
  sim::World world;
  world.now = scenario.start;
  world.random = sim::Random{scenario.seed};
  world.latency = scenario.server.latency;
  sim::Server server;
  server.name = scenario.server.name;
  server.listeners.clear();
  for (const std::uint16_t port : ports_of(scenario))
    server.listeners.push_back(sim::listener_at(port));
  for (const FirewallSetup& rule : scenario.server.firewall) add_rule(server, rule);
  sim::pop3::Config config;
  if (!scenario.server.greeting.empty()) config.greeting = scenario.server.greeting;
  config.host_name = scenario.server.name;
  apply(scenario.server, config);
  server.pop3 = sim::Box<sim::pop3::Config>(std::move(config));
  sim::imap::Config imap;
  if (!scenario.server.greeting.empty()) imap.greeting = scenario.server.greeting;
  imap.autologout = std::max(imap.autologout, scenario.server.autologout.value_or(sim::Duration{}));
  server.imap = sim::Box<sim::imap::Config>(std::move(imap));
  const sim::ServerId id = add_server(world, std::move(server));
  add_people(scenario, world, complaints);
  add_devices(scenario, id, world, complaints);
  return world;
}

}  // namespace popscope::lesson
