#include "gui/platform/glfw_window.h"

#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <algorithm>
#include <chrono>
#include <future>

#include "gui/platform/glfw_place.h"

namespace popscope::gui {
namespace {

using Clock = std::chrono::steady_clock;

// Dear ImGui hands out queued events over several frames, and a widget may need one more to settle.
constexpr int kFramesAfterEvent = 3;
constexpr int kCursorBlinkMs = 250;
constexpr int kNever = -1;

std::string last_error;  // GLFW's callback has no argument of ours

int sooner(int a, int b) {
  if (a == kNever) return b;
  return b == kNever ? a : std::min(a, b);
}

class Window {
 public:
  Window(const WindowOptions& options, Frame& frame) : options_(options), frame_(frame) {}
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  WindowEnd open();
  void run();

 private:
  static Window& of(GLFWwindow* window) {
    return *static_cast<Window*>(glfwGetWindowUserPointer(window));
  }
  void listen();
  void wait();
  void follow_frame();
  bool closes();
  void draw();
  void take_scale(float scale);
  void take_window_scale();

  const WindowOptions& options_;
  Frame& frame_;
  GLFWwindow* window_ = nullptr;
  ImGuiContext* context_ = nullptr;
  bool has_texture_ = false;
  bool has_backend_ = false;
  int pending_ = kFramesAfterEvent;  // frames still to draw
  bool full_screen_ = false;
  WindowPlace windowed_;
  std::string title_;
  Clock::time_point drawn_ = Clock::now();
};

WindowEnd Window::open() {
  glfwSetErrorCallback([](int, const char* words) { last_error = words; });
  if (!glfwInit()) return WindowEnd::no_display;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);  // everything is drawn flat, in order
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_MAXIMIZED, options_.place.maximised ? GLFW_TRUE : GLFW_FALSE);
  windowed_ = fitting_place(options_.place);
  title_ = frame_.title();
  // Fonts are baked, and the first page is prepared, while the system opens the window: each takes
  // tens of milliseconds, and until both are done nobody else needs Dear ImGui. A screen's scale is
  // nearly always the window's.
  context_ = ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  frame_.ui().attach();
  if (GLFWmonitor* monitor = monitor_under(windowed_)) {
    float scale = 1;
    glfwGetMonitorContentScale(monitor, &scale, nullptr);
    take_scale(scale);
  }
  const std::future<void> ready =
      std::async(std::launch::async, [this] {
        frame_.ui().before_frame();
        unsigned char* pixels = nullptr;  // as the backend will ask for them: kept by the atlas
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        frame_.prepare();
      });
  window_ = glfwCreateWindow(windowed_.width, windowed_.height, title_.c_str(), nullptr, nullptr);
  if (window_ == nullptr) return WindowEnd::no_opengl;
  if (windowed_.known) glfwSetWindowPos(window_, windowed_.x, windowed_.y);
  glfwSetWindowSizeLimits(window_, 480, 320, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window_);
  if (gladLoadGL(glfwGetProcAddress) == 0) return WindowEnd::no_opengl;
  glfwSwapInterval(1);

  ready.wait();
  listen();  // before the backend, which calls on whoever was there first
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  has_backend_ = true;
  take_window_scale();
  glfwShowWindow(window_);
  return WindowEnd::closed;
}

Window::~Window() {
  if (has_backend_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
  }
  if (context_ != nullptr) ImGui::DestroyContext(context_);
  if (window_ != nullptr) glfwDestroyWindow(window_);
  glfwTerminate();
}

void Window::listen() {
  glfwSetWindowUserPointer(window_, this);
  // What happens to the window, as opposed to input, which Dear ImGui's queue shows.
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).pending_ = kFramesAfterEvent; });
  glfwSetFramebufferSizeCallback(
      window_, [](GLFWwindow* w, int, int) { of(w).pending_ = kFramesAfterEvent; });
  glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* w, float, float) {
    of(w).take_window_scale();
    of(w).pending_ = kFramesAfterEvent;
  });
  // Where + is a key of its own, as on a German keyboard, Dear ImGui's backend does not name it.
  glfwSetKeyCallback(window_, [](GLFWwindow*, int key, int scancode, int action, int) {
    if (key == GLFW_KEY_KP_ADD || action == GLFW_REPEAT) return;
    const char* name = glfwGetKeyName(key, scancode);
    if (name != nullptr && name[0] == '+' && name[1] == 0)
      ImGui::GetIO().AddKeyEvent(ImGuiKey_KeypadAdd, action == GLFW_PRESS);
  });
  glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
    of(w).frame_.dropped(std::vector<std::string>(paths, paths + count));
    of(w).pending_ = kFramesAfterEvent;
  });
}

void Window::take_scale(float scale) {
  LookSettings settings = frame_.ui().look.settings();
  settings.content_scale = std::max(scale, 0.5f);
  frame_.ui().look.set(settings);
}

// Coordinates are those of the window. Where the system's own scaling has already made a window's
// unit larger than a pixel, only the rest is ours.
void Window::take_window_scale() {
  float scale = 1;
  float same = 1;
  glfwGetWindowContentScale(window_, &scale, &same);
  int width = 0;
  int pixels = 0;
  int other = 0;
  glfwGetWindowSize(window_, &width, &other);
  glfwGetFramebufferSize(window_, &pixels, &other);
  if (width > 0 && pixels > 0) scale *= static_cast<float>(width) / static_cast<float>(pixels);
  take_scale(scale);
}

void Window::wait() {
  if (pending_ > 0) {
    glfwPollEvents();
  } else {
    const auto idle =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - drawn_).count();
    int redraw = frame_.ui().next_redraw_ms();
    if (ImGui::GetIO().WantTextInput) redraw = sooner(redraw, kCursorBlinkMs);
    if (redraw != kNever) redraw = std::max(0, redraw - static_cast<int>(idle));
    const int wake = sooner(redraw, frame_.tick_in_ms());
    if (wake == kNever)
      glfwWaitEvents();
    else if (wake > 0)
      glfwWaitEventsTimeout(wake / 1000.0);
    else
      glfwPollEvents();
    const auto waited =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - drawn_).count();
    if (redraw != kNever && waited - idle >= redraw) pending_ = std::max(pending_, 1);
  }
  if (ImGui::GetCurrentContext()->InputEventsQueue.Size > 0) pending_ = kFramesAfterEvent;
  if (frame_.tick()) pending_ = std::max(pending_, 2);
}

// Title and full screen are what the frame wants them to be.
void Window::follow_frame() {
  if (std::string title = frame_.title(); title != title_) {
    title_ = std::move(title);
    glfwSetWindowTitle(window_, title_.c_str());
  }
  if (frame_.wants_full_screen() == full_screen_) return;
  full_screen_ = !full_screen_;
  if (full_screen_) {
    windowed_ = place_of(window_);
    GLFWmonitor* monitor = monitor_under(windowed_);
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    if (mode != nullptr)
      glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else {
    glfwSetWindowMonitor(window_, nullptr, windowed_.x, windowed_.y, windowed_.width,
                         windowed_.height, GLFW_DONT_CARE);
  }
  pending_ = kFramesAfterEvent;
}

void Window::draw() {
  const bool new_atlas = frame_.ui().before_frame();
  if (new_atlas && has_texture_) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  has_texture_ = true;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  frame_.ui().begin();
  frame_.draw();
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  const Colour ground = frame_.ui().look.theme()[Role::ground];
  glClearColor(ground.r / 255.0f, ground.g / 255.0f, ground.b / 255.0f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  drawn_ = Clock::now();
}

bool Window::closes() {
  if (!glfwWindowShouldClose(window_)) return false;
  if (frame_.may_close()) return true;
  glfwSetWindowShouldClose(window_, GLFW_FALSE);
  return false;
}

void Window::run() {
  while (!closes() && !frame_.wants_to_close()) {
    wait();
    follow_frame();
    if (pending_ <= 0) continue;
    --pending_;
    draw();
    glfwSwapBuffers(window_);
    if (options_.only_first_frame) {
      glFinish();
      options_.only_first_frame();
      break;
    }
  }
  frame_.closing(full_screen_ ? windowed_ : place_of(window_));
}

}  // namespace

WindowEnd run_window(const WindowOptions& options, Frame& frame, std::string* explanation) {
  Window window(options, frame);
  const WindowEnd end = window.open();
  if (end == WindowEnd::closed) window.run();
  if (explanation != nullptr && end != WindowEnd::closed) *explanation = last_error;
  return end;
}

}  // namespace popscope::gui
