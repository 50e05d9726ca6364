// Writing a recording.
#include <algorithm>
#include <variant>

#include "loader/json_write.h"
#include "loader/recording_json.h"
#include "loader/recording_words.h"

namespace popscope::loader {
namespace {

using lesson::RecordedBranch;
using lesson::RecordedInput;
using lesson::RecordedLine;
using lesson::Recording;

void write_about(JsonWriter& json, const std::vector<std::uint64_t>& about, std::size_t i) {
  if (i < about.size()) json.key("about").text(hex_text(about[i]));
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
    if (input.leave_days) json_.key("leave_days").natural(*input.leave_days);
    if (input.fetch_octets_max) json_.key("fetch_octets_max").natural(*input.fetch_octets_max);
    if (input.preset) json_.key("habits").text(name_for(presets(), *input.preset));
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
  void operator()(const sim::Stop& input) {
    act(ActName::stop);
    json_.key("server").natural(input.server.value);
  }
  void operator()(const sim::Restart& input) {
    act(ActName::restart);
    json_.key("server").natural(input.server.value);
  }
  void operator()(const sim::Delay& input) {
    act(ActName::delay, input.device);
    json_.key("microseconds").integer(input.latency.us);
  }
  void operator()(const sim::Storage& input) {
    act(ActName::storage);
    json_.key("maildrop").natural(input.maildrop.value);
    json_.key("refuses_removal").boolean(input.refuses_removal);
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

void write_landmarks(JsonWriter& json, const lesson::Landmarks& at) {
  json.object([&] {
    if (at.state) json.key("state").text(hex_text(*at.state));
    json.key("step").natural(at.step);
    if (at.beyond != 0) json.key("beyond").natural(at.beyond);
    json.key("passed").array([&] {
      for (const lesson::Landmark& landmark : at.passed) {
        json.object([&] {
          json.key("about").text(hex_text(landmark.about));
          json.key("nth").natural(landmark.nth);
          json.key("end").boolean(landmark.end);
          json.key("steps").natural(landmark.steps);
        });
      }
    });
  });
}

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).array([&] {
    for (const std::string& name : names) json.text(name);
  });
}

void write_line(JsonWriter& json, const RecordedLine& line, bool of_story) {
  if (line.parent) json.key("parent").natural(*line.parent);
  if (line.way) json.key("way").text(*line.way);
  json.key("forked_at").natural(line.forked_at);
  if (!of_story) {
    json.key("at");
    write_landmarks(json, line.at);
    if (line.behind != 0) json.key("behind").natural(line.behind);
    if (line.beyond != 0) json.key("beyond").natural(line.beyond);
    write_names(json, "devices", line.names.devices);
    write_names(json, "people", line.names.people);
    write_names(json, "servers", line.names.servers);
  }
  json.key("end").natural(line.end);
  if (line.after_us && !of_story) json.key("after").integer(*line.after_us);
  json.key("inputs").array([&] {
    for (const RecordedInput& input : line.inputs) {
      json.object([&] {
        json.key("moment").natural(input.moment);
        if (input.after_us && !of_story) json.key("after").integer(*input.after_us);
        if (input.left_out) json.key("left_out").boolean(true);
        std::visit(InputWriter(json), input.input);
        if (input.way) json.key("way").text(*input.way);
      });
    }
  });
}

void write_branch(JsonWriter& json, const RecordedBranch& branch) {
  json.object([&] {
    json.key("name").text(branch.name);
    json.key("of_story").boolean(branch.of_story);
    if (branch.outdated) json.key("outdated").boolean(true);
    json.key("seen").natural(branch.seen);
    write_line(json, branch, branch.of_story);
    if (!branch.made) return;
    json.key("made").object([&] { write_line(json, *branch.made, false); });
  });
}

void write_guess(JsonWriter& json, std::uint32_t ask, const lesson::Guess& guess) {
  json.key("ask").natural(ask);
  if (guess.answer) json.key("answer").natural(*guess.answer);
  if (guess.late) json.key("late").boolean(true);
}

void write_elsewhere(JsonWriter& json, const lesson::Elsewhere& elsewhere) {
  json.object([&] {
    json.key("ways").array([&] {
      for (const auto& way : elsewhere.ways) {
        json.object([&] {
          json.key("way").text(way.way);
          json.key("name").text(way.name);
          json.key("seen").natural(way.seen);
        });
      }
    });
    json.key("guesses").array([&] {
      for (const auto& said : elsewhere.guesses) {
        json.object([&] {
          write_guess(json, said.ask, said.guess);
          json.key("about").text(hex_text(said.about));
        });
      }
    });
    json.key("tries").array([&] {
      for (const auto& said : elsewhere.tries) {
        json.object([&] {
          json.key("entry").natural(said.entry);
          json.key("solved").boolean(said.solved);
          json.key("about").text(hex_text(said.about));
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
    if (recording.goes_on_from) json.key("goes_on_from").text(hex_text(*recording.goes_on_from));
    json.key("hash").text(hex_text(recording.hash));
    if (recording.story) json.key("story").text(hex_text(*recording.story));
    json.key("seed").natural(recording.seed);
    json.key("branches").array([&] {
      for (const RecordedBranch& branch : recording.branches) write_branch(json, branch);
    });
    json.key("branch").natural(recording.branch);
    json.key("moment").natural(recording.moment);
    json.key("at");
    write_landmarks(json, recording.at);
    json.key("grain").text(name_for(grains(), recording.grain));
    json.key("guesses").array([&] {
      for (std::size_t i = 0; i < recording.guesses.size(); ++i) {
        json.object([&] {
          write_guess(json, recording.guesses[i].first, recording.guesses[i].second);
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
    const lesson::Elsewhere& elsewhere = recording.elsewhere;
    if (elsewhere.ways.empty() && elsewhere.guesses.empty() && elsewhere.tries.empty()) return;
    json.key("elsewhere");
    write_elsewhere(json, elsewhere);
  });
  return json.take();
}

}  // namespace popscope::loader
