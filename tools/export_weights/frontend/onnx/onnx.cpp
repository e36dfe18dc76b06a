// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/onnx.hpp"

#include "frontend/onnx/importer.hpp"
#include "frontend/onnx/pairs.hpp"

namespace exporter {

Graph read_onnx(std::span<const std::uint8_t> bytes, const std::filesystem::path& folder) {
  const onnx::Model model = onnx::read_model(bytes);
  Graph graph = onnx::Importer(model, folder).run();
  onnx::absorb_pairs(graph);
  return graph;
}

}  // namespace exporter
