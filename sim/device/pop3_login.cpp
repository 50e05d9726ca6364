#include "sim/device/pop3_login.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/core/check.h"
#include "sim/core/md5.h"
#include "sim/pop3/config.h"

namespace popscope::sim {
namespace {

using pop3::Keyword;
using pop3::Reply;
using Next = Pop3Check::Next;
using sasl::Mechanism;

// A line end inside a setting would be a second command.
std::string without_line_ends(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result),
               [](char c) { return c != '\r' && c != '\n'; });
  return result;
}

std::string with_argument(Keyword keyword, std::string_view argument) {
  return std::string(to_text(keyword)) + ' ' + without_line_ends(argument) + "\r\n";
}

// RFC 1939 section 7: from "<" to ">", both of them part of it.
std::string timestamp_of(std::string_view greeting) {
  const std::size_t begin = greeting.find('<');
  if (begin == std::string_view::npos) return {};
  const std::size_t end = greeting.find('>', begin);
  if (end == std::string_view::npos) return {};
  return std::string(greeting.substr(begin, end + 1 - begin));
}

std::string_view first_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

// RFC 2449 section 3: a tag and its arguments, one capability a line, in any case.
Announced announced_in(std::string_view payload) {
  Announced announced;
  while (!payload.empty()) {
    const std::size_t end = payload.find('\n');
    std::string_view line = payload.substr(0, end);
    payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
    const std::string_view tag = first_word(line);
    if (equal_ignoring_case(tag, "STLS")) announced.stls = true;
    if (equal_ignoring_case(tag, "PIPELINING")) announced.pipelining = true;
    if (!equal_ignoring_case(tag, "SASL")) continue;
    while (!trimmed(line).empty())
      if (const auto mechanism = sasl::mechanism_from(first_word(line)))
        announced.mechanisms.add(*mechanism);
  }
  return announced;
}

std::optional<Mechanism> mechanism_of(LoginWay way) {
  switch (way) {
    case LoginWay::auth_plain:
    case LoginWay::auth_plain_at_once: return Mechanism::plain;
    case LoginWay::auth_login: return Mechanism::login;
    case LoginWay::none:
    case LoginWay::user_pass:
    case LoginWay::apop: break;
  }
  return std::nullopt;
}

bool can_go(const Pop3Check& check, LoginWay way) {
  switch (way) {
    case LoginWay::none: return false;
    case LoginWay::user_pass: return true;
    case LoginWay::apop: return !check.timestamp.empty();
    case LoginWay::auth_plain:
    case LoginWay::auth_plain_at_once:
    case LoginWay::auth_login: return check.announced.mechanisms.has(*mechanism_of(way));
  }
  POPSCOPE_CHECK(false);
}

struct LoggingIn {
  Device& device;
  Plan& plan;
  Pop3Check& check;
  const Reply& reply;
  Learned& learned;
};

void give_up(LoggingIn& l) {
  l.plan.refused = true;
  switch (l.check.habits.when_refused) {
    case Habits::Refused::quits: l.check.next = Next::quit; return;
    case Habits::Refused::hangs_up: return hang_up(l.plan, l.learned);
    case Habits::Refused::resets: l.check.next = Next::rset; return;
  }
}

// What it says first, with the command; nothing where that would not fit (RFC 5034 section 4).
void say_at_once(Pop3Check& check) {
  sasl::ClientExchange exchange = *check.exchange;
  const std::string first = base64_encoded(sasl::initial_response(exchange).value_or(""));
  const std::size_t around = std::string_view("AUTH PLAIN \r\n").size();
  if (first.empty() || around + first.size() > pop3::kCommandOctetsMax) return;
  check.exchange = std::move(exchange);
  check.answer = first;
}

void try_login(LoggingIn& l) {
  Pop3Check& check = l.check;
  const auto& ways = check.habits.logins;
  while (check.login < ways.size() && !can_go(check, ways[check.login])) ++check.login;
  if (check.login == ways.size()) return give_up(l);
  check.exchange.reset();
  check.answer.clear();
  const LoginWay way = ways[check.login];
  switch (way) {
    case LoginWay::user_pass: check.next = Next::user; return;
    case LoginWay::apop: check.next = Next::apop; return;
    case LoginWay::auth_plain:
    case LoginWay::auth_plain_at_once:
    case LoginWay::auth_login: {
      const Account& account = l.device.account;
      check.exchange =
          sasl::begin_client(*mechanism_of(way), {account.user, account.password, {}});
      if (way == LoginWay::auth_plain_at_once) say_at_once(check);
      check.next = Next::auth;
      return;
    }
    case LoginWay::none: break;
  }
  POPSCOPE_CHECK(false);
}

// STLS comes before any password, and behind it nothing counts that was announced before it (RFC
// 2595 section 4).
void secure_or_log_in(LoggingIn& l) {
  const Pop3Check& check = l.check;
  const bool wants = check.habits.stls == Habits::Stls::required ||
                     (check.habits.stls == Habits::Stls::if_announced && check.announced.stls);
  if (check.sealed || !wants) return try_login(l);
  if (check.habits.capa && !check.announced.stls) return give_up(l);  // not in plain text
  l.check.next = Next::stls;
}

void ask_or_log_in(LoggingIn& l) {
  l.check.announced = {};
  if (!l.check.habits.capa) return secure_or_log_in(l);
  l.check.next = Next::capa;
}

void secured(LoggingIn& l) {
  if (l.reply.ok) {
    l.check.sealed = true;
    return ask_or_log_in(l);
  }
  if (l.check.habits.stls == Habits::Stls::required) return give_up(l);
  try_login(l);
}

void was_answered(LoggingIn& l) {
  if (l.reply.ok) {
    l.check.next = Next::capa_again;
    l.check.logged_in = !l.check.habits.capa_again;
    l.check.exchange.reset();
    l.check.answer.clear();
  } else if (l.check.habits.tries_next_login) {
    ++l.check.login;
    try_login(l);
  } else {
    give_up(l);
  }
}

// RFC 5034 section 4: what is no challenge of the mechanism is answered with "*". Whoever asks on
// even then will never end.
void was_challenged(LoggingIn& l) {
  if (!l.check.exchange) {
    l.plan.refused = true;
    return hang_up(l.plan, l.learned);
  }
  const std::optional<std::string> challenge =
      base64_decoded(trimmed(std::string_view(l.reply.status_line).substr(1)));
  const std::optional<std::string> answer =
      challenge ? sasl::answer(*l.check.exchange, *challenge) : std::nullopt;
  l.check.answer = answer ? base64_encoded(*answer) : "*";
  if (!answer) l.check.exchange.reset();
  l.check.next = Next::answer;
}

void take(LoggingIn& l) {
  switch (l.check.next) {
    case Next::capa:
      if (l.reply.ok) l.check.announced = announced_in(l.reply.payload);
      return secure_or_log_in(l);
    case Next::capa_again:
      if (l.reply.ok) l.check.announced = announced_in(l.reply.payload);
      l.check.logged_in = true;
      return;
    case Next::stls: return secured(l);
    case Next::user:
      if (!l.reply.ok) return was_answered(l);
      l.check.next = Next::pass;
      return;
    case Next::pass:
    case Next::apop: return was_answered(l);
    case Next::auth:
    case Next::answer: return l.reply.go_on ? was_challenged(l) : was_answered(l);
    case Next::rset: return hang_up(l.plan, l.learned);
    case Next::look:
    case Next::errands:
    case Next::quit: break;
  }
  POPSCOPE_CHECK(false);
}

}  // namespace

void log_in(Device& device, const Reply& reply, Learned& learned) {
  Plan& plan = *device.plan;
  LoggingIn l{device, plan, std::get<Pop3Check>(plan.dialog), reply, learned};
  if (!reply.greeting) return take(l);
  l.check.timestamp = timestamp_of(reply.status_line);
  if (reply.ok) {
    ask_or_log_in(l);
  } else {
    give_up(l);
  }
}

std::string login_command(const Device& device) {
  const Pop3Check& check = std::get<Pop3Check>(device.plan->dialog);
  const Account& account = device.account;
  switch (check.next) {
    case Next::capa:
    case Next::capa_again: return "CAPA\r\n";
    case Next::stls: return "STLS\r\n";
    case Next::rset: return "RSET\r\n";
    case Next::user: return with_argument(Keyword::user, account.user);
    case Next::pass: return with_argument(Keyword::pass, account.password);
    case Next::apop:
      return with_argument(Keyword::apop,
                           account.user + ' ' + md5_hex(check.timestamp + account.password));
    case Next::auth: {
      std::string line(spec_of(check.exchange->mechanism).name);
      if (!check.answer.empty()) line += ' ' + check.answer;
      return with_argument(Keyword::auth, line);
    }
    case Next::answer: return check.answer + "\r\n";
    case Next::look:
    case Next::errands:
    case Next::quit: break;
  }
  POPSCOPE_CHECK(false);
}

void hang_up(Plan& plan, Learned& learned) {
  plan.phase = Plan::Phase::done;
  learned.hangs_up = true;
}

std::optional<std::uint32_t> leading_number(std::string_view text) {
  std::uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  const bool ends = end == text.data() + text.size() || *end == ' ';
  if (error != std::errc{} || !ends) return std::nullopt;
  return n;
}

}  // namespace popscope::sim
