// SPDX-License-Identifier: BSL-1.0
// Which table a layer gets is told in graph/tables.cpp; here, that each element is looked up.
#include <tinytmpl/kernels/portable/lookup.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

/// An activation, and what it makes of the difference of an element to its zero point.
template <class Activation, class Input>
struct Elementwise {
  template <Rounding rounding>
  static void check(Random& random) {
    constexpr bool once = rounding == Rounding::once;
    const reference::Tensor in = random_tensor(random, Input::extent);
    reference::Output out{in.scale * std::exp(random.real(-2, 2)), random.between(-128, 127), ' ', once};
    if (std::is_same_v<Activation, Sigmoid>) out.scale = 1.0f / 256, out.zero_point = -128;
    if (std::is_same_v<Activation, Tanh>) out.scale = 1.0f / 128, out.zero_point = 0;
    const std::vector<Parameters> given = {{.output = quantization(in)}, {.output = quantization(out), .alpha = 0.25f}};
    SingleLayer<Activation, rounding, Input> layer(given, layer_activation(out));
    std::vector<std::int8_t> wanted;
    for (const std::int8_t q : in.data) wanted.push_back(expected(in, q - in.zero_point, out));
    REQUIRE(layer.run({&in}) == wanted);
  }

 private:
  static tinytmpl::core::Activation layer_activation(reference::Output& out) {
    if (!std::is_same_v<Activation, ReLU6>) return {};
    out.activation = '6';
    return tinytmpl::core::Activation::relu6;
  }
  static std::int8_t expected(const reference::Tensor& in, int d, const reference::Output& out) {
    if (std::is_same_v<Activation, Sigmoid>) return reference::logistic8(d, in.scale, out.once);
    if (std::is_same_v<Activation, Tanh>) return reference::tanh8(d, in.scale, out.once);
    if (std::is_same_v<Activation, HardSwish>) return reference::hard_swish8(d, in.scale, out.scale, out.zero_point);
    const double ratio = reference::wide(in.scale) / reference::wide(out.scale);
    const bool leaks = std::is_same_v<Activation, LeakyReLU> && d < 0;
    return out.requantize(d, leaks ? reference::wide(in.scale) * 0.25 / reference::wide(out.scale) : ratio);
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("functions of one element") {
  for_each_case<Elementwise<Quantize, Shape<3, 4, 5>>, Elementwise<ReLU6, Shape<300>>,
                Elementwise<LeakyReLU, Shape<7, 9>>, Elementwise<HardSwish, Shape<300>>,
                Elementwise<Sigmoid, Shape<300>>, Elementwise<Tanh, Shape<5, 1, 60>>>(check);
}
