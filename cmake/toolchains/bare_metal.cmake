# SPDX-License-Identifier: BSL-1.0
# What all targets without an operating system share: the file that includes this has set `prefix` of its compiler and
# `cpu_flags`. Programs bring their own start-up code, linker script and memory functions, or link a C library.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_CXX_COMPILER ${prefix}g++)
set(CMAKE_C_COMPILER ${prefix}gcc)
set(CMAKE_ASM_COMPILER ${prefix}gcc)
set(CMAKE_CXX_FLAGS_INIT
    "${cpu_flags} -ffreestanding -fno-exceptions -fno-rtti -fno-threadsafe-statics -ffunction-sections -fdata-sections")
set(CMAKE_C_FLAGS_INIT "${cpu_flags} -ffreestanding -ffunction-sections -fdata-sections")
set(CMAKE_ASM_FLAGS_INIT "${cpu_flags}")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG" CACHE STRING "As firmware is built")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostdlib -Wl,--gc-sections")
set(CMAKE_CXX_STANDARD_LIBRARIES_INIT "-lgcc")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
