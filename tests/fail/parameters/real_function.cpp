// SPDX-License-Identifier: BSL-1.0
// MISUSE: A function of int8 alone, of float32
// MEANING: A word's Curve has a table for int8, and may have a function of real numbers.
// EXPECT: this layer's function is not computed in float32; put a Quantize before it
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

struct Negate {
  static constexpr core::Node describe(core::Extent in) {
    return core::elementwise("Negate", in, {.fill = [](core::CurveOutputs& outputs, const core::CurveGiven& given) {
      for (int i = 0; i < 256; ++i) outputs[i] = -given.difference(i);
    }});
  }
};

#ifdef FIXED
using Net = Seq<Quantize, Negate>;
inline constexpr Parameters parameters[] = {{.element = Element::float32}, {.output = {1, 0}}, {.output = {1, 0}}};
#else
using Net = Seq<Negate>;
inline constexpr Parameters parameters[] = {{.element = Element::float32}, {}};
#endif

Model<Net, Shape<2>, parameters> model;
