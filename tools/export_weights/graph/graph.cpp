// SPDX-License-Identifier: BSL-1.0
#include "graph/graph.hpp"

#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "text.hpp"

namespace exporter {

std::string dtype_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::float32: return "float32";
    case Dtype::float16: return "float16";
    case Dtype::int32: return "int32";
    case Dtype::uint8: return "uint8";
    case Dtype::int64: return "int64";
    case Dtype::string: return "string";
    case Dtype::boolean: return "bool";
    case Dtype::int16: return "int16";
    case Dtype::complex64: return "complex64";
    case Dtype::int8: return "int8";
    case Dtype::float64: return "float64";
    case Dtype::complex128: return "complex128";
    case Dtype::uint64: return "uint64";
    case Dtype::resource: return "resource";
    case Dtype::variant: return "variant";
    case Dtype::uint32: return "uint32";
    case Dtype::uint16: return "uint16";
    case Dtype::int4: return "int4";
    case Dtype::bfloat16: return "bfloat16";
    case Dtype::int2: return "int2";
    case Dtype::uint4: return "uint4";
    case Dtype::float8_e4m3: return "float8_e4m3";
    case Dtype::float8_e5m2: return "float8_e5m2";
    case Dtype::unknown: break;
  }
  return "an unknown type";
}

std::int64_t Value::elements() const {
  std::int64_t product = 1;
  for (const int dim : shape) product *= dim;
  return product;
}

bool same_quantization(const Value& a, const Value& b) {
  return a.dtype == b.dtype && a.scales == b.scales && a.zero_points == b.zero_points;
}

std::optional<std::vector<std::int64_t>> integers(const Graph& graph, int tensor) {
  if (tensor < 0) return std::nullopt;
  const Value& t = graph[tensor];
  const std::size_t width = t.dtype == Dtype::int32 ? 4 : t.dtype == Dtype::int64 ? 8 : 0;
  if (width == 0 || t.data.size() > max_integers * width ||
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

void Graph::fold(int value, Buffer data) {
  replace(value, std::move(data));
  folded.insert(value);
}

void Graph::replace(int value, Buffer data) {
  buffers.push_back(std::make_shared<const Buffer>(std::move(data)));
  values[static_cast<std::size_t>(value)].data = *buffers.back();
}

std::string describe(const Value& tensor) {
  return fmt::format("tensor {} ({})", quoted(tensor.name), dtype_name(tensor.was_uint8 ? Dtype::uint8 : tensor.dtype));
}

std::string describe(const Operation& op) { return fmt::format("operator {}, {}", op.position, op.name); }

}  // namespace exporter
