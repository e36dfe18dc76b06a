# SPDX-License-Identifier: BSL-1.0
set(CMAKE_SYSTEM_PROCESSOR arm)
set(prefix arm-none-eabi-)
set(cpu_flags "-mcpu=cortex-m33 -mthumb -mfloat-abi=hard -mfpu=fpv5-sp-d16")
include("${CMAKE_CURRENT_LIST_DIR}/bare_metal.cmake")
