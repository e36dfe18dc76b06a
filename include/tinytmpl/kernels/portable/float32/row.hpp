// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/exact.hpp>
#include <tinytmpl/kernels/portable/taps.hpp>

namespace tinytmpl::kernels::portable {

/// A kernel of float32 tensors, as TensorFlow Lite's reference computes: in its order of operations, each rounded by itself.
template <Op... operators>
struct RealKernelFor : KernelFor<operators...> {
  static constexpr bool knows(Element element) { return element == Element::float32; }
};

constexpr int real_bytes = sizeof(float);

/// Element `i` of a row of real numbers, and what puts one there.
constexpr float real_at(const std::int8_t* row, int i) { return load_element<float>(row + i * real_bytes); }
constexpr void put_real(std::int8_t* row, int i, float x) { store_element(row + i * real_bytes, x); }

/// Weight `i`, of output channel `channel`: a real number, or an int8 that stands for one.
template <auto g>
constexpr float weight_at(const Constants& k, const RealNumbers& reals, int i, int channel) {
  if (g.weights == Element::float32) return load<g.flash>(k.weights.template as<float>() + i);
  return load<g.flash>(reals.scales + channel * reals.scale_step) *
         static_cast<float>(load<g.flash>(k.weights.template as<std::int8_t>() + i));
}
template <auto g>
constexpr float bias_at(const Constants& k, int i) {
  return g.has_bias ? load<g.flash>(k.biases.template as<float>() + i) : 0.0f;
}

using RealChannel = WideChannel<float>;

}  // namespace tinytmpl::kernels::portable
