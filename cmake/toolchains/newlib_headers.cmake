# SPDX-License-Identifier: BSL-1.0
# Debian's compilers for RISC-V and Xtensa have no C++ headers; those of its Arm package serve them as well.
file(GLOB cxx_headers /usr/include/newlib/c++/* /usr/arm-none-eabi/include/c++/*)
if(NOT cxx_headers)
  message(FATAL_ERROR "there are no C++ headers in /usr/include/newlib; install libstdc++-arm-none-eabi-newlib, or "
                      "libstdc++-arm-none-eabi where that is its name")
endif()
list(GET cxx_headers -1 cxx_headers)
cmake_path(GET cxx_headers PARENT_PATH c_headers)
cmake_path(GET c_headers PARENT_PATH c_headers)
string(APPEND cpu_flags " -nostdinc++")
foreach(folder IN ITEMS "${cxx_headers}" "${cxx_headers}/arm-none-eabi" "${c_headers}")
  string(APPEND cpu_flags " -isystem ${folder}")
endforeach()
