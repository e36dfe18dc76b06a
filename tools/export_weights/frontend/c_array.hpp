// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

/// A .tflite model as an array in C or C++: what `xxd -i` writes, or TensorFlow Lite Micro's g_model.
struct CArray {
  std::string name;      // empty: it has none
  std::size_t line = 0;  // of its first element
  std::vector<std::uint8_t> bytes;
  std::string problem;  // why the array cannot be what the compiler would see, and advice; empty: it can
};

/// The arrays in a source file that hold models, in their order; others are passed over. Elements are numbers of 8 to 64
/// bits, least byte first, or a string. A file of elements alone, as `xxd -i < FILE` writes it, is an array without a name.
/// Any text is read, in linear time, and without a preprocessor: macros are passed over, and each branch of an #if is read.
std::vector<CArray> find_c_arrays(std::string_view source);

}  // namespace exporter
