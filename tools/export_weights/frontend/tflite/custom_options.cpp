// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/custom_options.hpp"

#include <optional>
#include <string>

namespace exporter {
namespace {

constexpr std::size_t max_bytes = 4096, max_options = 64, max_name = 64;

enum class Type : std::uint8_t { integer = 1, natural = 2, map = 9, boolean = 26 };

/// A value or an offset as it lies in the buffer, and how wide it is. What lies outside is nothing: whoever asks has a damaged file.
///
/// source   FlexBuffers' description, "Data format", in FlatBuffers' documentation
class FlexReader {
 public:
  explicit FlexReader(std::span<const std::uint8_t> in_bytes) : bytes(in_bytes) {}

  std::optional<std::uint64_t> natural(std::int64_t at, std::int64_t width) const {
    if (at < 0 || at + width > std::ssize(bytes)) return {};
    std::uint64_t value = 0;
    for (std::int64_t i = 0; i < width; ++i) value |= std::uint64_t{bytes[static_cast<std::size_t>(at + i)]} << (8 * i);
    return value;
  }
  std::optional<std::int64_t> integer(std::int64_t at, std::int64_t width) const {
    const auto value = natural(at, width);
    if (!value) return {};
    const int above = static_cast<int>(64 - 8 * width);
    return static_cast<std::int64_t>(*value << above) >> above;
  }
  /// Offsets lead back.
  std::optional<std::int64_t> target(std::int64_t at, std::int64_t width) const {
    const auto offset = natural(at, width);
    if (!offset || *offset > max_bytes || static_cast<std::int64_t>(*offset) > at) return {};
    return at - static_cast<std::int64_t>(*offset);
  }
  std::optional<std::string> text(std::int64_t at) const {
    std::string out;
    for (auto byte = natural(at, 1); byte && out.size() < max_name; byte = natural(++at, 1)) {
      if (*byte == 0) return out;
      out += static_cast<char>(*byte);
    }
    return {};
  }

 private:
  std::span<const std::uint8_t> bytes;
};

constexpr Type type_of(std::uint64_t packed) { return static_cast<Type>(packed >> 2); }
constexpr std::int64_t width_of(std::uint64_t packed) { return std::int64_t{1} << (packed & 3); }

}  // namespace

Attributes read_custom_options(std::span<const std::uint8_t> bytes) {
  Attributes out;
  if (bytes.size() < 3 || bytes.size() > max_bytes) return out;
  const FlexReader reader(bytes);
  const std::uint8_t root_type = bytes[bytes.size() - 2], root_width = bytes.back();
  if (root_width > 8 || type_of(root_type) != Type::map) return out;
  const std::int64_t width = width_of(root_type);
  const auto values = reader.target(std::ssize(bytes) - 2 - root_width, root_width);
  if (!values) return out;
  // In front of the values: where the keys are, how wide their offsets, how many.
  const auto keys = reader.target(*values - 3 * width, width);
  const auto key_width = reader.natural(*values - 2 * width, width), count = reader.natural(*values - width, width);
  if (!keys || !key_width || *key_width > 8 || !count || *count > max_options) return out;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(*count); ++i) {
    const auto key = static_cast<std::int64_t>(*key_width);
    const auto name_at = reader.target(*keys + i * key, key);
    const auto type = reader.natural(*values + static_cast<std::int64_t>(*count) * width + i, 1);
    const auto value = reader.integer(*values + i * width, width);
    const auto name = name_at ? reader.text(*name_at) : std::nullopt;
    if (!name || !type || !value) return out;
    if (type_of(*type) == Type::natural)
      out.set(*name, static_cast<std::int64_t>(reader.natural(*values + i * width, width).value_or(0)));
    else if (type_of(*type) == Type::integer || type_of(*type) == Type::boolean) out.set(*name, *value);
  }
  return out;
}

}  // namespace exporter
