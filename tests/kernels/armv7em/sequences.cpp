// SPDX-License-Identifier: BSL-1.0
// Networks over time on a Cortex-M4, by the definitions in C++ of its kernels: two steps at a time where that costs little RAM.
#define TINYTMPL_TARGET armv7em
#include <tinytmpl/kernels/armv7em.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr Quantization signal{0.02f, 3}, features{0.05f, -128};

template <int count, int channels>
constexpr Parameters layer() {
  return {.weights = weights<count>, .biases = biases<channels>, .scales = weight_scale};
}

template <int filters>
using Strided = Seq<Conv2D<filters, Kernel{1, 9}, Stride<1, 2>, Same>, ReLU>;
using Net = Seq<Reshape<Shape<1, 1000, 3>>, Strided<16>, Strided<16>, Strided<32>, GlobalAveragePool2D>;

template <auto... policies>
using Cost = Footprint<Net, Shape<1000, 3>, policies...>;
static_assert(Cost<>::ram_bytes <= 3'800 && Cost<Schedule::fed>::ram_bytes <= 800);
static_assert(Cost<Schedule::layerwise>::arena_bytes == 15'000 + 4 * (507 * 8 + 8), "and a strip of a whole row");

// Bands are worth it where their rings and strips are small beside the rest: of two layers here, and of none when fed.
template <auto... policies>
constexpr int banded = [] {
  int layers = 0;
  for (const int rows : Cost<policies...>::Kernels::bands) layers += rows > 1;
  return layers;
}();
static_assert(banded<> == 2 && banded<Schedule::fed> == 0);

}  // namespace

TEST_CASE("steps in bands, and single ones, give the same bytes") {
  static constexpr Parameters parameters[] = {{.output = signal},  {},
                                              layer<432, 16>(),    {.output = features},
                                              layer<2304, 16>(),   {.output = features},
                                              layer<4608, 32>(),   {.output = features},
                                              {.output = features}};
  compare_schedules<Net, Shape<1000, 3>, parameters>();
}

TEST_CASE("an odd number of steps, less than four filters, rows of several columns, dilation") {
  struct Net : Seq<Reshape<Shape<1, 2001, 2>>, Conv2D<3, Kernel{1, 4}, Stride<1, 3>>, ReLU, Conv2D<6, Kernel{1, 3}>,
                   ReLU, Conv2D<5, Kernel{1, 3}, Dilation<1, 2>, Same>, ReLU, Flatten, Dense<4>> {};
  static constexpr Parameters parameters[] = {
      {.output = signal},
      {},
      layer<24, 3>(),
      {.output = features},
      layer<54, 6>(),
      {.output = features},
      layer<90, 5>(),
      {.output = features},
      {},
      {.weights = weights<13280>, .biases = biases<4>, .scales = weight_scale, .output = features}};
  compare_schedules<Net, Shape<2001, 2>, parameters>();
}
