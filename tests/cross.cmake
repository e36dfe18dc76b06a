# SPDX-License-Identifier: BSL-1.0
# For a target without a system: each example's model is compiled, not run.
foreach(model IN LISTS models)
  cmake_path(GET model STEM stem)
  file(CONFIGURE OUTPUT ${stem}.cpp CONTENT [[
#include "@stem@.hpp"
using Model = @stem@::Model;
static Model model;
static_assert(sizeof(Model) == Model::ram_bytes);
extern "C" int run_@stem@(const std::int8_t* elements) {
  for (int i = 0; i < Model::Input<>::size; ++i) model.input()[i] = elements[i];
  return model.run().argmax();
}
]] @ONLY)
  add_library(model.${stem} STATIC "${CMAKE_CURRENT_BINARY_DIR}/${stem}.cpp")
  target_link_libraries(model.${stem} PRIVATE tinytmpl::tinytmpl tinytmpl_warnings)
  tinytmpl_add_model(model.${stem} "${model}")
endforeach()
