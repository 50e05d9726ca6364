#include "oracle/verdict.h"

#include <algorithm>
#include <cctype>

namespace popscope::oracle {
namespace {

//   "<" 1*UPPER ["-" 1*DIGIT] ">"
bool is_placeholder(std::string_view text) {
  if (text.size() < 3 || text.front() != '<' || text.back() != '>') return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  const std::size_t dash = inside.find('-');
  const std::string_view word = inside.substr(0, dash);
  const bool word_fits = !word.empty() && std::all_of(word.begin(), word.end(),
                                                      [](char c) { return c >= 'A' && c <= 'Z'; });
  if (dash == std::string_view::npos) return word_fits;
  const std::string_view digits = inside.substr(dash + 1);
  return word_fits && !digits.empty() &&
         digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::agree: return "agree";
    case Verdict::reviewed: return "reviewed";
    case Verdict::not_yet: return "not yet";
    case Verdict::disagree: return "disagree";
  }
  return {};
}

bool Bindings::match(std::string_view theirs, std::string_view ours, std::string_view scope) {
  if (!is_placeholder(theirs)) return theirs == ours;
  if (theirs.find('-') == std::string_view::npos) return true;  // <TIME>: any value
  const std::string placeholder = std::string(scope) + std::string(theirs);
  const std::string value(ours);
  const std::string kind = placeholder.substr(0, placeholder.rfind('-')) + ' ';
  const auto known = ours_of_.find(placeholder);
  if (known != ours_of_.end()) return known->second == value;
  if (theirs_of_.count(kind + value) > 0) return false;
  ours_of_[placeholder] = value;
  theirs_of_[kind + value] = placeholder;
  return true;
}

std::vector<std::string> lines_of(std::string_view octets) {
  std::vector<std::string> lines;
  while (!octets.empty()) {
    const std::size_t end = octets.find("\r\n");
    lines.emplace_back(octets.substr(0, end));
    octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 2);
  }
  return lines;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 90;
  std::string out;
  for (char c : text.substr(0, kMost)) {
    const auto octet = static_cast<unsigned char>(c);
    out += octet < 0x20 || octet > 0x7E ? '?' : c;
  }
  return text.size() > kMost ? out + "..." : out;
}

std::string elided_hash(std::string_view line) {
  constexpr std::string_view kHash = "sha256 ";
  const std::size_t at = line.find(kHash);
  if (!line.starts_with(kElided) || at == std::string_view::npos) return {};
  return std::string(line.substr(at + kHash.size(), 64));
}

}  // namespace popscope::oracle
