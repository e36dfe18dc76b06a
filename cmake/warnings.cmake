# SPDX-License-Identifier: BSL-1.0
# What the headers keep clean, alone and in every test: link `tinytmpl_warnings`.
add_library(tinytmpl_warnings INTERFACE)
target_compile_options(tinytmpl_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
