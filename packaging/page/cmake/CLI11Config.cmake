# SPDX-License-Identifier: BSL-1.0
add_library(CLI11::CLI11 INTERFACE IMPORTED)
target_include_directories(CLI11::CLI11 INTERFACE "${host_headers}")
