// oracle_check CORPUS.jsonl --messages DIR [--profile NAME] [--verbose]
//
// Replays the cases of a corpus against our sessions and says how they compare. The last line is
// "agree N, reviewed N, not yet N, disagree N"; the exit code is 0 when none disagrees, 1 when one
// does, 2 when the corpus or the messages cannot be read.
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "oracle/files.h"
#include "oracle/judge.h"

namespace {

using namespace popscope::oracle;
namespace sim = popscope::sim;

struct Arguments {
  std::string corpus;
  std::string messages;
  sim::pop3::Profile profile = sim::pop3::Profile::strict;
  bool verbose = false;
};

// A profile is held against its own server, in every way in which that was set up
// ("dovecot-lock"); the strict one against all.
bool is_of(const Case& recorded, sim::pop3::Profile profile) {
  const std::string name(to_text(profile));
  return profile == sim::pop3::Profile::strict || recorded.server == name ||
         recorded.server.starts_with(name + "-");
}

int usage() {
  std::cerr << "usage: oracle_check CORPUS.jsonl --messages DIR [--profile NAME] [--verbose]\n";
  return 2;
}

void print(const Case& recorded, const Judgement& judgement) {
  std::cout << to_text(judgement.verdict) << ": " << recorded.name << " (" << recorded.server
            << ")\n";
  for (const Finding& finding : judgement.findings) {
    std::cout << "  step " << finding.step + 1 << ", " << to_text(finding.verdict) << ": "
              << finding.what << '\n';
    if (!finding.rule.empty()) {
      std::cout << "    " << finding.rule << " (" << finding.section << ")\n";
    }
  }
}

int run(const Arguments& arguments) {
  const Messages messages = read_messages(arguments.messages);
  if (messages.empty()) {
    std::cerr << "oracle_check: no messages (*.eml) in " << arguments.messages << '\n';
    return 2;
  }
  std::string problem;
  const std::vector<Case> corpus = read_corpus(arguments.corpus, problem);
  if (!problem.empty()) {
    std::cerr << "oracle_check: " << problem << '\n';
    return 2;
  }
  std::map<Verdict, int> counts;
  std::map<std::string, int> rules;
  int left_out = 0;
  for (const Case& recorded : corpus) {
    if (!is_of(recorded, arguments.profile)) {
      ++left_out;
      continue;
    }
    const Judgement judgement = judge(recorded, messages, arguments.profile);
    ++counts[judgement.verdict];
    for (const Finding& finding : judgement.findings) {
      if (finding.rule.empty()) continue;
      ++rules[std::string(to_text(finding.verdict)) + ": " + finding.rule + " (" + finding.section +
              ")"];
    }
    if (arguments.verbose || judgement.verdict == Verdict::disagree) print(recorded, judgement);
  }
  for (const auto& [rule, count] : rules) std::cout << count << " x " << rule << '\n';
  if (left_out > 0)
    std::cout << left_out << " cases of other servers than " << to_text(arguments.profile)
              << " left out\n";
  std::cout << "agree " << counts[Verdict::agree] << ", reviewed " << counts[Verdict::reviewed]
            << ", not yet " << counts[Verdict::not_yet] << ", disagree "
            << counts[Verdict::disagree] << '\n';
  return counts[Verdict::disagree] == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--messages" && i + 1 < argc) {
      arguments.messages = argv[++i];
    } else if (argument == "--profile" && i + 1 < argc) {
      const auto profile = sim::pop3::profile_from(argv[++i]);
      if (!profile) {
        std::cerr << "oracle_check: there is no profile " << argv[i]
                  << "; there are strict, dovecot, courier, cyrus, mailutils\n";
        return 2;
      }
      arguments.profile = *profile;
    } else if (argument == "--verbose") {
      arguments.verbose = true;
    } else if (!argument.starts_with("--") && arguments.corpus.empty()) {
      arguments.corpus = argument;
    } else {
      return usage();
    }
  }
  if (arguments.corpus.empty() || arguments.messages.empty()) return usage();
  return run(arguments);
}
