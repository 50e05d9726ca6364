#pragma once
// Dear ImGui is compiled with this (IMGUI_USER_CONFIG): a failed assertion is reported, not fatal.

namespace popscope::gui {
void complain_about(const char* expression, const char* file, int line);
}

#define IM_ASSERT(EXPRESSION) \
  ((EXPRESSION) ? (void)0 : ::popscope::gui::complain_about(#EXPRESSION, __FILE__, __LINE__))
