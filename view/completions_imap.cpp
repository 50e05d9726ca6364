#include "view/completions_imap.h"

#include <algorithm>

#include "sim/imap/command.h"
#include "view/explain_context.h"

namespace popscope::view {
namespace {

namespace imap = sim::imap;

// A tag that was further back in so many lines is not one's habit.
constexpr std::size_t kLinesBackMax = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "a7" -> "a8", "A0009" -> "A0010"; without a number at its end one is begun.
std::string tag_behind(std::string tag) {
  std::size_t at = tag.size();
  while (at > 0 && is_digit(tag[at - 1])) {
    if (tag[--at] != '9') {
      ++tag[at];
      return tag;
    }
    tag[at] = '0';
  }
  return tag.insert(at, "1");
}

// The tag of the last command that was sent on this connection.
std::string last_imap_tag(const lesson::Visit& visit, sim::LinkId link) {
  if (link.value >= visit.history().links()) return {};
  const auto& sent = visit.history().link(link).commands_sent;
  auto n = static_cast<std::size_t>(
      std::upper_bound(sent.begin(), sent.end(), visit.moment()) - sent.begin());
  for (std::size_t back = 0; n > 0 && back < kLinesBackMax; ++back) {
    const std::uint32_t moment = sent[--n];
    if (moment == 0) continue;
    for (const sim::Event& event : visit.timeline().moment(visit.branch(), moment).events) {
      const auto* command = std::get_if<sim::CommandSent>(&event);
      if (!command || command->link != link || command->index != n) continue;
      const std::string tag = imap::tag_of(command->octets.view());
      if (tag != "*" && !tag.empty()) return tag;
    }
  }
  return {};
}

// As a client sends it: an atom, or within quotes (RFC 9051 section 4.3).
std::string imap_string(const std::string& text) {
  constexpr std::string_view kNoAtom = "(){ %*\"\\]";
  if (!text.empty() && text.find_first_of(kNoAtom) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

bool begins(std::string_view word, std::string_view with) {
  return with.size() <= word.size() && in_key(word.substr(0, with.size())) == in_key(with);
}

class ImapCompleting {
 public:
  ImapCompleting(const ConsoleDevice& of, const lesson::Visit& visit, std::size_t most,
             const text::Catalogue& catalogue, std::vector<Completion>& found)
      : of_(of), visit_(visit), session_(of.imap_session()), most_(most), catalogue_(catalogue),
        found_(found) {}

  void add(std::string_view typed) {
    const std::size_t space = typed.find(' ');
    if (space == std::string_view::npos) return first_word(typed);
    const std::string tag(typed.substr(0, space + 1));
    const std::string_view rest = typed.substr(space + 1);
    if (const imap::CommandSpec* spec = command_in(rest)) {
      const std::size_t length = imap::to_text(spec->keyword).size() + 1;
      return arguments(*spec, std::string(typed.substr(0, tag.size() + length)),
                       rest.substr(length));
    }
    commands(tag, rest);
  }

 private:
  // A command without its tag is given the next one; what begins as no command is a tag.
  void first_word(std::string_view word) {
    const std::string tag = last_imap_tag(visit_, *of_.device().link);
    const std::string next = tag.empty() ? "a1" : tag_behind(tag);
    const std::size_t before = found_.size();
    if (begins(next, word)) {
      commands(next + " ", "");
    } else {
      commands(next + " ", word);
      if (found_.size() == before) commands(std::string(word) + " ", "");
    }
  }

  void commands(const std::string& tag, std::string_view word) {
    const imap::StateKind state =
        session_ ? imap::kind_of(session_->state) : imap::StateKind::not_authenticated;
    for (const imap::CommandSpec& spec : imap::command_table()) {
      const std::string_view keyword = imap::to_text(spec.keyword);
      if (!begins(keyword, word) || keyword.size() == word.size()) continue;
      const bool permitted = spec.permitted_in(state);
      const std::string does = plain_text(
          rich_text(catalogue_.sentence("commands.imap." + in_key(keyword)), catalogue_));
      found_.push_back({tag + std::string(keyword),
                        permitted ? does
                                  : catalogue_.sentence("console.note.imap.not_now",
                                                        {text::plain("does", does)}),
                        permitted});
    }
  }

  // The command whose arguments `rest` has begun: the longest, for UID is but a part of one.
  static const imap::CommandSpec* command_in(std::string_view rest) {
    for (const imap::CommandSpec& spec : imap::command_table()) {
      const std::string_view keyword = imap::to_text(spec.keyword);
      if (rest.size() > keyword.size() && rest[keyword.size()] == ' ' &&
          begins(rest, keyword))
        return &spec;
    }
    return nullptr;
  }

  void put(const std::string& before, std::string_view rest, const std::string& argument,
           std::string note, bool permitted = true) {
    if (found_.size() >= most_) return;
    if (argument == rest || !begins(argument, rest)) return;
    found_.push_back({before + argument, std::move(note), permitted});
  }
  void words(const std::string& before, std::string_view rest, std::string_view key,
             std::initializer_list<const char*> some) {
    for (const char* word : some)
      put(before, rest, word, catalogue_.sentence("console.note.imap." + std::string(key)));
  }

  void arguments(const imap::CommandSpec& spec, const std::string& before, std::string_view rest) {
    switch (spec.arguments) {
      case imap::Arguments::name_and_password: return login(before, rest);
      case imap::Arguments::mechanism: return words(before, rest, "mechanism", {"PLAIN", "LOGIN"});
      case imap::Arguments::mailbox: return mailboxes(before, rest, "");
      case imap::Arguments::mailbox_and_items:
        return mailboxes(before, rest, " (MESSAGES UNSEEN UIDNEXT)");
      case imap::Arguments::list_pattern: return words(before, rest, "pattern", {"\"\" \"*\""});
      case imap::Arguments::search_keys:
        return words(before, rest, "search", {"UNSEEN", "DELETED", "ALL"});
      case imap::Arguments::parameter_list: return words(before, rest, "id", {"NIL"});
      case imap::Arguments::set:
      case imap::Arguments::set_and_items:
      case imap::Arguments::set_and_flags:
      case imap::Arguments::set_and_mailbox: return messages(spec, before, rest);
      case imap::Arguments::none:
      case imap::Arguments::words:
      case imap::Arguments::two_mailboxes:
      case imap::Arguments::message: return;
    }
  }

  void login(const std::string& before, std::string_view rest) {
    const sim::Account& account = of_.device().account;
    put(before, rest, imap_string(account.user) + " " + imap_string(account.password),
        catalogue_.sentence("console.note.imap.login",
                            {text::plain("device", of_.device().name)}));
  }

  void mailboxes(const std::string& before, std::string_view rest, const std::string& more) {
    const std::optional<sim::MaildropId> id =
        sim::find_maildrop(of_.world, of_.device().account.user);
    if (!id) return;
    const sim::Maildrop& maildrop = *of_.world.maildrops[id->value];
    const auto one = [&](const sim::Mailbox& mailbox) {
      put(before, rest, imap_string(mailbox.name) + more,
          catalogue_.sentence(
              "console.note.imap.mailbox",
              {text::number("count", static_cast<std::int64_t>(mailbox.messages.size()))}));
    };
    one(maildrop);
    for (const sim::Mailbox& folder : maildrop.folders) one(folder);
  }

  const imap::Selected* selected() const {
    return session_ ? std::get_if<imap::Selected>(&session_->state) : nullptr;
  }

  // A number first, in this session's view; then what is asked of the message.
  void messages(const imap::CommandSpec& spec, const std::string& before, std::string_view rest) {
    if (!selected()) return;
    const std::size_t space = rest.find(' ');
    if (space != std::string_view::npos)
      return behind_numbers(spec, before + std::string(rest.substr(0, space + 1)),
                            rest.substr(space + 1));
    const bool uids = imap::to_text(spec.keyword).starts_with("UID");
    const char* more = spec.arguments == imap::Arguments::set ? "" : " ";
    const std::vector<imap::ViewEntry>& view = *selected()->view;
    for (std::size_t i = 0; i < view.size() && found_.size() < most_; ++i) {
      const std::uint32_t number =
          uids ? view[i].uid.value : static_cast<std::uint32_t>(i + 1);
      const sim::Message& message = *view[i].message;
      const bool deleted = view[i].flags.has(sim::SystemFlag::deleted);
      put(before, rest, std::to_string(number) + more,
          catalogue_.sentence(deleted ? "console.note.imap.message.deleted"
                                      : "console.note.message",
                              {text::plain("subject", message.subject),
                               text::number("octets",
                                            static_cast<std::int64_t>(message.size().value))}));
    }
  }

  void behind_numbers(const imap::CommandSpec& spec, const std::string& before,
                      std::string_view rest) {
    if (spec.arguments == imap::Arguments::set_and_mailbox) return mailboxes(before, rest, "");
    if (spec.arguments == imap::Arguments::set_and_flags)
      return words(before, rest, "flags",
                   {"+FLAGS (\\Seen)", "+FLAGS (\\Deleted)", "-FLAGS (\\Seen)",
                    "-FLAGS (\\Deleted)"});
    if (spec.arguments != imap::Arguments::set_and_items) return;
    words(before, rest, "item", {"FLAGS", "ENVELOPE", "BODY.PEEK[HEADER]", "BODY.PEEK[]"});
    words(before, rest, "item.seen", {"BODY[]"});
  }

  const ConsoleDevice& of_;
  const lesson::Visit& visit_;
  const imap::Session* session_;
  const std::size_t most_;
  const text::Catalogue& catalogue_;
  std::vector<Completion>& found_;
};

}  // namespace

void add_imap_completions(const ConsoleDevice& of, const lesson::Visit& visit,
                          std::string_view typed, std::size_t most,
                          const text::Catalogue& catalogue, std::vector<Completion>& found) {
  if (of.idles()) {  // the server reads nothing else (RFC 9051 section 6.3.13)
    if (begins("DONE", typed) && typed.size() < 4)
      found.push_back({"DONE", catalogue.sentence("console.note.imap.done"), true});
    return;
  }
  ImapCompleting(of, visit, most, catalogue, found).add(typed);
}

}  // namespace popscope::view
