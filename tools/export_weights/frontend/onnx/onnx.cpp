// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/onnx.hpp"

#include <algorithm>

#include "frontend/onnx/importer.hpp"
#include "frontend/onnx/pairs.hpp"

namespace exporter {
namespace {

bool is_quantized(const Graph& graph) {
  return std::any_of(graph.operations.begin(), graph.operations.end(),
                     [](const Operation& op) { return op.is("QUANTIZE") || op.is("DEQUANTIZE"); });
}

}  // namespace

Graph read_onnx(std::span<const std::uint8_t> bytes, const std::filesystem::path& folder) {
  const onnx::Model model = onnx::read_model(bytes);
  Graph graph = onnx::Importer(model, folder).run();
  onnx::absorb_pairs(graph);
  if (is_quantized(graph)) graph.rounding = tinytmpl::Rounding::onnx;
  return graph;
}

}  // namespace exporter
