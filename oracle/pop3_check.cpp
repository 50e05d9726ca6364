#include "oracle/pop3_check.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/hex.h"
#include "sim/core/sha256.h"

namespace popscope::oracle {
namespace {

using What = Pop3Difference::What;
using sim::pop3::Keyword;

// Lines that the octets end; what has no end yet stays in `rest`.
std::vector<std::string> take_lines(std::string& rest, const std::string& octets) {
  rest += octets;
  std::vector<std::string> lines;
  for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
    std::string line = rest.substr(0, end);
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
    rest.erase(0, end + 1);
  }
  return lines;
}

// A run of replies whose middle was not recorded: when all are alike, the hash says so.
std::vector<std::string> without_gap(const std::vector<std::string>& lines) {
  const auto gap = std::find_if(lines.begin(), lines.end(),
                                [](const std::string& line) { return !elided_hash(line).empty(); });
  if (gap == lines.end() || gap == lines.begin()) return lines;
  const auto count =
      static_cast<std::size_t>(std::strtoul(gap->c_str() + kElided.size(), nullptr, 10));
  std::vector<std::string> whole(lines.begin(), gap);
  whole.insert(whole.end(), count, *(gap - 1));
  whole.insert(whole.end(), gap + 1, lines.end());
  std::string payload;
  for (std::size_t i = 1; i < whole.size(); ++i) payload += whole[i] + "\r\n";
  return sim::hex(sim::sha256(payload)) == elided_hash(*gap) ? whole : lines;
}

// Takes one reply off the lines; `multi_line`: a positive one goes on.
Pop3Reply take_reply(const std::vector<std::string>& lines, std::size_t& at, bool multi_line) {
  Pop3Reply reply;
  if (at == lines.size()) return reply;
  reply.given = true;
  reply.first_line = lines[at++];
  const std::string& first = reply.first_line;
  reply.ok = first.starts_with("+OK");
  reply.go_on = !reply.ok && first.starts_with("+");
  std::string text = first.substr(std::min(first.size(), std::size_t{reply.ok ? 3U : 4U}));
  text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
  const std::size_t bracket = text.find(']');
  if (text.starts_with('[') && bracket != std::string::npos) {
    reply.code = sim::upper(std::string_view(text).substr(1, bracket - 1));
    text.erase(0, std::min(bracket + 2, text.size()));
  }
  reply.text = text;
  if (!reply.ok || !multi_line) return reply;
  reply.multi_line = true;
  while (at < lines.size() && lines[at] != ".") reply.payload.push_back(lines[at++]);
  if (at < lines.size()) ++at;
  return reply;
}

std::string two_words(const std::string& text) {
  const std::size_t first = text.find(' ');
  if (first == std::string::npos) return text;
  return text.substr(0, text.find(' ', first + 1));
}

std::string timestamp_in(const std::string& text) {
  const std::size_t begin = text.find('<');
  const std::size_t end = text.find('>', begin == std::string::npos ? 0 : begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return text.substr(begin, end - begin + 1);
}

// RFC 1939 section 9: only these have a text that counts.
bool has_numbers(const Pop3Difference& d) {
  if (!d.keyword) return false;
  if (*d.keyword == Keyword::stat) return true;
  return (*d.keyword == Keyword::list || *d.keyword == Keyword::uidl) && !d.theirs.multi_line;
}

// A line may have a placeholder in it.
bool same_line(const std::string& theirs, const std::string& ours, Bindings& bindings) {
  const std::size_t from = theirs.find('<');
  const std::size_t to = theirs.find('>', from == std::string::npos ? 0 : from);
  if (theirs == ours || to == std::string::npos) return theirs == ours;
  const std::size_t behind = theirs.size() - to - 1;
  if (ours.size() < from + behind || ours.compare(0, from, theirs, 0, from) != 0) return false;
  if (ours.compare(ours.size() - behind, behind, theirs, to + 1, behind) != 0) return false;
  return bindings.match(theirs.substr(from, to + 1 - from),
                        ours.substr(from, ours.size() - behind - from));
}

bool same_lines(const std::vector<std::string>& theirs, const std::vector<std::string>& ours,
                Bindings& bindings) {
  const auto gap = std::find_if(theirs.begin(), theirs.end(),
                                [](const std::string& line) { return !elided_hash(line).empty(); });
  if (gap == theirs.end()) {
    return theirs.size() == ours.size() &&
           std::equal(theirs.begin(), theirs.end(), ours.begin(),
                      [&](const std::string& a, const std::string& b) {
                        return same_line(a, b, bindings);
                      });
  }
  std::string payload;
  for (const std::string& line : ours) payload += line + "\r\n";
  return sim::hex(sim::sha256(payload)) == elided_hash(*gap);
}

}  // namespace

std::vector<Finding> Pop3Check::check(const Step& step, const Answer& ours,
                                      const Pop3Difference& around) {
  std::vector<Finding> findings;
  if (step.op == Op::connect) connections_[step.connection] = {};
  Connection& connection = connections_[step.connection];
  Pop3Difference common = around;
  common.they_end = step.ends || step.closed_before;
  common.we_end = ours.ends || ours.closed_before;
  common.silence = step.op == Op::idle_until_closed;
  const bool ended_before = step.closed_before && ours.closed_before;
  if (ended_before || step.op == Op::close || step.op == Op::close_rst ||
      step.op == Op::send_then_close || step.op == Op::shutdown_write || step.op == Op::tls) {
    if (step.op == Op::send_then_close) {
      for (std::string& line : take_lines(connection.rest, step.sent)) {
        common.line = std::move(line);
        common.keyword = sim::pop3::keyword_of(common.line);
        common.theirs.given = common.theirs.ok = true;  // nobody heard it, but it was carried out
        follow(connection, common);
      }
    }
    return findings;
  }
  const std::vector<std::string> their_lines = without_gap(step.lines);
  const std::vector<std::string> our_lines = lines_of(ours.octets);
  std::vector<std::string> commands = take_lines(connection.rest, step.sent);
  common.line_too_long = connection.rest.size() + 2 > sim::pop3::kCommandOctetsMax;
  for (const std::string& line : commands) {
    common.line_too_long = common.line_too_long || line.size() + 2 > sim::pop3::kCommandOctetsMax;
  }
  if (step.op != Op::command) commands = {""};  // a greeting, or what comes unasked
  std::size_t theirs_at = 0;
  std::size_t ours_at = 0;
  for (std::string& line : commands) {
    Pop3Difference one = common;
    one.line = std::move(line);
    one.keyword = sim::pop3::keyword_of(one.line);
    const bool multi = step.op == Op::command && sim::pop3::expects_multi_line(one.line);
    one.theirs = take_reply(their_lines, theirs_at, multi);
    one.ours = take_reply(our_lines, ours_at, multi);
    if (step.op == Op::connect) one.line = "(greeting)";
    compare(one, findings);
    if (!findings.empty() && findings.back().ends) return findings;
    follow(connection, one);
    common.refused = one.theirs.given && (!one.theirs.ok || !one.ours.ok);
  }
  // Replies to what was left of a step's octets, by both alike.
  while (theirs_at < their_lines.size() && ours_at < our_lines.size() &&
         take_reply(their_lines, theirs_at, false).ok == take_reply(our_lines, ours_at, false).ok) {
  }
  if (theirs_at != their_lines.size() || ours_at != our_lines.size()) {
    common.what = What::too_many;
    common.theirs = take_reply(their_lines, theirs_at, false);
    common.ours = take_reply(our_lines, ours_at, false);
    findings.push_back(judge(common));
    if (findings.back().ends) return findings;
  }
  if (common.they_end != common.we_end) {
    common.what = What::closing;
    common.line = commands.empty() ? connection.rest.substr(0, 40) : "";
    findings.push_back(judge(common));
  }
  return findings;
}

void Pop3Check::compare(const Pop3Difference& common, std::vector<Finding>& findings) {
  Pop3Difference d = common;
  const auto found = [&](What what) {
    d.what = what;
    findings.push_back(judge(d));
  };
  if (!d.theirs.given && !d.ours.given) return;
  if (d.theirs.given != d.ours.given) return found(What::one_silent);
  if (d.theirs.ok != d.ours.ok || d.theirs.go_on != d.ours.go_on) return found(What::status);
  if (d.theirs.code != d.ours.code) found(What::code);
  if (d.line == "(greeting)") {
    const std::string theirs = timestamp_in(d.theirs.text);
    const std::string own = timestamp_in(d.ours.text);
    if (theirs.empty() != own.empty()) found(What::timestamp);
    if (!theirs.empty() && !own.empty() && !bindings_.match(theirs, own)) found(What::timestamp);
    return;
  }
  if (!d.ours.ok) return;
  if (has_numbers(d)) {
    const std::string theirs = two_words(d.theirs.text);
    const std::string own = two_words(d.ours.text);
    const std::size_t theirs_space = theirs.find(' ');
    const std::size_t own_space = own.find(' ');
    const bool same = theirs.substr(0, theirs_space) == own.substr(0, own_space) &&
                      theirs_space != std::string::npos && own_space != std::string::npos &&
                      bindings_.match(theirs.substr(theirs_space + 1), own.substr(own_space + 1));
    if (!same) found(What::numbers);
  }
  if (d.ours.multi_line) compare_payload(d, findings);
}

void Pop3Check::compare_payload(const Pop3Difference& common, std::vector<Finding>& findings) {
  Pop3Difference d = common;
  d.what = What::payload;
  if (d.keyword != Keyword::uidl) {
    if (!same_lines(d.theirs.payload, d.ours.payload, bindings_)) findings.push_back(judge(d));
    return;
  }
  bool same = d.theirs.payload.size() == d.ours.payload.size();
  for (std::size_t i = 0; same && i < d.theirs.payload.size(); ++i) {
    const std::string& theirs = d.theirs.payload[i];
    const std::string& own = d.ours.payload[i];
    const std::size_t space = theirs.find(' ');
    same = space != std::string::npos && theirs.substr(0, space) == own.substr(0, own.find(' ')) &&
           bindings_.match(theirs.substr(space + 1), own.substr(own.find(' ') + 1));
  }
  if (!same) findings.push_back(judge(d));
}

// What the server has done, by its own word: marks, and their removal at QUIT.
void Pop3Check::follow(Connection& connection, const Pop3Difference& d) {
  if (!d.keyword || !d.theirs.ok) return;
  const Keyword did = *d.keyword;
  if (did == Keyword::user) {
    connection.user = d.line.substr(std::min<std::size_t>(5, d.line.size()));
  } else if (did == Keyword::pass || did == Keyword::apop) {
    connection.in_transaction = true;
    if (did == Keyword::apop && d.line.size() > 5)
      connection.user = d.line.substr(5, d.line.find(' ', 5) - 5);
  } else if (did == Keyword::dele) {
    ++connection.marked;
  } else if (did == Keyword::rset) {
    connection.marked = 0;
  } else if (did == Keyword::quit) {
    if (connection.in_transaction) removed_[connection.user] += connection.marked;
    connection = {};
  }
}

}  // namespace popscope::oracle
