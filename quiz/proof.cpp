#include "quiz/proof.h"

#include <algorithm>
#include <set>

#include "quiz/complaint.h"
#include "quiz/generate.h"
#include "quiz/serve.h"
#include "quiz/spot.h"

namespace popscope::quiz {
namespace {

// One question's proof under way.
class Prover {
 public:
  Prover(const Question& question, const std::string& file)
      : question_(question), file_(file), runs_(question.run ? *question.run : none(), file) {}

  text::Diagnostics run() {
    std::visit([this](const auto& asks) { prove(asks); }, question_.asks);
    if (question_.run) {
      if (can_be_set(question_)) prove_settings(*question_.run);
      prove_shown(*question_.run);
    }
    text::sort_by_place(found_);
    return std::move(found_);
  }

 private:
  static const Run& none() {
    static const Run run;
    return run;
  }

  void complain(std::string_view code, const Where& where, text::Arguments arguments = {}) {
    arguments.push_back(text::plain("question", question_.id));
    found_.push_back(complaint_about(code, file_, where, std::move(arguments)));
  }

  // Null: it cannot be told, which is complained about once.
  const lesson::Visit* told(const Settings& settings) {
    return question_.run ? told(runs_, settings) : nullptr;
  }

  const lesson::Visit* told(Runs& runs, const Settings& settings) {
    text::Diagnostics problems;
    const lesson::Visit* visit = runs.told(settings, problems);
    if (problems.empty() || !impossible_.insert(settings_of(settings)).second) return visit;
    complain_about_run(settings);
    found_.insert(found_.end(), problems.begin(), problems.end());
    return visit;
  }

  Settings settings_of(Settings settings) const {
    settings.resize(question_.run->parameters.size(), 0);
    return settings;
  }

  void complain_about_run(const Settings& settings) {
    const std::vector<std::string> options = chosen(*question_.run, settings);
    if (options.empty()) {
      complain("diagnostic.quiz.run_impossible", question_.run->where);
    } else {
      complain("diagnostic.quiz.run_impossible_with", question_.run->where,
               {text::plain("options", lesson::as_list(options))});
    }
  }

  std::optional<sim::Place> place(const lesson::Visit& visit, const std::string& spot,
                                  const Where& where) {
    const std::string& named = spot.empty() ? question_.run->at : spot;
    const std::optional<sim::Place> found = find_spot(visit, named);
    if (!found) complain("diagnostic.quiz.no_such_spot", where, {text::plain("spot", named)});
    return found;
  }

  // Why the claim does not hold with these settings; none: it holds. Nothing where it cannot be
  // told, which has been complained about.
  struct Judged {
    std::optional<text::Diagnostic> why;
  };
  std::optional<Judged> judge(const Condition& claim, const Settings& settings,
                              const std::string& at, const Where& where) {
    const lesson::Visit* visit = told(settings);
    if (visit == nullptr) return std::nullopt;
    const std::optional<sim::Place> there = place(*visit, at, where);
    if (!there) return std::nullopt;
    Judged judged;
    judged.why = violated(claim, visit->timeline().world(*there), visit->lesson());
    if (judged.why) judged.why->file = file_;
    return judged;
  }

  // --- single, multiple, predict ---

  void prove(const Choice& choice) {
    for (const Option& option : choice.options) {
      prove_option(option);
      prove_right_when(option);
    }
  }

  void prove_option(const Option& option) {
    if (!option.claim) return;  // it cites; the loader has seen to that
    const auto judged = judge(*option.claim, {}, option.at, option.where);
    if (!judged) return;
    if (option.right && judged->why) {
      complain("diagnostic.quiz.key_fails", option.where, {text::plain("say", option.say)});
      found_.push_back(*judged->why);
    }
    if (!option.right && !judged->why)
      complain("diagnostic.quiz.distractor_holds", option.where,
               {text::plain("say", option.say)});
  }

  void prove_right_when(const Option& option) {
    if (option.right_when.empty() || !option.claim) return;
    const Settings settings = settings_with(*question_.run, option.right_when);
    const auto judged = judge(*option.claim, settings, option.at, option.where);
    if (!judged || !judged->why) return;
    complain("diagnostic.quiz.right_when_fails", option.where,
             {text::plain("say", option.say),
              text::plain("options", lesson::as_list(option.right_when))});
    found_.push_back(*judged->why);
  }

  // With whatever is set, the run can be told, and of a single question's answers one is right at
  // most: the first settings with which it is not so are named. Those that the question itself has
  // are proved option by option. Each run is let go of before the next: there may be hundreds.
  void prove_settings(const Run& run) {
    const auto* choice = std::get_if<Choice>(&question_.asks);
    Settings settings;
    while (next(settings, run)) {
      Runs runs(run, file_);
      if (told(runs, settings) == nullptr) return;
      if (choice == nullptr || choice->multiple) continue;
      const std::vector<std::optional<bool>> held = verdicts(*choice, runs, settings);
      std::vector<std::string> right;
      for (std::size_t o = 0; o < held.size(); ++o)
        if (held[o].value_or(false)) right.push_back(choice->options[o].say);
      if (right.size() < 2) continue;
      return complain("diagnostic.quiz.several_hold", question_.where,
                      {text::plain("options", lesson::as_list(chosen(run, settings))),
                       text::plain("answers", lesson::as_list(right))});
    }
  }

  // What is to be looked at afterwards is there: of the run, and of each option.
  void prove_shown(const Run& run) {
    const lesson::Visit* visit = told({});
    if (visit == nullptr) return;
    for (const std::string* spot : {&run.show, &run.show_from, &run.show_to})
      if (!spot->empty()) place(*visit, *spot, run.where);
    const auto* choice = std::get_if<Choice>(&question_.asks);
    if (choice == nullptr) return;
    for (const Option& option : choice->options)
      if (!option.show.empty()) place(*visit, option.show, option.where);
  }

  // --- matching ---

  struct Side {
    const std::string* right;
    const Condition* claim;
  };
  std::vector<Side> right_sides(const Matching& matching) const {
    std::vector<Side> sides;
    const auto add = [&](const std::string& right, const std::optional<Condition>& claim) {
      const auto same = std::find_if(sides.begin(), sides.end(),
                                     [&](const Side& side) { return *side.right == right; });
      if (same == sides.end()) {
        sides.push_back({&right, claim ? &*claim : nullptr});
      } else if (same->claim == nullptr && claim) {
        same->claim = &*claim;
      }
    };
    for (const Pair& pair : matching.pairs) add(pair.right, pair.claim);
    for (const Decoy& decoy : matching.decoys) add(decoy.right, decoy.claim);
    return sides;
  }

  void prove(const Matching& matching) {
    if (!question_.run) return;
    const std::vector<Side> sides = right_sides(matching);
    for (const Pair& pair : matching.pairs) {
      const Settings settings = settings_with(*question_.run, pair.when);
      for (const Side& side : sides) {
        if (side.claim == nullptr) continue;
        const auto judged = judge(*side.claim, settings, "", pair.where);
        if (!judged) return;
        const bool belongs = *side.right == pair.right;
        if (belongs != judged->why.has_value()) continue;
        complain(belongs ? "diagnostic.quiz.pair_fails" : "diagnostic.quiz.pair_also_holds",
                 pair.where,
                 {text::plain("left", pair.left), text::plain("right", *side.right)});
        if (judged->why) found_.push_back(*judged->why);
      }
    }
  }

  // --- ordering ---

  void prove(const Ordering& ordering) {
    const lesson::Visit* visit = told({});
    if (visit == nullptr) return;
    std::optional<std::uint32_t> before;
    for (std::size_t i = 0; i < ordering.items.size(); ++i) {
      const Item& item = ordering.items[i];
      if (item.at.empty()) continue;
      const std::optional<sim::Place> there = place(*visit, item.at, item.where);
      if (!there) return;
      if (before && there->moment <= *before)
        complain("diagnostic.quiz.order_fails", item.where,
                 {text::plain("say", item.say), text::plain("before", ordering.items[i - 1].say)});
      before = there->moment;
    }
  }

  // --- numeric ---

  std::optional<std::int64_t> measure(const Measure& what, const Settings& settings,
                                      const Where& where) {
    const lesson::Visit* visit = told(settings);
    if (visit == nullptr) return std::nullopt;
    const std::optional<sim::Place> there = place(*visit, "", where);
    if (!there) return std::nullopt;
    const auto number = measured(what, visit->timeline().world(*there));
    if (!number)
      complain("diagnostic.quiz.nothing_to_measure", where,
               {text::plain("measure", to_text(what.what)), text::plain("of", what.of)});
    return number;
  }

  void prove(const Numeric& numeric) {
    if (!question_.run || !numeric.measure) return;
    const auto number = measure(*numeric.measure, {}, question_.where);
    if (number && *number != numeric.answer)
      complain("diagnostic.quiz.number_differs", question_.where,
               {text::number("answer", numeric.answer), text::number("found", *number)});
    for (const WrongNumber& mistake : numeric.mistakes) {
      if (mistake.value == numeric.answer)
        complain("diagnostic.quiz.mistake_is_right", mistake.where,
                 {text::number("value", mistake.value)});
      if (mistake.right_when.empty()) continue;
      const auto then = measure(*numeric.measure,
                                settings_with(*question_.run, mistake.right_when), mistake.where);
      if (then && *then != mistake.value)
        complain("diagnostic.quiz.mistake_differs", mistake.where,
                 {text::number("value", mistake.value), text::number("found", *then),
                  text::plain("options", lesson::as_list(mistake.right_when))});
    }
  }

  // --- predict ---

  void prove(const Generator&) {
    for (std::uint64_t seed = 1; seed <= kSeedsProved && found_.empty(); ++seed) {
      const Question drawn = generated(question_, seed, text::Catalogue{});
      for (text::Diagnostic& problem : quiz::prove(drawn, file_))
        found_.push_back(std::move(problem));
    }
  }

  // --- do it ---

  // Which checks hold when the story goes on like that and is handed in, as a learner does; none
  // where it cannot be run.
  std::optional<std::vector<bool>> done(const Task& task, const std::vector<lesson::Entry>& story,
                                        const Where& where) {
    const auto compiled = compiled_with(*question_.run, {}, story, file_, found_);
    if (!compiled) return std::nullopt;
    lesson::Visit visit(compiled);
    for (const text::Diagnostic& problem : visit.check()) {
      complain("diagnostic.quiz.way_impossible", where);
      found_.push_back(problem);
      return std::nullopt;
    }
    const std::optional<sim::Place> end = visit.find("end");
    if (!end) return std::nullopt;
    visit.open_at(*end);
    return handed_in(task, visit);
  }

  static bool all(const std::vector<bool>& held) {
    return std::find(held.begin(), held.end(), false) == held.end();
  }

  void prove(const Task& task) {
    if (const auto held = done(task, {}, question_.where); held && all(*held))
      complain("diagnostic.quiz.task_is_done", question_.where);
    if (const auto held = done(task, task.solution, question_.where)) {
      for (std::size_t i = 0; i < held->size(); ++i)
        if (!(*held)[i])
          complain("diagnostic.quiz.solution_fails", task.checks[i].where,
                   {text::plain("say", task.checks[i].say)});
    }
    for (const WrongWay& way : task.wrong_ways) {
      if (const auto held = done(task, way.story, way.where); held && all(*held))
        complain("diagnostic.quiz.wrong_way_passes", way.where, {text::plain("say", way.say)});
    }
  }

  // --- spot, serve ---

  void take(text::Diagnostics problems) {
    for (text::Diagnostic& problem : problems) found_.push_back(std::move(problem));
  }
  void prove(const Spot& spot) {
    if (told({}) != nullptr) take(prove_spot(question_, spot, file_));
  }
  void prove(const Serve&) {
    if (told({}) != nullptr) take(prove_serve(question_, file_));
  }

  const Question& question_;
  const std::string& file_;
  Runs runs_;
  std::set<Settings> impossible_;  // complained about
  text::Diagnostics found_;
};

struct Provable {
  int with = 0;
  int without = 0;
  void count(bool proved) { ++(proved ? with : without); }

  void operator()(const Choice& choice) {
    for (const Option& option : choice.options) count(option.claim.has_value());
  }
  void operator()(const Matching& matching) {
    for (const Pair& pair : matching.pairs)  // what several pairs share is claimed once
      count(std::any_of(matching.pairs.begin(), matching.pairs.end(), [&](const Pair& other) {
        return other.right == pair.right && other.claim;
      }));
  }
  void operator()(const Ordering& ordering) {
    for (const Item& item : ordering.items) count(!item.at.empty());
  }
  void operator()(const Numeric& numeric) { count(numeric.measure.has_value()); }
  void operator()(const Generator&) { count(true); }
  void operator()(const Task&) { count(true); }
  void operator()(const Spot&) { count(true); }
  void operator()(const Serve&) { count(true); }
};

}  // namespace

Proved proved_by(const Question& question) {
  Provable provable;
  std::visit(provable, question.asks);
  if (provable.without == 0) return Proved::by_run;
  return provable.with == 0 ? Proved::by_citation : Proved::partly;
}

text::Diagnostics prove(const Question& question, const std::string& file) {
  return Prover(question, file).run();
}

text::Diagnostics prove(const Quiz& quiz) {
  text::Diagnostics found;
  for (const Question& question : quiz.questions)
    for (text::Diagnostic& problem : prove(question, quiz.file))
      found.push_back(std::move(problem));
  return found;
}

bool can_be_set(const Question& question) {
  return std::holds_alternative<Choice>(question.asks) ||
         std::holds_alternative<Numeric>(question.asks) ||
         std::holds_alternative<Spot>(question.asks);
}

std::vector<std::optional<bool>> verdicts(const Choice& choice, Runs& runs,
                                          const Settings& settings) {
  std::vector<std::optional<bool>> result(choice.options.size());
  text::Diagnostics problems;
  const lesson::Visit* visit = runs.told(settings, problems);
  if (visit == nullptr) return result;
  for (std::size_t i = 0; i < choice.options.size(); ++i) {
    const Option& option = choice.options[i];
    if (!option.claim) continue;
    // What is claimed of a place to which this run does not come is not true of it.
    const auto place = find_spot(*visit, option.at.empty() ? runs.run().at : option.at);
    result[i] =
        place && !violated(*option.claim, visit->timeline().world(*place), visit->lesson());
  }
  return result;
}

std::vector<bool> met(const Task& task, const lesson::Visit& visit, sim::Place place) {
  const sim::World world = visit.timeline().world(place);
  std::vector<bool> held;
  for (const Check& check : task.checks)
    held.push_back(!violated(check.claim, world, visit.lesson()));
  return held;
}

std::vector<bool> handed_in(const Task& task, lesson::Visit& visit) {
  visit.come_to_rest();
  return met(task, visit, {visit.branch(), visit.moment()});
}

}  // namespace popscope::quiz
