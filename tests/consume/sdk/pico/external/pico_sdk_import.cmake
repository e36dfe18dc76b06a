# SPDX-License-Identifier: BSL-1.0
# The functions of the Pico SDK's CMake that a project calls, for the host.
set(PICO_STAND_IN "${CMAKE_CURRENT_LIST_DIR}/..")
macro(pico_sdk_init)
  add_library(pico_stdlib INTERFACE)
  target_include_directories(pico_stdlib INTERFACE "${PICO_STAND_IN}/include" "${PICO_STAND_IN}/../board")
endmacro()
function(pico_enable_stdio_usb target enable)
endfunction()
function(pico_add_extra_outputs target)
endfunction()
