#include "loader/catalogue_loader.h"

#include <algorithm>

#include "loader/json_tree.h"

namespace popscope::loader {
namespace {

text::Diagnostic problem(std::string_view code, text::Arguments arguments, std::string_view file,
                         const Place& place, std::string path) {
  return {
      std::string(code), std::move(arguments),          std::string(file), place.line, place.column,
      std::move(path),   static_cast<int>(place.octets)};
}

}  // namespace

text::Catalogue load_catalogue(const Source& source, std::string_view folder,
                               text::Diagnostics& problems) {
  text::Catalogue catalogue;
  for (const std::string& path : source.list(folder)) {
    if (!path.ends_with(".json")) continue;
    if (const FileText text = source.read(path)) {
      add_sentences(*text, path, catalogue, problems);
    } else {
      problems.push_back(text.error());
    }
  }
  return catalogue;
}

text::Catalogue load_sentences(const Source& source, std::string_view language,
                               text::Diagnostics& problems) {
  text::Catalogue english = load_catalogue(source, kEnglishSentences, problems);
  if (language.empty()) return english;
  const std::string folder = "assets/text/" + std::string(language) + "/";
  text::Catalogue sentences = load_catalogue(source, folder, problems);
  sentences.add(kLanguage, language);
  for (const auto& [key, sentence] : english.sentences()) sentences.add(key, sentence);
  return sentences;
}

std::string language_of(const text::Catalogue& sentences) {
  return sentences.contains(kLanguage) ? sentences.sentence(kLanguage) : std::string();
}

std::string language_named(std::string_view locale) {
  const std::string_view code = locale.substr(0, locale.find_first_of("_.@-"));
  const bool letters = std::all_of(code.begin(), code.end(),
                                   [](char c) { return c >= 'a' && c <= 'z'; });
  const bool is_code = code.size() == 2 || code.size() == 3;
  return letters && is_code && code != "en" ? std::string(code) : std::string();
}

void add_sentences(std::string_view source, std::string_view file, text::Catalogue& catalogue,
                   text::Diagnostics& problems) {
  const std::size_t before = problems.size();
  const std::optional<Node> tree = read_json(source, file, problems);
  if (!tree) return;
  const Object* object = std::get_if<Object>(&tree->value);
  if (object == nullptr) {
    problems.push_back(problem("diagnostic.catalogue.not_an_object", {}, file, tree->place, ""));
    return;
  }
  // A key twice in one file has been reported; it must not be reported as one of two files.
  const bool clean = problems.size() == before;
  for (const Member& member : *object) {
    const std::string path = text::pointer_to("", member.key);
    const std::string* sentence = std::get_if<std::string>(&member.value.value);
    if (sentence == nullptr) {
      problems.push_back(problem("diagnostic.catalogue.not_a_sentence",
                                 {text::plain("key", member.key)}, file, member.value.place, path));
    } else if (!catalogue.add(member.key, *sentence) && clean) {
      problems.push_back(problem("diagnostic.catalogue.duplicate", {text::plain("key", member.key)},
                                 file, member.key_place, path));
    }
  }
}

}  // namespace popscope::loader
