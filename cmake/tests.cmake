# tests/FOLDER/*.cpp -> the executable FOLDER_test, linked with what FOLDER may see.
# tests/support/*.cpp is shared by all of them; tests/bench/*.cpp is popscope_bench;
# tests/e2e/*_test.sh gets the program as its argument.

if(NOT TARGET GTest::gtest)
  message(STATUS "No GoogleTest: no tests. ./test installs it.")
  return()
endif()

set(not_test_folders support transcripts golden bench fuzz e2e)

popscope_glob(support_sources tests/support/)
if(support_sources)
  add_library(popscope_test_support STATIC ${support_sources})
  target_link_libraries(popscope_test_support PUBLIC popscope_sim GTest::gtest
                                              PRIVATE popscope_options)
else()
  add_library(popscope_test_support INTERFACE)
  target_link_libraries(popscope_test_support INTERFACE popscope_sim GTest::gtest)
endif()

function(popscope_test folder)
  popscope_glob(sources tests/${folder}/)
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_test ${sources})
  if(ARGN)
    target_link_libraries(${folder}_test PRIVATE ${ARGN} popscope_test_support)
  endif()
  target_link_libraries(${folder}_test PRIVATE popscope_options GTest::gtest_main)
  target_include_directories(${folder}_test PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${folder}_test PRIVATE POPSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(POPSCOPE_BULK)
    target_precompile_headers(${folder}_test PRIVATE <algorithm> <filesystem> <fstream> <functional>
      <map> <memory> <optional> <set> <string> <variant> <vector> <gtest/gtest.h>)
    # What is tested is optimised, and under the sanitizers instrumented, as its layer is; what
    # tests it is compiled quickly, but where all the work is its own.
    if(folder STREQUAL "architecture")
    elseif(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
      target_compile_options(${folder}_test PRIVATE -O0 -fno-sanitize=undefined)
    else()
      target_compile_options(${folder}_test PRIVATE -O1)
    endif()
  endif()
  gtest_discover_tests(${folder}_test DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                       TEST_PREFIX ${folder}/ NO_PRETTY_VALUES PROPERTIES TIMEOUT 600)
endfunction()

include(GoogleTest)
popscope_test(sim popscope_sim)
if(NOT POPSCOPE_NATIVE)
  return()
endif()
popscope_test(architecture)  # reads sources; needs none of them
popscope_test(text popscope_text popscope_loader)
popscope_test(lesson popscope_lesson popscope_loader)
popscope_test(quiz popscope_quiz popscope_loader)
popscope_test(view popscope_view popscope_loader)
popscope_test(loader popscope_loader)
popscope_test(gui popscope_gui)
popscope_test(cli popscope_cli)
popscope_test(oracle popscope_oracle)

# Any other folder of tests sees everything.
file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true RELATIVE ${PROJECT_SOURCE_DIR}/tests
     ${PROJECT_SOURCE_DIR}/tests/*)
list(REMOVE_ITEM folders ${not_test_folders} architecture sim text lesson quiz view loader gui cli
     oracle)
foreach(folder IN LISTS folders)
  if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/tests/${folder})
    popscope_test(${folder} popscope_gui popscope_cli)
  endif()
endforeach()

# The window itself, with a display of its own. (Not with sanitizers: the display's driver leaks.)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
  file(GLOB scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/e2e/*_test.sh)
  foreach(script IN LISTS scripts)
    cmake_path(GET script STEM name)
    add_test(NAME e2e/${name} COMMAND bash ${script} $<TARGET_FILE:popscope>)
    set_tests_properties(e2e/${name} PROPERTIES RUN_SERIAL ON TIMEOUT 300)
  endforeach()
endif()

popscope_glob(bench_sources tests/bench/)
if(bench_sources AND CMAKE_BUILD_TYPE STREQUAL "Release" AND TARGET benchmark::benchmark)
  add_executable(popscope_bench ${bench_sources})
  target_link_libraries(popscope_bench PRIVATE popscope_gui popscope_cli popscope_options
                                               benchmark::benchmark benchmark::benchmark_main)
  target_compile_definitions(popscope_bench PRIVATE POPSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endif()

# What is read from others, under libFuzzer: tests/fuzz/NAME_fuzz.cpp -> NAME_fuzz. The preset fuzz
# has the compiler and the flags that all of it needs.
option(POPSCOPE_FUZZ "build the fuzz targets" OFF)
if(POPSCOPE_FUZZ)
  popscope_glob(fuzz_sources tests/fuzz/)
  foreach(source IN LISTS fuzz_sources)
    cmake_path(GET source STEM name)
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE popscope_loader popscope_options)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
