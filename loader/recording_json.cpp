#include "loader/recording_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#include "loader/json_write.h"
#include "loader/recording_words.h"
#include "loader/scenario_words.h"
#include "sim/core/check.h"

namespace popscope::loader {
namespace {

using lesson::RecordedBranch;
using lesson::RecordedInput;
using lesson::RecordedLine;
using lesson::Recording;

constexpr std::int64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kWaitUsMax = 1'000LL * 365 * 24 * 3600 * 1'000'000;  // a thousand years
constexpr std::int64_t kAfterUsMax = 10 * kWaitUsMax;  // the clock ends with the year 9999
constexpr std::int64_t kOctetsMax = 64 * 1024 * 1024;
constexpr std::int64_t kEntriesMax = 10'000;  // more questions than any story asks

struct FlatInput {
  std::uint32_t moment = 0;
  std::optional<std::int64_t> after_us;
  bool left_out = false;
  ActName act = ActName::connect;
  std::uint32_t device = 0;
  std::uint32_t maildrop = 0;
  std::uint32_t option = 0;
  std::optional<std::string> way;
  std::int64_t microseconds = 0;
  std::string octets;
  std::int64_t identity = 0;
  std::optional<sim::Policy> policy;
  std::optional<std::string> user;
  std::optional<std::string> password;
  std::optional<sim::Protocol> protocol;
  std::optional<std::uint16_t> port;
  std::optional<bool> tls;
  std::optional<bool> idle;
  std::optional<std::int64_t> check_every;
  std::optional<std::uint32_t> leave_days;
  std::optional<std::uint64_t> fetch_octets_max;
  std::optional<sim::Preset> habits;
  std::string subject;
  std::uint32_t nth = 0;
  std::uint32_t server = 0;
  sim::Verdict verdict = sim::Verdict::drop;
  bool refuses_removal = true;
};

sim::Set set_of(FlatInput&& flat) {
  sim::Set set{sim::DeviceId{flat.device}, flat.policy, std::move(flat.user),
               std::move(flat.password)};
  set.protocol = flat.protocol;
  set.port = flat.port;
  set.tls = flat.tls;
  set.idle = flat.idle;
  if (flat.check_every) set.check_every = sim::Duration{*flat.check_every};
  set.leave_days = flat.leave_days;
  set.fetch_octets_max = flat.fetch_octets_max;
  set.preset = flat.habits;
  return set;
}

sim::Input input_of(FlatInput&& flat) {
  const sim::DeviceId device{flat.device};
  switch (flat.act) {
    case ActName::connect: return sim::Connect{device};
    case ActName::send: return sim::Send{device, std::move(flat.octets)};
    case ActName::check: return sim::Check{device};
    case ActName::cut: return sim::Cut{device};
    case ActName::plug: return sim::Plug{device};
    case ActName::reset: return sim::Reset{device};
    case ActName::close: return sim::Close{device};
    case ActName::wait: return sim::Wait{sim::Duration{flat.microseconds}};
    case ActName::deliver:
      return sim::Deliver{sim::MaildropId{flat.maildrop},
                          sim::message_from_octets(std::move(flat.octets),
                                                   static_cast<std::uint64_t>(flat.identity))};
    case ActName::set: return set_of(std::move(flat));
    case ActName::read:
      return sim::Use{device, sim::Deed::read, std::move(flat.subject), flat.nth};
    case ActName::remove:
      return sim::Use{device, sim::Deed::remove, std::move(flat.subject), flat.nth};
    case ActName::firewall:
      return sim::Filter{sim::ServerId{flat.server}, flat.port.value_or(0), flat.verdict};
    case ActName::choose: return sim::Choose{flat.option};
    case ActName::stop: return sim::Stop{sim::ServerId{flat.server}};
    case ActName::restart: return sim::Restart{sim::ServerId{flat.server}};
    case ActName::delay: return sim::Delay{device, sim::Duration{flat.microseconds}};
    case ActName::storage:
      return sim::Storage{sim::MaildropId{flat.maildrop}, flat.refuses_removal};
  }
  return sim::Connect{device};
}

Kind<std::int64_t> recorded_number() { return integer(0, kNumberMax); }

// Written by JsonWriter::octets.
Kind<std::string> octets_kind() {
  return text_of(0, kOctetsMax)
      .refined([](std::string written, const Node& node,
                  Reading& reading) -> std::optional<std::string> {
        std::string octets;
        if (octets_from_text(written, octets)) return octets;
        reading.report("diagnostic.recording.octets", {}, node.place);
        return std::nullopt;
      });
}

const ObjectTable<FlatInput>& input_table() {
  static const ObjectTable<FlatInput> table =
      ObjectTable<FlatInput>("recording.input")
          .required("moment", recorded_number(), &FlatInput::moment, "4")
          .optional("after", integer(0, kAfterUsMax), &FlatInput::after_us)
          .optional("left_out", boolean(), &FlatInput::left_out)
          .required("act", words(act_names()), &FlatInput::act, R"("connect")")
          .optional("device", recorded_number(), &FlatInput::device)
          .optional("octets", octets_kind(), &FlatInput::octets)
          .optional("microseconds", integer(0, kWaitUsMax), &FlatInput::microseconds)
          .optional("maildrop", recorded_number(), &FlatInput::maildrop)
          .optional("identity", integer(0, std::numeric_limits<std::int64_t>::max()),
                    &FlatInput::identity)
          .optional("policy", words(policies()), &FlatInput::policy)
          .optional("user", text_of(), &FlatInput::user)
          .optional("password", text_of(), &FlatInput::password)
          .optional("with", words(protocols()), &FlatInput::protocol)
          .optional("port", port(), &FlatInput::port)
          .optional("tls", boolean(), &FlatInput::tls)
          .optional("idle", boolean(), &FlatInput::idle)
          .optional("check_every", integer(0, kWaitUsMax), &FlatInput::check_every)
          .optional("leave_days", integer(0, kOctetsMax), &FlatInput::leave_days)
          .optional("fetch_octets_max", integer(0, kOctetsMax), &FlatInput::fetch_octets_max)
          .optional("habits", words(presets()), &FlatInput::habits)
          .optional("subject", octets_kind(), &FlatInput::subject)
          .optional("nth", recorded_number(), &FlatInput::nth)
          .optional("server", recorded_number(), &FlatInput::server)
          .optional("verdict", words(verdicts()), &FlatInput::verdict)
          .optional("refuses_removal", boolean(), &FlatInput::refuses_removal)
          .optional("option", recorded_number(), &FlatInput::option)
          .optional("way", text_of(), &FlatInput::way);
  return table;
}

// A digest, as sixteen digits: JSON's numbers do not hold 64 bits everywhere.
Kind<std::uint64_t> digest_kind() {
  return line_of(16, 16).refined([](std::string digits, const Node& node,
                                    Reading& reading) -> std::optional<std::uint64_t> {
    std::uint64_t digest = 0;
    for (const char c : digits) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(c);
      if (digit == std::string_view::npos) {
        reading.report("diagnostic.recording.digest", {}, node.place);
        return std::nullopt;
      }
      digest = digest << 4 | digit;
    }
    return digest;
  });
}

const ObjectTable<lesson::Landmark>& landmark_table() {
  using lesson::Landmark;
  static const ObjectTable<Landmark> table =
      ObjectTable<Landmark>("recording.landmark")
          .required("about", digest_kind(), &Landmark::about, R"("00000000000000ff")")
          .optional("nth", recorded_number(), &Landmark::nth)
          .optional("end", boolean(), &Landmark::end)
          .optional("steps", recorded_number(), &Landmark::steps);
  return table;
}

const ObjectTable<lesson::Landmarks>& landmarks_table() {
  using lesson::Landmarks;
  static const ObjectTable<Landmarks> table =
      ObjectTable<Landmarks>("recording.place")
          .optional("state", digest_kind(), &Landmarks::state)
          .optional("step", recorded_number(), &Landmarks::step)
          .optional("beyond", recorded_number(), &Landmarks::beyond)
          .optional("passed", list_of(object(landmark_table), 0, 16), &Landmarks::passed);
  return table;
}

template <typename Line>
ObjectTable<Line> line_table(std::string name) {
  const auto take_inputs = [](Line& line, std::vector<FlatInput> inputs) {
    for (FlatInput& flat : inputs) {
      RecordedInput input{flat.moment, {}, flat.after_us, flat.left_out, std::move(flat.way)};
      input.input = input_of(std::move(flat));
      line.inputs.push_back(std::move(input));
    }
  };
  const auto take_parent = [](Line& line, std::int64_t parent) {
    line.parent = static_cast<std::uint32_t>(parent);
  };
  const auto take_devices = [](Line& line, std::vector<std::string> names) {
    line.names.devices = std::move(names);
  };
  const auto take_people = [](Line& line, std::vector<std::string> names) {
    line.names.people = std::move(names);
  };
  const auto take_servers = [](Line& line, std::vector<std::string> names) {
    line.names.servers = std::move(names);
  };
  ObjectTable<Line> table(std::move(name));
  table.optional("parent", recorded_number(), take_parent)
      .optional("way", text_of(), &Line::way)
      .optional("forked_at", recorded_number(), &Line::forked_at)
      .optional("at", object(landmarks_table), &Line::at)
      .optional("behind", recorded_number(), &Line::behind)
      .optional("beyond", recorded_number(), &Line::beyond)
      .required("end", recorded_number(), &Line::end, "20")
      .optional("after", integer(0, kAfterUsMax), &Line::after_us)
      .optional("devices", list_of(text_of()), take_devices)
      .optional("people", list_of(text_of()), take_people)
      .optional("servers", list_of(text_of()), take_servers)
      .optional("inputs", list_of(object(input_table), 0, lesson::kRecordedInputsMax),
                take_inputs);
  return table;
}

const ObjectTable<RecordedLine>& made_table() {
  static const ObjectTable<RecordedLine> table = line_table<RecordedLine>("recording.made");
  return table;
}

const ObjectTable<RecordedBranch>& branch_table() {
  static const ObjectTable<RecordedBranch> table =
      line_table<RecordedBranch>("recording.branch")
          .optional("name", text_of(), &RecordedBranch::name)
          .optional("of_story", boolean(), &RecordedBranch::of_story)
          .optional("outdated", boolean(), &RecordedBranch::outdated)
          .optional("seen", recorded_number(), &RecordedBranch::seen)
          .optional("made", object(made_table), &RecordedBranch::made);
  return table;
}

struct FlatGuess {
  std::uint32_t ask = 0;
  std::optional<std::uint32_t> answer;
  bool late = false;
  std::uint64_t about = 0;
};

const ObjectTable<FlatGuess>& guess_table() {
  const auto take_answer = [](FlatGuess& guess, std::int64_t answer) {
    guess.answer = static_cast<std::uint32_t>(answer);
  };
  static const ObjectTable<FlatGuess> table =
      ObjectTable<FlatGuess>("recording.guess")
          .required("ask", recorded_number(), &FlatGuess::ask, "3")
          .optional("answer", recorded_number(), take_answer)  // none: skipped
          .optional("late", boolean(), &FlatGuess::late)
          .optional("about", digest_kind(), &FlatGuess::about);
  return table;
}

struct FlatTry {
  std::uint32_t entry = 0;
  bool solved = true;
  std::uint64_t about = 0;
};

const ObjectTable<FlatTry>& try_table() {
  static const ObjectTable<FlatTry> table =
      ObjectTable<FlatTry>("recording.try")
          .required("entry", recorded_number(), &FlatTry::entry, "3")
          .optional("solved", boolean(), &FlatTry::solved)
          .optional("about", digest_kind(), &FlatTry::about);
  return table;
}

const ObjectTable<lesson::Elsewhere::Way>& elsewhere_way_table() {
  using Way = lesson::Elsewhere::Way;
  static const ObjectTable<Way> table = ObjectTable<Way>("recording.way")
                                            .required("way", text_of(), &Way::way, R"("QUIT")")
                                            .optional("name", text_of(), &Way::name)
                                            .optional("seen", recorded_number(), &Way::seen);
  return table;
}

const ObjectTable<lesson::Elsewhere>& elsewhere_table() {
  using lesson::Elsewhere;
  const auto take_guesses = [](Elsewhere& elsewhere, const std::vector<FlatGuess>& guesses) {
    for (const FlatGuess& each : guesses)
      elsewhere.guesses.push_back({each.ask, each.about, {each.answer, each.late}});
  };
  const auto take_tries = [](Elsewhere& elsewhere, const std::vector<FlatTry>& tries) {
    for (const FlatTry& each : tries)
      elsewhere.tries.push_back({each.entry, each.about, each.solved});
  };
  static const ObjectTable<Elsewhere> table =
      ObjectTable<Elsewhere>("recording.elsewhere")
          .optional("ways", list_of(object(elsewhere_way_table), 0, lesson::kElsewhereMax),
                    &Elsewhere::ways)
          .optional("guesses", list_of(object(guess_table), 0, lesson::kElsewhereMax),
                    take_guesses)
          .optional("tries", list_of(object(try_table), 0, lesson::kElsewhereMax), take_tries);
  return table;
}

// Each branch alone may be long; all together must be done in reasonable time.
void limit_work(Recording& recording, const Node& node, Reading& reading) {
  const Member* branches = find_member(std::get<Object>(node.value), "branches");
  const Array* nodes = branches ? std::get_if<Array>(&branches->value.value) : nullptr;
  if (nodes == nullptr || nodes->size() != recording.branches.size()) return;
  const Reading::Step step(reading, "branches", nullptr);
  std::uint64_t inputs = 0;
  std::uint64_t moments = 0;
  for (std::size_t i = 0; i < nodes->size(); ++i) {
    const RecordedBranch& branch = recording.branches[i];
    inputs += lesson::inputs_to_do(branch);
    moments += lesson::moments_to_do(branch);
    const bool too_many_inputs = inputs > lesson::kRecordedInputsMax;
    if (!too_many_inputs && moments <= lesson::kRecordedMomentsMax) continue;
    const Reading::Step entry(reading, i);
    Place place = (*nodes)[i].place;
    place.octets = 1;
    reading.report(too_many_inputs ? "diagnostic.recording.too_many_inputs"
                                   : "diagnostic.recording.too_many_moments",
                   {text::number("max", too_many_inputs ? lesson::kRecordedInputsMax
                                                        : lesson::kRecordedMomentsMax)},
                   place);
    return;
  }
}

const ObjectTable<Recording>& recording_table() {
  const auto nothing = [](Recording&, bool) {};
  const auto take_guesses = [](Recording& recording, std::vector<FlatGuess> guesses) {
    for (const FlatGuess& guess : guesses) {
      recording.guesses.emplace_back(guess.ask, lesson::Guess{guess.answer, guess.late});
      recording.guesses_about.push_back(guess.about);
    }
  };
  const auto take_tries = [](Recording& recording, std::vector<FlatTry> tries) {
    for (const FlatTry& each : tries) {
      recording.tried.push_back(each.entry);
      recording.tried_about.push_back(each.about);
      if (!each.solved) recording.given_up.push_back(each.entry);
    }
  };
  const auto take_origin = [](Recording& recording, std::uint64_t digest) {
    recording.goes_on_from = digest;
  };
  const auto take_story = [](Recording& recording, std::uint64_t digest) {
    recording.story = digest;
  };
  static const ObjectTable<Recording> table =
      ObjectTable<Recording>("recording")
          .required("popscope", words<bool>({{std::string(kRecordingFormat), true}}), nothing)
          .required("scenario", text_of(), &Recording::scenario, R"("first-retrieval")")
          .optional("file", text_of(), &Recording::file)
          .optional("goes_on_from", digest_kind(), take_origin)
          .required("hash", digest_kind(), &Recording::hash, R"("00000000000000ff")")
          .optional("story", digest_kind(), take_story)
          .required("seed", integer(0, std::numeric_limits<std::int64_t>::max()),
                    &Recording::seed, "1")
          .required("branches", list_of(object(branch_table), 1, sim::Timeline::kBranchesMax),
                    &Recording::branches)
          .optional("branch", recorded_number(), &Recording::branch)
          .optional("moment", recorded_number(), &Recording::moment)
          .optional("at", object(landmarks_table), &Recording::at)
          .optional("grain", words(grains()), &Recording::grain)
          .optional("guesses", list_of(object(guess_table), 0, kEntriesMax), take_guesses)
          .optional("tries", list_of(object(try_table), 0, kEntriesMax), take_tries)
          .optional("elsewhere", object(elsewhere_table), &Recording::elsewhere)
          .finally(limit_work);
  return table;
}

}  // namespace

std::string scenario_for_recording(std::string_view recording, std::string_view scenario) {
  const std::filesystem::path to(scenario);
  const std::filesystem::path folder = std::filesystem::path(recording).parent_path();
  // "/" and one folder at least.
  const auto parted = std::mismatch(folder.begin(), folder.end(), to.begin(), to.end());
  if (std::distance(folder.begin(), parted.first) < 2) return std::string(scenario);
  return to.lexically_relative(folder).generic_string();
}

std::string scenario_of_recording(std::string_view recording, std::string_view file) {
  const std::filesystem::path folder = std::filesystem::path(recording).parent_path();
  return (folder / file).lexically_normal().string();  // an absolute one stays as it is
}

std::optional<Recording> recording_from_json(std::string_view source, std::string_view file,
                                             text::Diagnostics& problems) {
  return read_file_as(recording_table(), source, file, problems);
}

std::string format_of(std::string_view source) {
  text::Diagnostics ignored;
  const std::optional<Node> tree = read_json(source, "", ignored);
  if (!tree) return "";
  const Object* object = std::get_if<Object>(&tree->value);
  const Member* member = object == nullptr ? nullptr : find_member(*object, "popscope");
  const std::string* format =
      member == nullptr ? nullptr : std::get_if<std::string>(&member->value.value);
  return format == nullptr ? "" : *format;
}

}  // namespace popscope::loader
