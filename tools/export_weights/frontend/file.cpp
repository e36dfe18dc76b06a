// SPDX-License-Identifier: BSL-1.0
#include "frontend/file.hpp"

#include <cstring>

#include <fmt/format.h>

#include "frontend/names.hpp"
#include "text.hpp"

namespace exporter {

std::int64_t FileTensor::elements() const {
  std::int64_t product = 1;
  for (const int dim : shape) product *= dim;
  return product;
}

bool same_quantization(const FileTensor& a, const FileTensor& b) {
  return a.dtype == b.dtype && a.scales == b.scales && a.zero_points == b.zero_points;
}

std::optional<std::vector<std::int64_t>> integers(const File& file, int tensor) {
  if (tensor < 0) return std::nullopt;
  if (const auto found = file.folded.find(tensor); found != file.folded.end()) return found->second;
  const FileTensor& t = file[tensor];
  const std::size_t width = t.dtype == Dtype::int32 ? 4 : t.dtype == Dtype::int64 ? 8 : 0;
  if (width == 0 || t.data.empty() || t.data.size() > max_integers * width ||
      t.data.size() != static_cast<std::size_t>(t.elements()) * width)
    return std::nullopt;
  std::vector<std::int64_t> values;
  for (std::size_t at = 0; at < t.data.size(); at += width) {  // may lie at any address
    std::int64_t wide = 0;
    std::int32_t narrow = 0;
    if (width == 8) std::memcpy(&wide, &t.data[at], 8);
    else std::memcpy(&narrow, &t.data[at], 4), wide = narrow;
    values.push_back(wide);
  }
  return values;
}

std::string describe(const FileTensor& tensor) {
  return fmt::format("tensor {} ({})", quoted(tensor.name),
                     dtype_name(static_cast<int>(tensor.was_uint8 ? Dtype::uint8 : tensor.dtype)));
}

std::string describe(const FileOperator& op) { return fmt::format("operator {}, {}", op.position, op.name); }

}  // namespace exporter
