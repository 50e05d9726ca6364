#pragma once
// What may be typed next in an IMAP session: a tag, a command of the table, what stands behind it
// in this session's own numbers. Private to the completions.
#include <string_view>
#include <vector>

#include "view/console.h"
#include "view/console_device.h"

namespace popscope::view {

// `most`: a longer list is no help.
void add_imap_completions(const ConsoleDevice& of, const lesson::Visit& visit,
                          std::string_view typed, std::size_t most,
                          const text::Catalogue& catalogue, std::vector<Completion>& found);

}  // namespace popscope::view
