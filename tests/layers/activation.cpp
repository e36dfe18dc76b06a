// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/activation.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/layers/quantize.hpp>
#include <tinytmpl/layers/softmax.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr Extent image{4, 5, 6, 3};
static_assert(ReLU::describe(image).activation == Activation::relu && ReLU::describe(image).curve.rescales);
static_assert(ReLU6::describe(image).activation == Activation::relu6);
static_assert(ReLUN1To1::describe(image).activation == Activation::relu_n1_to_1);
static_assert(!LeakyReLU::describe(image).curve.rescales && !HardSwish::describe(image).curve.rescales);
static_assert(Quantize::describe(image).curve.rescales && Quantize::describe(image).activation == Activation::none);

// Three have an output quantization that TFLite demands.
static_assert(Sigmoid::describe(image).demands.fixed_output == Quantization{1.0f / 256, -128});
static_assert(Tanh::describe(image).demands.fixed_output == Quantization{1.0f / 128, 0});
static_assert(Softmax::describe(image).demands.fixed_output == Quantization{1.0f / 256, -128});
static_assert(!ReLU::describe(image).demands.fixed_output.known() &&
              !HardSwish::describe(image).demands.fixed_output.known());

static_assert(Softmax::describe(image).op == Op::softmax && Softmax::describe(image).demands.table_bytes == 1024);
static_assert(Dequantize::describe(image).op == Op::dequantize &&
              Dequantize::describe(image).out.element == tinytmpl::Element::float32);

}  // namespace

TEST_CASE("one table for each function of one element") {
  for (const Node& node :
       {ReLU::describe(image), LeakyReLU::describe(image), Tanh::describe(image), Quantize::describe(image)}) {
    CHECK(node.op == Op::lookup);
    CHECK(node.out.extent == image);
    CHECK(node.demands.table_bytes == 256);
    CHECK(node.traits.overwrites == Overwrites::operand);
  }
}
