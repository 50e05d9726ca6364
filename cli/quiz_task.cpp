#include "cli/quiz_task.h"

#include <algorithm>

#include "quiz/proof.h"
#include "sim/transcript/transcript.h"
#include "view/console.h"
#include "view/step_text.h"
#include "view/wire_line.h"

namespace popscope::cli {
namespace {

// Of a long message, so much is shown.
constexpr std::size_t kLinesOfReplyMax = 12;

}  // namespace

std::vector<std::string> Acting::begin(const quiz::Question& question) {
  question_ = &question;
  text::Diagnostics problems;
  const auto compiled = compiled_with(*question.run, {}, {}, "", problems);
  if (!compiled) {  // what `check` would have found
    visit_.reset();
    std::vector<std::string> lines;
    for (const text::Diagnostic& problem : problems)
      lines.push_back(one_line(problem, catalogue_));
    return lines;
  }
  visit_.emplace(compiled);
  visit_->open_at({sim::BranchId{0}, visit_->timeline().end(sim::BranchId{0})});
  const auto found = find_device(visit_->world(), std::get<quiz::Task>(question.asks).device);
  device_ = found.value_or(sim::DeviceId{0});
  return told_since(0);
}

Acting::Done Acting::act(const std::string& line) {
  const auto& task = std::get<quiz::Task>(question_->asks);
  if (!visit_) return {{}, {}, line == "done", std::vector<bool>(task.checks.size(), false)};
  if (line == "start over") return {begin(*question_)};
  if (line == "done")
    return {{}, {}, true, met(task, *visit_, {visit_->branch(), visit_->moment()})};
  view::Selection selection;
  selection.device = device_;
  const view::Typed want = view::typed(*visit_, selection, line, catalogue_);
  if (!want.input) return {{}, want.error};
  const std::uint32_t before = visit_->step();
  const auto acted = visit_->act(*want.input);
  if (const auto* why = std::get_if<sim::Inadmissible>(&acted))
    return {{}, view::why_not(*visit_, selection, *why, catalogue_)};
  return {told_since(before)};
}

std::vector<std::string> Acting::told_since(std::uint32_t step) const {
  std::vector<std::string> lines;
  for (std::uint32_t n = step + 1; n <= visit_->step(); ++n) {
    const view::StepOf of{*visit_, visit_->branch(), n};
    if (!view::has_line(of.step())) {
      lines.push_back(view::words_of(of, catalogue_));
      continue;
    }
    const bool command = of.step().kind == sim::StepKind::command;
    const auto said = sim::lines_of(view::octets_of(of).view());
    for (std::size_t i = 0; i < std::min(said.size(), kLinesOfReplyMax); ++i)
      lines.push_back((command ? "C: " : "S: ") + view::shown(said[i]));
    if (said.size() > kLinesOfReplyMax)
      lines.push_back(catalogue_.sentence(
          "cli.more_lines",
          {text::number("count", static_cast<std::int64_t>(said.size() - kLinesOfReplyMax))}));
  }
  return lines;
}

}  // namespace popscope::cli
