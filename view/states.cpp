#include "view/states.h"

#include <algorithm>
#include <array>

#include "lesson/connection_state.h"
#include "view/begin.h"
#include "view/chosen.h"
#include "view/permission.h"
#include "view/words.h"

namespace popscope::view {
namespace {

// What the diagram draws of a protocol: its states in order, the last of them the end. All else it
// reads from the protocol's own two tables.
struct Pop3Machine {
  using Session = sim::pop3::Session;
  using Kind = sim::pop3::StateKind;
  using Ended = sim::pop3::Closed;
  // RFC 1939 speaks of the four states in these sections.
  static constexpr std::array kStates = {Kind::authorization, Kind::transaction, Kind::update,
                                         Kind::closed};
  static constexpr std::array kSections = {"RFC 1939 section 4", "RFC 1939 section 5",
                                           "RFC 1939 section 6", "RFC 1939 section 6"};
  static constexpr std::string_view kPrefix = "";  // of keys of the catalogue
  static constexpr auto kEnd = sim::pop3::Keyword::quit;
  static auto commands() { return sim::pop3::command_table(); }
  static auto exits() { return sim::pop3::exit_table(); }
  static bool listed(const sim::pop3::CommandSpec& spec, const Session& session) {
    return is_listed(spec, &session);
  }
  static bool can_happen(const sim::pop3::ExitSpec& exit, const Session* session) {
    return sim::pop3::can_happen(exit, session ? *session->config : sim::pop3::Config{});
  }
  static std::string key_of(const sim::pop3::CommandSpec& spec, const Session* session,
                            const text::Catalogue& catalogue) {
    return key_of_use(spec.keyword, session, catalogue);
  }
  // Behind "panel.command.not.": why it would be refused now; none when it would not.
  static std::optional<std::string> refused(const sim::pop3::CommandSpec& spec,
                                            const Session& session) {
    switch (permission(spec, &session)) {
      case Permission::yes: return std::nullopt;
      case Permission::not_offered: return "offered";
      case Permission::only_pass: return "only_pass";
      case Permission::needs_user: return "needs_user";
      case Permission::user_is_given: return "user_is_given";
      case Permission::needs_tls: return "needs_tls";
      case Permission::in_tls: return "in_tls";
      case Permission::behind_utf8: return "behind_utf8";
      case Permission::answers: return "answers";
      case Permission::before_login:
      case Permission::after_login:
      case Permission::after_quit:
      case Permission::session_over: break;
    }
    return in_key(to_text(kind_of(session.state)));
  }
};

struct ImapMachine {
  using Session = sim::imap::Session;
  using Kind = sim::imap::StateKind;
  using Ended = sim::imap::LoggedOut;
  static constexpr std::array kStates = {Kind::not_authenticated, Kind::authenticated,
                                         Kind::selected, Kind::logout};
  static constexpr std::array kSections = {"RFC 9051 section 3.1", "RFC 9051 section 3.2",
                                           "RFC 9051 section 3.3", "RFC 9051 section 3.4"};
  static constexpr std::string_view kPrefix = "imap.";
  static constexpr auto kEnd = sim::imap::Keyword::logout;
  static auto commands() { return sim::imap::command_table(); }
  static auto exits() { return sim::imap::exit_table(); }
  // The UID forms stand where the plain ones do, and ten more commands manage mailboxes.
  static bool can_happen(const sim::imap::ExitSpec&, const Session*) { return true; }
  static bool listed(const sim::imap::CommandSpec& spec, const Session&) {
    return !sim::imap::to_text(spec.keyword).starts_with("UID ");
  }
  static std::string key_of(const sim::imap::CommandSpec& spec, const Session*,
                            const text::Catalogue&) {
    return "commands.imap." + in_key(to_text(spec.keyword));
  }
  static std::optional<std::string> refused(const sim::imap::CommandSpec& spec,
                                            const Session& session) {
    const Kind state = kind_of(session.state);
    if (sim::imap::idles(session)) return "imap.idling";
    if (spec.permitted_in(state)) return std::nullopt;
    return "imap." + in_key(to_text(state));
  }
};

constexpr std::uint32_t kMomentsAheadMax = 200;  // between what a server did and its being told
constexpr sim::Duration kSilenceOfInterest = sim::seconds(10);

std::string with_section(std::string sentence, std::string_view section,
                         const text::Catalogue& catalogue) {
  return catalogue.sentence(
      "panel.states.with_section",
      {text::plain("sentence", sentence), text::plain("section", section_text(section))});
}

// Draws the session of one protocol; without one, the machine at rest.
template <class Machine>
class Builder {
 public:
  using Session = typename Machine::Session;
  using Kind = typename Machine::Kind;

  Builder(const Session* session, sim::Duration autologout, const text::Catalogue& catalogue,
          StatesView& view)
      : session_(session), autologout_(autologout), catalogue_(catalogue), view_(view) {}

  void build() const {
    for (std::size_t i = 0; i < Machine::kStates.size(); ++i) add_box(i);
    for (std::uint32_t from = 0; from + 1 < Machine::kStates.size(); ++from) add_exit(from);
    if (session_) add_commands();
  }

 private:
  const typename Machine::Ended* ended() const {
    return session_ ? std::get_if<typename Machine::Ended>(&session_->state) : nullptr;
  }

  void add_box(std::size_t i) const {
    const Kind state = Machine::kStates[i];
    StateBox box;
    box.name = state_text(state, catalogue_);
    box.section = section_text(Machine::kSections[i]);
    box.current = session_ && kind_of(session_->state) == state;
    box.been = session_ && (box.current || state <= (ended() ? ended()->from
                                                             : kind_of(session_->state)));
    view_.boxes.push_back(std::move(box));
  }

  // The short words of all ways from one state into the end, each once, and a sentence for each.
  void add_exit(std::uint32_t from) const {
    ExitArrow arrow;
    arrow.from = from;
    const text::Arguments limits{text::number("seconds", autologout_.us / 1'000'000),
                                 text::plain("time", limit_text(autologout_, catalogue_))};
    std::vector<std::string> labels;
    for (const auto& exit : Machine::exits()) {
      if (exit.from != Machine::kStates[from] || exit.to != Machine::kStates.back()) continue;
      if (!Machine::can_happen(exit, session_)) continue;
      const std::string key = "panel.exit." + std::string(Machine::kPrefix) +
                              std::string(to_text(exit.cause)) + "." + in_key(to_text(exit.from));
      const std::string label = catalogue_.sentence(key, limits);
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
      arrow.ways.push_back(
          with_section(catalogue_.sentence(key + ".way", limits), exit.section, catalogue_));
      if (ended() && ended()->from == exit.from && ended()->cause == exit.cause)
        arrow.taken = true;
    }
    for (const std::string& label : labels) {
      if (!arrow.label.empty()) arrow.label += catalogue_.sentence("list.separator");
      arrow.label += label;
    }
    view_.exits.push_back(std::move(arrow));
  }

  template <class Spec>
  CommandChip chip_of(const Spec& spec) const {
    const std::optional<std::string> refused = Machine::refused(spec, *session_);
    CommandChip chip;
    chip.keyword = to_text(spec.keyword);
    chip.permitted = !refused;
    const text::Argument keyword = text::plain("keyword", chip.keyword);
    std::string why;
    if (chip.permitted) {
      std::string does = catalogue_.sentence(Machine::key_of(spec, session_, catalogue_));
      does.erase(std::remove(does.begin(), does.end(), '`'), does.end());  // tooltips: one face
      why = catalogue_.sentence("panel.states.command", {keyword, text::plain("does", does)});
    } else {
      why = catalogue_.sentence("panel.command.not." + *refused, {keyword});
    }
    chip.why = with_section(why, spec.section, catalogue_);
    return chip;
  }

  // What may be sent now first; within that in the order of the table, the last word at the end.
  void add_commands() const {
    for (const auto& spec : Machine::commands())
      if (Machine::listed(spec, *session_)) view_.commands.push_back(chip_of(spec));
    const std::string_view last = to_text(Machine::kEnd);
    const auto rank = [&](const CommandChip& chip) {
      return chip.permitted ? (chip.keyword == last ? 1 : 0) : 2;
    };
    std::stable_sort(
        view_.commands.begin(), view_.commands.end(),
        [&](const CommandChip& a, const CommandChip& b) { return rank(a) < rank(b); });
  }

  const Session* session_;
  sim::Duration autologout_;
  const text::Catalogue& catalogue_;
  StatesView& view_;
};

void add_sessions(const sim::World& world, std::optional<sim::SessionId> chosen,
                  const text::Catalogue& catalogue, StatesView& view) {
  std::vector<sim::SessionId> newest;
  for (auto n = static_cast<std::uint32_t>(world.links.size()); n > 0; --n) {
    const sim::SessionId id{n - 1};
    if (!sim::session_of(world, id)) continue;
    if (newest.size() < kSessionsListed || id == chosen) newest.push_back(id);
    if (newest.size() >= kSessionsListed && (!chosen || *chosen >= newest.back())) break;
  }
  view.session_ids.assign(newest.rbegin(), newest.rend());
  for (std::size_t i = 0; i < view.session_ids.size(); ++i) {
    const sim::SessionId id = view.session_ids[i];
    const sim::Device& device = *world.devices[world.links[id.value]->device.value];
    view.sessions.push_back(catalogue.sentence(
        "panel.states.session",
        {text::number("session", id.value + 1), text::plain("device", device.name)}));
    if (id == chosen) view.chosen = static_cast<std::uint32_t>(i);
  }
}

template <class Session>
std::string silence_text(const sim::World& world, const Session& session,
                         const text::Catalogue& catalogue) {
  if (!deadline(session)) return {};
  const sim::Duration silence = world.now - session.last_command;
  const bool cut = world.links[session.id.value]->cut;
  if (silence < kSilenceOfInterest && !cut) return {};
  const sim::Duration whole{silence.us - silence.us % 1'000'000};
  return catalogue.sentence(
      "panel.states.silence",
      {text::plain("silence", limit_text(whole, catalogue)),
       text::plain("limit", limit_text(session.config->autologout, catalogue))});
}

// An end that no command asked for is told at once (explain_reply.cpp), even if its own step is to
// come.
bool ended_unasked(const sim::Session& session) {
  const auto end = lesson::end_of(session);
  if (!end) return false;
  const lesson::ConnectionState after = lesson::state_after(*end);
  return after != lesson::ConnectionState::quit && after != lesson::ConnectionState::logout;
}

// The server is ahead of what a learner has been told: it replies to QUIT from UPDATE, and when the
// reply arrives the session is over. Here it is as it was last in the state that the steps tell.
sim::Session told_session(const lesson::Visit& visit, sim::SessionId id) {
  const sim::Session now = *sim::session_of(visit.world(), id);
  if (ended_unasked(now)) return now;
  const std::optional<sim::StateKind> told = visit.history().state_told(id, visit.step());
  if (!told || sim::kind_of(now) == *told) return now;
  const std::uint32_t here = visit.moment();
  for (std::uint32_t back = 1; back <= std::min(here, kMomentsAheadMax); ++back) {
    const sim::World before = visit.timeline().world({visit.branch(), here - back});
    const sim::Session* session = sim::session_of(before, id);
    if (!session) break;
    if (sim::kind_of(*session) == *told) return *session;
  }
  return now;
}

bool removes_nothing(const sim::Session& session) {
  const auto* pop3 = std::get_if<sim::pop3::Session>(&session);
  const auto* update = pop3 ? std::get_if<sim::pop3::Update>(&pop3->state) : nullptr;
  return update && update->removed == 0 && update->to_remove.empty();
}

bool holds_lock(const sim::World& world, sim::SessionId session) {
  return std::any_of(world.maildrops.begin(), world.maildrops.end(),
                     [&](const auto& maildrop) { return maildrop->locked_by == session; });
}

// Of a connection that came to no session, its own; else that of the device that speaks next.
sim::Protocol protocol_awaited(const lesson::Visit& visit, const Selection& selection,
                               const sim::World& world) {
  if (const auto link = chosen_link(visit, selection, world))
    return world.links[link->value]->protocol;
  sim::DeviceId device = chosen_device(visit, selection, world);
  const sim::Steps& steps = visit.steps();
  for (std::uint32_t n = visit.step() + 1; !selection.device && n <= steps.count(); ++n) {
    if (!steps.step(n).device) continue;
    device = *steps.step(n).device;
    break;
  }
  return device.value < world.devices.size() ? sim::protocol_of(world, device)
                                             : sim::Protocol::pop3;
}

// The machine at rest.
void add_machine(const sim::World& world, sim::Protocol protocol, const text::Catalogue& catalogue,
                 StatesView& view) {
  const bool known = !world.servers->empty();
  if (protocol == sim::Protocol::imap) {
    const sim::Duration limit =
        known ? world.servers->front().imap->autologout : sim::imap::kAutologout;
    return Builder<ImapMachine>(nullptr, limit, catalogue, view).build();
  }
  const sim::Duration limit =
      known ? world.servers->front().pop3->autologout : sim::pop3::kAutologout;
  Builder<Pop3Machine>(nullptr, limit, catalogue, view).build();
}

}  // namespace

StatesView states(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue) {
  StatesView view;
  const sim::World& world = visit.world();
  const std::optional<sim::SessionId> chosen = chosen_session(visit, selection, world);
  if (!chosen) {
    add_machine(world, protocol_awaited(visit, selection, world), catalogue, view);
    view.heading = catalogue.sentence("panel.states.heading.none");
    view.empty = chosen_link(visit, selection, world)
                     ? catalogue.sentence("panel.states.no_session")
                     : catalogue.sentence("panel.states.empty", {begin_argument(visit, catalogue)});
    return view;
  }
  const sim::Session told = told_session(visit, *chosen);
  const sim::Session* session = &told;
  if (const auto* imap = std::get_if<sim::imap::Session>(session)) {
    Builder<ImapMachine>(imap, imap->config->autologout, catalogue, view).build();
  } else {
    const auto& pop3 = std::get<sim::pop3::Session>(*session);
    Builder<Pop3Machine>(&pop3, pop3.config->autologout, catalogue, view).build();
  }
  view.heading =
      catalogue.sentence("panel.states.heading", {text::number("session", chosen->value + 1)});
  if (removes_nothing(told)) view.note = catalogue.sentence("panel.states.nothing_to_remove");
  else if (holds_lock(world, *chosen)) view.note = catalogue.sentence("panel.states.holds_lock");
  view.silence = std::visit([&](const auto& s) { return silence_text(world, s, catalogue); },
                            *session);
  add_sessions(world, chosen, catalogue, view);
  return view;
}

}  // namespace popscope::view
