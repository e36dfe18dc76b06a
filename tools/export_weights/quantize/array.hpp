// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exporter {

/// An array as NumPy saves it. Its data stay where they are, in the file's bytes, and are as many as its shape says.
struct Array {
  std::string name;                 // in an archive; of a file alone: empty
  std::string type;                 // of its elements, as NumPy writes it: <f4
  std::vector<std::int64_t> shape;  // the first axis counts samples
  std::span<const std::uint8_t> data;

  std::int64_t elements() const;
  std::vector<float> reals() const;            // throws Error for what is no number
  std::vector<std::int64_t> integers() const;  // throws Error for what is not an integer
};

/// A .npy file, and all that an .npz archive holds, uncompressed. Both throw Error, for files may come from anywhere.
Array read_npy(std::span<const std::uint8_t> file, std::string name = {});
std::vector<Array> read_npz(std::span<const std::uint8_t> file);

/// Whether one begins here.
bool is_npy(std::span<const std::uint8_t> file);
bool is_npz(std::span<const std::uint8_t> file);

}  // namespace exporter
