# SPDX-License-Identifier: BSL-1.0
# Every component's CMakeLists.txt may say: tinytmpl_add_model(${COMPONENT_LIB} kws.tflite)
include("${CMAKE_CURRENT_LIST_DIR}/cmake/tinytmpl_add_model.cmake")
