#pragma once

// lesson::Recording <-> JSON, "popscope": "recording/1": what is kept of a learner's work, and what
// Ctrl+S saves. Knows neither the disk nor how a recording is replayed.

#include <optional>
#include <string>
#include <string_view>

#include "lesson/recording.h"
#include "text/diagnostic.h"

namespace popscope::loader {

inline constexpr std::string_view kRecordingFormat = "recording/1";

std::string recording_to_json(const lesson::Recording& recording);

// A result can be relied on only where no problem was added.
std::optional<lesson::Recording> recording_from_json(std::string_view source,
                                                     std::string_view file,
                                                     text::Diagnostics& problems);

// The value of "popscope" in a file's object ("scenario/1", "recording/1"); empty when there is
// none, or when the text is no JSON object.
std::string format_of(std::string_view source);

}  // namespace popscope::loader
