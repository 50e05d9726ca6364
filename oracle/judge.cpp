#include "oracle/judge.h"

#include <algorithm>
#include <utility>

#include "oracle/imap_check.h"
#include "oracle/pop3_check.h"
#include "sim/core/ascii.h"

namespace popscope::oracle {
namespace {

// What of a difference holds for the whole step, whatever is answered.
Pop3Difference around(const Replay& replay, const Step& step, const Pop3Difference& so_far) {
  Pop3Difference d = so_far;
  if (const sim::pop3::Session* session = replay.pop3(step.connection)) {
    d.state = kind_of(session->state);
    const auto* before_login = std::get_if<sim::pop3::Authorization>(&session->state);
    d.behind_user = before_login && before_login->user;
  }
  const std::size_t line_end = step.sent.find("\r\n");
  d.behind_stls = sim::upper(step.sent.substr(0, line_end)) == "STLS" &&
                  step.sent.size() > line_end + 2;
  for (const sim::StoredMessage& m : replay.store().maildrop(sim::MaildropId{0}).messages) {
    if (!m.message->octets.view().ends_with("\r\n")) ++d.unterminated;
  }
  return d;
}

// Our session's view has a message that another session has removed.
bool shows_what_is_gone(const Replay& replay, const Step& step) {
  const sim::imap::Session* session = replay.imap(step.connection);
  const auto* selected = session ? std::get_if<sim::imap::Selected>(&session->state) : nullptr;
  if (!selected) return false;
  const sim::Mailbox* mailbox =
      find_mailbox(replay.store().maildrop(selected->maildrop), selected->mailbox);
  return mailbox && std::any_of(selected->view->begin(), selected->view->end(),
                                [&](const auto& entry) { return !find(*mailbox, entry.uid); });
}

bool reads_mail(std::string_view line) {
  const auto keyword = sim::pop3::keyword_of(line);
  return keyword == sim::pop3::Keyword::retr || keyword == sim::pop3::Keyword::top;
}

// The mailbox afterwards: as many messages gone as the server said that it would remove.
void check_mailbox(const Case& recorded, const Replay& replay, const Pop3Check& check,
                   std::vector<Finding>& findings) {
  const Setup setup = setup_of(recorded);
  const auto delivered = static_cast<std::size_t>(
      std::count_if(recorded.steps.begin(), recorded.steps.end(),
                    [](const Step& step) { return step.op == Op::deliver; }));
  for (const auto& [user, removed] : check.removed()) {
    const auto id = replay.store().find_user(user);
    if (!id) continue;
    const auto held = setup.held.find(user);
    std::size_t expected = recorded.messages.size();
    if (held != setup.held.end()) expected = std::min(expected, held->second);
    if (user == "alice") expected += delivered;
    expected -= std::min<std::size_t>(expected, removed);
    const std::size_t left = replay.store().maildrop(*id).messages.size();
    if (left == expected) continue;
    Pop3Difference d;
    d.what = Pop3Difference::What::mailbox;
    d.line = user;
    d.theirs.first_line = std::to_string(expected);
    d.ours.first_line = std::to_string(left);
    findings.push_back(judge(d));
  }
}

}  // namespace

Judgement judge(const Case& recorded, const Messages& messages, sim::pop3::Profile profile) {
  Judgement judgement;
  Bindings bindings;
  Replay replay(recorded, messages, profile);
  Pop3Check pop3(bindings);
  ImapCheck imap(bindings);
  bool imap_seen = false;
  Pop3Difference so_far;  // what has happened in the case
  bool pop3_has_read = false;
  bool ended = false;
  for (std::size_t i = 0; i < recorded.steps.size() && !ended; ++i) {
    const Step& step = recorded.steps[i];
    const Pop3Difference before = around(replay, step, so_far);
    const Answer answer = replay.play(step);
    const bool by_imap = replay.imap(step.connection) != nullptr;
    imap_seen = imap_seen || by_imap;
    so_far.mail_came = so_far.mail_came || step.op == Op::deliver;
    so_far.quit_unheard = so_far.quit_unheard || (step.op == Op::send_then_close &&
                                                  step.sent.find("QUIT") != std::string::npos);
    std::vector<Finding> findings;
    if (step.op == Op::deliver || step.op == Op::wait) continue;
    if (by_imap) {
      ImapDifference d;
      d.pop3_locks = replay.store().maildrop(sim::MaildropId{0}).locked_by.has_value();
      d.pop3_has_read = pop3_has_read;
      d.gone_elsewhere = shows_what_is_gone(replay, step);
      findings = imap.check(step, answer, replay.imap(step.connection), d);
    } else {
      findings = pop3.check(step, answer, before);
      pop3_has_read = pop3_has_read || reads_mail(step.sent);
    }
    for (Finding& finding : findings) {
      finding.step = i;
      ended = ended || finding.ends;
      judgement.findings.push_back(std::move(finding));
    }
  }
  if (!ended && !imap_seen) check_mailbox(recorded, replay, pop3, judgement.findings);
  for (const Finding& finding : judgement.findings) {
    judgement.verdict = std::max(judgement.verdict, finding.verdict);
  }
  return judgement;
}

}  // namespace popscope::oracle
