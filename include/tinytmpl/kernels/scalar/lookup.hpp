// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/portable/lookup.hpp>
#include <tinytmpl/kernels/scalar/target.hpp>

namespace tinytmpl::kernels {

template <Geometry g>
concept LookupOfBytes = g.op == Op::lookup && g.flash == FlashAccess::any;

namespace lookups {

/// computes  out = table[in], the table's middle being the output for 0; four of a block at a time
[[gnu::noinline]] constexpr void look_up(std::int8_t* out, const std::int8_t* in, int count,
                                         const std::int8_t* middle) {
  for (; count >= 4; count -= 4, in += 4, out += 4) {
    const std::int32_t a = in[0], b = in[1], c = in[2], d = in[3];
    out[0] = middle[a], out[1] = middle[b], out[2] = middle[c], out[3] = middle[d];
  }
  for (; count > 0; --count) *out++ = middle[*in++];
}

}  // namespace lookups

/// computes  as portable
/// in place  the output may lie over the input
template <Geometry g>
  requires LookupOfBytes<g>
constexpr scalar compute(scalar, const Band& band, const Constants& k) {
  lookups::look_up(band.out[0], band.in[0], g.out.size(), k.table + 128);
  return {};
}

}  // namespace tinytmpl::kernels
