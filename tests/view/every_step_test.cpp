// Every kind of step and every stop: whatever happens, each panel finds its words.
#include <cctype>
#include <gtest/gtest.h>

#include "loader/scenario_loader.h"
#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

constexpr std::uint32_t kAllRows = 10'000;

std::string all_views(const Visit& visit) {
  const Selection selection;
  return as_text(ladder(visit, selection, english(), 0, kAllRows)) +
         as_text(lines(visit, selection, english(), 0, kAllRows, {})) +
         as_text(states(visit, selection, english())) +
         as_text(maildrop(visit, selection, english())) +
         as_text(devices(visit, selection, english())) +
         as_text(projector(visit, selection, english()));
}

void expect_words(const std::string& text, std::uint32_t moment) {
  for (const char* missing : {"[panel.", "[commands.", "[list."}) {
    EXPECT_EQ(text.find(missing), std::string::npos) << "at moment " << moment << ": " << missing;
  }
  // A name in braces is an argument that nobody gave; a number is a literal of IMAP.
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    EXPECT_FALSE(at + 1 < text.size() && std::islower(static_cast<unsigned char>(text[at + 1])))
        << "at moment " << moment << ": " << text.substr(at, 20);
  }
}

// Looks at every moment, not only at stops: a window may be drawn at any.
void walk(Visit& visit) {
  for (const lesson::Grain grain : {lesson::Grain::line, lesson::Grain::segment}) {
    visit.set_grain(grain);
    for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
      const sim::BranchId branch{b};
      for (std::uint32_t moment = 0; moment <= visit.timeline().end(branch); ++moment) {
        visit.open_at({branch, moment});
        expect_words(all_views(visit), moment);
      }
      const CompareView compared =
          compare(visit, sim::BranchId{0}, branch, compare_time(visit, sim::BranchId{0}, branch),
                  english());
      expect_words(as_text(compared), 0);
    }
  }
}

lesson::Entry act(lesson::Act made) { return test::entry(std::move(made)); }

// One device after another, each ends its connection in another way.
lesson::Scenario every_kind_of_step() {
  lesson::Mail mail;
  mail.body = "..\r\n.5 litres\r\n";
  mail.subject = "";
  std::vector<std::string> nonsense(25, "HELO there");
  return test::sarah({
      test::connect(),
      test::send({"USER sarah", "PASS wrong", "USER sarah", "PASS secret", "LIST", "DELE 1"}),
      act(lesson::DeliverAct{"sarah", mail}),
      act(lesson::ResetAct{"Laptop"}),
      test::wait(1),
      act(lesson::SetAct{"Phone", sim::Policy::leave_on_server, std::nullopt}),
      act(lesson::CheckAct{"Phone"}),
      test::connect(),
      test::send({"USER sarah", "PASS secret", "RETR 4", "QUIT"}),
      test::wait(1),
      test::connect(),
      act(lesson::CloseAct{"Laptop"}),
      test::wait(1),
      test::connect(),
      test::send(nonsense),
      test::wait(1),
      test::connect(),
      test::send({"USER sarah", "PASS secret"}),
      test::together({{test::send({"RETR 3"})}, {test::cut()}}),
      act(lesson::PlugAct{"Laptop"}),
      test::connect(),
      test::cut(),
      test::wait(700),
  });
}

TEST(EveryStep, HasItsWords) {
  Visit visit(test::compiled(every_kind_of_step()));
  walk(visit);
  visit.last();
  visit.set_grain(lesson::Grain::line);
  test::expect_golden("view/every-kind-of-step.txt",
                      as_text(ladder(visit, {}, english(), 0, kAllRows)));
}

TEST(EveryStep, OfTheTwoDrawings) {
  Visit deletion = test::deletion();
  walk(deletion);
  Visit two = test::two_devices();
  walk(two);
}

TEST(EveryStep, OfAConnectionThatIsRefused) {
  lesson::Scenario scenario = test::sarah({test::connect()});
  scenario.devices.front().port = 111;
  Visit visit(test::compiled(std::move(scenario)));
  walk(visit);
  visit.last();
  test::expect_golden("view/refused.txt", all_views(visit));
}

TEST(EveryStep, OfACommandOfTheLearnersOwn) {
  Visit visit = test::deletion_at("marked");
  visit.act(sim::Send{sim::DeviceId{0}, std::string("RSET\0\r\n", 7)});
  EXPECT_EQ(visit.branch().value, 2u);
  test::expect_golden("view/own-branch.txt", as_text(ladder(visit, {}, english(), 8, 20)) + "\n" +
                                                 as_text(lines(visit, {}, english(), 18, 20, {})));
  walk(visit);
}

TEST(EveryStep, OfEveryLessonThatIsShipped) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  std::size_t lessons = 0;
  for (const std::string& path : source.list("scenarios/lessons/")) {
    if (path.ends_with("/order.json")) continue;
    const loader::LoadedLesson loaded = loader::load_lesson(source, path, path, english());
    ASSERT_TRUE(loaded.compiled) << path;
    SCOPED_TRACE(path);
    Visit visit(loaded.compiled);
    for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
      for (const sim::Step& step : visit.steps(sim::BranchId{b}).all()) {
        visit.open_at({sim::BranchId{b}, step.closes});
        expect_words(all_views(visit), step.closes);
      }
    }
    ++lessons;
  }
  EXPECT_GE(lessons, 6u);
}

}  // namespace
}  // namespace popscope::view
