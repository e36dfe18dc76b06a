# SPDX-License-Identifier: BSL-1.0
#[[
tinytmpl_add_model(TARGET MODEL [NAMESPACE ns] [SIGNATURE name] [GOLDEN INPUTS.bin OUTPUTS.bin]
                   [C_INTERFACE] [REPORT page.html] [EXPORT_OPTIONS --keep-dead-channels ...])

Exports MODEL, a .tflite file or a C file with one as an array, to a header, which TARGET's sources then include. It is
written in the build tree, again whenever the model or the exporter changes; if there is an exporter already, also when
the project is configured, so that an editor finds it before the first build.

NAMESPACE   namespace of the header, and its name: "ns.hpp" ("a_b.hpp" of a::b). Default: both are called like MODEL,
            but that a namespace that would collide gets _model behind it (map.tflite: "map.hpp", map_model).
SIGNATURE   which of MODEL's signatures, if it has several. Two of them in one target: each with its NAMESPACE.
GOLDEN      vectors for the model's self_test: files of raw int8 or uint8, as the model has them.
C_INTERFACE for sources in C, which include "ns.h": TARGET compiles the model, in C++ (docs/c_firmware.md).
REPORT      also writes the report as a page, in the build tree.

The exporter runs on the build machine, also when TARGET is cross-compiled. It is, in this order: the one of the same
build; TINYTMPL_EXPORTER, if set; an installed tinytmpl-export, of this package or on PATH; or else it is built from
this source tree with the build machine's own compiler.
]]
function(tinytmpl_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "C_INTERFACE" "NAMESPACE;SIGNATURE;REPORT" "GOLDEN;EXPORT_OPTIONS")
  list(LENGTH arg_GOLDEN golden_files)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "tinytmpl_add_model: there is no target \"${target}\"; add_executable or add_library first")
  elseif(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES OR NOT golden_files MATCHES "^[02]$")
    message(FATAL_ERROR "tinytmpl_add_model(TARGET MODEL [NAMESPACE ns] [SIGNATURE name] "
                        "[GOLDEN INPUTS.bin OUTPUTS.bin] [C_INTERFACE] [REPORT page.html] [EXPORT_OPTIONS ...])")
  endif()
  cmake_path(ABSOLUTE_PATH model BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
  if(NOT EXISTS "${model}" AND NOT IS_ABSOLUTE "${ARGV1}")
    message(FATAL_ERROR "tinytmpl_add_model: there is no file ${model}")
  endif()

  cmake_path(GET model STEM LAST_ONLY stem)
  set(options)
  if(arg_NAMESPACE)
    string(REPLACE "::" "_" stem "${arg_NAMESPACE}")
    list(APPEND options --namespace "${arg_NAMESPACE}")
  endif()
  if(arg_SIGNATURE)
    list(APPEND options --signature "${arg_SIGNATURE}")
  endif()
  set(golden)
  foreach(file IN LISTS arg_GOLDEN)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    list(APPEND golden "${file}")
  endforeach()
  if(golden)
    list(APPEND options --golden ${golden})
  endif()

  get_target_property(other ${target} tinytmpl_model_of_${stem})
  if(other)
    message(FATAL_ERROR "tinytmpl_add_model: ${target} has a ${stem}.hpp already, of ${other}; give one of the two "
                        "models another name with NAMESPACE")
  endif()
  set_target_properties(${target} PROPERTIES tinytmpl_model_of_${stem} "${model}")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/tinytmpl_models/${target}")  # one a target: no two rules for one file
  set(header "${folder}/${stem}.hpp")
  file(MAKE_DIRECTORY "${folder}")
  get_target_property(type ${target} TYPE)
  set(outputs "${header}")
  if(arg_C_INTERFACE)
    get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
    if(type STREQUAL "INTERFACE_LIBRARY" OR NOT "CXX" IN_LIST languages)
      message(FATAL_ERROR "tinytmpl_add_model: C_INTERFACE compiles C++ for ${target}; it needs add_executable or "
                          "add_library(STATIC), and project(... LANGUAGES C CXX)")
    endif()
    list(APPEND options --c-interface)
    list(APPEND outputs "${folder}/${stem}.h" "${folder}/${stem}_c.cpp")
  endif()

  set(page)
  if(arg_REPORT)
    cmake_path(ABSOLUTE_PATH arg_REPORT BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" NORMALIZE OUTPUT_VARIABLE page)
    cmake_path(GET page PARENT_PATH page_folder)
    file(MAKE_DIRECTORY "${page_folder}")
    list(APPEND options --report "${page}")
  endif()

  tinytmpl_find_exporter()
  set(arguments "${model}" -o "${header}" ${options} ${arg_EXPORT_OPTIONS})
  tinytmpl_export_when_configured("${header}" "${arguments}" "${model}" ${golden})
  add_custom_command(
    OUTPUT ${outputs} ${page}
    COMMAND tinytmpl::export ${arguments}
    DEPENDS "${model}" ${golden} tinytmpl::export
    COMMENT "Exporting ${stem}.hpp"
    VERBATIM)
  target_sources(${target} PRIVATE ${outputs})
  if(type STREQUAL "INTERFACE_LIBRARY")  # the header is made once, for all that link it
    target_include_directories(${target} INTERFACE "${folder}")
  else()
    target_include_directories(${target} PRIVATE "${folder}")
  endif()
endfunction()

# Makes the header at once, if there is an exporter that can: for editors. What is wrong with the model the build says.
function(tinytmpl_export_when_configured header arguments)
  get_target_property(exporter tinytmpl::export IMPORTED_LOCATION)
  if(NOT exporter OR NOT EXISTS "${exporter}")
    return()
  endif()
  foreach(file IN LISTS ARGN exporter)
    if("${file}" IS_NEWER_THAN "${header}")
      execute_process(COMMAND "${exporter}" ${arguments} OUTPUT_QUIET ERROR_QUIET)
      return()
    endif()
  endforeach()
endfunction()

# Defines the executable target tinytmpl::export.
function(tinytmpl_find_exporter)
  if(TARGET tinytmpl::export)
    return()
  endif()
  if(TARGET tinytmpl-export AND NOT CMAKE_CROSSCOMPILING)
    add_executable(tinytmpl::export ALIAS tinytmpl-export)
    return()
  endif()

  set(TINYTMPL_EXPORTER "" CACHE FILEPATH "The program tinytmpl-export of the build machine; default: found or built")
  set(exporter "${TINYTMPL_EXPORTER}")
  if(NOT exporter)
    unset(found)
    get_property(package_bin_dir GLOBAL PROPERTY tinytmpl_package_bin_dir)
    find_program(found tinytmpl-export HINTS ${package_bin_dir} NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
    if(found)
      set(exporter "${found}")
    endif()
  endif()
  add_executable(tinytmpl::export IMPORTED GLOBAL)
  if(NOT exporter)
    tinytmpl_build_exporter(exporter)
    add_dependencies(tinytmpl::export tinytmpl-export-build)
  endif()
  set_property(TARGET tinytmpl::export PROPERTY IMPORTED_LOCATION "${exporter}")
endfunction()

# Builds the exporter for the build machine, whatever compiler and flags this build has. Sets `result` to its path.
function(tinytmpl_build_exporter result)
  set(source "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../tools/export_weights")
  cmake_path(NORMAL_PATH source)
  if(NOT EXISTS "${source}/CMakeLists.txt")
    message(FATAL_ERROR "tinytmpl_add_model: no tinytmpl-export; install it or set TINYTMPL_EXPORTER")
  endif()
  set(binary "${CMAKE_BINARY_DIR}/tinytmpl_exporter")
  set(program "${binary}/bin/tinytmpl-export")
  if(CMAKE_HOST_WIN32)
    string(APPEND program .exe)
  endif()
  set(clean_environment
      "${CMAKE_COMMAND}" -E env --unset=CC --unset=CXX --unset=CFLAGS --unset=CXXFLAGS --unset=LDFLAGS
      --unset=CMAKE_TOOLCHAIN_FILE)
  set(configure
      ${clean_environment} "${CMAKE_COMMAND}" -G "${CMAKE_GENERATOR}" "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}"
      -DCMAKE_BUILD_TYPE=Release "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${binary}/bin" -DTINYTMPL_BUILD_TESTS=OFF
      -S "${source}" -B "${binary}")
  if(NOT EXISTS "${program}")  # what it needs and this machine lacks is said now, not in the middle of a build
    execute_process(COMMAND ${configure} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(failed)
      message(FATAL_ERROR "tinytmpl_add_model: tinytmpl-export cannot be built for this machine. Install what it "
                          "lacks, or set TINYTMPL_EXPORTER to a tinytmpl-export that is built already:\n${said}")
    endif()
  endif()
  include(ExternalProject)
  ExternalProject_Add(
    tinytmpl-export-build
    SOURCE_DIR "${source}"
    BINARY_DIR "${binary}"
    PREFIX "${binary}/steps"
    CONFIGURE_COMMAND ${configure}
    BUILD_COMMAND ${clean_environment} "${CMAKE_COMMAND}" --build <BINARY_DIR> --config Release --target tinytmpl-export
    INSTALL_COMMAND ""
    BUILD_BYPRODUCTS "${program}"
    BUILD_ALWAYS ON  # it is asked each time whether its sources changed
    EXCLUDE_FROM_ALL ON)
  set(${result} "${program}" PARENT_SCOPE)
endfunction()
