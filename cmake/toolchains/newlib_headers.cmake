# SPDX-License-Identifier: BSL-1.0
# Debian's compilers for RISC-V and Xtensa have no C++ headers; those of its Arm package serve them as well.
file(GLOB cxx_headers /usr/include/newlib/c++/*)
if(NOT cxx_headers)
  message(FATAL_ERROR "there are no C++ headers in /usr/include/newlib; install libstdc++-arm-none-eabi-newlib")
endif()
list(GET cxx_headers -1 cxx_headers)
string(APPEND cpu_flags " -nostdinc++")
foreach(folder IN ITEMS "${cxx_headers}" "${cxx_headers}/arm-none-eabi" /usr/include/newlib)
  string(APPEND cpu_flags " -isystem ${folder}")
endforeach()
