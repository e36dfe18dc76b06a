// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/namespaces.hpp>

namespace tinytmpl::core {

/// What a layer may require of its inputs and its parameters; graph/check.hpp has a sentence for each.
enum class Rule {
  none,
  valid_shape,
  a_layer,
  image,
  kernel_rows,
  kernel_columns,
  filters,
  vocabulary,
  window,
  groups,
  padding,
  weights_size,
  tensor_size,
  rows,
  groups_of_channels,
  groups_of_filters,
  height,
  width,
  channels,
  joined,
  index_element,
  constant_shape,
  elements,
  slice,
  slice_rank,
  permutation,
  strided_axes,
  divided_axes,
  places,
  resized,
  resized_beyond,
  transposed_extent,
  inner_extent,
  joined_tensors,
  kept_steps,
  sequence,
  state_scale,
  kept_scale,
  operands,
  network_inputs,
  network_outputs,
  whole_graph,
  known_name,
  unique_name,
  parameter_sets,
  weights,
  biases,
  weights_element,
  real_function,
  reals_only,
  wide_function,
  wide_zero_point,
  scales,
  valid_scales,
  as_uint8,
  quantized,
  valid_quantization,
  kept_element,
  kept_quantization,
  fixed_output,
  one_fed_input,
  signal_element,
  fft_length,
  fft_frame,
  spectrum,
  filter_bank,
  signal_bits,
};

/// A broken rule as a value: which, where, and both numbers.
struct Fault {
  Rule rule = Rule::none;
  int layer = 0, needed = 0, given = 0;

  constexpr bool found() const { return rule != Rule::none; }
};

}  // namespace tinytmpl::core
