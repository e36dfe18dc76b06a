// SPDX-License-Identifier: BSL-1.0
// A user's own layer: a word, an Op of its own and a kernel for it. Nothing of the library is touched.
#include <support/schedules.hpp>

namespace mine {

constexpr auto mirror = tinytmpl::core::Op{1000};
constexpr auto neighbours = tinytmpl::core::Op{1001};

/// Each row from right to left.
struct Mirror {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent in) {
    tinytmpl::core::Node node = tinytmpl::core::unary(mirror, "Mirror", in, in);
    node.traits.keeps_quantization = true;
    node.traits.clamps = false;
    return node;
  }
};

/// The difference to the element `distance` rows above, in a scale of its own.
template <int distance>
struct Above {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent in) {
    tinytmpl::core::Node node = tinytmpl::core::unary(neighbours, "Above", in, in);
    node.operands[0].rows = {.size = 2, .dilation = distance, .before = distance};
    node.macs = in.size();
    return node;
  }
};

/// Its kernel.
struct MirrorRow : tinytmpl::kernels::KernelFor<mirror> {
  static constexpr const char* name = "mirror";

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants&) {
    for (int x = 0; x < g.out.w; ++x)
      for (int c = 0; c < g.out.c; ++c)
        band.out[0][x * g.out.c + c] = band.in[0].row()[(g.in[0].w - 1 - x) * g.out.c + c];
  }
};
struct Differences : tinytmpl::kernels::KernelFor<neighbours> {
  static constexpr const char* name = "differences";
  static constexpr int scratch_bytes(const tinytmpl::core::Geometry& g) { return g.out.size(); }

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants& k) {
    const auto difference = [&](const std::int8_t* row, int i) { return row ? row[i] - k.zero_point[0] : 0; };
    for (int i = 0; i < g.out.size(); ++i)
      band.scratch[i] =
          k.clamped((difference(band.in[0][1], i) - difference(band.in[0][0], i)) / 2 + k.output_zero_point);
    for (int i = 0; i < g.out.size(); ++i) band.out[0][i] = band.scratch[i];
  }
};

}  // namespace mine

template <>
struct tinytmpl::kernels::OwnKernels<mine::mirror> {
  using Kernels = Ladder<mine::MirrorRow>;
};
template <>
struct tinytmpl::kernels::OwnKernels<mine::neighbours> {
  using Kernels = Ladder<mine::Differences>;
};

namespace {

using namespace support;
using namespace tinytmpl::core;

constexpr Parameters parameters[] = {{.output = {1, 0}}, {}};
using M = Model<Seq<mine::Mirror>, Shape<2, 3, 1>, parameters>;
constexpr auto mirrored = M::eval(std::array<std::int8_t, 6>{1, 2, 3, 4, 5, 6});
static_assert(mirrored[0] == 3 && mirrored[2] == 1 && mirrored[3] == 6);
static_assert(same_text(M::layers[1].kind, "Mirror") && same_text(M::layers[1].kernel, "mirror") &&
              M::layers[1].output == Extent{2, 3, 1});

constexpr Parameters of_above[] = {{.output = {1, 10}}, {.output = {2, -1}}};
using Above = Model<Seq<mine::Above<1>>, Shape<3, 1, 2>, of_above>;
constexpr auto differences = Above::eval(std::array<std::int8_t, 6>{10, 20, 20, 40, 0, 0});
static_assert(differences[0] == -1 && differences[1] == 4 && differences[2] == 4 && differences[5] == -21);
static_assert(Above::macs == 6);

}  // namespace

TEST_CASE("own layers among the library's, in all schedules") {
  struct Net : Seq<Conv2D<3, 3, Same>, ReLU, mine::Above<2>, mine::Mirror, MaxPool2D<2>, mine::Above<1>> {};
  static constexpr Parameters given[] = {{.output = {0.02f, 4}},
                                         {.weights = weights<54>, .biases = biases<3>, .scales = weight_scale},
                                         {.output = {0.05f, -128}},
                                         {.output = {0.1f, 0}},
                                         {},
                                         {},
                                         {.output = {0.1f, 7}}};
  compare_schedules<Net, Shape<11, 5, 2>, given>();
}
