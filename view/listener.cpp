#include "view/listener.h"

#include <algorithm>

#include "lesson/end_of_link.h"
#include "sim/core/ascii.h"
#include "sim/imap/command.h"
#include "sim/world/link.h"

namespace popscope::view {
namespace {

// RFC 8446 section 5.2: type 23, version 3.3, how many octets follow, and they look like chance.
constexpr std::size_t kHeaderOctets = 5;

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

void append_record(std::string& octets, std::uint64_t length, std::uint64_t seed) {
  const std::uint64_t body = length - kHeaderOctets;
  octets += {'\x17', '\x03', '\x03', static_cast<char>(body >> 8), static_cast<char>(body)};
  for (std::uint64_t i = 0; i < body; ++i) octets += static_cast<char>(mixed(seed + i) >> 56);
}

std::optional<sim::imap::Command> imap_command(std::string_view octets) {
  sim::imap::Parsed parsed = sim::imap::parse(sim::without_line_end(octets));
  auto* said = std::get_if<sim::imap::Command>(&parsed);
  return said ? std::optional(std::move(*said)) : std::nullopt;
}

// The step of the command of the same connection that came before; 0 before the first.
std::uint32_t command_before(const StepOf& of) {
  const auto& steps = of.visit.history(of.branch).link(*of.step().link).steps;
  auto it = std::lower_bound(
      steps.begin(), steps.end(), of.number,
      [](const lesson::LinkStep& each, std::uint32_t number) { return each.step < number; });
  while (it != steps.begin()) {
    --it;
    if (of.visit.steps(of.branch).step(it->step).kind == sim::StepKind::command) return it->step;
  }
  return 0;
}

const sim::imap::Authenticate* authenticate_in(const std::optional<sim::imap::Command>& command) {
  return command ? std::get_if<sim::imap::Authenticate>(&command->body) : nullptr;
}

// RFC 9051 section 6.2.2: PLAIN gives name and password at once, LOGIN the name first.
bool answers_with_password(const StepOf& of) {
  std::uint32_t number = of.number;
  for (int answers = 1; answers <= 2; ++answers) {
    number = command_before({of.visit, of.branch, number});
    if (number == 0) return false;
    const auto command = imap_command(octets_of({of.visit, of.branch, number}).view());
    const sim::imap::Authenticate* begun = authenticate_in(command);
    if (!begun) continue;
    const int given = answers + (begun->initial_response ? 1 : 0);
    return given == (sim::equal_ignoring_case(begun->mechanism, "LOGIN") ? 2 : 1);
  }
  return false;
}

std::optional<std::string> imap_password(const StepOf& of) {
  const sim::SharedOctets octets = octets_of(of);
  const std::optional<sim::imap::Command> command = imap_command(octets.view());
  if (!command) {
    const std::string_view line = sim::without_line_end(octets.view());
    if (line == "*" || !answers_with_password(of)) return std::nullopt;
    return shown(line);
  }
  if (const auto* login = std::get_if<sim::imap::Login>(&command->body))
    return shown(login->password);
  const sim::imap::Authenticate* begun = authenticate_in(command);
  if (!begun || !begun->initial_response || !sim::equal_ignoring_case(begun->mechanism, "PLAIN"))
    return std::nullopt;
  return shown(*begun->initial_response);
}

// Behind AUTH a line answers the mechanism (RFC 5034 section 4). PLAIN gives the password at once,
// LOGIN the name first, OAUTHBEARER a token that is as good; the others what is of no use twice.
bool reveals(const sim::sasl::Exchange& exchange) {
  using sim::sasl::Mechanism;
  if (exchange.mechanism == Mechanism::login) return exchange.answers == 1;
  return sim::sasl::spec_of(exchange.mechanism).sends_password;
}

bool answers_with_pop3_password(const StepOf& of) {
  const std::vector<std::uint32_t>& ran =
      of.visit.history(of.branch).link(*of.step().link).commands_ran;
  const sim::World before =
      of.visit.timeline().world({of.branch, ran[of.step().line] - 1});
  const sim::pop3::Session* session = sim::pop3_session_of(before, *of.step().link);
  const auto* state = session ? std::get_if<sim::pop3::Authorization>(&session->state) : nullptr;
  return state && state->exchange && reveals(*state->exchange);
}

// Behind "AUTH PLAIN ".
std::optional<std::string> initial_password(std::string_view words) {
  const std::size_t name = words.find(' ');
  const std::size_t given = words.find(' ', name == std::string_view::npos ? name : name + 1);
  if (given == std::string_view::npos) return std::nullopt;
  const auto mechanism = sim::sasl::mechanism_from(words.substr(name + 1, given - name - 1));
  const bool reveals = mechanism && *mechanism != sim::sasl::Mechanism::login &&
                       sim::sasl::spec_of(*mechanism).sends_password;
  return reveals ? std::optional(std::string(words.substr(given + 1))) : std::nullopt;
}

std::optional<std::string> pop3_password(const StepOf& of) {
  const std::string words = line_of(of)->words;
  const sim::pop3::CommandRan* ran = ran_of(of);
  if (ran && ran->answer)
    return words != "*" && answers_with_pop3_password(of) ? std::optional(words) : std::nullopt;
  const auto keyword = keyword_of(of);
  if (keyword == sim::pop3::Keyword::auth) return initial_password(words);
  if (keyword != sim::pop3::Keyword::pass) return std::nullopt;
  const std::size_t space = words.find(' ');
  if (space == std::string::npos) return std::nullopt;
  return words.substr(space + 1);
}

// How it ended, and not what that meant for the session.
std::string sealed_end_words(const StepOf& of, const text::Catalogue& catalogue) {
  if (of.step().broken) return catalogue.sentence("panel.step.end.lost");
  const bool fin = lesson::end_of_link(of.visit, of.branch, of.step()).by == sim::SegmentKind::fin;
  return catalogue.sentence(fin ? "panel.step.end" : "panel.step.end.reset");
}

}  // namespace

bool is_sealed(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link) {
  const sim::Link& of = *visit.timeline().tip(branch).links[link.value];
  return of.secured;
}

std::uint32_t handshake_step(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link) {
  for (const lesson::LinkStep& each : visit.history(branch).link(link).steps)
    if (visit.steps(branch).step(each.step).kind == sim::StepKind::tls) return each.step;
  return 0;
}

bool is_sealed_from_the_start(const lesson::Visit& visit, sim::BranchId branch, sim::LinkId link) {
  return visit.timeline().tip(branch).links[link.value]->tls && is_sealed(visit, branch, link);
}

// Behind STLS only what is said when its handshake has begun: until it is done nobody speaks.
bool is_sealed(const lesson::Visit& visit, sim::BranchId branch, const sim::Step& line) {
  if (!has_line(line) || !line.link || !is_sealed(visit, branch, *line.link)) return false;
  if (is_sealed_from_the_start(visit, branch, *line.link)) return true;
  const std::uint32_t handshake = handshake_step(visit, branch, *line.link);
  return handshake != 0 && line.begins > visit.steps(branch).step(handshake).begins;
}

bool is_sealed(const StepOf& of) { return is_sealed(of.visit, of.branch, of.step()); }

Records records_of(const StepOf& of) {
  Records records;
  for (const sim::StepSegment& placed : of.step().segments) {
    const sim::Segment segment = segment_of(of, placed);
    if (!segment.sealed) continue;
    ++records.count;
    records.octets += sim::octets_on_wire(segment);
  }
  return records;
}

std::string sealed_words(const StepOf& of, bool brief, const text::Catalogue& catalogue) {
  const Records records = records_of(of);
  const char* key = records.count == 0 ? "panel.lines.sealed.before"
                    : brief            ? "panel.lines.sealed.short"
                                       : "panel.lines.sealed";
  return catalogue.sentence(
      key, {text::number("octets", static_cast<std::int64_t>(records.octets))});
}

std::string record_words(const StepOf& of, const text::Catalogue& catalogue) {
  const Records records = records_of(of);
  if (records.count == 0) return catalogue.sentence("panel.listener.record.before");
  return catalogue.sentence(
      "panel.listener.record",
      {text::number("count", records.count),
       text::plain("octets", catalogue.grouped(static_cast<std::int64_t>(records.octets)))});
}

bool crosses_the_wire(sim::StepKind kind) {
  using sim::StepKind;
  switch (kind) {
    case StepKind::open:
    case StepKind::tls:
    case StepKind::command:
    case StepKind::reply:
    case StepKind::end:
    case StepKind::cable:
      return true;
    case StepKind::removal:
    case StepKind::delivery:
    case StepKind::settings:
    case StepKind::use:
      return false;
  }
  return true;
}

std::string words_on_way(const StepOf& of, bool as_listener, const text::Catalogue& catalogue) {
  if (!as_listener) return words_of(of, catalogue);
  if (is_sealed(of)) return record_words(of, catalogue);
  if (!crosses_the_wire(of.step().kind)) return catalogue.sentence("panel.listener.nothing");
  const bool of_sealed = of.step().link && is_sealed(of.visit, of.branch, *of.step().link);
  if (of_sealed && of.step().kind == sim::StepKind::end) return sealed_end_words(of, catalogue);
  return words_of(of, catalogue);
}

Passing passing_records(const StepOf& of, std::optional<std::uint32_t> index, std::size_t most) {
  Passing passing;
  const std::vector<sim::StepSegment>& segments = of.step().segments;
  for (std::uint32_t n = 0; n < segments.size(); ++n) {
    if (index && *index != n) continue;
    const sim::Segment segment = segment_of(of, segments[n]);
    if (!segment.sealed) continue;
    const std::uint32_t length = sim::octets_on_wire(segment);
    passing.in_all += length;
    if (passing.octets.size() < most)
      append_record(passing.octets, length, mixed(std::uint64_t{of.number} << 32 | n));
  }
  passing.octets.resize(std::min(passing.octets.size(), most));
  return passing;
}

std::optional<std::string> readable_password(const StepOf& of) {
  if (of.step().kind != sim::StepKind::command || !of.step().link || is_sealed(of))
    return std::nullopt;
  const sim::World& tip = of.visit.timeline().tip(of.branch);
  switch (tip.links[of.step().link->value]->protocol) {
    case sim::Protocol::pop3:
      return pop3_password(of);
    case sim::Protocol::imap:
      return imap_password(of);
  }
  return std::nullopt;
}

bool show_password(const StepOf& of, WireLine& line) {
  const std::optional<std::string> password = readable_password(of);
  if (!password) return false;
  const std::size_t at = line.words.rfind(*password);  // not where it was written with escapes
  if (at != std::string::npos) {
    line.secret_from = at;
    line.secret_count = password->size();
  }
  return true;
}

}  // namespace popscope::view
