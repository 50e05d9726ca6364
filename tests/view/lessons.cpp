#include "tests/view/lessons.h"

#include "tests/support/story.h"

namespace popscope::test {

using lesson::Visit;

void open_at(Visit& visit, const std::string& address) {
  const auto place = visit.find(address);
  ASSERT_TRUE(place) << address;
  visit.open_at(*place);
}

Visit deletion() {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.devices.pop_back();
  return Visit(compiled(std::move(scenario)));
}

Visit deletion_at(const std::string& address) {
  Visit visit = deletion();
  open_at(visit, address);
  return visit;
}

Visit two_devices() {
  const std::vector<std::string> login = {"USER sarah", "PASS secret"};
  return Visit(compiled(sarah({
      connect(),
      send({"USER sarah", "PASS secret", "STAT", "RETR 2"}),
      part("mark", send({"DELE 2"}), "marked"),
      choose({{"QUIT", {send({"QUIT"}), connect("Phone"), send(login, "Phone")}},
              {"Cable cut",
               {cut(), connect("Phone"), send(login, "Phone"),
                part("refused", send({"QUIT"}, "Phone"), "refused"), wait(601), connect("Phone"),
                send(login, "Phone")}}}),
  })));
}

Visit imap_beside_pop3() {
  const auto use = [](sim::Deed deed, const char* subject) {
    return entry(lesson::UseAct{"Phone", deed, subject});
  };
  const auto check = [](const char* device) { return entry(lesson::CheckAct{device}); };
  lesson::Mail news;
  news.subject = "News";
  news.octets = 900;
  lesson::Scenario scenario = sarah(
      {connect(), send({"a1 LOGIN sarah secret", "a2 SELECT INBOX"}),
       part("flagged", send({"a3 STORE 1 +FLAGS (\\Deleted)"}), "flagged"),
       part("phone", check("Phone"), "phone"), use(sim::Deed::read, "Lunch on Friday?"),
       use(sim::Deed::remove, "Router manual"), wait(1),
       part("untold", send({"a4 FETCH 2 FLAGS"}), "untold"),
       part("told", send({"a5 NOOP"}), "told"),
       part("append", send({"a6 APPEND INBOX {18+}\r\nSubject: Mine\r\n\r\nx"}), "append"),
       part("pop", check("Old PC"), "pop"),
       entry(lesson::DeliverAct{"sarah", news}), part("news", wait(1), "news"),
       part("archive", send({"a7 CREATE Archive", "a8 EXAMINE Archive"}), "archive"),
       part("examine", send({"a9 EXAMINE INBOX"}), "examine")});
  scenario.devices[0].protocol = scenario.devices[1].protocol = sim::Protocol::imap;
  scenario.devices[1].tls = scenario.devices[1].idle = true;
  scenario.devices[1].check_every = sim::seconds(900);
  lesson::DeviceSetup old;
  old.name = "Old PC";
  old.reads = "sarah";
  old.policy = sim::Policy::leave_on_server;
  old.tls = true;
  scenario.devices.push_back(std::move(old));
  return Visit(compiled(std::move(scenario)));
}

Visit many_messages(std::uint32_t messages) {
  lesson::Scenario scenario =
      sarah({connect(), send({"USER sarah", "PASS secret", "LIST", "DELE 7", "DELE 150"})});
  auto& mail = scenario.people.front().mail;
  mail.clear();
  for (std::uint32_t n = 1; n <= messages; ++n) {
    lesson::Mail made;
    made.subject = "Message " + std::to_string(n) + " of many";
    made.octets = 1000 + n;
    mail.push_back(std::move(made));
  }
  return Visit(compiled(std::move(scenario)));
}

Visit long_session(std::uint32_t commands) {
  std::vector<std::string> lines = {"USER sarah", "PASS secret"};
  lines.insert(lines.end(), commands, "STAT");
  lesson::Scenario scenario = sarah({connect(), send(lines)});
  scenario.steps_max = 1'000'000;
  return Visit(compiled(std::move(scenario)));
}

}  // namespace popscope::test
