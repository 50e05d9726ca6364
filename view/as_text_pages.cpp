// The story's column, the strip of time, and the pages, as lines of text.
#include "view/as_text.h"

namespace popscope::view {
namespace {

void line(std::string& out, std::string_view label, const std::string& text) {
  if (text.empty()) return;
  out += label;
  out += text;
  out += '\n';
}

// Terms of the glossary stand in angle brackets behind their word; code and strong keep their
// marks.
std::string marked(const RichText& text) {
  std::string all;
  for (const Span& span : text) {
    const char* mark = span.style == Span::Style::code     ? "`"
                       : span.style == Span::Style::strong ? "*"
                                                           : "";
    all += mark + span.text + mark;
    if (!span.term.empty()) all += "<" + span.term + ">";
  }
  return all;
}

const char* word_of(GuessView::Verdict verdict) {
  switch (verdict) {
    case GuessView::Verdict::open: return "[open] ";
    case GuessView::Verdict::right: return "[right] ";
    case GuessView::Verdict::wrong: return "[wrong] ";
    case GuessView::Verdict::skipped: return "[skipped] ";
  }
  return "";
}

void add(std::string& out, const GuessView& guess) {
  line(out, "guess: ", guess.question);
  line(out, "  said ",
       word_of(guess.verdict) + guess.said + (guess.late ? " [late]" : "") +
           (guess.folded ? " [folded]" : ""));
  line(out, "  outcome ", guess.outcome);
  line(out, "  because ", guess.because);
}

const char* word_of(TransportView::NextKind kind) {
  switch (kind) {
    case TransportView::NextKind::step: return "[step] ";
    case TransportView::NextKind::offered: return "[offered] ";
    case TransportView::NextKind::skip_question: return "[skip question] ";
    case TransportView::NextKind::give_up: return "[give up] ";
    case TransportView::NextKind::choose: return "[choose] ";
    case TransportView::NextKind::back_to_story: return "[back to the story] ";
    case TransportView::NextKind::next_lesson: return "[next lesson] ";
    case TransportView::NextKind::let_happen: return "[let happen] ";
    case TransportView::NextKind::nothing: return "[nothing] ";
  }
  return "";
}

std::string hundredths(float part) {
  const int n = static_cast<int>(part * 100 + 0.5F);
  return std::to_string(n);
}

void add(std::string& out, const StripBranch& branch) {
  line(out, "branch ",
       std::to_string(branch.branch) + " " + branch.name + ", row " + std::to_string(branch.row) +
           ", parts at " + std::to_string(branch.parts_at_step) + ", " +
           std::to_string(branch.steps) + " steps" + (branch.current ? " [current]" : "") +
           (branch.of_story ? "" : " [own]"));
}

void add(std::string& out, const LessonCard& card) {
  line(out, card.number + ". ",
       card.title + (card.done    ? " [done]"
                     : card.begun ? " [begun]"
                                  : ""));
  line(out, "  ", card.teaches);
  line(out, "  ", card.minutes);
  line(out, "  ", card.progress);
}

}  // namespace

std::string as_text(const StoryView& view) {
  std::string out;
  line(out, "heading: ", view.heading);
  line(out, "headline: ", marked(view.headline));
  line(out, "text: ", marked(view.text));
  line(out, "section: ", view.section);
  line(out, view.believed ? "believed: " : "exam: ", marked(view.exam));
  line(out, "wire: ", marked(view.wire));
  for (const GuessView& guess : view.guesses) add(out, guess);
  if (view.ask) {
    line(out, "ask: ", marked(view.ask->question));
    for (const std::string& answer : view.ask->answers) line(out, "  - ", answer);
  }
  if (view.attempt) {
    line(out, "try: ", marked(view.attempt->task));
    line(out, "  shown: ", view.attempt->shown + " (" + view.attempt->device + ")");
    line(out, "  wrong: ", view.attempt->wrong);
  }
  line(out, "ways: ", view.ways_heading);
  for (const std::string& way : view.ways) line(out, "  - ", way);
  line(out, "notice: ", view.branch_notice);
  return out;
}

std::string as_text(const TransportView& view) {
  std::string out;
  line(out, "title: ", view.title);
  line(out, "position: ", view.position + " | " + view.short_position + " | " + view.at);
  if (view.hidden_after_step)
    line(out, "hidden after step ", std::to_string(*view.hidden_after_step));
  for (const StripPart& part : view.parts) {
    line(out, "part ",
         hundredths(part.from) + "-" + hundredths(part.to) + " " + part.name +
             (part.current ? " [current]" : ""));
  }
  for (const StripBranch& branch : view.branches) add(out, branch);
  line(out,
       "can: ", std::string(view.can_back ? "back " : "") + (view.can_forward ? "forward" : ""));
  line(out, "next: ", word_of(view.next_kind) + view.next);
  line(out, "why: ", view.next_answer);
  line(out, "cable: ", view.cable + (view.cable_cut ? " [cut]" : "") +
                            (view.cable_why.empty() ? "" : " [" + view.cable_why + "]"));
  return out;
}

std::string as_text(const StartView& view) {
  std::string out;
  line(out, "welcome: ", view.welcome);
  if (view.go_on) {
    line(out, view.next ? "next: " : "go on: ", view.go_on->title);
    line(out, "  ", view.go_on_note);
  }
  for (const LessonCard& card : view.lessons) add(out, card);
  for (const std::string& file : view.own) line(out, "own: ", file);
  return out;
}

std::string as_text(const EndView& view) {
  std::string out;
  line(out, "ends: ", view.ends);
  for (const UnseenWay& way : view.unseen) line(out, "not seen: ", way.name);
  line(out, "heading: ", view.heading);
  line(out, "keep: ", marked(view.keep));
  for (const GuessView& guess : view.guesses) add(out, guess);
  line(out, "score: ", view.score);
  line(out, "next: ", view.next_title);
  line(out, "  ", view.next_teaches);
  return out;
}

std::string as_text(const FileErrorsView& view) {
  std::string out;
  line(out, "file: ", view.file);
  line(out, "headline: ", view.headline);
  line(out, "advice: ", view.advice);
  for (std::size_t i = 0; i < view.errors.size(); ++i) {
    line(out, i == view.chosen ? "> " : "- ", view.errors[i].what);
    line(out, "  ", view.errors[i].remedy);
    line(out, "  ", view.errors[i].place);
  }
  for (const SourceLine& source : view.source) {
    line(out, std::to_string(source.number) + (source.faulty ? " ! " : "   "), source.text);
    if (source.mark_to > source.mark_from) {
      line(out,
           "  marked: ", source.text.substr(source.mark_from, source.mark_to - source.mark_from));
    }
  }
  return out;
}

}  // namespace popscope::view
