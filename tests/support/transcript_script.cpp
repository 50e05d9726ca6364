#include "tests/support/transcript_script.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

#include "sim/timeline/timeline.h"
#include "sim/transcript/transcript.h"
#include "sim/pop3/profile.h"
#include "tests/support/pop3_server.h"
#include "tests/support/script_words.h"
#include "tests/support/session_player.h"

namespace popscope::test {
namespace {

using namespace popscope::sim;

World world_of(const TranscriptScript& script) {
  World world;
  world.random.state = 7;
  Server server;
  server.name = "mail.example.net";
  for (const std::string& option : script.server_options) {
    pop3::Config& config = server.pop3.modify();
    if (option == "apop") config.offers.apop = true;
    if (option == "stls") config.offers.stls = true;
    if (option == "auth") config.offers.mechanisms = everything_offered().offers.mechanisms;
    if (option == "utf8") config.offers.utf8 = true;
    if (option == "lang") config.offers.lang = true;
    for (const pop3::FaultSpec& fault : pop3::fault_table())
      if (option == fault.name) fault.put(config.ways);
    if (option.starts_with("autologout "))
      server.pop3.modify().autologout = duration_of(option.substr(11));
  }
  add_server(world, server);
  for (const auto& drop : script.maildrops) {
    const MaildropId id = add_maildrop(world, drop.user, drop.password);
    for (const std::string& message : drop.messages)
      deliver(world.maildrops[id.value].modify(), message_of(message, world.next_identity++));
  }
  std::set<int> connections;
  for (const ScriptLine& line : script.lines)
    if (line.connection > 0) connections.insert(line.connection);
  const int most = connections.empty() ? 0 : *connections.rbegin();
  for (int i = 1; i <= most; ++i) add_device(world, "host" + std::to_string(i), Account{});
  return world;
}

class Player {
 public:
  Player(const TranscriptScript& script, Delivery delivery)
      : script_(script), delivery_(delivery), timeline_(world_of(script)) {}

  std::vector<std::string> run() {
    for (const ScriptLine& line : script_.lines) {
      const std::size_t before = wrong_.size();
      one(line);
      if (wrong_.size() > before) break;  // what follows would only confuse
    }
    for (const auto& [connection, rest] : unread_)
      if (!rest.empty() && wrong_.empty())
        say(0, "connection " + std::to_string(connection) + " said more: " + rest.front());
    return wrong_;
  }

  Timeline& timeline() { return timeline_; }

 private:
  void say(int line, const std::string& what) {
    wrong_.push_back(script_.name + ":" + std::to_string(line) + ": " + what);
  }

  const World& world() const { return timeline_.tip(BranchId{0}); }
  static DeviceId device_of(int connection) {
    return DeviceId{static_cast<std::uint32_t>(connection - 1)};
  }

  void settle() {
    while (!quiescent(world()) && timeline_.advance(BranchId{0})) hear();
  }

  void hear() {
    const Moment& moment = timeline_.moment(BranchId{0}, timeline_.end(BranchId{0}));
    const std::size_t heard = transcript_.lines().size();
    transcript_.read(moment.events);
    for (std::size_t i = heard; i < transcript_.lines().size(); ++i) {
      const TranscriptLine& line = transcript_.lines()[i];
      if (line.from == Side::server)
        unread_[static_cast<int>(world().links[line.link.value]->device.value) + 1].push_back(
            line.text);
    }
    for (const std::string& broken : broken_invariants(world())) say(0, broken);
  }

  void submit(int line, const Input& input) {
    const auto result = timeline_.submit({BranchId{0}, timeline_.end(BranchId{0})}, input);
    if (const auto* no = std::get_if<Inadmissible>(&result)) {
      say(line, "inadmissible: " + std::to_string(static_cast<int>(*no)));
      return;
    }
    hear();
  }

  void open(const ScriptLine& line) {
    if (line.connection == 0 || !opened_.insert(line.connection).second) return;
    submit(line.line, Connect{device_of(line.connection)});
    settle();
  }

  void send(const ScriptLine& line, const std::string& octets) {
    std::vector<std::string> parts;
    if (delivery_.how == Delivery::How::octet_by_octet) {
      for (char c : octets) parts.emplace_back(1, c);
    } else if (delivery_.how == Delivery::How::split && delivery_.at < octets.size()) {
      parts = {octets.substr(0, delivery_.at), octets.substr(delivery_.at)};
    } else {
      parts = {octets};
    }
    for (const std::string& part : parts) {
      if (part.empty()) continue;
      submit(line.line, Send{device_of(line.connection), part});
      if (delivery_.how == Delivery::How::split) settle();
    }
    settle();
  }

  void one(const ScriptLine& line) {
    if (line.kind != ScriptLine::Kind::act) open(line);
    auto& unread = unread_[line.connection];
    switch (line.kind) {
      case ScriptLine::Kind::client: send(line, line.text + "\r\n"); return;
      case ScriptLine::Kind::raw: send(line, unescape(line.text)); return;
      case ScriptLine::Kind::server:
        if (unread.empty()) {
          say(line.line, "expected: " + line.text + " but nothing came");
        } else if (!matches(line.text, unread.front(), bound_)) {
          say(line.line, "expected: " + line.text + " but it said: " + unread.front());
        } else {
          unread.erase(unread.begin());
        }
        return;
      case ScriptLine::Kind::silence:
        if (!unread.empty()) say(line.line, "expected silence, but it said: " + unread.front());
        return;
      case ScriptLine::Kind::closed:
        if (world().devices[device_of(line.connection).value]->link)
          say(line.line, "the connection is still open");
        return;
      case ScriptLine::Kind::act: act(line); return;
      case ScriptLine::Kind::expect: expect(line); return;
    }
  }

  void act(const ScriptLine& line) {
    std::istringstream words(line.text);
    std::string verb, rest;
    words >> verb;
    std::getline(words >> std::ws, rest);
    const DeviceId device =
        verb == "wait" || verb == "deliver" ? DeviceId{} : device_of(std::stoi(rest));
    if (verb == "cut") submit(line.line, Cut{device});
    else if (verb == "plug") submit(line.line, Plug{device});
    else if (verb == "reset") submit(line.line, Reset{device});
    else if (verb == "close") submit(line.line, Close{device});
    else if (verb == "connect") submit(line.line, Connect{device});
    else if (verb == "wait") submit(line.line, Wait{duration_of(rest)});
    else if (verb == "deliver") deliver_one(line, rest);
    else throw std::runtime_error("no such act: " + line.text);
    settle();
  }

  void deliver_one(const ScriptLine& line, const std::string& rest) {
    const std::size_t space = rest.find(' ');
    submit(line.line, Deliver{*find_maildrop(world(), rest.substr(0, space)),
                              message_of(rest.substr(space + 1), 99)});
  }

  void expect(const ScriptLine& line) {
    std::smatch m;
    if (!std::regex_match(line.text, m,
                          std::regex(R"(maildrop (\S+) (\d+) messages?(, (locked|unlocked))?)")))
      throw std::runtime_error("no such expectation: " + line.text);
    const Maildrop& drop = *world().maildrops[find_maildrop(world(), m[1].str())->value];
    if (drop.messages.size() != std::stoul(m[2]))
      say(line.line, "the maildrop holds " + std::to_string(drop.messages.size()));
    if (m[4].matched && (m[4] == "locked") != drop.locked_by.has_value())
      say(line.line, drop.locked_by ? "it is locked" : "it is not locked");
  }

  const TranscriptScript& script_;
  Delivery delivery_;
  Timeline timeline_;
  Transcript transcript_;
  std::map<int, std::vector<std::string>> unread_;
  std::map<std::string, std::string> bound_;
  std::set<int> opened_;
  std::vector<std::string> wrong_;
};

// The unique-ids that are to be gone once every session has come to its end, when all cables are
// pulled in this World: those that a session in UPDATE still removes, and those marked where QUIT
// has been received. Kept ones are everything else.
std::set<UniqueId> doomed(const World& world) {
  std::set<UniqueId> all;
  for (const auto& link : world.links) {
    const pop3::Session* found = pop3_session_of(world, link->id);
    if (!found) continue;
    pop3::Session session = *found;  // with what has arrived and waits to be read
    pop3::receive(session, link->unread, world.now);
    if (const auto* update = std::get_if<pop3::Update>(&session.state))
      for (const pop3::ToRemove& one : update->to_remove)
        all.insert((*update->view)[one.number.value - 1].unique_id);
    const auto* t = std::get_if<pop3::Transaction>(&session.state);
    if (!t) continue;
    std::vector<bool> marked = *t->marked;
    for (const Line& line : session.pending) {  // received, and will run before the end
      const pop3::Parsed parsed = pop3::parse(line.text);
      const auto* command = std::get_if<pop3::Command>(&parsed);
      if (line.too_long || !command) continue;
      const bool at_fault = session.config->ways.removes_at_dele;
      if (command->keyword == pop3::Keyword::rset && !at_fault) marked.assign(marked.size(), false);
      if (command->keyword == pop3::Keyword::dele && command->number->value >= 1 &&
          command->number->value <= marked.size())
        marked[command->number->value - 1] = true;
      if (command->keyword != pop3::Keyword::quit && !at_fault) continue;
      for (std::size_t i = 0; i < marked.size(); ++i)
        if (marked[i]) all.insert((*t->view)[i].unique_id);
      if (command->keyword == pop3::Keyword::quit) break;
    }
  }
  return all;
}

}  // namespace

TranscriptScript parse_script(const std::string& name, const std::string& text) {
  TranscriptScript script;
  script.name = name;
  std::istringstream in(text);
  std::string raw;
  for (int number = 1; std::getline(in, raw); ++number) {
    if (raw.empty() || raw[0] == '#') continue;
    std::smatch m;
    if (raw.starts_with("server ")) {
      std::istringstream options(raw.substr(7));
      for (std::string option; std::getline(options >> std::ws, option, ',');)
        script.server_options.push_back(option);
    } else if (std::regex_match(raw, m, std::regex(R"(connection (\d+) imap)"))) {
      script.imap.insert(std::stoi(m[1]));
    } else if (std::regex_match(raw, m, std::regex(R"re(maildrop (\S+?)(?: "([^"]*)")?:(.*))re"))) {
      TranscriptScript::Drop drop{m[1], m[2].matched ? m[2].str() : "secret", {}};
      const std::string rest = m[3];
      const std::regex message(R"((msg|file)\(([^)]*)\))");
      for (std::sregex_iterator it(rest.begin(), rest.end(), message), end; it != end; ++it)
        drop.messages.push_back(it->str());
      script.maildrops.push_back(drop);
    } else if (raw.starts_with("@expect ")) {
      script.lines.push_back({ScriptLine::Kind::expect, 0, raw.substr(8), number});
    } else if (raw[0] == '@') {
      script.lines.push_back({ScriptLine::Kind::act, 0, raw.substr(1), number});
    } else if (std::regex_match(raw, m, std::regex(R"((\d+) (S:|C:|raw:|-|closed) ?(.*))"))) {
      const std::string kind = m[2];
      script.lines.push_back({kind == "S:"     ? ScriptLine::Kind::server
                              : kind == "C:"   ? ScriptLine::Kind::client
                              : kind == "raw:" ? ScriptLine::Kind::raw
                              : kind == "-"    ? ScriptLine::Kind::silence
                                               : ScriptLine::Kind::closed,
                              std::stoi(m[1]), m[3], number});
    } else {
      throw std::runtime_error(name + ":" + std::to_string(number) + ": not understood: " + raw);
    }
  }
  return script;
}

std::vector<std::string> scripts_in(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

TranscriptScript read_script(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return parse_script(std::filesystem::path(path).filename().string(), text.str());
}

std::vector<std::string> play(const TranscriptScript& script, Delivery delivery) {
  if (!script.imap.empty()) return play_sessions(script, delivery);
  return Player(script, delivery).run();
}

std::vector<std::string> play_cut_everywhere(const TranscriptScript& script, int& cuts) {
  if (!script.imap.empty()) return play_sessions_cut_everywhere(script, cuts);
  Player player(script, {});
  std::vector<std::string> wrong = player.run();
  if (!wrong.empty()) return wrong;
  const Timeline& whole = player.timeline();
  Duration silence = pop3::kAutologout;
  for (const std::string& option : script.server_options)
    if (option.starts_with("autologout ")) silence = duration_of(option.substr(11));
  for (std::uint32_t n = 0; n <= whole.end(BranchId{0}); ++n) {
    World world = whole.world({BranchId{0}, n});
    const std::set<UniqueId> go = doomed(world);
    const auto before = world.maildrops;
    Events events;
    for (std::uint32_t d = 0; d < world.devices.size(); ++d)
      if (!world.devices[d]->cut) admit(world, Cut{DeviceId{d}}, events);
    admit(world, Wait{silence + seconds(1)}, events);
    while (!quiescent(world) && advance(world, events)) {}
    ++cuts;
    const std::string at = script.name + ", cut at moment " + std::to_string(n) + ": ";
    for (const std::string& broken : broken_invariants(world)) wrong.push_back(at + broken);
    for (std::size_t m = 0; m < before.size(); ++m) {
      if (world.maildrops[m]->locked_by) wrong.push_back(at + "still locked");
      for (const StoredMessage& stored : before[m]->messages) {
        const bool there = find(*world.maildrops[m], stored.unique_id) != nullptr;
        if (there == (go.count(stored.unique_id) > 0))
          wrong.push_back(at + stored.unique_id + (there ? " was kept" : " was removed"));
      }
    }
  }
  return wrong;
}

std::size_t longest_command(const TranscriptScript& script) {
  std::size_t most = 0;
  for (const ScriptLine& line : script.lines)
    if (line.kind == ScriptLine::Kind::client) most = std::max(most, line.text.size() + 2);
  return most;
}

}  // namespace popscope::test
