// What may be typed next: from the command table, the session as it is at the cursor, and the
// account of the device.
#include <algorithm>

#include "sim/core/base64.h"
#include "sim/core/md5.h"
#include "sim/sasl/client.h"
#include "view/completions_imap.h"
#include "view/console.h"
#include "view/console_device.h"
#include "view/console_setting.h"
#include "view/console_words.h"
#include "view/explain_context.h"
#include "view/permission.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;
using Line = ConsoleDevice::Line;

// A list that is longer than this is no help; typing on makes it shorter.
constexpr std::size_t kCompletionsMax = 24;

class Completing {
 public:
  Completing(const ConsoleDevice& of, const lesson::Visit& visit, std::string_view typed,
             const text::Catalogue& catalogue)
      : of_(of), visit_(visit), typed_(typed), catalogue_(catalogue) {}

  std::vector<Completion> take() {
    const std::size_t space = typed_.find(' ');
    if (sends() && of_.imap())
      add_imap_completions(of_, visit_, typed_, kCompletionsMax, catalogue_, found_);
    if (space == std::string_view::npos) {
      keywords();
      words_of_our_own();
    } else if (own_word_from(typed_.substr(0, space)) == OwnWord::set) {
      for (const std::string& setting : settings_of(of_))
        add(typed_.substr(0, space + 1), setting, {}, typed_.substr(space + 1));
    } else if (of_.imap()) {
      // its commands are told already
    } else if (const auto keyword = pop3::keyword_from(typed_.substr(0, space))) {
      arguments(*keyword, typed_.substr(0, space + 1), typed_.substr(space + 1));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Completion& a, const Completion& b) {
      return a.permitted && !b.permitted;
    });
    if (found_.size() > kCompletionsMax) found_.resize(kCompletionsMax);
    return std::move(found_);
  }

 private:
  bool sends() const { return of_.line() == Line::open; }

  const pop3::Transaction* transaction() const {
    const pop3::Session* session = of_.pop3_session();
    return session ? std::get_if<pop3::Transaction>(&session->state) : nullptr;
  }

  static bool begins(std::string_view word, std::string_view with) {
    if (with.size() > word.size()) return false;
    return in_key(word.substr(0, with.size())) == in_key(with);
  }

  // ---- the first word ----

  void keywords() {
    if (!sends() || of_.imap()) return;
    for (const pop3::CommandSpec& spec : pop3::command_table()) {
      const std::string_view word = pop3::to_text(spec.keyword);
      if (!begins(word, typed_) || !is_listed(spec, of_.pop3_session())) continue;
      const Permission now = permission(spec, of_.pop3_session());
      const std::string does =
          plain_text(rich_text(
          catalogue_.sentence(key_of_use(spec.keyword, of_.pop3_session(), catalogue_)),
              catalogue_));
      found_.push_back({std::string(word),
                        now == Permission::yes
                            ? does
                            : catalogue_.sentence(note_of(now), {text::plain("does", does)}),
                        now == Permission::yes});
    }
  }

  static const char* note_of(Permission now) {
    switch (now) {
      case Permission::yes: break;
      case Permission::before_login: return "console.note.early";
      case Permission::after_login: return "console.note.late";
      case Permission::after_quit: return "console.note.after_quit";
      case Permission::session_over: return "console.note.session_over";
      case Permission::not_offered: return "console.note.not_offered";
      case Permission::only_pass: return "console.note.only_pass";
      case Permission::needs_user: return "console.note.needs_user";
      case Permission::user_is_given: return "console.note.user_is_given";
      case Permission::needs_tls: return "console.note.needs_tls";
      case Permission::in_tls: return "console.note.in_tls";
      case Permission::behind_utf8: return "console.note.behind_utf8";
      case Permission::answers: return "console.note.answers";
    }
    return "";
  }

  bool makes_sense(OwnWord word) const {
    const Line line = of_.line();
    switch (word) {
      case OwnWord::check:
        return line == Line::none || line == Line::resting || of_.has_gap();
      case OwnWord::connect:
        return line == Line::none || of_.has_gap();
      case OwnWord::close:
      case OwnWord::reset:
        return line == Line::open;
      case OwnWord::cut:
        return !of_.device().cut;
      case OwnWord::plug:
        return of_.device().cut;
      case OwnWord::wait:
      case OwnWord::set:
        return true;
    }
    return false;
  }

  void words_of_our_own() {
    for (int i = 0; i < kOwnWords; ++i) {
      const auto word = static_cast<OwnWord>(i);
      if (!begins(to_text(word), typed_) || !makes_sense(word)) continue;
      const std::string key = "commands.own." + std::string(to_text(word));
      std::string example;
      if (word == OwnWord::wait) example = " 10min";
      if (word == OwnWord::set) example = " " + settings_of(of_).front();
      found_.push_back({std::string(to_text(word)) + example,
                        plain_text(rich_text(catalogue_.sentence(key), catalogue_)), true});
    }
  }

  // ---- what stands behind it ----

  void arguments(pop3::Keyword keyword, std::string_view word, std::string_view rest) {
    if (!sends()) return;
    switch (pop3::spec_of(keyword).arguments) {
      case pop3::Arguments::none:
        return;
      case pop3::Arguments::text:
        return account(keyword, word, rest);
      case pop3::Arguments::name_and_digest:
        return digest(word, rest);
      case pop3::Arguments::mechanism:
        return mechanisms(word, rest);
      case pop3::Arguments::optional_word:
        for (const char* tag : {"en", "i-default", "*"})
          add(word, tag, catalogue_.sentence("console.note.language"), rest);
        return;
      case pop3::Arguments::number:
      case pop3::Arguments::optional_number:
        return messages(keyword, word, rest);
      case pop3::Arguments::number_and_lines:
        return rest.find(' ') == std::string_view::npos ? messages(keyword, word, rest)
                                                        : lines_of_body(word, rest);
    }
  }

  void add(std::string_view word, const std::string& argument, std::string note,
           std::string_view rest) {
    if (argument.empty() || argument == rest || argument.compare(0, rest.size(), rest) != 0) return;
    found_.push_back({std::string(word) + argument, std::move(note), true});
  }

  text::Argument device() const { return text::plain("device", of_.device().name); }

  void account(pop3::Keyword keyword, std::string_view word, std::string_view rest) {
    const sim::Account& account = of_.device().account;
    const bool user = keyword == pop3::Keyword::user;
    add(word, user ? account.user : account.password,
        catalogue_.sentence(user ? "console.note.user" : "console.note.password", {device()}),
        rest);
  }

  // What the device makes of the greeting's timestamp; without one there is nothing to offer.
  void digest(std::string_view word, std::string_view rest) {
    const pop3::Session* session = of_.pop3_session();
    const auto* state = session ? std::get_if<pop3::Authorization>(&session->state) : nullptr;
    if (!state || session->apop_timestamp.empty()) return;
    const sim::Account& account = of_.device().account;
    add(word, account.user + " " + sim::md5_hex(session->apop_timestamp + account.password),
        catalogue_.sentence("console.note.apop", {device()}), rest);
  }

  // What the server takes, with what the device would say first.
  void mechanisms(std::string_view word, std::string_view rest) {
    const pop3::Session* session = of_.pop3_session();
    if (!session) return;
    const sim::Account& account = of_.device().account;
    for (const sim::sasl::MechanismSpec& spec : sim::sasl::mechanism_table()) {
      if (!pop3::is_announced(*session, spec)) continue;
      std::string argument(spec.name);
      if (spec.mechanism == sim::sasl::Mechanism::plain) {
        auto exchange =
            sim::sasl::begin_client(spec.mechanism, {account.user, account.password, {}});
        argument += " " + sim::base64_encoded(*sim::sasl::initial_response(exchange));
      }
      add(word, argument,
          catalogue_.sentence("console.note.mechanism",
                              {device(), text::plain("mechanism", std::string(spec.name))}),
          rest);
    }
  }

  void messages(pop3::Keyword keyword, std::string_view word, std::string_view rest) {
    const pop3::Transaction* t = transaction();
    if (!t) return;
    const pop3::Session& session = *of_.pop3_session();
    const bool at_dele = session.config->ways.removes_at_dele;
    const std::string more = keyword == pop3::Keyword::top ? " 0" : "";
    for (std::size_t i = 0; i < t->view->size() && found_.size() < kCompletionsMax; ++i) {
      const std::optional<sim::MessageNumber> known = pop3::number_at(session, i);
      if (!known) continue;
      const std::string number = std::to_string(known->value);
      if (number.compare(0, rest.size(), rest) != 0) continue;
      if (number == rest && more.empty()) continue;
      const sim::Message& message = *(*t->view)[i].message;
      const bool marked = (*t->marked)[i];
      const text::Arguments arguments{
          text::plain("subject", message.subject),
          text::number("octets", static_cast<std::int64_t>(message.size().value))};
      found_.push_back(
          {std::string(word) + number + more,
           catalogue_.sentence(!marked   ? "console.note.message"
                               : at_dele ? "console.note.message.removed"
                                         : "console.note.message.marked",
                               arguments),
           !marked});
    }
  }

  void lines_of_body(std::string_view word, std::string_view rest) {
    const std::string number(rest.substr(0, rest.find(' ') + 1));
    if (!transaction() || number == " ") return;
    for (const std::int64_t count : {0, 5, 10}) {
      const char* key = count == 0 ? "console.note.lines.none" : "console.note.lines";
      add(word, number + std::to_string(count),
          catalogue_.sentence(key, {text::number("count", count)}), rest);
    }
  }

  const ConsoleDevice& of_;
  const lesson::Visit& visit_;
  std::string_view typed_;
  const text::Catalogue& catalogue_;
  std::vector<Completion> found_;
};

}  // namespace

std::vector<Completion> completions(const lesson::Visit& visit, const Selection& selection,
                                    std::string_view typed, const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  if (!of.exists()) return {};
  return Completing(of, visit, typed, catalogue).take();
}

}  // namespace popscope::view
