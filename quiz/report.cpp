// The report of an attempt: by objective, by topic, by misconception.
#include <algorithm>

#include "quiz/attempt.h"

namespace popscope::quiz {
namespace {

ReportLine& line_of(std::vector<ReportLine>& lines, const std::string& id, bool listed) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const ReportLine& line) {
    return line.id == id && line.listed == listed;
  });
  if (found != lines.end()) return *found;
  ReportLine line;
  line.id = id;
  line.listed = listed;
  lines.push_back(std::move(line));
  return lines.back();
}

void count(ReportLine& line, const Grade& grade) {
  line.points += grade.points;
  line.possible += grade.possible;
  ++line.questions;
}

void note(std::vector<Met>& all, const std::string& misconception, const std::string& question) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Met& met) {
    return met.misconception == misconception;
  });
  if (found == all.end()) {
    all.push_back({misconception, {question}});
  } else {
    found->questions.push_back(question);
  }
}

}  // namespace

Report report_of(const Attempt& attempt) {
  Report report;
  report.questions = static_cast<std::uint32_t>(attempt.questions().size());
  report.answered = attempt.answered();
  for (const Question& written : attempt.quiz().questions) {
    const std::uint32_t index = *attempt.find(written.id);
    const Grade grade = attempt.grade_of(index);
    report.points += grade.points;
    report.possible += grade.possible;
    if (grade.right()) ++report.right;
    for (const ObjectiveTag& tag : written.objectives)
      count(line_of(report.objectives, tag.id, tag.listed), grade);
    if (!written.topic.empty()) count(line_of(report.topics, written.topic, true), grade);
    const std::optional<Answer>& answer = attempt.counting(index);
    if (!answer) continue;
    for (const std::string& met :
         misconceptions_met(attempt.questions()[index].question, *answer))
      note(report.misconceptions, met, written.id);
  }
  std::stable_sort(report.misconceptions.begin(), report.misconceptions.end(),
                   [](const Met& a, const Met& b) {
                     return a.questions.size() > b.questions.size();
                   });
  if (report.possible > 0)
    report.percent = static_cast<std::uint32_t>(std::uint64_t{report.points} * 100 /
                                                report.possible);
  report.passed = report.percent >= attempt.quiz().pass_percent;
  return report;
}

}  // namespace popscope::quiz
