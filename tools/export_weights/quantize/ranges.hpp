// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <tinytmpl/core/quantization.hpp>

#include "quantize/histogram.hpp"

namespace exporter {

constexpr double smallest_scale = 0x1p-60;  // what is smaller is zero

/// How the range of a tensor is found from what it held.
enum class Ranges {
  min_max,     // all that it held
  percentile,  // all but the outermost 0.01 %
  mse,         // with the least squared error
  best,        // whichever of these has the least squared error, the widest of equal ones
};

/// Their names on the command line, in the enumeration's order.
std::vector<std::string_view> names_of_ranges();
std::string_view name_of(Ranges ranges);
std::optional<Ranges> find_ranges(std::string_view name);

/// A range of an int8 tensor, zero in it exactly.
struct Range8 {
  tinytmpl::Quantization quantization{};
  Ranges by{};  // never `best`
};

/// source   TensorFlow Lite kernels/internal/quantization_util.h, ChooseQuantizationParams
tinytmpl::Quantization quantization_of(double low, double high);

Range8 choose_range(const Histogram& histogram, Ranges ranges);

}  // namespace exporter
