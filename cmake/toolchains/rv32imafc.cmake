# SPDX-License-Identifier: BSL-1.0
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(prefix riscv64-unknown-elf-)
set(cpu_flags "-march=rv32imafc -mabi=ilp32f")
include("${CMAKE_CURRENT_LIST_DIR}/newlib_headers.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake")
