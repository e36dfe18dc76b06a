# SPDX-License-Identifier: BSL-1.0
#[[
tinytmpl_add_model(TARGET MODEL.tflite [NAMESPACE ns] [GOLDEN INPUTS.bin OUTPUTS.bin]
                   [EXPORT_OPTIONS --keep-dead-channels ...])

Exports the model to a header, which TARGET's sources then include: "ns.hpp", or "MODEL.hpp" without NAMESPACE. It is
written in the build tree, again whenever the model or the exporter changes. GOLDEN adds vectors for the model's
self_test: files of raw int8.

The exporter runs on the build machine, also when TARGET is cross-compiled. It is, in this order: the one of the same
build; TINYTMPL_EXPORTER, if set; an installed tinytmpl-export, of this package or on PATH; or else it is built from
this source tree with the build machine's own compiler.
]]
function(tinytmpl_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAMESPACE" "GOLDEN;EXPORT_OPTIONS")
  list(LENGTH arg_GOLDEN golden_files)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "tinytmpl_add_model: there is no target \"${target}\"; add_executable or add_library first")
  elseif(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES OR NOT golden_files MATCHES "^[02]$")
    message(FATAL_ERROR "tinytmpl_add_model(TARGET MODEL.tflite [NAMESPACE ns] [GOLDEN INPUTS.bin OUTPUTS.bin] "
                        "[EXPORT_OPTIONS ...])")
  endif()
  cmake_path(ABSOLUTE_PATH model BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
  if(NOT EXISTS "${model}" AND NOT IS_ABSOLUTE "${ARGV1}")
    message(FATAL_ERROR "tinytmpl_add_model: there is no file ${model}")
  endif()

  cmake_path(GET model STEM LAST_ONLY stem)
  set(namespace_option)
  if(arg_NAMESPACE)
    string(REPLACE "::" "_" stem "${arg_NAMESPACE}")
    set(namespace_option --namespace "${arg_NAMESPACE}")
  endif()
  set(golden)
  foreach(file IN LISTS arg_GOLDEN)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    list(APPEND golden "${file}")
  endforeach()
  set(golden_option)
  if(golden)
    set(golden_option --golden ${golden})
  endif()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/tinytmpl_models/${target}")  # one a target: no two rules for one file
  set(header "${folder}/${stem}.hpp")
  file(MAKE_DIRECTORY "${folder}")

  tinytmpl_find_exporter()
  add_custom_command(
    OUTPUT "${header}"
    COMMAND tinytmpl::export "${model}" -o "${header}" ${namespace_option} ${golden_option}
            ${arg_EXPORT_OPTIONS}
    DEPENDS "${model}" ${golden} tinytmpl::export
    COMMENT "Exporting ${stem}.hpp"
    VERBATIM)
  target_sources(${target} PRIVATE "${header}")
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")  # the header is made once, for all that link it
    target_include_directories(${target} INTERFACE "${folder}")
  else()
    target_include_directories(${target} PRIVATE "${folder}")
  endif()
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
  include(ExternalProject)
  ExternalProject_Add(
    tinytmpl-export-build
    SOURCE_DIR "${source}"
    BINARY_DIR "${binary}"
    PREFIX "${binary}/steps"
    CONFIGURE_COMMAND
      ${clean_environment} "${CMAKE_COMMAND}" -G "${CMAKE_GENERATOR}" "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}"
      -DCMAKE_BUILD_TYPE=Release "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${binary}/bin" -DTINYTMPL_BUILD_TESTS=OFF
      -S <SOURCE_DIR> -B <BINARY_DIR>
    BUILD_COMMAND ${clean_environment} "${CMAKE_COMMAND}" --build <BINARY_DIR> --config Release --target tinytmpl-export
    INSTALL_COMMAND ""
    BUILD_BYPRODUCTS "${program}"
    BUILD_ALWAYS ON  # it is asked each time whether its sources changed
    EXCLUDE_FROM_ALL ON)
  set(${result} "${program}" PARENT_SCOPE)
endfunction()
