#include "cli/run.h"

#include "cli/opened.h"
#include "loader/json_write.h"
#include "sim/transcript/transcript.h"
#include "view/ladder.h"
#include "view/no_such_step.h"
#include "view/story.h"
#include "view/words.h"

namespace popscope::cli {
namespace {

// Payload lines beyond this are counted, not printed: --json has all of them.
constexpr std::size_t kPayloadLinesShown = 12;

const char* name_of(sim::StepKind kind) {
  switch (kind) {
    case sim::StepKind::open: return "open";
    case sim::StepKind::tls: return "tls";
    case sim::StepKind::command: return "command";
    case sim::StepKind::reply: return "reply";
    case sim::StepKind::removal: return "removal";
    case sim::StepKind::end: return "end";
    case sim::StepKind::cable: return "cable";
    case sim::StepKind::delivery: return "delivery";
    case sim::StepKind::settings: return "settings";
    case sim::StepKind::use: return "use";
  }
  return "";
}

// Goes through the steps of one branch and tells each.
class Telling {
 public:
  Telling(lesson::Visit& visit, sim::Place to, const text::Catalogue& catalogue, std::FILE* out)
      : visit_(visit), to_(to), catalogue_(catalogue), out_(out) {}

  void in_words() {
    const lesson::Scenario& scenario = *visit_.lesson().scenario;
    print(scenario.title);
    if (!scenario.introduction.empty())
      print(view::plain_text(view::rich_text(scenario.introduction, catalogue_)));
    each_step([this](const sim::Step& step, std::uint32_t number,
                     const std::vector<sim::TranscriptLine>& lines) {
      tell_part();
      const view::StoryView story = view::story(visit_, {}, catalogue_);
      print("");
      print(catalogue_.sentence("cli.step_line", {text::plain("step", std::to_string(number)),
                                                  text::plain("at", view::duration_text(
                                                       step.at - visit_.lesson().start.now,
                                                       catalogue_)),
                                                  text::plain("device", device_of(step))}) +
            view::plain_text(story.headline));
      tell_lines(lines);
      if (!story.text.empty()) print("      " + view::plain_text(story.text));
    });
  }

  void in_json() {
    each_step([this](const sim::Step& step, std::uint32_t number,
                     const std::vector<sim::TranscriptLine>& lines) {
      const view::StoryView story = view::story(visit_, {}, catalogue_);
      loader::JsonWriter json(loader::JsonWriter::Style::compact);
      json.object([&] {
        json.key("step").natural(number);
        json.key("branch").text(visit_.name_of(to_.branch));
        json.key("at_us").integer((step.at - visit_.lesson().start.now).us);
        json.key("kind").text(name_of(step.kind));
        if (step.device) json.key("device").text(device_of(step));
        if (step.broken) json.key("broken").boolean(true);
        if (!lines.empty()) {
          json.key("from").text(lines.front().from == sim::Side::device ? "C" : "S");
          json.key("lines").array([&] {
            for (const sim::TranscriptLine& line : lines) json.text(line.text);
          });
        }
        json.key("says").text(view::plain_text(story.headline));
      });
      print(json.take());
    });
  }

 private:
  template <class Tell>
  void each_step(const Tell& tell) {
    const std::uint32_t last = visit_.steps(to_.branch).at_moment(to_.moment);
    std::uint32_t read = 0;
    for (std::uint32_t n = 1; n <= last; ++n) {
      const sim::Step step = visit_.steps(to_.branch).step(n);
      visit_.open_at({to_.branch, step.closes});
      const std::size_t before = transcript_.lines().size();
      for (; read < step.closes; ++read)
        transcript_.read(visit_.timeline().moment(to_.branch, read + 1).events);
      const auto& all = transcript_.lines();
      tell(step, n,
           {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()});
    }
  }

  void tell_part() {
    for (const lesson::Passed& part : visit_.parts(to_.branch)) {
      if (part.moment > visit_.moment() || part.moment <= told_part_) continue;
      told_part_ = part.moment;
      const auto& marker = visit_.lesson().markers[part.marker];
      print("\n" + catalogue_.sentence("cli.part", {text::plain(
                       "name", visit_.lesson().entries[marker.entry].entry->shown_part())}));
    }
  }

  void tell_lines(const std::vector<sim::TranscriptLine>& lines) {
    for (std::size_t i = 0; i < lines.size() && i < kPayloadLinesShown; ++i)
      print(std::string("      ") + (lines[i].from == sim::Side::device ? "C: " : "S: ") +
            view::shown(lines[i].text));
    if (lines.size() > kPayloadLinesShown)
      print("      " + catalogue_.sentence("cli.more_lines",
                                           {text::number("count", static_cast<std::int64_t>(
                                                lines.size() - kPayloadLinesShown))}));
  }

  std::string device_of(const sim::Step& step) const {
    return step.device ? visit_.world().devices[step.device->value]->name : std::string{};
  }

  void print(const std::string& line) { std::fprintf(out_, "%s\n", line.c_str()); }

  lesson::Visit& visit_;
  sim::Place to_;
  const text::Catalogue& catalogue_;
  std::FILE* out_;
  sim::Transcript transcript_;
  std::uint32_t told_part_ = 0;
};

}  // namespace

int run(const Run& request, const loader::Source& source, const text::Catalogue& catalogue,
        std::FILE* out, std::FILE* err) {
  Opened opened = open(source, request.file, catalogue);
  if (!report(opened.problems, catalogue, err) || !opened.visit) return kBadInput;
  lesson::Visit& visit = *opened.visit;
  const std::string address = request.to.empty() ? "end" : request.to;
  const std::optional<sim::Place> to = visit.find(address);
  if (!to) {
    std::fprintf(err, "%s\n", view::no_such_step(visit, address, catalogue).c_str());
    return kBadInput;
  }
  Telling telling(visit, *to, catalogue, out);
  if (request.json) telling.in_json();
  else telling.in_words();
  const bool all_admitted = report_left_out(opened, request.file, catalogue, err);
  return report(visit.check(), catalogue, err) && all_admitted ? kOk : kFailed;
}

}  // namespace popscope::cli
