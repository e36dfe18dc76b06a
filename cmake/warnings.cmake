# SPDX-License-Identifier: BSL-1.0
# What the headers keep clean, alone and in every test, and the exporter: link `tinytmpl_warnings`.
include_guard(GLOBAL)
add_library(tinytmpl_warnings INTERFACE)
target_compile_options(tinytmpl_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
