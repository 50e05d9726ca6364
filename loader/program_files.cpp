#include "loader/program_files.h"

#include <utility>

#include "embedded/files.h"
#include "loader/catalogue_loader.h"

namespace popscope::loader {

ProgramFiles program_files(std::string folder, const std::string& language) {
  ProgramFiles result;
  auto embedded = std::make_unique<EmbeddedSource>(embedded::files());
  if (folder.empty()) {
    result.source = std::move(embedded);
  } else {
    result.source = std::make_unique<FolderSource>(folder);
    result.folder = std::move(folder);
  }
  const bool speaks = !embedded || !result.source->list(kEnglishSentences).empty();
  result.sentences =
      load_sentences(speaks ? *result.source : *embedded, language, result.problems);
  return result;
}

}  // namespace popscope::loader
