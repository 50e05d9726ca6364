// The program: a window, a subcommand, or a picture.
#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first == "--version") {
    std::puts("popscope " POPSCOPE_VERSION);
    return 0;
  }
  std::puts("usage: popscope [--version] [--help]");
  return first == "--help" ? 0 : 2;
}
