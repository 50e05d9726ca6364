#pragma once
// "Spot the violation": which steps of a run are those in which its server breaks a rule. Nobody
// says so but the engine: the same story is told with a server that breaks none, and where first
// something comes out otherwise (a reply, a mark, a maildrop), there it is.
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/visit.h"
#include "quiz/question.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

// The same run with a server that breaks no rule.
Run with_strict_server(Run run);

// The branch that a run's story goes along to its end.
sim::BranchId branch_of_run(const lesson::Visit& visit);

// The exchange in which the first of two runs comes out otherwise than the second for the first
// time: the command, what is removed, the reply; of what no command brings about, the end of the
// connection and what is removed there. As steps of the first, ascending. Empty: nowhere.
std::vector<std::uint32_t> first_difference(const lesson::Visit& visit,
                                            const lesson::Visit& strict);

// The exchange to which a step belongs; of a step that belongs to none, it alone.
std::vector<std::uint32_t> exchange_of(const lesson::Visit& visit, sim::BranchId branch,
                                       std::uint32_t step);

// The question with the steps that are right, and with "strict server" among what can be set.
Question with_steps(Question question, const text::Catalogue& sentences);

text::Diagnostics prove_spot(const Question& question, const Spot& spot, const std::string& file);

}  // namespace popscope::quiz
