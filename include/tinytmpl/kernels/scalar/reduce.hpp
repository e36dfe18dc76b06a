// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/common/reasons.hpp>
#include <tinytmpl/kernels/ladder.hpp>

namespace tinytmpl::kernels::scalar {

/// computes  out += the columns of row `row`, channel by channel; starts anew at row 0
struct SumsOfColumns : KernelForSums<Op::row_sum> {
  static constexpr const char* name = "sums of columns";
  static constexpr const char* refuses(const Geometry& g) {
    return g.out.w == 1 && g.out.c == g.in[0].c ? nullptr : common::reasons::not_columns;
  }

  template <Geometry g>
  static constexpr void compute(const Band& band, const Constants&) {
    constexpr int bytes = size_of(g.out.element);
    std::int8_t* out = band.out[0];
    for (int c = 0; c < g.out.c; ++c, out += bytes) {
      std::int32_t sum = band.row == 0 ? 0 : load_sum<bytes>(out);
      const std::int8_t *in = band.in[0].row() + c, *const end = in + g.in[0].size();
#pragma GCC unroll 4
      for (; in != end; in += g.in[0].c) sum += *in;
      store_sum<bytes>(out, sum);
    }
  }
};

}  // namespace tinytmpl::kernels::scalar
