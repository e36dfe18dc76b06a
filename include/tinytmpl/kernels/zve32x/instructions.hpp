// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/math.hpp>
#include <tinytmpl/kernels/zve32x/core.hpp>

#if defined(__riscv_v_intrinsic)
#include <riscv_vector.h>
#endif

/// The instructions that the kernels are made of, a function each, of the same name: the instruction itself on a core that has it,
/// its definition everywhere else, so that the kernels run on a host, under sanitizers. The first `n` lanes of a vector count.
///
/// A vector lies in a group of registers. Its ratio is that of a lane's bits to the registers of the group: vectors of one ratio have
/// equally many lanes, VLEN / ratio, whether of 8, 16 or 32 bits, and widen into each other. Of ratio 4 are 8-bit lanes in two
/// registers, 16-bit lanes in four, and 32-bit lanes in eight, the largest group.
///
/// source   The RISC-V Instruction Set Manual, "V" Standard Extension for Vector Operations, Version 1.0
namespace tinytmpl::kernels::zve32x {

using std::size_t;

/// How results are rounded (vxrm): half up, or down.
inline constexpr unsigned rnu = 0, rdn = 2;

/// A vector on other machines.
template <class T>
struct Vector {
  T lane[256];
};

/// The vector of what `value(lane)` gives; of the other lanes nothing is known.
template <class T>
Vector<T> lanewise(size_t n, auto value) {
  Vector<T> all;
  for (size_t i = 0; i < 256; ++i) all.lane[i] = i < n ? static_cast<T>(value(i)) : static_cast<T>(-1);
  return all;
}

template <class T>
T at(const Vector<T>& vector, size_t lane) {
  return vector.lane[lane];
}
template <class T>
  requires std::is_integral_v<T>
constexpr T at(T value, size_t) {
  return value;
}

#if defined(__riscv_v_intrinsic)
inline constexpr bool native = true;

/// What there is of vectors of a ratio.
template <int ratio>
struct Vectors;

#define TINYTMPL_VECTORS(ratio, in_8, in_16, in_32)                                                \
  template <>                                                                                      \
  struct Vectors<ratio> {                                                                          \
    static size_t set(size_t count) { return __riscv_vsetvl_e16##in_16(count); }                   \
    static auto load(const std::int8_t* p, size_t n) { return __riscv_vle8_v_i8##in_8(p, n); }     \
    static auto load(const std::uint8_t* p, size_t n) { return __riscv_vle8_v_u8##in_8(p, n); }    \
    static auto load(const std::int32_t* p, size_t n) { return __riscv_vle32_v_i32##in_32(p, n); } \
  };
TINYTMPL_VECTORS(4, m2, m4, m8)
TINYTMPL_VECTORS(8, m1, m2, m4)
TINYTMPL_VECTORS(16, mf2, m1, m2)
#undef TINYTMPL_VECTORS

/// Of bytes and sums of them, which need not be aligned.
template <>
struct Vectors<2> {
  static size_t set(size_t count) { return __riscv_vsetvl_e8m4(count); }
  static auto load(const std::int8_t* p, size_t n) { return __riscv_vle8_v_i8m4(p, n); }
  static auto load_halves(const std::int8_t* p, size_t n) {
    return __riscv_vreinterpret_i16m8(__riscv_vle8_v_i8m8(p, 2 * n));
  }
  static auto splat(std::int16_t value, size_t n) { return __riscv_vmv_v_x_i16m8(value, n); }
};

/// Of bytes alone.
template <>
struct Vectors<1> {
  static size_t set(size_t count) { return __riscv_vsetvl_e8m8(count); }
  static auto load(const std::int8_t* p, size_t n) { return __riscv_vle8_v_i8m8(p, n); }
  static auto splat(std::int8_t value, size_t n) { return __riscv_vmv_v_x_i8m8(value, n); }
};
#else
inline constexpr bool native = false;

/// Bits of a register; tests choose them, up to 256.
inline int vlen = 128;

template <int ratio>
struct Vectors {
  /// If there are more than one vector takes, but less than two, the specification leaves it open.
  static size_t set(size_t count) {
    const auto most = static_cast<size_t>(vlen / ratio);
    return count >= 2 * most ? most : count > most ? (count + 1) / 2 : count;
  }
  template <class T>
  static Vector<T> load(const T* p, size_t n) {
    return lanewise<T>(n, [p](size_t i) { return p[i]; });
  }
  static Vector<std::int16_t> load_halves(const std::int8_t* p, size_t n) {
    return lanewise<std::int16_t>(n, [p](size_t i) { return load_sum<2>(p + 2 * i); });
  }
  template <class T>
  static Vector<T> splat(T value, size_t n) {
    return lanewise<T>(n, [value](size_t) { return value; });
  }
};
#endif

/// A number that the compiler knows nothing of: a loop up to it is not unrolled.
template <class T>
[[gnu::always_inline]] inline T not_known(T value) {
  asm("" : "+r"(value));
  return value;
}

/// How many lanes are computed together, if `count` are left.
template <int ratio>
[[gnu::always_inline]] inline size_t vsetvl(size_t count) {
  return Vectors<ratio>::set(count);
}

// Loads, stores, and one value in all lanes.
template <int ratio>
[[gnu::always_inline]] inline auto vle8(const std::int8_t* from, size_t n) {
  return Vectors<ratio>::load(from, n);
}
template <int ratio>
[[gnu::always_inline]] inline auto vle8(const std::uint8_t* from, size_t n) {
  return Vectors<ratio>::load(from, n);
}
template <int ratio>
[[gnu::always_inline]] inline auto vle32(const std::int32_t* from, size_t n) {
  return Vectors<ratio>::load(from, n);
}
template <class Bytes>
[[gnu::always_inline]] inline void vse8(std::int8_t* to, Bytes bytes, size_t n) {
  if constexpr (native) __riscv_vse8(to, bytes, n);
  else
    for (size_t i = 0; i < n; ++i) to[i] = bytes.lane[i];
}
/// 16-bit lanes, which need not be aligned.
template <int ratio>
[[gnu::always_inline]] inline auto load_halves(const std::int8_t* from, size_t n) {
  return Vectors<ratio>::load_halves(from, n);
}
template <class Halves>
[[gnu::always_inline]] inline void store_halves(std::int8_t* to, Halves halves, size_t n) {
  if constexpr (native) __riscv_vse8(to, __riscv_vreinterpret_i8m8(halves), 2 * n);
  else
    for (size_t i = 0; i < n; ++i) store_sum<2>(to + 2 * i, halves.lane[i]);
}
template <int ratio, class T>
[[gnu::always_inline]] inline auto vmv(T value, size_t n) {
  return Vectors<ratio>::splat(value, n);
}

// Lanes twice as wide, or four times.
template <class Bytes>
[[gnu::always_inline]] inline auto vsext(Bytes x, size_t n) {
  if constexpr (native) return __riscv_vsext_vf2(x, n);
  else return lanewise<std::int16_t>(n, [&](size_t i) { return x.lane[i]; });
}
template <class Bytes>
[[gnu::always_inline]] inline auto vsext4(Bytes x, size_t n) {
  if constexpr (native) return __riscv_vsext_vf4(x, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return x.lane[i]; });
}
template <class Bytes>
[[gnu::always_inline]] inline auto vzext(Bytes x, size_t n) {
  if constexpr (native) return __riscv_vzext_vf2(x, n);
  else return lanewise<std::uint16_t>(n, [&](size_t i) { return x.lane[i]; });
}

/// sum + a * w, in lanes twice as wide as those of the factors; `a` is a vector or one value.
template <class Words, class A, class Halves>
[[gnu::always_inline]] inline Words vwmacc(Words sum, A a, Halves w, size_t n) {
  if constexpr (native) return __riscv_vwmacc(sum, a, w, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return at(sum, i) + at(a, i) * at(w, i); });
}

/// sum + x, which is half as wide.
template <class Halves, class Bytes>
[[gnu::always_inline]] inline Halves vwadd(Halves sum, Bytes x, size_t n) {
  if constexpr (native) return __riscv_vwadd_wv(sum, x, n);
  else return lanewise<std::int16_t>(n, [&](size_t i) { return sum.lane[i] + x.lane[i]; });
}

// Words, modulo 2^32.
template <class Words>
[[gnu::always_inline]] inline Words vmul(Words a, std::int32_t b, size_t n) {
  if constexpr (native) return __riscv_vmul(a, b, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return std::int64_t{a.lane[i]} * b; });
}
template <class Words>
[[gnu::always_inline]] inline Words vmacc(Words sum, std::int32_t b, Words a, size_t n) {
  if constexpr (native) return __riscv_vmacc(sum, b, a, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return sum.lane[i] + std::int64_t{a.lane[i]} * b; });
}
template <class Words>
[[gnu::always_inline]] inline Words vadd(Words a, std::int32_t b, size_t n) {
  if constexpr (native) return __riscv_vadd(a, b, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return std::int64_t{a.lane[i]} + b; });
}

/// a * b / 2^31, rounded half up and saturated.
template <class Words>
[[gnu::always_inline]] inline Words vsmul(Words a, Words b, size_t n) {
  if constexpr (native) return __riscv_vsmul(a, b, rnu, n);
  else
    return lanewise<std::int32_t>(n, [&](size_t i) {
      const std::int64_t rounded = (std::int64_t{a.lane[i]} * b.lane[i] + (std::int64_t{1} << 30)) >> 31;
      return minimum(rounded, 0x7FFFFFFF);
    });
}

/// x - 1 where x is negative: a comparison, and an addition under its mask.
template <class Words>
[[gnu::always_inline]] inline Words decrement_negatives(Words x, size_t n) {
  if constexpr (native) return __riscv_vadd_mu(__riscv_vmslt(x, 0, n), x, x, -1, n);
  else return lanewise<std::int32_t>(n, [&](size_t i) { return x.lane[i] - (x.lane[i] < 0 ? 1 : 0); });
}

// x / 2^shift, rounded, in lanes half as wide, saturated; `shift` is a vector or one value.
template <unsigned rounding, class Words, class Shift>
[[gnu::always_inline]] inline auto vnclip(Words x, Shift shift, size_t n) {
  if constexpr (native) return __riscv_vnclip(x, shift, rounding, n);
  else
    return lanewise<std::int16_t>(n, [&](size_t i) {
      const std::int64_t half = rounding == rnu ? (std::int64_t{1} << at(shift, i)) >> 1 : 0;
      return bounded<std::int64_t>((x.lane[i] + half) >> at(shift, i), -32768, 32767);
    });
}
template <class Halves>
[[gnu::always_inline]] inline auto vnclip(Halves x, size_t n) {
  if constexpr (native) return __riscv_vnclip(x, 0, rnu, n);
  else return lanewise<std::int8_t>(n, [&](size_t i) { return bounded<int>(x.lane[i], -128, 127); });
}

/// a + b, saturated.
template <class Halves>
[[gnu::always_inline]] inline Halves vsadd(Halves a, std::int16_t b, size_t n) {
  if constexpr (native) return __riscv_vsadd(a, b, n);
  else return lanewise<std::int16_t>(n, [&](size_t i) { return bounded<int>(a.lane[i] + b, -32768, 32767); });
}

template <class Bytes>
[[gnu::always_inline]] inline Bytes vmax(Bytes a, std::int8_t b, size_t n) {
  if constexpr (native) return __riscv_vmax(a, b, n);
  else return lanewise<std::int8_t>(n, [&](size_t i) { return maximum(a.lane[i], b); });
}
template <class Bytes>
[[gnu::always_inline]] inline Bytes vmax(Bytes a, Bytes b, size_t n) {
  if constexpr (native) return __riscv_vmax(a, b, n);
  else return lanewise<std::int8_t>(n, [&](size_t i) { return maximum(a.lane[i], b.lane[i]); });
}
template <class Bytes>
[[gnu::always_inline]] inline Bytes vmin(Bytes a, std::int8_t b, size_t n) {
  if constexpr (native) return __riscv_vmin(a, b, n);
  else return lanewise<std::int8_t>(n, [&](size_t i) { return minimum(a.lane[i], b); });
}

}  // namespace tinytmpl::kernels::zve32x
