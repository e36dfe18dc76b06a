// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/kernels/armv81m/bytes.hpp>
#include <tinytmpl/kernels/common/column_sums.hpp>

namespace tinytmpl::kernels::armv81m {

/// Adds the columns of a row to sums of 16 bits, which need not be aligned.
inline void add_columns_portable(std::int8_t* sums, const std::int8_t* row, std::int32_t columns,
                                 std::int32_t channels) {
  for (int c = 0; c < channels; ++c)
    for (int x = 0; x < columns; ++x) store_sum<2>(sums + 2 * c, load_sum<2>(sums + 2 * c) + row[x * channels + c]);
}

/// The same in assembler, eight channels at a time.
///
/// cost  5 instructions for eight elements, 10 for eight sums
template <bool here>
[[gnu::naked, gnu::noinline]] void add_columns_helium(std::int8_t* /*sums*/, const std::int8_t* /*row*/,
                                                      std::int32_t /*columns*/, std::int32_t /*channels*/) {
  asm volatile(R"(
      push        {r4, lr}
      mov         r12, r3
    1:                                @ each eight channels
      vctp.16     r12
      vpst
      vldrbt.u8   q0, [r0]
      mov         r4, r1
      dls         lr, r2
    2:                                @ each column
      vpst
      vldrbt.s16  q1, [r4]
      vadd.i16    q0, q0, q1
      add         r4, r4, r3
      le          lr, 2b
      vpst
      vstrbt.8    q0, [r0], #16
      add         r1, r1, #8
      subs        r12, r12, #8
      bgt         1b
      pop         {r4, pc}
  )");
}
template <bool here = native>
inline void add_columns(std::int8_t* sums, const std::int8_t* row, std::int32_t columns, std::int32_t channels) {
  if constexpr (here) add_columns_helium<here>(sums, row, columns, channels);
  else add_columns_portable(sums, row, columns, channels);
}

/// computes  out += the columns of row `row`, channel by channel, in 16 bits; starts anew at row 0
struct SumsOfColumns : KernelForSums<Op::row_sum> {
  static constexpr const char* name = "sums of columns, eight channels at a time";
  static constexpr const char* refuses(const Geometry& g) { return common::refuses_column_sums(g); }

  template <Geometry g>
  static void compute(const Band& band, const Constants&) {
    if (band.row == 0) fill_bytes(band.out[0], 0, 2 * g.out.c);
    add_columns(band.out[0], band.in[0].row(), g.in[0].w, g.out.c);
  }
};

}  // namespace tinytmpl::kernels::armv81m
