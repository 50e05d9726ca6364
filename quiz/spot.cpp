#include "quiz/spot.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "quiz/complaint.h"
#include "quiz/run.h"
#include "sim/core/digest.h"
#include "sim/pop3/profile.h"

namespace popscope::quiz {
namespace {

namespace pop3 = sim::pop3;

void keep_every_rule(ServerChange& server) {
  server.profile = pop3::Profile::strict;
  server.faults = std::vector<pop3::Fault>{};
}

// ---- what can be seen of a World ----

// Of a POP3 session its state and its marks: how a server at fault keeps what it knows is its own
// affair.
void digest_seen(sim::Digest& d, const sim::Session& session) {
  const auto* of_pop3 = std::get_if<pop3::Session>(&session);
  if (of_pop3 == nullptr) return sim::digest(d, session);
  d.u8(static_cast<std::uint8_t>(kind_of(of_pop3->state)));
  if (const auto* state = std::get_if<pop3::Transaction>(&of_pop3->state))
    for (const bool marked : *state->marked) d.flag(marked);
  if (const auto* state = std::get_if<pop3::Update>(&of_pop3->state)) d.u32(state->removed);
}

std::uint64_t seen(const sim::World& world) {
  sim::Digest d;
  d.i64(world.now.us);
  for (const auto& maildrop : world.maildrops) digest(d, *maildrop);
  for (const auto& device : world.devices) digest(d, *device);
  for (const auto& link : world.links) {
    digest(d, *link);
    if (link->session_open) digest_seen(d, *world.sessions[link->id.value]);
  }
  return d.value();
}

// One World after the other along a branch, each run once.
class Walk {
 public:
  explicit Walk(const lesson::Visit& visit)
      : timeline_(visit.timeline()), branch_(branch_of_run(visit)),
        world_(timeline_.world({branch_, 0})) {}

  std::uint32_t end() const { return timeline_.end(branch_); }
  std::uint64_t seen_at(std::uint32_t moment) {
    world_ = timeline_.world({branch_, moment}, {branch_, at_}, std::move(world_));
    at_ = moment;
    return seen(world_);
  }
  const sim::Events& events(std::uint32_t moment) const {
    return timeline_.moment(branch_, moment).events;
  }

 private:
  const sim::Timeline& timeline_;
  sim::BranchId branch_;
  std::uint32_t at_ = 0;
  sim::World world_;
};

std::optional<sim::LinkId> link_of(const sim::Events& events) {
  std::optional<sim::LinkId> found;
  for (const sim::Event& event : events) {
    std::visit(
        [&](const auto& what) {
          if (found) return;
          if constexpr (requires { sim::LinkId{what.link}; }) found = what.link;
          if constexpr (requires { sim::LinkId{what.session}; }) found = what.session;
        },
        event);
  }
  return found;
}

// ---- the exchange at a moment of a link ----

bool is_on(const sim::Step& step, sim::LinkId link) { return step.link && *step.link == link; }

// The reply that is being made, or is on its way, then; 0: none is.
std::uint32_t reply_at(const std::vector<sim::Step>& steps, std::uint32_t moment,
                       sim::LinkId link) {
  std::uint32_t found = 0;
  for (std::uint32_t n = 1; n <= steps.size(); ++n) {
    const sim::Step& step = steps[n - 1];
    const bool there = step.kind == sim::StepKind::reply && is_on(step, link) &&
                       step.begins <= moment && moment <= step.closes;
    if (there && (found == 0 || step.begins > steps[found - 1].begins)) found = n;
  }
  return found;
}

std::vector<std::uint32_t> exchange_at(const std::vector<sim::Step>& steps, std::uint32_t moment,
                                       sim::LinkId link) {
  std::vector<std::uint32_t> found;
  const std::uint32_t reply = reply_at(steps, moment, link);
  std::uint32_t from = 0, to = moment;  // moments
  if (reply != 0) {
    from = steps[reply - 1].begins;
    to = steps[reply - 1].closes;
    if (const auto command = steps[reply - 1].exchange_with) found.push_back(*command);
  } else {
    for (const sim::Step& step : steps) {
      if (!is_on(step, link)) continue;
      if (step.kind == sim::StepKind::reply && step.closes < moment) from = step.closes + 1;
      to = std::max(to, step.closes);
    }
  }
  for (std::uint32_t n = 1; n <= steps.size(); ++n) {
    const sim::Step& step = steps[n - 1];
    const bool within = is_on(step, link) && from <= step.closes && step.closes <= to;
    if (within && (step.kind == sim::StepKind::removal ||
                   (reply == 0 && step.kind == sim::StepKind::end)))
      found.push_back(n);
  }
  if (reply != 0) found.push_back(reply);
  std::sort(found.begin(), found.end());
  return found;
}

bool holds(const std::vector<std::uint32_t>& all, std::uint32_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The sections of the rules that a server at fault breaks.
std::vector<std::string> sections_broken(const lesson::Visit& visit) {
  std::vector<std::string> sections;
  const sim::World start = visit.timeline().world({sim::BranchId{0}, 0});
  for (const sim::Server& server : *start.servers)
    for (const pop3::FaultSpec& fault : pop3::fault_table())
      if (fault.is_in(server.pop3->ways)) sections.emplace_back(fault.section);
  return sections;
}

// What is to be chosen among.
struct Range {
  std::uint32_t first = 1, last = 0;
};
Range range_of(const Run& run, const lesson::Visit& visit) {
  const sim::Steps& steps = visit.steps(branch_of_run(visit));
  const auto step_at = [&](const std::string& spot, std::uint32_t otherwise) {
    const auto place = spot.empty() ? std::nullopt : find_spot(visit, spot);
    return place ? steps.at_moment(place->moment) : otherwise;
  };
  return {std::max(step_at(run.show_from, 1), 1U), step_at(run.show_to, steps.count())};
}

// ---- the proof ----

class SpotProver {
 public:
  SpotProver(const Question& question, const Spot& spot, const std::string& file)
      : question_(question), spot_(spot), file_(file), strict_(with_strict_server(*question.run)),
        runs_(*question.run, file), strict_runs_(strict_, file) {}

  text::Diagnostics run() {
    const lesson::Visit* visit = told(runs_);
    const lesson::Visit* strict = visit ? told(strict_runs_) : nullptr;
    if (strict == nullptr) return std::move(found_);
    const std::vector<std::uint32_t> steps = first_difference(*visit, *strict);
    if (steps.empty()) {
      complain("diagnostic.quiz.nothing_broken", question_.where);
      return std::move(found_);
    }
    prove_spot(*visit, steps);
    prove_shown(*visit, steps);
    for (const WrongStep& wrong : spot_.wrong_steps) {
      const auto at = step_of(*visit, wrong.at, wrong.where);
      if (at && holds(steps, *at))
        complain("diagnostic.quiz.wrong_step_is_right", wrong.where,
                 {text::plain("spot", wrong.at)});
    }
    prove_rules(*visit);
    return std::move(found_);
  }

 private:
  void complain(std::string_view code, const Where& where, text::Arguments arguments = {}) {
    arguments.push_back(text::plain("question", question_.id));
    found_.push_back(complaint_about(code, file_, where, std::move(arguments)));
  }

  const lesson::Visit* told(Runs& runs) {
    text::Diagnostics problems;
    const lesson::Visit* visit = runs.told({}, problems);
    if (visit == nullptr) complain("diagnostic.quiz.run_impossible", question_.run->where);
    found_.insert(found_.end(), problems.begin(), problems.end());
    return visit;
  }

  std::optional<std::uint32_t> step_of(const lesson::Visit& visit, const std::string& spot,
                                       const Where& where) {
    const std::optional<sim::Place> place = find_spot(visit, spot);
    if (place) return visit.steps(place->branch).at_moment(place->moment);
    complain("diagnostic.quiz.no_such_spot", where, {text::plain("spot", spot)});
    return std::nullopt;
  }

  void prove_spot(const lesson::Visit& visit, const std::vector<std::uint32_t>& steps) {
    const auto at = step_of(visit, spot_.at, question_.where);
    if (!at || holds(steps, *at)) return;
    complain("diagnostic.quiz.spot_differs", question_.where,
             {text::plain("spot", spot_.at), text::number("step", *at),
              text::number("first", steps.front()), text::number("last", steps.back())});
  }

  // What is right can be chosen.
  void prove_shown(const lesson::Visit& visit, const std::vector<std::uint32_t>& steps) {
    const Range range = range_of(*question_.run, visit);
    if (range.first > steps.front() || range.last < steps.back())
      complain("diagnostic.quiz.spot_not_shown", question_.run->where);
  }

  // The run tells which step it is, and the table of faults which rule.
  void prove_rules(const lesson::Visit& visit) {
    const std::vector<std::string> sections = sections_broken(visit);
    for (const Option& rule : spot_.rules) {
      if (!rule.right) continue;
      const bool cites =
          sections.empty() ? !rule.citation.empty()
                           : std::find(sections.begin(), sections.end(), rule.citation) !=
                                 sections.end();
      if (!cites)
        complain("diagnostic.quiz.rule_differs", rule.where,
                 {text::plain("say", rule.say),
                  text::plain("sections", lesson::as_list(sections))});
    }
  }

  const Question& question_;
  const Spot& spot_;
  const std::string& file_;
  Run strict_;
  Runs runs_, strict_runs_;
  text::Diagnostics found_;
};

}  // namespace

Run with_strict_server(Run run) {
  keep_every_rule(run.server);
  return run;
}

sim::BranchId branch_of_run(const lesson::Visit& visit) {
  const std::optional<sim::Place> end = visit.find("end");
  return end ? end->branch : sim::BranchId{0};
}

std::vector<std::uint32_t> first_difference(const lesson::Visit& visit,
                                            const lesson::Visit& strict) {
  Walk own(visit), other(strict);
  const std::uint32_t both = std::min(own.end(), other.end());
  std::uint32_t moment = 1;
  while (moment <= both && own.seen_at(moment) == other.seen_at(moment)) ++moment;
  if (moment > own.end() && moment > other.end()) return {};
  const std::optional<sim::LinkId> link =
      link_of(moment <= own.end() ? own.events(moment) : other.events(moment));
  if (!link) return {};
  return exchange_at(visit.steps(branch_of_run(visit)).all(), moment, *link);
}

std::vector<std::uint32_t> exchange_of(const lesson::Visit& visit, sim::BranchId branch,
                                       std::uint32_t step) {
  const std::vector<sim::Step>& steps = visit.steps(branch).all();
  if (step == 0 || step > steps.size()) return {};
  const sim::Step& of = steps[step - 1];
  std::uint32_t moment = of.closes;
  if (of.kind == sim::StepKind::command)
    moment = of.exchange_with ? steps[*of.exchange_with - 1].closes : 0;
  const bool exchanges = of.kind == sim::StepKind::command || of.kind == sim::StepKind::reply ||
                         of.kind == sim::StepKind::removal;
  if (!exchanges || moment == 0 || !of.link) return {step};
  std::vector<std::uint32_t> found = exchange_at(steps, moment, *of.link);
  return holds(found, step) ? found : std::vector<std::uint32_t>{step};
}

Question with_steps(Question question, const text::Catalogue& sentences) {
  auto& spot = std::get<Spot>(question.asks);
  if (!question.run) return question;
  const Run strict = with_strict_server(*question.run);
  Runs runs(*question.run, ""), strict_runs(strict, "");
  text::Diagnostics problems;
  const lesson::Visit* visit = runs.told({}, problems);
  const lesson::Visit* other = strict_runs.told({}, problems);
  if (visit == nullptr || other == nullptr) return question;
  spot.steps = first_difference(*visit, *other);
  for (WrongStep& wrong : spot.wrong_steps)
    if (const auto place = find_spot(*visit, wrong.at))
      wrong.steps = exchange_of(*visit, place->branch,
                                visit->steps(place->branch).at_moment(place->moment));
  const Range range = range_of(*question.run, *visit);
  spot.first = range.first;
  spot.last = range.last;
  Run& run = *question.run;
  if (run.show.empty()) run.show = spot.at;
  ParameterOption as_it_is, keeps_all;
  as_it_is.name = sentences.sentence("quiz.spot.this_server");
  keeps_all.name = sentences.sentence("quiz.spot.strict_server");
  keep_every_rule(keeps_all.server);
  run.parameters.push_back({std::move(as_it_is), std::move(keeps_all)});
  return question;
}

text::Diagnostics prove_spot(const Question& question, const Spot& spot, const std::string& file) {
  if (!question.run) return {};
  return SpotProver(question, spot, file).run();
}

}  // namespace popscope::quiz
