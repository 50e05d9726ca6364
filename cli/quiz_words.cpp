// A quiz in sentences.
#include <algorithm>

#include "cli/quiz_answers.h"
#include "cli/quiz_voice.h"
#include "quiz/proof.h"
#include "quiz/tags.h"
#include "view/evidence.h"
#include "view/quiz_lab.h"
#include "view/rich_text.h"

namespace popscope::cli {
namespace {

constexpr quiz::Clock kMinuteMs = 60'000;

class InWords final : public QuizVoice {
 public:
  InWords(const text::Catalogue& catalogue, std::FILE* out) : catalogue_(catalogue), out_(out) {}

  void begin(const quiz::Attempt& attempt, bool resumed) override {
    const auto total = static_cast<std::int64_t>(attempt.questions().size());
    say("cli.quiz.title",
        {text::plain("title", attempt.quiz().title), text::number("count", total)});
    if (!attempt.quiz().about.empty()) print(attempt.quiz().about);
    if (!attempt.is_exam()) say("cli.quiz.study");
    else if (attempt.has_limit())
      say("cli.quiz.exam_minutes", {text::number("minutes", attempt.quiz().minutes)});
    else say("cli.quiz.exam");
    if (resumed)
      say("cli.quiz.resumed",
          {text::number("done", attempt.answered()), text::number("total", total)});
  }

  void question(const quiz::Attempt& attempt, std::uint32_t index, quiz::Clock now) override {
    const quiz::Shown& shown = attempt.questions()[index];
    print("\n" + heading(attempt, index, now));
    print(plain(shown.question.stem));
    if (!shown.question.exhibit.empty()) print("\n" + indented(shown.question.exhibit));
    std::visit([&](const auto& asks) { choices(asks, shown); }, shown.question.asks);
    kind(shown.question);
    if (attempt.is_exam() && shown.answer && !written(shown, *shown.answer).empty())
      say("cli.quiz.answered", {text::plain("answer", written(shown, *shown.answer))});
    if (attempt.shows_feedback(index)) taken(attempt, index);
  }

  void question_line(const quiz::Attempt& attempt, std::uint32_t index) override {
    const quiz::Shown& shown = attempt.questions()[index];
    const char* mark = !shown.answer                     ? " "
                       : !attempt.shows_feedback(index)  ? "*"
                       : attempt.grade_of(index).right() ? "+"
                                                         : "-";
    print(std::to_string(index + 1) + " " + mark + " " + plain(shown.question.stem) +
          (shown.flagged ? " [" + catalogue_.sentence("cli.quiz.flagged") + "]" : ""));
  }

  void taken(const quiz::Attempt& attempt, std::uint32_t index) override {
    const quiz::Shown& shown = attempt.questions()[index];
    if (!attempt.shows_feedback(index) || !shown.answer) return say("cli.quiz.noted");
    const quiz::Grade grade = quiz::grade(shown.question, *shown.answer);
    if (grade.right()) say("cli.quiz.right");
    else if (grade.points == 0) say("cli.quiz.wrong");
    else say("cli.quiz.partly", {text::number("points", grade.points),
                                 text::number("possible", grade.possible)});
    const std::string key = written(shown, key_of(shown.question));
    if (!grade.right() && !key.empty()) say("cli.quiz.key", {text::plain("answer", key)});
    std::visit([&](const auto& asks) { feedback(asks, shown); }, shown.question.asks);
    if (!shown.question.feedback.empty()) print(plain(shown.question.feedback));
    voices(shown.question.voices);
    for (const std::string& id : misconceptions_met(shown.question, *shown.answer))
      met(id, attempt.quiz());
    proof(shown.question);
  }

  void report(const quiz::Attempt& attempt) override {
    const quiz::Report report = report_of(attempt);
    print("");
    for (std::uint32_t i = 0; i < attempt.questions().size(); ++i) question_line(attempt, i);
    print("");
    say("cli.quiz.report",
        {text::number("right", report.right), text::number("total", report.questions),
         text::number("points", report.points), text::number("possible", report.possible),
         text::number("percent", report.percent)});
    if (attempt.is_exam())
      say(report.passed ? "cli.quiz.passed" : "cli.quiz.failed",
          {text::number("pass", attempt.quiz().pass_percent)});
    lines("cli.quiz.by_objective", report.objectives, [&](const quiz::ReportLine& line) {
      return objective(line.id, line.listed, attempt.quiz());
    });
    lines("cli.quiz.by_topic", report.topics,
          [](const quiz::ReportLine& line) { return line.id; });
    if (!report.misconceptions.empty()) say("cli.quiz.by_misconception");
    for (const quiz::Met& met : report.misconceptions) {
      say("cli.quiz.met",
          {text::plain("text",
                       misconception_words(met.misconception, attempt.quiz(), catalogue_)),
           text::number("count", static_cast<std::int64_t>(met.questions.size()))});
      lesson(lesson_for(met.misconception, attempt.quiz()));
    }
  }

  void say(const char* key, const text::Arguments& arguments = {}) override {
    print(catalogue_.sentence(key, arguments));
  }
  void say_text(const std::string& sentence) override { print(sentence); }

  void wire(const std::vector<std::string>& said) override {
    for (const std::string& line : said) print("  " + line);
  }

  void asks(const Serving::Asked& asked) override {
    if (!asked.question.empty()) print(asked.question);
  }

  void prompt(const std::string& who) override {
    std::fprintf(out_, "%s> ", who.c_str());
    std::fflush(out_);
  }

 private:
  void print(const std::string& line) { std::fprintf(out_, "%s\n", line.c_str()); }

  std::string plain(const std::string& text) const {
    return view::plain_text(view::rich_text(text, catalogue_));
  }

  static std::string indented(const std::string& text) {
    std::string result = "    ";
    for (const char c : text) {
      result += c;
      if (c == '\n') result += "    ";
    }
    return result;
  }

  std::string objective(const std::string& id, bool listed, const quiz::Quiz& quiz) const {
    const std::string words = objective_words(id, quiz, catalogue_);
    if (listed) return words;
    return catalogue_.sentence("cli.quiz.not_listed", {text::plain("objective", words)});
  }

  std::string heading(const quiz::Attempt& attempt, std::uint32_t index, quiz::Clock now) const {
    const quiz::Shown& shown = attempt.questions()[index];
    std::string line = catalogue_.sentence(
        "cli.quiz.question",
        {text::number("number", index + 1),
         text::number("total", static_cast<std::int64_t>(attempt.questions().size()))});
    if (!shown.question.topic.empty()) line += " · " + shown.question.topic;
    for (const quiz::ObjectiveTag& tag : shown.question.objectives)
      line += " · " + objective(tag.id, tag.listed, attempt.quiz());
    if (shown.flagged) line += " · " + catalogue_.sentence("cli.quiz.flagged");
    if (attempt.has_limit())
      line += " · " + catalogue_.sentence(
                          "cli.quiz.left",
                          {text::number("minutes", (attempt.left(now) + kMinuteMs - 1) /
                                                       kMinuteMs)});
    return line;
  }

  void kind(const quiz::Question& question) {
    std::string key = "cli.quiz.kind." + std::string(to_text(type_of(question)));
    text::Arguments arguments;
    if (const auto* numeric = std::get_if<quiz::Numeric>(&question.asks)) {
      if (!numeric->unit.empty()) key += "_unit";
      arguments.push_back(text::plain("unit", numeric->unit));
    }
    if (const auto* task = std::get_if<quiz::Task>(&question.asks))
      arguments.push_back(text::plain("device", task->device));
    print(catalogue_.sentence(key, arguments));
  }

  // --- what there is to choose from ---

  void choices(const quiz::Choice& choice, const quiz::Shown& shown) {
    for (std::size_t i = 0; i < shown.order.size(); ++i)
      print("  " + letter(i) + "  " + plain(choice.options[shown.order[i]].say));
  }
  void choices(const quiz::Matching& matching, const quiz::Shown& shown) {
    for (std::size_t i = 0; i < matching.pairs.size(); ++i)
      print("  " + std::to_string(i + 1) + "  " + plain(matching.pairs[i].left));
    print("");
    const std::vector<std::string> sides = right_sides(matching);
    for (std::size_t i = 0; i < shown.order.size(); ++i)
      print("  " + letter(i) + "  " + plain(sides[shown.order[i]]));
  }
  void choices(const quiz::Ordering& ordering, const quiz::Shown& shown) {
    for (std::size_t i = 0; i < shown.order.size(); ++i)
      print("  " + letter(i) + "  " + plain(ordering.items[shown.order[i]].say));
  }
  void choices(const quiz::Numeric&, const quiz::Shown&) {}
  void choices(const quiz::Generator&, const quiz::Shown&) {}
  void choices(const quiz::Task&, const quiz::Shown&) {}
  void choices(const quiz::Spot& spot, const quiz::Shown& shown) {
    for (const view::SessionRow& row : rows_to_choose(shown.question, catalogue_)) {
      std::string number = std::to_string(row.step);
      number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
      for (const std::string& line : lines_of(row)) {
        print(number + "  " + line);
        number.assign(number.size(), ' ');
      }
    }
    print("");
    for (std::size_t i = 0; i < shown.order.size(); ++i)
      print("  " + letter(i) + "  " + plain(spot.rules[shown.order[i]].say));
  }
  void choices(const quiz::Serve&, const quiz::Shown&) {}

  // --- what is said about an answer ---

  void about(const std::string& mark, const std::string& words) {
    if (!words.empty()) print("  " + mark + "  " + plain(words));
  }

  void feedback(const quiz::Choice& choice, const quiz::Shown& shown) {
    for (const std::uint32_t index : shown.order) {
      const quiz::Option& option = choice.options[index];
      about(letter_of(shown, index), option.feedback);
      const auto& chosen = shown.answer->chosen;
      if (std::find(chosen.begin(), chosen.end(), index) != chosen.end()) voices(option.voices);
      if (!option.right_when.empty())
        say("cli.quiz.right_when",
            {text::plain("letter", letter_of(shown, index)),
             text::plain("options", joined(option.right_when))});
    }
  }
  void feedback(const quiz::Matching& matching, const quiz::Shown&) {
    for (std::size_t i = 0; i < matching.pairs.size(); ++i)
      about(std::to_string(i + 1), matching.pairs[i].feedback);
  }
  void feedback(const quiz::Ordering& ordering, const quiz::Shown& shown) {
    for (std::uint32_t i = 0; i < ordering.items.size(); ++i)
      about(letter_of(shown, i), ordering.items[i].feedback);
  }
  void feedback(const quiz::Numeric& numeric, const quiz::Shown& shown) {
    for (const quiz::WrongNumber& mistake : numeric.mistakes)
      if (shown.answer->number == mistake.value)
        about(std::to_string(mistake.value), mistake.feedback);
  }
  void feedback(const quiz::Generator&, const quiz::Shown&) {}
  void feedback(const quiz::Task& task, const quiz::Shown& shown) {
    for (std::size_t i = 0; i < task.checks.size(); ++i) {
      const quiz::Check& check = task.checks[i];
      const bool held = shown.answer->met[i];
      say(held ? "cli.quiz.check_holds" : "cli.quiz.check_fails",
          {text::plain("say", plain(check.say))});
      if (!held) about(" ", check.feedback);
    }
  }

  void feedback(const quiz::Spot& spot, const quiz::Shown& shown) {
    const view::SpotVerdict verdict = view::spot_verdict(spot, *shown.answer->step, catalogue_);
    print("  " + verdict.words);
    if (!verdict.feedback.empty()) print("    " + plain_text(verdict.feedback));
    for (const std::uint32_t index : shown.order) {
      about(letter_of(shown, index), spot.rules[index].feedback);
      if (spot.rules[index].right)
        say("cli.quiz.cited", {text::plain("text", spot.rules[index].citation)});
    }
  }
  void feedback(const quiz::Serve& serve, const quiz::Shown& shown) {
    for (const view::ServeResult& one : view::serve_results(serve, *shown.answer, catalogue_)) {
      say(one.right ? "cli.quiz.serve.right" : "cli.quiz.serve.wrong",
          {text::plain("line", one.line), text::plain("said", one.said),
           text::plain("why", one.why)});
      if (!one.feedback.empty()) print("    " + plain_text(one.feedback));
    }
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
  }

  void voices(const quiz::Voices& voices) {
    if (voices.exam.empty()) return;
    say("cli.quiz.exam_voice", {text::plain("text", plain(voices.exam))});
    say("cli.quiz.wire_voice", {text::plain("text", plain(voices.wire))});
  }

  void met(const std::string& id, const quiz::Quiz& quiz) {
    say("cli.quiz.misconception",
        {text::plain("text", misconception_words(id, quiz, catalogue_))});
    lesson(lesson_for(id, quiz));
  }

  void lesson(const std::string& id) {
    if (!id.empty()) say("cli.quiz.lesson", {text::plain("lesson", id)});
  }

  void proof(const quiz::Question& question) {
    if (!question.citation.empty()) say("cli.quiz.cited", {text::plain("text", question.citation)});
    if (!question.run || std::holds_alternative<quiz::Task>(question.asks) ||
        std::holds_alternative<quiz::Serve>(question.asks))
      return;
    text::Diagnostics problems;
    quiz::Runs runs(*question.run, "");
    const lesson::Visit* visit = runs.told({}, problems);
    const auto found = visit ? quiz::evidence(*question.run, *visit) : std::nullopt;
    if (!found) return;
    const view::EvidenceView shown =
        view::evidence(*question.run, *visit, *found, catalogue_);
    say(shown.scenario.empty() ? "cli.quiz.proved_here" : "cli.quiz.proved",
        {text::plain("scenario", shown.scenario), text::number("step", shown.step)});
    for (const view::EvidenceLine& line : shown.lines)
      print(std::string(line.decides ? "  > " : "    ") +
            (line.from.empty() ? "" : line.from + ": ") + line.text);
  }

  template <class Name>
  void lines(const char* key, const std::vector<quiz::ReportLine>& all, const Name& name) {
    if (all.empty()) return;
    say(key);
    for (const quiz::ReportLine& line : all)
      print("  " + catalogue_.sentence("cli.quiz.line",
                                       {text::number("points", line.points),
                                        text::number("possible", line.possible),
                                        text::plain("name", name(line))}));
  }

  const text::Catalogue& catalogue_;
  std::FILE* out_;
};

}  // namespace

std::unique_ptr<QuizVoice> voice_in_words(const text::Catalogue& catalogue, std::FILE* out) {
  return std::make_unique<InWords>(catalogue, out);
}

}  // namespace popscope::cli
