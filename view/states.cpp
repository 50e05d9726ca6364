#include "view/states.h"

#include <algorithm>
#include <array>

#include "view/chosen.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using sim::pop3::CommandSpec;
using sim::pop3::ExitSpec;
using sim::pop3::Keyword;
using sim::pop3::StateKind;

constexpr std::array kStates = {StateKind::authorization, StateKind::transaction, StateKind::update,
                                StateKind::closed};
// RFC 1939 speaks of the four states in these sections.
constexpr std::array kSections = {"RFC 1939 section 4", "RFC 1939 section 5", "RFC 1939 section 6",
                                  "RFC 1939 section 6"};
constexpr sim::Duration kSilenceOfInterest = sim::seconds(10);

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

// "transaction": how keys of the catalogue name a state.
std::string key_of(StateKind state) { return lower(sim::pop3::to_text(state)); }

std::string with_section(std::string sentence, std::string_view section,
                         const text::Catalogue& catalogue) {
  return catalogue.sentence(
      "panel.states.with_section",
      {text::plain("sentence", sentence), text::plain("section", section_text(section))});
}

bool has_been(const sim::pop3::Session& session, StateKind state) {
  const StateKind now = sim::pop3::kind_of(session.state);
  const auto* closed = std::get_if<sim::pop3::Closed>(&session.state);
  return state <= (closed ? closed->from : now) || state == now;
}

void add_boxes(const sim::pop3::Session* session, const text::Catalogue& catalogue,
               StatesView& view) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    StateBox box;
    box.name = state_text(kStates[i], catalogue);
    box.section = section_text(kSections[i]);
    box.current = session && sim::pop3::kind_of(session->state) == kStates[i];
    box.been = session && has_been(*session, kStates[i]);
    view.boxes.push_back(std::move(box));
  }
}

// The short words of all ways from one state into Closed, each once, and a sentence for each way.
void add_exit(std::uint32_t from, const sim::pop3::Session* session, sim::Duration autologout,
              const text::Catalogue& catalogue, StatesView& view) {
  ExitArrow arrow;
  arrow.from = from;
  const text::Arguments limits{text::number("seconds", autologout.us / 1'000'000)};
  const auto* closed = session ? std::get_if<sim::pop3::Closed>(&session->state) : nullptr;
  std::vector<std::string> labels;
  for (const ExitSpec& exit : sim::pop3::exit_table()) {
    if (exit.from != kStates[from] || exit.to != StateKind::closed) continue;
    const std::string key =
        "panel.exit." + std::string(sim::pop3::to_text(exit.cause)) + "." + key_of(exit.from);
    const std::string label = catalogue.sentence(key, limits);
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    arrow.ways.push_back(
        with_section(catalogue.sentence(key + ".way", limits), exit.section, catalogue));
    if (closed && closed->from == exit.from && closed->cause == exit.cause) arrow.taken = true;
  }
  for (const std::string& label : labels) {
    if (!arrow.label.empty()) arrow.label += catalogue.sentence("list.separator");
    arrow.label += label;
  }
  view.exits.push_back(std::move(arrow));
}

bool offered(const CommandSpec& spec, const sim::pop3::Session& session) {
  return spec.keyword != Keyword::apop || session.config->apop;
}

CommandChip chip_of(const CommandSpec& spec, const sim::pop3::Session& session,
                    const text::Catalogue& catalogue) {
  const StateKind state = sim::pop3::kind_of(session.state);
  CommandChip chip;
  chip.keyword = sim::pop3::to_text(spec.keyword);
  chip.permitted = spec.permitted_in(state) && offered(spec, session);
  const text::Argument keyword = text::plain("keyword", chip.keyword);
  std::string why;
  if (chip.permitted) {
    std::string does = catalogue.sentence("commands." + lower(chip.keyword));
    does.erase(std::remove(does.begin(), does.end(), '`'), does.end());  // a tooltip has one face
    why = catalogue.sentence("panel.states.command", {keyword, text::plain("does", does)});
  } else {
    const bool only_offer = spec.permitted_in(state);
    why = catalogue.sentence(
        "panel.command.not." + (only_offer ? std::string("offered") : key_of(state)), {keyword});
  }
  chip.why = with_section(why, spec.section, catalogue);
  return chip;
}

// What may be sent now first; within that in the order of the table, QUIT at the end.
void add_commands(const sim::pop3::Session& session, const text::Catalogue& catalogue,
                  StatesView& view) {
  for (const CommandSpec& spec : sim::pop3::command_table())
    view.commands.push_back(chip_of(spec, session, catalogue));
  const std::string_view quit = sim::pop3::to_text(Keyword::quit);
  const auto rank = [&](const CommandChip& chip) {
    return chip.permitted ? (chip.keyword == quit ? 1 : 0) : 2;
  };
  std::stable_sort(view.commands.begin(), view.commands.end(),
                   [&](const CommandChip& a, const CommandChip& b) { return rank(a) < rank(b); });
}

void add_sessions(const sim::World& world, std::optional<sim::SessionId> chosen,
                  const text::Catalogue& catalogue, StatesView& view) {
  std::vector<sim::SessionId> newest;
  for (auto n = static_cast<std::uint32_t>(world.links.size()); n > 0; --n) {
    const sim::SessionId id{n - 1};
    if (!sim::pop3_session_of(world, id)) continue;
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

std::string silence_text(const sim::World& world, const sim::pop3::Session& session,
                         const text::Catalogue& catalogue) {
  if (!sim::pop3::deadline(session)) return {};
  const sim::Duration silence = world.now - session.last_command;
  const bool cut = world.links[session.id.value]->cut;
  if (silence < kSilenceOfInterest && !cut) return {};
  const sim::Duration whole{silence.us - silence.us % 1'000'000};
  return catalogue.sentence(
      "panel.states.silence",
      {text::plain("silence", limit_text(whole, catalogue)),
       text::plain("limit", limit_text(session.config->autologout, catalogue))});
}

bool holds_lock(const sim::World& world, sim::SessionId session) {
  return std::any_of(world.maildrops.begin(), world.maildrops.end(),
                     [&](const auto& maildrop) { return maildrop->locked_by == session; });
}

}  // namespace

StatesView states(const lesson::Visit& visit, const Selection& selection,
                  const text::Catalogue& catalogue) {
  StatesView view;
  const sim::World& world = visit.world();
  const std::optional<sim::SessionId> chosen = chosen_session(visit, selection, world);
  const sim::pop3::Session* session = chosen ? sim::pop3_session_of(world, *chosen) : nullptr;
  const sim::Duration autologout = session ? session->config->autologout
                                   : world.servers->empty()
                                       ? sim::pop3::kAutologout
                                       : world.servers->front().pop3->autologout;
  add_boxes(session, catalogue, view);
  for (std::uint32_t from = 0; kStates[from] != StateKind::closed; ++from)
    add_exit(from, session, autologout, catalogue, view);
  if (!session) {
    view.heading = catalogue.sentence("panel.states.heading.none");
    view.empty = catalogue.sentence("panel.states.empty");
    return view;
  }
  view.heading =
      catalogue.sentence("panel.states.heading", {text::number("session", chosen->value + 1)});
  if (holds_lock(world, *chosen)) view.note = catalogue.sentence("panel.states.holds_lock");
  view.silence = silence_text(world, *session, catalogue);
  add_commands(*session, catalogue, view);
  add_sessions(world, chosen, catalogue, view);
  return view;
}

}  // namespace popscope::view
