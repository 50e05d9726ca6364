#include <algorithm>
#include <utility>

#include "lesson/about.h"
#include "lesson/compiled.h"
#include "lesson/complaint.h"
#include "lesson/start_world.h"
#include "lesson/story_digest.h"
#include "lesson/story_places.h"
#include "lesson/variants.h"

namespace popscope::lesson {
namespace {

using Op = sim::Op;

// Whether an ask that stands before the entry can be decided by it.
bool does_something(const Entry& entry) {
  return !std::holds_alternative<Ask>(entry.act) && !std::holds_alternative<Expect>(entry.act) &&
         !std::holds_alternative<NoteOnly>(entry.act);
}

// The clock of lists of which each begins where the first does: behind them it is the latest one's.
class SideBySide {
 public:
  explicit SideBySide(sim::Time& clock) : clock_(clock), start_(clock), latest_(clock) {}
  void begin() {
    latest_ = std::max(latest_, clock_);
    clock_ = start_;
  }
  void end() { clock_ = std::max(latest_, clock_); }

 private:
  sim::Time& clock_;
  sim::Time start_;
  sim::Time latest_;
};

// Which protocols a device may use where the story stands: more than one behind a choice whose ways
// part here, and where lists run side by side.
struct MaySpeak {
  bool pop3 = false, imap = false;
  void add(sim::Protocol protocol) { (protocol == sim::Protocol::imap ? imap : pop3) = true; }
  void add(const MaySpeak& other) {
    pop3 = pop3 || other.pop3;
    imap = imap || other.imap;
  }
};

// What the settings in a list, and in the lists within it, may make of each device.
void add_settings(const std::vector<Entry>& entries, const std::vector<std::string>& devices,
                  std::vector<MaySpeak>& speak) {
  for (const Entry& entry : entries) {
    if (const auto* set = std::get_if<SetAct>(&entry.act)) {
      const auto found = std::find(devices.begin(), devices.end(), set->device);
      if (set->protocol && found != devices.end())
        speak[static_cast<std::size_t>(found - devices.begin())].add(*set->protocol);
    } else if (const auto* choose = std::get_if<ChooseAct>(&entry.act)) {
      for (const Way& way : choose->ways) add_settings(way.story, devices, speak);
    } else if (const auto* together = std::get_if<TogetherAct>(&entry.act)) {
      for (const std::vector<Entry>& list : together->lists) add_settings(list, devices, speak);
    }
  }
}

// Turns a scenario's story into the ops of a script. A choice is laid out as
//   Choice, (way's entries, Marker way_end, Jump behind) for each way
// and `together` as
//   Together, Jump behind, (list's entries, End) for each list.
class Compiler {
 public:
  Compiler(std::shared_ptr<const Scenario> scenario, std::string file, std::uint64_t hash,
           text::Diagnostics& diagnostics)
      : complaints_(file, diagnostics), result_(std::make_shared<Compiled>()) {
    result_->scenario = std::move(scenario);
    result_->file = std::move(file);
    result_->hash = hash;
  }

  std::shared_ptr<const Compiled> run() {
    const Scenario& scenario = *result_->scenario;
    people_ = names_of(scenario.people);
    devices_ = names_of(scenario.devices);
    result_->start = start_world(scenario, complaints_);
    clock_ = result_->start.now;
    for (const DeviceSetup& setup : scenario.devices) speak_.emplace_back().add(setup.protocol);
    for (const Person& person : scenario.people) {
      mails_.push_back(static_cast<std::uint32_t>(person.mail.size()));
    }
    list(scenario.story);
    marker({MarkerMeaning::Kind::story_end, 0, {}});
    emit(sim::End{});
    resolve_asks();
    result_->start.script = sim::Box<sim::Script>(std::move(script_));
    result_->story = story_digest(*result_);
    return result_;
  }

 private:
  // --- ops ---
  std::uint32_t next_op() const { return static_cast<std::uint32_t>(script_.ops.size()); }

  std::uint32_t emit(Op op) {
    if (std::holds_alternative<sim::Input>(op)) result_->entries[entry_].last_act = next_op();
    script_.ops.push_back(std::move(op));
    result_->entry_of_op.push_back(entry_);
    return next_op() - 1;
  }

  std::uint32_t marker(MarkerMeaning meaning) {
    const auto index = static_cast<std::uint32_t>(result_->markers.size());
    result_->markers.push_back(std::move(meaning));
    emit(sim::Marker{index});
    return index;
  }

  void jump_behind(const std::vector<std::uint32_t>& jumps) {
    for (std::uint32_t jump : jumps) script_.ops[jump] = sim::Jump{next_op()};
  }

  // --- names ---
  const Entry& entry() const { return *result_->entries[entry_].entry; }

  std::optional<std::uint32_t> index_of(const std::vector<std::string>& names,
                                        const std::string& name, std::string_view code,
                                        const Where& where) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
    complaints_.unknown(code, name, names, where.line == 0 ? entry().where : where);
    return std::nullopt;
  }

  // An unknown name is complained about; the device 0 stands in for it until compiling ends.
  sim::DeviceId device(const std::string& name) {
    return {index_of(devices_, name, "unknown_device", entry().where).value_or(0)};
  }

  void check_person(const std::string& name, const Where& where) {
    index_of(people_, name, "unknown_person", where);
  }
  void check_device(const std::string& name, const Where& where) {
    index_of(devices_, name, "unknown_device", where);
  }
  void check_device(const std::optional<std::string>& name, const Where& where) {
    if (name) check_device(*name, where);
  }

  template <class Kind>
  void check_names_of(const Kind& claim, const Where& where) {
    if constexpr (requires { claim.person; }) check_person(claim.person, where);
    if constexpr (requires { claim.device; }) check_device(claim.device, where);
  }

  void check_names(const Condition& condition) {
    for (const Claim& claim : condition.claims)
      std::visit([&](const auto& one) { check_names_of(one, condition.where); }, claim);
  }

  void name_place(const Entry& named, std::uint32_t end) {
    if (!named.id.empty()) {
      const auto same = std::find_if(ids_.begin(), ids_.end(), [&](const Entry* other) {
        return other->id == named.id;
      });
      // The same entry stands in each variant.
      if (same != ids_.end() && (*same)->where.path != named.where.path) {
        complaints_.add("duplicate_id", named.where,
                        {text::plain("name", named.id), text::number("line", (*same)->where.line)});
      }
      ids_.push_back(&named);
      places_.add(named.id, end, path_);
    }
    if (!named.part.empty() && named.part != named.id) places_.add(named.part, end, path_);
  }

  // --- entries ---
  void list(const std::vector<Entry>& entries) {
    std::vector<std::uint32_t> open_asks;
    for (const Entry& one : entries) {
      const std::uint32_t index = place(one);
      const Ask* ask = std::get_if<Ask>(&one.act);
      if (ask != nullptr && ask->at.empty()) open_asks.push_back(index);
      if (!does_something(one)) continue;
      for (std::uint32_t open : open_asks) {
        result_->entries[open].decides_at = result_->entries[index].end;
      }
      open_asks.clear();
    }
    for (std::uint32_t open : open_asks) {
      complaints_.add("ask_without_end", result_->entries[open].entry->where);
    }
  }

  std::uint32_t place(const Entry& one) {
    const auto index = static_cast<std::uint32_t>(result_->entries.size());
    PlacedEntry placed;
    placed.entry = &one;
    placed.about = about(one);
    for (const auto& step : path_) placed.ways.push_back(step.second);
    result_->entries.push_back(std::move(placed));
    paths_.push_back(path_);
    const std::uint32_t outer = entry_;
    entry_ = index;
    result_->entries[index].begin = marker({MarkerMeaning::Kind::begin, index, {}});
    std::visit([this](const auto& act) { compile_act(act); }, one.act);
    const std::uint32_t end = marker({MarkerMeaning::Kind::end, index, {}});
    result_->entries[index].end = end;
    name_place(one, end);
    entry_ = outer;
    return index;
  }

  // --- acts ---
  void compile_act(const NoteOnly&) {}
  void compile_act(const Do& act) {
    const sim::DeviceId id = device(act.device);
    for (const CommandLine& line : act.lines) emit(sim::Input{sim::Send{id, line.octets}});
  }
  void compile_act(const ConnectAct& act) { emit(sim::Input{sim::Connect{device(act.device)}}); }
  void compile_act(const CheckAct& act) { emit(sim::Input{sim::Check{device(act.device)}}); }
  void compile_act(const CutAct& act) { emit(sim::Input{sim::Cut{device(act.device)}}); }
  void compile_act(const PlugAct& act) { emit(sim::Input{sim::Plug{device(act.device)}}); }
  void compile_act(const ResetAct& act) { emit(sim::Input{sim::Reset{device(act.device)}}); }
  void compile_act(const CloseAct& act) { emit(sim::Input{sim::Close{device(act.device)}}); }
  void compile_act(const WaitAct& act) {
    if (clock_ <= sim::kLastTime && clock_ + act.time > sim::kLastTime) {
      complaints_.add("wait_too_late", entry().where);
    }
    clock_ = clock_ + act.time;
    emit(sim::Input{sim::Wait{act.time}});
  }

  void compile_act(const DeliverAct& act) {
    const Scenario& scenario = *result_->scenario;
    const std::optional<std::uint32_t> person =
        index_of(people_, act.person, "unknown_person", entry().where);
    if (!person) return;
    sim::MessagePtr message =
        make_message(scenario, act.mail, act.person, mails_[*person]++, scenario.start,
                     result_->start.next_identity++, complaints_);
    emit(sim::Input{sim::Deliver{sim::MaildropId{*person}, std::move(message)}});
  }

  void compile_act(const SetAct& act) {
    refuse_setting_of_other_protocol(act);
    emit(sim::Input{sim::Set{device(act.device), act.policy, std::nullopt, act.password,
                             act.protocol, act.port, act.tls, act.idle, act.check_every,
                             act.leave_days, act.fetch_octets_max, act.habits}});
  }

  // A policy, a limit and habits are of POP3 and IDLE of IMAP: a device that uses the other would
  // be told to do what it will not.
  void refuse_setting_of_other_protocol(const SetAct& act) {
    const auto found = std::find(devices_.begin(), devices_.end(), act.device);
    if (found == devices_.end()) return;
    MaySpeak& speak = speak_[static_cast<std::size_t>(found - devices_.begin())];
    if (act.protocol) {
      if (side_by_side_ == 0) speak = {};
      speak.add(*act.protocol);
    }
    const text::Argument name = text::plain("name", act.device);
    const bool of_pop3 = act.policy || act.leave_days || act.fetch_octets_max || act.habits;
    if (of_pop3 && !speak.pop3) complaints_.add("policy_with_imap", entry().where, {name});
    const bool wants_idle = act.idle && (*act.idle || !act.protocol);
    if (wants_idle && !speak.imap) complaints_.add("idle_with_pop", entry().where, {name});
  }

  void compile_act(const UseAct& act) {
    emit(sim::Input{sim::Use{device(act.device), act.deed, act.subject, 0}});
  }

  void compile_act(const FirewallAct& act) {
    emit(sim::Input{sim::Filter{sim::ServerId{0}, act.rule.port, act.rule.verdict}});
  }

  void compile_act(const Try& act) {
    std::string line = act.answer;
    if (line.empty() || line.back() != '\n') line += "\r\n";
    emit(sim::Input{sim::Send{device(act.device), std::move(line)}});
  }

  void compile_act(const Ask& act) {
    for (const Answer& answer : act.answers) check_names(answer.when);
  }
  void compile_act(const Expect& act) { check_names(act.condition); }

  void compile_act(const ChooseAct& act) {
    if (act.ways.empty()) {
      complaints_.add("choice_without_ways", entry().where);
      return;
    }
    const std::uint32_t choice = emit(sim::Choice{});
    std::vector<std::uint32_t> ways;
    std::vector<std::uint32_t> jumps;
    SideBySide clocks(clock_);
    const std::vector<MaySpeak> before = speak_;
    std::vector<MaySpeak> behind(before.size());
    for (std::uint32_t option = 0; option < act.ways.size(); ++option) {
      const Way& way = act.ways[option];
      refuse_same_name(act, option);
      ways.push_back(next_op());
      path_.emplace_back(entry_, option);
      clocks.begin();
      speak_ = before;
      list(way.story);
      for (std::size_t n = 0; n < behind.size(); ++n) behind[n].add(speak_[n]);
      const std::uint32_t end = marker({MarkerMeaning::Kind::way_end, entry_, way.name});
      places_.add(way.name + "/end", end, path_);
      path_.pop_back();
      jumps.push_back(emit(sim::Jump{}));
    }
    clocks.end();
    speak_ = std::move(behind);
    script_.ops[choice] = sim::Choice{std::move(ways)};
    jump_behind(jumps);
  }

  void refuse_same_name(const ChooseAct& act, std::uint32_t option) {
    for (std::uint32_t earlier = 0; earlier < option; ++earlier) {
      if (act.ways[earlier].name != act.ways[option].name) continue;
      complaints_.add("duplicate_way", act.ways[option].where,
                      {text::plain("name", act.ways[option].name),
                       text::number("line", act.ways[earlier].where.line)});
      return;
    }
  }

  void compile_act(const TogetherAct& act) {
    const std::uint32_t together = emit(sim::Together{});
    const std::uint32_t jump = emit(sim::Jump{});
    std::vector<std::uint32_t> lists;
    SideBySide clocks(clock_);
    for (const std::vector<Entry>& entries : act.lists) add_settings(entries, devices_, speak_);
    ++side_by_side_;
    for (const std::vector<Entry>& entries : act.lists) {
      lists.push_back(next_op());
      clocks.begin();
      list(entries);
      emit(sim::End{});
    }
    clocks.end();
    --side_by_side_;
    script_.ops[together] = sim::Together{std::move(lists)};
    jump_behind({jump});
  }

  void resolve_asks() {
    for (std::uint32_t index = 0; index < result_->entries.size(); ++index) {
      PlacedEntry& placed = result_->entries[index];
      const Ask* ask = std::get_if<Ask>(&placed.entry->act);
      if (ask == nullptr || ask->at.empty()) continue;
      placed.decides_at =
          places_.find(ask->at, placed.end, paths_[index], placed.entry->where, complaints_);
    }
  }

  Complaints complaints_;
  std::shared_ptr<Compiled> result_;
  sim::Script script_;
  std::vector<std::string> people_;   // index = MaildropId
  std::vector<std::string> devices_;  // index = DeviceId
  std::vector<std::uint32_t> mails_;  // by person: how many messages were made
  std::vector<const Entry*> ids_;
  std::vector<MaySpeak> speak_;         // by device
  std::uint32_t side_by_side_ = 0;      // how many `together` stand around
  StoryPlaces places_;
  std::vector<WayPath> paths_;  // by entry
  WayPath path_;                // of what is being compiled
  std::uint32_t entry_ = 0;     // what is being compiled
  sim::Time clock_;             // no earlier than this: the waits before it alone
};

}  // namespace

std::shared_ptr<const Compiled> compile(std::shared_ptr<const Scenario> scenario, std::string file,
                                        std::uint64_t hash,
                                        std::vector<text::Diagnostic>& diagnostics) {
  if (!scenario->variants.empty())
    scenario = std::make_shared<const Scenario>(with_variants_as_choice(*scenario));
  return Compiler(std::move(scenario), std::move(file), hash, diagnostics).run();
}

}  // namespace popscope::lesson
