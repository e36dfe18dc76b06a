// SPDX-License-Identifier: BSL-1.0
#include "frontend/lowering.hpp"

#include "frontend/names.hpp"

namespace exporter {
namespace {

template <Kind kind>
constexpr Lower pool = [](Reading& r) { lower_pool(r, kind); };
template <Kind kind>
constexpr Lower arithmetic = [](Reading& r) { lower_arithmetic(r, kind); };
template <Kind kind>
constexpr Lower lookup = [](Reading& r) { lower_lookup(r, kind); };
template <Activation which>
constexpr Lower activation = [](Reading& r) { lower_activation(r, which); };

}  // namespace

Lower lowering(int code) {
  switch (code) {
    case code_conv_2d: return lower_conv2d;
    case code_depthwise_conv_2d: return lower_depthwise_conv2d;
    case code_fully_connected: return lower_fully_connected;
    case code_max_pool_2d: return pool<Kind::max_pool2d>;
    case code_average_pool_2d: return pool<Kind::average_pool2d>;
    case code_mean: return lower_mean;
    case code_add: return arithmetic<Kind::add>;
    case code_sub: return arithmetic<Kind::sub>;
    case code_mul: return arithmetic<Kind::mul>;
    case code_relu: return activation<Activation::relu>;
    case code_relu6: return activation<Activation::relu6>;
    case code_relu_n1_to_1: return activation<Activation::relu_n1_to_1>;
    case code_leaky_relu: return lookup<Kind::leaky_relu>;
    case code_hard_swish: return lookup<Kind::hard_swish>;
    case code_logistic: return lookup<Kind::sigmoid>;
    case code_tanh: return lookup<Kind::tanh>;
    case code_softmax: return lower_softmax;
    case code_quantize: return lower_quantize;
    case code_concatenation: return lower_concatenation;
    case code_pad:
    case code_padv2: return lower_pad;
    case code_reshape: return lower_reshape;
    case code_squeeze: return lower_squeeze;
    case code_expand_dims: return lower_expand_dims;
    case code_transpose: return lower_transpose;
    default: return nullptr;
  }
}

}  // namespace exporter
