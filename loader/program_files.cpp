#include "loader/program_files.h"

#include <utility>

#include "embedded/files.h"
#include "loader/catalogue_loader.h"

namespace popscope::loader {

ProgramFiles program_files(std::string folder, const std::string& language) {
  ProgramFiles result;
  const EmbeddedSource embedded(embedded::files());
  if (folder.empty()) {
    result.source = std::make_unique<EmbeddedSource>(embedded);
  } else {
    result.source = std::make_unique<FolderSource>(folder);
    result.folder = std::move(folder);
  }
  const Source* speaker = result.source.get();
  if (speaker->list(kEnglishSentences).empty()) speaker = &embedded;
  result.sentences = load_sentences(*speaker, language, result.problems);
  return result;
}

}  // namespace popscope::loader
