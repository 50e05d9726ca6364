// The program: a window, a subcommand, or a picture.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/opened.h"
#include "cli/quiz.h"
#include "cli/run.h"
#include "gui/app/app_frame.h"
#include "gui/app/shot.h"
#include "gui/platform/glfw_window.h"
#include "loader/catalogue_loader.h"
#include "loader/program_files.h"
#include "loader/quiz_journal.h"

namespace {

using namespace popscope;

// Of a folder that is not there nothing is read: that is to be said in sentences.
loader::ProgramFiles brought(const std::string& folder, const std::string& language) {
  loader::ProgramFiles result = loader::program_files(folder, language);
  for (const text::Diagnostic& problem : result.problems)
    std::fprintf(stderr, "%s\n", text::one_line(problem, result.sentences).c_str());
  return result;
}

int complain(const text::Catalogue& sentences, const char* key, const text::Arguments& arguments) {
  std::fprintf(stderr, "popscope: %s\n", sentences.sentence(key, arguments).c_str());
  return cli::kBadInput;
}

// As POSIX has it: the first of these that is set and not empty.
std::string language_of_environment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && value[0] != '\0') return loader::language_named(value);
  }
  return {};
}

// Nanoseconds since 1970, as `date +%s%N` says them (tests/bench/start.sh).
void say_when() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  std::printf("first frame at %lld\n", static_cast<long long>(ns));
}

int open_window(const cli::OpenWindow& asked, loader::ProgramFiles program) {
  gui::App app(std::move(program), gui::Kept::of_this_user());
  app.quiz_place = {true, loader::journal_folder(), gui::machine_clock, std::nullopt};
  gui::open_at_start(app, {asked.file, asked.step, false});
  gui::AppFrame frame(app, gui::embedded_fonts());
  gui::WindowOptions options;
  options.place = app.settings.window;
  if (asked.only_first_frame) options.only_first_frame = say_when;
  std::string explanation;
  const gui::WindowEnd end = gui::run_window(options, frame, &explanation);
  gui::close(app);
  switch (end) {
    case gui::WindowEnd::closed: return cli::kOk;
    case gui::WindowEnd::no_display: complain(app.catalogue, "app.window.no_display", {}); break;
    case gui::WindowEnd::no_opengl: complain(app.catalogue, "app.window.no_opengl", {}); break;
  }
  if (!explanation.empty()) std::fprintf(stderr, "popscope: %s\n", explanation.c_str());
  return cli::kBadInput;
}

lesson::Grain grain_of(const std::string& name) {
  if (name == "exchange") return lesson::Grain::exchange;
  return name == "segment" ? lesson::Grain::segment : lesson::Grain::line;
}

int shoot(const cli::Shot& asked, const std::string& data, const text::Catalogue& sentences) {
  gui::ShotRequest request;
  request.data = data;
  request.language = loader::language_of(sentences);
  request.file = asked.file;
  request.step = asked.step;
  request.view = asked.view;
  request.tab = asked.tab;
  request.as_listener = asked.listener;
  request.grain = grain_of(asked.grain);
  request.question = static_cast<std::uint32_t>(asked.question);
  request.answer = asked.answer;
  request.exam = asked.exam;
  request.theme = gui::theme_name(asked.theme).value_or(gui::ThemeName::light);
  request.zoom = static_cast<float>(asked.zoom);
  request.out = asked.out;
  const std::optional<cli::Size> size = cli::size_from(asked.size);
  if (!size) {
    return complain(sentences, "app.shot.no_such_size", {text::plain("size", asked.size)});
  }
  request.width = size->width;
  request.height = size->height;
  std::string why;
  switch (gui::shoot(request, gui::embedded_fonts(), &why)) {
    case gui::ShotEnd::drawn: return cli::kOk;
    case gui::ShotEnd::faulty: return cli::kBadInput;
    case gui::ShotEnd::no_such_step:
      std::fprintf(stderr, "popscope: %s\n", why.c_str());
      return cli::kBadInput;
    case gui::ShotEnd::no_such_view:
      return complain(sentences, "app.shot.no_such_view", {text::plain("view", asked.view)});
    case gui::ShotEnd::no_such_question:
      return complain(sentences, "app.shot.no_such_question",
                      {text::number("number", asked.question)});
    case gui::ShotEnd::not_written:
      return complain(sentences, "app.shot.not_written", {text::plain("file", asked.out)});
  }
  return cli::kBadInput;
}

// A lab is a quiz whose questions are performances.
int take(const cli::Quiz& asked, const loader::ProgramFiles& program) {
  const cli::QuizPlace place{loader::journal_folder(), stdin, stdout, stderr};
  return cli::take_quiz(asked, *program.source, program.sentences, place);
}

int run(const cli::Run& asked, const loader::ProgramFiles& program) {
  if (!asked.interactive)
    return cli::run(asked, *program.source, program.sentences, stdout, stderr);
  if (!cli::is_quiz(*program.source, asked.file))
    return complain(program.sentences, "cli.run.no_lab", {text::plain("file", asked.file)});
  cli::Quiz quiz;
  quiz.file = asked.file;
  quiz.json = asked.json;
  return take(quiz, program);
}

// What was printed must have arrived: a full disk is no success.
int printed(int exit_code, const text::Catalogue& sentences) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  return complain(sentences, "cli.cannot_print", {});
}

}  // namespace

int main(int argc, char** argv) {
  const std::string data = cli::data_folder(argc, argv);
  const bool no_data = !data.empty() && !std::filesystem::is_directory(data);
  const std::string asked_for = cli::language_option(argc, argv);
  const std::string language =
      asked_for.empty() ? language_of_environment() : loader::language_named(asked_for);
  loader::ProgramFiles program = brought(no_data ? "" : data, language);
  const cli::Request request = cli::parse(argc, argv, POPSCOPE_VERSION, program.sentences);
  if (no_data && !std::holds_alternative<cli::Answered>(request.what)) {
    return complain(program.sentences, "cli.no_data_folder", {text::plain("folder", data)});
  }
  if (const auto* asked = std::get_if<cli::OpenWindow>(&request.what)) {
    return open_window(*asked, std::move(program));
  }
  if (const auto* asked = std::get_if<cli::Run>(&request.what)) {
    return printed(run(*asked, program), program.sentences);
  }
  if (const auto* asked = std::get_if<cli::Check>(&request.what)) {
    return printed(cli::check(*asked, *program.source, program.sentences, stdout, stderr),
                   program.sentences);
  }
  if (const auto* asked = std::get_if<cli::Quiz>(&request.what)) {
    return printed(take(*asked, program), program.sentences);
  }
  if (const auto* asked = std::get_if<cli::Shot>(&request.what)) {
    return shoot(*asked, request.data, program.sentences);
  }
  return std::get<cli::Answered>(request.what).exit_code;
}
