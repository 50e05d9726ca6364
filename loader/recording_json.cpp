#include "loader/recording_json.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

#include "loader/json_write.h"
#include "loader/scenario_words.h"
#include "sim/core/check.h"

namespace popscope::loader {
namespace {

using lesson::Grain;
using lesson::RecordedBranch;
using lesson::RecordedInput;
using lesson::Recording;

constexpr std::int64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kWaitUsMax = 1'000LL * 365 * 24 * 3600 * 1'000'000;  // a thousand years
constexpr std::int64_t kOctetsMax = 64 * 1024 * 1024;
constexpr std::int64_t kEntriesMax = 10'000;  // more questions than any story asks

// --- an input, flat: the act's name and what it needs ---

enum class ActName {
  connect, send, check, cut, plug, reset, close, wait, deliver, set, read, remove, firewall, choose
};

const std::vector<std::pair<std::string, ActName>>& act_names() {
  static const std::vector<std::pair<std::string, ActName>> names = {
      {"connect", ActName::connect}, {"send", ActName::send},       {"check", ActName::check},
      {"cut", ActName::cut},         {"plug", ActName::plug},       {"reset", ActName::reset},
      {"close", ActName::close},     {"wait", ActName::wait},       {"deliver", ActName::deliver},
      {"set", ActName::set},         {"read", ActName::read},       {"delete", ActName::remove},
      {"firewall", ActName::firewall}, {"choose", ActName::choose}};
  return names;
}

const std::vector<std::pair<std::string, sim::Policy>>& policies() {
  static const std::vector<std::pair<std::string, sim::Policy>> names = {
      {"remove at once", sim::Policy::remove_at_once},
      {"leave on server", sim::Policy::leave_on_server}};
  return names;
}

const std::vector<std::pair<std::string, sim::Protocol>>& protocols() {
  static const std::vector<std::pair<std::string, sim::Protocol>> names = {
      {"pop3", sim::Protocol::pop3}, {"imap", sim::Protocol::imap}};
  return names;
}

const std::vector<std::pair<std::string, sim::Verdict>>& verdicts() {
  static const std::vector<std::pair<std::string, sim::Verdict>> names = {
      {"pass", sim::Verdict::pass},
      {"reject", sim::Verdict::reject},
      {"drop", sim::Verdict::drop}};
  return names;
}

const std::vector<std::pair<std::string, Grain>>& grains() {
  static const std::vector<std::pair<std::string, Grain>> names = {
      {"exchange", Grain::exchange}, {"line", Grain::line}, {"segment", Grain::segment}};
  return names;
}

template <typename T>
const std::string& name_for(const std::vector<std::pair<std::string, T>>& names, T value) {
  for (const auto& name : names) {
    if (name.second == value) return name.first;
  }
  POPSCOPE_CHECK(false);  // a value that the table does not name
}

struct FlatInput {
  std::uint32_t moment = 0;
  ActName act = ActName::connect;
  std::uint32_t device = 0;
  std::uint32_t maildrop = 0;
  std::uint32_t option = 0;
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
  std::string subject;
  std::uint32_t nth = 0;
  std::uint32_t server = 0;
  sim::Verdict verdict = sim::Verdict::drop;
};

sim::Set set_of(FlatInput&& flat) {
  sim::Set set{sim::DeviceId{flat.device}, flat.policy, std::move(flat.user),
               std::move(flat.password)};
  set.protocol = flat.protocol;
  set.port = flat.port;
  set.tls = flat.tls;
  set.idle = flat.idle;
  if (flat.check_every) set.check_every = sim::Duration{*flat.check_every};
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
  }
  return sim::Connect{device};
}

Kind<std::int64_t> number() { return integer(0, kNumberMax); }

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
          .required("moment", number(), &FlatInput::moment, "4")
          .required("act", words(act_names()), &FlatInput::act, R"("connect")")
          .optional("device", number(), &FlatInput::device)
          .optional("octets", octets_kind(), &FlatInput::octets)
          .optional("microseconds", integer(0, kWaitUsMax), &FlatInput::microseconds)
          .optional("maildrop", number(), &FlatInput::maildrop)
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
          .optional("subject", octets_kind(), &FlatInput::subject)
          .optional("nth", number(), &FlatInput::nth)
          .optional("server", number(), &FlatInput::server)
          .optional("verdict", words(verdicts()), &FlatInput::verdict)
          .optional("option", number(), &FlatInput::option);
  return table;
}

const ObjectTable<RecordedBranch>& branch_table() {
  const auto take_inputs = [](RecordedBranch& branch, std::vector<FlatInput> inputs) {
    for (FlatInput& flat : inputs) {
      const std::uint32_t moment = flat.moment;
      branch.inputs.push_back({moment, input_of(std::move(flat))});
    }
  };
  const auto take_parent = [](RecordedBranch& branch, std::int64_t parent) {
    branch.parent = static_cast<std::uint32_t>(parent);
  };
  static const ObjectTable<RecordedBranch> table =
      ObjectTable<RecordedBranch>("recording.branch")
          .optional("name", text_of(), &RecordedBranch::name)
          .optional("parent", number(), take_parent)
          .optional("forked_at", number(), &RecordedBranch::forked_at)
          .required("end", number(), &RecordedBranch::end, "20")
          .optional("of_story", boolean(), &RecordedBranch::of_story)
          .optional("outdated", boolean(), &RecordedBranch::outdated)
          .optional("seen", number(), &RecordedBranch::seen)
          .optional("inputs", list_of(object(input_table), 0, lesson::kRecordedInputsMax),
                    take_inputs);
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
          .required("ask", number(), &FlatGuess::ask, "3")
          .optional("answer", number(), take_answer)  // none: skipped
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
          .required("entry", number(), &FlatTry::entry, "3")
          .optional("solved", boolean(), &FlatTry::solved)
          .optional("about", digest_kind(), &FlatTry::about);
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
    inputs += branch.inputs.size();
    if (!branch.of_story) moments += branch.end - std::min(branch.forked_at, branch.end);
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
          .required("scenario", line_of(), &Recording::scenario, R"("first-retrieval")")
          .optional("file", text_of(), &Recording::file)
          .optional("goes_on_from", digest_kind(), take_origin)
          .required("hash", digest_kind(), &Recording::hash, R"("00000000000000ff")")
          .optional("story", digest_kind(), take_story)
          .required("seed", integer(0, std::numeric_limits<std::int64_t>::max()),
                    &Recording::seed, "1")
          .required("branches", list_of(object(branch_table), 1, sim::Timeline::kBranchesMax),
                    &Recording::branches)
          .optional("branch", number(), &Recording::branch)
          .optional("moment", number(), &Recording::moment)
          .optional("grain", words(grains()), &Recording::grain)
          .optional("guesses", list_of(object(guess_table), 0, kEntriesMax), take_guesses)
          .optional("tries", list_of(object(try_table), 0, kEntriesMax), take_tries)
          .finally(limit_work);
  return table;
}

// --- writing ---

std::string hex(std::uint64_t hash) {
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15];
  return digits;
}

void write_about(JsonWriter& json, const std::vector<std::uint64_t>& about, std::size_t i) {
  if (i < about.size()) json.key("about").text(hex(about[i]));
}

class InputWriter {
 public:
  explicit InputWriter(JsonWriter& json) : json_(json) {}

  void operator()(const sim::Connect& input) { act(ActName::connect, input.device); }
  void operator()(const sim::Check& input) { act(ActName::check, input.device); }
  void operator()(const sim::Cut& input) { act(ActName::cut, input.device); }
  void operator()(const sim::Plug& input) { act(ActName::plug, input.device); }
  void operator()(const sim::Reset& input) { act(ActName::reset, input.device); }
  void operator()(const sim::Close& input) { act(ActName::close, input.device); }
  void operator()(const sim::Send& input) {
    act(ActName::send, input.device);
    json_.key("octets").octets(input.octets);
  }
  void operator()(const sim::Wait& input) {
    act(ActName::wait);
    json_.key("microseconds").integer(input.time.us);
  }
  void operator()(const sim::Deliver& input) {
    act(ActName::deliver);
    json_.key("maildrop").natural(input.maildrop.value);
    json_.key("octets").octets(input.message->octets.view());
    json_.key("identity").natural(input.message->identity);
  }
  void operator()(const sim::Set& input) {
    act(ActName::set, input.device);
    if (input.policy) json_.key("policy").text(name_for(policies(), *input.policy));
    if (input.user) json_.key("user").text(*input.user);
    if (input.password) json_.key("password").text(*input.password);
    if (input.protocol) json_.key("with").text(name_for(protocols(), *input.protocol));
    if (input.port) json_.key("port").natural(*input.port);
    if (input.tls) json_.key("tls").boolean(*input.tls);
    if (input.idle) json_.key("idle").boolean(*input.idle);
    if (input.check_every) json_.key("check_every").integer(input.check_every->us);
  }
  void operator()(const sim::Use& input) {
    act(input.deed == sim::Deed::read ? ActName::read : ActName::remove, input.device);
    json_.key("subject").octets(input.subject);
    json_.key("nth").natural(input.nth);
  }
  void operator()(const sim::Filter& input) {
    act(ActName::firewall);
    json_.key("server").natural(input.server.value);
    json_.key("port").natural(input.port);
    json_.key("verdict").text(name_for(verdicts(), input.verdict));
  }
  void operator()(const sim::Choose& input) {
    act(ActName::choose);
    json_.key("option").natural(input.option);
  }

 private:
  void act(ActName name) { json_.key("act").text(name_for(act_names(), name)); }
  void act(ActName name, sim::DeviceId device) {
    act(name);
    json_.key("device").natural(device.value);
  }

  JsonWriter& json_;
};

void write_branch(JsonWriter& json, const RecordedBranch& branch) {
  json.object([&] {
    json.key("name").text(branch.name);
    if (branch.parent) json.key("parent").natural(*branch.parent);
    json.key("forked_at").natural(branch.forked_at);
    json.key("end").natural(branch.end);
    json.key("of_story").boolean(branch.of_story);
    if (branch.outdated) json.key("outdated").boolean(true);
    json.key("seen").natural(branch.seen);
    json.key("inputs").array([&] {
      for (const RecordedInput& input : branch.inputs) {
        json.object([&] {
          json.key("moment").natural(input.moment);
          std::visit(InputWriter(json), input.input);
        });
      }
    });
  });
}

}  // namespace

std::string recording_to_json(const Recording& recording) {
  JsonWriter json(JsonWriter::Style::pretty);
  json.object([&] {
    json.key("popscope").text(kRecordingFormat);
    json.key("scenario").text(recording.scenario);
    if (!recording.file.empty()) json.key("file").text(recording.file);
    if (recording.goes_on_from) json.key("goes_on_from").text(hex(*recording.goes_on_from));
    json.key("hash").text(hex(recording.hash));
    if (recording.story) json.key("story").text(hex(*recording.story));
    json.key("seed").natural(recording.seed);
    json.key("branches").array([&] {
      for (const RecordedBranch& branch : recording.branches) write_branch(json, branch);
    });
    json.key("branch").natural(recording.branch);
    json.key("moment").natural(recording.moment);
    json.key("grain").text(name_for(grains(), recording.grain));
    json.key("guesses").array([&] {
      for (std::size_t i = 0; i < recording.guesses.size(); ++i) {
        json.object([&] {
          json.key("ask").natural(recording.guesses[i].first);
          const lesson::Guess& guess = recording.guesses[i].second;
          if (guess.answer) json.key("answer").natural(*guess.answer);
          if (guess.late) json.key("late").boolean(true);
          write_about(json, recording.guesses_about, i);
        });
      }
    });
    json.key("tries").array([&] {
      for (std::size_t i = 0; i < recording.tried.size(); ++i) {
        json.object([&] {
          const std::uint32_t entry = recording.tried[i];
          json.key("entry").natural(entry);
          json.key("solved").boolean(std::count(recording.given_up.begin(),
                                                recording.given_up.end(), entry) == 0);
          write_about(json, recording.tried_about, i);
        });
      }
    });
  });
  return json.take();
}

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
