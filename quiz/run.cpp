#include "quiz/run.h"

#include <algorithm>
#include <utility>

#include "lesson/variants.h"
#include "sim/transcript/transcript.h"

namespace popscope::quiz {
namespace {

using lesson::Entry;
using lesson::Scenario;

// Steps that are shown before the one that decides, and behind it.
constexpr std::uint32_t kShownBefore = 2;
constexpr std::uint32_t kShownBehind = 1;

void collect_ways(const std::vector<Entry>& story, std::vector<std::string>& names) {
  for (const Entry& entry : story) {
    if (const auto* together = std::get_if<lesson::TogetherAct>(&entry.act)) {
      for (const std::vector<Entry>& list : together->lists) collect_ways(list, names);
    }
    const auto* choose = std::get_if<lesson::ChooseAct>(&entry.act);
    if (choose == nullptr) continue;
    for (const lesson::Way& way : choose->ways) {
      if (std::find(names.begin(), names.end(), way.name) == names.end())
        names.push_back(way.name);
      collect_ways(way.story, names);
    }
  }
}

// The way of this choice that is taken; null: it stays a choice.
const lesson::Way* taken(const lesson::ChooseAct& choose, const std::vector<std::string>& ways) {
  for (const std::string& name : ways)
    for (const lesson::Way& way : choose.ways)
      if (way.name == name) return &way;
  return nullptr;
}

std::vector<Entry> along(const std::vector<Entry>& story, const std::vector<std::string>& ways) {
  std::vector<Entry> result;
  for (Entry entry : story) {
    const bool asks = std::holds_alternative<lesson::Ask>(entry.act) ||
                      std::holds_alternative<lesson::Expect>(entry.act);
    if (asks) entry.act = lesson::NoteOnly{};
    if (auto* together = std::get_if<lesson::TogetherAct>(&entry.act)) {
      for (std::vector<Entry>& list : together->lists) list = along(list, ways);
    }
    if (auto* choose = std::get_if<lesson::ChooseAct>(&entry.act)) {
      if (const lesson::Way* way = taken(*choose, ways)) {
        for (Entry& each : along(way->story, ways)) result.push_back(std::move(each));
        continue;
      }
      for (lesson::Way& way : choose->ways) way.story = along(way.story, ways);
    }
    result.push_back(std::move(entry));
  }
  return result;
}

template <class T>
void change(T& value, const std::optional<T>& changed) {
  if (changed) value = *changed;
}

void change(lesson::ServerSetup& server, const ServerChange& to) {
  lesson::change(server, to);
  change(server.ports, to.ports);
  change(server.firewall, to.firewall);
}

void change(lesson::DeviceSetup& device, const lesson::SetAct& to) {
  change(device.policy, to.policy);
  change(device.protocol, to.protocol);
  change(device.tls, to.tls);
  change(device.idle, to.idle);
  change(device.check_every, to.check_every);
  change(device.leave_days, to.leave_days);
  change(device.fetch_octets_max, to.fetch_octets_max);
  change(device.habits, to.habits);
  if (to.password) device.password = to.password;
  if (to.port) device.port = to.port;
}

const ParameterOption& option_of(const Run& run, const Settings& settings, std::size_t parameter) {
  const std::uint32_t option = parameter < settings.size() ? settings[parameter] : 0;
  return run.parameters[parameter][option];
}

// What messages call the file in which the run's story stands.
std::string file_of_story(const Run& run, const std::string& quiz) {
  if (!run.lesson.empty()) return run.lesson;
  return run.file.empty() ? quiz : quiz.substr(0, quiz.rfind('/') + 1) + run.file;
}

std::shared_ptr<const lesson::Compiled> compiled(Scenario scenario, const Run& run,
                                                 const std::string& file,
                                                 text::Diagnostics& problems) {
  text::Diagnostics found;
  auto result = compile(std::make_shared<const Scenario>(std::move(scenario)),
                        file_of_story(run, file), 0, found);
  if (found.empty()) return result;
  problems.insert(problems.end(), found.begin(), found.end());
  return nullptr;
}

// "C: DELE 2": who says it, and how it begins.
struct Beginning {
  sim::Side from;
  std::string text;
};
std::optional<Beginning> line_in(const std::string& spot) {
  if (spot.size() <= 3 || spot[1] != ':' || spot[2] != ' ') return std::nullopt;
  if (spot[0] == 'C') return Beginning{sim::Side::device, spot.substr(3)};
  if (spot[0] == 'S') return Beginning{sim::Side::server, spot.substr(3)};
  return std::nullopt;
}

// The moment in which the first such line has arrived.
std::optional<sim::Place> find_line(const lesson::Visit& visit, sim::BranchId branch,
                                    const Beginning& line) {
  sim::Transcript transcript;
  std::size_t read = 0;
  for (std::uint32_t moment = 1; moment <= visit.timeline().end(branch); ++moment) {
    transcript.read(visit.timeline().moment(branch, moment).events);
    for (; read < transcript.lines().size(); ++read) {
      const sim::TranscriptLine& said = transcript.lines()[read];
      if (said.from == line.from && said.text.compare(0, line.text.size(), line.text) == 0)
        return sim::Place{branch, moment};
    }
  }
  return std::nullopt;
}

}  // namespace

Settings settings_with(const Run& run, const std::vector<std::string>& options) {
  Settings settings(run.parameters.size(), 0);
  for (std::size_t p = 0; p < run.parameters.size(); ++p)
    for (std::uint32_t o = 0; o < run.parameters[p].size(); ++o)
      if (std::find(options.begin(), options.end(), run.parameters[p][o].name) != options.end())
        settings[p] = o;
  return settings;
}

bool next(Settings& settings, const Run& run) {
  settings.resize(run.parameters.size(), 0);
  for (std::size_t p = 0; p < run.parameters.size(); ++p) {
    if (++settings[p] < run.parameters[p].size()) return true;
    settings[p] = 0;
  }
  return false;
}

std::vector<std::string> chosen(const Run& run, const Settings& settings) {
  std::vector<std::string> names;
  for (std::size_t p = 0; p < run.parameters.size() && p < settings.size(); ++p)
    if (settings[p] != 0) names.push_back(run.parameters[p][settings[p]].name);
  return names;
}

std::vector<std::string> ways_of(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const lesson::Variant& variant : scenario.variants) names.push_back(variant.name);
  collect_ways(scenario.story, names);
  return names;
}

Scenario scenario_of(const Run& run, const Settings& settings) {
  Scenario scenario = with_variants_as_choice(*run.scenario);
  std::vector<std::string> ways;
  change(scenario.server, run.server);
  for (std::size_t p = 0; p < run.parameters.size(); ++p) {
    const ParameterOption& option = option_of(run, settings, p);
    change(scenario.server, option.server);
    for (const lesson::SetAct& to : option.devices)
      for (lesson::DeviceSetup& device : scenario.devices)
        if (device.name == to.device) change(device, to);
    ways.insert(ways.end(), option.ways.begin(), option.ways.end());
  }
  // A parameter's way comes before the run's own where both could be taken.
  ways.insert(ways.end(), run.ways.begin(), run.ways.end());
  scenario.story = along(scenario.story, ways);
  return scenario;
}

std::optional<sim::Place> find_spot(const lesson::Visit& visit, const std::string& spot) {
  const std::optional<Beginning> line = line_in(spot);
  if (!line) return visit.find(spot);
  const auto branches = static_cast<std::uint32_t>(visit.timeline().branches().size());
  for (std::uint32_t i = 0; i < branches; ++i)
    if (const auto place = find_line(visit, sim::BranchId{i}, *line)) return place;
  return std::nullopt;
}

const lesson::Visit* Runs::told(const Settings& settings, text::Diagnostics& problems) {
  Settings whole = settings;
  whole.resize(run_.parameters.size(), 0);
  const auto known = told_.find(whole);
  if (known != told_.end()) return known->second.get();
  auto lesson = compiled(scenario_of(run_, whole), run_, file_, problems);
  auto visit = lesson ? std::make_unique<lesson::Visit>(std::move(lesson)) : nullptr;
  if (visit) {
    const text::Diagnostics stuck = visit->check();
    problems.insert(problems.end(), stuck.begin(), stuck.end());
    if (!stuck.empty()) visit.reset();
  }
  return told_.emplace(std::move(whole), std::move(visit)).first->second.get();
}

std::shared_ptr<const lesson::Compiled> compiled_with(const Run& run, const Settings& settings,
                                                      const std::vector<Entry>& more,
                                                      const std::string& file,
                                                      text::Diagnostics& problems) {
  Scenario scenario = scenario_of(run, settings);
  scenario.story.insert(scenario.story.end(), more.begin(), more.end());
  return compiled(std::move(scenario), run, file, problems);
}

std::optional<Evidence> evidence(const Run& run, const lesson::Visit& visit,
                                 const std::string& show) {
  const std::string& own = show.empty() ? run.show : show;
  const std::optional<sim::Place> place = find_spot(visit, own.empty() ? run.at : own);
  if (!place) return std::nullopt;
  const sim::Steps& steps = visit.steps(place->branch);
  const auto step_at = [&](const std::string& spot, std::uint32_t otherwise) {
    if (spot.empty()) return otherwise;
    const std::optional<sim::Place> there = find_spot(visit, spot);
    return there ? steps.at_moment(there->moment) : otherwise;
  };
  Evidence found;
  found.branch = place->branch;
  found.step = steps.at_moment(place->moment);
  const std::uint32_t before = found.step > kShownBefore ? found.step - kShownBefore : 1;
  found.first = std::min(step_at(run.show_from, before), std::max(found.step, 1u));
  const std::uint32_t behind = std::min(found.step + kShownBehind, steps.count());
  found.last = std::max(step_at(run.show_to, behind), found.step);
  return found;
}

}  // namespace popscope::quiz
