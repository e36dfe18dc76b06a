// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/kernels/armv81m/core.hpp>

// Moving bytes, sixteen at a time. Each function is a block of assembler, and in C++ the same for a host.
namespace tinytmpl::kernels::armv81m {

template <bool here>
[[gnu::naked, gnu::noinline]] void copy_bytes_helium(std::int8_t* /*to*/, const std::int8_t* /*from*/,
                                                     std::int32_t /*count*/) {
  asm volatile(R"(
      push        {lr}
      wlstp.8     lr, r2, 2f
    1:
      vldrb.u8    q0, [r1], #16
      vstrb.8     q0, [r0], #16
      letp        lr, 1b
    2:
      pop         {pc}
  )");
}
template <bool here = native>
inline void copy_bytes(std::int8_t* to, const std::int8_t* from, std::int32_t count) {
  if constexpr (here) copy_bytes_helium<here>(to, from, count);
  else copy(to, from, count);
}

template <bool here>
[[gnu::naked, gnu::noinline]] void fill_bytes_helium(std::int8_t* /*to*/, std::int32_t /*value*/,
                                                     std::int32_t /*count*/) {
  asm volatile(R"(
      push        {lr}
      vdup.8      q0, r1
      wlstp.8     lr, r2, 2f
    1:
      vstrb.8     q0, [r0], #16
      letp        lr, 1b
    2:
      pop         {pc}
  )");
}
template <bool here = native>
inline void fill_bytes(std::int8_t* to, std::int8_t value, std::int32_t count) {
  if constexpr (here) fill_bytes_helium<here>(to, value, count);
  else
    for (int i = 0; i < count; ++i) to[i] = value;
}

/// Where sixteen bytes of a row belong, if each `piece` bytes of it lie `pitch` apart; as many pieces as are whole make a step.
template <int piece, int pitch>
struct Spread {
  static constexpr int from_step = 16 / piece * piece, to_step = 16 / piece * pitch;
  static constexpr int place(int i) { return i / piece * pitch + i % piece; }
  static constexpr bool fits = place(15) < 256;

  static constexpr int half(int i) { return place(2 * i) | place(2 * i + 1) << 8; }
};

/// Copies `count` bytes, at least one, whose pieces belong to places `pitch` apart: sixteen at once, of which whole pieces count.
///
/// cost  8 instructions for sixteen bytes
template <class To>
  requires(To::fits)
[[gnu::naked, gnu::noinline]] void spread_vectors(std::int8_t* /*to*/, const std::int8_t* /*from*/,
                                                  std::int32_t /*count*/) {
  asm volatile(R"(
      movw        r3, %[half0]
      movt        r3, %[half1]
      movw        r12, %[half4]
      movt        r12, %[half5]
      vmov        q1[2], q1[0], r3, r12
      movw        r3, %[half2]
      movt        r3, %[half3]
      movw        r12, %[half6]
      movt        r12, %[half7]
      vmov        q1[3], q1[1], r3, r12
    1:
      vctp.8      r2
      vpstt
      vldrbt.u8   q0, [r1]
      vstrbt.8    q0, [r0, q1]
      add         r1, r1, %[from_step]
      add         r0, r0, %[to_step]
      subs        r2, r2, %[from_step]
      bgt         1b
      bx          lr
  )"
               :
               : [half0] "i"(To::half(0)), [half1] "i"(To::half(1)), [half2] "i"(To::half(2)), [half3] "i"(To::half(3)),
                 [half4] "i"(To::half(4)), [half5] "i"(To::half(5)), [half6] "i"(To::half(6)), [half7] "i"(To::half(7)),
                 [from_step] "i"(To::from_step), [to_step] "i"(To::to_step));
}

/// The same of larger pieces, as so many of them; the last sixteen bytes of a piece may overlap those before.
///
/// cost  2 instructions for sixteen bytes, 2 for each piece
template <int piece, int pitch>
[[gnu::naked, gnu::noinline]] void spread_blocks(std::int8_t* /*to*/, const std::int8_t* /*from*/,
                                                 std::int32_t /*pieces*/) {
  asm volatile(R"(
      push        {lr}
      dls         lr, r2
      movw        r3, %[gap]
    1:
      .rept %c[whole]
        vldrb.u8  q0, [r1], #16
        vstrb.8   q0, [r0], #16
      .endr
      .if %c[rest]
        vldrb.u8  q0, [r1, #%c[rest] - 16]
        vstrb.8   q0, [r0, #%c[rest] - 16]
        add       r1, r1, #%c[rest]
      .endif
      add         r0, r0, r3
      le          lr, 1b
      pop         {pc}
  )"
               :
               : [whole] "i"(piece / 16), [rest] "i"(piece % 16), [gap] "i"(pitch - piece / 16 * 16));
}

/// Copies pieces that lie side by side to places `pitch` apart.
template <int piece, int pitch, bool here = native>
inline void spread_pieces(std::int8_t* to, const std::int8_t* from, std::int32_t pieces) {
  if constexpr (here && piece >= 16) spread_blocks<piece, pitch>(to, from, pieces);
  else if constexpr (here && Spread<piece, pitch>::fits) spread_vectors<Spread<piece, pitch>>(to, from, pieces * piece);
  else
    for (; pieces > 0; --pieces, to += pitch, from += piece) copy(to, from, piece);
}

}  // namespace tinytmpl::kernels::armv81m
