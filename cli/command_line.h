#pragma once
// What was asked for on the command line, as plain values. Knows neither lessons nor a window;
// app/main.cpp hands each request to whoever does it.
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/catalogue.h"

namespace popscope::cli {

// Every subcommand: 0; 1 an expectation, claim or grade failed; 2 bad input or usage.
inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadInput = 2;

struct OpenWindow {
  std::string file;   // empty: where the learner was, or the first lesson
  std::string step;   // [BRANCH:]N|id
  bool only_first_frame = false;  // say when it is on the screen, and close
};
struct Run {
  std::string file, to;
  bool json = false;
  bool interactive = false;  // of a lab or a quiz: it is taken, as by `quiz`
};
struct Check { std::vector<std::string> paths; };
struct Quiz {
  std::string file, mode = "study";
  std::optional<std::uint64_t> seed{};   // none: of the clock, or the attempt that goes on
  bool anew = false;                     // not where the last attempt stopped
  bool json = false;
};
struct Shot {
  std::string file, step, view = "lesson", tab, grain = "line", size = "1440x900", theme = "light";
  double zoom = 1;
  bool listener = false;
  std::uint32_t question = 0;  // of a quiz, from 1
  std::string answer;          // letters as shown
  bool exam = false;
  std::string out;
};
struct Answered { int exit_code = kOk; };  // --help, --version, wrong usage: all is said

struct Request {
  std::variant<OpenWindow, Run, Check, Quiz, Shot, Answered> what;
  std::string data;   // --data DIR; empty: what is part of the program
  std::string language;
};

// `version` for --version. The catalogue holds the help.
Request parse(int argc, const char* const* argv, const char* version,
              const text::Catalogue& catalogue);

// --data and --language have to be known before the catalogue can be read. The latter as a code;
// empty: not given.
std::string data_folder(int argc, const char* const* argv);
std::string language_option(int argc, const char* const* argv);

// "1440x900": two whole numbers, each within what a picture may measure.
struct Size { int width = 0, height = 0; };
std::optional<Size> size_from(std::string_view text);

}  // namespace popscope::cli
