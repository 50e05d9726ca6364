#pragma once
// What goes by between the hosts, on a network that is not one's own: without TLS every line as it
// stands, passwords too; with TLS records, and of them only how long they are. The content of a
// record is made up here, from its length and from no octet that was sealed.
#include <cstdint>
#include <optional>
#include <string>

#include "view/step_text.h"

namespace popscope::view {

// Whether lines on this connection travel in TLS records.
bool is_sealed(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link);
// The step of the handshake behind STLS; 0: there is none.
std::uint32_t handshake_step(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link);
// From its first line on: port 995, not STLS.
bool is_sealed_from_the_start(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link);
// A step's line.
bool is_sealed(const lesson::Visit& visit, sim::BranchId branch, const sim::Step& line);
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

// "TLS record, 67 octets", in place of the line.
std::string record_words(const StepOf& step, const text::Catalogue& catalogue);

// What happens at a host only is nothing that a listener sees.
bool crosses_the_wire(sim::StepKind kind);

// words_of; for a listener, of what is sealed or does not leave a host no more than passes.
std::string words_on_way(const StepOf& step, bool as_listener, const text::Catalogue& catalogue);

// The octets of a step, or of one of its segments, as they pass on the wire: only records.
struct Passing {
  std::string octets;  // at most as many as were asked for
  std::uint64_t in_all = 0;
};
Passing passing_records(const StepOf& step, std::optional<std::uint32_t> segment, std::size_t most);

// The password in a command that anybody on the way can read, as the line shows it: the word
// itself, or what stands for it in AUTHENTICATE.
std::optional<std::string> readable_password(const StepOf& step);
// Makes it stand out in the command's line; false: there is none.
bool show_password(const StepOf& step, WireLine& line);

}  // namespace popscope::view
