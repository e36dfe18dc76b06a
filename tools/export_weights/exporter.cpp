// SPDX-License-Identifier: BSL-1.0
#include "exporter.hpp"

#include <utility>

#include <fmt/format.h>

#include "emit/edges.hpp"
#include "emit/golden.hpp"
#include "emit/header.hpp"
#include "emit/page.hpp"
#include "emit/topology.hpp"
#include "evaluate/bound.hpp"
#include "evaluate/run.hpp"
#include "frontend/formats.hpp"
#include "frontend/model_file.hpp"
#include "frontend/onnx/onnx.hpp"
#include "frontend/tflite/tflite.hpp"
#include "frontend/tflite/write.hpp"
#include "lower/lower.hpp"
#include "passes/dead_channels.hpp"
#include "passes/split_activations.hpp"
#include "passes/split_concats.hpp"
#include "passes/tidy_reshapes.hpp"
#include "sha256.hpp"
#include "text.hpp"

namespace exporter {

Prepared prepare(std::span<const std::uint8_t> bytes, bool keep_dead_channels, const Choice& choice,
                 const OwnLayers& own, const std::filesystem::path& folder,
                 const std::optional<QuantizeRequest>& quantization, std::optional<tinytmpl::Rounding> rounding) {
  Graph file = is_onnx(bytes) ? read_onnx(bytes, folder) : read_tflite(bytes, choice);
  std::string remark = std::move(file.remark), quantized_report;
  std::vector<std::uint8_t> tflite;
  name_own_layers(file, own);
  if (quantization) {
    Quantized quantized = quantize(std::move(file), *quantization);
    file = std::move(quantized.graph), quantized_report = std::move(quantized.report);
    if (quantization->to_tflite) tflite = write_tflite(file);
  }
  if (rounding) file.rounding = *rounding;
  Network net = lower(std::move(file));
  split_concats(net);
  tidy_reshapes(net);
  Savings savings{.macs_before = macs(net), .weight_bytes_before = weight_bytes(net)};
  if (!keep_dead_channels) savings.channels = remove_dead_channels(net);
  split_activations(net);
  order_layers(net);
  bind(net);
  return {std::move(net), savings, std::move(remark), std::move(quantized_report), std::move(tflite)};
}

Outputs run_model(std::span<const std::uint8_t> bytes, const Request& request, std::span<const std::uint8_t> inputs) {
  const ModelFile model(bytes, request.array);
  const Prepared prepared = prepare(model.bytes(), request.keep_dead_channels, request.choice, {}, request.folder,
                                    request.quantize, request.rounding);
  const Network& net = prepared.network;
  Outputs result{run(net, inputs), prepared.quantization};
  for (const std::string& line : edge_lines(net)) result.report += line + '\n';
  result.report += fmt::format("inferences: {}\n", grouped(inferences(net, inputs, "inputs")));
  return result;
}

Result export_model(std::span<const std::uint8_t> bytes, const Request& request) {
  const ModelFile model(bytes, request.array);
  const auto [net, savings, remark, quantization, tflite] =
      prepare(model.bytes(), request.keep_dead_channels, request.choice, request.own, request.folder, request.quantize,
              request.rounding);
  std::string source = request.file;
  if (!model.array().empty()) source += ", array " + model.array();
  if (request.choice.signature) source += ", signature " + *request.choice.signature;
  if (request.choice.subgraph) source += fmt::format(", subgraph {}", *request.choice.subgraph);
  const Origin origin{TINYTMPL_EXPORT_VERSION, source,           sha256(bytes),
                      request.name_space,      savings.channels, request.own.headers};
  const std::string golden = request.golden ? golden_result(net, *request.golden) : "";
  Result result{header(net, origin, request.golden), quantization + report(net, savings, request.report) + remark +
                                                         (golden.empty() ? "" : golden + '\n') +
                                                         fmt::format("namespace {}\n", request.name_space)};
  if (request.page)
    result.page =
        page(net, savings, request.report.target ? *request.report.target : targets().front(), request.file, golden);
  if (request.c) result.c = c_interface(net, origin, *request.c, request.golden.has_value());
  result.tflite = tflite;
  return result;
}

}  // namespace exporter
