#pragma once
// Scenarios written as C++: short functions that make entries of a story, and the scenario that the
// drawings of the window show. For tests of what stands above a loader or does without one.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lesson/compiled.h"

namespace popscope::test {

using Story = std::vector<lesson::Entry>;

inline lesson::Entry entry(lesson::Act act) {
  lesson::Entry made;
  made.act = std::move(act);
  return made;
}

inline lesson::Entry connect(std::string device = "Laptop") {
  return entry(lesson::ConnectAct{std::move(device)});
}

inline lesson::Entry send(const std::vector<std::string>& lines, std::string device = "Laptop") {
  lesson::Do act{std::move(device), {}};
  for (const std::string& line : lines) act.lines.push_back({line + "\r\n"});
  return entry(std::move(act));
}

inline lesson::Entry cut(std::string device = "Laptop") {
  return entry(lesson::CutAct{std::move(device)});
}

inline lesson::Entry wait(std::int64_t seconds) {
  return entry(lesson::WaitAct{sim::seconds(seconds)});
}

inline lesson::Entry a_try(std::string answer, std::string device = "Laptop") {
  return entry(lesson::Try{std::move(device), "task", "RETR ___", std::move(answer)});
}

inline lesson::Entry choose(std::vector<std::pair<std::string, Story>> ways) {
  lesson::ChooseAct act;
  for (auto& way : ways) act.ways.push_back({way.first, std::move(way.second), {}});
  return entry(std::move(act));
}

inline lesson::Entry together(std::vector<Story> lists) {
  return entry(lesson::TogetherAct{std::move(lists)});
}

inline lesson::Condition on_server(std::uint32_t count, std::string person = "sarah") {
  lesson::Condition condition;
  condition.claims.push_back(
      lesson::ServerHolds{std::move(person), lesson::Holding{count, std::nullopt}});
  return condition;
}

inline lesson::Entry expect(lesson::Condition condition) {
  return entry(lesson::Expect{std::move(condition)});
}

// "How many messages does the server hold?", one answer a count.
inline lesson::Entry ask(const std::vector<std::uint32_t>& counts, std::string at = "") {
  lesson::Ask act{"How many messages does the server hold?", std::move(at), {}};
  for (const std::uint32_t count : counts) {
    act.answers.push_back({std::to_string(count), on_server(count), ""});
  }
  return entry(std::move(act));
}

inline lesson::Entry part(std::string name, lesson::Entry made, std::string id = "") {
  made.part = std::move(name);
  made.id = std::move(id);
  return made;
}

// Gives every entry a line of its own, as if it had been read from a file.
inline void number_lines(Story& story, std::uint32_t& line, const std::string& path) {
  for (std::size_t i = 0; i < story.size(); ++i) {
    const std::string here = path + "/" + std::to_string(i);
    story[i].where = {++line, 5, here};
    if (auto* choice = std::get_if<lesson::ChooseAct>(&story[i].act)) {
      for (std::size_t w = 0; w < choice->ways.size(); ++w) {
        const std::string way = here + "/choose/" + std::to_string(w);
        choice->ways[w].where = {++line, 7, way};
        number_lines(choice->ways[w].story, line, way + "/story");
      }
    } else if (auto* lists = std::get_if<lesson::TogetherAct>(&story[i].act)) {
      for (std::size_t l = 0; l < lists->lists.size(); ++l) {
        number_lines(lists->lists[l], line, here + "/together/" + std::to_string(l));
      }
    }
  }
}

// Sarah has three messages and reads them with a laptop and a phone.
inline lesson::Scenario sarah(Story story) {
  lesson::Scenario scenario;
  scenario.id = "sarah";
  scenario.title = "A test";
  lesson::Person person;
  person.name = "sarah";
  for (const auto& [subject, octets] :
       {std::pair<const char*, std::uint64_t>{"Invoice 4471", 1650},
        {"Lunch on Friday?", 1320},
        {"Router manual", 1240}}) {
    lesson::Mail mail;
    mail.subject = subject;
    mail.octets = octets;
    person.mail.push_back(std::move(mail));
  }
  scenario.people.push_back(std::move(person));
  for (const char* name : {"Laptop", "Phone"}) {
    lesson::DeviceSetup device;
    device.name = name;
    device.reads = "sarah";
    scenario.devices.push_back(std::move(device));
  }
  scenario.story = std::move(story);
  std::uint32_t line = 20;
  number_lines(scenario.story, line, "/story");
  return scenario;
}

// The scenario of the drawings: step 12 of 16 is the reply to DELE 2, then QUIT or a cut.
inline lesson::Scenario deletion_at_quit() {
  lesson::Condition untouched = on_server(3);
  untouched.claims.push_back(lesson::LockHeld{"sarah", std::nullopt});
  lesson::Scenario scenario = sarah({
      connect(),
      part("log in", send({"USER sarah", "PASS secret", "STAT"})),
      part("read", send({"RETR 2"})),
      ask({2, 3}, "marked"),
      part("mark", send({"DELE 2"}), "marked"),
      choose({{"QUIT", {part("leave", send({"QUIT"}), "removed"), expect(on_server(2))}},
              {"cable cut", {cut(), part("silence", wait(600)), expect(std::move(untouched))}}}),
  });
  scenario.id = "deletion-happens-at-quit";
  return scenario;
}

inline std::shared_ptr<const lesson::Compiled> compiled(lesson::Scenario scenario,
                                                        std::uint64_t hash = 1) {
  text::Diagnostics diagnostics;
  auto result = lesson::compile(std::make_shared<const lesson::Scenario>(std::move(scenario)),
                                "test.json", hash, diagnostics);
  for (const text::Diagnostic& diagnostic : diagnostics) {
    ADD_FAILURE() << diagnostic.code << " at line " << diagnostic.line;
  }
  return result;
}

}  // namespace popscope::test
