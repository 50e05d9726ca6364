#pragma once
// What is found when a server's answers are laid beside ours, and what it comes to. A rule has a
// name and the section of the RFC that it rests on; it speaks of behaviour, never of one case.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::oracle {

enum class Verdict : std::uint8_t {
  agree,     // the same, or a rule says that both are permitted
  reviewed,  // a rule says that the server deviates from the RFC
  not_yet,   // a command that our session does not have
  disagree,
};
std::string_view to_text(Verdict verdict);

struct Finding {
  Verdict verdict = Verdict::agree;
  std::string rule;     // empty when none applies
  std::string section;  // "RFC 1939 section 5, DELE"
  std::string what;     // both answers, short
  bool ends = false;    // what follows in the case depends on it, and is not compared
  std::size_t step = 0;
};

struct Judgement {
  Verdict verdict = Verdict::agree;
  std::vector<Finding> findings;
};

// Placeholders of the recording stand for values; equal ones for equal values, within a case.
class Bindings {
 public:
  // "<UID-1>" and "abc": true when that can be, and from now on it is so. What is no placeholder
  // has to be equal. `scope`: values of different scopes have nothing to do with each other.
  bool match(std::string_view theirs, std::string_view ours, std::string_view scope = {});

 private:
  std::map<std::string, std::string> ours_of_;
  std::map<std::string, std::string> theirs_of_;
};

std::vector<std::string> lines_of(std::string_view octets);
std::string shortened(std::string_view text);  // for `what`

// The middle of a long payload is kept as its hash.
inline constexpr std::string_view kElided = "<<ELIDED ";
std::string elided_hash(std::string_view line);  // empty when the line is none

}  // namespace popscope::oracle
