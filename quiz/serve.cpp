#include "quiz/serve.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "quiz/complaint.h"
#include "quiz/run.h"
#include "quiz/spot.h"
#include "sim/pop3/command.h"
#include "sim/transcript/transcript.h"

namespace popscope::quiz {
namespace {

namespace pop3 = sim::pop3;

// ---- a reply, taken apart ----

bool begins_with(std::string_view reply, std::string_view status) {
  return reply.substr(0, status.size()) == status &&
         (reply.size() == status.size() || reply[status.size()] == ' ');
}

// Behind the status, one space between two of them.
std::vector<std::string> words_of(std::string_view reply) {
  std::vector<std::string> words;
  std::size_t at = reply.find(' ');
  while (at != std::string_view::npos) {
    const std::size_t end = reply.find(' ', at + 1);
    words.emplace_back(reply.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    at = end;
  }
  return words;
}

bool has_words(std::string_view reply, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = words_of(reply);
  return words.size() >= wanted.size() &&
         std::equal(wanted.begin(), wanted.end(), words.begin());
}

// How many words of a positive reply a client reads.
std::size_t words_read(std::string_view line) {
  const pop3::Parsed parsed = pop3::parse(line);
  const auto* command = std::get_if<pop3::Command>(&parsed);
  if (command == nullptr) return 0;
  const bool names_one = command->number.has_value();
  const bool of_one = command->keyword == pop3::Keyword::list ||
                      command->keyword == pop3::Keyword::uidl;
  return command->keyword == pop3::Keyword::stat || (of_one && names_one) ? 2 : 0;
}

// Whether a command of that kind can lead to another state.
bool may_lead_on(std::string_view line) {
  const std::optional<pop3::Keyword> keyword = pop3::keyword_of(line);
  return keyword == pop3::Keyword::pass || keyword == pop3::Keyword::apop ||
         keyword == pop3::Keyword::auth || keyword == pop3::Keyword::quit;
}

// ---- the turns of a session ----

class Reader {
 public:
  Reader(const lesson::Visit& visit, sim::BranchId branch)
      : visit_(visit), branch_(branch), steps_(visit.steps(branch).all()) {}

  std::vector<Turn> turns(sim::LinkId link, std::uint32_t behind) const {
    std::vector<Turn> all;
    for (std::uint32_t n = 1; n <= steps_.size(); ++n) {
      const sim::Step& step = steps_[n - 1];
      const bool answered = step.kind == sim::StepKind::command && step.link == link &&
                            step.exchange_with && step.closes > behind;
      if (!answered || steps_[*step.exchange_with - 1].broken) continue;
      if (std::optional<Turn> turn = turn_of(n)) {
        const bool exchanges =
            !all.empty() && status_of(all.back().right.reply) == ReplyStatus::go_on;
        turn->asks_state = turn->asks_state || exchanges;
        all.push_back(std::move(*turn));
      }
    }
    return all;
  }

  // The session that is meant: of the place from which on, or else the device's first.
  std::optional<sim::LinkId> link_from(const std::string& device,
                                       std::optional<std::uint32_t> step) const {
    if (step && *step > 0 && steps_[*step - 1].link) return steps_[*step - 1].link;
    const auto id = find_device(visit_.timeline().world({branch_, 0}), device);
    for (const sim::Step& each : steps_)
      if (each.kind == sim::StepKind::command && id && each.device == *id) return each.link;
    return std::nullopt;
  }

 private:
  const sim::Moment& moment(std::uint32_t n) const { return visit_.timeline().moment(branch_, n); }

  std::string line_of(const sim::Step& step) const {
    const auto* received =
        std::get_if<sim::CommandReceived>(&moment(step.closes).events[step.event]);
    return received ? received->command.text : std::string();
  }

  std::string first_line_of_reply(const sim::Step& step) const {
    for (std::uint32_t m = step.begins; m <= step.closes; ++m) {
      for (const sim::Event& event : moment(m).events) {
        const auto* sent = std::get_if<sim::ReplySent>(&event);
        if (sent == nullptr || sent->link != *step.link || sent->index != step.line) continue;
        const std::vector<std::string> lines = sim::lines_of(sent->octets.view());
        return lines.empty() ? std::string() : lines.front();
      }
    }
    return {};
  }

  // A moment in which this session takes up another command than the one of the step.
  static bool runs_another(const sim::Events& events, sim::LinkId link) {
    return std::any_of(events.begin(), events.end(), [&](const sim::Event& event) {
      const auto* did = std::get_if<sim::SessionDid>(&event);
      return did != nullptr && did->session == link && sim::deed<pop3::CommandRan>(*did);
    });
  }

  void read_deeds(const sim::Step& reply, Turn& turn) const {
    bool changed = false;
    for (std::uint32_t m = reply.begins; m <= reply.closes; ++m) {
      const sim::Events& events = moment(m).events;
      if (m > reply.begins && runs_another(events, *reply.link)) break;
      for (const sim::Event& event : events) {
        const auto* did = std::get_if<sim::SessionDid>(&event);
        if (did == nullptr || did->session != *reply.link) continue;
        const auto* change = sim::deed<pop3::StateChanged>(*did);
        if (change != nullptr && !changed) turn.right.state = change->to;
        changed = changed || change != nullptr;
        if (const auto* removed = sim::deed<pop3::MessageRemoved>(*did))
          turn.right.removed.push_back(removed->number.value);
      }
    }
    turn.asks_state = changed || may_lead_on(turn.line);
  }

  // None: no session of POP3 has answered.
  std::optional<Turn> turn_of(std::uint32_t n) const {
    const sim::Step& command = steps_[n - 1];
    const sim::Step& reply = steps_[*command.exchange_with - 1];
    const sim::World before = visit_.timeline().world({branch_, reply.begins - 1});
    const pop3::Session* session = pop3_session_of(before, *command.link);
    if (session == nullptr) return std::nullopt;
    Turn turn;
    turn.step = n;
    turn.reply_step = *command.exchange_with;
    turn.line = line_of(command);
    turn.right.reply = first_line_of_reply(reply);
    turn.right.state = kind_of(session->state);
    read_deeds(reply, turn);
    if (!turn.asks_state) turn.right.state.reset();
    turn.asks_removed = pop3::keyword_of(turn.line) == pop3::Keyword::quit;
    if (!turn.asks_removed) turn.right.removed.clear();
    if (status_of(turn.right.reply) == ReplyStatus::ok) {
      turn.words = words_of(turn.right.reply);
      turn.words.resize(std::min(turn.words.size(), words_read(turn.line)));
    }
    return turn;
  }

  const lesson::Visit& visit_;
  sim::BranchId branch_;
  const std::vector<sim::Step>& steps_;
};

std::vector<Turn> turns_of(const Serve& serve, const lesson::Visit& visit) {
  sim::BranchId branch = branch_of_run(visit);
  std::optional<std::uint32_t> step;
  std::uint32_t behind = 0;
  if (!serve.from.empty()) {
    const std::optional<sim::Place> place = find_spot(visit, serve.from);
    if (!place) return {};
    behind = place->moment;
    step = visit.steps(branch).at_moment(behind);
  }
  const Reader reader(visit, branch);
  const std::optional<sim::LinkId> link = reader.link_from(serve.device, step);
  return link ? reader.turns(*link, behind) : std::vector<Turn>{};
}

void find_turn(WrongServing& wrong, const Serve& serve, const lesson::Visit& visit) {
  const std::optional<sim::Place> place = find_spot(visit, wrong.at);
  if (!place) return;
  const std::uint32_t step = visit.steps(place->branch).at_moment(place->moment);
  for (std::uint32_t i = 0; i < serve.turns.size(); ++i)
    if (serve.turns[i].step == step || serve.turns[i].reply_step == step) wrong.turn = i;
}

Served done_so(const WrongServing& wrong, const Turn& turn) {
  Served served = turn.right;
  if (!wrong.reply.empty()) served.reply = wrong.reply;
  if (wrong.state) served.state = wrong.state;
  if (wrong.removed) served.removed = *wrong.removed;
  return served;
}

}  // namespace

ReplyStatus status_of(std::string_view reply) {
  if (begins_with(reply, "+OK")) return ReplyStatus::ok;
  if (begins_with(reply, "-ERR")) return ReplyStatus::err;
  return begins_with(reply, "+") ? ReplyStatus::go_on : ReplyStatus::none;
}

TurnGrade judged(const Turn& turn, const Served& served) {
  TurnGrade grade;
  grade.status = status_of(served.reply) == status_of(turn.right.reply) &&
                 served.reply.size() <= kReplyOctetsMax;
  grade.words = !grade.status || has_words(served.reply, turn.words);
  grade.state = !turn.asks_state || served.state == turn.right.state;
  grade.removed = !turn.asks_removed || served.removed == turn.right.removed;
  return grade;
}

const WrongServing* wrong_serving(const Serve& serve, std::uint32_t turn, const Served& served) {
  const Turn& of = serve.turns[turn];
  if (judged(of, served).right()) return nullptr;
  const auto is_it = [&](const WrongServing& wrong) {
    if (wrong.turn != turn) return false;
    if (wrong.state && wrong.state != served.state) return false;
    if (wrong.removed && *wrong.removed != served.removed) return false;
    if (wrong.reply.empty()) return true;
    std::vector<std::string> read = words_of(wrong.reply);
    read.resize(std::min(read.size(), words_read(of.line)));
    return status_of(wrong.reply) == status_of(served.reply) && has_words(served.reply, read);
  };
  const auto found = std::find_if(serve.wrong.begin(), serve.wrong.end(), is_it);
  return found == serve.wrong.end() ? nullptr : &*found;
}

Question with_turns(Question question) {
  auto& serve = std::get<Serve>(question.asks);
  if (!question.run) return question;
  question.run = with_strict_server(std::move(*question.run));
  Runs runs(*question.run, "");
  text::Diagnostics problems;
  const lesson::Visit* visit = runs.told({}, problems);
  if (visit == nullptr) return question;
  serve.turns = turns_of(serve, *visit);
  for (WrongServing& wrong : serve.wrong) find_turn(wrong, serve, *visit);
  return question;
}

text::Diagnostics prove_serve(const Question& question, const std::string& file) {
  text::Diagnostics found;
  const auto complain = [&](std::string_view code, const Where& where,
                            text::Arguments arguments = {}) {
    arguments.push_back(text::plain("question", question.id));
    found.push_back(complaint_about(code, file, where, std::move(arguments)));
  };
  if (!question.run) return found;
  const Run strict = with_strict_server(*question.run);
  Runs runs(strict, file);
  text::Diagnostics problems;
  if (runs.told({}, problems) == nullptr) {
    complain("diagnostic.quiz.run_impossible", question.run->where);
    found.insert(found.end(), problems.begin(), problems.end());
    return found;
  }
  const Question asked = with_turns(question);
  const auto& serve = std::get<Serve>(asked.asks);
  if (serve.turns.empty()) complain("diagnostic.quiz.nothing_to_answer", question.where);
  for (const WrongServing& wrong : serve.wrong) {
    if (!wrong.turn) {
      complain("diagnostic.quiz.no_such_command", wrong.where, {text::plain("spot", wrong.at)});
      continue;
    }
    const Turn& turn = serve.turns[*wrong.turn];
    if (judged(turn, done_so(wrong, turn)).right())
      complain("diagnostic.quiz.wrong_answer_passes", wrong.where,
               {text::plain("line", turn.line)});
  }
  return found;
}

}  // namespace popscope::quiz
