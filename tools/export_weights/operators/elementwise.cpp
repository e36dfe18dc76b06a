// SPDX-License-Identifier: BSL-1.0
#include "operators/elementwise.hpp"

#include <fmt/format.h>

namespace exporter {

double input_to_output(const Reading& r) {
  return double{r.tensor(0).quantization.scale} / double{r.output_quantization().scale};
}

void expect_output(const Reading& r, Quantization demanded) {
  if (r.computes_reals()) return;
  if (element_of(r.output()) == Element::int16 && element_of(r.input(0)) == Element::int16)
    demanded = {1.0f / 32768, 0};
  const Quantization q = r.output_quantization();
  if (q != demanded)
    r.refuse(r.output(), fmt::format("its quantization must be ({}, {}), but is ({}, {}); convert again",
                                     demanded.scale, demanded.zero_point, q.scale, q.zero_point));
}

void finish_same_shape(Reading& r, Layer layer) { r.finish(std::move(layer), r.input(0).shape, r.tensor(0).dims); }

}  // namespace exporter
