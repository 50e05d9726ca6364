#include "view/lines.h"

#include <algorithm>
#include <string_view>

#include "view/chosen.h"
#include "view/listener.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

// The folded reply: its first lines, a row for what is left out, and the line that ends it.
static_assert(kPayloadLinesShown + 1 == lesson::kPayloadRowsMax);
constexpr std::uint32_t kFirstLines = kPayloadLinesShown - 1;
// Of a single line. Lines of mail have at most 998 octets (RFC 5322); what is longer is no text.
constexpr std::size_t kLineOctetsShown = 2000;

// For what is stuffed, when a reply is unfolded: nobody sees more at once.
constexpr std::uint32_t kLinesLookedThrough = 100;

// A step of the chosen session in the list of rows; `folded` rows stand for the rest of its reply.
struct Block {
  std::uint32_t step = 0;
  std::uint32_t first_row = 0;
  std::uint32_t payload_lines = 0;
  bool folded = false;
};

// Which rows the steps of one session take, up to the cursor.
class Blocks {
 public:
  // `closed`: a step is one row, for nobody sees how many lines are in its record.
  Blocks(const lesson::Visit& visit, sim::SessionId session,
         const std::vector<std::uint32_t>& unfolded_steps, bool closed)
      : history_(visit.history()), link_(history_.link(session)), closed_(closed) {
    const std::uint32_t here = visit.step();
    const auto end = std::upper_bound(
        link_.steps.begin(), link_.steps.end(), here,
        [](std::uint32_t step, const lesson::LinkStep& s) { return step < s.step; });
    count_ = static_cast<std::size_t>(end - link_.steps.begin());
    for (const std::uint32_t step : unfolded_steps)
      if (!closed && step >= 1 && step <= here && find(step) < count_ && extra_rows(step) > 0)
        unfolded_.push_back(step);
  }

  std::size_t count() const { return count_; }
  std::uint32_t rows() const {
    if (count_ == 0) return 0;
    const Block last = at(count_ - 1);
    const std::uint32_t shown = last.folded ? lesson::kPayloadRowsMax : last.payload_lines;
    return last.first_row + 1 + shown;
  }
  Block at(std::size_t index) const {
    const lesson::LinkStep& own = link_.steps[index];
    if (closed_) return {own.step, static_cast<std::uint32_t>(index), 0, false};
    Block block{own.step, own.rows_before, history_.payload_lines(own.step), false};
    block.folded = extra_rows(own.step) > 0;
    for (const std::uint32_t step : unfolded_) {
      if (step < own.step) block.first_row += extra_rows(step);
      if (step == own.step) block.folded = false;
    }
    return block;
  }
  // The block that a row lies in.
  std::size_t of_row(std::uint32_t row) const {
    std::size_t low = 0, high = count_ - 1;
    while (low < high) {
      const std::size_t middle = low + (high - low + 1) / 2;
      if (at(middle).first_row <= row)
        low = middle;
      else
        high = middle - 1;
    }
    return low;
  }
  // The index of a step; count() when it is none of the session's.
  std::size_t find(std::uint32_t step) const {
    const auto begin = link_.steps.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(count_);
    const auto it = std::lower_bound(
        begin, end, step, [](const lesson::LinkStep& s, std::uint32_t n) { return s.step < n; });
    return it != end && it->step == step ? static_cast<std::size_t>(it - begin) : count_;
  }

 private:
  std::uint32_t extra_rows(std::uint32_t step) const {
    const std::uint32_t lines = history_.payload_lines(step);
    return lines > lesson::kPayloadRowsMax ? lines - lesson::kPayloadRowsMax : 0;
  }

  const lesson::History& history_;
  const lesson::LinkHistory& link_;
  const bool closed_;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> unfolded_;
};

// Gives the lines of a reply one after another, without building those that are not asked for.
class LineReader {
 public:
  explicit LineReader(std::string_view octets) : rest_(octets) {}

  void skip_to(std::uint32_t line) {
    for (; next_ < line; ++next_) rest_.remove_prefix(size_of_next());
  }
  std::string_view take() {
    const std::string_view line = rest_.substr(0, size_of_next());
    rest_.remove_prefix(line.size());
    ++next_;
    return line;
  }

 private:
  std::size_t size_of_next() const {
    const std::size_t end = rest_.find('\n');
    return end == std::string_view::npos ? rest_.size() : end + 1;
  }

  std::string_view rest_;
  std::uint32_t next_ = 0;
};

LinesRow payload_row(std::string_view line, bool last, const text::Catalogue& catalogue) {
  LinesRow row;
  const std::string_view text = line.substr(0, kLineOctetsShown);
  row.wire = payload_line(text);
  if (last) {
    row.remark = catalogue.sentence("panel.lines.end_of_reply");
  } else if (text.size() < line.size()) {
    row.remark = catalogue.sentence(
        "panel.lines.octets_more",
        {text::number("count", static_cast<std::int64_t>(line.size() - text.size()))});
  } else if (row.wire.stuffed) {
    row.remark = catalogue.sentence("panel.lines.stuffed");
    row.remark_short = catalogue.sentence("panel.lines.stuffed.short");
  }
  return row;
}

// What became of a line on its way, once a step.
void remark_on_way(const StepOf& of, bool as_listener, const text::Catalogue& catalogue,
                   LinesRow& row) {
  if (is_sealed(of)) {
    if (!as_listener) row.remark = sealed_words(of, false, catalogue);
    if (!as_listener) row.remark_short = sealed_words(of, true, catalogue);
  } else if (readable_password(of)) {
    row.remark = catalogue.sentence("panel.lines.password");
    row.remark_short = catalogue.sentence("panel.lines.password.short");
    row.warns = true;
  }
  if (!of.step().broken) return;
  const std::string lost = catalogue.sentence("panel.lines.lost");
  row.remark_short = lost;  // the padlock, or the line itself, says the rest
  row.remark += (row.remark.empty() ? "" : catalogue.sentence("list.separator")) + lost;
}

LinesRow first_row_of(const StepOf& of, bool as_listener, const text::Catalogue& catalogue) {
  LinesRow row;
  row.first_of_step = true;
  if (as_listener && is_sealed(of)) {
    row.wire.speaker =
        of.step().kind == sim::StepKind::command ? Speaker::client : Speaker::server;
    row.notice = record_words(of, catalogue);
    remark_on_way(of, as_listener, catalogue, row);
  } else if (const std::optional<WireLine> line = line_of(of)) {
    row.wire = *line;
    if (as_listener) show_password(of, row.wire);
    remark_on_way(of, as_listener, catalogue, row);
  } else {
    row.notice = words_on_way(of, as_listener, catalogue);
  }
  return row;
}

// The rows of one block that lie within [first, end).
void append_rows(const StepOf& of, const Block& block, bool as_listener, std::uint32_t first,
                 std::uint32_t end, const text::Catalogue& catalogue,
                 std::vector<LinesRow>& rows) {
  const std::uint32_t payload_rows = block.folded ? lesson::kPayloadRowsMax : block.payload_lines;
  const std::uint32_t from = std::max(first, block.first_row) - block.first_row;
  const std::uint32_t until = std::min(end - block.first_row, payload_rows + 1);
  const bool sealed = is_sealed(of);
  const sim::SharedOctets octets = until > 1 ? octets_of(of) : sim::SharedOctets();
  LineReader reader(octets.view());
  for (std::uint32_t n = from; n < until; ++n) {
    LinesRow row;
    if (n == 0) {
      row = first_row_of(of, as_listener, catalogue);
    } else if (block.folded && n == kFirstLines + 1) {
      const std::uint32_t left_out = block.payload_lines - kFirstLines - 1;
      row.folded = catalogue.sentence("panel.lines.more", {text::number("count", left_out)});
    } else {
      const bool last = n == payload_rows;
      reader.skip_to(last ? block.payload_lines : n);
      row = payload_row(reader.take(), last, catalogue);
    }
    row.step = block.step;
    row.sealed = sealed;
    rows.push_back(std::move(row));
  }
}

// The row of the first stuffed line that is shown of a reply; its own first row when there is none.
std::uint32_t remark_row_of(const StepOf& of, const Block& block) {
  const std::uint32_t until = std::min(block.folded ? kFirstLines + 1 : block.payload_lines,
                                       kLinesLookedThrough);
  if (until == 0) return block.first_row;
  const sim::SharedOctets octets = octets_of(of);
  LineReader reader(octets.view());
  reader.take();
  for (std::uint32_t n = 1; n < until; ++n)
    if (reader.take().starts_with("..")) return block.first_row + n;
  return block.first_row;
}

HexRow hex_row(std::string_view octets) {
  constexpr char kHex[] = "0123456789abcdef";
  HexRow row;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto octet = static_cast<unsigned char>(octets[i]);
    if (i > 0) row.hex += i == kHexOctetsPerRow / 2 ? "  " : " ";
    row.hex += {kHex[octet >> 4], kHex[octet & 15]};
    if (octet >= 0x20 && octet < 0x7f)
      row.text += octets[i];
    else
      row.text += "·";
    row.line_end.push_back(octet == '\r' || octet == '\n');
  }
  return row;
}

// `in_all`: how many there are, of which `octets` are the first.
void add_hex(std::string_view octets, std::uint64_t in_all, std::size_t per_row,
             const text::Catalogue& catalogue, LinesView& view) {
  const std::size_t shown = std::min<std::size_t>(octets.size(), kHexOctetsMax);
  for (std::size_t at = 0; at < shown; at += per_row)
    view.hex.push_back(hex_row(octets.substr(at, std::min(per_row, shown - at))));
  if (shown < in_all) {
    view.hex_more = catalogue.sentence(
        "panel.lines.octets_more",
        {text::number("count", static_cast<std::int64_t>(in_all - shown))});
  }
}

// The octets of the cursor's step, or of the segment of it that is selected.
void add_octets(const lesson::Visit& visit, const Selection& selection,
                std::size_t octets_per_row, const text::Catalogue& catalogue, LinesView& view) {
  const lesson::Visit::Standing place = chosen_place(visit, selection);
  if (place.step == 0) return;
  const StepOf of{visit, visit.branch(), place.step};
  sim::SharedOctets octets;
  bool sealed = false;
  const char* note = "panel.lines.octet_count";
  std::string number = std::to_string(of.number);
  if (place.segment) {
    const sim::Segment segment = segment_of(of, of.step().segments[*place.segment]);
    octets = segment.octets;
    sealed = segment.sealed;
    number += "." + std::to_string(*place.segment + 1);
  } else {
    octets = octets_of(of);
    sealed = is_sealed(of);
  }
  std::uint64_t in_all = octets.size();
  if (sealed && selection.as_listener) {
    Passing passing = passing_records(of, place.segment, kHexOctetsMax);
    octets = sim::SharedOctets(std::move(passing.octets));
    in_all = passing.in_all;
    note = "panel.listener.octets";
  } else if (sealed) {
    note = "panel.lines.octet_count.sealed";
  }
  view.octets_heading = catalogue.sentence("panel.lines.octets", {text::plain("step", number)});
  view.octets_note =
      catalogue.sentence(note, {text::number("count", static_cast<std::int64_t>(in_all))});
  add_hex(octets.view(), in_all, octets_per_row, catalogue, view);
}

}  // namespace

LinesView lines(const lesson::Visit& visit, const Selection& selection,
                const text::Catalogue& catalogue, std::uint32_t first_row, std::uint32_t count,
                const std::vector<std::uint32_t>& unfolded_steps, std::uint32_t octets_per_row) {
  LinesView view;
  view.as_listener = selection.as_listener;
  add_octets(visit, selection, octets_per_row, catalogue, view);
  // A connection that has not opened, or never will, has rows before it has a session.
  const std::optional<sim::LinkId> shown = chosen_link(visit, selection, visit.world());
  if (!shown) {
    view.empty = catalogue.sentence("panel.lines.empty");
    return view;
  }
  view.sealed = is_sealed(visit, visit.branch(), *shown);
  const Blocks blocks(visit, *shown, unfolded_steps, view.sealed && view.as_listener);
  view.row_count = blocks.rows();
  if (view.row_count == 0) {
    view.empty = catalogue.sentence("panel.lines.empty");
    return view;
  }
  const std::size_t at_cursor = blocks.find(visit.step());
  view.cursor_row = view.remark_row = view.row_count - 1;
  if (at_cursor < blocks.count()) {
    const Block block = blocks.at(at_cursor);
    view.cursor_row = block.first_row;
    view.cursor_rows = 1 + (block.folded ? lesson::kPayloadRowsMax : block.payload_lines);
    view.remark_row = remark_row_of({visit, visit.branch(), block.step}, block);
  }
  view.first_row = std::min(first_row, view.row_count);
  const std::uint32_t end = view.first_row + std::min(count, view.row_count - view.first_row);
  if (view.first_row == end) return view;
  for (std::size_t n = blocks.of_row(view.first_row); n < blocks.count(); ++n) {
    const Block block = blocks.at(n);
    if (block.first_row >= end) break;
    append_rows({visit, visit.branch(), block.step}, block, view.as_listener, view.first_row, end,
                catalogue, view.rows);
  }
  for (LinesRow& row : view.rows) row.current = row.step == visit.step();
  return view;
}

}  // namespace popscope::view
