// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace exporter {

/// TFLite's operators that are read here. The numbers are the format's.
// clang-format off
enum Code {
  code_add = 0, code_average_pool_2d = 1, code_concatenation = 2, code_conv_2d = 3, code_depthwise_conv_2d = 4,
  code_dequantize = 6, code_fully_connected = 9, code_logistic = 14, code_max_pool_2d = 17, code_mul = 18,
  code_relu = 19, code_relu_n1_to_1 = 20, code_relu6 = 21, code_reshape = 22, code_softmax = 25, code_tanh = 28,
  code_custom = 32, code_pad = 34, code_gather = 36, code_batch_to_space_nd = 37, code_space_to_batch_nd = 38,
  code_transpose = 39, code_mean = 40, code_sub = 41,
  code_squeeze = 43, code_strided_slice = 45, code_cast = 53, code_padv2 = 60, code_expand_dims = 70,
  code_shape = 77, code_reduce_prod = 81, code_pack = 83, code_leaky_relu = 98, code_quantize = 114,
  code_hard_swish = 117
};
// clang-format on

/// The format's name of any operator; "operator code 300" of one that it does not have.
std::string operator_name(int code);

/// int8, float32, ...
std::string dtype_name(int dtype);

}  // namespace exporter
