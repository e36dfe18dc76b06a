// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <type_traits>

#include <tinytmpl/core/rounding.hpp>
#include <tinytmpl/kernels/armv7em/numbers.hpp>

/// The instructions that the kernels are made of, one function each: the instruction itself on a core that has it, its definition
/// everywhere else, so that code written with them runs on a host, under sanitizers, and in constant expressions. Sums wrap.
///
/// source   Armv7-M Architecture Reference Manual, A7.7
namespace tinytmpl::kernels::armv7em {

#if defined(__ARM_FEATURE_DSP)
inline constexpr bool on_core = true;
#define TINYTMPL_INSTRUCTION(text, ...)   \
  if (!std::is_constant_evaluated()) {    \
    std::int32_t word;                    \
    asm(text : "=r"(word) : __VA_ARGS__); \
    return word;                          \
  }
#else
inline constexpr bool on_core = false;
#define TINYTMPL_INSTRUCTION(text, ...)
#endif

constexpr std::int32_t low(std::int32_t word) { return static_cast<std::int16_t>(word); }
constexpr std::int32_t high(std::int32_t word) { return word >> 16; }
constexpr std::int32_t wrap(std::int64_t sum) { return static_cast<std::int32_t>(static_cast<std::uint64_t>(sum)); }
constexpr std::int32_t halves(std::int32_t bottom, std::int32_t top) {
  return static_cast<std::int32_t>((static_cast<std::uint32_t>(bottom) & 0xFFFF) | static_cast<std::uint32_t>(top)
                                                                                       << 16);
}

// Products of halves and an addition.
[[gnu::always_inline]] constexpr std::int32_t smlad(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smlad %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{low(a)} * low(b) + std::int64_t{high(a)} * high(b) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smlabb(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smlabb %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{low(a)} * low(b) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smlabt(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smlabt %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{low(a)} * high(b) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smlatb(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smlatb %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{high(a)} * low(b) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smladx(std::int32_t a, std::int32_t b, std::int32_t sum) {  // crosswise
  TINYTMPL_INSTRUCTION("smladx %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{low(a)} * high(b) + std::int64_t{high(a)} * low(b) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smlsd(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smlsd %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(std::int64_t{low(a)} * low(b) - std::int64_t{high(a)} * high(b) + sum);
}

// The upper 32 bits of a product, cut off or rounded half up, and an addition.
[[gnu::always_inline]] constexpr std::int32_t smmla(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smmla %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(((std::int64_t{a} * b) >> 32) + sum);
}
[[gnu::always_inline]] constexpr std::int32_t smmlar(std::int32_t a, std::int32_t b, std::int32_t sum) {
  TINYTMPL_INSTRUCTION("smmlar %0, %1, %2, %3", "r"(a), "r"(b), "r"(sum))
  return wrap(((std::int64_t{a} * b + 0x80000000LL) >> 32) + sum);
}

// Packing and widening.
template <int shift = 16>
[[gnu::always_inline]] constexpr std::int32_t pkhbt(std::int32_t bottom, std::int32_t top) {  // the low halves of both
  TINYTMPL_INSTRUCTION("pkhbt %0, %1, %2, lsl %3", "r"(bottom), "r"(top), "i"(shift))
  return halves(bottom, static_cast<std::int32_t>(static_cast<std::uint32_t>(top) << shift) >> 16);
}
[[gnu::always_inline]] constexpr std::int32_t pkhtb(std::int32_t top, std::int32_t bottom) {  // the high halves of both
  TINYTMPL_INSTRUCTION("pkhtb %0, %1, %2, asr #16", "r"(top), "r"(bottom))
  return halves(high(bottom), high(top));
}
[[gnu::always_inline]] constexpr std::int32_t sxtb16(std::int32_t bytes) {  // bytes 0 and 2
  TINYTMPL_INSTRUCTION("sxtb16 %0, %1", "r"(bytes))
  return halves(static_cast<std::int8_t>(bytes), static_cast<std::int8_t>(bytes >> 16));
}
[[gnu::always_inline]] constexpr std::int32_t sxtb16_odd(std::int32_t bytes) {  // bytes 1 and 3
  TINYTMPL_INSTRUCTION("sxtb16 %0, %1, ror #8", "r"(bytes))
  return halves(static_cast<std::int8_t>(bytes >> 8), static_cast<std::int8_t>(bytes >> 24));
}
[[gnu::always_inline]] constexpr std::int32_t sxtab16(std::int32_t sums, std::int32_t bytes) {  // bytes 0 and 2, added
  TINYTMPL_INSTRUCTION("sxtab16 %0, %1, %2", "r"(sums), "r"(bytes))
  return halves(low(sums) + static_cast<std::int8_t>(bytes), high(sums) + static_cast<std::int8_t>(bytes >> 16));
}
[[gnu::always_inline]] constexpr std::int32_t sxtab16_odd(std::int32_t sums, std::int32_t bytes) {  // bytes 1 and 3
  TINYTMPL_INSTRUCTION("sxtab16 %0, %1, %2, ror #8", "r"(sums), "r"(bytes))
  return halves(low(sums) + static_cast<std::int8_t>(bytes >> 8), high(sums) + static_cast<std::int8_t>(bytes >> 24));
}

// Bytes and halves side by side.
[[gnu::always_inline]] constexpr std::int32_t sadd16(std::int32_t a, std::int32_t b) {
  TINYTMPL_INSTRUCTION("sadd16 %0, %1, %2", "r"(a), "r"(b))
  return halves(low(a) + low(b), high(a) + high(b));
}
[[gnu::always_inline]] constexpr std::int32_t ssub16(std::int32_t a, std::int32_t b) {
  TINYTMPL_INSTRUCTION("ssub16 %0, %1, %2", "r"(a), "r"(b))
  return halves(low(a) - low(b), high(a) - high(b));
}
[[gnu::always_inline]] constexpr std::int32_t shadd16(std::int32_t a, std::int32_t b) {  // halves of the sums
  TINYTMPL_INSTRUCTION("shadd16 %0, %1, %2", "r"(a), "r"(b))
  return halves((low(a) + low(b)) >> 1, (high(a) + high(b)) >> 1);
}
[[gnu::always_inline]] constexpr std::int32_t shsub16(std::int32_t a, std::int32_t b) {
  TINYTMPL_INSTRUCTION("shsub16 %0, %1, %2", "r"(a), "r"(b))
  return halves((low(a) - low(b)) >> 1, (high(a) - high(b)) >> 1);
}
[[gnu::always_inline]] constexpr std::int32_t sasx(std::int32_t a, std::int32_t b) {  // b crosswise: a + i b
  TINYTMPL_INSTRUCTION("sasx %0, %1, %2", "r"(a), "r"(b))
  return halves(low(a) - high(b), high(a) + low(b));
}
[[gnu::always_inline]] constexpr std::int32_t ssax(std::int32_t a, std::int32_t b) {  // a - i b
  TINYTMPL_INSTRUCTION("ssax %0, %1, %2", "r"(a), "r"(b))
  return halves(low(a) + high(b), high(a) - low(b));
}
template <class Lane, bool largest>
[[gnu::always_inline]] constexpr std::int32_t select_lanes(std::int32_t a, std::int32_t b) {
  if constexpr (on_core) {
    if (!std::is_constant_evaluated()) {
      std::int32_t result;  // SEL takes lanes of its first operand where those of the difference are not negative
      const std::int32_t taken = largest ? a : b, other = largest ? b : a;
      if constexpr (sizeof(Lane) == 1)
        asm("ssub8 %0, %1, %2\n sel %0, %3, %4" : "=&r"(result) : "r"(a), "r"(b), "r"(taken), "r"(other) : "cc");
      else asm("ssub16 %0, %1, %2\n sel %0, %3, %4" : "=&r"(result) : "r"(a), "r"(b), "r"(taken), "r"(other) : "cc");
      return result;
    }
  }
  std::uint32_t word = 0;
  for (int i = 0; i < 32; i += 8 * static_cast<int>(sizeof(Lane))) {
    const auto x = static_cast<Lane>(a >> i), y = static_cast<Lane>(b >> i);
    word |= std::uint32_t{static_cast<std::make_unsigned_t<Lane>>(largest ? maximum(x, y) : minimum(x, y))} << i;
  }
  return static_cast<std::int32_t>(word);
}
[[gnu::always_inline]] constexpr std::int32_t largest_bytes(std::int32_t a, std::int32_t b) {
  return select_lanes<std::int8_t, true>(a, b);
}
[[gnu::always_inline]] constexpr std::int32_t smallest_bytes(std::int32_t a, std::int32_t b) {
  return select_lanes<std::int8_t, false>(a, b);
}
[[gnu::always_inline]] constexpr std::int32_t largest_halves(std::int32_t a, std::int32_t b) {
  return select_lanes<std::int16_t, true>(a, b);
}
[[gnu::always_inline]] constexpr std::int32_t smallest_halves(std::int32_t a, std::int32_t b) {
  return select_lanes<std::int16_t, false>(a, b);
}
/// The same byte four times.
constexpr std::int32_t four_of(std::int8_t byte) {
  return static_cast<std::int32_t>(0x01010101u * static_cast<std::uint8_t>(byte));
}

// Saturation.
[[gnu::always_inline]] constexpr std::int32_t ssat8(std::int32_t value) {
  TINYTMPL_INSTRUCTION("ssat %0, #8, %1", "r"(value))
  return bounded<std::int32_t>(value, -128, 127);
}
template <int shift>
[[gnu::always_inline]] constexpr std::int32_t ssat8_asr(std::int32_t value) {
  TINYTMPL_INSTRUCTION("ssat %0, #8, %1, asr %2", "r"(value), "i"(shift))
  return ssat8(value >> shift);
}
template <int shift>
[[gnu::always_inline]] constexpr std::int32_t ssat16_asr(std::int32_t value) {
  if constexpr (shift > 0) {  // an immediate shift by 0 is another instruction
    TINYTMPL_INSTRUCTION("ssat %0, #16, %1, asr %2", "r"(value), "i"(shift))
  }
  return bounded<std::int32_t>(value >> shift, -32768, 32767);
}

#undef TINYTMPL_INSTRUCTION

/// Words at any address.
[[gnu::always_inline]] inline std::int32_t load_word(const void* from) {
  std::int32_t word;
  __builtin_memcpy(&word, from, 4);
  return word;
}
[[gnu::always_inline]] inline void store_word(void* to, std::int32_t word) { __builtin_memcpy(to, &word, 4); }

#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FP)
inline constexpr bool has_fpu = true;

/// A word that waits in a register of the FPU, one cycle away: those of the core are all taken.
class Parked {
  float word;

 public:
  [[gnu::always_inline]] Parked(std::int32_t value) { asm("vmov %0, %1" : "=t"(word) : "r"(value)); }
  [[gnu::always_inline]] operator std::int32_t() const {
    std::int32_t value;
    asm volatile("vmov %0, %1" : "=r"(value) : "t"(word));
    return value;
  }
};
#else
inline constexpr bool has_fpu = false;

using Parked = std::int32_t;
#endif

/// To the nearest integer, half to even.
[[gnu::always_inline]] constexpr std::int32_t vcvtr(float x) {
#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FP)
  if (!std::is_constant_evaluated()) {
    std::int32_t word;
    asm("vcvtr.s32.f32 %1, %1\n vmov %0, %1" : "=r"(word), "+t"(x));
    return word;
  }
#endif
  return static_cast<std::int32_t>(rounded_to_even(bounded(x, -0x1p30f, 0x1p30f)));
}

}  // namespace tinytmpl::kernels::armv7em
