#include "oracle/corpus.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "loader/json_tree.h"
#include "sim/core/ascii.h"

namespace popscope::oracle {
namespace {

using loader::Node;
using loader::Object;

constexpr std::array<std::pair<std::string_view, Op>, 10> kOps = {{
    {"connect", Op::connect},
    {"tls", Op::tls},
    {"close", Op::close},
    {"close-rst", Op::close_rst},
    {"shutdown-write", Op::shutdown_write},
    {"send-then-close", Op::send_then_close},
    {"deliver", Op::deliver},
    {"wait", Op::wait},
    {"unsolicited", Op::unsolicited},
    {"idle-until-closed", Op::idle_until_closed},
}};

// Octets that are no UTF-8 are recorded as lone surrogates, \\udc80 to \\udcff, which no JSON
// reader takes. They go through it as characters for private use, and come out as the octets.
std::string without_surrogates(std::string_view line) {
  std::string out(line);
  for (std::size_t at = out.find('\\'); at != std::string::npos && at + 5 < out.size();
       at = out.find('\\', at)) {
    const char half = sim::lower(out[at + 3]);
    const char digit = sim::lower(out[at + 4]);
    if (out[at + 1] != 'u' || sim::lower(out[at + 2]) != 'd') {
      at += 2;  // an escape of another kind
    } else if (half == '8' || half == '9' || half == 'a' || half == 'b') {
      at += 12;  // the first of a pair, which is a character
    } else {
      const bool octet = half == 'c' && (digit == '8' || digit == '9' || digit >= 'a');
      if (octet) out.replace(at + 2, 2, "f7");
      at += 6;
    }
  }
  return out;
}

std::string with_octets(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // U+F780 to U+F7FF: EF 9E 80 to EF 9F BF.
    const auto second = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (text[i] == '\xEF' && (second == 0x9E || second == 0x9F)) {
      const auto third = static_cast<unsigned char>(text[i + 2]);
      out += static_cast<char>((second & 1U) << 6U | (third & 0x3FU) | 0x80U);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string text_of(const Object& object, std::string_view key) {
  const loader::Member* member = find_member(object, key);
  const auto* text = member ? std::get_if<std::string>(&member->value.value) : nullptr;
  return text ? with_octets(*text) : std::string();
}

// "eof" is true or "reset"; either way the connection has ended.
bool says(const Object& object, std::string_view key) {
  const loader::Member* member = find_member(object, key);
  if (!member) return false;
  const auto* flag = std::get_if<bool>(&member->value.value);
  return !flag || *flag;
}

std::int64_t milliseconds_of(const Object& object, std::string_view key) {
  const loader::Member* member = find_member(object, key);
  if (!member) return 0;
  if (const auto* n = std::get_if<std::int64_t>(&member->value.value)) return *n * 1000;
  const auto* n = std::get_if<double>(&member->value.value);
  return n ? static_cast<std::int64_t>(*n * 1000) : 0;
}

std::vector<std::string> texts_of(const Object& object, std::string_view key) {
  std::vector<std::string> texts;
  const loader::Member* member = find_member(object, key);
  const auto* array = member ? std::get_if<loader::Array>(&member->value.value) : nullptr;
  if (!array) return texts;
  for (const Node& node : *array) {
    if (const auto* text = std::get_if<std::string>(&node.value))
      texts.push_back(with_octets(*text));
  }
  return texts;
}

std::optional<Step> step_of(const Object& object, std::string& problem) {
  Step step;
  const std::string op = text_of(object, "op");
  if (!op.empty()) {
    bool known = false;
    for (const auto& [name, value] : kOps) {
      if (name != op) continue;
      step.op = value;
      known = true;
    }
    if (!known) {
      problem = "no such op: " + op;
      return std::nullopt;
    }
  }
  step.connection = text_of(object, "k");
  step.sent = expanded(text_of(object, "c"));
  const bool sends = step.op == Op::command || step.op == Op::send_then_close;
  if (sends && !says(object, "raw")) step.sent += "\r\n";
  step.lines = texts_of(object, "s");
  const std::string port = text_of(object, "port");
  if (!port.empty()) step.port = port;
  step.message = text_of(object, "msg");
  step.pop3 = text_of(object, "proto") == "pop3";
  step.ends = says(object, "eof");
  step.closed_before = says(object, "closed");
  step.no_reply = says(object, "no_reply");
  step.half_closes = says(object, "halfclose");
  step.tls_failed = find_member(object, "err") != nullptr;
  step.milliseconds = milliseconds_of(object, step.op == Op::wait ? "sec" : "idle_s");
  return step;
}

}  // namespace

std::string expanded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('}');
    const bool fits =
        text.size() > 4 && text[0] == '{' && text[2] == '*' && end != std::string_view::npos &&
        end > 3 &&
        text.substr(3, end - 3).find_first_not_of("0123456789") == std::string_view::npos;
    if (!fits) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    constexpr std::size_t kTimesMax = 10'000'000;
    const std::size_t times =
        std::strtoul(std::string(text.substr(3, end - 3)).c_str(), nullptr, 10);
    out.append(times < kTimesMax ? times : kTimesMax, text[1]);
    text.remove_prefix(end + 1);
  }
  return out;
}

std::optional<Case> read_case(std::string_view line, std::string& problem) {
  text::Diagnostics problems;
  const std::optional<Node> tree = loader::read_json(without_surrogates(line), "corpus", problems);
  const auto* object = tree ? std::get_if<Object>(&tree->value) : nullptr;
  if (!object || !problems.empty()) {
    problem = "not a JSON object";
    return std::nullopt;
  }
  Case found;
  found.name = text_of(*object, "case");
  found.server = text_of(*object, "server");
  found.messages = texts_of(*object, "set");
  found.unstable = says(*object, "unstable");
  const loader::Member* steps = find_member(*object, "steps");
  const auto* array = steps ? std::get_if<loader::Array>(&steps->value.value) : nullptr;
  if (found.name.empty() || !array) {
    problem = "a case needs a name and steps";
    return std::nullopt;
  }
  for (const Node& node : *array) {
    const auto* step = std::get_if<Object>(&node.value);
    if (!step) {
      problem = "a step is an object";
      return std::nullopt;
    }
    std::optional<Step> read = step_of(*step, problem);
    if (!read) return std::nullopt;
    found.steps.push_back(*std::move(read));
  }
  return found;
}

}  // namespace popscope::oracle
