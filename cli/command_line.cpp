#include "cli/command_line.h"

#include <CLI/CLI.hpp>

namespace popscope::cli {
namespace {

class Parser {
 public:
  Parser(const char* version, const text::Catalogue& catalogue)
      : catalogue_(catalogue), app_(text("cli.about"), "popscope") {
    app_.set_version_flag("--version", std::string("popscope ") + version, text("cli.version"));
    app_.set_help_flag("-h,--help", text("cli.help"));
    app_.add_option("--data", request_.data, text("cli.data"))->type_name("DIR");
    app_.add_option("--language", request_.language, text("cli.language"))->type_name("CODE");
    app_.add_option("FILE", window_.file, text("cli.file"));
    app_.add_option("--step", window_.step, text("cli.step"))->type_name("[BRANCH:]N|ID");
    app_.add_flag("--only-first-frame", window_.only_first_frame)->group("");  // not in the help
    app_.fallthrough();
    add_run();
    add_check();
    add_quiz();
    add_shot();
    app_.footer(text("cli.footer"));
  }

  Request parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      // The parser prints; its own exit codes (106, 109 ...) become ours.
      request_.what = Answered{app_.exit(error) == 0 ? kOk : kBadInput};
      return request_;
    }
    if (app_.got_subcommand("run")) request_.what = run_;
    else if (app_.got_subcommand("check")) request_.what = check_;
    else if (app_.got_subcommand("quiz")) request_.what = quiz_;
    else if (app_.got_subcommand("shot")) request_.what = shot_;
    else request_.what = window_;
    return request_;
  }

 private:
  std::string text(const char* key) const { return catalogue_.sentence(key); }

  void add_run() {
    CLI::App* run = app_.add_subcommand("run", text("cli.run"));
    run->add_option("FILE", run_.file, text("cli.file"))->required();
    run->add_option("--to", run_.to, text("cli.run.to"))->type_name("[BRANCH:]N|ID|end");
    run->add_flag("--json", run_.json, text("cli.json"));
    run->add_flag("--interactive", run_.interactive, text("cli.run.interactive"));
  }

  void add_check() {
    CLI::App* check = app_.add_subcommand("check", text("cli.check"));
    check->add_option("PATH", check_.paths, text("cli.check.paths"))->required();
  }

  void add_quiz() {
    CLI::App* quiz = app_.add_subcommand("quiz", text("cli.quiz"));
    quiz->add_option("FILE", quiz_.file, text("cli.quiz.file"))->required();
    quiz->add_option("--mode", quiz_.mode, text("cli.quiz.mode"))
        ->check(CLI::IsMember({"study", "exam"}));
    quiz->add_option("--seed", quiz_.seed, text("cli.quiz.seed"))->type_name("N");
    quiz->add_flag("--new", quiz_.anew, text("cli.quiz.new"));
    quiz->add_flag("--json", quiz_.json, text("cli.json"));
  }

  void add_shot() {
    CLI::App* shot = app_.add_subcommand("shot", text("cli.shot"));
    shot->add_option("FILE", shot_.file, text("cli.file"));
    shot->add_option("--step", shot_.step, text("cli.step"))->type_name("[BRANCH:]N|ID");
    shot->add_option("--view", shot_.view, text("cli.shot.view"))
        ->type_name("start|lesson|lines|compare=A,B|projector|end|run|report");
    shot->add_option("--question", shot_.question, text("cli.shot.question"))->type_name("N");
    shot->add_option("--answer", shot_.answer, text("cli.shot.answer"))
        ->type_name("LETTERS")
        ->check([this](const std::string& word) {
          return word.find_first_not_of("abcdefghijABCDEFGHIJ") == std::string::npos
                     ? std::string{}
                     : text("cli.shot.answer");
        });
    shot->add_flag("--exam", shot_.exam, text("cli.shot.exam"));
    shot->add_option("--tab", shot_.tab, text("cli.shot.tab"))
        ->check(CLI::IsMember({"ladder", "lines", "now", "explanation", "devices", "mail"}));
    shot->add_option("--grain", shot_.grain, text("cli.shot.grain"))
        ->check(CLI::IsMember({"exchange", "line", "segment"}));
    shot->add_flag("--listener", shot_.listener, text("cli.shot.listener"));
    shot->add_option("--size", shot_.size, text("cli.shot.size"))->type_name("WIDTHxHEIGHT");
    shot->add_option("--theme", shot_.theme, text("cli.shot.theme"))
        ->check(CLI::IsMember({"light", "dark", "contrast-light", "contrast-dark"}));
    shot->add_option("--zoom", shot_.zoom, text("cli.shot.zoom"))
        ->check([this](const std::string& word) {  // CLI::Range lets "nan" through
          return word.find_first_not_of("0123456789.") == std::string::npos
                     ? std::string{}
                     : text("cli.zoom_is_a_number");
        })
        ->check(CLI::Range(0.75, 3.0));
    shot->add_option("-o,--output", shot_.out, text("cli.shot.out"))
        ->required()
        ->type_name("PNG")
        ->check([this](const std::string& name) {
          return name.empty() ? text("cli.out_is_empty") : std::string{};
        });
  }

  const text::Catalogue& catalogue_;
  CLI::App app_;
  Request request_;
  OpenWindow window_;
  Run run_;
  Check check_;
  Quiz quiz_;
  Shot shot_;
};

std::string option(std::string_view name, int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == name && i + 1 < argc) return argv[i + 1];
    if (word.size() > name.size() && word.substr(0, name.size()) == name &&
        word[name.size()] == '=') {
      return std::string(word.substr(name.size() + 1));
    }
  }
  return {};
}

// 0: it is none.
int length_from(std::string_view digits) {
  constexpr int kMost = 16'384;  // pixels; a picture of that square takes a gigabyte
  if (digits.empty() || digits.size() > 5) return 0;
  int length = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 0;
    length = length * 10 + (c - '0');
  }
  return length <= kMost ? length : 0;
}

}  // namespace

Request parse(int argc, const char* const* argv, const char* version,
              const text::Catalogue& catalogue) {
  return Parser(version, catalogue).parse(argc, argv);
}

std::string data_folder(int argc, const char* const* argv) {
  return option("--data", argc, argv);
}

std::string language_option(int argc, const char* const* argv) {
  return option("--language", argc, argv);
}

std::optional<Size> size_from(std::string_view text) {
  const std::size_t parted = text.find('x');
  if (parted == std::string_view::npos) return std::nullopt;
  const int width = length_from(text.substr(0, parted));
  const int height = length_from(text.substr(parted + 1));
  if (width == 0 || height == 0) return std::nullopt;
  return Size{width, height};
}

}  // namespace popscope::cli
