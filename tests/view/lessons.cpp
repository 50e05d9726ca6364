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
