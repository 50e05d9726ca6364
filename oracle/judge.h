#pragma once
// A case, replayed and judged.
#include "oracle/corpus.h"
#include "oracle/replay.h"
#include "oracle/verdict.h"

namespace popscope::oracle {

Judgement judge(const Case& recorded, const Messages& messages);

}  // namespace popscope::oracle
