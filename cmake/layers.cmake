# popscope_layer(NAME [SINGLY] [FROM prefix] [LINKS layer...] [USES target...] [EXCEPT prefix...])
#
# makes the static library popscope_NAME from every .cpp under NAME/ (or under paths that begin with
# FROM). SINGLY: never in bulk, because its sources use one name for different things. LINKS names
# layers of our own, USES targets of third parties. New files are noticed by the next build. A layer
# without any source yet is an INTERFACE library, so that the graph is whole from the first day.

add_library(popscope_options INTERFACE)
target_compile_options(popscope_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  -ffp-contract=off)  # pictures and digests agree on every machine
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees these in its own std::string when it optimises (its bug 105651 and kin); what they
  # would find, AddressSanitizer finds.
  target_compile_options(popscope_options INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread -Wno-free-nonheap-object)
endif()
target_include_directories(popscope_options INTERFACE ${PROJECT_SOURCE_DIR})

# A build from nothing (a fresh machine, a clean clone) spends most of its time reading the same
# headers. In bulk, ten sources of a layer are one for the compiler, and tests read their headers
# once a folder. The presets of ./run and ./test do so; dev does not, so that a changed file costs
# itself only, and a file that forgot an include is found.
option(POPSCOPE_BULK "compile a layer's sources ten at a time" OFF)

# All .cpp whose path from the top begins with one of the prefixes.
function(popscope_glob result)
  set(found)
  foreach(prefix IN LISTS ARGN)
    cmake_path(GET prefix PARENT_PATH folder)
    file(GLOB_RECURSE all CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${folder}/*.cpp)
    foreach(path IN LISTS all)
      string(FIND "${path}" "${prefix}" at)
      if(at EQUAL 0)
        list(APPEND found ${PROJECT_SOURCE_DIR}/${path})
      endif()
    endforeach()
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

function(popscope_layer name)
  cmake_parse_arguments(arg "SINGLY" "FROM" "LINKS;USES;EXCEPT" ${ARGN})
  if(NOT arg_FROM)
    set(arg_FROM ${name}/)
  endif()
  popscope_glob(sources ${arg_FROM})
  popscope_glob(excepted ${arg_EXCEPT})
  if(excepted)
    list(REMOVE_ITEM sources ${excepted})
  endif()
  list(TRANSFORM arg_LINKS PREPEND popscope_)
  if(sources)
    add_library(popscope_${name} STATIC ${sources})
    target_link_libraries(popscope_${name} PUBLIC ${arg_LINKS} ${arg_USES}
                                           PRIVATE popscope_options)
    target_include_directories(popscope_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    if(POPSCOPE_BULK AND NOT arg_SINGLY)
      set_target_properties(popscope_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    endif()
  else()
    add_library(popscope_${name} INTERFACE)
    target_link_libraries(popscope_${name} INTERFACE ${arg_LINKS} ${arg_USES})
    target_include_directories(popscope_${name} INTERFACE ${PROJECT_SOURCE_DIR})
  endif()
endfunction()
