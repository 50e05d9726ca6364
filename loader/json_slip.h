#pragma once

// What a person most likely did wrong where JSON breaks: a comma too many, single quotation marks,
// a comment ... It looks at the octets around the place where reading stopped. It does not read
// JSON itself and knows nothing of what the file means.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.h"

namespace popscope::loader {

// What was read last before it broke; with the innermost open bracket it says what may come next.
enum class JsonContext { nothing, opened, key, value };

struct BrokenJson {
  std::string_view text;
  std::size_t read_to = 0;  // the end of the last token that was good
  JsonContext context = JsonContext::nothing;
  bool last_was_number = false;
  bool last_was_text = false;
  std::vector<std::size_t> open;  // offsets of the brackets that are open, outermost first
};

// Octets to put in place of as many others, so that every later place stays true.
struct Repair {
  std::size_t offset = 0;
  std::string octets;
};

struct Slip {
  std::string code;
  text::Arguments arguments;
  std::size_t offset = 0;
  std::size_t octets = 0;       // what to underline
  std::vector<Repair> repairs;  // none: reading cannot go on
  // A second place that the sentence names as {line} (the bracket that is not closed).
  std::optional<std::size_t> other = std::nullopt;
};

Slip find_slip(const BrokenJson& broken);

}  // namespace popscope::loader
