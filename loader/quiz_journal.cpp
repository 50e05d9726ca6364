#include "loader/quiz_journal.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "loader/json_write.h"
#include "loader/object_reader.h"
#include "loader/user_folder.h"
#include "sim/core/digest.h"

namespace popscope::loader {
namespace {

using quiz::Event;

// No answer has more parts, no question a longer name.
constexpr std::int64_t kAnswerPartsMax = 100;
constexpr std::int64_t kJournalNameMax = 200;
constexpr std::int64_t kReplyTypedMax = 10'000;  // as the terminal's lines

const char* const kSumKey = ",\"sum\":\"";

std::string sum_of(std::string_view octets) { return hex_text(sim::digest_of(octets)); }

// --- writing ---

struct WriteEvent {
  JsonWriter& json;

  void did(const char* word) { json.key("did").text(word); }
  void question(const std::string& id) { json.key("question").text(id); }

  void operator()(const quiz::Started& event) {
    did("started");
    json.key("hash").text(hex_text(event.hash));
    json.key("mode").text(to_text(event.mode));
    json.key("seed").text(hex_text(event.seed));
  }
  void operator()(const quiz::Answered& event) {
    did("answered");
    question(event.question);
    if (!event.answer.chosen.empty())
      json.key("chosen").array([&] {
        for (const std::uint32_t each : event.answer.chosen) json.natural(each);
      });
    if (event.answer.number) json.key("number").integer(*event.answer.number);
    if (!event.answer.met.empty())
      json.key("met").array([&] {
        for (const bool each : event.answer.met) json.boolean(each);
      });
    if (event.answer.step) json.key("step").natural(*event.answer.step);
    if (!event.answer.served.empty())
      json.key("served").array([&] {
        for (const quiz::Served& each : event.answer.served) served(each);
      });
  }
  void served(const quiz::Served& each) {
    json.object([&] {
      json.key("reply").text(each.reply);
      if (each.state) json.key("state").text(to_text(*each.state));
      if (each.removed.empty()) return;
      json.key("removed").array([&] {
        for (const std::uint32_t number : each.removed) json.natural(number);
      });
    });
  }
  void operator()(const quiz::Flagged& event) {
    did(event.on ? "flagged" : "unflagged");
    question(event.question);
  }
  void operator()(const quiz::WentTo& event) {
    did("went to");
    question(event.question);
  }
  void operator()(const quiz::TriedAgain& event) {
    did("tried again");
    question(event.question);
  }
  void operator()(const quiz::Paused&) { did("paused"); }
  void operator()(const quiz::Resumed&) { did("resumed"); }
  void operator()(const quiz::Ended&) { did("ended"); }
};

// --- reading ---

enum class Did {
  started, answered, flagged, unflagged, went_to, tried_again, paused, resumed, ended
};

// A line, flat: what it holds depends on what was done.
struct FlatEvent {
  std::int64_t at = 0;
  Did did = Did::paused;
  std::string question, hash, seed;
  quiz::Mode mode = quiz::Mode::study;
  quiz::Answer answer;
};

Kind<std::uint32_t> part() {
  return integer(0, kAnswerPartsMax).then([](std::int64_t n) {
    return static_cast<std::uint32_t>(n);
  });
}

// Of a step, or of a message.
Kind<std::uint32_t> number() {
  return integer(0, UINT32_MAX).then([](std::int64_t n) { return static_cast<std::uint32_t>(n); });
}

const ObjectTable<quiz::Served>& served_table() {
  using State = sim::pop3::StateKind;
  static const ObjectTable<quiz::Served> table = [] {
    std::vector<std::pair<std::string, State>> states;
    for (int i = 0; i < sim::pop3::kStateKinds; ++i)
      states.emplace_back(to_text(static_cast<State>(i)), static_cast<State>(i));
    return ObjectTable<quiz::Served>("journal.served")
        .required("reply", line_of(0, kReplyTypedMax), &quiz::Served::reply)
        .optional("state", words<State>(states), &quiz::Served::state)
        .optional("removed", list_of(number(), 0, kAnswerPartsMax), &quiz::Served::removed);
  }();
  return table;
}

const ObjectTable<FlatEvent>& event_table() {
  using quiz::Mode;
  const auto set = [](auto member) {
    return [member](FlatEvent& flat, auto value) { flat.answer.*member = std::move(value); };
  };
  static const ObjectTable<FlatEvent> table =
      ObjectTable<FlatEvent>("journal.event")
          .required("at", integer(INT64_MIN, INT64_MAX), &FlatEvent::at)
          .required("did",
                    words<Did>({{"started", Did::started},
                                {"answered", Did::answered},
                                {"flagged", Did::flagged},
                                {"unflagged", Did::unflagged},
                                {"went to", Did::went_to},
                                {"tried again", Did::tried_again},
                                {"paused", Did::paused},
                                {"resumed", Did::resumed},
                                {"ended", Did::ended}}),
                    &FlatEvent::did)
          .optional("quiz", text_of(), [](FlatEvent&, const std::string&) {})  // once written
          .optional("hash", line_of(1, 16), &FlatEvent::hash)
          .optional("mode", words<Mode>({{"study", Mode::study}, {"exam", Mode::exam}}),
                    &FlatEvent::mode)
          .optional("seed", line_of(1, 16), &FlatEvent::seed)
          .optional("question", line_of(0, kJournalNameMax), &FlatEvent::question)
          .optional("chosen", list_of(part(), 0, kAnswerPartsMax), set(&quiz::Answer::chosen))
          .optional("number", integer(INT64_MIN, INT64_MAX), set(&quiz::Answer::number))
          .optional("met", list_of(boolean(), 0, kAnswerPartsMax), set(&quiz::Answer::met))
          .optional("step", number(), set(&quiz::Answer::step))
          .optional("served", list_of(object(served_table), 0, kAnswerPartsMax),
                    set(&quiz::Answer::served))
          .required("sum", line_of(1, 16), [](FlatEvent&, const std::string&) {});
  return table;
}

std::uint64_t from_hex(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    value = (value << 4) | (digit == std::string_view::npos ? 0 : digit);
  }
  return value;
}

Event event_of(FlatEvent flat) {
  switch (flat.did) {
    case Did::started:
      return {flat.at, quiz::Started{from_hex(flat.hash), flat.mode, from_hex(flat.seed)}};
    case Did::answered: return {flat.at, quiz::Answered{flat.question, std::move(flat.answer)}};
    case Did::flagged: return {flat.at, quiz::Flagged{flat.question, true}};
    case Did::unflagged: return {flat.at, quiz::Flagged{flat.question, false}};
    case Did::went_to: return {flat.at, quiz::WentTo{flat.question}};
    case Did::tried_again: return {flat.at, quiz::TriedAgain{flat.question}};
    case Did::paused: return {flat.at, quiz::Paused{}};
    case Did::resumed: return {flat.at, quiz::Resumed{}};
    case Did::ended: break;
  }
  return {flat.at, quiz::Ended{}};
}

std::optional<Event> event_from(std::string_view line) {
  const std::size_t at = line.rfind(kSumKey);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string sum = sum_of(line.substr(0, at));
  if (line.substr(at) != kSumKey + sum + "\"}") return std::nullopt;
  text::Diagnostics problems;
  std::optional<FlatEvent> flat = read_file_as(event_table(), line, "", problems);
  if (!flat || !problems.empty()) return std::nullopt;
  return event_of(std::move(*flat));
}

}  // namespace

std::string journal_line(const Event& event) {
  JsonWriter json(JsonWriter::Style::compact);
  json.object([&] {
    json.key("at").integer(event.at);
    std::visit(WriteEvent{json}, event.what);
  });
  std::string line = json.take();
  line.pop_back();  // the bracket; the sum is of what stands before it
  return line + kSumKey + sum_of(line) + "\"}\n";
}

JournalText read_journal(std::string_view octets) {
  JournalText text;
  while (!octets.empty()) {
    const std::size_t end = octets.find('\n');
    const std::string_view line = octets.substr(0, end);
    octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 1);
    if (line.empty()) continue;
    if (std::optional<Event> event = event_from(line)) {
      text.events.push_back(std::move(*event));
    } else {
      ++text.passed_over;
    }
  }
  return text;
}

std::string journal_folder() {
  const std::string folder = user_folder("XDG_DATA_HOME", "/.local/share");
  return folder.empty() ? folder : folder + "/quiz";
}

std::string journal_of_shipped(const std::string& folder, const std::string& quiz) {
  return folder + "/shipped/" + quiz + ".jsonl";
}

std::string journal_of_own(const std::string& folder, const std::string& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  const auto whole = std::filesystem::weakly_canonical(absolute, error);
  return folder + "/" + own_key(whole.string()) + ".jsonl";
}

}  // namespace popscope::loader
