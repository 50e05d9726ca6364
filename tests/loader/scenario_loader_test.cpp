#include "loader/scenario_loader.h"

#include <array>
#include <cstdlib>
#include <gtest/gtest.h>
#include <stdexcept>

#include "lesson/visit.h"
#include "loader/scenario_words.h"
#include "loader/schema.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

using namespace lesson;  // the acts

constexpr std::array<embedded::File, 4> kFiles = {{
    {"mine/router.eml", "Subject: Router\r\n\r\nHello\r\n"},
    {"mine/empty.eml", ""},
    {"secret.eml", "Subject: Secret\r\n\r\n"},
    {"mine/a.json", "{}"},
}};

struct Read {
  std::shared_ptr<const Scenario> scenario;
  text::Diagnostics problems;
};

Read read(std::string_view text) {
  static const EmbeddedSource source(kFiles);
  Read result;
  result.scenario =
      read_scenario(text, "mine/my-lesson.json",
                    {&shipped_sentences(), &source, "mine/my-lesson.json"}, result.problems);
  return result;
}

// A scenario with this story, in which everything that can be left out is.
std::string with_story(const std::string& story) {
  return R"({"popscope":"scenario/1","title":"T","people":[{"name":"sarah"}],)"
         R"("devices":[{"name":"Laptop"}],"story":[)" +
         story + "]}";
}

template <typename Act>
const Act& act(const Read& read_one, std::size_t entry) {
  return std::get<Act>(read_one.scenario->story.at(entry).act);
}

// The first claim of that kind.
template <typename Kind>
const Kind& claim(const Condition& condition) {
  for (const Claim& each : condition.claims) {
    if (const Kind* found = std::get_if<Kind>(&each)) return *found;
  }
  throw std::runtime_error("no such claim");
}

TEST(ScenarioLoader, ReadsTheArchitecturesExample) {
  const Read it = read(R"({
      "popscope": "scenario/1",
      "title": "Deletion happens at QUIT",
      "people": [{ "name": "sarah", "password": "secret",
                   "mail": ["Invoice 4471", { "subject": "Lunch on Friday?", "octets": 1320 },
                            { "file": "router.eml" }] }],
      "devices": [{ "name": "Laptop", "reads": "sarah", "with": "pop3",
                    "policy": "remove at once" }],
      "story": [
        { "connect": "Laptop" },
        { "part": "log in and read", "on": "Laptop",
          "do": ["USER sarah", "PASS secret", "RETR 2"] },
        { "ask": "How many messages does the server hold after DELE 2?", "at": "marked",
          "answers": [{ "say": "2", "when": { "server": { "sarah": 2 } } },
                      { "say": "3", "when": { "server": { "sarah": 3 } } }] },
        { "part": "mark", "id": "marked", "on": "Laptop", "do": ["DELE 2"],
          "note": { "text": { "text": "kind.text" } } },
        { "choose": [
          { "name": "QUIT", "story": [
            { "on": "Laptop", "do": ["QUIT"] }, { "expect": { "server": { "sarah": 2 } } }] },
          { "name": "cable cut", "story": [
            { "cut": "Laptop" }, { "wait": "10min" },
            { "expect": { "server": { "sarah": 3 }, "lock": { "sarah": null } } }] }
        ] }
      ]
    })");
  EXPECT_EQ(in_short(it.problems), "");
  const Scenario& scenario = *it.scenario;
  EXPECT_EQ(scenario.id, "my-lesson");
  const Person& sarah = scenario.people.at(0);
  EXPECT_EQ(sarah.mail.at(0).subject, "Invoice 4471");
  EXPECT_EQ(sarah.mail.at(1).octets, 1320u);
  EXPECT_EQ(sarah.mail.at(2).file_octets, "Subject: Router\r\n\r\nHello\r\n");
  EXPECT_EQ(sarah.mail.at(2).where.path, "/people/0/mail/2");
  EXPECT_EQ(sarah.where.line, 4u);
  EXPECT_EQ(act<ConnectAct>(it, 0).device, "Laptop");
  EXPECT_EQ(act<Do>(it, 1).device, "Laptop");
  EXPECT_EQ(act<Do>(it, 1).lines.at(2).octets, "RETR 2\r\n");
  EXPECT_EQ(act<Ask>(it, 2).at, "marked");
  EXPECT_EQ(claim<ServerHolds>(act<Ask>(it, 2).answers.at(1).when).holding.count, 3u);
  EXPECT_EQ(scenario.story[3].id, "marked");
  EXPECT_EQ(scenario.story[3].note->text, "a text") << "from the catalogue";
  const ChooseAct& choose = act<ChooseAct>(it, 4);
  EXPECT_EQ(choose.ways.at(1).name, "cable cut");
  EXPECT_EQ(std::get<WaitAct>(choose.ways[1].story.at(1).act).time, sim::seconds(600));
  const Condition& end = std::get<Expect>(choose.ways[1].story.at(2).act).condition;
  EXPECT_EQ(claim<LockHeld>(end).device, std::nullopt);
  EXPECT_EQ(end.where.path, "/story/4/choose/1/story/2/expect");
}

TEST(ScenarioLoader, ReadsWhatServersAndDevicesMayHave) {
  const Read it = read(R"({
      "popscope": "scenario/1", "$schema": "x.json", "title": "T", "teaches": "A", "keep": "B",
      "minutes": 5, "content": ["48"], "introduction": "I", "seed": 7,
      "start": "2024-02-29 23:59:01", "steps at most": 99,
      "server": { "name": "pop.example.org", "greeting": "hello", "apop": true,
                  "autologout": "20min", "latency": "5ms", "ports": [110, 1100] },
      "people": [{ "name": "sarah" }, { "name": "tom" }],
      "devices": [{ "name": "Phone", "reads": "tom", "policy": "leave on server", "port": 1100,
                    "password": "wrong", "cable": "cut" }],
      "story": [] })");
  EXPECT_EQ(in_short(it.problems), "");
  const Scenario& scenario = *it.scenario;
  EXPECT_EQ(scenario.teaches + scenario.keep + scenario.introduction, "ABI");
  EXPECT_EQ(scenario.minutes, 5u);
  EXPECT_EQ(scenario.seed, 7u);
  EXPECT_EQ(scenario.steps_max, 99u);
  EXPECT_EQ(scenario.start.us, 1'709'251'141'000'000);
  EXPECT_EQ(scenario.server.name, "pop.example.org");
  EXPECT_EQ(scenario.server.greeting, "hello");
  EXPECT_EQ(scenario.server.apop, true);
  EXPECT_EQ(scenario.server.autologout, sim::seconds(1200));
  EXPECT_EQ(scenario.server.latency, sim::milliseconds(5));
  EXPECT_EQ(scenario.server.ports, (std::vector<std::uint16_t>{110, 1100}));
  const DeviceSetup& phone = scenario.devices.at(0);
  EXPECT_EQ(phone.policy, sim::Policy::leave_on_server);
  EXPECT_EQ(phone.port, 1100);
  EXPECT_EQ(phone.password, "wrong");
  EXPECT_TRUE(phone.starts_cut);
}

TEST(ScenarioLoader, ReadsHowADeviceFetches) {
  const Read it = read(
      R"({"popscope":"scenario/1","title":"T","people":[{"name":"sarah"}],)"
      R"("devices":[{"name":"Laptop","policy":"leave for days","leave days":14,)"
      R"("fetch up to":50000,"habits":"pipelines (mpop\u0029"},{"name":"Phone"}],)"
      R"("story":[{"on":"Laptop","set":{"policy":"leave until removed","leave days":1,)"
      R"("fetch up to":0,"habits":"no unique-ids (nmh\u0029"}}]})");
  EXPECT_EQ(in_short(it.problems), "");
  const DeviceSetup& laptop = it.scenario->devices.at(0);
  EXPECT_EQ(laptop.policy, sim::Policy::leave_for_days);
  EXPECT_EQ(laptop.leave_days, 14u);
  EXPECT_EQ(laptop.fetch_octets_max, 50'000u);
  EXPECT_EQ(laptop.habits, sim::Preset::pipelines);
  EXPECT_EQ(it.scenario->devices.at(1).leave_days, 7u) << "the usual number";
  const SetAct& set = act<SetAct>(it, 0);
  EXPECT_EQ(set.policy, sim::Policy::leave_until_removed);
  EXPECT_EQ(set.leave_days, 1u);
  EXPECT_EQ(set.fetch_octets_max, 0u);
  EXPECT_EQ(set.habits, sim::Preset::no_unique_ids);
}

TEST(ScenarioLoader, ReadsEveryAct) {
  const Read it = read(with_story(
      R"({"connect":"Laptop"}, {"check":"Laptop"}, {"cut":"Laptop"}, {"plug":"Laptop"},
         {"reset":"Laptop"}, {"close":"Laptop"}, {"wait":"1.5s"},
         {"deliver":{"mail":"Hello"}}, {"set":{"policy":"leave on server"}},
         {"try":"T","shown":"RETR ___","answer":"RETR 1"},
         {"together":[[{"check":"Laptop"}],[{"note":"N"}]]},
         {"note":{"headline":"H","exam":"E","wire":"W","section":"S"}},
         {"do":[{"raw":"STAT\u0000\u00ff\r\n"}, ""]},
         {"expect":{"session":{"Laptop":{"state":"update","marked":[1,2]}},
                    "device":{"Laptop":["a","b"]},"last reply":{"Laptop":"-ERR"},
                    "lock":{"sarah":"Laptop"}}},
         {"expect":{"server":{"sarah":{"holds":2,"flags":{"a":["\\Seen","\\Deleted"]}}},
                    "device":{"Laptop":{"flags":{"b":[]}}},
                    "connection":{"Laptop":"timed out"}}})"));
  EXPECT_EQ(in_short(it.problems), "");
  EXPECT_EQ(act<ConnectAct>(it, 0).device, "Laptop");
  EXPECT_EQ(act<CheckAct>(it, 1).device, "Laptop");
  EXPECT_EQ(act<CutAct>(it, 2).device, "Laptop");
  EXPECT_EQ(act<PlugAct>(it, 3).device, "Laptop");
  EXPECT_EQ(act<ResetAct>(it, 4).device, "Laptop");
  EXPECT_EQ(act<CloseAct>(it, 5).device, "Laptop");
  EXPECT_EQ(act<WaitAct>(it, 6).time.us, 1'500'000);
  EXPECT_EQ(act<DeliverAct>(it, 7).person, "sarah") << "the only one";
  EXPECT_EQ(act<DeliverAct>(it, 7).mail.subject, "Hello");
  EXPECT_EQ(act<SetAct>(it, 8).device, "Laptop") << "the only one";
  EXPECT_EQ(act<SetAct>(it, 8).policy, sim::Policy::leave_on_server);
  EXPECT_EQ(act<Try>(it, 9).device + act<Try>(it, 9).shown + act<Try>(it, 9).answer,
            "LaptopRETR ___RETR 1");
  EXPECT_EQ(act<TogetherAct>(it, 10).lists.size(), 2u);
  EXPECT_EQ(it.scenario->story[11].note->wire, "W");
  EXPECT_TRUE(std::holds_alternative<NoteOnly>(it.scenario->story[11].act));
  EXPECT_EQ(act<Do>(it, 12).lines.at(0).octets, std::string("STAT\0\xFF\r\n", 8));
  EXPECT_EQ(act<Do>(it, 12).lines.at(1).octets, "\r\n");
  const Condition& claims = act<Expect>(it, 13).condition;
  EXPECT_EQ(claim<SessionIs>(claims).state, sim::StateKind(sim::pop3::StateKind::update));
  EXPECT_EQ(claim<SessionIs>(claims).marked, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(claim<DeviceHolds>(claims).holding.subjects, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(claim<LastReply>(claims).beginning, "-ERR");
  EXPECT_EQ(claim<LockHeld>(claims).device, "Laptop");
  const Condition& more = act<Expect>(it, 14).condition;
  EXPECT_EQ(more.claims.size(), 4u);
  EXPECT_EQ(claim<ServerHolds>(more).holding.count, 2u);
  const ServerFlags& kept = claim<ServerFlags>(more);
  EXPECT_EQ(kept.person + kept.subject, "saraha");
  EXPECT_TRUE(kept.flags.has(sim::SystemFlag::seen) && kept.flags.has(sim::SystemFlag::deleted));
  EXPECT_EQ(claim<DeviceFlags>(more).subject, "b");
  EXPECT_EQ(claim<DeviceFlags>(more).flags, sim::Flags{});
  EXPECT_EQ(claim<ConnectionIs>(more).state, ConnectionState::timed_out);
}

struct Case {
  const char* name;
  std::string source;
  std::string expected;
};

class ScenarioProblem : public testing::TestWithParam<Case> {};

TEST_P(ScenarioProblem, IsNamedAtItsPlace) {
  const Read it = read(GetParam().source);
  EXPECT_EQ(in_short(it.problems), GetParam().expected);
  expect_readable(it.problems);
}

const std::string kHead =
    "{\"popscope\":\"scenario/1\",\"title\":\"T\",\n"
    "\"people\":[{\"name\":\"sarah\"},{\"name\":\"tom\"}],\n"
    "\"devices\":[{\"name\":\"A\",\"reads\":\"tom\"},{\"name\":\"B\",\"reads\":\"tom\"}],\n";

std::string two(const std::string& story) { return kHead + "\"story\":[" + story + "]}"; }

const std::vector<Case> kCases = {
    {"nothing_given", "{}",
     "1:1 missing_key\n1:1 missing_key\n1:1 missing_key\n1:1 missing_key\n1:1 missing_key"},
    {"another_format",
     R"({"popscope":"quiz/1","title":"T","people":[{"name":"s"}],)"
     R"("devices":[{"name":"L"}],"story":[]})",
     "1:13 unknown_word /popscope"},
    {"nobody", R"({"popscope":"scenario/1","title":"T","people":[],"devices":[],"story":[]})",
     "1:47 list_too_short /people\n1:60 list_too_short /devices"},
    {"misspelt_key", two(R"({"exepct":{"server":{"sarah":3}}})"),
     "4:11 misspelt_key /story/0/exepct"},
    {"wrong_type",
     kHead + R"("story":[{"deliver":{"to":"tom","mail":{"subject":"x","octets":)"
             R"("1320"}}}]})",
     "4:64 needless_quotes /story/0/deliver/mail/octets"},
    {"out_of_range", two(R"({"deliver":{"to":"tom","mail":{"subject":"x","octets":50000001}}})"),
     "4:64 too_big /story/0/deliver/mail/octets"},
    {"duplicate_key", two(R"({"cut":"A","cut":"B"})"), "4:21 json.duplicate_key /story/0/cut"},
    {"missing_file", two(R"({"deliver":{"to":"tom","mail":{"file":"router.txt"}}})"),
     "4:48 file.missing /story/0/deliver/mail/file"},
    {"file_outside", two(R"({"deliver":{"to":"tom","mail":{"file":"../secret.eml"}}})"),
     "4:48 file.climbs_out /story/0/deliver/mail/file"},
    {"file_absolute", two(R"({"deliver":{"to":"tom","mail":{"file":"/etc/passwd"}}})"),
     "4:48 file.absolute /story/0/deliver/mail/file"},
    {"file_backslash", two(R"({"deliver":{"to":"tom","mail":{"file":"mail\\a.eml"}}})"),
     "4:48 file.backslash /story/0/deliver/mail/file"},
    {"file_empty", two(R"({"deliver":{"to":"tom","mail":{"file":"empty.eml"}}})"),
     "4:48 scenario.empty_message /story/0/deliver/mail/file"},
    {"file_and_subject",
     two(R"({"deliver":{"to":"tom","mail":{"file":"router.eml",)"
         R"("subject":"x"}}})"),
     "4:61 two_of /story/0/deliver/mail/subject"},
    {"file_and_octets", two(R"({"deliver":{"to":"tom","mail":{"file":"router.eml","octets":5}}})"),
     "4:61 useless_key /story/0/deliver/mail/octets"},
    {"broken", "{\"popscope\": \"scenario/1\"\n \"title\": \"T\" ",
     "1:26 json.missing_comma\n2:14 json.unclosed"},
    {"which_device", two(R"({"do":["STAT"]})"), "4:10 scenario.which /story/0"},
    {"which_person", two(R"({"deliver":{"mail":"x"}})"), "4:10 scenario.which /story/0"},
    {"which_in_a_way",
     two(R"({"choose":[{"name":"a","story":[{"do":["x"]}]},{"name":"b","story":[]}]})"),
     "4:42 scenario.which /story/0/choose/0/story/0"},
    {"which_reader",
     R"({"popscope":"scenario/1","title":"T","people":[{"name":"s"},)"
     R"({"name":"t"}],"devices":[{"name":"L"}],"story":[]})",
     "1:86 scenario.which /devices/0"},
    {"unknown_device", two(R"({"cut":"Laptop"})"), "4:17 unknown_name /story/0/cut"},
    {"unknown_person", two(R"({"expect":{"server":{"sahra":1}}})"),
     "4:31 misspelt_name /story/0/expect/server/sahra"},
    {"same_device",
     R"({"popscope":"scenario/1","title":"T","people":[{"name":"s"}],)"
     R"("devices":[{"name":"L"},{"name":"L"}],"story":[]})",
     "1:94 name_taken /devices/1/name"},
    {"two_acts", two(R"({"cut":"A","plug":"A"})"), "4:21 two_of /story/0/plug"},
    {"no_act", two(R"({"part":"x"})"), "4:10 none_of /story/0"},
    {"on_beside_cut", two(R"({"on":"A","cut":"A"})"), "4:11 useless_key /story/0/on"},
    {"ask_without_answers", two(R"({"ask":"?"})"), "4:10 missing_key /story/0"},
    {"try_without_answer", two(R"({"on":"A","try":"?"})"), "4:10 missing_key /story/0"},
    {"one_answer", two(R"({"ask":"?","answers":[{"say":"x","when":{"server":{"tom":1}}}]})"),
     "4:31 list_too_short /story/0/answers"},
    {"answer_without_when", two(R"({"ask":"?","answers":[{"say":"x"},{"say":"y","when":{}}]})"),
     "4:32 missing_key /story/0/answers/0\n4:62 none_of /story/0/answers/1/when"},
    {"one_way", two(R"({"choose":[{"name":"a","story":[]}]})"),
     "4:20 list_too_short /story/0/choose"},
    {"exam_alone", two(R"({"note":{"exam":"x"}})"), "4:18 missing_key /story/0/note"},
    {"empty_note", two(R"({"note":{}})"), "4:18 none_of /story/0/note"},
    {"wrong_state", two(R"({"expect":{"session":{"A":{"state":"transction"}}}})"),
     "4:45 misspelt_word /story/0/expect/session/A/state"},
    {"wrong_holding", two(R"({"expect":{"server":{"tom":true}}})"),
     "4:37 wrong_kind /story/0/expect/server/tom"},
    {"wrong_flag", two(R"({"expect":{"server":{"tom":{"flags":{"Hello":["\\Recent"]}}}}})"),
     "4:56 unknown_word /story/0/expect/server/tom/flags/Hello/0"},
    {"misspelt_flag", two(R"({"expect":{"device":{"A":{"flags":{"Hello":["\\Sen"]}}}}})"),
     "4:54 misspelt_word /story/0/expect/device/A/flags/Hello/0"},
    {"flags_of_nothing", two(R"({"expect":{"device":{"A":{"flags":{}}}}})"),
     "4:44 list_too_short /story/0/expect/device/A/flags"},
    {"nothing_of_messages", two(R"({"expect":{"server":{"tom":{}}}})"),
     "4:37 none_of /story/0/expect/server/tom"},
    {"wrong_connection", two(R"({"expect":{"connection":{"A":"time out"}}})"),
     "4:39 misspelt_word /story/0/expect/connection/A"},
    {"connection_of_nobody", two(R"({"expect":{"connection":{"C":"open"}}})"),
     "4:35 unknown_name /story/0/expect/connection/C"},
    {"negative_count", two(R"({"expect":{"server":{"tom":-1}}})"),
     "4:37 too_small /story/0/expect/server/tom"},
    {"line_break_in_line", two(R"({"on":"A","do":["STAT\r\n"]})"),
     "4:26 text_not_one_line /story/0/do/0"},
    {"raw_too_high", two(R"({"on":"A","do":[{"raw":"\u0100"}]})"),
     "4:33 scenario.raw /story/0/do/0/raw"},
    {"number_as_id", two(R"({"id":"12","cut":"A"})"), "4:16 scenario.id /story/0/id"},
    {"space_in_id", two(R"({"id":"my part","cut":"A"})"), "4:16 scenario.id /story/0/id"},
    {"unknown_sentence", two(R"({"note":{"text":{"text":"no.such"}}})"),
     "4:34 scenario.unknown_sentence /story/0/note/text/text"},
    {"bad_date",
     R"({"popscope":"scenario/1","title":"T","start":"2025-02-29 09:00","people":)"
     R"([{"name":"s"}],"devices":[{"name":"L"}],"story":[]})",
     "1:46 scenario.start /start"},
    {"short_autologout",
     R"({"popscope":"scenario/1","title":"T","server":{"autologout":"5min"},)"
     R"("people":[{"name":"s"}],"devices":[{"name":"L"}],"story":[]})",
     "1:61 too_small /server/autologout"},
    {"port_zero",
     R"({"popscope":"scenario/1","title":"T","server":{"ports":[0]},)"
     R"("people":[{"name":"s"}],"devices":[{"name":"L","port":65536}],"story":[]})",
     "1:57 too_small /server/ports/0\n1:115 too_big /devices/0/port"},
    {"too_much_mail",
     R"({"popscope":"scenario/1","title":"T","people":[{"name":"s","mail":[)"
     R"({"subject":"x","octets":50000000},{"subject":"x","octets":50000000},)"
     R"({"subject":"x","octets":50000000},{"subject":"x","octets":50000000},)"
     R"("y",{"subject":"x","octets":1}]}],"devices":[{"name":"L"}],"story":[]})",
     "1:208 scenario.too_much_mail /people/0/mail/5"},
};

INSTANTIATE_TEST_SUITE_P(Table, ScenarioProblem, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(ScenarioLoader, SpeaksAsTheDrawingDoes) {
  const Read it = read(two(R"({"exepct":{"server":{"sarah":3}}})"));
  ASSERT_EQ(it.problems.size(), 1u);
  EXPECT_EQ(one_line(it.problems[0], shipped_sentences()),
            "mine/my-lesson.json:4:11: /story/0/exepct: There is no key “exepct” here; did you "
            "mean “expect”? An entry has one of these: do, connect, check, cut, plug, reset, "
            "close, wait, deliver, set, read, delete, firewall, try, choose, together, ask, "
            "expect; or it is a note alone. on, part, id and note may stand beside.");
}

TEST(ScenarioLoader, ANotesTextMayBeTheKeyOfASentence) {
  const auto note = [](const std::string& written) {
    const Read it = read(with_story(R"({"connect":"Laptop","note":)" + written + "}"));
    return it.problems.empty() ? it.scenario->story[0].note->text : in_short(it.problems);
  };
  const std::string sentence = shipped_sentences().sentence("window.tab.ladder");
  EXPECT_EQ(note(R"({"text": "window.tab.ladder"})"), sentence);
  EXPECT_EQ(note(R"({"text": {"text": "window.tab.ladder"}})"), sentence);
  EXPECT_EQ(note(R"({"headline": "x", "text": "window.tab.ladder"})"), sentence);
  EXPECT_EQ(note(R"({"text": "It is marked."})"), "It is marked.");
  EXPECT_EQ(note(R"({"text": "Marked."})"), "Marked.");
  EXPECT_NE(note(R"({"text": "no.such-sentence"})").find("scenario.unknown_sentence"),
            std::string::npos);
}

TEST(ScenarioLoader, ANumberThatIsTooBigIsComplainedAboutOnce) {
  for (const char* number : {"99999999999999999999999", "99999999999999999999", "5000000000"}) {
    const Read it = read(R"({"popscope":"scenario/1","title":"T","devices":[{"name":"Laptop"}],)"
                         R"("story":[],"people":[{"name":"sarah","mail":[)"
                         R"({"subject":"A","octets":)" +
                         std::string(number) + "}]}]}");
    EXPECT_EQ(it.problems.size(), 1u) << number << ": " << in_short(it.problems);
  }
}

TEST(ScenarioLoader, EveryShippedLessonLoads) {
  const FolderSource source(POPSCOPE_SOURCE_DIR);
  text::Diagnostics problems;
  const std::vector<std::string> order =
      read_lesson_order(source_file("scenarios/lessons/order.json"), "order.json", problems);
  EXPECT_FALSE(order.empty());
  for (const std::string& id : order) {
    const std::string path = std::string(kLessons) + id + ".json";
    const LoadedLesson loaded = load_lesson(source, path, path, shipped_sentences());
    for (const text::Diagnostic& problem : loaded.problems) {
      ADD_FAILURE() << one_line(problem, shipped_sentences());
    }
    ASSERT_TRUE(loaded.compiled) << id;
    EXPECT_EQ(loaded.scenario->id, id);
    EXPECT_FALSE(loaded.scenario->teaches.empty()) << id;
    EXPECT_FALSE(loaded.scenario->keep.empty()) << id;
  }
  EXPECT_EQ(in_short(problems), "");
}

// After each moment of each branch, the story's choices among them.
TEST(ScenarioLoader, EveryShippedLessonKeepsTheInvariants) {
  const FolderSource source(POPSCOPE_SOURCE_DIR);
  text::Diagnostics problems;
  std::uint32_t moments = 0;
  for (const std::string& id :
       read_lesson_order(source_file("scenarios/lessons/order.json"), "order.json", problems)) {
    const std::string path = std::string(kLessons) + id + ".json";
    const LoadedLesson loaded = load_lesson(source, path, path, shipped_sentences());
    ASSERT_TRUE(loaded.compiled) << id;
    const lesson::Visit visit(loaded.compiled);
    const sim::Timeline& timeline = visit.timeline();
    for (std::uint32_t b = 0; b < timeline.branches().size(); ++b) {
      for (std::uint32_t n = 0; n <= timeline.end({b}); ++n, ++moments)
        EXPECT_EQ(broken_invariants(timeline.world({{b}, n})), std::vector<std::string>{})
            << id << ", branch " << b << ", moment " << n;
    }
  }
  EXPECT_GT(moments, 1000u);
}

TEST(ScenarioLoader, AMissingFileIsAProblemOfItsOwn) {
  const LoadedLesson loaded =
      load_lesson(EmbeddedSource(kFiles), "mine/b.json", "b.json", shipped_sentences());
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_EQ(one_line(loaded.problems[0], shipped_sentences()),
            "b.json: There is no file “mine/b.json”; look at its spelling and at the folder.");
}

TEST(ScenarioLoader, AnOrderNamesEachLessonOnce) {
  text::Diagnostics problems;
  read_lesson_order("[\"a\",\n \"b\",\n \"a\", 1]", "order.json", problems);
  EXPECT_EQ(in_short(problems), "3:2 name_taken /2\n3:7 missing_quotes /3");
  expect_readable(problems);
}

TEST(ScenarioSchema, EveryKeyIsDescribed) {
  for (const std::string& key : description_keys(scenario_table().shape())) {
    EXPECT_TRUE(shipped_sentences().contains(key)) << key;
  }
}

// POPSCOPE_UPDATE_GOLDEN=1 rewrites the file.
TEST(ScenarioSchema, TheCommittedSchemaIsWhatTheTablesGive) {
  const std::string schema = scenario_schema(shipped_sentences());
  const std::string path = std::string(POPSCOPE_SOURCE_DIR "/") + std::string(kScenarioSchema);
  if (std::getenv("POPSCOPE_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file(path, schema)) << path;
  }
  EXPECT_EQ(source_file(std::string(kScenarioSchema)), schema);
}

// Each example that the schema and the remedies show can be copied.
TEST(ScenarioSchema, ExamplesAreJson) {
  text::Diagnostics problems;
  for (const KeyShape& key : scenario_table().shape().keys) {
    read_json(example_of(key), key.name, problems);
  }
  for (const text::Diagnostic& problem : problems) {
    ADD_FAILURE() << one_line(problem, shipped_sentences());
  }
}

}  // namespace
}  // namespace popscope::loader
