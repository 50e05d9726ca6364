// A quiz as JSON Lines: one object for everything that is said.
#include "cli/quiz_answers.h"
#include "cli/quiz_voice.h"
#include "loader/json_write.h"
#include "quiz/serve.h"
#include "quiz/tags.h"
#include "view/quiz_lab.h"

namespace popscope::cli {
namespace {

using loader::JsonWriter;

class InJson final : public QuizVoice {
 public:
  InJson(const text::Catalogue& catalogue, std::FILE* out) : catalogue_(catalogue), out_(out) {}

  void begin(const quiz::Attempt& attempt, bool resumed) override {
    line("quiz", [&](JsonWriter& json) {
      json.key("id").text(attempt.quiz().id);
      json.key("title").text(attempt.quiz().title);
      json.key("mode").text(to_text(attempt.started().mode));
      json.key("seed").natural(attempt.started().seed);
      json.key("questions").natural(attempt.questions().size());
      json.key("resumed").boolean(resumed);
      if (attempt.has_limit()) json.key("minutes").natural(attempt.quiz().minutes);
    });
  }

  void question(const quiz::Attempt& attempt, std::uint32_t index, quiz::Clock now) override {
    const quiz::Shown& shown = attempt.questions()[index];
    line("question", [&](JsonWriter& json) {
      json.key("number").natural(index + 1);
      json.key("id").text(shown.question.id);
      json.key("type").text(to_text(type_of(shown.question)));
      json.key("stem").text(shown.question.stem);
      if (!shown.question.exhibit.empty()) json.key("exhibit").text(shown.question.exhibit);
      if (!shown.question.topic.empty()) json.key("topic").text(shown.question.topic);
      json.key("objectives").array([&] {
        for (const quiz::ObjectiveTag& tag : shown.question.objectives)
          json.object([&] {
            json.key("id").text(tag.id);
            json.key("listed").boolean(tag.listed);
          });
      });
      std::visit([&](const auto& asks) { choices(json, asks, shown); }, shown.question.asks);
      json.key("flagged").boolean(shown.flagged);
      json.key("open").boolean(shown.open);
      if (attempt.has_limit()) json.key("left_ms").integer(attempt.left(now));
    });
  }

  void question_line(const quiz::Attempt& attempt, std::uint32_t index) override {
    const quiz::Shown& shown = attempt.questions()[index];
    line("listed", [&](JsonWriter& json) {
      json.key("number").natural(index + 1);
      json.key("id").text(shown.question.id);
      json.key("answered").boolean(shown.answer.has_value());
      json.key("flagged").boolean(shown.flagged);
      if (shown.answer && attempt.shows_feedback(index))
        json.key("right").boolean(attempt.grade_of(index).right());
    });
  }

  void taken(const quiz::Attempt& attempt, std::uint32_t index) override {
    const quiz::Shown& shown = attempt.questions()[index];
    const quiz::Answer& answer = *shown.answer;
    line("answered", [&](JsonWriter& json) {
      json.key("id").text(shown.question.id);
      json.key("answer").text(written(shown, answer));
      if (!attempt.shows_feedback(index)) return;
      const quiz::Grade grade = quiz::grade(shown.question, answer);
      json.key("right").boolean(grade.right());
      json.key("points").natural(grade.points);
      json.key("possible").natural(grade.possible);
      json.key("key").text(written(shown, key_of(shown.question)));
      json.key("misconceptions").array([&] {
        for (const std::string& id : misconceptions_met(shown.question, answer)) json.text(id);
      });
      if (!answer.met.empty())
        json.key("checks").array([&] {
          for (const bool held : answer.met) json.boolean(held);
        });
      std::visit([&](const auto& asks) { feedback(json, asks, shown); }, shown.question.asks);
    });
  }

  void report(const quiz::Attempt& attempt) override {
    const quiz::Report report = report_of(attempt);
    line("report", [&](JsonWriter& json) {
      json.key("right").natural(report.right);
      json.key("answered").natural(report.answered);
      json.key("questions").natural(report.questions);
      json.key("points").natural(report.points);
      json.key("possible").natural(report.possible);
      json.key("percent").natural(report.percent);
      json.key("passed").boolean(report.passed);
      report_lines(json, "objectives", report.objectives);
      report_lines(json, "topics", report.topics);
      json.key("misconceptions").array([&] {
        for (const quiz::Met& met : report.misconceptions)
          json.object([&] {
            json.key("id").text(met.misconception);
            json.key("lesson").text(lesson_for(met.misconception, attempt.quiz()));
            json.key("questions").array([&] {
              for (const std::string& id : met.questions) json.text(id);
            });
          });
      });
    });
  }

  void say(const char* key, const text::Arguments& arguments = {}) override {
    line("says", [&](JsonWriter& json) {
      json.key("key").text(key);
      json.key("text").text(catalogue_.sentence(key, arguments));
    });
  }
  void say_text(const std::string& sentence) override {
    line("says", [&](JsonWriter& json) { json.key("text").text(sentence); });
  }

  void wire(const std::vector<std::string>& said) override {
    line("wire", [&](JsonWriter& json) {
      json.key("lines").array([&] {
        for (const std::string& one : said) json.text(one);
      });
    });
  }

  void asks(const Serving::Asked& asked) override {
    static constexpr const char* kParts[] = {"reply", "state", "removes"};
    line("asks", [&](JsonWriter& json) {
      json.key("part").text(kParts[static_cast<int>(asked.part)]);
      json.key("command").text(asked.line);
    });
  }

  void prompt(const std::string&) override { std::fflush(out_); }

 private:
  template <class Members>
  void line(const char* event, const Members& members) {
    JsonWriter json(JsonWriter::Style::compact);
    json.object([&] {
      json.key("event").text(event);
      members(json);
    });
    std::fprintf(out_, "%s\n", json.take().c_str());
  }

  template <class Say>
  static void listed(JsonWriter& json, const char* key, const quiz::Shown& shown, const Say& say) {
    json.key(key).array([&] {
      for (std::size_t i = 0; i < shown.order.size(); ++i)
        json.object([&] {
          json.key("letter").text(letter(i));
          json.key("say").text(say(shown.order[i]));
        });
    });
  }

  static void choices(JsonWriter& json, const quiz::Choice& choice, const quiz::Shown& shown) {
    listed(json, "options", shown,
           [&](std::uint32_t i) { return std::string_view(choice.options[i].say); });
  }
  static void choices(JsonWriter& json, const quiz::Matching& matching, const quiz::Shown& shown) {
    json.key("left").array([&] {
      for (const quiz::Pair& pair : matching.pairs) json.text(pair.left);
    });
    const std::vector<std::string> sides = right_sides(matching);
    listed(json, "right", shown, [&](std::uint32_t i) { return std::string_view(sides[i]); });
  }
  static void choices(JsonWriter& json, const quiz::Ordering& ordering, const quiz::Shown& shown) {
    listed(json, "items", shown,
           [&](std::uint32_t i) { return std::string_view(ordering.items[i].say); });
  }
  static void choices(JsonWriter& json, const quiz::Numeric& numeric, const quiz::Shown&) {
    if (!numeric.unit.empty()) json.key("unit").text(numeric.unit);
  }
  static void choices(JsonWriter&, const quiz::Generator&, const quiz::Shown&) {}
  static void choices(JsonWriter& json, const quiz::Task& task, const quiz::Shown&) {
    json.key("device").text(task.device);
  }

  void choices(JsonWriter& json, const quiz::Spot& spot, const quiz::Shown& shown) const {
    json.key("steps").array([&] {
      for (const view::SessionRow& row : rows_to_choose(shown.question, catalogue_))
        json.object([&] {
          json.key("step").natural(row.step);
          if (!row.device.empty()) json.key("device").text(row.device);
          if (!row.from.empty()) json.key("from").text(row.from);
          json.key("text").text(row.text);
        });
    });
    listed(json, "options", shown,
           [&](std::uint32_t i) { return std::string_view(spot.rules[i].say); });
  }
  static void choices(JsonWriter& json, const quiz::Serve& serve, const quiz::Shown&) {
    json.key("commands").natural(serve.turns.size());
  }

  static void feedback(JsonWriter& json, const quiz::Choice& choice, const quiz::Shown& shown) {
    json.key("feedback").array([&] {
      for (const std::uint32_t index : shown.order) {
        const quiz::Option& option = choice.options[index];
        json.object([&] {
          json.key("letter").text(letter_of(shown, index));
          json.key("right").boolean(option.right);
          json.key("text").text(option.feedback);
        });
      }
    });
  }
  static void feedback(JsonWriter& json, const quiz::Spot& spot, const quiz::Shown& shown) {
    json.key("steps").array([&] {
      for (const std::uint32_t step : spot.steps) json.natural(step);
    });
    json.key("feedback").array([&] {
      for (const std::uint32_t index : shown.order)
        json.object([&] {
          json.key("letter").text(letter_of(shown, index));
          json.key("right").boolean(spot.rules[index].right);
          json.key("text").text(spot.rules[index].feedback);
        });
    });
  }
  static void feedback(JsonWriter& json, const quiz::Serve& serve, const quiz::Shown& shown) {
    json.key("commands").array([&] {
      for (std::size_t i = 0; i < serve.turns.size(); ++i)
        json.object([&] {
          const quiz::Turn& turn = serve.turns[i];
          json.key("command").text(turn.line);
          json.key("right").boolean(judged(turn, shown.answer->served[i]).right());
          said(json, "said", shown.answer->served[i]);
          said(json, "key", turn.right);
        });
    });
  }
  static void said(JsonWriter& json, const char* key, const quiz::Served& served) {
    json.key(key).object([&] {
      json.key("reply").text(served.reply);
      if (served.state) json.key("state").text(to_text(*served.state));
      if (served.removed.empty()) return;
      json.key("removes").array([&] {
        for (const std::uint32_t number : served.removed) json.natural(number);
      });
    });
  }
  template <class Other>
  static void feedback(JsonWriter&, const Other&, const quiz::Shown&) {}

  static void report_lines(JsonWriter& json, const char* key,
                           const std::vector<quiz::ReportLine>& lines) {
    json.key(key).array([&] {
      for (const quiz::ReportLine& each : lines)
        json.object([&] {
          json.key("id").text(each.id);
          json.key("listed").boolean(each.listed);
          json.key("points").natural(each.points);
          json.key("possible").natural(each.possible);
        });
    });
  }

  const text::Catalogue& catalogue_;
  std::FILE* out_;
};

}  // namespace

std::unique_ptr<QuizVoice> voice_in_json(const text::Catalogue& catalogue, std::FILE* out) {
  return std::make_unique<InJson>(catalogue, out);
}

}  // namespace popscope::cli
