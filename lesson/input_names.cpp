#include "lesson/input_names.h"

#include <algorithm>
#include <utility>

namespace popscope::lesson {
namespace {

using List = std::vector<std::string>;

// Calls `device`, `maildrop`, `server` or `way` of `Each` with the number that an input holds. An
// overload for each input, so that none is forgotten.
template <class Each>
struct NumbersIn {
  Each each;

  void operator()(sim::Connect& a) const { each.device(a.device.value); }
  void operator()(sim::Send& a) const { each.device(a.device.value); }
  void operator()(sim::Check& a) const { each.device(a.device.value); }
  void operator()(sim::Cut& a) const { each.device(a.device.value); }
  void operator()(sim::Plug& a) const { each.device(a.device.value); }
  void operator()(sim::Reset& a) const { each.device(a.device.value); }
  void operator()(sim::Close& a) const { each.device(a.device.value); }
  void operator()(sim::Wait&) const {}
  void operator()(sim::Deliver& a) const { each.maildrop(a.maildrop.value); }
  void operator()(sim::Set& a) const { each.device(a.device.value); }
  void operator()(sim::Use& a) const { each.device(a.device.value); }
  void operator()(sim::Filter& a) const { each.server(a.server.value); }
  void operator()(sim::Stop& a) const { each.server(a.server.value); }
  void operator()(sim::Restart& a) const { each.server(a.server.value); }
  void operator()(sim::Delay& a) const { each.device(a.device.value); }
  void operator()(sim::Storage& a) const { each.maildrop(a.maildrop.value); }
  void operator()(sim::Choose& a) const { each.way(a.option); }
};

std::optional<std::uint32_t> number_of(const List& list, const std::string& name) {
  const auto found = std::find(list.begin(), list.end(), name);
  if (found == list.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - list.begin());
}

List ways_offered(const Compiled& lesson, const sim::World& world) {
  for (const sim::Offer& offer : offers(world)) {
    if (!std::holds_alternative<sim::Choice>(world.script->ops[offer.op])) continue;
    const Entry& entry = *lesson.entries[lesson.entry_of_op[offer.op]].entry;
    List names;
    for (const Way& way : std::get<ChooseAct>(entry.act).ways) names.push_back(way.name);
    return names;
  }
  return {};
}

// From `then` to `here`. A number that a recording does not name stays as it is.
struct Translate {
  const Names& then;
  const Names& here;
  const std::optional<std::string>& way_then;
  const List& ways_here;
  bool& known;

  void device(std::uint32_t& number) const { each(then.devices, here.devices, number); }
  void maildrop(std::uint32_t& number) const { each(then.people, here.people, number); }
  void server(std::uint32_t& number) const { each(then.servers, here.servers, number); }
  void way(std::uint32_t& number) const {
    if (way_then) take(number_of(ways_here, *way_then), number);
  }

  void each(const List& names_then, const List& names_here, std::uint32_t& number) const {
    if (number < names_then.size()) take(number_of(names_here, names_then[number]), number);
  }
  void take(std::optional<std::uint32_t> found, std::uint32_t& number) const {
    known = known && found;
    if (found) number = *found;
  }
};

// A way needs no place: its name goes with the input.
struct Enter {
  const Names& here;
  Names& there;

  void device(std::uint32_t& number) const { each(here.devices, there.devices, number); }
  void maildrop(std::uint32_t& number) const { each(here.people, there.people, number); }
  void server(std::uint32_t& number) const { each(here.servers, there.servers, number); }
  void way(std::uint32_t&) const {}

  static void each(const List& names_here, List& names_there, std::uint32_t& number) {
    if (number >= names_here.size()) return;
    const std::string& name = names_here[number];
    const std::optional<std::uint32_t> found = number_of(names_there, name);
    number = found.value_or(static_cast<std::uint32_t>(names_there.size()));
    if (!found) names_there.push_back(name);
  }
};

}  // namespace

Names names_in(const sim::World& world) {
  Names names;
  for (const auto& device : world.devices) names.devices.push_back(device->name);
  for (const auto& maildrop : world.maildrops) names.people.push_back(maildrop->user);
  for (const sim::Server& server : *world.servers) names.servers.push_back(server.name);
  return names;
}

std::optional<std::string> way_offered(const Compiled& lesson, const sim::World& world,
                                       std::uint32_t option) {
  const List ways = ways_offered(lesson, world);
  return option < ways.size() ? std::optional(ways[option]) : std::nullopt;
}

std::optional<sim::Input> meant_here(const RecordedInput& recorded, const Names& then,
                                     const Compiled& lesson, const sim::World& world) {
  sim::Input input = recorded.input;
  const Names here = names_in(world);
  const List ways = recorded.way ? ways_offered(lesson, world) : List{};
  bool known = true;
  const Translate translate{then, here, recorded.way, ways, known};
  std::visit(NumbersIn<Translate>{translate}, input);
  return known ? std::optional(std::move(input)) : std::nullopt;
}

void count_as(Names& there, const Names& here, RecordedInput& recorded) {
  std::visit(NumbersIn<Enter>{Enter{here, there}}, recorded.input);
}

}  // namespace popscope::lesson
