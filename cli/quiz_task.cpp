#include "cli/quiz_task.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "quiz/proof.h"
#include "sim/core/ascii.h"
#include "sim/transcript/transcript.h"
#include "view/console.h"
#include "view/console_words.h"
#include "view/step_text.h"
#include "view/wire_line.h"

namespace popscope::cli {
namespace {

// Of a long message, so much is shown.
constexpr std::size_t kLinesOfReplyMax = 12;

constexpr std::string_view kOn = "on";

std::string joined(const std::vector<std::string>& names, const text::Catalogue& catalogue) {
  std::string all;
  for (const std::string& name : names)
    all += (all.empty() ? "" : catalogue.sentence("list.separator")) + name;
  return all;
}

// Whether words begin with this name, as a word of its own.
bool begins_with(std::string_view words, std::string_view name) {
  return sim::equal_ignoring_case(words.substr(0, name.size()), name) &&
         (words.size() == name.size() || words[name.size()] == ' ');
}

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

std::string Acting::device() const {
  return visit_ ? visit_->world().devices[device_.value]->name : std::string();
}

std::vector<std::string> Acting::devices() const {
  std::vector<std::string> names;
  if (!visit_) return names;
  for (const auto& device : visit_->world().devices) names.push_back(device->name);
  return names;
}

// Takes "on Phone" from a line; gives why it cannot be taken. Of two names of which one begins the
// other the longer one is meant.
std::string Acting::go_over(std::string& line) {
  if (!begins_with(line, kOn)) return {};
  const std::string_view words = view::trimmed(std::string_view(line).substr(kOn.size()));
  const std::vector<std::string> names = devices();
  std::size_t named = names.size();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (begins_with(words, names[i]) &&
        (named == names.size() || names[i].size() > names[named].size()))
      named = i;
  if (named == names.size())
    return catalogue_.sentence("cli.quiz.no_device",
                               {text::plain("devices", joined(names, catalogue_))});
  device_ = sim::DeviceId{static_cast<std::uint32_t>(named)};
  line = std::string(view::trimmed(words.substr(names[named].size())));
  return {};
}

Acting::Done Acting::act(const std::string& typed) {
  const auto& task = std::get<quiz::Task>(question_->asks);
  if (!visit_) return {{}, {}, typed == "done", std::vector<bool>(task.checks.size(), false)};
  if (typed == "start over") return {begin(*question_)};
  if (typed == "done") return {{}, {}, true, handed_in(task, *visit_)};
  std::string line = typed;
  const bool goes_over = begins_with(line, kOn);
  if (std::string why = go_over(line); !why.empty()) return {{}, std::move(why)};
  if (goes_over && line.empty()) return {};
  view::Selection selection;
  selection.device = device_;
  const view::Typed want = view::typed(*visit_, selection, line, catalogue_);
  if (!want.input) return {{}, want.error};
  const std::uint32_t before = visit_->step();
  const auto acted = visit_->act(*want.input);
  if (const auto* why = std::get_if<sim::Inadmissible>(&acted))
    return {{}, view::why_not(*visit_, selection, *why, catalogue_)};
  visit_->come_to_rest();
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
