#pragma once

// lesson::Recording <-> JSON, "popscope": "recording/1": what is kept of a learner's work, and what
// Ctrl+S saves. Knows neither the disk nor how a recording is replayed.
//
// `file` names the scenario of a recording, relative to the folder that the recording itself is in,
// whoever opens it and from where. It may lead out of that folder: a recording is saved where the
// learner likes, and its scenario stays where it was. What a stranger's recording can bring about
// by that is that a scenario is read, or that the error page shows a file that is none.

#include <optional>
#include <string>
#include <string_view>

#include "lesson/recording.h"
#include "text/diagnostic.h"

namespace popscope::loader {

inline constexpr std::string_view kRecordingFormat = "recording/1";

std::string recording_to_json(const lesson::Recording& recording);

// How a recording at `recording` writes the scenario at `scenario` (both absolute): relative,
// unless nothing but the root of the disk is common to both. And the other way round.
std::string scenario_for_recording(std::string_view recording, std::string_view scenario);
std::string scenario_of_recording(std::string_view recording, std::string_view file);

// A result can be relied on only where no problem was added.
std::optional<lesson::Recording> recording_from_json(std::string_view source,
                                                     std::string_view file,
                                                     text::Diagnostics& problems);

// The value of "popscope" in a file's object ("scenario/1", "recording/1"); empty when there is
// none, or when the text is no JSON object.
std::string format_of(std::string_view source);

}  // namespace popscope::loader
