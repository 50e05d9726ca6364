#pragma once
// Questions that are drawn: a session on a maildrop, made up from a seed, and "what does the server
// reply to the last line?". The reply is the engine's; the wrong ones are what it would say if it
// were as somebody might believe (DELE had not marked, RSET had not come ...), each run, too.
#include <cstdint>

#include "quiz/question.h"
#include "text/catalogue.h"

namespace popscope::quiz {

// A question with options and their claims, of the same id. Of a lab it is what only its run can
// tell: which steps are right, which commands are to be answered. Any other question comes back as
// it is. The same seed gives the same question.
Question generated(const Question& question, std::uint64_t seed, const text::Catalogue& sentences);

}  // namespace popscope::quiz
