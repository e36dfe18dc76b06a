// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace exporter {

/// The .tflite model in a file: the file itself, or an array in C. Throws Error if there is none, or which it is must be
/// said by `array`, its name or the line of its first element.
class ModelFile {
 public:
  explicit ModelFile(std::span<const std::uint8_t> file, const std::optional<std::string>& array = {});
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

  std::span<const std::uint8_t> bytes() const { return model; }
  const std::string& array() const { return name; }  // empty: the file is the model

 private:
  std::vector<std::uint8_t> elements;
  std::span<const std::uint8_t> model;
  std::string name;
};

}  // namespace exporter
