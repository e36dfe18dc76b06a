// SPDX-License-Identifier: BSL-1.0
#include "quantize/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "error.hpp"
#include "quantize/scales.hpp"
#include "quantize/weights.hpp"

namespace exporter {
namespace {

constexpr std::int64_t max_bytes_at_once = std::int64_t{1} << 28;

std::int64_t bytes_of_all_values(const Graph& graph) {
  std::int64_t sum = 0;
  for (const int value : computed_values(graph)) sum += graph[value].elements() * std::int64_t{sizeof(float)};
  return sum;
}

/// The sum of each element over all samples.
void add_up(std::span<const float> elements, std::vector<double>& sums) {
  for (std::size_t i = 0; i < elements.size(); ++i) sums[i % sums.size()] += double{elements[i]};
}

void find_peaks(std::span<const float> elements, std::vector<float>& peaks) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    float& peak = peaks[i % peaks.size()];
    peak = std::max(peak, std::abs(elements[i]));
  }
}

}  // namespace

void for_some(const Graph& graph, const Samples& samples, const Progress& progress, std::string_view work,
              const std::function<void(std::int64_t, Tensors)>& use) {
  const std::int64_t at_once = std::clamp<std::int64_t>(
      max_bytes_at_once / std::max<std::int64_t>(1, bytes_of_all_values(graph)), 1, samples.count);
  for (std::int64_t first = 0; first < samples.count; first += at_once) {
    progress(work, first, samples.count);
    const std::int64_t count = std::min(at_once, samples.count - first);
    Tensors inputs;
    for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
      const auto each = static_cast<std::size_t>(graph[graph.inputs[i]].elements());
      std::vector<std::uint8_t>& bytes = inputs[graph.inputs[i]];
      bytes.resize(static_cast<std::size_t>(count) * each * sizeof(float));
      std::memcpy(bytes.data(), &samples.inputs[i][static_cast<std::size_t>(first) * each], bytes.size());
    }
    use(count, std::move(inputs));
  }
  progress(work, samples.count, samples.count);
}

Calibration calibrate(const Graph& graph, const Samples& samples, const Progress& progress) {
  Calibration out;
  std::map<int, std::vector<double>> sums;
  for (const Operation& op : graph.operations)
    if (const Weighted* const where = weighted(graph, op)) {
      const int input = op.inputs[where->input];
      sums[input].resize(static_cast<std::size_t>(graph[input].elements()));
      out.peaks[op.outputs[0]].resize(static_cast<std::size_t>(graph[op.outputs[0]].shape.back()));
    }
  for_some(graph, samples, progress, "calibrating", [&](std::int64_t count, Tensors inputs) {
    evaluate(graph, std::move(inputs), count, [&](int value, std::span<const std::uint8_t> bytes) {
      if (!becomes_int8(graph, value)) return;
      if (!out.histograms[value].add(as_reals(bytes)))
        throw Error(
            fmt::format("{} becomes an infinity, or what is not a number, of these samples; are they as the model "
                        "was trained?",
                        describe(graph[value])));
      if (const auto sum = sums.find(value); sum != sums.end()) add_up(as_reals(bytes), sum->second);
      if (const auto peaks = out.peaks.find(value); peaks != out.peaks.end())
        find_peaks(as_reals(bytes), peaks->second);
    });
  });
  for (const auto& [value, sum] : sums)
    for (const double one : sum)
      out.means[value].push_back(static_cast<float>(one / static_cast<double>(samples.count)));
  return out;
}

}  // namespace exporter
