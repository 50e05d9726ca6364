#include "tests/support/session_player.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "sim/session/session.h"
#include "sim/transcript/transcript.h"
#include "tests/support/pop3_server.h"
#include "tests/support/script_words.h"

namespace popscope::test {
namespace {

using namespace popscope::sim;

struct Talker {
  Session session;
  bool closed = false;
};

// Everything that there is, as a value.
struct Scene {
  Drops drops;
  std::map<int, Talker> talkers;
  Time now = kDefaultStart;
};

bool can_run(const Talker& talker, const Drops& drops) { return runnable(talker.session, drops); }

// Runs one thing; gives the octets that it sends.
std::string run_one(Scene& scene, Talker& talker) {
  const SessionOutput out = sim::run_one(talker.session, scene.drops, scene.now);
  talker.closed = talker.closed || out.closes;
  return out.octets;
}

// What must hold after every moment.
std::vector<std::string> broken(const Scene& scene) {
  std::vector<std::string> wrong;
  for (const auto& [number, talker] : scene.talkers) {
    const auto* session = std::get_if<imap::Session>(&talker.session);
    const auto* selected = session ? std::get_if<imap::Selected>(&session->state) : nullptr;
    if (!selected) continue;
    const std::vector<imap::ViewEntry>& view = *selected->view;
    for (std::size_t i = 1; i < view.size(); ++i)
      if (view[i].uid <= view[i - 1].uid)
        wrong.push_back("UIDs do not ascend in the view of " + std::to_string(number));
  }
  return wrong;
}

class SessionPlayer {
 public:
  using Watch = std::function<void(const Scene&)>;

  SessionPlayer(const TranscriptScript& script, Delivery delivery, Watch watch = {})
      : script_(script), delivery_(delivery), watch_(std::move(watch)) {
    std::uint64_t identity = 1;
    for (const auto& drop : script.maildrops) {
      Maildrop& made = scene_.drops.add(drop.user, drop.password);
      for (const std::string& message : drop.messages)
        deliver(made, message_of(message, identity++), kDefaultStart);
      made.first_recent = made.uid_next;
      add_folder(made, "Archive");
      add_folder(made, "Sent");
    }
  }

  std::vector<std::string> run() {
    for (const ScriptLine& line : script_.lines) {
      const std::size_t before = wrong_.size();
      one(line);
      if (wrong_.size() > before) break;  // what follows would only confuse
    }
    for (const auto& [connection, rest] : unread_)
      if (!rest.empty() && wrong_.empty())
        say(0, "connection " + std::to_string(connection) + " said more: " + rest);
    return wrong_;
  }

 private:
  void say(int line, const std::string& what) {
    wrong_.push_back(script_.name + ":" + std::to_string(line) + ": " + what);
  }

  void settle() {
    for (bool again = true; again;) {
      again = false;
      for (auto& [number, talker] : scene_.talkers) {
        while (can_run(talker, scene_.drops)) {
          again = true;
          unread_[number] += run_one(scene_, talker);
          for (const std::string& what : broken(scene_)) say(0, what);
          if (watch_) watch_(scene_);
        }
      }
    }
  }

  void open(const ScriptLine& line) {
    if (line.connection == 0 || scene_.talkers.count(line.connection) > 0) return;
    const SessionId id{static_cast<std::uint32_t>(line.connection)};
    Talker talker;
    if (script_.imap.count(line.connection) > 0) {
      talker.session = imap::open(id, imap::Config{}, scene_.now);
    } else {
      talker.session = pop3::open(id, pop3::Config{}, scene_.now, 7);
    }
    scene_.talkers[line.connection] = std::move(talker);
    settle();
  }

  void hand_over(int connection, std::string_view octets) {
    receive(scene_.talkers.at(connection).session, octets, scene_.now);
    settle();
  }

  void send(const ScriptLine& line, const std::string& octets) {
    if (delivery_.how == Delivery::How::octet_by_octet) {
      for (char c : octets) hand_over(line.connection, {&c, 1});
    } else if (delivery_.how == Delivery::How::split && delivery_.at < octets.size()) {
      hand_over(line.connection, std::string_view(octets).substr(0, delivery_.at));
      hand_over(line.connection, std::string_view(octets).substr(delivery_.at));
    } else {
      hand_over(line.connection, octets);
    }
  }

  void one(const ScriptLine& line) {
    if (line.kind != ScriptLine::Kind::act) open(line);
    switch (line.kind) {
      case ScriptLine::Kind::client: send(line, line.text + "\r\n"); return;
      case ScriptLine::Kind::raw: send(line, unescape(line.text)); return;
      case ScriptLine::Kind::server: hear(line); return;
      case ScriptLine::Kind::silence:
        if (!unread_[line.connection].empty())
          say(line.line, "expected silence, but it said: " + unread_[line.connection]);
        return;
      case ScriptLine::Kind::closed:
        if (!scene_.talkers.at(line.connection).closed)
          say(line.line, "the connection is still open");
        return;
      case ScriptLine::Kind::act: act(line); return;
      case ScriptLine::Kind::expect: expect(line); return;
    }
  }

  void hear(const ScriptLine& line) {
    std::string& unread = unread_[line.connection];
    const std::size_t end = unread.find("\r\n");
    if (end == std::string::npos) {
      say(line.line, "expected: " + line.text + " but nothing came");
      return;
    }
    const std::string said = unread.substr(0, end);
    if (matches(line.text, said, bound_)) {
      unread.erase(0, end + 2);
    } else {
      say(line.line, "expected: " + line.text + " but it said: " + said);
    }
  }

  void act(const ScriptLine& line) {
    std::istringstream words(line.text);
    std::string verb, rest;
    words >> verb;
    std::getline(words >> std::ws, rest);
    if (verb == "wait") {
      let_pass(duration_of(rest));
    } else if (verb == "deliver") {
      const std::size_t space = rest.find(' ');
      const auto id = scene_.drops.find_user(rest.substr(0, space));
      deliver(scene_.drops.modify(*id), message_of(rest.substr(space + 1), 99), scene_.now);
    } else if (verb == "close") {
      peer_closed(scene_.talkers.at(std::stoi(rest)).session);
    } else if (verb == "reset") {
      Talker& talker = scene_.talkers.at(std::stoi(rest));
      peer_reset(talker.session, scene_.drops);
      talker.closed = true;
    } else {
      throw std::runtime_error("no such act on bare sessions: " + line.text);
    }
    settle();
  }

  void let_pass(Duration time) {
    scene_.now = scene_.now + time;
    for (auto& [number, talker] : scene_.talkers) {
      const auto limit = deadline(talker.session);
      if (!limit || *limit > scene_.now) continue;
      unread_[number] += expire(talker.session, scene_.drops).octets;
      talker.closed = true;
    }
  }

  void expect(const ScriptLine& line) {
    std::smatch m;
    if (!std::regex_match(line.text, m,
                          std::regex(R"(maildrop (\S+) (\d+) messages?(, (locked|unlocked))?)")))
      throw std::runtime_error("no such expectation: " + line.text);
    const Maildrop& drop = scene_.drops.maildrop(*scene_.drops.find_user(m[1].str()));
    if (drop.messages.size() != std::stoul(m[2]))
      say(line.line, "the maildrop holds " + std::to_string(drop.messages.size()));
    if (m[4].matched && (m[4] == "locked") != drop.locked_by.has_value())
      say(line.line, drop.locked_by ? "it is locked" : "it is not locked");
  }

  const TranscriptScript& script_;
  Delivery delivery_;
  Watch watch_;
  Scene scene_;
  std::map<int, std::string> unread_;
  std::map<std::string, std::string> bound_;
  std::vector<std::string> wrong_;
};

// True when something that has been received may still remove messages.
bool has_more_to_run(const Scene& scene) {
  return std::any_of(scene.talkers.begin(), scene.talkers.end(),
                     [&](const auto& one) { return can_run(one.second, scene.drops); });
}

void fall_silent(Scene scene, const std::string& name, std::vector<std::string>& wrong) {
  const bool may_remove = has_more_to_run(scene);
  const Drops before = scene.drops;
  for (auto& [number, talker] : scene.talkers) {
    while (can_run(talker, scene.drops)) run_one(scene, talker);
    expire(talker.session, scene.drops);
    if (can_run(talker, scene.drops)) wrong.push_back(name + ": a session is still open");
  }
  for (std::uint32_t i = 0; i < scene.drops.size(); ++i) {
    const Maildrop& drop = scene.drops.maildrop(MaildropId{i});
    if (drop.locked_by) wrong.push_back(name + ": still locked");
    if (!may_remove && !(drop.messages == before.maildrop(MaildropId{i}).messages))
      wrong.push_back(name + ": the maildrop has changed");
  }
}

}  // namespace

std::vector<std::string> play_sessions(const TranscriptScript& script, Delivery delivery) {
  return SessionPlayer(script, delivery).run();
}

std::vector<std::string> play_sessions_cut_everywhere(const TranscriptScript& script, int& cuts) {
  std::vector<std::string> wrong;
  SessionPlayer player(script, {}, [&](const Scene& scene) {
    ++cuts;
    fall_silent(scene, script.name + ", silent after moment " + std::to_string(cuts), wrong);
  });
  const std::vector<std::string> said = player.run();
  wrong.insert(wrong.end(), said.begin(), said.end());
  return wrong;
}

}  // namespace popscope::test
