// What somebody on the way can read of a connection, and what TLS leaves of it.
#include "view/listener.h"

#include <gtest/gtest.h>

#include "loader/scenario_loader.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

constexpr std::uint32_t kAllRows = 10'000;

Visit shipped(const std::string& name) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(loader::kLessons) + name + ".json";
  return Visit(loader::load_lesson(source, path, path, english()).compiled);
}

// The laptop's connection is inside TLS, the phone's is not.
Visit one_sealed(const std::vector<std::string>& laptop, const std::vector<std::string>& phone) {
  lesson::Scenario scenario = test::sarah({test::connect(), test::send(laptop),
                                           test::connect("Phone"), test::send(phone, "Phone")});
  scenario.devices[0].tls = true;
  return Visit(test::compiled(std::move(scenario)));
}

std::vector<LinesRow> rows_of(const Visit& visit) {
  return lines(visit, {}, english(), 0, kAllRows, {}).rows;
}

// The remarks of commands with their lines, "PASS secret: readable by all".
std::vector<std::string> warnings(const Visit& visit) {
  std::vector<std::string> found;
  for (const LinesRow& row : rows_of(visit))
    if (row.warns) found.push_back(row.wire.words + ": " + row.remark_short);
  return found;
}

TEST(Listener, EveryLineOfASealedConnectionIsMarkedOnceAStepInWords) {
  Visit visit = shipped("who-can-read-the-password");
  test::open_at(visit, "sealed");
  std::uint32_t remarks = 0;
  for (const LinesRow& row : rows_of(visit)) {
    EXPECT_EQ(row.sealed, row.notice.empty()) << row.step;
    EXPECT_EQ(row.remark.find("sealed on the way, ") == 0, row.sealed && row.first_of_step);
    EXPECT_FALSE(row.warns);
    remarks += !row.remark.empty();
  }
  EXPECT_GE(remarks, 3u);
  const LinesView view = lines(visit, {}, english(), 0, kAllRows, {});
  EXPECT_TRUE(view.sealed);
  EXPECT_EQ(view.octets_note.find("inside TLS") != std::string::npos, true) << view.octets_note;
}

TEST(Listener, TheOctetsOfTheRecordAreCountedAndNotThoseOfTheLine) {
  Visit visit = shipped("who-can-read-the-password");
  test::open_at(visit, "sealed");
  while (visit.steps().step(visit.step()).kind != sim::StepKind::command) visit.back();
  const StepOf pass{visit, visit.branch(), visit.step()};
  ASSERT_EQ(octets_of(pass).view(), "PASS secret\r\n");
  EXPECT_EQ(sealed_words(pass, false, english()), "sealed on the way, 35 octets");
  EXPECT_EQ(lines(visit, {}, english(), 0, 1, {}).octets_note, "13 octets, inside TLS");
}

TEST(Listener, InTheClearOnlyTheCommandWithThePasswordIsMarked) {
  Visit visit = shipped("who-can-read-the-password");
  test::open_at(visit, "in-the-clear");
  for (const LinesRow& row : rows_of(visit)) {
    EXPECT_FALSE(row.sealed);
    EXPECT_EQ(row.warns, row.wire.words == "PASS secret") << row.wire.words;
    EXPECT_EQ(row.remark.empty(), !row.warns) << row.remark;
  }
  EXPECT_EQ(warnings(visit), std::vector<std::string>{"PASS secret: readable by all"});
  EXPECT_EQ(lines(visit, {}, english(), 0, 1, {}).octets_note.find("TLS"), std::string::npos);
}

TEST(Listener, ALineInTheRecordOfAnotherSaysSo) {
  lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah\r\nPASS secret"})});
  scenario.devices[0].tls = true;
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  std::vector<std::string> commands;
  for (const LinesRow& row : rows_of(visit))
    if (row.first_of_step && row.sealed && row.wire.speaker == Speaker::client)
      commands.push_back(row.remark);
  EXPECT_EQ(commands, (std::vector<std::string>{"sealed on the way, 47 octets",
                                                "sealed, in the record before"}));
}

TEST(Listener, WhatImapCallsLoggingInIsReadable) {
  const auto imap = [](const std::vector<std::string>& said) {
    lesson::Scenario scenario = test::sarah({test::connect(), test::send(said)});
    scenario.devices[0].protocol = sim::Protocol::imap;
    Visit visit(test::compiled(std::move(scenario)));
    visit.last();
    return warnings(visit);
  };
  using Found = std::vector<std::string>;
  EXPECT_EQ(imap({"a1 LOGIN sarah \"secret\""}),
            Found{"a1 LOGIN sarah \"secret\": readable by all"});
  EXPECT_EQ(imap({"a1 AUTHENTICATE PLAIN AHNhcmFoAHNlY3JldA=="}),
            Found{"a1 AUTHENTICATE PLAIN AHNhcmFoAHNlY3JldA==: readable by all"});
  EXPECT_EQ(imap({"a1 AUTHENTICATE PLAIN", "AHNhcmFoAHNlY3JldA=="}),
            Found{"AHNhcmFoAHNlY3JldA==: readable by all"});
  EXPECT_EQ(imap({"a1 AUTHENTICATE LOGIN", "c2FyYWg=", "c2VjcmV0"}),
            Found{"c2VjcmV0: readable by all"});
  EXPECT_EQ(imap({"a1 AUTHENTICATE PLAIN", "*", "a2 NOOP"}), Found{});
}

TEST(Listener, ADigestIsNoPassword) {
  Visit visit = one_sealed({"USER sarah", "PASS secret"},
                           {"APOP sarah c4c9334bac560ecc979e58001b3e22fb", "PASS"});
  visit.last();
  EXPECT_EQ(warnings(visit), std::vector<std::string>{});
}

}  // namespace
}  // namespace popscope::view
