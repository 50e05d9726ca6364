// The journal: every event comes back, what was torn is passed over, and what was confirmed
// survives a kill.
#include "loader/quiz_journal.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loader/files.h"
#include "sim/core/random.h"

namespace popscope::loader {
namespace {

using quiz::Answered;
using quiz::Event;

std::vector<Event> every_event() {
  return {
      {1, quiz::Started{0xfedcba9876543210u, quiz::Mode::exam, ~std::uint64_t{0}}},
      {2, quiz::WentTo{"a \"b\" \\ c"}},
      {3, Answered{"a", {{0, 3}, {}, {}}}},
      {4, Answered{"b", {{}, -12, {}}}},
      {5, Answered{"c", {{}, {}, {true, false}}}},
      {6, quiz::Flagged{"a", true}},
      {7, quiz::Flagged{"a", false}},
      {8, quiz::TriedAgain{"a"}},
      {8, quiz::Answered{"spot", {{1}, {}, {}, 14, {}}}},
      {8, quiz::Answered{"serve",
                         {{},
                          {},
                          {},
                          {},
                          {{"+OK"},
                           {"-ERR \"no\"", sim::pop3::StateKind::authorization},
                           {"+OK bye", sim::pop3::StateKind::update, {1, 3}}}}}},
      {9, quiz::Paused{}},
      {1'764'489'600'000, quiz::Resumed{}},
      {1'764'489'600'001, quiz::Ended{}},
  };
}

std::string lines_of_all(const std::vector<Event>& events) {
  std::string lines;
  for (const Event& event : events) lines += journal_line(event);
  return lines;
}

std::string fresh(const std::string& name) {
  const std::string path = testing::TempDir() + "popscope-journal/" + name + ".jsonl";
  std::filesystem::remove(path);
  return path;
}

TEST(Journal, EveryEventComesBack) {
  const JournalText text = read_journal(lines_of_all(every_event()));
  EXPECT_EQ(text.passed_over, 0u);
  EXPECT_EQ(text.events, every_event());
}

// What is written is what will be read, or else it is not said to be kept.
TEST(Journal, WhatCannotBeReadAgainIsNotKept) {
  const std::string path = fresh("unreadable");
  JournalFile file(path);
  ASSERT_EQ(file.state(), JournalFile::State::ready);
  EXPECT_FALSE(file.add({1, quiz::WentTo{std::string(300, 'q')}}));
  EXPECT_FALSE(file.add({1, quiz::WentTo{"a\nb"}}));
  EXPECT_TRUE(file.add({1, quiz::WentTo{"a\xFC"}}));
  EXPECT_EQ(read_journal(*read_file(path)).events.size(), 1u);
  EXPECT_EQ(read_journal(*read_file(path)).passed_over, 0u);
}

// A disk that is full tears a line; the next one stands by itself.
TEST(Journal, ALineBehindATornOneIsWhole) {
  const std::string path = fresh("full");
  JournalFile file(path);
  ASSERT_TRUE(file.add({1, quiz::WentTo{"a"}}));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  rlimit full = before;
  full.rlim_cur = std::filesystem::file_size(path) + 20;
  setrlimit(RLIMIT_FSIZE, &full);
  EXPECT_FALSE(file.add({2, quiz::WentTo{"b"}}));
  EXPECT_FALSE(file.add({2, quiz::WentTo{"b"}}));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  EXPECT_TRUE(file.add({2, quiz::WentTo{"b"}}));
  EXPECT_EQ(read_journal(*read_file(path)).events.size(), 2u);
  EXPECT_EQ(read_journal(*read_file(path)).passed_over, 1u);
}

TEST(Journal, ATornLastLineIsPassedOver) {
  const std::string whole = lines_of_all(every_event());
  const std::size_t last = journal_line(every_event().back()).size();
  for (std::size_t cut = 1; cut < last; ++cut) {
    const JournalText text = read_journal(std::string_view(whole).substr(0, whole.size() - cut));
    EXPECT_GE(text.events.size(), every_event().size() - 1) << cut;
    if (cut > 1) {
      EXPECT_EQ(text.passed_over, 1u) << cut;
    }
  }
}

TEST(Journal, ALineThatWasChangedIsPassedOverAndTheRestIsRead) {
  const std::string whole = lines_of_all(every_event());
  const std::string second = journal_line(every_event()[2]);
  const std::size_t at = whole.find(second);
  for (std::size_t i = 0; i + 1 < second.size(); ++i) {
    std::string changed = whole;
    changed[at + i] = static_cast<char>(changed[at + i] ^ 1);
    const JournalText text = read_journal(changed);
    EXPECT_EQ(text.events.size(), every_event().size() - 1) << i;
    EXPECT_EQ(text.passed_over, 1u) << i;
  }
  EXPECT_EQ(read_journal("{}\nnonsense\n\n" + whole).events, every_event());
}

TEST(Journal, IsAddedToBehindATornLine) {
  const std::string path = fresh("torn");
  {
    JournalFile file(path);
    ASSERT_EQ(file.state(), JournalFile::State::ready);
    EXPECT_TRUE(file.add(every_event()[0]));
  }
  std::ofstream(path, std::ios::app | std::ios::binary) << "{\"at\":2,\"did\":\"answ";
  {
    JournalFile file(path);
    EXPECT_EQ(file.before().events.size(), 1u);
    EXPECT_EQ(file.before().passed_over, 1u);
    EXPECT_TRUE(file.add(every_event()[2]));
  }
  const JournalFile file(path);
  EXPECT_EQ(file.before().events, (std::vector<Event>{every_event()[0], every_event()[2]}));
}

TEST(Journal, OneAtATimeHasIt) {
  const std::string path = fresh("one");
  JournalFile first(path);
  JournalFile second(path);
  EXPECT_EQ(first.state(), JournalFile::State::ready);
  EXPECT_EQ(second.state(), JournalFile::State::in_use);
  EXPECT_FALSE(second.add(every_event()[0]));
  EXPECT_EQ(JournalFile("/proc/no/such/folder.jsonl").state(), JournalFile::State::impossible);
}

// Answers without end; each that is confirmed is told to the parent.
[[noreturn]] void answer_until_killed(const std::string& path, int told) {
  JournalFile file(path);
  file.add({0, quiz::Started{1, quiz::Mode::exam, 1}});
  for (std::int64_t n = 1;; ++n) {
    const bool confirmed = file.add({n, Answered{"question", {{}, n, {}}}});
    if (!confirmed || ::write(told, "x", 1) != 1) ::_exit(1);
    file.add({n, quiz::WentTo{"question"}});
  }
}

std::int64_t count_until_end(int pipe) {
  std::int64_t count = 0;
  char buffer[4096];
  for (ssize_t got = ::read(pipe, buffer, sizeof buffer); got > 0;
       got = ::read(pipe, buffer, sizeof buffer))
    count += got;
  return count;
}

TEST(Journal, AKillAtAnyMomentLosesNoConfirmedAnswer) {
  sim::Random random{20260101};
  for (int round = 0; round < 100; ++round) {
    const std::string path = fresh("killed");
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe[0]);
      answer_until_killed(path, pipe[1]);
    }
    ::close(pipe[1]);
    // Some answers, however busy the machine is, and then at any moment.
    std::int64_t confirmed = 0;
    const auto awaited = static_cast<std::int64_t>(random.below(6));
    char told = 0;
    while (confirmed < awaited && ::read(pipe[0], &told, 1) == 1) ++confirmed;
    EXPECT_EQ(confirmed, awaited);
    ::usleep(static_cast<useconds_t>(random.below(2'000)));
    ::kill(child, SIGKILL);
    confirmed += count_until_end(pipe[0]);
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);

    const JournalFile file(path);
    std::int64_t next = 1;
    for (const Event& event : file.before().events) {
      const auto* answered = std::get_if<Answered>(&event.what);
      if (answered == nullptr) continue;
      EXPECT_EQ(answered->answer.number, next);
      ++next;
    }
    EXPECT_GE(next - 1, confirmed);
    EXPECT_LE(file.before().passed_over, 1u);
  }
}

}  // namespace
}  // namespace popscope::loader
