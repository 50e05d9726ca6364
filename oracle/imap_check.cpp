#include "oracle/imap_check.h"

#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/command.h"

namespace popscope::oracle {
namespace {

using What = ImapDifference::What;
using sim::imap::Keyword;

void note_capabilities(std::string_view text, std::set<std::string>& known) {
  const std::size_t at = text.find("CAPABILITY ");
  if (at == std::string_view::npos) return;
  std::string_view list = text.substr(at + 11);
  list = list.substr(0, list.find(']'));
  known.clear();
  while (!list.empty()) {
    const std::size_t space = list.find(' ');
    known.insert(sim::upper(list.substr(0, space)));
    list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
  }
}

std::string end_of(const Group& group) {
  if (!group.end) return {};
  return group.end->kind == Response::Kind::go_ahead ? "+" : group.end->word;
}

bool says_bye(const Group& group) {
  return std::any_of(group.untagged.begin(), group.untagged.end(),
                     [](const Response& r) { return r.word == "BYE"; });
}

void apply(const Group& group, Picture& picture) {
  for (const Response& response : group.untagged) {
    if (!response.number) continue;
    if (response.word == "EXISTS") picture.exists(*response.number);
    if (response.word == "EXPUNGE") picture.expunged(*response.number);
  }
}

bool enters_mailbox(std::optional<Keyword> keyword) {
  return keyword == Keyword::select || keyword == Keyword::examine;
}

bool leaves_mailbox(std::optional<Keyword> keyword) {
  return enters_mailbox(keyword) || keyword == Keyword::close || keyword == Keyword::unselect;
}

std::optional<Keyword> keyword_of(const std::string& command) {
  const auto parsed = sim::imap::parse(command);
  if (const auto* good = std::get_if<sim::imap::Command>(&parsed)) return good->keyword();
  return std::get<sim::imap::Refusal>(parsed).keyword;
}

// The mailbox that a command names; that of RENAME is the new one.
std::string mailbox_in(const std::string& text) {
  const auto parsed = sim::imap::parse(text);
  const auto* command = std::get_if<sim::imap::Command>(&parsed);
  if (!command) return {};
  return std::visit(
      [](const auto& body) -> std::string {
        if constexpr (requires { body.mailbox; }) return body.mailbox;
        if constexpr (requires { body.to; }) return body.to;
        return {};
      },
      command->body);
}

bool has_bare_line_feed(std::string_view octets) {
  for (std::size_t at = octets.find('\n'); at != std::string_view::npos;
       at = octets.find('\n', at + 1)) {
    if (at == 0 || octets[at - 1] != '\r') return true;
  }
  return false;
}

std::optional<sim::imap::Malformed> fault_of(const std::string& command) {
  const auto parsed = sim::imap::parse(command);
  const auto* refusal = std::get_if<sim::imap::Refusal>(&parsed);
  if (!refusal) return std::nullopt;
  return refusal->why;
}

}  // namespace

void Picture::exists(std::uint32_t count) {
  while (messages.size() < count) messages.push_back(next++);
}

void Picture::expunged(std::uint32_t number) {
  if (number >= 1 && number <= messages.size()) messages.erase(messages.begin() + (number - 1));
}

std::vector<Group> groups_of(const std::vector<Response>& responses) {
  std::vector<Group> groups;
  Group group;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    const Response& response = responses[i];
    // Untagged NO and BAD are warnings; where nothing follows, they are all the answer there is.
    const bool refuses = response.word == "BAD" || response.word == "NO";
    const bool ends =
        response.kind != Response::Kind::untagged || (refuses && i + 1 == responses.size());
    if (!ends) {
      group.untagged.push_back(response);
      continue;
    }
    group.end = response;
    groups.push_back(std::exchange(group, {}));
  }
  if (!group.untagged.empty()) groups.push_back(group);
  return groups;
}

// Commands as a server that knows LITERAL+ frames them; "" for what has none.
std::vector<std::string> ImapCheck::commands_of(Connection& connection, const Step& step) {
  if (step.op != Op::command) return {""};
  std::vector<std::string> commands;
  std::string_view octets = step.sent;
  while (auto framed = connection.framer.take(octets)) {
    commands.push_back(framed->what == sim::Framed::What::go_ahead
                           ? std::string(connection.framer.pending())
                           : framed->octets);
  }
  return commands;
}

std::vector<Finding> ImapCheck::check(const Step& step, const Answer& answer,
                                      const sim::imap::Session* session,
                                      const ImapDifference& around) {
  std::vector<Finding> findings;
  if (step.op == Op::connect) connections_[step.connection] = {};
  Connection& connection = connections_[step.connection];
  const bool ended_before = step.closed_before && answer.closed_before;
  if (ended_before || step.op == Op::close || step.op == Op::close_rst || step.op == Op::tls ||
      step.op == Op::send_then_close || step.op == Op::shutdown_write) {
    return findings;
  }
  ImapDifference common = around;
  common.they_end = step.ends || step.closed_before;
  common.we_end = answer.ends || answer.closed_before;
  common.silence = step.op == Op::idle_until_closed;
  common.silent_ms = step.milliseconds;
  for (const std::string& line : step.lines) note_capabilities(line, connection.capabilities);
  common.their_capabilities = connection.capabilities;
  common.tls_needed = connection.capabilities.count("LOGINDISABLED") > 0;
  common.known_state = connection.logged_in;
  common.had_literal = step.sent.find("+}\r\n") != std::string::npos;

  const std::vector<std::string> commands = commands_of(connection, step);
  common.bare_line_feed = has_bare_line_feed(step.sent);
  common.pipelined = commands.size() > 1;
  for (const std::string& command : commands) {
    const std::string name = mailbox_in(command);
    if (!name.empty()) named_.insert(name);
  }
  const std::vector<Group> theirs = groups_of(responses_of(step.lines));
  const std::vector<Group> ours = groups_of(responses_of(lines_of(answer.octets)));
  for (std::size_t i = 0; i < std::max(theirs.size(), ours.size()); ++i) {
    ImapDifference one = common;
    const std::string command = i < commands.size() ? commands[i] : "";
    one.command = command.substr(0, command.find('\r'));
    const bool plain = !connection.idles && !connection.authenticating;
    if (step.op == Op::command && plain) {
      one.keyword = keyword_of(command);
      one.fault = fault_of(command);
      one.known = one.fault != sim::imap::Malformed::unknown_keyword;
      one.mailbox = mailbox_in(command);
      look_at_names(one, {one.mailbox});
    }
    if (step.op == Op::connect) one.command = "(greeting)";
    if (step.op == Op::unsolicited) one.command = "(unsolicited)";
    if (step.op == Op::command && i >= commands.size()) {
      one.what = What::too_many;
      one.theirs = i < theirs.size() ? "more" : "";
      one.ours = i < ours.size() ? "more" : "";
      findings.push_back(judge(one));
      return findings;
    }
    const Group none;
    compare(connection, one, i < theirs.size() ? theirs[i] : none, i < ours.size() ? ours[i] : none,
            findings);
    if (!findings.empty() && findings.back().ends) return findings;
  }
  if (session) {
    const auto* selected = std::get_if<sim::imap::Selected>(&session->state);
    const auto* logged_in = std::get_if<sim::imap::Authenticated>(&session->state);
    const auto* stranger = std::get_if<sim::imap::NotAuthenticated>(&session->state);
    connection.idles = (selected && selected->idling) || (logged_in && logged_in->idling);
    connection.authenticating = stranger && stranger->authenticating;
    connection.logged_in = selected || logged_in;
  }
  if (common.they_end != common.we_end) {
    common.what = What::closing;
    common.they_say_bye =
        std::any_of(theirs.begin(), theirs.end(), [](const Group& g) { return says_bye(g); });
    findings.push_back(judge(common));
  }
  return findings;
}

void ImapCheck::look_at_names(ImapDifference& d, const std::set<std::string>& names) const {
  d.named = false;
  d.is_parent = !names.empty();
  for (const std::string& name : names) {
    d.named = d.named || named_.count(name) > 0;
    d.is_parent = d.is_parent && std::any_of(named_.begin(), named_.end(), [&](const auto& other) {
                    return other.size() > name.size() + 1 && other.starts_with(name) &&
                           (other[name.size()] == '.' || other[name.size()] == '/');
                  });
  }
}

void ImapCheck::compare(Connection& connection, ImapDifference d, const Group& theirs,
                        const Group& ours, std::vector<Finding>& findings) {
  d.they_say_bye = says_bye(theirs);
  compare_ends(d, theirs, ours, findings);
  if (!findings.empty() && findings.back().ends) return;
  compare_codes(d, theirs, ours, findings);
  compare_view(connection, d, theirs, ours, findings);
  if (!findings.empty() && findings.back().ends) return;
  compare_fetches(d, theirs, ours, findings);
  compare_listings(d, theirs, ours, findings);
  compare_data(d, theirs, ours, findings);
}

void ImapCheck::compare_ends(ImapDifference& d, const Group& theirs, const Group& ours,
                             std::vector<Finding>& findings) {
  const auto found = [&](What what) {
    d.what = what;
    findings.push_back(judge(d));
  };
  if (d.command == "(greeting)" || d.command == "(unsolicited)" || d.silence) return;
  d.theirs = end_of(theirs);
  d.ours = end_of(ours);
  if (theirs.end) d.their_code = first_word(theirs.end->code);
  if (ours.end) d.our_code = first_word(ours.end->code);
  if (d.theirs.empty() != d.ours.empty()) return found(What::one_silent);
  if (d.theirs != d.ours) return found(What::completion);
  if (theirs.end && theirs.end->tag != ours.end->tag) found(What::tag);
}

void ImapCheck::compare_codes(ImapDifference& d, const Group& theirs, const Group& ours,
                              std::vector<Finding>& findings) {
  if (!theirs.end || !ours.end || theirs.end->word != ours.end->word) return;
  d.what = What::code;
  d.theirs = theirs.end->code;
  d.ours = ours.end->code;
  d.their_code = first_word(d.theirs);
  d.our_code = first_word(d.ours);
  d.subject = d.their_code.empty() ? d.our_code : d.their_code;
  if (d.their_code == d.our_code) {
    if (d.our_code != "APPENDUID" && d.our_code != "COPYUID") return;
    // code SP uidvalidity SP uids
    const std::string their_rest = rest_of(d.theirs);
    const std::string our_rest = rest_of(d.ours);
    const bool same = bindings_.match(their_rest.substr(0, their_rest.find(' ')),
                                      our_rest.substr(0, our_rest.find(' ')), d.mailbox) &&
                      rest_of(their_rest) == rest_of(our_rest);
    if (same) return;
  }
  findings.push_back(judge(d));
}

void ImapCheck::compare_view(Connection& connection, ImapDifference& d, const Group& theirs,
                             const Group& ours, std::vector<Finding>& findings) {
  if (leaves_mailbox(d.keyword)) {
    connection.theirs.clear();
    connection.ours.clear();
    connection.disagree_about_view = false;
  }
  apply(theirs, connection.theirs);
  apply(ours, connection.ours);
  const bool same = connection.theirs.messages == connection.ours.messages;
  const bool known_before = std::exchange(connection.disagree_about_view, !same);
  if (same) return;
  d.what = What::view;
  d.theirs = std::to_string(connection.theirs.messages.size());
  d.ours = std::to_string(connection.ours.messages.size());
  // News may come later; but when the client has asked for it twice, it has to be there.
  d.subject = known_before ? "still" : "first";
  findings.push_back(judge(d));
}

}  // namespace popscope::oracle
