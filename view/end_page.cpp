#include "view/guesses.h"
#include "view/pages.h"

namespace popscope::view {
namespace {

std::string score(const std::vector<GuessView>& guesses, const text::Catalogue& catalogue) {
  std::int64_t right = 0;
  std::int64_t told = 0;
  bool late = false;
  bool skipped = false;
  for (const GuessView& guess : guesses) {
    if (guess.late) {
      late = true;  // no guess: what came had been seen
      continue;
    }
    switch (guess.verdict) {
      case GuessView::Verdict::right:
        ++right;
        [[fallthrough]];
      case GuessView::Verdict::wrong:
        ++told;
        break;
      case GuessView::Verdict::skipped:
        skipped = true;
        break;
      case GuessView::Verdict::open:
        break;
    }
  }
  if (told == 0 && late) return catalogue.sentence("end.score.late");
  if (told == 0) return skipped ? catalogue.sentence("end.score.skipped") : std::string();
  const char* key = right == told ? "end.score.all"
                    : right == 0  ? "end.score.none"
                                  : "end.score.some";
  return catalogue.sentence(key, {text::number("count", told), text::number("right", right)});
}

}  // namespace

EndView end_page(const lesson::Visit& visit, const lesson::Scenario* next,
                 const text::Catalogue& catalogue) {
  EndView view;
  for (const lesson::Visit::WayOn& way : visit.unseen_ways())
    view.unseen.push_back({way.name, way.branch.value});
  view.ends = view.unseen.empty()
                  ? catalogue.sentence("end.ends")
                  : catalogue.sentence("end.ends.way",
                                       {text::number("count", static_cast<std::int64_t>(
                                                                  view.unseen.size()))});
  view.compares = view.unseen.empty() && visit.timeline().branches().size() > 1;
  const std::string& keep = visit.lesson().scenario->keep;
  view.heading = catalogue.sentence(keep.empty() ? "end.heading.none" : "end.heading");
  view.keep = rich_text(keep, catalogue);
  // Entries are numbered in the story's order, and guesses go by entry.
  for (const auto& guess : visit.guesses())
    view.guesses.push_back(guess_view(visit, guess.first, true, catalogue));
  view.score = score(view.guesses, catalogue);
  if (!next) return view;
  view.next_title = next->title;
  view.next_teaches = plain_text(rich_text(next->teaches, catalogue));
  return view;
}

}  // namespace popscope::view
