// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::common {

/// computes  out = table[in], the table's middle being the output for 0; four of a block at a time
[[gnu::noinline]] constexpr void look_up(std::int8_t* out, const std::int8_t* in, int count,
                                         const std::int8_t* middle) {
  for (; count >= 4; count -= 4, in += 4, out += 4) {
    const std::int32_t a = in[0], b = in[1], c = in[2], d = in[3];
    out[0] = middle[a], out[1] = middle[b], out[2] = middle[c], out[3] = middle[d];
  }
  for (; count > 0; --count) *out++ = middle[*in++];
}

/// computes  as portable
/// in place  the output may lie over the input
struct LookupOfBytes : KernelFor<Op::lookup> {
  static constexpr const char* name = "table, by bytes";
  static constexpr const char* refuses(const Geometry& g) {
    return g.flash == FlashAccess::word ? reasons::by_words : nullptr;
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants& k) {
    look_up(band.out[0], band.in[0].row(), g.out.size(), k.table + 128);
  }
};

}  // namespace tinytmpl::kernels::common
