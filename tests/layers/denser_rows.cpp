// SPDX-License-Identifier: BSL-1.0
// Rows and columns denser than those of the input, by a layer of the tests' own.
#include <support/schedules.hpp>

namespace mine {

constexpr auto nearest = tinytmpl::core::Op{1000};

/// Resized to `h` rows of `w` columns: each output is the input at its place, rounded down.
template <int h, int w>
struct Nearest {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent in) {
    tinytmpl::core::Node node = tinytmpl::core::unary(nearest, "Nearest", in, {h, w, in.c, 3});
    node.traits.keeps_quantization = true;
    node.operands[0].rows = {.stride = in.h, .per = h};
    node.cols = {.stride = in.w, .per = w};
    return node;
  }
};

struct NearestColumns : tinytmpl::kernels::KernelFor<nearest> {
  static constexpr const char* name = "nearest";

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants&) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        band.out[0][x * g.out.c + c] = band.in[0].row()[g.cols.start(x) * g.in[0].c + c];
  }
};

}  // namespace mine

template <>
struct tinytmpl::kernels::OwnKernels<mine::nearest> {
  using Kernels = Ladder<mine::NearestColumns>;
};

namespace {

using namespace support;

constexpr Parameters parameters[] = {{.output = {1, 0}}, {}};
using Doubled = Model<Seq<mine::Nearest<4, 2>>, Shape<2, 1, 2>, parameters>;
constexpr auto doubled = Doubled::eval(std::array<std::int8_t, 4>{1, 2, 3, 4});
static_assert(doubled[0] == 1 && doubled[2] == 1 && doubled[4] == 1 && doubled[7] == 2);
static_assert(doubled[8] == 3 && doubled[11] == 4 && doubled[14] == 3 && doubled[15] == 4);

template <int h, int w>
using Net =
    Seq<Conv2D<3, 3, Same>, ReLU, mine::Nearest<h, w>, DepthwiseConv2D<3, Same>, mine::Nearest<5, 5>, MaxPool2D<2>>;
constexpr Parameters given[] = {
    {.output = {0.02f, 4}},
    {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale},
    {.output = {0.05f, -128}},
    {},
    {.weights = weights<27>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 3}},
    {},
    {}};

}  // namespace

TEST_CASE("twice, three times, seven fifths and three quarters as many rows, in all schedules") {
  compare_schedules<Net<10, 10>, Shape<5, 5, 2>, given>();
  compare_schedules<Net<15, 4>, Shape<5, 2, 2>, given>();
  compare_schedules<Net<7, 8>, Shape<5, 4, 2>, given>();
  compare_schedules<Net<6, 9>, Shape<8, 3, 2>, given>();
}
