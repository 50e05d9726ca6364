#pragma once
// How quiz speaks of a mistake in an author's file. The sentences are in assets/text/en/quiz.json.
#include <string>
#include <string_view>

#include "lesson/complaint.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

// `code` whole: "diagnostic.quiz.key_fails".
inline text::Diagnostic complaint_about(std::string_view code, const std::string& file,
                                  const lesson::Where& where, text::Arguments arguments) {
  text::Diagnostic diagnostic = lesson::complaint("", file, where, std::move(arguments));
  diagnostic.code = code;
  return diagnostic;
}

}  // namespace popscope::quiz
