#include "view/console.h"

#include <array>
#include <cctype>

#include "text/suggest.h"
#include "view/console_device.h"
#include "view/console_setting.h"
#include "view/console_words.h"
#include "view/explain_context.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using Line = ConsoleDevice::Line;

text::Argument name_of(const ConsoleDevice& of) { return text::plain("device", of.device().name); }

std::string cannot(const ConsoleDevice& of, const text::Catalogue& catalogue) {
  switch (of.line()) {
    case Line::open:
      if (of.has_gap()) return catalogue.sentence("console.gap");
      return {};
    case Line::none:
      return catalogue.sentence("console.not_connected", {name_of(of)});
    case Line::cut:
      return catalogue.sentence("console.not_connected.cut", {name_of(of)});
    case Line::opening:
      return catalogue.sentence("console.opening", {name_of(of)});
    case Line::closing:
      return catalogue.sentence("console.closing", {name_of(of)});
    case Line::busy:
      return catalogue.sentence("console.busy", {name_of(of)});
    case Line::resting:
      return catalogue.sentence("console.resting", {name_of(of)});
  }
  return {};
}

// ---- the console's own words ------------------------------------------------------------------

sim::Input input_of(OwnWord word, sim::DeviceId device) {
  switch (word) {
    case OwnWord::connect:
      return sim::Connect{device};
    case OwnWord::close:
      return sim::Close{device};
    case OwnWord::reset:
      return sim::Reset{device};
    case OwnWord::cut:
      return sim::Cut{device};
    case OwnWord::plug:
      return sim::Plug{device};
    case OwnWord::check:
      return sim::Check{device};
    case OwnWord::wait:
    case OwnWord::set:
      break;  // what stands behind them says what
  }
  return sim::Wait{};
}

Typed wait_for(std::string_view time, const text::Catalogue& catalogue) {
  if (time.empty()) return {std::nullopt, catalogue.sentence("console.error.wait.none")};
  const std::optional<sim::Duration> duration = duration_from(time);
  if (!duration) {
    return {std::nullopt, catalogue.sentence("console.error.wait", {text::plain("given", time)})};
  }
  if (duration->us > kWaitMax.us) {
    return {std::nullopt,
            catalogue.sentence("console.error.wait.long", {text::plain("limit", kWaitMaxText)})};
  }
  return {sim::Wait{*duration}, {}};
}

Typed set_as(const ConsoleDevice& of, std::string_view words, const text::Catalogue& catalogue) {
  const std::optional<sim::Set> set = setting_from(words, of.id);
  if (!set) {
    return {std::nullopt,
            catalogue.sentence(words.empty() ? "console.error.set.none" : "console.error.set",
                               {text::plain("given", words)})};
  }
  std::string why = why_no_setting(of, *set, catalogue);
  if (!why.empty()) return {std::nullopt, std::move(why)};
  return {*set, {}};
}

// ---- lines for the server ---------------------------------------------------------------------

// Every line end becomes CRLF, and the last line gets one.
std::string with_line_ends(std::string_view lines) {
  std::string octets;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at] == '\r' && at + 1 < lines.size() && lines[at + 1] == '\n') continue;
    if (lines[at] == '\n' || lines[at] == '\r') {
      octets += "\r\n";
    } else {
      octets += lines[at];
    }
  }
  if (!octets.ends_with("\r\n")) octets += "\r\n";
  return octets;
}

Typed cannot_send(const ConsoleDevice& of, std::string_view line,
                  const text::Catalogue& catalogue) {
  if (of.line() != Line::none && of.line() != Line::cut) return {{}, cannot(of, catalogue)};
  const std::string_view word = line.substr(0, line.find(' '));
  // With IMAP a tag may be any word, but it never stands alone.
  const bool is_command = of.imap() ? word.size() < line.size()
                                    : sim::pop3::keyword_from(word).has_value();
  const std::optional<std::string> near =
      is_command ? std::nullopt : text::nearest(word, own_words());
  if (near) {
    return {{},
            catalogue.sentence("console.error.not_connected.nearest",
                               {name_of(of), text::plain("word", *near)})};
  }
  return {{}, catalogue.sentence("console.error.not_connected", {name_of(of)})};
}

}  // namespace

ConsoleView console(const Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  ConsoleView view;
  for (const auto& device : of.world.devices) view.devices.push_back(device->name);
  view.device = of.id.value;
  view.hint = catalogue.sentence("console.hint");
  if (!of.exists()) return view;
  view.cannot = cannot(of, catalogue);
  if (of.imap())
    view.hint = catalogue.sentence(of.idles() ? "console.hint.idle" : "console.hint.imap");
  return view;
}

Typed typed(const Visit& visit, const Selection& selection, std::string_view line,
            const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  if (!of.exists()) return {{}, catalogue.sentence("console.error.no_device")};
  const std::string_view words = trimmed(line);
  if (words.empty()) {
    if (of.line() == Line::none || of.has_gap()) return {sim::Connect{of.id}, {}};
    const char* example = !of.imap() ? "STAT" : of.idles() ? "DONE" : "a1 NOOP";
    return {{}, catalogue.sentence("console.error.empty", {text::plain("example", example)})};
  }
  const std::string_view first = words.substr(0, words.find(' '));
  if (const std::optional<OwnWord> own = own_word_from(first)) {
    const std::string_view rest = trimmed(words.substr(first.size()));
    if (*own == OwnWord::wait) return wait_for(rest, catalogue);
    if (*own == OwnWord::set) return set_as(of, rest, catalogue);
    if (rest.empty()) return {input_of(*own, of.id), {}};
    return {{}, catalogue.sentence("console.error.no_argument", {text::plain("word", first)})};
  }
  if (of.line() != Line::open) return cannot_send(of, words, catalogue);
  return {sim::Send{of.id, with_line_ends(line)}, {}};
}

std::string why_not(const Visit& visit, const Selection& selection, sim::Inadmissible why,
                    const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  text::Arguments arguments;
  if (of.exists()) arguments.push_back(name_of(of));
  return catalogue.sentence("console.impossible." + std::string(sim::to_text(why)), arguments);
}

}  // namespace popscope::view
