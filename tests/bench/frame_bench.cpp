// What one frame costs: a bare Dear ImGui frame, a lesson, and a session of 100,000 lines.
#include <benchmark/benchmark.h>

#include <memory>

#include "gui/app/apply.h"
#include "gui/app/compared.h"
#include "gui/app/draw.h"
#include "gui/picture/headless.h"
#include "gui/widgets/pane.h"

namespace {

popscope::lesson::Entry entry_of(popscope::lesson::Act act) {
  popscope::lesson::Entry entry;
  entry.act = std::move(act);
  return entry;
}

using namespace popscope;

popscope::lesson::DeviceSetup laptop() {
  popscope::lesson::DeviceSetup device;
  device.name = "Laptop";
  device.reads = "sarah";
  return device;
}

std::shared_ptr<lesson::Scenario> with_mail(const char* title, std::uint32_t messages) {
  auto scenario = std::make_shared<lesson::Scenario>();
  scenario->id = "bench";
  scenario->title = title;
  scenario->steps_max = 1'000'000;
  lesson::Person sarah;
  sarah.name = "sarah";
  for (std::uint32_t i = 0; i < messages; ++i) {
    lesson::Mail mail;
    mail.subject = "Message " + std::to_string(i);
    mail.octets = 600;
    sarah.mail.push_back(mail);
  }
  scenario->people.push_back(sarah);
  return scenario;
}

// A session with so many command lines; each gets a reply, so there are twice as many lines.
std::shared_ptr<const lesson::Compiled> long_session(int commands) {
  const auto scenario = with_mail("A long session", 20);
  scenario->devices.push_back(laptop());
  scenario->story.push_back(entry_of(lesson::ConnectAct{"Laptop"}));
  lesson::Do act{"Laptop", {{"USER sarah\r\n"}, {"PASS secret\r\n"}}};
  for (int i = 0; i < commands; ++i) act.lines.push_back({i % 3 ? "STAT\r\n" : "LIST 7\r\n"});
  scenario->story.push_back(entry_of(act));
  text::Diagnostics problems;
  return lesson::compile(scenario, "long.json", 1, problems);
}

void bare_frame(benchmark::State& state) {
  gui::Headless headless({}, gui::embedded_fonts(), [] { const gui::Root root; });
  headless.settle();
  for (auto _ : state) headless.frame();
}
BENCHMARK(bare_frame)->Unit(benchmark::kMicrosecond);

void lesson_frame(benchmark::State& state, const char* tab, int commands) {
  gui::App app("", gui::Kept{});
  const auto compiled = long_session(commands);
  app.compiled = compiled;
  gui::replace_visit(app, lesson::Visit(compiled));
  app.ui.page = gui::Page::lesson;
  app.ui.middle_tab = tab;
  apply(app, gui::GoToMoment{app.visit->timeline().end(app.visit->branch()) / 2});
  gui::Headless headless({}, gui::embedded_fonts(), [&app] { gui::draw(app); });
  headless.settle();
  for (auto _ : state) headless.frame();
  state.counters["lines"] = app.visit->steps().count();
}
BENCHMARK_CAPTURE(lesson_frame, short_ladder, "ladder", 10)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(lesson_frame, long_ladder, "ladder", 50'000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(lesson_frame, long_lines, "lines", 50'000)->Unit(benchmark::kMicrosecond);

// Ten thousand messages in the comparison of mail, fetched and removed on one of its sides.
void mail_frame(benchmark::State& state, std::uint32_t messages) {
  const auto scenario = with_mail("A full mailbox", messages);
  scenario->devices.push_back(laptop());
  lesson::ChooseAct choice;
  for (const sim::Policy policy : {sim::Policy::remove_at_once, sim::Policy::leave_on_server}) {
    lesson::SetAct set;
    set.device = "Laptop";
    set.policy = policy;
    lesson::Way way;
    way.name = policy == sim::Policy::remove_at_once ? "removes" : "leaves copies";
    way.story.push_back(entry_of(set));
    way.story.push_back(entry_of(lesson::CheckAct{"Laptop"}));
    choice.ways.push_back(std::move(way));
  }
  scenario->story.push_back(entry_of(choice));
  text::Diagnostics problems;
  gui::App app("", gui::Kept{});
  app.compiled = lesson::compile(scenario, "mail.json", 1, problems);
  gui::replace_visit(app, lesson::Visit(app.compiled));
  app.ui.page = gui::Page::compare;
  app.ui.compare_b = 1;
  apply(app, gui::CompareTo{1'000'000});
  gui::Headless headless({}, gui::embedded_fonts(), [&app] { gui::draw(app); });
  headless.settle();
  for (auto _ : state) headless.frame();
  state.counters["stops"] = gui::last_compared_time(app);
}
BENCHMARK_CAPTURE(mail_frame, few, 10)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(mail_frame, many, 10'000)->Unit(benchmark::kMicrosecond);

// Twenty devices at one mailbox of ten thousand messages: one fetches them all, the others list
// them, half of them by IMAP.
std::shared_ptr<const lesson::Compiled> crowd() {
  const auto scenario = with_mail("Twenty devices", 10'000);
  const auto list = [&](const std::string& name, bool imap) {
    scenario->story.push_back(entry_of(lesson::ConnectAct{name}));
    lesson::Do act{name, {{"USER sarah\r\n"}, {"PASS secret\r\n"}, {"UIDL\r\n"}, {"QUIT\r\n"}}};
    if (imap) {
      act.lines = {{"a LOGIN sarah secret\r\n"}, {"b SELECT INBOX\r\n"},
                   {"c UID FETCH 1:* (UID FLAGS)\r\n"}, {"d LOGOUT\r\n"}};
    }
    scenario->story.push_back(entry_of(std::move(act)));
  };
  for (int i = 0; i < 20; ++i) {
    lesson::DeviceSetup device = laptop();
    device.name = "Device " + std::to_string(i);
    device.policy = sim::Policy::leave_on_server;
    device.protocol = i % 2 == 0 ? sim::Protocol::pop3 : sim::Protocol::imap;
    scenario->devices.push_back(device);
    if (i == 0) scenario->story.push_back(entry_of(lesson::CheckAct{device.name}));
    else list(device.name, i % 2 == 1);
  }
  text::Diagnostics problems;
  return lesson::compile(scenario, "crowd.json", 1, problems);
}

void crowd_frame(benchmark::State& state, const char* tab) {
  gui::App app("", gui::Kept{});
  app.compiled = crowd();
  gui::replace_visit(app, lesson::Visit(app.compiled));
  app.ui.page = gui::Page::lesson;
  app.ui.middle_tab = tab;
  apply(app, gui::GoToMoment{app.visit->timeline().end(app.visit->branch())});
  gui::Headless headless({}, gui::embedded_fonts(), [&app] { gui::draw(app); });
  headless.settle();
  for (auto _ : state) headless.frame();
  state.counters["steps"] = app.visit->steps().count();
}
BENCHMARK_CAPTURE(crowd_frame, ladder, "ladder")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(crowd_frame, devices, "devices")->Unit(benchmark::kMicrosecond);

// One step back and forth, and a scrub to anywhere, each with the frame that shows it.
void crowd_moves(benchmark::State& state, bool scrubs) {
  gui::App app("", gui::Kept{});
  app.compiled = crowd();
  gui::replace_visit(app, lesson::Visit(app.compiled));
  app.ui.page = gui::Page::lesson;
  gui::Headless headless({}, gui::embedded_fonts(), [&app] { gui::draw(app); });
  headless.settle();
  const std::uint32_t end = app.visit->timeline().end(app.visit->branch());
  apply(app, gui::GoToMoment{end / 2});
  std::uint64_t at = 1;
  for (auto _ : state) {
    at = (at * 6364136223846793005u + 1442695040888963407u);
    if (scrubs) apply(app, gui::GoToMoment{static_cast<std::uint32_t>((at >> 33) % end)});
    else apply(app, gui::Go{(at >> 40) % 2 == 0 ? gui::Go::To::back : gui::Go::To::forward});
    headless.frame();
  }
}
BENCHMARK_CAPTURE(crowd_moves, step, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(crowd_moves, scrub, true)->Unit(benchmark::kMicrosecond);

}  // namespace
