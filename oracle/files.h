#pragma once
// Messages and corpora from the disk. The only part of the oracle that knows files.
#include <string>
#include <vector>

#include "oracle/corpus.h"
#include "oracle/replay.h"

namespace popscope::oracle {

// All *.eml of a folder, by stem. Empty when there is none.
Messages read_messages(const std::string& folder);

// The cases of a corpus; `problem` is "FILE:LINE: why" when one of its lines is none.
std::vector<Case> read_corpus(const std::string& path, std::string& problem);

}  // namespace popscope::oracle
