#include "loader/translation.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "loader/object_reader.h"

namespace popscope::loader {
namespace {

using lesson::Entry;
using Words = std::optional<std::string>;

struct EntryWords {
  Words part, headline, text, exam, wire, ask, task;
  std::vector<std::string> answers, because;
  lesson::Where where;
};

struct Translation {
  Words title, teaches, keep, introduction;
  std::vector<std::pair<std::string, EntryWords>> entries;
};

const ObjectTable<EntryWords>& entry_words_table() {
  static const ObjectTable<EntryWords> table =
      ObjectTable<EntryWords>("translation.entry")
          .optional("part", line_of(1, 60), &EntryWords::part)
          .optional("headline", text_of(1, 200), &EntryWords::headline)
          .optional("text", text_of(1), &EntryWords::text)
          .optional("exam", text_of(1), &EntryWords::exam)
          .optional("wire", text_of(1), &EntryWords::wire)
          .optional("ask", text_of(1, 500), &EntryWords::ask)
          .optional("answers", list_of(text_of(1, 500)), &EntryWords::answers)
          .optional("because", list_of(text_of(0)), &EntryWords::because)
          .optional("try", text_of(1, 500), &EntryWords::task)
          .not_empty()
          .placed(&EntryWords::where);
  return table;
}

const ObjectTable<Translation>& translation_table() {
  static const ObjectTable<Translation> table =
      ObjectTable<Translation>("translation")
          .required("popscope", words<bool>({{std::string(kTranslationFormat), true}}),
                    [](Translation&, bool) {})
          .optional("title", text_of(1, 120), &Translation::title)
          .optional("teaches", text_of(1, 500), &Translation::teaches)
          .optional("keep", text_of(1, 500), &Translation::keep)
          .optional("introduction", text_of(1), &Translation::introduction)
          .optional("entries", map_of("name.id", object(entry_words_table)), &Translation::entries);
  return table;
}

void collect_ids(std::vector<Entry>& entries, std::map<std::string, Entry*>& by_id) {
  for (Entry& entry : entries) {
    if (!entry.id.empty()) by_id.emplace(entry.id, &entry);
    if (auto* choose = std::get_if<lesson::ChooseAct>(&entry.act)) {
      for (lesson::Way& way : choose->ways) collect_ids(way.story, by_id);
    } else if (auto* together = std::get_if<lesson::TogetherAct>(&entry.act)) {
      for (std::vector<Entry>& list : together->lists) collect_ids(list, by_id);
    }
  }
}

// Puts the words of one entry in the place of those that are there.
class EntryTranslator {
 public:
  EntryTranslator(Entry& entry, const EntryWords& words, const std::string& id, Reading& reading)
      : entry_(entry), words_(words), id_(id), reading_(reading) {}

  void run() {
    auto* ask = std::get_if<lesson::Ask>(&entry_.act);
    auto* a_try = std::get_if<lesson::Try>(&entry_.act);
    lesson::Note* note = entry_.note ? &*entry_.note : nullptr;
    // Places are found by what the author called them, in every language.
    entry_.part_shown = entry_.part;
    put("part", words_.part, &entry_.part_shown);
    put("headline", words_.headline, note ? &note->headline : nullptr);
    put("text", words_.text, note ? &note->text : nullptr);
    put("exam", words_.exam, note ? &note->exam : nullptr);
    put("wire", words_.wire, note ? &note->wire : nullptr);
    put("ask", words_.ask, ask ? &ask->question : nullptr);
    put("try", words_.task, a_try ? &a_try->task : nullptr);
    put_all("answers", words_.answers, ask, &lesson::Answer::say);
    put_all("because", words_.because, ask, &lesson::Answer::because);
  }

 private:
  void put(const char* key, const Words& words, std::string* place) {
    if (!words) return;
    if (place == nullptr || place->empty()) {
      report("diagnostic.translation.nothing_there", key, 0);
    } else {
      *place = *words;
    }
  }

  void put_all(const char* key, const std::vector<std::string>& words, lesson::Ask* ask,
               std::string lesson::Answer::*member) {
    if (words.empty()) return;
    const std::size_t count = ask == nullptr ? 0 : ask->answers.size();
    if (words.size() != count) {
      report(count == 0 ? "diagnostic.translation.nothing_there"
                        : "diagnostic.translation.another_count",
             key, count);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) ask->answers[i].*member = words[i];
  }

  void report(const char* code, const char* key, std::size_t count) {
    reading_.report_at(code,
                       {text::plain("id", id_), text::plain("key", key),
                        text::number("count", static_cast<std::int64_t>(count))},
                       {static_cast<int>(words_.where.line),
                        static_cast<int>(words_.where.column), 0, 0},
                       words_.where.path);
  }

  Entry& entry_;
  const EntryWords& words_;
  const std::string& id_;
  Reading& reading_;
};

}  // namespace

std::string translation_of(std::string_view path, std::string_view language) {
  constexpr std::string_view kEnding = ".json";
  if (path.ends_with(kEnding)) path.remove_suffix(kEnding.size());
  return std::string(path) + "." + std::string(language) + std::string(kEnding);
}

void translate(lesson::Scenario& scenario, std::string_view text, std::string_view file,
               text::Diagnostics& problems) {
  const std::size_t before = problems.size();
  const std::optional<Node> tree = read_json(text, file, problems);
  if (!tree || problems.size() > before) return;
  Reading reading(text, file);
  std::map<std::string, Entry*> by_id;
  collect_ids(scenario.story, by_id);
  for (const auto& [id, entry] : by_id) reading.give_name("name.id", id, {});
  const auto read = object(translation_table).read(*tree, reading);
  reading.resolve();
  const auto put = [](std::string& place, const Words& words) {
    if (words) place = *words;
  };
  if (read) {
    put(scenario.title, read->title);
    put(scenario.teaches, read->teaches);
    put(scenario.keep, read->keep);
    put(scenario.introduction, read->introduction);
    for (const auto& [id, words] : read->entries) {
      const auto entry = by_id.find(id);
      if (entry != by_id.end()) EntryTranslator(*entry->second, words, id, reading).run();
    }
  }
  for (text::Diagnostic& problem : reading.take_problems()) problems.push_back(std::move(problem));
}

}  // namespace popscope::loader
