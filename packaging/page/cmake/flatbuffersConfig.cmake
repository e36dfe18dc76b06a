# SPDX-License-Identifier: BSL-1.0
add_library(flatbuffers::flatbuffers INTERFACE IMPORTED)
target_include_directories(flatbuffers::flatbuffers INTERFACE "${host_headers}")
