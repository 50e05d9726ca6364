#pragma once
// A case, replayed and judged.
#include "oracle/corpus.h"
#include "oracle/replay.h"
#include "oracle/verdict.h"

namespace popscope::oracle {

// Of the strict server, or of one with a profile's ways (POP3 only).
Judgement judge(const Case& recorded, const Messages& messages,
                sim::pop3::Profile profile = sim::pop3::Profile::strict);

}  // namespace popscope::oracle
