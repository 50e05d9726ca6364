#pragma once
// The console: whose commands are typed, what completes a beginning, why a line cannot be sent.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/forward.h"
#include "sim/world/act.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

struct Completion {
  std::string line;
  std::string note;
  bool permitted = true;
};

struct ConsoleView {
  std::vector<std::string> devices;  // to choose from
  std::uint32_t device = 0;
  bool tagged = false;  // a line begins with a tag, which may be a number (RFC 9051 section 2.2.1)
  bool answers = false;  // behind AUTH: a line is an answer, and may begin with any character
  std::string hint;    // "type a command of your own"
  std::string cannot;  // "Laptop is not connected. Enter connects."
  // What the empty line says before it is typed into; and where that has no room.
  std::string before;  // "Laptop is not connected. Press :, then Enter."
  std::string little;  // "not connected"
};

ConsoleView console(const lesson::Visit& visit, const Selection& selection,
                    const text::Catalogue& catalogue);
bool lines_are_tagged(const lesson::Visit& visit, const Selection& selection);

// Whole lines that begin as `typed` does: commands, what may stand behind them in this session, and
// the console's own words. What the state does not permit stands last.
std::vector<Completion> completions(const lesson::Visit& visit, const Selection& selection,
                                    std::string_view typed, const text::Catalogue& catalogue);

// What a typed line asks for: a command to send (CRLF added), or one of the console's own words
// (connect, close, reset, cut, plug, check, wait TIME, set KEY VALUE), or an error for the learner.
// Several lines at once (pasted) are sent at once. Nothing typed connects a device that is not
// connected.
struct Typed {
  std::optional<sim::Input> input;
  std::string error;
};
Typed typed(const lesson::Visit& visit, const Selection& selection, std::string_view line,
            const text::Catalogue& catalogue);

// Why an input was not admitted, and what would be right.
std::string why_not(const lesson::Visit& visit, const Selection& selection, sim::Inadmissible why,
                    const text::Catalogue& catalogue);

}  // namespace popscope::view
