// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/armv81m/target.hpp>

// Moving bytes, sixteen at a time. Each function is a block of assembler; on a host it is the same in C++.
namespace tinytmpl::kernels::helium {

template <bool here = native>
inline void copy_bytes(std::int8_t* to, const std::int8_t* from, std::int32_t count) {
  if constexpr (here)
    asm volatile(R"(
        wlstp.8     lr, %[count], 2f
      1:
        vldrb.u8    q0, [%[from]], #16
        vstrb.8     q0, [%[to]], #16
        letp        lr, 1b
      2:
    )"
                 : [to] "+r"(to), [from] "+r"(from)
                 : [count] "r"(count)
                 : "q0", "lr", "memory");
  else copy(to, from, count);
}

template <bool here = native>
inline void fill_bytes(std::int8_t* to, std::int8_t value, std::int32_t count) {
  if constexpr (here)
    asm volatile(R"(
        vdup.8      q0, %[value]
        wlstp.8     lr, %[count], 2f
      1:
        vstrb.8     q0, [%[to]], #16
        letp        lr, 1b
      2:
    )"
                 : [to] "+r"(to)
                 : [value] "r"(value), [count] "r"(count)
                 : "q0", "lr", "memory");
  else
    for (int i = 0; i < count; ++i) to[i] = value;
}

/// Where the first sixteen bytes of a row belong, if each `piece` bytes of it lie `pitch` apart: as words, four places in each.
template <int piece, int pitch>
struct Spread {
  static constexpr int place(int i) { return i / piece * pitch + i % piece; }
  static constexpr bool fits = place(15) < 256;

  static constexpr std::uint32_t word(int w) {
    std::uint32_t places = 0;
    for (int i = 0; i < 4; ++i) places |= static_cast<std::uint32_t>(place(4 * w + i)) << (8 * i);
    return places;
  }
};

/// Copies pieces that lie side by side to places `pitch` apart.
template <int piece, int pitch, bool here = native>
inline void spread_pieces(std::int8_t* to, const std::int8_t* from, std::int32_t pieces) {
  if constexpr (here && piece < 16 &&
                Spread<piece, pitch>::fits) {  // sixteen bytes at once, the last of which may come twice
    std::int32_t count = pieces * piece;
    using To = Spread<piece, pitch>;
    asm volatile(R"(
        vmov        q1[2], q1[0], %[places0], %[places2]
        vmov        q1[3], q1[1], %[places1], %[places3]
      1:
        vctp.8      %[count]
        vpstt
        vldrbt.u8   q0, [%[from]]
        vstrbt.8    q0, [%[to], q1]
        add         %[from], %[from], %[from_step]
        add         %[to], %[to], %[to_step]
        subs        %[count], %[count], %[from_step]
        bgt         1b
    )"
                 : [to] "+r"(to), [from] "+r"(from), [count] "+r"(count)
                 : [places0] "r"(To::word(0)), [places1] "r"(To::word(1)), [places2] "r"(To::word(2)),
                   [places3] "r"(To::word(3)), [from_step] "i"(16 / piece * piece), [to_step] "i"(16 / piece * pitch)
                 : "q0", "q1", "cc", "memory");
  } else if constexpr (here && piece >= 16) {  // the last sixteen bytes of a piece may overlap those before
    asm volatile(
        R"(
        dls         lr, %[pieces]
      1:
        .rept %c[whole]
          vldrb.u8  q0, [%[from]], #16
          vstrb.8   q0, [%[to]], #16
        .endr
        .if %c[rest]
          vldrb.u8  q0, [%[from], #%c[rest] - 16]
          vstrb.8   q0, [%[to], #%c[rest] - 16]
          add       %[from], %[from], #%c[rest]
        .endif
        add         %[to], %[to], %[gap]
        le          lr, 1b
    )"
        : [to] "+r"(to), [from] "+r"(from)
        : [pieces] "r"(pieces), [whole] "i"(piece / 16), [rest] "i"(piece % 16), [gap] "r"(pitch - piece / 16 * 16)
        : "q0", "lr", "cc", "memory");
  } else {
    for (; pieces > 0; --pieces, to += pitch, from += piece) copy(to, from, piece);
  }
}

}  // namespace tinytmpl::kernels::helium
