// SPDX-License-Identifier: BSL-1.0
// MISUSE: A layer of your own without a kernel
// MEANING: A word says what a layer is; its Op also needs somebody who computes it.
// EXPECT: no kernel computes this operator on elements of these types; specialize tinytmpl::kernels::OwnKernels for your
//     Op with a Ladder of one
// LAYER: 1000, false>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr auto negation = Op{1000};
struct Negate {
  static constexpr Node describe(Extent in) { return unary(negation, "Negate", in, in); }
};

#ifdef FIXED
struct NegateRow : kernels::KernelFor<negation> {
  static constexpr const char* name = "negation";

  template <Geometry g>
  static constexpr void compute(const kernels::Band& band, const Constants& k) {
    for (int i = 0; i < g.out.size(); ++i) band.out[0][i] = k.clamped(-band.in[0].row()[i]);
  }
};
template <>
struct tinytmpl::kernels::OwnKernels<negation> {
  using Kernels = Ladder<NegateRow>;
};
#else

#endif

inline constexpr int ram_bytes = Footprint<Seq<Negate>, Shape<9>>::ram_bytes;
