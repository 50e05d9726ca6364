#include "quiz/generate.h"

#include <algorithm>
#include <utility>

#include "lesson/visit.h"
#include "quiz/run.h"
#include "quiz/serve.h"
#include "quiz/spot.h"
#include "sim/core/digest.h"
#include "sim/core/random.h"

namespace popscope::quiz {
namespace {

using lesson::Scenario;

constexpr std::size_t kOptionsMax = 4;
constexpr std::uint64_t kOctetsMin = 400;  // room for a header
constexpr std::uint64_t kOctetsSpan = 1600;
const char* const kPerson = "sarah";
const char* const kDevice = "Laptop";

struct DrawnLine {
  Drawn command = Drawn::noop;
  std::uint32_t number = 0;  // 0: none
};

std::string text_of(const DrawnLine& line) {
  std::string text(to_text(line.command));
  if (line.number > 0) text += " " + std::to_string(line.number);
  return text;
}

struct DrawnSession {
  std::vector<std::uint64_t> octets;  // of each message
  std::vector<DrawnLine> lines;            // the last one is asked about
};

std::uint32_t draw(sim::Random& random, Span span) {
  return span.from + static_cast<std::uint32_t>(random.below(span.to - span.from + 1));
}

DrawnLine draw_line(sim::Random& random, Drawn command, std::size_t messages) {
  const bool takes_number =
      command == Drawn::list || command == Drawn::retr || command == Drawn::dele;
  if (!takes_number) return {command, 0};
  return {command, 1 + static_cast<std::uint32_t>(random.below(messages))};
}

DrawnSession draw_session(const Generator& generator, sim::Random& random) {
  DrawnSession session;
  session.octets.resize(draw(random, generator.messages));
  for (std::uint64_t& octets : session.octets) octets = kOctetsMin + random.below(kOctetsSpan);
  const std::uint32_t lines = draw(random, generator.lines);
  for (std::uint32_t i = 0; i < lines; ++i) {
    const Drawn command = generator.with[random.below(generator.with.size())];
    session.lines.push_back(draw_line(random, command, session.octets.size()));
  }
  const Drawn last = generator.last[random.below(generator.last.size())];
  session.lines.push_back(draw_line(random, last, session.octets.size()));
  return session;
}

Scenario scenario_of_session(const DrawnSession& session) {
  Scenario scenario;
  lesson::Person person;
  person.name = kPerson;
  for (std::size_t i = 0; i < session.octets.size(); ++i) {
    lesson::Mail mail;
    mail.subject = "Message " + std::to_string(i + 1);
    mail.octets = session.octets[i];
    person.mail.push_back(std::move(mail));
  }
  scenario.people.push_back(std::move(person));
  lesson::DeviceSetup device;
  device.name = kDevice;
  device.reads = kPerson;
  scenario.devices.push_back(std::move(device));
  lesson::Do says;
  says.device = kDevice;
  for (const char* login : {"USER sarah\r\n", "PASS secret\r\n"})
    says.lines.push_back(lesson::CommandLine{login});
  for (const DrawnLine& line : session.lines)
    says.lines.push_back(lesson::CommandLine{text_of(line) + "\r\n"});
  lesson::Entry connects;
  connects.act = lesson::ConnectAct{kDevice};
  lesson::Entry talks;
  talks.act = std::move(says);
  scenario.story = {std::move(connects), std::move(talks)};
  return scenario;
}

// What the engine replies to the last line, as far as a contract goes: status and numbers.
std::string reply_of(const DrawnSession& session) {
  text::Diagnostics problems;
  auto compiled = compile(std::make_shared<const Scenario>(scenario_of_session(session)), "", 0,
                          problems);
  if (!problems.empty()) return {};
  const lesson::Visit visit(std::move(compiled));
  const sim::World& end = visit.timeline().tip(sim::BranchId{0});
  const std::string& reply = end.devices.front()->last_reply;
  if (reply.compare(0, 3, "+OK") != 0) return "-ERR";
  const Drawn last = session.lines.back().command;
  if (last != Drawn::stat && !(last == Drawn::list && session.lines.back().number > 0))
    return "+OK";
  return reply.substr(0, reply.find('\r'));
}

DrawnSession without(DrawnSession session, Drawn command) {
  const auto end = session.lines.end() - 1;
  const auto is_it = [&](const DrawnLine& line) { return line.command == command; };
  session.lines.erase(std::remove_if(session.lines.begin(), end, is_it), end);
  return session;
}

DrawnSession as_if_retr_deleted(DrawnSession session) {
  for (std::size_t i = 0; i + 1 < session.lines.size(); ++i)
    if (session.lines[i].command == Drawn::retr) session.lines[i].command = Drawn::dele;
  return session;
}

// As if what DELE names went at once, for good, and all behind it moved up: the next DELE names by
// the numbers as they are then.
DrawnSession as_if_renumbered(const DrawnSession& session) {
  DrawnSession result;
  result.octets = session.octets;
  for (std::size_t i = 0; i + 1 < session.lines.size(); ++i) {
    const DrawnLine& line = session.lines[i];
    if (line.command != Drawn::dele || line.number > result.octets.size()) continue;
    result.octets.erase(result.octets.begin() + (line.number - 1));
  }
  result.lines = {session.lines.back()};
  return result;
}

struct Belief {
  const char* sentence;       // quiz.drawn.SENTENCE
  const char* misconception;
  std::string reply;
};

std::vector<Belief> beliefs(const DrawnSession& session, const std::string& right) {
  const bool fails = right == "-ERR";
  const bool names_one = session.lines.back().number > 0;
  return {
      {"marks_ignored", "", reply_of(without(session, Drawn::dele))},
      {"rset_ignored", "", reply_of(without(session, Drawn::rset))},
      {"retr_deletes", "retr-deletes", reply_of(as_if_retr_deleted(session))},
      {"renumbered", "dele-is-immediate", reply_of(as_if_renumbered(session))},
      {fails ? "no_error" : names_one ? "no_success" : "no_success.unnamed", "",
       fails ? "+OK" : "-ERR"},
  };
}

// A claim about the last reply says how it begins: one that begins another cannot stand beside it.
bool is_new(const std::vector<Option>& options, const std::string& say) {
  return std::none_of(options.begin(), options.end(), [&](const Option& other) {
    const std::size_t common = std::min(other.say.size(), say.size());
    return other.say.compare(0, common, say, 0, common) == 0;
  });
}

void add_option(std::vector<Option>& options, const std::string& say, bool right,
                const std::string& feedback, const char* misconception, const Question& question) {
  Option option;
  option.say = say;
  option.right = right;
  option.feedback = feedback;
  option.misconception = misconception;
  option.claim = Condition{{lesson::LastReply{kDevice, say}}, question.where};
  option.where = question.where;
  options.push_back(std::move(option));
}

std::string exhibit_of(const DrawnSession& session, const text::Catalogue& sentences) {
  std::string shown;
  for (std::size_t i = 0; i < session.octets.size(); ++i)
    shown += sentences.sentence(
                 "quiz.drawn.message",
                 {text::number("number", static_cast<std::int64_t>(i + 1)),
                  text::number("octets", static_cast<std::int64_t>(session.octets[i]))}) +
             "\n";
  for (const char* login : {"USER sarah", "PASS secret"})
    shown += std::string("C: ") + login + "\n";
  for (const DrawnLine& line : session.lines) shown += "C: " + text_of(line) + "\n";
  shown.pop_back();
  return shown;
}

}  // namespace

Question generated(const Question& question, std::uint64_t seed,
                   const text::Catalogue& sentences) {
  if (std::holds_alternative<Spot>(question.asks)) return with_steps(question, sentences);
  if (std::holds_alternative<Serve>(question.asks)) return with_turns(question);
  const auto* generator = std::get_if<Generator>(&question.asks);
  if (generator == nullptr) return question;
  sim::Digest mixed;
  mixed.u64(seed);
  mixed.text(question.id);
  sim::Random random{mixed.value()};
  const DrawnSession session = draw_session(*generator, random);
  const std::string right = reply_of(session);
  Choice choice;
  const auto says = [&](const char* key) {
    return sentences.sentence(std::string("quiz.drawn.") + key);
  };
  add_option(choice.options, right, true, says("right"), "", question);
  for (const Belief& belief : beliefs(session, right)) {
    if (choice.options.size() == kOptionsMax) break;
    if (belief.reply.empty() || !is_new(choice.options, belief.reply)) continue;
    add_option(choice.options, belief.reply, false, says(belief.sentence), belief.misconception,
               question);
  }
  Question drawn = question;
  drawn.exhibit = exhibit_of(session, sentences);
  Run run;
  run.scenario = std::make_shared<const Scenario>(scenario_of_session(session));
  run.where = question.where;
  drawn.run = std::move(run);
  drawn.asks = std::move(choice);
  return drawn;
}

}  // namespace popscope::quiz
