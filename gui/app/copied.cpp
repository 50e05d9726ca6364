#include "gui/app/copied.h"

#include <algorithm>

#include "text/diagnostic.h"
#include "view/ladder.h"
#include "view/lines.h"
#include "view/maildrop.h"

namespace popscope::gui {
namespace {

constexpr std::uint32_t kLinesMax = 10'000;  // of one reply

std::string of_errors(const App& app) {
  std::string words;
  for (const text::Diagnostic& problem : app.faulty->problems) {
    words += text::one_line(problem, app.catalogue) + "\n";
  }
  return words;
}

std::string of_message(const App& app) {
  view::Selection selection = app.ui.selection;
  for (const view::MaildropRow& row : view::maildrop(*app.visit, selection, app.catalogue).rows) {
    if (row.unique_id == selection.unique_id) {
      return row.subject + "\t" + (row.uid.empty() ? row.unique_id : row.uid) + "\t" + row.octets;
    }
  }
  return "";
}

std::string of_octets(const App& app) {
  std::string words;
  for (const view::HexRow& row :
       view::lines(*app.visit, app.ui.selection, app.catalogue, 0, 1, {}).hex) {
    words += row.hex + "\n";
  }
  return words;
}

std::string of_row(const App& app, std::uint32_t row) {
  const view::LadderView view =
      view::ladder(*app.visit, app.ui.selection, app.catalogue, row, 1);
  if (view.rows.empty()) return "";
  const view::LadderRow& shown = view.rows.front();
  return shown.line ? view::plain_text(shown.wire) : shown.words;
}

// A reply with all lines below it, as they went over the wire.
std::string of_reply(const App& app, std::uint32_t step) {
  const std::vector<std::uint32_t> unfolded = {step};
  const view::LinesView all = view::lines(*app.visit, app.ui.selection, app.catalogue, 0, 1, {});
  const std::uint32_t from = all.row_count > kLinesMax ? all.row_count - kLinesMax : 0;
  std::string words;
  for (const view::LinesRow& row :
       view::lines(*app.visit, app.ui.selection, app.catalogue, from, 2 * kLinesMax, unfolded)
           .rows) {
    if (row.step != step) continue;
    words += (row.notice.empty() ? view::plain_text(row.wire) : row.notice) + "\n";
  }
  return words;
}

}  // namespace

std::string words_to_copy(const App& app) {
  if (app.ui.page == Page::file_errors && app.faulty) return of_errors(app);
  if (app.ui.page != Page::lesson || !app.visit) return "";
  if (app.ui.selection.octet) return of_octets(app);
  if (app.ui.selection.unique_id) return of_message(app);
  const std::uint32_t step = app.visit->step();
  if (step == 0) return "";
  if (app.ui.middle_tab == "lines") return of_reply(app, step);
  const view::LadderView view = view::ladder(*app.visit, app.ui.selection, app.catalogue, 0, 1);
  return view.cursor_row < view.row_count ? of_row(app, view.cursor_row) : "";
}

}  // namespace popscope::gui
