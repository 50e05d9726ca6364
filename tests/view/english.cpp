#include "tests/view/english.h"

#include <gtest/gtest.h>

#include "loader/catalogue_loader.h"

namespace popscope::test {

const text::Catalogue& english() {
  static const text::Catalogue catalogue = [] {
    text::Diagnostics problems;
    text::Catalogue loaded = loader::load_catalogue(loader::FolderSource(POPSCOPE_SOURCE_DIR),
                                                    loader::kEnglishSentences, problems);
    for (const text::Diagnostic& problem : problems)
      ADD_FAILURE() << text::one_line(problem, loaded);
    return loaded;
  }();
  return catalogue;
}

}  // namespace popscope::test
