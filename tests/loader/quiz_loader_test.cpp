#include "loader/quiz_loader.h"

#include <cstdlib>
#include <gtest/gtest.h>

#include "loader/reference.h"
#include "loader/schema.h"
#include "quiz/proof.h"
#include "quiz/tags.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

LoadedQuiz read_quiz(const std::string& text) {
  static const FolderSource shipped(POPSCOPE_SOURCE_DIR);
  const embedded::File files[] = {{"quiz.json", text},
                                  {"beside.json", R"({"popscope":"scenario/1","title":"T",
"people":[{"name":"ann"}],"devices":[{"name":"Tablet"}],"story":[{"connect":"Tablet"}]})"},
                                  {"broken.json", R"({"popscope":"scenario/1"})"}};
  return load_quiz(EmbeddedSource(files), "quiz.json", "quiz.json", shipped, shipped_sentences());
}

std::string faults(const std::string& text) {
  const LoadedQuiz loaded = read_quiz(text);
  expect_readable(loaded.problems);
  EXPECT_EQ(loaded.quiz == nullptr, !loaded.problems.empty());
  return in_short(loaded.problems);
}

// Begins on line 2, so that columns are those of what is written.
std::string quiz_with(const std::string& question) {
  return "{\"popscope\":\"quiz/1\",\"title\":\"T\",\"questions\":[\n" + question + "]}";
}

const std::string kRun = R"("run":{"lesson":"deletion-happens-at-quit","way":"QUIT"})";

std::string question_with(const std::string& rest) {
  return quiz_with(R"({"id":"q","type":"single","stem":"What?",)" + rest + "}");
}

// An attempt belongs to what was asked: the quiz, and what it runs.
TEST(QuizLoader, AQuizIsAnotherOneWhenAScenarioThatItRunsIs) {
  const std::string story = R"({"popscope":"scenario/1","title":"T","people":[{"name":"ann"}],
    "devices":[{"name":"Tablet"}],"story":[{"connect":"Tablet"}]})";
  const std::string longer = story.substr(0, story.size() - 2) + R"(,{"wait":"1s"}]})";
  const std::string options =
      R"("options":[{"say":"Yes","right":true,"citation":"RFC 1939"},{"say":"No"}])";
  const auto hash = [&](const std::string& run, const std::string& beside,
                        const std::string& lesson) {
    const std::string text = quiz_with(R"({"id":"q","type":"single","stem":"What?",)" + run +
                                       R"(,"citation":"RFC 1939",)" + options + "}");
    const embedded::File own[] = {{"quiz.json", text}, {"beside.json", beside}};
    const embedded::File ours[] = {{"scenarios/lessons/one.json", lesson}};
    const LoadedQuiz loaded = load_quiz(EmbeddedSource(own), "quiz.json", "quiz.json",
                                        EmbeddedSource(ours), shipped_sentences());
    EXPECT_TRUE(loaded.quiz) << in_short(loaded.problems);
    return loaded.quiz ? loaded.quiz->hash : 0;
  };
  const std::string beside = R"("run":{"file":"beside.json"})";
  const std::string lesson = R"("run":{"lesson":"one"})";
  EXPECT_EQ(hash(beside, story, story), hash(beside, story, longer));
  EXPECT_NE(hash(beside, story, story), hash(beside, longer, story));
  EXPECT_EQ(hash(lesson, story, story), hash(lesson, longer, story));
  EXPECT_NE(hash(lesson, story, story), hash(lesson, story, longer));
}

TEST(QuizLoader, ReadsTheSample) {
  const FolderSource tree(POPSCOPE_SOURCE_DIR);
  const std::string path = std::string(kQuizzes) + "deletion-and-sessions.json";
  const LoadedQuiz loaded = load_quiz(tree, path, path, tree, shipped_sentences());
  ASSERT_NE(loaded.quiz, nullptr) << in_short(loaded.problems);
  EXPECT_EQ(loaded.quiz->id, "deletion-and-sessions");
  ASSERT_EQ(loaded.quiz->questions.size(), 7u);
  for (int i = 0; i < 7; ++i)  // the other types are those of labs
    EXPECT_EQ(type_of(loaded.quiz->questions[i]), static_cast<quiz::Type>(i));
  const quiz::Question& first = loaded.quiz->questions[0];
  EXPECT_EQ(first.run->lesson, "deletion-happens-at-quit");
  EXPECT_EQ(first.run->parameters[0][1].name, "removes at DELE");
  EXPECT_EQ(first.run->parameters[0][1].server.faults,
            std::vector{sim::pop3::Fault::removes_at_dele});
  EXPECT_FALSE(first.objectives[0].listed);
  const quiz::Option& c = std::get<quiz::Choice>(first.asks).options[2];
  EXPECT_EQ(c.misconception, "dele-is-immediate");
  EXPECT_EQ(c.right_when, std::vector<std::string>{"removes at DELE"});
  EXPECT_FALSE(c.voices.exam.empty());
  EXPECT_EQ(lesson_for(c.misconception, *loaded.quiz), "deletion-happens-at-quit");
  const auto& task = std::get<quiz::Task>(loaded.quiz->questions[6].asks);
  EXPECT_EQ(task.device, "Laptop");
  EXPECT_EQ(std::get<lesson::Do>(task.solution[0].act).device, "Laptop");
}

const std::string kBareRun =
    R"("run":{"server":{"faults":["removes at DELE"]},"scenario":{"people":[{"name":"ann"}],)"
    R"("devices":[{"name":"Tablet"}],"story":[{"connect":"Tablet"}]}})";

TEST(QuizLoader, ReadsLabs) {
  const LoadedQuiz loaded = read_quiz(quiz_with(
      R"({"id":"a","type":"spot","stem":"Where?",)" + kBareRun +
      R"(,"spot":{"at":"1","rules":[{"say":"This","right":true,"citation":"RFC 1939"},)"
      R"({"say":"That","misconception":"retr-deletes"}],)"
      R"("wrong steps":[{"at":"end","feedback":"No."}]}},)"
      R"({"id":"b","type":"serve","stem":"What?",)" +
      kBareRun +
      R"(,"serve":{"from":"1","wrong answers":[{"at":"C: QUIT","reply":"-ERR",)"
      R"("state":"update","removes":[3,1],"feedback":"No."}]}})"));
  ASSERT_NE(loaded.quiz, nullptr) << in_short(loaded.problems);
  const auto& spot = std::get<quiz::Spot>(loaded.quiz->questions[0].asks);
  EXPECT_EQ(loaded.quiz->questions[0].run->server.faults,
            std::vector{sim::pop3::Fault::removes_at_dele});
  EXPECT_EQ(spot.at, "1");
  EXPECT_TRUE(spot.rules[0].right);
  EXPECT_EQ(spot.rules[1].misconception, "retr-deletes");
  EXPECT_EQ(spot.wrong_steps[0].at, "end");
  const auto& serve = std::get<quiz::Serve>(loaded.quiz->questions[1].asks);
  EXPECT_EQ(serve.device, "Tablet");
  EXPECT_EQ(serve.wrong[0].state, sim::pop3::StateKind::update);
  EXPECT_EQ(serve.wrong[0].removed, (std::vector<std::uint32_t>{1, 3}));
}

TEST(QuizLoader, NamesAreEachQuestionsOwn) {
  const std::string inner = R"("type":"single","stem":"What?",
    "run":{"scenario":{"people":[{"name":"ann"}],"devices":[{"name":"Tablet"}],"story":[]}},
    "options":[{"say":"a","right":true,"claim":{"server":{"ann":0}}},
               {"say":"b","claim":{"device":{"Tablet":1}}}]})";
  EXPECT_EQ(faults(quiz_with(R"({"id":"a",)" + inner + R"(,{"id":"b",)" + inner)), "");
  EXPECT_EQ(faults(question_with(R"("run":{"file":"beside.json"},
    "options":[{"say":"a","right":true,"claim":{"server":{"ann":0}}},
               {"say":"b","claim":{"device":{"Tablet":1}}}])")),
            "");
}

TEST(QuizLoader, TakesMisconceptionsAndObjectivesOfOnesOwn) {
  const LoadedQuiz loaded = read_quiz(R"({"popscope":"quiz/1","title":"T",
    "misconceptions":[{"id":"mine","say":"Mail is paper"},{"id":"retr-deletes","say":"Anew"}],
    "objectives":[{"id":"course:1","say":"Know it."}],
    "questions":[{"id":"q","type":"numeric","stem":"Which port?","answer":110,
      "citation":"RFC 1939 section 3","objectives":["course:1"],
      "mistakes":[{"value":143,"misconception":"mine"}]}]})");
  ASSERT_NE(loaded.quiz, nullptr) << in_short(loaded.problems);
  const text::Catalogue& sentences = shipped_sentences();
  EXPECT_EQ(misconception_words("mine", *loaded.quiz, sentences), "Mail is paper");
  EXPECT_EQ(misconception_words("retr-deletes", *loaded.quiz, sentences), "Anew");
  EXPECT_EQ(misconception_words("dele-is-immediate", *loaded.quiz, sentences),
            "DELE deletes at once");
  EXPECT_EQ(objective_words("course:1", *loaded.quiz, sentences), "Know it.");
}

TEST(QuizLoader, EveryKnownTagHasItsWords) {
  for (const quiz::Misconception& each : quiz::kMisconceptions)
    EXPECT_TRUE(shipped_sentences().contains("misconception." + std::string(each.id))) << each.id;
  for (const quiz::Objective& each : quiz::kObjectives)
    EXPECT_TRUE(shipped_sentences().contains("objective." + std::string(each.id))) << each.id;
}

struct Malformed {
  std::string text;
  std::string faults;
};

const std::string kOptions =
    R"("options":[{"say":"a","right":true,"claim":{"server":{"sarah":2}}},)"
    R"({"say":"b","claim":{"server":{"sarah":3}}}])";

const std::string kFirst =
    R"(,"options":[{"say":"a","right":true,"claim":{"server":{"sarah":2}}},)";

std::vector<Malformed> malformed() {
  return {
      {R"({"popscope":"quiz/2","title":"T","questions":[]})",
       "1:13 misspelt_word /popscope\n1:46 list_too_short /questions"},
      {R"({"popscope":"quiz/1","titel":"T"})", "1:1 missing_key\n1:22 misspelt_key /titel"},
      {question_with(kRun + R"(,"optoins":[])"), "2:99 misspelt_key /questions/0/optoins"},
      {question_with(kRun), "2:1 none_of /questions/0"},
      {question_with(kRun + "," + kOptions + R"(,"answer":3)"), "2:210 two_of /questions/0/answer"},
      {quiz_with(R"({"id":"q","type":"matching","stem":"What?",)" + kRun + "," + kOptions + "}"),
       "2:18 quiz.type_differs /questions/0/type"},
      {quiz_with(R"({"id":"q","type":"singel","stem":"What?",)" + kRun + "," + kOptions + "}"),
       "2:18 misspelt_word /questions/0/type"},
      {question_with(kOptions), "2:1 quiz.no_run /questions/0"},
      {question_with(R"("options":[{"say":"a","right":true},{"say":"b"}])"),
       "2:1 quiz.unproved /questions/0"},
      {question_with(R"("citation":"RFC","options":[{"say":"a"},{"say":"b"}])"),
       "2:69 quiz.one_key /questions/0/options"},
      {quiz_with(R"({"id":"q","type":"multiple","stem":"What?",)" + kRun + "," + kOptions + "}"),
       "2:111 quiz.several_keys /questions/0/options"},
      {question_with(R"("run":{"lesson":"deletion-happens"},)" + kOptions),
       "2:58 quiz.no_such_scenario /questions/0/run/lesson"},
      {question_with(R"("run":{"file":"broken.json"},)" + kOptions),
       "2:56 quiz.scenario_at_fault /questions/0/run/file"},
      {question_with(R"("run":{"file":"../beside.json"},)" + kOptions),
       "2:56 file.climbs_out /questions/0/run/file"},
      {question_with(R"("run":{"lesson":"deletion-happens-at-quit","way":"QIUT"},)" + kOptions),
       "2:91 misspelt_name /questions/0/run/way"},
      {question_with(kRun + R"(,"options":[{"say":"a","right":true,"claim":{"server":{"sara":2}}},)"
                            R"({"say":"b","claim":{"device":{"Laptop":3}}}])"),
       "2:153 misspelt_name /questions/0/options/0/claim/server/sara"},
      {question_with(kRun + kFirst +
                     R"({"say":"b","claim":{"server":{"sarah":3}},"right when":["late"]}])"),
       "2:222 no_names /questions/0/options/1/right when/0"},
      {question_with(kRun + kFirst +
                     R"({"say":"b","citation":"RFC","misconception":"dele-is-imediate"}])"),
       "2:210 misspelt_name /questions/0/options/1/misconception"},
      {question_with(kRun + "," + kOptions + R"(,"objectives":["220-1201:2.2"])"),
       "2:224 unknown_name /questions/0/objectives/0"},
      {question_with(kRun + "," + kOptions + R"(,"exam":"short")"), "2:1 missing_key /questions/0"},
      {quiz_with(R"({"id":"q","type":"predict","stem":"What?",)" + kRun +
                 R"(,"generate":{"last":["STAT"],"lines":{"from":3,"to":2}}})"),
       "2:49 quiz.run_is_drawn /questions/0/run\n2:136 quiz.span /questions/0/generate/lines"},
      {quiz_with(R"({"id":"q","type":"do it","stem":"What?",)" + kRun +
                 R"(,"checks":[{"say":"s","claim":{"server":{"sarah":2}}}]})"),
       "2:1 missing_key /questions/0"},
      {quiz_with(R"({"id":"q","type":"spot","stem":"What?",)" + kRun +
                 R"(,"spot":{"at":"1","rules":[{"say":"a"},{"say":"b","right":true}],)"
                 R"("wrong steps":[]}})"),
       "2:135 missing_key /questions/0/spot/rules/1\n"
       "2:175 list_too_short /questions/0/spot/wrong steps"},
      {quiz_with(R"({"id":"q","type":"spot","stem":"What?",)" + kRun +
                 R"(,"spot":{"at":"1","rules":[{"say":"a"},{"say":"b"}],)"
                 R"("wrong steps":[{"at":"end","feedback":"f"}]}})"),
       "2:104 quiz.one_rule /questions/0/spot"},
      {quiz_with(R"({"id":"q","type":"serve","stem":"What?",)"
                 R"("serve":{"wrong answers":[{"at":"C: QUIT","state":"shut","feedback":"f"}]}})"),
       "2:1 quiz.no_run /questions/0\n"
       "2:91 unknown_word /questions/0/serve/wrong answers/0/state"},
      {quiz_with(R"({"id":"q","type":"numeric","stem":"What?","answer":3,)" + kRun +
                 R"(,"measure":{"messages on servre":"sarah"}})"),
       "2:122 misspelt_key /questions/0/measure/messages on servre"},
      {quiz_with(R"({"id":"q","type":"numeric","stem":"?","answer":1,"citation":"RFC"},)"
                 "\n"
                 R"({"id":"q","type":"numeric","stem":"?","answer":1,"citation":"RFC"})"),
       "3:7 name_taken /questions/1/id"},
  };
}

TEST(QuizLoader, SaysWhereWhatIsWrongAndWhatWouldBeRight) {
  for (const Malformed& one : malformed()) EXPECT_EQ(faults(one.text), one.faults) << one.text;
}

TEST(QuizLoader, NamesWhatWasMeant) {
  const LoadedQuiz loaded =
      read_quiz(question_with(R"("run":{"lesson":"deletion-happens-at-quit","way":"QIUT"},)" +
                              kOptions));
  ASSERT_EQ(loaded.problems.size(), 1u);
  const std::string words = one_line(loaded.problems[0], shipped_sentences());
  EXPECT_NE(words.find("QUIT"), std::string::npos) << words;
  EXPECT_EQ(words.rfind("quiz.json:2:91: /questions/0/run/way: ", 0), 0u) << words;
}

TEST(QuizSchema, EveryKeyIsDescribed) {
  for (const std::string& key : description_keys(quiz_table().shape()))
    EXPECT_TRUE(shipped_sentences().contains(key)) << key;
}

// POPSCOPE_UPDATE_GOLDEN=1 rewrites the file.
TEST(QuizSchema, TheCommittedSchemaIsWhatTheTablesGive) {
  const std::string schema = quiz_schema(shipped_sentences());
  const std::string path = std::string(POPSCOPE_SOURCE_DIR "/") + std::string(kQuizSchema);
  if (std::getenv("POPSCOPE_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file(path, schema)) << path;
  }
  EXPECT_EQ(source_file(std::string(kQuizSchema)), schema);
}

// Tables of a scenario and of a quiz stand side by side in it: no two by one name.
TEST(QuizSchema, IsJsonWithoutTwoOfAName) {
  text::Diagnostics problems;
  read_json(quiz_schema(shipped_sentences()), "schema", problems);
  EXPECT_EQ(in_short(problems), "");
}

TEST(QuizSchema, ExamplesAreJson) {
  text::Diagnostics problems;
  for (const KeyShape& key : quiz_table().shape().keys)
    read_json(example_of(key), key.name, problems);
  EXPECT_EQ(in_short(problems), "");
}

constexpr const char* kQuizGuide = "docs/quizzes.md";

// What stands between ```json and ```: a whole quiz, or a question.
TEST(QuizGuide, EveryExampleLoads) {
  const std::string guide = source_file(kQuizGuide);
  const std::string begin = "```json\n";
  int examples = 0;
  for (std::size_t at = guide.find(begin); at != std::string::npos; at = guide.find(begin, at)) {
    at += begin.size();
    const std::size_t end = guide.find("```", at);
    const std::string example = guide.substr(at, end - at);
    const bool whole = example.find("\"popscope\"") != std::string::npos;
    const LoadedQuiz loaded = read_quiz(whole ? example : quiz_with(example));
    for (const text::Diagnostic& problem : loaded.problems)
      ADD_FAILURE() << one_line(problem, shipped_sentences()) << "\n" << example;
    if (loaded.quiz) {
      for (const text::Diagnostic& problem : quiz::prove(*loaded.quiz))
        ADD_FAILURE() << one_line(problem, shipped_sentences()) << "\n" << example;
    }
    ++examples;
    at = end;
  }
  EXPECT_GE(examples, 7);
}

// POPSCOPE_UPDATE_GOLDEN=1 rewrites it. Tables that a scenario has, too, are explained there.
TEST(QuizGuide, ItsKeysAreThoseOfTheTables) {
  const std::string guide = source_file(kQuizGuide);
  const std::size_t marker = guide.find("<!-- what follows is made by");
  ASSERT_NE(marker, std::string::npos);
  const std::string right = guide.substr(0, guide.find('\n', marker) + 1) +
                            reference_document(quiz_table().shape(), shipped_sentences());
  if (std::getenv("POPSCOPE_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file(std::string(POPSCOPE_SOURCE_DIR "/") + kQuizGuide, right));
  }
  EXPECT_TRUE(source_file(kQuizGuide) == right);
}

}  // namespace
}  // namespace popscope::loader
