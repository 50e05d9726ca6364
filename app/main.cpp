// The program: a window, a subcommand, or a picture.
#include <cstdio>
#include <memory>
#include <string>

#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/run.h"
#include "embedded/files.h"
#include "gui/app/app_frame.h"
#include "gui/app/shot.h"
#include "gui/platform/glfw_window.h"
#include "loader/catalogue_loader.h"

namespace {

using namespace popscope;

// What every request needs: the files and the sentences.
struct Brought {
  std::unique_ptr<loader::Source> files;
  text::Catalogue sentences;
};

Brought brought(const std::string& data) {
  Brought result;
  if (data.empty()) {
    result.files = std::make_unique<loader::EmbeddedSource>(embedded::files());
  } else {
    result.files = std::make_unique<loader::FolderSource>(data);
  }
  text::Diagnostics problems;
  result.sentences = loader::load_catalogue(*result.files, loader::kEnglishSentences, problems);
  if (result.sentences.sentences().empty()) {  // a folder of lessons only
    const loader::EmbeddedSource program(embedded::files());
    result.sentences = loader::load_catalogue(program, loader::kEnglishSentences, problems);
  }
  for (const text::Diagnostic& problem : problems) {
    std::fprintf(stderr, "%s\n", text::one_line(problem, result.sentences).c_str());
  }
  return result;
}

int complain(const text::Catalogue& sentences, const char* key, const text::Arguments& arguments) {
  std::fprintf(stderr, "popscope: %s\n", sentences.sentence(key, arguments).c_str());
  return cli::kBadInput;
}

int open_window(const cli::OpenWindow& asked, const std::string& data) {
  gui::App app(data, gui::Kept::of_this_user());
  gui::open_at_start(app, {asked.file, asked.step, false});
  gui::AppFrame frame(app, gui::embedded_fonts());
  gui::WindowOptions options;
  options.place = app.settings.window;
  std::string explanation;
  switch (gui::run_window(options, frame, &explanation)) {
    case gui::WindowEnd::closed: return cli::kOk;
    case gui::WindowEnd::no_display: complain(app.catalogue, "app.window.no_display", {}); break;
    case gui::WindowEnd::no_opengl: complain(app.catalogue, "app.window.no_opengl", {}); break;
    case gui::WindowEnd::not_written: break;
  }
  if (!explanation.empty()) std::fprintf(stderr, "popscope: %s\n", explanation.c_str());
  return cli::kBadInput;
}

bool read_size(const std::string& text, gui::ShotRequest& request) {
  constexpr int kMost = 16'384;
  char behind = 0;
  const int read = std::sscanf(text.c_str(), "%5dx%5d%c", &request.width, &request.height, &behind);
  return read == 2 && request.width >= 1 && request.height >= 1 && request.width <= kMost &&
         request.height <= kMost;
}

lesson::Grain grain_of(const std::string& name) {
  if (name == "exchange") return lesson::Grain::exchange;
  return name == "segment" ? lesson::Grain::segment : lesson::Grain::line;
}

int shoot(const cli::Shot& asked, const std::string& data, const text::Catalogue& sentences) {
  gui::ShotRequest request;
  request.data = data;
  request.file = asked.file;
  request.step = asked.step;
  request.view = asked.view;
  request.tab = asked.tab;
  request.grain = grain_of(asked.grain);
  request.theme = gui::theme_name(asked.theme).value_or(gui::ThemeName::light);
  request.zoom = static_cast<float>(asked.zoom);
  request.out = asked.out;
  if (!read_size(asked.size, request)) {
    return complain(sentences, "app.shot.no_such_size", {text::plain("size", asked.size)});
  }
  switch (gui::shoot(request, gui::embedded_fonts())) {
    case gui::ShotEnd::drawn: return cli::kOk;
    case gui::ShotEnd::faulty: return cli::kBadInput;
    case gui::ShotEnd::no_such_step:
      return complain(sentences, "app.shot.no_such_step", {text::plain("step", asked.step)});
    case gui::ShotEnd::no_such_view:
      return complain(sentences, "app.shot.no_such_view", {text::plain("view", asked.view)});
    case gui::ShotEnd::not_written:
      return complain(sentences, "app.shot.not_written", {text::plain("file", asked.out)});
  }
  return cli::kBadInput;
}

// What was printed must have arrived: a full disk is no success.
int printed(int exit_code, const text::Catalogue& sentences) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  return complain(sentences, "cli.cannot_print", {});
}

}  // namespace

int main(int argc, char** argv) {
  const Brought program = brought(cli::data_folder(argc, argv));
  const cli::Request request = cli::parse(argc, argv, POPSCOPE_VERSION, program.sentences);
  if (const auto* asked = std::get_if<cli::OpenWindow>(&request.what)) {
    return open_window(*asked, request.data);
  }
  if (const auto* asked = std::get_if<cli::Run>(&request.what)) {
    return printed(cli::run(*asked, *program.files, program.sentences, stdout, stderr),
                   program.sentences);
  }
  if (const auto* asked = std::get_if<cli::Check>(&request.what)) {
    return printed(cli::check(*asked, *program.files, program.sentences, stdout, stderr),
                   program.sentences);
  }
  if (const auto* asked = std::get_if<cli::Shot>(&request.what)) {
    return shoot(*asked, request.data, program.sentences);
  }
  return std::get<cli::Answered>(request.what).exit_code;
}
