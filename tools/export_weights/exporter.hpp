// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "emit/c_interface.hpp"
#include "emit/golden.hpp"
#include "emit/report.hpp"
#include "frontend/tflite/entry_points.hpp"
#include "graph/own_layers.hpp"
#include "ir.hpp"
#include "quantize/quantize.hpp"

namespace exporter {

struct Request {
  std::string file;        // its name without folders
  std::string name_space;  // checked
  bool keep_dead_channels = false;
  std::optional<Golden> golden{};
  std::optional<std::string> array{};  // of a C file: by its name or line
  Choice choice{};                     // of a file with several models
  std::optional<CRequest> c{};
  ReportOptions report{};
  bool page = false;  // is the report to be a page, too?
  OwnLayers own{};
  std::filesystem::path folder{};  // where the file stands, for those that it names; empty: they are not read
  std::optional<QuantizeRequest> quantize{};
  std::optional<tinytmpl::Rounding> rounding{};  // of sums; none: the file's
};

/// A network as it is written into a header, and what was left out of it.
struct Prepared {
  Network network;
  Savings savings;
  std::string remark{};                // on other models of the file; empty: there are none
  std::string quantization{};          // what it cost; empty: there was none
  std::vector<std::uint8_t> tflite{};  // the quantized model, if it is asked for
};

/// Frontend and passes, for a .tflite model or an ONNX model, whose weights may lie in other files of `folder`; quantized between
/// them, if it is to be. Throws Error.
Prepared prepare(std::span<const std::uint8_t> bytes, bool keep_dead_channels = false, const Choice& choice = {},
                 const OwnLayers& own = {}, const std::filesystem::path& folder = {},
                 const std::optional<QuantizeRequest>& quantization = {},
                 std::optional<tinytmpl::Rounding> rounding = {});

struct Result {
  std::string header, report;
  std::string page{};             // as requested
  std::optional<CInterface> c{};  // as requested
  std::vector<std::uint8_t> tflite{};
};

struct Outputs {
  std::vector<std::uint8_t> bytes;
  std::string report;  // what the bytes of inputs and outputs are
};

/// The outputs of the model in a file's bytes for `inputs`, as a device computes them: `run` of evaluate/. Throws Error.
Outputs run_model(std::span<const std::uint8_t> bytes, const Request& request, std::span<const std::uint8_t> inputs);

/// From a file's bytes, a model or C with one, to a header's text: frontend, passes, emit. Throws Error.
Result export_model(std::span<const std::uint8_t> bytes, const Request& request);

}  // namespace exporter
