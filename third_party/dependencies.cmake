# One target per dependency; README.md beside this file says why each was chosen.
# All of them are SYSTEM includes: their warnings are not ours to mend.

find_package(nlohmann_json 3.11 REQUIRED)
find_package(tl-expected REQUIRED)

# ---- Dear ImGui: 1.90.1 from source, one copy for all presets --------------------------------
set(IMGUI_DIR "${PROJECT_SOURCE_DIR}/build/third_party/imgui" CACHE PATH
    "source of Dear ImGui 1.90.1; fetched when nothing is said")
if(IMGUI_DIR STREQUAL "${PROJECT_SOURCE_DIR}/build/third_party/imgui")
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/fetch_imgui.sh ${IMGUI_DIR}
                  COMMAND_ERROR_IS_FATAL ANY)
endif()
if(NOT EXISTS ${IMGUI_DIR}/imgui.cpp)
  message(FATAL_ERROR "No imgui.cpp in IMGUI_DIR=${IMGUI_DIR}: "
                      "it has to name the unpacked source of Dear ImGui 1.90.1.")
endif()

add_library(imgui STATIC
  ${IMGUI_DIR}/imgui.cpp ${IMGUI_DIR}/imgui_draw.cpp ${IMGUI_DIR}/imgui_tables.cpp
  ${IMGUI_DIR}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${IMGUI_DIR})
target_compile_definitions(imgui PUBLIC
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DEFINE_MATH_OPERATORS)
target_compile_options(imgui PRIVATE -ffp-contract=off)
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  # Every test that opens a window bakes fonts. What imgui reads of ours stays under watch.
  target_compile_options(imgui PRIVATE -O2 -fno-sanitize=undefined)
endif()

# The hooks by which tests find widgets are compiled into every build: while no test has switched
# them on they cost one untaken branch a widget, and one imgui serves the program and the tests.
# imgui calls them, so they are part of its library.
set(hooks ${PROJECT_SOURCE_DIR}/gui/testing/test_hooks.cpp)
if(EXISTS ${hooks})
  target_sources(imgui PRIVATE ${hooks})
  target_include_directories(imgui PUBLIC ${PROJECT_SOURCE_DIR})
  # A failed assertion of imgui is a complaint (gui/testing/complaint.h): a test fails by it, the
  # program goes on.
  target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE
                                          "IMGUI_USER_CONFIG=\"gui/testing/imgui_config.h\"")
  set_source_files_properties(${hooks} PROPERTIES COMPILE_OPTIONS
                              "-Wall;-Wextra;-Wshadow;-Wconversion;-Wno-sign-conversion;-Werror")
endif()

# ---- Python with fontTools: cuts the fonts down when building --------------------------------
function(popscope_has_fonttools result python)
  execute_process(COMMAND ${python} -c "import fontTools.subset" RESULT_VARIABLE failed
                  OUTPUT_QUIET ERROR_QUIET)
  if(failed)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()
find_program(PYTHON_FONTTOOLS python3 VALIDATOR popscope_has_fonttools REQUIRED
             DOC "a Python 3 that has fontTools")

# ---- stb: single headers (stb_image_write.h for pictures) ------------------------------------
find_path(STB_DIR stb_image_write.h PATH_SUFFIXES stb REQUIRED)
add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE ${STB_DIR})

# ---- native only: the window and the command line --------------------------------------------
if(POPSCOPE_NATIVE)
  find_package(Threads REQUIRED)
  find_package(glfw3 3.3 REQUIRED)
  find_package(CLI11 REQUIRED)

  # glad makes its loader when configuring; --reproducible keeps it from the network.
  find_program(GLAD glad REQUIRED)
  set(glad_dir ${PROJECT_BINARY_DIR}/third_party/glad)
  if(NOT EXISTS ${glad_dir}/src/gl.c)
    execute_process(COMMAND ${GLAD} --api gl:core=3.3 --extensions "" --reproducible --quiet
                            --out-path ${glad_dir} c COMMAND_ERROR_IS_FATAL ANY)
  endif()
  add_library(glad STATIC ${glad_dir}/src/gl.c)
  target_include_directories(glad SYSTEM PUBLIC ${glad_dir}/include)

  add_library(imgui_backends STATIC
    ${IMGUI_DIR}/backends/imgui_impl_glfw.cpp ${IMGUI_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui_backends SYSTEM PUBLIC ${IMGUI_DIR}/backends)
  target_link_libraries(imgui_backends PUBLIC imgui glfw PRIVATE ${CMAKE_DL_LIBS})
endif()

# ---- tests: left out where GoogleTest is not installed (./run does not ask for it) -----------
if(POPSCOPE_NATIVE)
  find_package(GTest 1.12)
  find_package(benchmark QUIET)
else()
  # The packaged library is linked with libstdc++: for another standard library, build it here.
  set(GOOGLETEST_DIR /usr/src/googletest CACHE PATH "source of GoogleTest")
  set(BUILD_GMOCK OFF CACHE BOOL "" FORCE)
  set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
  add_subdirectory(${GOOGLETEST_DIR} ${PROJECT_BINARY_DIR}/third_party/googletest EXCLUDE_FROM_ALL)
endif()
