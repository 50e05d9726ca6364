#include "lesson/variants.h"

#include <utility>

namespace popscope::lesson {

Scenario with_variants_as_choice(Scenario scenario) {
  if (scenario.variants.empty()) return scenario;
  ChooseAct choose;
  for (const Variant& variant : scenario.variants) {
    Way way{variant.name, {}, variant.where};
    for (const SetAct& settings : variant.settings) {
      Entry entry;
      entry.act = settings;
      entry.where = variant.where;
      way.story.push_back(std::move(entry));
    }
    way.story.insert(way.story.end(), scenario.story.begin(), scenario.story.end());
    choose.ways.push_back(std::move(way));
  }
  Entry entry;
  entry.where = scenario.variants.front().where;
  entry.act = std::move(choose);
  scenario.story.clear();
  scenario.story.push_back(std::move(entry));
  scenario.variants.clear();
  return scenario;
}

}  // namespace popscope::lesson
