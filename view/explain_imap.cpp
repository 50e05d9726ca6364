// Explanations of what happens in an IMAP session.
#include <algorithm>

#include "sim/core/ascii.h"
#include "sim/imap/command.h"
#include "view/explain_context.h"

namespace popscope::view {
namespace {

namespace imap = sim::imap;

std::string_view key_of(imap::Refused why) {
  switch (why) {
    case imap::Refused::none: return "none";
    case imap::Refused::unknown: return "unknown";
    case imap::Refused::malformed: return "malformed";
    case imap::Refused::too_long: return "too_long";
    case imap::Refused::too_large: return "too_large";
    case imap::Refused::wrong_state: return "wrong_state";
    case imap::Refused::bad_credentials: return "bad_credentials";
    case imap::Refused::no_such_mailbox: return "no_such_mailbox";
    case imap::Refused::no_such_message: return "no_such_message";
    case imap::Refused::read_only: return "read_only";
    case imap::Refused::in_use: return "in_use";
    case imap::Refused::selected: return "selected";
    case imap::Refused::exists: return "exists";
    case imap::Refused::not_possible: return "not_possible";
    case imap::Refused::no_room: return "no_room";
    case imap::Refused::not_offered: return "not_offered";
    case imap::Refused::cancelled: return "cancelled";
  }
  return {};
}

// What was done in the moment in which the response was made.
struct ImapDeeds {
  const imap::CommandRan* ran = nullptr;
  bool greeting = false;
  const imap::NewsTold* news = nullptr;
  const imap::StateChanged* ended = nullptr;
  std::uint32_t expunged = 0;
  std::uint32_t flagged = 0;
  std::uint32_t stored = 0;
};

ImapDeeds imap_deeds_of(const Explaining& e) {
  ImapDeeds deeds;
  for (const sim::Event& event : e.events(e.step.begins)) {
    const auto* did = std::get_if<sim::SessionDid>(&event);
    if (!did || did->session != *e.step.link) continue;
    if (const auto* ran = sim::deed<imap::CommandRan>(*did)) deeds.ran = ran;
    if (sim::deed<imap::GreetingSent>(*did)) deeds.greeting = true;
    if (const auto* news = sim::deed<imap::NewsTold>(*did)) deeds.news = news;
    if (sim::deed<imap::MessageExpunged>(*did)) ++deeds.expunged;
    if (sim::deed<imap::FlagsSet>(*did)) ++deeds.flagged;
    if (sim::deed<imap::MessageStored>(*did)) ++deeds.stored;
    const auto* changed = sim::deed<imap::StateChanged>(*did);
    if (changed && changed->to == imap::StateKind::logout) deeds.ended = changed;
  }
  return deeds;
}

void add_news(Explaining& e, const imap::NewsTold* news) {
  e.number("arrived", news ? news->arrived : 0);
  e.number("gone", news ? news->expunged : 0);
  e.number("flags", news ? news->flags_changed : 0);
}

// Whether the session knows now that others have removed what a command named.
void add_whether_told(Explaining& e, const imap::NewsTold* news) {
  const bool told = news && news->expunged > 0;
  e.result.arguments.push_back(
      text::keys("told_gone", told ? "explain.part.gone.told" : "explain.part.gone.not_told"));
  e.result.arguments.push_back(told ? text::keys("if_told_gone", "explain.part.gone.told")
                                    : text::plain("if_told_gone", ""));
}

// The words behind "a1 NO [CODE] " of a refusal: the reason, where one kind has several.
std::string_view words_of_refusal(const Explaining& e) {
  std::string_view line = e.octets_of_reply();
  if (line.ends_with("\r\n")) line.remove_suffix(2);
  line.remove_prefix(line.rfind('\n') + 1);  // npos + 1: there is one line only
  for (int word = 0; word < 2; ++word)
    line.remove_prefix(std::min(line.find(' '), line.size() - 1) + 1);
  if (line.starts_with('[')) line.remove_prefix(std::min(line.find("] "), line.size() - 2) + 2);
  return line;
}

// A line that is not DONE ends IDLE all the same: it was no malformed IDLE itself.
bool ends_idle(const imap::CommandRan& ran) {
  if (ran.keyword != imap::Keyword::idle || ran.refused != imap::Refused::malformed) return false;
  const imap::Parsed parsed = imap::parse(ran.line);
  const auto* refusal = std::get_if<imap::Refusal>(&parsed);
  return !refusal || refusal->keyword != imap::Keyword::idle;
}

void explain_no_or_bad(Explaining& e, const ImapDeeds& deeds) {
  const imap::CommandRan& ran = *deeds.ran;
  if (ran.keyword) e.plain("keyword", imap::to_text(*ran.keyword));
  e.plain("words", words_of_refusal(e));
  const std::string_view why = ends_idle(ran)     ? "idle"
                               : ran.line.empty() ? "empty"
                                                  : key_of(ran.refused);
  e.say("imap.refused." + std::string(why));
}

// The messages that a sentence counts. What MOVE stores elsewhere it also expunges here.
std::uint32_t count_in(const ImapDeeds& deeds) {
  const imap::Keyword keyword = *deeds.ran->keyword;
  if (keyword == imap::Keyword::search || keyword == imap::Keyword::uid_search) {
    return deeds.ran->messages.value_or(0);
  }
  return std::max({deeds.stored, deeds.expunged, deeds.flagged});
}

// RENAME of INBOX is another thing than of any other mailbox (RFC 9051 section 6.3.6).
bool renames_inbox(const imap::Parsed& parsed) {
  const auto* command = std::get_if<imap::Command>(&parsed);
  const auto* rename = command ? std::get_if<imap::Rename>(&command->body) : nullptr;
  return rename && sim::equal_ignoring_case(rename->from, "INBOX");
}

// STATUS of the mailbox that is selected, in that World.
bool asks_about_selected(const imap::Parsed& parsed, const sim::World& then, sim::LinkId link) {
  const auto* command = std::get_if<imap::Command>(&parsed);
  const auto* status = command ? std::get_if<imap::Status>(&command->body) : nullptr;
  const imap::Session* session = sim::imap_session_of(then, link);
  const auto* selected = session ? std::get_if<imap::Selected>(&session->state) : nullptr;
  if (!status || !selected) return false;
  const sim::Mailbox* named =
      sim::find_mailbox(*then.maildrops[selected->maildrop.value], status->mailbox);
  return named && named->uid_validity == selected->mailbox;
}

// `OK` alone does not say that anything has happened.
std::string_view what_came_of(const Explaining& e, const imap::CommandRan& ran) {
  const imap::Parsed parsed = imap::parse(ran.line);
  if (renames_inbox(parsed)) return ".inbox";
  if (asks_about_selected(parsed, e.at_begin(), *e.step.link)) return ".selected";
  if (ran.keyword == imap::Keyword::close && ran.read_only) return ".read_only";
  return ran.messages == 0U ? ".nothing" : "";
}

// What an answer to EXPUNGE tells need not be what the command has done: others may have removed
// messages that this session was not told of yet. Untagged EXPUNGE comes for all of them.
std::uint32_t gone_by_others(const ImapDeeds& deeds) {
  const std::uint32_t told = deeds.news ? deeds.news->expunged : 0;
  return told - std::min(told, deeds.expunged);
}

bool explain_expunge_of_others(Explaining& e, const ImapDeeds& deeds) {
  const imap::Keyword keyword = *deeds.ran->keyword;
  if (keyword != imap::Keyword::expunge && keyword != imap::Keyword::uid_expunge) return false;
  const std::uint32_t others = gone_by_others(deeds);
  if (others == 0) return false;
  e.number("count", deeds.expunged == 0 ? others : deeds.expunged);
  e.say(deeds.expunged == 0 ? "imap.done.expunge.others" : "imap.done.expunge.also");
  return true;
}

void explain_done(Explaining& e, const ImapDeeds& deeds) {
  const imap::Keyword keyword = *deeds.ran->keyword;
  e.plain("keyword", imap::to_text(keyword));
  if (explain_expunge_of_others(e, deeds)) return;
  e.number("count", count_in(deeds));
  add_news(e, deeds.news);
  add_whether_told(e, deeds.news);
  e.say("imap.done." + in_key(imap::to_text(keyword)) + std::string(what_came_of(e, *deeds.ran)));
}

// Whose numbers they are stands in the sentence: "message 1", "messages 2:4".
void explain_fetch(Explaining& e, const imap::Command* command) {
  if (!command) return e.say("imap.command.fetch.malformed");
  const imap::SequenceSet& set = std::get<imap::Fetch>(command->body).set;
  const bool one = set.ranges.size() == 1 && set.ranges[0].first == set.ranges[0].last;
  e.number("count", one ? 1 : 2);
  e.plain("numbers", line_in_sentence(imap::to_text(set)));
  e.say("imap.command.fetch");
}

}  // namespace

// An answer to AUTHENTICATE, which has no tag; AUTHENTICATE itself has run when it arrives.
bool is_within(const Explaining& e) {
  const sim::imap::Session* session = sim::imap_session_of(e.at_close(), *e.step.link);
  const auto* state = session ? std::get_if<imap::NotAuthenticated>(&session->state) : nullptr;
  return state && state->authenticating;
}

// What was lost: an answer to a command that was carried out, to one that was refused, or words
// that nobody had asked for. With a go-ahead the server waits for the rest of the command; IDLE has
// begun by then.
std::string_view kind_of_lost(const Explaining& e, const ImapDeeds& deeds) {
  const bool left = e.at_close().links[e.step.link->value]->abandoned;
  if (deeds.greeting) return left ? "greeting.left" : "greeting";
  if (e.octets_of_reply().starts_with('+')) {
    const bool idles = deeds.ran && deeds.ran->keyword == imap::Keyword::idle;
    return idles ? "idling" : "go_ahead";
  }
  if (!deeds.ran) return left ? "unasked.left" : "unasked";
  return deeds.ran->refused == imap::Refused::none ? "done" : "refused";
}

void explain_imap_command(Explaining& e, const std::string& command) {
  if (command.empty()) return e.say("imap.command.empty");
  const std::string_view line = std::string_view(command).substr(0, command.find('\r'));
  e.plain("line", line_in_sentence(line));
  const imap::Parsed parsed = imap::parse(command);
  const auto* refusal = std::get_if<imap::Refusal>(&parsed);
  const auto* known = std::get_if<imap::Command>(&parsed);
  const std::optional<imap::Keyword> keyword = known ? known->keyword() : refusal->keyword;
  if (is_within(e)) return e.say("imap.command.within");
  if (!keyword)
    return e.say(sim::equal_ignoring_case(line, "DONE") ? "imap.command.done"
                                                        : "imap.command.other");
  e.plain("keyword", imap::to_text(*keyword));
  e.plain("tag", known ? known->tag : refusal->tag);
  e.result.section = section_text(imap::spec_of(*keyword).section);
  if (*keyword == imap::Keyword::fetch) return explain_fetch(e, known);
  // A literal so large that the server refuses to read on: the command ends with its announcement.
  if (!known && line.ends_with('}')) return e.say("imap.command.literal_announced");
  if (!known) return e.say("imap.command.malformed");
  const bool of_selected = asks_about_selected(parsed, e.at_close(), *e.step.link);
  e.say("imap.command." + in_key(imap::to_text(*keyword)) +
        (renames_inbox(parsed) ? ".inbox" : of_selected ? ".selected" : ""));
}

void explain_imap_response(Explaining& e) {
  const ImapDeeds deeds = imap_deeds_of(e);
  note_overtaken(e);
  if (deeds.ran) e.plain("line", line_in_sentence(deeds.ran->line));
  if (e.step.broken) return e.say("imap.response.lost." + std::string(kind_of_lost(e, deeds)));
  if (deeds.greeting) return e.say("imap.response.greeting");
  if (!deeds.ran) {
    add_news(e, deeds.news);
    const auto device = static_cast<std::size_t>(sim::Side::device);
    const bool hung_up = e.at_close().links[e.step.link->value]->fin_sent[device];
    if (deeds.news) return e.say(hung_up ? "imap.response.news.hung_up" : "imap.response.news");
    // The server's octets say which; a go-ahead makes no event.
    const bool go_ahead = e.octets_of_reply().starts_with('+');
    return e.say(go_ahead ? "imap.response.go_ahead" : "imap.response.bye");
  }
  const bool asks = deeds.ran->keyword == imap::Keyword::authenticate &&
                    deeds.ran->refused == imap::Refused::none &&
                    e.octets_of_reply().starts_with('+');
  if (asks) return e.say("imap.response.go_ahead.authenticate");
  if (deeds.ran->keyword)
    e.result.section = section_text(imap::spec_of(*deeds.ran->keyword).section);
  if (deeds.ended && deeds.ended->cause == imap::Cause::too_many_errors)
    return e.say("imap.response.too_many_errors");
  if (deeds.ran->refused != imap::Refused::none) return explain_no_or_bad(e, deeds);
  if (!deeds.ran->keyword) return e.say("imap.response.bye");
  const bool idles = deeds.ran->keyword == imap::Keyword::idle;
  if (idles && e.octets_of_reply().starts_with('+')) return e.say("imap.response.idling");
  explain_done(e, deeds);
}

void explain_imap_end(Explaining& e, const lesson::EndOfLink& end) {
  const auto& ended = std::get<imap::LoggedOut>(*end.session);
  const imap::Cause cause = ended.cause;
  const sim::Link& link = *e.world.links[e.step.link->value];
  e.time("time", (*e.world.servers)[link.server.value].imap->autologout);
  if (!end.heard) return e.say("imap.end.lost");
  const bool too_late = end.by == sim::SegmentKind::rst && cause != imap::Cause::reset;
  if (too_late) return e.say("imap.end.reset.after");
  const std::string key = "imap.end." + std::string(imap::to_text(cause));
  const bool early = ended.from == imap::StateKind::not_authenticated &&
                     (cause == imap::Cause::logout || cause == imap::Cause::peer_closed ||
                      cause == imap::Cause::reset);
  e.say(early ? key + ".early" : key);
}

}  // namespace popscope::view
