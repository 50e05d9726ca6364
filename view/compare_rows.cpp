#include "view/compare_rows.h"

#include <algorithm>

#include "view/ladder_row.h"
#include "view/listener.h"

namespace popscope::view {
namespace {

using sim::StepKind;
using sim::pop3::Keyword;

enum class Routine : std::uint8_t { none, opening, leaving };

std::optional<Keyword> keyword_of_exchange(const StepOf& of) {
  if (of.step().kind == StepKind::command) return keyword_of(of);
  if (!of.step().exchange_with) return std::nullopt;
  return keyword_of({of.visit, of.branch, *of.step().exchange_with});
}

Routine routine_of(const StepOf& of, bool as_listener) {
  const sim::Step& step = of.step();
  if (!step.link || step.broken || (as_listener && is_sealed(of))) return Routine::none;
  const bool refused = !of.visit.history(of.branch).link(*step.link).logged_in;
  if (step.kind == StepKind::open) return Routine::opening;
  if (step.kind == StepKind::end) return refused ? Routine::leaving : Routine::none;
  if (!has_line(step)) return Routine::none;
  if (step.kind == StepKind::reply && line_of(of)->tone != Tone::ok) return Routine::none;
  if (step.kind == StepKind::reply && step.line == 0) return Routine::opening;
  const std::optional<Keyword> keyword = keyword_of_exchange(of);
  if (keyword == Keyword::user) return Routine::opening;
  return keyword == Keyword::quit && refused ? Routine::leaving : Routine::none;
}

// "connect", "+OK", "USER": a step in one word.
std::string word_of(const StepOf& of, const text::Catalogue& catalogue) {
  switch (of.step().kind) {
    case StepKind::open:
      return catalogue.sentence("panel.compare.connect");
    case StepKind::end:
      return catalogue.sentence("panel.compare.closed");
    case StepKind::reply:
      return line_of(of)->status;
    case StepKind::command:
      if (const auto keyword = keyword_of(of)) return std::string(sim::pop3::to_text(*keyword));
      break;
    case StepKind::tls:
    case StepKind::removal:
    case StepKind::cable:
    case StepKind::delivery:
    case StepKind::settings:
    case StepKind::use:
      break;
  }
  return words_of(of, catalogue);
}

class Builder {
 public:
  Builder(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t differ_from,
          std::uint32_t last, bool as_listener, const text::Catalogue& catalogue)
      : visit_(visit),
        branch_(branch),
        lanes_(visit.timeline().tip(branch)),
        differ_from_(differ_from),
        last_(last),
        as_listener_(as_listener),
        catalogue_(catalogue) {}

  std::vector<CompareRow> build() const {
    std::vector<CompareRow> rows;
    for (std::uint32_t n = first_step(); n != 0 && n <= last_;) {
      const std::uint32_t end = end_of_run(n);
      rows.push_back(end - n < 2 ? row(n) : folded_row(n, end));
      n = std::max(end, n + 1);
    }
    return rows;
  }

 private:
  StepOf of(std::uint32_t n) const { return {visit_, branch_, n}; }

  std::uint32_t first_step() const {
    if (last_ == 0) return 0;
    const std::uint32_t shared = differ_from_ - 1;
    const std::uint32_t before = last_ > shared ? shared : last_ - std::min(last_, kRowsBeforeFork);
    const std::uint32_t in_reach = last_ > kCompareRowsMax ? last_ - kCompareRowsMax : 1;
    return std::max({1u, before, in_reach});
  }

  // Behind the last step that can be folded with this one; it does not reach across the place
  // where the sides part.
  std::uint32_t end_of_run(std::uint32_t n) const {
    const Routine routine = routine_of(of(n), as_listener_);
    const std::uint32_t stop = n < differ_from_ ? std::min(last_, differ_from_) : last_;
    std::uint32_t end = n;
    if (routine == Routine::none) return end;
    while (end < stop && routine_of(of(end), as_listener_) == routine &&
           of(end).step().link == of(n).step().link)
      ++end;
    return end;
  }

  CompareRow row(std::uint32_t n) const {
    CompareRow made;
    made.row = row_of(of(n), lanes_, catalogue_, as_listener_);
    made.number = made.row.number;
    made.differs = n >= differ_from_;
    made.current = n == last_;
    if (made.current) made.row.time = LadderRow::Time::now;
    return made;
  }

  CompareRow folded_row(std::uint32_t first, std::uint32_t end) const {
    CompareRow made = row(first);
    made.folded = true;
    made.number += "–" + std::to_string(end - 1);
    LadderRow& shown = made.row;
    std::string words;
    for (std::uint32_t n = first; n < end; ++n) {
      if (!words.empty()) words += catalogue_.sentence("list.separator");
      words += word_of(of(n), catalogue_);
    }
    shown.kind = LadderRow::Kind::notice;
    shown.line = false;
    shown.wire = {};
    shown.words = std::move(words);
    shown.pale = true;
    return made;
  }

  const lesson::Visit& visit_;
  sim::BranchId branch_;
  LaneOrder lanes_;
  std::uint32_t differ_from_;
  std::uint32_t last_;
  bool as_listener_;
  const text::Catalogue& catalogue_;
};

}  // namespace

std::vector<CompareRow> compare_rows(const lesson::Visit& visit, sim::BranchId branch,
                                     std::uint32_t differ_from, std::uint32_t last,
                                     bool as_listener, const text::Catalogue& catalogue) {
  return Builder(visit, branch, differ_from, last, as_listener, catalogue).build();
}

}  // namespace popscope::view
