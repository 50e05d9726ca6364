#include "loader/scenario_loader.h"

#include "loader/catalogue_loader.h"
#include "loader/pop3_words.h"
#include "loader/recording_json.h"
#include "loader/scenario_story.h"
#include "loader/scenario_words.h"
#include "loader/schema.h"
#include "loader/translation.h"
#include "sim/core/digest.h"
#include "sim/mail/maildrop.h"

namespace popscope::loader {
namespace {

using lesson::DeviceSetup;
using lesson::Person;
using lesson::Scenario;
using lesson::ServerSetup;

// Enough for every lesson; a window cannot show more lanes, a laptop not hold more mail.
constexpr std::int64_t kPeopleMax = 50;
constexpr std::int64_t kDevicesMax = 50;
constexpr std::uint64_t kMailOctetsMax = 200'000'000;
constexpr std::int64_t kVariantsMax = 4;  // side by side on a screen
constexpr std::int64_t kStepsMax = 1'000'000;

constexpr sim::Duration kLatencyMax = sim::seconds(60);

struct Ignored {};

const ObjectTable<ServerSetup>& server_table() {
  static const ObjectTable<ServerSetup> table =
      with_pop3(ObjectTable<ServerSetup>("scenario.server"))
          .optional("name", line_of(), &ServerSetup::name, R"("mail.example.net")")
          .optional("greeting", line_of(), &ServerSetup::greeting, R"("popscope ready")")
          .optional("latency", span_of_time({0}, kLatencyMax), &ServerSetup::latency, R"("20ms")")
          .optional("ports", list_of(port(), 1, 10), &ServerSetup::ports, "[110]")
          .optional("firewall", list_of(object(firewall_table), 1, 10), &ServerSetup::firewall);
  return table;
}

const ObjectTable<Person>& person_table() {
  static const ObjectTable<Person> table =
      ObjectTable<Person>("scenario.person")
          .required("name", new_name("name.person"), &Person::name, R"("sarah")")
          .optional("password", line_of(), &Person::password, R"("secret")")
          .optional("pop3", boolean(), &Person::pop3, "true")
          .optional("app password", line_of(), &Person::app_password, R"("abcd-efgh")")
          .optional("token", line_of(), &Person::token, R"("ya29.a0")")
          .optional("storage", words<bool>({{"removes", false}, {"refuses to remove", true}}),
                    &Person::refuses_removal, R"("refuses to remove")")
          .optional("mail", list_of(mail(), 0, sim::kMaildropMessagesMax), &Person::mail,
                    R"(["Invoice 4471", { "subject": "Lunch on Friday?", "octets": 1320 }])")
          .placed(&Person::where);
  return table;
}

const ObjectTable<DeviceSetup>& device_table() {
  static const ObjectTable<DeviceSetup> table =
      ObjectTable<DeviceSetup>("scenario.device")
          .required("name", new_name("name.device"), &DeviceSetup::name, R"("Laptop")")
          .optional("reads", name_of("name.person"), &DeviceSetup::reads, R"("sarah")")
          .optional("with", protocol(), &DeviceSetup::protocol, R"("imap")")
          .optional("policy", policy(), &DeviceSetup::policy, R"("leave on server")")
          .optional("leave days", leave_days(), &DeviceSetup::leave_days, "14")
          .optional("fetch up to", fetch_limit(), &DeviceSetup::fetch_octets_max, "50000")
          .optional("habits", habits(), &DeviceSetup::habits, "\"pipelines (mpop)\"")
          .optional("port", port(), &DeviceSetup::port, "110")
          .optional("tls", boolean(), &DeviceSetup::tls, "true")
          .optional("idle", boolean(), &DeviceSetup::idle, "true")
          .optional("check every", check_interval(), &DeviceSetup::check_every, R"("15min")")
          .optional("password", line_of(), &DeviceSetup::password, R"("secret")")
          .optional("cable", words<bool>({{"plugged in", false}, {"cut", true}}),
                    &DeviceSetup::starts_cut, R"("cut")")
          .placed(&DeviceSetup::where);
  return table;
}

// Each message alone may be large; all together must fit.
void limit_mail(Scenario& scenario, const Node&, Reading& reading) {
  std::uint64_t octets = 0;
  for (const Person& person : scenario.people) {
    for (const lesson::Mail& mail : person.mail) {
      octets += mail.octets + mail.body.size() + mail.file_octets.size();
      if (octets <= kMailOctetsMax) continue;
      reading.report_at("diagnostic.scenario.too_much_mail",
                        {text::number("max", static_cast<std::int64_t>(kMailOctetsMax))},
                        {static_cast<int>(mail.where.line), static_cast<int>(mail.where.column)},
                        mail.where.path);
      return;
    }
  }
}

// The keys that say what there is and what happens: of a scenario's file, and of one that stands
// within another file.
ObjectTable<Scenario> with_world(ObjectTable<Scenario> table) {
  table.optional("seed", integer(0, INT64_MAX), &Scenario::seed, "1")
      .optional("start", date_and_time(), &Scenario::start)
      .optional("steps at most", integer(1, kStepsMax), &Scenario::steps_max, "100000")
      .optional("server", object(server_table), &Scenario::server)
      .required("people", list_of(object(person_table), 1, kPeopleMax), &Scenario::people)
      .required("devices", list_of(object(device_table), 1, kDevicesMax), &Scenario::devices)
      .optional("variants", list_of(object(variant_table), 2, kVariantsMax), &Scenario::variants)
      .required("story", story(), &Scenario::story, R"([{ "connect": "Laptop" }])")
      .finally(limit_mail)
      .finally([](Scenario& scenario, const Node&, Reading& reading) {
        complete_story(scenario, reading);
      });
  return table;
}

}  // namespace

const ObjectTable<Scenario>& scenario_within_table() {
  static const ObjectTable<Scenario> table = with_world(ObjectTable<Scenario>("quiz.scenario"));
  return table;
}

const ObjectTable<Scenario>& scenario_table() {
  static const ObjectTable<Scenario> table = with_world(
      ObjectTable<Scenario>("scenario.file")
          .required("popscope", words<Ignored>({{"scenario/1", Ignored{}}}),
                    [](Scenario&, Ignored) {})
          .optional(
              "$schema", line_of(), [](Scenario&, const std::string&) {},
              R"("../schema/scenario.schema.json")")
          .required("title", sentence(120), &Scenario::title, R"("Deletion happens at QUIT")")
          .optional("teaches", sentence(500), &Scenario::teaches, R"("What is gone, and when?")")
          .optional("keep", sentence(500), &Scenario::keep,
                    R"("DELE marks, and only QUIT removes.")")
          .optional("minutes", integer(1, 600), &Scenario::minutes, "8")
          .optional("content", list_of(line_of(1, 40)), &Scenario::content, R"(["48", "56"])")
          .optional("introduction", sentence(), &Scenario::introduction));
  return table;
}

std::shared_ptr<const Scenario> read_scenario(std::string_view text, std::string_view file,
                                              const Surroundings& surroundings,
                                              text::Diagnostics& problems) {
  std::optional<Scenario> scenario =
      read_file_as(scenario_table(), text, file, problems, surroundings);
  if (!scenario) return nullptr;
  scenario->id = id_of_file(file);
  return std::make_shared<const Scenario>(std::move(*scenario));
}

namespace {

std::string name_in(std::string_view path) {
  return std::string(path.substr(path.find_last_of('/') + 1));  // npos + 1 is 0
}

text::Diagnostic translation_alone(const std::string& file) {
  text::Diagnostic problem;
  problem.code = "diagnostic.translation.alone";
  problem.file = file;
  problem.line = problem.column = 1;
  return problem;
}

void use_translation(const Source& source, const std::string& path, const std::string& shown,
                     const std::string& language, LoadedLesson& loaded) {
  if (language.empty()) return;
  loaded.beside.push_back(name_in(translation_of(path, language)));
  FileText text = source.read(translation_of(path, language));
  if (!text && text.error().code == kFileMissing) return;  // not translated
  if (!text) {
    text.error().file = translation_of(shown, language);
    loaded.problems.push_back(std::move(text.error()));
    loaded.text.clear();
    return;
  }
  auto translated = std::make_shared<Scenario>(*loaded.scenario);
  translate(*translated, *text, translation_of(shown, language), loaded.problems);
  if (!loaded.problems.empty()) loaded.text = std::move(*text);
  loaded.scenario = std::move(translated);
}

}  // namespace

LoadedLesson load_lesson(const Source& source, const std::string& path, const std::string& shown,
                         const text::Catalogue& sentences) {
  LoadedLesson loaded;
  FileText text = source.read(path);
  if (!text) {
    text.error().file = shown;
    loaded.problems.push_back(std::move(text.error()));
    return loaded;
  }
  loaded.text = std::move(*text);
  if (format_of(loaded.text) == kTranslationFormat) {
    loaded.problems.push_back(translation_alone(shown));
    return loaded;
  }
  loaded.scenario = read_scenario(loaded.text, shown, {&sentences, &source, path, &loaded.beside},
                                  loaded.problems);
  if (!loaded.scenario || !loaded.problems.empty()) return loaded;
  const std::string scenario_text = loaded.text;
  use_translation(source, path, shown, language_of(sentences), loaded);
  if (!loaded.problems.empty()) return loaded;
  // A recording fits in every language.
  const std::uint64_t hash = sim::digest_of(scenario_text);
  loaded.compiled = lesson::compile(loaded.scenario, shown, hash, loaded.problems);
  if (!loaded.problems.empty()) {
    loaded.compiled = nullptr;
    text::sort_by_place(loaded.problems);
  }
  return loaded;
}

std::vector<std::string> read_lesson_order(std::string_view text, std::string_view file,
                                           text::Diagnostics& problems) {
  const std::optional<Node> tree = read_json(text, file, problems);
  if (!tree) return {};
  Reading reading(text, file);
  const auto order = list_of(new_name("name.lesson")).read(*tree, reading);
  reading.resolve();
  for (text::Diagnostic& problem : reading.take_problems()) problems.push_back(std::move(problem));
  return order.value_or(std::vector<std::string>());
}

std::string id_of_file(std::string_view path) {
  path.remove_prefix(path.find_last_of("/\\") + 1);  // npos + 1 is 0
  return std::string(path.substr(0, path.find('.')));
}

std::string scenario_schema(const text::Catalogue& sentences) {
  return schema_of(scenario_table().shape(), "scenario.schema.json", sentences);
}

}  // namespace popscope::loader
