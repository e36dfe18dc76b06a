// SPDX-License-Identifier: BSL-1.0
// Networks over time, as Keras' Conv1D arrives from TFLite: planned along time, with the same bytes in every schedule.
#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr Quantization signal{0.02f, 3}, features{0.05f, -10}, more{0.08f, 20};

template <int count, int channels>
constexpr Parameters layer(Quantization output = {}) {
  return {.weights = weights<count>, .biases = biases<channels>, .scales = weight_scale, .output = output};
}

template <class Net, class Input, auto... policies>
constexpr int ram = Footprint<Net, Input, policies...>::arena_bytes;

// Three convolutions over 1,000 steps: a few steps of each tensor, and the input.
using Strided = Seq<Reshape<Shape<1, 1000, 3>>, Conv2D<16, Kernel{1, 9}, Stride<1, 2>, Same>, ReLU,
                    Conv2D<16, Kernel{1, 9}, Stride<1, 2>, Same>, ReLU, Conv2D<32, Kernel{1, 9}, Stride<1, 2>, Same>,
                    ReLU, GlobalAveragePool2D>;
constexpr int rings = 9 * 16 + 9 * 16 + 32 + 2 * 32;
static_assert(ram<Strided, Shape<1000, 3>> == 3000 + rings);
static_assert(ram<Strided, Shape<1000, 3>, Schedule::fed> == 9 * 3 + rings);
static_assert(ram<Strided, Shape<1000, 3>, Schedule::layerwise> == 3000 + 500 * 16 + 250 * 16);
static_assert(Footprint<Strided, Shape<1000, 3>>::output == Shape<32>{});

}  // namespace

TEST_CASE("convolutions, a residual, pools, a mean over time") {
  struct Net : Seq<Reshape<Shape<1, 40, 3>>, Conv2D<6, Kernel{1, 5}, Stride<1, 2>>, ReLU,
                   Residual<Seq<Conv2D<6, Kernel{1, 3}, Dilation<1, 2>, Same>, ReLU>>, MaxPool2D<Kernel{1, 2}>,
                   DepthwiseConv2D<Kernel{1, 3}, Same>, Mean<Axis::height, Axis::width>, Dense<4>, Softmax> {};
  static constexpr Parameters parameters[] = {{.output = signal},   {},
                                              layer<90, 6>(),       {.output = features},
                                              layer<108, 6>(),      {.output = more},
                                              {.output = features}, {},
                                              layer<18, 6>(more),   {.output = features},
                                              layer<24, 4>(more),   {.output = {1.0f / 256, -128}}};
  using Fed = Model<Net, Shape<40, 3>, parameters, Schedule::fed>;
  static_assert(Fed::row_size == 3 && Fed::Input<>::shape == Shape<40, 3>{});
  compare_schedules<Net, Shape<40, 3>, parameters>();
}

TEST_CASE("causal padding, steps joined along time, a dense layer at each step and one of all") {
  struct Net : Graph<Outputs<"scores", "steps">, Let<"row", Reshape<Shape<1, 24, 2>>, "input">,
                     Let<"causal", Seq<Pad<0, 0, 4, 0>, Conv2D<4, Kernel{1, 3}, Dilation<1, 2>>>, "row">,
                     Let<"both", Concat<Axis::width>, "causal", "causal">,
                     Let<"gain", Mean<Axis::width, KeepDims>, "both">, Let<"scaled", Mul, "both", "gain">,
                     Let<"steps", Seq<Reshape<Shape<48, 4>>, Dense<3, LastAxis>>, "scaled">,
                     Let<"scores", Seq<Flatten, Dense<5>>, "steps">> {};
  static constexpr Parameters parameters[] = {{.output = signal},
                                              {},
                                              {},
                                              layer<24, 4>(features),
                                              {},
                                              {.output = features},
                                              {.output = more},
                                              {},
                                              layer<12, 3>(more),
                                              {},
                                              layer<720, 5>(features)};
  compare_schedules<Net, Shape<24, 2>, parameters>();
}

TEST_CASE("a sequence between an image and a dense layer") {
  struct Net : Seq<Conv2D<4, 3, Stride<1, 2>>, ReLU, Reshape<Shape<1, 10, 12>>, Conv2D<8, Kernel{1, 3}>, Tanh,
                   AveragePool2D<Kernel{1, 2}>, Flatten, Dense<3>> {};
  static constexpr Parameters parameters[] = {{.output = signal},
                                              layer<72, 4>(),
                                              {.output = features},
                                              {},
                                              layer<288, 8>(more),
                                              {.output = {1.0f / 128, 0}},
                                              {},
                                              {},
                                              layer<96, 3>(features)};
  compare_schedules<Net, Shape<12, 7, 2>, parameters>();
}

TEST_CASE("a sequence that is seen as an image") {
  struct Net : Seq<Reshape<Shape<8, 6, 2>>, Conv2D<3, 3>, ReLU, GlobalAveragePool2D> {};
  static constexpr Parameters parameters[] = {
      {.output = signal}, {}, layer<54, 3>(), {.output = features}, {.output = more}};
  using Fed = Model<Net, Shape<48, 2>, parameters, Schedule::fed>;
  static_assert(Fed::row_size == 2 && Fed::arena_bytes < 48 * 2);
  compare_schedules<Net, Shape<48, 2>, parameters>();
}

TEST_CASE("what has to lie is fed step by step, too") {
  struct Net : Seq<Conv2D<3, 3, Same>, ReLU, Pad<1, 1, 0, 0>, MaxPool2D<3>> {};
  static constexpr Parameters parameters[] = {{.output = signal}, layer<54, 3>(), {.output = features}, {}, {}};
  static_assert(Model<Net, Shape<1, 9, 2>, parameters, Schedule::fed>::row_size == 2);
  compare_schedules<Net, Shape<1, 9, 2>, parameters>();
}
