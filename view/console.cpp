#include "view/console.h"

#include <array>
#include <cctype>

#include "text/suggest.h"
#include "view/console_device.h"
#include "view/console_setting.h"
#include "view/console_words.h"
#include "view/explain_context.h"
#include "view/keys.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using Line = ConsoleDevice::Line;

text::Argument name_of(const ConsoleDevice& of) { return text::plain("device", of.device().name); }

// Why nothing can be sent: the sentence's key; null: something can be.
const char* cannot_key(const ConsoleDevice& of) {
  switch (of.line()) {
    case Line::open: return of.has_gap() ? "console.gap" : nullptr;
    case Line::none: return "console.not_connected";
    case Line::cut: return "console.not_connected.cut";
    case Line::opening: return "console.opening";
    case Line::handshake: return "console.handshake";
    case Line::closing: return "console.closing";
    case Line::busy: return "console.busy";
    case Line::resting: return "console.resting";
  }
  return nullptr;
}

std::string cannot(const ConsoleDevice& of, const text::Catalogue& catalogue) {
  const char* key = cannot_key(of);
  return key == nullptr ? std::string{} : catalogue.sentence(key, {name_of(of)});
}

const char* hint_key(const ConsoleDevice& of) {
  if (of.exists() && of.answers()) return "console.hint.answer";
  if (!of.exists() || !of.imap()) return "console.hint";
  return of.idles() ? "console.hint.idle" : "console.hint.imap";
}

// Enter connects only once the line has the keyboard.
bool asks_for_enter(const ConsoleDevice& of) {
  return of.line() == Line::none || (of.line() == Line::open && of.has_gap());
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

bool lines_are_tagged(const Visit& visit, const Selection& selection) {
  const ConsoleDevice of(visit, selection);
  return of.exists() && of.imap();
}

ConsoleView console(const Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  ConsoleView view;
  for (const auto& device : of.world.devices) view.devices.push_back(device->name);
  view.device = of.id.value;
  view.tagged = lines_are_tagged(visit, selection);
  view.answers = of.exists() && of.answers();
  view.hint = view.before = catalogue.sentence(hint_key(of));
  view.little = catalogue.sentence(std::string(hint_key(of)) + ".little");
  if (!of.exists()) return view;
  const char* key = cannot_key(of);
  if (key == nullptr) return view;
  view.cannot = view.before = catalogue.sentence(key, {name_of(of)});
  view.little = catalogue.sentence(std::string(key) + ".little");
  if (asks_for_enter(of))
    view.before = catalogue.sentence(
        std::string(key) + ".before",
        {name_of(of), text::plain("key", cap_of(KeyAction::console, catalogue).name)});
  return view;
}

Typed typed(const Visit& visit, const Selection& selection, std::string_view line,
            const text::Catalogue& catalogue) {
  const ConsoleDevice of(visit, selection);
  if (!of.exists()) return {{}, catalogue.sentence("console.error.no_device")};
  const std::string_view words = trimmed(line);
  if (words.empty()) {
    if (of.line() == Line::none || of.has_gap()) return {sim::Connect{of.id}, {}};
    if (of.line() == Line::open && of.answers()) return {sim::Send{of.id, "\r\n"}, {}};
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
