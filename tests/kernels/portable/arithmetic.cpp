// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/arithmetic.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

/// What the operator computes, and an output scale that its results fill.
template <class Operator>
reference::Tensor expected(const reference::Tensor& a, const reference::Tensor& b, const reference::Output& out) {
  if constexpr (std::is_same_v<Operator, Mul>) return reference::mul(a, b, out);
  else return reference::add_or_sub(std::is_same_v<Operator, Add> ? 1 : -1, a, b, out);
}
template <class Operator>
reference::Output output_for(Random& random, const reference::Tensor& a, const reference::Tensor& b, bool once) {
  const float scale = std::is_same_v<Operator, Mul> ? a.scale * b.scale * 64 : std::max(a.scale, b.scale);
  reference::Output out;
  out.scale = scale * std::exp(random.real(-2, 3));
  out.zero_point = random.of(-128, 127, random.between(-128, 127));
  out.once = once;
  return out;
}

/// Both operands are computed.
template <class Operator, class A, class B>
struct Pair {
  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor a = random_tensor(random, A::extent), b = random_tensor(random, B::extent);
    reference::Output out = output_for<Operator>(random, a, b, rounding == Rounding::once);
    const Activation activation = random_activation(random, out);
    const std::vector<Parameters> given = {
        {.output = quantization(a)}, {.output = quantization(b)}, {.output = quantization(out)}};
    SingleLayer<Operator, rounding, A, B> layer(given, activation);
    REQUIRE(layer.run({&a, &b}) == expected<Operator>(a, b, out).data);
  }
};

/// One operand is a constant.
template <class Operator, class A, class Constant, bool constant_first>
struct OneConstant {
  using Word = std::conditional_t<constant_first, WithConstant<Operator, Constant, ConstantFirst>,
                                  WithConstant<Operator, Constant>>;

  template <Rounding rounding>
  static void check(Random& random) {
    const reference::Tensor a = random_tensor(random, A::extent), constant = random_tensor(random, Constant::extent);
    reference::Output out = output_for<Operator>(random, a, constant, rounding == Rounding::once);
    const Activation activation = random_activation(random, out);
    const std::vector<Parameters> given = {{.output = quantization(a)},
                                           {.weights = constant.data,
                                            .scales = {&constant.scale, 1},
                                            .output = quantization(out),
                                            .weights_zero_point = constant.zero_point}};
    SingleLayer<Word, rounding, A> layer(given, activation);
    const auto wanted = constant_first ? expected<Operator>(constant, a, out) : expected<Operator>(a, constant, out);
    REQUIRE(layer.run({&a}) == wanted.data);
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

using Image = Shape<3, 4, 5>;

}  // namespace

TEST_CASE("operands of one shape") {
  for_each_case<Pair<Add, Image, Image>, Pair<Sub, Image, Image>, Pair<Mul, Image, Image>,
                Pair<Add, Shape<7>, Shape<7>>, Pair<Sub, Shape<4, 3>, Shape<4, 3>>>(check);
}

TEST_CASE("operands that broadcast") {
  for_each_case<Pair<Add, Image, Shape<5>>, Pair<Sub, Shape<1>, Image>, Pair<Mul, Image, Shape<1, 1, 5>>,
                Pair<Mul, Shape<3, 1, 1>, Image>, Pair<Add, Shape<3, 1, 5>, Shape<1, 4, 1>>,
                Pair<Sub, Image, Shape<4, 1>>, Pair<Mul, Shape<4, 5>, Image>,
                Pair<Add, Shape<1, 4, 5>, Shape<3, 4, 1>>>(check);
}

TEST_CASE("a constant operand, on either side") {
  for_each_case<OneConstant<Add, Image, Image, false>, OneConstant<Sub, Image, Image, true>,
                OneConstant<Sub, Image, Shape<5>, false>, OneConstant<Mul, Image, Shape<5>, true>,
                OneConstant<Mul, Image, Shape<1>, false>, OneConstant<Sub, Shape<4, 1>, Shape<3, 1, 5>, true>,
                OneConstant<Add, Shape<5>, Image, false>, OneConstant<Sub, Image, Shape<3, 1, 1>, true>,
                OneConstant<Sub, Shape<6>, Shape<6>, true>>(check);
}
