// What somebody on the way can read of a connection, and what TLS leaves of it.
#include "view/listener.h"

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

// Behind STLS only what is said from then on.
TEST(Listener, WhatWasSaidBeforeTheHandshakeIsReadable) {
  lesson::Scenario scenario = test::sarah(
      {test::connect(), test::send({"CAPA", "STLS", "USER sarah", "PASS secret", "QUIT"})});
  scenario.server.offers.emplace().stls = true;
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  std::string seals;
  for (std::uint32_t n = 1; n <= visit.steps({0}).count(); ++n) {
    const StepOf of{visit, {0}, n};
    if (has_line(of.step())) seals += is_sealed(of) ? 's' : 'p';
  }
  EXPECT_EQ(seals, "ppppp" "ssssss");  // greeting, CAPA, STLS and their replies; then all
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

// ---- what a listener sees ----

Selection listening() {
  Selection selection;
  selection.as_listener = true;
  return selection;
}

bool sealed_at(const Visit& visit, sim::BranchId branch, std::uint32_t step) {
  return step != 0 && is_sealed(StepOf{visit, branch, step});
}

// All that was said inside TLS on a branch, line by line.
std::vector<std::string> sealed_lines(const Visit& visit, sim::BranchId branch) {
  constexpr std::size_t kTelling = 4;  // a lone dot or +OK stands anywhere
  std::vector<std::string> found;
  for (std::uint32_t n = 1; n <= visit.steps(branch).count(); ++n) {
    if (!sealed_at(visit, branch, n)) continue;
    const sim::SharedOctets octets = octets_of({visit, branch, n});
    std::string_view rest = octets.view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      const std::string line = shown(sim::without_line_end(rest.substr(0, end)));
      if (line.size() >= kTelling) found.push_back(line);
      rest.remove_prefix(end);
    }
  }
  return found;
}

// The views with only the rows of sealed lines: what is in the clear may say the same.
std::string what_is_seen(const Visit& visit) {
  const sim::BranchId branch = visit.branch();
  LadderView rungs = ladder(visit, listening(), english(), 0, kAllRows);
  std::erase_if(rungs.rows, [&](const LadderRow& row) {
    return !sealed_at(visit, branch, row.step);
  });
  LinesView read = lines(visit, listening(), english(), 0, kAllRows, {});
  std::erase_if(read.rows,
                [&](const LinesRow& row) { return !sealed_at(visit, branch, row.step); });
  if (!sealed_at(visit, branch, visit.step())) read.hex.clear();
  CompareView both = compare(visit, sim::BranchId{0}, branch,
                             compare_time(visit, sim::BranchId{0}, branch), english(), true);
  std::erase_if(both.sides[1].rows, [&](const CompareRow& row) {
    return !sealed_at(visit, branch, row.row.step);
  });
  both.sides[0].rows.clear();
  LadderView wall = projector(visit, listening(), english()).ladder;
  std::erase_if(wall.rows,
                [&](const LadderRow& row) { return !sealed_at(visit, branch, row.step); });
  return as_text(rungs) + as_text(read) + as_text(both) + as_text(wall);
}

// Rows of a sealed connection as somebody on the way can tell them; "" for any other row.
std::string beyond_records(const Visit& visit, std::uint32_t step, const std::string& words) {
  const std::optional<sim::LinkId> link =
      step == 0 ? std::nullopt : visit.steps().step(step).link;
  if (!link || !is_sealed(visit, visit.branch(), *link)) return "";
  for (const char* seen : {"connection opens: SYN", "connection closes", "connection is reset",
                           "the end of the connection is lost", "in the TLS record before",
                           "nothing passes", "next: ", "SYN", "ACK", "FIN", "RST", "TLS: "})
    if (words.find(seen) == 0) return "";
  return words.find("TLS record") != std::string::npos ? "" : words + "; ";
}

// All that the views of the wire tell of sealed connections and no record does.
std::string beyond_records(const Visit& visit) {
  std::string found;
  const auto look = [&](const LadderView& view) {
    for (const LadderRow& row : view.rows) {
      found += beyond_records(visit, row.step, row.line ? row.wire.words : row.words);
      if (row.pair) found += beyond_records(visit, row.step, row.command_words);
    }
    for (const StateBar& bar : view.bars)
      if (is_sealed(visit, visit.branch(), {bar.session})) found += bar.state + " (bar); ";
  };
  look(ladder(visit, listening(), english(), 0, kAllRows));
  look(projector(visit, listening(), english()).ladder);
  for (const LinesRow& row : lines(visit, listening(), english(), 0, kAllRows, {}).rows)
    found += beyond_records(visit, row.step, row.notice.empty() ? row.wire.words : row.notice);
  return found;
}

TEST(Listener, SeesNoLineOfASealedConnectionInAnyLesson) {
  const loader::FolderSource source(POPSCOPE_SOURCE_DIR);
  std::size_t sealed = 0;
  for (const std::string& path : source.list("scenarios/lessons/")) {
    if (path.ends_with("/order.json")) continue;
    Visit visit(loader::load_lesson(source, path, path, english()).compiled);
    SCOPED_TRACE(path);
    for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
      const std::vector<std::string> secrets = sealed_lines(visit, {b});
      if (secrets.empty()) continue;
      ++sealed;
      for (const lesson::Grain grain :
           {lesson::Grain::exchange, lesson::Grain::line, lesson::Grain::segment}) {
        visit.set_grain(grain);
        for (const sim::Step& step : visit.steps({b}).all()) {
          visit.open_at({{b}, step.closes});
          ASSERT_EQ(beyond_records(visit), "") << "step " << visit.step();
          const std::string text = what_is_seen(visit);
          for (const std::string& secret : secrets)
            ASSERT_EQ(text.find(secret), std::string::npos)
                << secret << " at step " << visit.step() << "\n" << text;
        }
      }
    }
  }
  EXPECT_GE(sealed, 2u);
}

TEST(Listener, SeesRecordsOfOneConnectionAndThePasswordOfAnother) {
  Visit visit = one_sealed({"USER sarah", "PASS secret", "LIST"}, {"USER sarah", "PASS secret"});
  visit.last();
  std::string text = as_text(ladder(visit, listening(), english(), 0, kAllRows));
  visit.set_grain(lesson::Grain::exchange);
  text += "\n# exchanges\n" + as_text(ladder(visit, listening(), english(), 0, kAllRows));
  visit.set_grain(lesson::Grain::segment);
  text += "\n# segments\n" + as_text(ladder(visit, listening(), english(), 0, kAllRows));
  visit.set_grain(lesson::Grain::line);
  text += "\n# lines of the phone\n" + as_text(lines(visit, listening(), english(), 0, 100, {}));
  Selection laptop = listening();
  laptop.session = sim::SessionId{0};
  text += "\n# lines of the laptop\n" + as_text(lines(visit, laptop, english(), 0, 100, {}));
  test::expect_golden("view/listener.txt", text);
}

TEST(Listener, NothingButRecordsIsLeftOfASealedConnection) {
  const std::vector<std::string> all = {"USER sarah", "PASS secret", "DELE 1", "DELE 3", "QUIT"};
  Visit visit = one_sealed(all, {"USER sarah", "PASS secret", "DELE 1", "QUIT"});
  std::size_t bars = 0;
  for (const lesson::Grain grain :
       {lesson::Grain::exchange, lesson::Grain::line, lesson::Grain::segment}) {
    visit.set_grain(grain);
    for (const sim::Step& step : visit.steps({0}).all()) {
      visit.open_at({{0}, step.closes});
      ASSERT_EQ(beyond_records(visit), "") << visit.step();
      const LadderView view = ladder(visit, listening(), english(), 0, kAllRows);
      bars = view.bars.size();
      for (const LadderRow& row : view.rows)
        ASSERT_EQ(row.words.find("removed"), std::string::npos) << row.words;
    }
    EXPECT_EQ(bars, 3u) << "those of the phone, whose lines can be read";
  }
  for (const sim::Step& step : visit.steps({0}).all()) {
    if (step.kind != sim::StepKind::removal) continue;
    visit.open_at({{0}, step.closes});
    EXPECT_EQ(as_text(compare(visit, {0}, {0}, compare_time(visit, {0}, {0}), english(), true))
                  .find("is removed"),
              std::string::npos);
  }
}

TEST(Listener, HowASealedConnectionEndedIsNotWhatItMeant) {
  Visit visit = one_sealed({"USER sarah", "PASS secret", "DELE 1"}, {});
  visit.last();
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(sim::Reset{sim::DeviceId{}})));
  visit.last();
  EXPECT_EQ(beyond_records(visit), "");
  EXPECT_EQ(lines(visit, listening(), english(), 0, kAllRows, {}).rows.back().notice,
            "connection is reset");
}

TEST(Listener, TheOctetsAreMadeUpFromTheLengthAlone) {
  const auto noise = [](const char* password) {
    Visit visit = one_sealed({"USER sarah", std::string("PASS ") + password}, {});
    visit.last();
    std::string all;
    for (std::uint32_t n = 1; n <= 5; ++n) {
      const Passing passing = passing_records({visit, visit.branch(), n}, {}, 100'000);
      EXPECT_EQ(passing.octets.size(), passing.in_all);
      EXPECT_EQ(passing.in_all, records_of({visit, visit.branch(), n}).octets);
      all += passing.octets;
    }
    return all;
  };
  const std::string secret = noise("secret");
  EXPECT_EQ(secret.substr(0, 3), "\x17\x03\x03");
  EXPECT_EQ(secret, noise("secret"));
  EXPECT_EQ(secret, noise("wrong!"));
  EXPECT_NE(secret, noise("longer than that"));
}

TEST(Listener, TheHexPaneCountsTheRecordAndSaysThatItsOctetsAreMadeUp) {
  Visit visit = shipped("who-can-read-the-password");
  test::open_at(visit, "sealed");
  visit.back();
  const LinesView view = lines(visit, listening(), english(), 0, kAllRows, {});
  EXPECT_EQ(view.octets_note, "35 octets; these are made up");
  std::size_t shown = 0;
  for (const HexRow& row : view.hex) shown += row.line_end.size();
  EXPECT_EQ(shown, 35u);
  EXPECT_EQ(view.rows.back().notice, "TLS record, 35 octets");
  EXPECT_TRUE(view.rows.back().sealed);
}

TEST(Listener, ReadsThePasswordInTheClear) {
  Visit visit = shipped("who-can-read-the-password");
  test::open_at(visit, "in-the-clear");
  for (const LadderRow& row : ladder(visit, listening(), english(), 0, visit.step()).rows) {
    const bool pass = row.wire.words == "PASS secret";
    EXPECT_EQ(row.remark, pass ? "readable by all" : "");
    EXPECT_EQ(row.wire.words.substr(row.wire.secret_from, row.wire.secret_count),
              pass ? "secret" : "");
  }
  for (const LadderRow& row : ladder(visit, {}, english(), 0, visit.step()).rows) {
    EXPECT_EQ(row.wire.secret_count, 0u);
    EXPECT_EQ(row.remark, "");
  }
  EXPECT_NE(projector(visit, listening(), english()).title,
            projector(visit, {}, english()).title);
}

TEST(Listener, WhatIsOfferedNextIsNoMoreThanARecord) {
  Visit visit = one_sealed({"USER sarah", "PASS secret"}, {});
  for (int n = 0; n < 3; ++n) visit.forward();
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(
      visit.act(sim::Send{sim::DeviceId{}, "NOOP\r\n"})));
  visit.last();
  const LadderView mine = ladder(visit, listening(), english(), 0, kAllRows);
  ASSERT_TRUE(mine.rows.back().comes_next);
  EXPECT_EQ(mine.rows.back().words, "next: a TLS record");
  EXPECT_FALSE(mine.rows.back().names_line);
  const LadderView told = ladder(visit, {}, english(), 0, kAllRows);
  EXPECT_EQ(told.rows.back().words, "next: PASS secret");
  EXPECT_TRUE(told.rows.back().names_line);
}

}  // namespace
}  // namespace popscope::view
