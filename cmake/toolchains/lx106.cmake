# SPDX-License-Identifier: BSL-1.0
# Xtensa LX106, the ESP8266's core.
set(CMAKE_SYSTEM_PROCESSOR xtensa)
set(prefix xtensa-lx106-elf-)
set(cpu_flags "-mlongcalls -mtext-section-literals")
include("${CMAKE_CURRENT_LIST_DIR}/newlib_headers.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake")
