// SPDX-License-Identifier: BSL-1.0
#include "exporter.hpp"

#include <utility>

#include "emit/header.hpp"
#include "emit/rules.hpp"
#include "frontend/lower.hpp"
#include "frontend/tflite.hpp"
#include "passes/dead_channels.hpp"
#include "passes/split_activations.hpp"
#include "passes/split_concats.hpp"
#include "passes/tidy_reshapes.hpp"
#include "sha256.hpp"

namespace exporter {

Prepared prepare(std::span<const std::uint8_t> bytes, bool keep_dead_channels) {
  Network net = lower(read_tflite(bytes));
  split_concats(net);
  tidy_reshapes(net);
  Savings savings{.macs_before = macs(net), .weight_bytes_before = weight_bytes(net)};
  if (!keep_dead_channels) savings.channels = remove_dead_channels(net);
  split_activations(net);
  check_rules(net);
  return {std::move(net), savings};
}

Result export_model(std::span<const std::uint8_t> bytes, const Request& request) {
  const auto [net, savings] = prepare(bytes, request.keep_dead_channels);
  const Origin origin{TINYTMPL_EXPORT_VERSION, request.file, sha256(bytes), request.name_space, savings.channels};
  return {header(net, origin, request.golden), report(net, savings)};
}

}  // namespace exporter
