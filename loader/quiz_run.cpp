#include "loader/quiz_run.h"

#include "lesson/start_world.h"
#include "loader/pop3_words.h"
#include "loader/scenario_loader.h"
#include "loader/scenario_story.h"
#include "loader/scenario_words.h"
#include "quiz/run.h"

namespace popscope::loader {
namespace {

using lesson::Scenario;
using quiz::ParameterOption;
using quiz::Run;
using quiz::ServerChange;
using ScenarioPtr = std::shared_ptr<const Scenario>;

// A row of chips each; more fit no window.
constexpr std::int64_t kParametersMax = 4;
constexpr std::int64_t kParameterOptionsMax = 4;
constexpr std::int64_t kWaysTakenMax = 8;

const ObjectTable<ServerChange>& server_change_table() {
  static const ObjectTable<ServerChange> table =
      with_pop3(ObjectTable<ServerChange>("quiz.server_change"))
          .optional("ports", list_of(port(), 1, 10), &ServerChange::ports, "[110, 995]")
          .optional("firewall", list_of(object(firewall_table), 1, 10), &ServerChange::firewall)
          .not_empty();
  return table;
}

Kind<std::vector<std::string>> ways() {
  const auto one = name_of(kWay).then([](std::string way) { return std::vector{std::move(way)}; });
  return either<std::vector<std::string>>({one, list_of(name_of(kWay), 1, kWaysTakenMax)});
}

void take_devices(ParameterOption& option,
                  std::vector<std::pair<std::string, lesson::SetAct>> devices) {
  for (auto& [name, settings] : devices) {
    settings.device = name;
    option.devices.push_back(std::move(settings));
  }
}

const ObjectTable<ParameterOption>& parameter_option_table() {
  static const ObjectTable<ParameterOption> table =
      ObjectTable<ParameterOption>("quiz.parameter")
          .required("name", new_name(kParameterOption), &ParameterOption::name,
                    R"("removes at DELE")")
          .optional("server", object(server_change_table), &ParameterOption::server,
                    R"({ "faults": ["removes at DELE"] })")
          .optional("devices", map_of("name.device", object(set_table)), take_devices,
                    R"({ "Laptop": { "with": "imap" } })")
          .optional("way", ways(), &ParameterOption::ways, R"("cable cut")")
          .placed(&ParameterOption::where);
  return table;
}

// A scenario that stands elsewhere, whole or with its first fault reported here.
ScenarioPtr taken_from(const Source& source, const std::string& path, const std::string& named,
                       const Node& node, Reading& reading) {
  static const text::Catalogue none;
  const text::Catalogue* sentences = reading.surroundings().sentences;
  LoadedLesson loaded = load_lesson(source, path, path, sentences ? *sentences : none);
  if (loaded.problems.empty()) return loaded.scenario;
  if (loaded.problems.front().code == kFileMissing) {
    reading.report("diagnostic.quiz.no_such_scenario", {text::plain("name", named)}, node.place);
  } else {
    reading.report("diagnostic.quiz.scenario_at_fault",
                   {text::plain("name", named), text::plain("place", place_of(loaded.problems[0]))},
                   node.place);
  }
  return nullptr;
}

// The names of a scenario, for the claims and ways of the question around it.
void know_names(const Scenario& scenario, Reading& reading) {
  for (const std::string& name : names_of(scenario.people)) reading.know_name(kPerson, name);
  for (const std::string& name : names_of(scenario.devices))
    reading.know_name("name.device", name);
}

struct Elsewhere {
  ScenarioPtr scenario;
  std::string name;
};

Kind<Elsewhere> shipped_lesson() {
  return line_of(1, 80)
      .with_example(R"("deletion-happens-at-quit")")
      .refined([](std::string id, const Node& node,
                  Reading& reading) -> std::optional<Elsewhere> {
        const Source* shipped = reading.surroundings().shipped;
        if (shipped == nullptr) return std::nullopt;
        const std::string path = std::string(kLessons) + id + ".json";
        if (fault_of_reference(path)) {
          reading.report("diagnostic.quiz.no_such_scenario", {text::plain("name", id)},
                         node.place);
          return std::nullopt;
        }
        ScenarioPtr scenario = taken_from(*shipped, path, id, node, reading);
        if (!scenario) return std::nullopt;
        know_names(*scenario, reading);
        return Elsewhere{std::move(scenario), std::move(id)};
      });
}

Kind<Elsewhere> scenario_beside() {
  return line_of()
      .with_example(R"("two-laptops.json")")
      .refined([](std::string name, const Node& node,
                  Reading& reading) -> std::optional<Elsewhere> {
        const Surroundings& around = reading.surroundings();
        if (around.source == nullptr) return std::nullopt;
        if (const auto fault = fault_of_reference(name)) {
          reading.report(*fault, {text::plain("file", name)}, node.place);
          return std::nullopt;
        }
        if (around.beside != nullptr) around.beside->push_back(name);
        const std::string folder = around.path.substr(0, around.path.rfind('/') + 1);
        ScenarioPtr scenario = taken_from(*around.source, folder + name, name, node, reading);
        if (!scenario) return std::nullopt;
        know_names(*scenario, reading);
        return Elsewhere{std::move(scenario), std::move(name)};
      });
}

void set_lesson(Run& run, Elsewhere lesson) {
  run.scenario = std::move(lesson.scenario);
  run.lesson = std::move(lesson.name);
}

void set_file(Run& run, Elsewhere beside) {
  run.scenario = std::move(beside.scenario);
  run.file = std::move(beside.name);
}

void set_scenario(Run& run, Scenario scenario) {
  run.scenario = std::make_shared<const Scenario>(std::move(scenario));
}

}  // namespace

Kind<std::string> spot() { return line_of(1, 200).with_example(R"("marked")"); }

Kind<std::vector<std::string>> parameter_options() {
  return list_of(name_of(kParameterOption), 1, kParametersMax)
      .with_example(R"(["removes at DELE"])");
}

const ObjectTable<Run>& run_table() {
  static const ObjectTable<Run> table =
      ObjectTable<Run>("quiz.run")
          .alternative("lesson", shipped_lesson(), set_lesson, R"("deletion-happens-at-quit")")
          .alternative("file", scenario_beside(), set_file, R"("two-laptops.json")")
          .alternative("scenario", object(scenario_within_table), set_scenario)
          .optional("way", ways(), &Run::ways, R"("cable cut")")
          .optional("server", object(server_change_table), &Run::server,
                    R"({ "faults": ["removes at DELE"] })")
          .optional("at", spot(), &Run::at, R"("end")")
          .optional("show", spot(), &Run::show, R"("C: DELE 2")")
          .optional("show from", spot(), &Run::show_from, R"("C: DELE 2")")
          .optional("show to", spot(), &Run::show_to, R"("end")")
          .optional("parameters",
                    list_of(list_of(object(parameter_option_table), 2, kParameterOptionsMax), 1,
                            kParametersMax),
                    &Run::parameters)
          .placed(&Run::where)
          .finally([](Run& run, const Node&, Reading& reading) {
            if (!run.scenario) return;
            for (const std::string& way : quiz::ways_of(*run.scenario))
              reading.know_name(kWay, way);
          });
  return table;
}

void complete_behind(const Run& run, std::vector<lesson::Entry>& story, Reading& reading) {
  if (!run.scenario) return;
  Scenario whole = *run.scenario;
  whole.story = std::move(story);
  complete_story(whole, reading);
  story = std::move(whole.story);
}

}  // namespace popscope::loader
