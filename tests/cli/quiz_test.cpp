// A quiz in the terminal: what is typed, what is said, and that it goes on where it was left.
#include "cli/quiz.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "cli/opened.h"
#include "cli/quiz_answers.h"
#include "embedded/files.h"
#include "loader/catalogue_loader.h"
#include "loader/quiz_loader.h"
#include "loader/quiz_journal.h"
#include "tests/support/typed.h"

namespace popscope::cli {
namespace {

constexpr const char* kSample = "deletion-and-sessions";

class QuizInTerminal : public testing::Test {
 protected:
  QuizInTerminal() : source_(embedded::files()) {
    text::Diagnostics problems;
    catalogue_ = loader::load_catalogue(source_, loader::kEnglishSentences, problems);
    const std::string path = std::string(loader::kQuizzes) + kSample + ".json";
    quiz_ = loader::load_quiz(source_, path, path, source_, catalogue_).quiz;
    folder_ = testing::TempDir() + "popscope-quiz-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    clock_ = 1'000'000;
  }
  ~QuizInTerminal() override { std::filesystem::remove_all(folder_); }

  static quiz::Clock clock_now() { return clock_; }

  struct Taken {
    int code = 0;
    std::string out, err;
  };
  Taken take(const Quiz& request, const std::string& typed) {
    std::FILE* in = std::tmpfile();
    std::fputs(typed.c_str(), in);
    std::rewind(in);
    std::FILE* out = std::tmpfile();
    std::FILE* err = std::tmpfile();
    Taken taken;
    taken.code = take_quiz(request, source_, catalogue_, {folder_, in, out, err, clock_now});
    taken.out = all_of(out);
    taken.err = all_of(err);
    for (std::FILE* file : {in, out, err}) std::fclose(file);
    return taken;
  }

  static std::string all_of(std::FILE* file) {
    std::string text;
    std::rewind(file);
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
  }

  static Quiz request(const std::string& mode, std::uint64_t seed = 7) {
    Quiz asked;
    asked.file = kSample;
    asked.mode = mode;
    asked.seed = seed;
    return asked;
  }

  quiz::Attempt attempt(std::uint64_t seed = 7) const {
    return quiz::Attempt(quiz_, {quiz_->hash, quiz::Mode::study, seed}, 0, catalogue_);
  }

  // What to type for all right answers, in the order of that seed.
  std::vector<std::string> right_lines() const {
    std::vector<std::string> lines;
    const quiz::Attempt it = attempt();
    for (const quiz::Shown& shown : it.questions()) {
      const bool task = std::holds_alternative<quiz::Task>(shown.question.asks);
      lines.push_back(task ? "DELE 2\nQUIT\ndone" : written(shown, key_of(shown.question)));
    }
    return lines;
  }
  std::string all_right() const {
    std::string typed;
    for (const std::string& line : right_lines()) typed += line + "\n";
    return typed;
  }

  const quiz::Shown& shown(const quiz::Attempt& it, const std::string& id) const {
    return it.questions()[*it.find(id)];
  }

  loader::EmbeddedSource source_;
  text::Catalogue catalogue_;
  std::shared_ptr<const quiz::Quiz> quiz_;
  std::string folder_;
  static inline quiz::Clock clock_ = 0;
};

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

TEST_F(QuizInTerminal, EverythingRightInStudyMode) {
  const Taken taken = take(request("study"), all_right());
  EXPECT_EQ(taken.code, kOk) << taken.err;
  EXPECT_TRUE(says(taken.out, "7 of 7 right, 17 of 17 points: 100 %.")) << taken.out;
  EXPECT_TRUE(says(taken.out, "S: +OK message 2 marked"));
  EXPECT_TRUE(says(taken.out, "Proved by a run (deletion-happens-at-quit, step"));
  EXPECT_TRUE(says(taken.out, "not a listed bullet"));
  EXPECT_EQ(taken.err, "");
}

TEST_F(QuizInTerminal, AWrongAnswerIsExplainedAndTriedAgain) {
  const quiz::Attempt it = attempt();
  const quiz::Shown& cable = shown(it, "cable-pulled-before-quit");
  const std::string go = "go " + std::to_string(*it.find("cable-pulled-before-quit") + 1) + "\n";
  const Taken taken = take(request("study"), go + letter_of(cable, 2) + "\nagain\n" +
                                                 letter_of(cable, 1) + "\nnonsense!\n");
  EXPECT_EQ(taken.code, kOk);
  EXPECT_TRUE(says(taken.out, "Not right.")) << taken.out;
  EXPECT_TRUE(says(taken.out, "The answer is " + letter_of(cable, 1) + "."));
  EXPECT_TRUE(says(taken.out, "Misconception met: “DELE deletes at once”"));
  EXPECT_TRUE(says(taken.out, "Exam answer: DELE deletes a message."));
  EXPECT_TRUE(says(taken.out, letter_of(cable, 2) + " would be right with: removes at DELE"));
  EXPECT_TRUE(says(taken.out, "Right."));
  EXPECT_TRUE(says(taken.out, "“nonsense!” is no answer"));
  EXPECT_TRUE(says(taken.out, "Stopped: 1 of 7 answered. The same command goes on from here."));
}

TEST_F(QuizInTerminal, AnExamGoesOnWhereItWasLeft) {
  const std::vector<std::string> lines = right_lines();
  const Taken first = take(request("exam"), lines[0] + "\n" + lines[1] + "\n");
  EXPECT_EQ(first.code, kOk);
  EXPECT_TRUE(says(first.out, "Noted."));
  EXPECT_FALSE(says(first.out, "Right."));
  EXPECT_TRUE(says(first.out, "Stopped: 2 of 7 answered."));
  clock_ += 3'600'000;  // more than the exam's time: nobody was there
  std::string rest;
  for (std::size_t i = 2; i < lines.size(); ++i) rest += lines[i] + "\n";
  Quiz again = request("exam");
  again.seed.reset();
  const Taken second = take(again, rest + "end\n");
  EXPECT_EQ(second.code, kOk);
  EXPECT_TRUE(says(second.out, "Going on where you stopped: 2 of 7 answered.")) << second.out;
  EXPECT_TRUE(says(second.out, "7 of 7 right, 17 of 17 points: 100 %."));
  EXPECT_TRUE(says(second.out, "Passed (75 % needed)."));
  const Taken third = take(again, "");
  EXPECT_FALSE(says(third.out, "Going on")) << "an exam that has ended begins anew";
}

TEST_F(QuizInTerminal, AnExamThatIsNotPassedFails) {
  const Taken taken = take(request("exam"), "flag\nlist\nend\n");
  EXPECT_EQ(taken.code, kFailed);
  EXPECT_TRUE(says(taken.out, "[flagged]"));
  EXPECT_TRUE(says(taken.out, "0 of 7 right"));
  EXPECT_TRUE(says(taken.out, "Not passed"));
}

TEST_F(QuizInTerminal, NewBeginsAnew) {
  take(request("study"), right_lines()[0] + "\n");
  Quiz anew = request("study");
  anew.anew = true;
  EXPECT_FALSE(says(take(anew, "").out, "Going on"));
}

TEST_F(QuizInTerminal, AsJsonLines) {
  Quiz asked = request("study");
  asked.json = true;
  const Taken taken = take(asked, all_right());
  EXPECT_EQ(taken.code, kOk);
  std::size_t questions = 0;
  std::size_t begin = 0;
  for (std::size_t end = taken.out.find('\n'); end != std::string::npos;
       begin = end + 1, end = taken.out.find('\n', begin)) {
    text::Diagnostics problems;
    const std::string line = taken.out.substr(begin, end - begin);
    EXPECT_TRUE(loader::read_json(line, "", problems) && problems.empty()) << line;
    if (says(line, "\"event\":\"question\"")) ++questions;
  }
  EXPECT_EQ(questions, 7u);
  EXPECT_TRUE(says(taken.out, R"("event":"report","right":7)"));
}

TEST_F(QuizInTerminal, ATaskThatCannotBeRunIsSaidAndNotDone) {
  Quiz asked = request("exam");
  asked.file = testing::TempDir() + "impossible-quiz.json";
  std::ofstream(asked.file) << R"({"popscope":"quiz/1","title":"T","questions":[{"id":"q",
    "type":"do it","stem":"How?","run":{"scenario":{"people":[{"name":"ann","mail":[
      {"subject":"A","octets":1}]}],"devices":[{"name":"Laptop"}],"story":[]}},
    "checks":[{"say":"s","claim":{"server":{"ann":0}}}],"solution":[]}]})";
  const Taken taken = take(asked, "STAT\ndone\nend\n");
  EXPECT_EQ(taken.code, kFailed);
  EXPECT_TRUE(says(taken.out, "impossible-quiz.json") || says(taken.out, "octets")) << taken.out;
}

TEST_F(QuizInTerminal, ATaskTakesSettingsAndStartsOver) {
  const quiz::Attempt it = attempt();
  const std::string go = "go " + std::to_string(*it.find("remove-one-message") + 1) + "\n";
  const Taken taken = take(request("study"), go + "set tls on\nset tls maybe\nDELE 1\nQUIT\n"
                                                  "start over\nDELE 2\nQUIT\ndone\n");
  EXPECT_TRUE(says(taken.out, "“tls maybe” is no setting")) << taken.out;
  EXPECT_TRUE(says(taken.out, "S: +OK message 1 marked"));
  EXPECT_TRUE(says(taken.out, "UPDATE: message 2 is removed"));
  EXPECT_TRUE(says(taken.out, "holds: The maildrop is free for others"));
}

// Whatever a shipped task's way is, a learner can type it, and hand it in at once behind it.
TEST_F(QuizInTerminal, EveryWayOfATaskCanBeTyped) {
  std::size_t tasks = 0;
  const auto typed = [](const std::vector<lesson::Entry>& story) {
    std::string lines;
    for (const test::TypedLine& each : test::typed_lines(story))
      lines += "on " + each.device + " " + each.line + "\n";
    return lines + "done\n";
  };
  std::vector<std::string> paths = source_.list(loader::kQuizzes);
  for (const std::string& lab : source_.list(loader::kLabs)) paths.push_back(lab);
  for (const std::string& path : paths) {
    if (path.find(".json") == std::string::npos) continue;
    const auto quiz = loader::load_quiz(source_, path, path, source_, catalogue_).quiz;
    ASSERT_TRUE(quiz) << path;
    const quiz::Attempt it(quiz, {quiz->hash, quiz::Mode::study, 7}, 0, catalogue_);
    for (const quiz::Question& question : quiz->questions) {
      const auto* task = std::get_if<quiz::Task>(&question.asks);
      if (task == nullptr) continue;
      ++tasks;
      Quiz asked = request("study");
      asked.file = quiz->id;
      asked.anew = true;
      const std::string go = "go " + std::to_string(*it.find(question.id) + 1) + "\n";
      const Taken right = take(asked, go + typed(task->solution));
      EXPECT_TRUE(says(right.out, "\nRight.") || says(right.out, "> Right.")) << right.out;
      for (const quiz::WrongWay& way : task->wrong_ways) {
        const Taken wrong = take(asked, go + typed(way.story));
        EXPECT_TRUE(says(wrong.out, "Not right.") || says(wrong.out, "Partly right"))
            << way.say << "\n" << wrong.out;
      }
    }
  }
  EXPECT_GE(tasks, 10U);
}

TEST_F(QuizInTerminal, ATaskIsDoneOnTheDeviceThatOneNames) {
  Quiz asked = request("study");
  asked.file = "several-devices";
  const auto path = std::string(loader::kQuizzes) + asked.file + ".json";
  const auto quiz = loader::load_quiz(source_, path, path, source_, catalogue_).quiz;
  const quiz::Attempt it(quiz, {quiz->hash, quiz::Mode::study, 7}, 0, catalogue_);
  const std::string go = "go " + std::to_string(*it.find("let-the-phone-in") + 1) + "\n";
  const Taken taken = take(asked, go + "help\non Tablet\non phone\ncheck\non Laptop RSET\n"
                                       "QUIT\non Phone check\ndone\n");
  EXPECT_TRUE(says(taken.out, "“on Phone” goes over to the other device")) << taken.out;
  EXPECT_TRUE(says(taken.out, "Here you act")) << taken.out;
  EXPECT_TRUE(says(taken.out, "There are Laptop, Phone.")) << taken.out;
  EXPECT_TRUE(says(taken.out, "Laptop> Phone>   ")) << taken.out;  // it checks there, and goes on
  EXPECT_TRUE(says(taken.out, "S: -ERR [IN-USE]")) << taken.out;
  EXPECT_TRUE(says(taken.out, "Right.")) << taken.out;
}

// --- labs ---

// Where a lab is, in the order of the seed 7.
std::string go_to(const std::shared_ptr<const quiz::Quiz>& quiz, const std::string& id,
                  const text::Catalogue& catalogue) {
  const quiz::Attempt it(quiz, {quiz->hash, quiz::Mode::study, 7}, 0, catalogue);
  return "go " + std::to_string(*it.find(id) + 1) + "\n";
}

TEST_F(QuizInTerminal, AViolationIsSpotted) {
  Quiz asked = request("study");
  asked.file = "spot-the-violation";
  quiz_ = open_quiz(source_, asked.file, catalogue_).quiz;
  ASSERT_TRUE(quiz_);
  const quiz::Attempt it = attempt();
  const quiz::Shown& lab = shown(it, "reset-brings-nothing-back");
  const auto& spot = std::get<quiz::Spot>(lab.question.asks);
  const std::string go = go_to(quiz_, lab.question.id, catalogue_);
  const std::string step = std::to_string(spot.steps.front());
  const Taken right = take(asked, go + step + " " + letter_of(lab, 0) + "\n");
  EXPECT_TRUE(says(right.out, step + "  C: DELE 2")) << right.out;
  EXPECT_TRUE(says(right.out, "message 2 is removed from the maildrop")) << right.out;
  EXPECT_TRUE(says(right.out, "Right.")) << right.out;
  EXPECT_TRUE(says(right.out, "that is where the server breaks a rule")) << right.out;
  EXPECT_TRUE(says(right.out, "Source: RFC 1939 section 5, DELE")) << right.out;
  asked.anew = true;
  const std::string rset = std::to_string(spot.wrong_steps[0].steps.front());
  const Taken wrong =
      take(asked, go + "999 A\nRSET\n" + rset + letter_of(lab, 1) + "\n");
  EXPECT_TRUE(says(wrong.out, "“999 A” is no answer")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "“RSET” is no answer")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "Not right.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "RSET takes marks back, and no more is asked of it.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "Misconception met: “DELE deletes at once”")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "The answer is " + step + " " + letter_of(lab, 0))) << wrong.out;
}

TEST_F(QuizInTerminal, OneIsTheServer) {
  Quiz asked = request("study");
  asked.file = "you-are-the-server";
  quiz_ = open_quiz(source_, asked.file, catalogue_).quiz;
  ASSERT_TRUE(quiz_);
  const std::string go = go_to(quiz_, "serve-a-first-session", catalogue_);
  const Taken right = take(
      asked, go + "+OK\n+OK\nT\n+OK 2 2100\n+OK 2 900\n+OK\n+OK bye\nupdate\nnone\n");
  EXPECT_TRUE(says(right.out, "2: 900 octets, unique-id")) << right.out;
  EXPECT_TRUE(says(right.out, "C: LIST 2")) << right.out;
  EXPECT_TRUE(says(right.out, "Right.")) << right.out;
  EXPECT_TRUE(says(right.out, "right: STAT: +OK 2 2100")) << right.out;
  asked.anew = true;
  const Taken wrong =
      take(asked, go + "hello\nhint\n-ERR\nstart over\n+OK\n+OK\nX\nA\n+OK 2 1200\n"
                       "+OK 2 900\n+OK\n+OK\nU\nall\n1\n");
  EXPECT_TRUE(says(wrong.out, "A reply of POP3 begins with +OK or -ERR")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "(RFC 1939 § 7, USER)")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "A state is AUTHORIZATION")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "Give the numbers of the messages")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "Partly right: 3 of 6 points.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "right: USER sarah: +OK")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "It leads to TRANSACTION.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "A strict server says +OK 2 2100.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "The second number is the size of all messages")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "It removes nothing.")) << wrong.out;
  EXPECT_TRUE(says(wrong.out, "Misconception met: “RETR deletes the message”")) << wrong.out;
}

// Whatever the engine says, a learner can say.
TEST_F(QuizInTerminal, EveryServerCanBePlayed) {
  Quiz asked = request("study");
  asked.file = "you-are-the-server";
  asked.anew = true;
  quiz_ = open_quiz(source_, asked.file, catalogue_).quiz;
  ASSERT_TRUE(quiz_);
  const quiz::Attempt it = attempt();
  for (const quiz::Question& question : quiz_->questions) {
    const quiz::Shown& lab = shown(it, question.id);
    std::string typed = go_to(quiz_, question.id, catalogue_);
    for (const quiz::Turn& turn : std::get<quiz::Serve>(lab.question.asks).turns) {
      typed += turn.right.reply + "\n";
      if (turn.asks_state) typed += std::string(to_text(*turn.right.state)) + "\n";
      if (!turn.asks_removed) continue;
      for (const std::uint32_t number : turn.right.removed) typed += std::to_string(number) + " ";
      typed += turn.right.removed.empty() ? "none\n" : "\n";
    }
    const Taken taken = take(asked, typed);
    EXPECT_TRUE(says(taken.out, "Right.")) << question.id << taken.out;
    EXPECT_FALSE(says(taken.out, "wrong: ")) << question.id << taken.out;
  }
}

TEST_F(QuizInTerminal, LabsAsJsonLines) {
  Quiz asked = request("study");
  asked.json = true;
  asked.file = "you-are-the-server";
  quiz_ = open_quiz(source_, asked.file, catalogue_).quiz;
  const std::string go = go_to(quiz_, "serve-a-first-session", catalogue_);
  const Taken served = take(
      asked, go + "+OK\n+OK\nT\n+OK 2 2100\n+OK 2 900\n+OK\n+OK bye\nupdate\n1\n");
  EXPECT_TRUE(says(served.out, R"({"event":"asks","part":"reply","command":"USER sarah"})"))
      << served.out;
  EXPECT_TRUE(says(served.out, R"("part":"removes","command":"QUIT")")) << served.out;
  EXPECT_TRUE(says(served.out, R"({"command":"STAT","right":true,"said":{"reply":"+OK 2 2100"})"))
      << served.out;
  EXPECT_TRUE(says(served.out, R"("state":"UPDATE","removes":[1]})")) << served.out;
  asked.file = "spot-the-violation";
  const Taken spotted = take(asked, "3 A\n");
  EXPECT_TRUE(says(spotted.out, R"("type":"spot")")) << spotted.out;
  EXPECT_TRUE(says(spotted.out, R"("from":"C","text":"USER sarah"})")) << spotted.out;
  EXPECT_TRUE(says(spotted.out, R"("steps":[)")) << spotted.out;
}

TEST_F(QuizInTerminal, WithoutAFolderItSaysSo) {
  folder_ = "";
  const Taken taken = take(request("study"), "");
  EXPECT_EQ(taken.code, kOk);
  EXPECT_TRUE(says(taken.err, "Answers are not kept"));
  EXPECT_FALSE(says(taken.out, "goes on from here"));
}

TEST_F(QuizInTerminal, AFaultyFileIsBadInput) {
  Quiz asked = request("study");
  asked.file = testing::TempDir() + "faulty-quiz.json";
  std::ofstream(asked.file) << R"({"popscope":"quiz/1"})";
  EXPECT_EQ(take(asked, "").code, kBadInput);
}

TEST_F(QuizInTerminal, ReadsAnswersWithGoodwill) {
  const quiz::Attempt it = attempt();
  const quiz::Shown& lock = shown(it, "who-holds-the-lock");
  const auto chosen = [&](const quiz::Shown& of, const std::string& line) {
    const auto answer = read_answer(of, line);
    return answer ? written(of, *answer) : "none";
  };
  const std::string both = chosen(lock, "a b");
  for (const char* line : {"AB", "b, a", " a  and b ", "1 2", "B/A", "(a) (b)"})
    EXPECT_EQ(chosen(lock, line), both) << line;
  for (const char* line : {"", "e", "a x", "7", "hello"}) EXPECT_EQ(chosen(lock, line), "none");

  const quiz::Shown& cable = shown(it, "cable-pulled-before-quit");
  EXPECT_EQ(read_answer(cable, "the message, AS before")->chosen, std::vector<std::uint32_t>{1});
  EXPECT_EQ(chosen(cable, "a b"), "none");

  const quiz::Shown& ways = shown(it, "ways-out-of-a-session");
  for (const char* line : {"1A 2B 3C", "3-c, 1-a, 2-b", "abc", "1=a;2=b;3=c"})
    EXPECT_EQ(chosen(ways, line), "1-A 2-B 3-C") << line;
  for (const char* line : {"1a 1b 2c", "ab", "1a 2b 4c", "a1 b2 c3"})
    EXPECT_EQ(chosen(ways, line), "none") << line;

  const quiz::Shown& order = shown(it, "order-of-a-session");
  EXPECT_EQ(chosen(order, "f e d c b a"), "F E D C B A");
  EXPECT_EQ(chosen(order, "654321"), "F E D C B A");
  EXPECT_EQ(chosen(order, "aabcde"), "none");

  const quiz::Shown& count = shown(it, "count-behind-dele");
  for (const char* line : {"3", " 3 messages", "003"}) EXPECT_EQ(chosen(count, line), "3") << line;
  EXPECT_EQ(chosen(count, "1,024"), "1024");
  EXPECT_EQ(chosen(count, "-2"), "-2");
  for (const char* line : {"three", "3x", "-", "99999999999999999999"})
    EXPECT_EQ(chosen(count, line), "none") << line;
}

// A file that can be opened and takes nothing: it is told at once, not only when that begins.
TEST_F(QuizInTerminal, AFullDiskIsToldAtTheBeginning) {
  const std::string path = loader::journal_of_shipped(folder_, kSample);
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  constexpr std::size_t kThere = 1 << 20;  // more than the test itself writes anywhere
  std::ofstream(path) << std::string(kThere, '\n');
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  rlimit full = before;
  full.rlim_cur = kThere;
  setrlimit(RLIMIT_FSIZE, &full);
  const Taken taken = take(request("exam"), "A\nleave\n");
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  EXPECT_NE(taken.out.find("Answers are not kept"), std::string::npos) << taken.out;
  EXPECT_EQ(taken.out.find("The same command goes on"), std::string::npos) << taken.out;
}

}  // namespace
}  // namespace popscope::cli
