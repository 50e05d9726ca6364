#pragma once
// What goes by between the hosts, on a network that is not one's own: without TLS every line as it
// stands, passwords too; with TLS records, and of them only how long they are.
#include <cstdint>
#include <optional>
#include <string>

#include "view/step_text.h"

namespace popscope::view {

// Whether lines on this connection travel in TLS records.
bool is_sealed(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link);
bool is_sealed(const StepOf& step);

// The records that begin with a step's line. A line that was sent together with the one before it
// is in that one's record, and has none of its own.
struct Records {
  std::uint32_t count = 0;
  std::uint64_t octets = 0;  // on the wire, what each record adds included
};
Records records_of(const StepOf& step);

// "sealed on the way, 34 octets"; `brief`: "sealed, 34 octets".
std::string sealed_words(const StepOf& step, bool brief, const text::Catalogue& catalogue);

// The password in a command that anybody on the way can read, as the line shows it: the word
// itself, or what stands for it in AUTHENTICATE.
std::optional<std::string> readable_password(const StepOf& step);

}  // namespace popscope::view
