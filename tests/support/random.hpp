// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace support {

/// Pseudo-random numbers that are the same on every machine: splitmix64.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state(seed) {}

  constexpr std::uint64_t next() {
    state += 0x9E3779B97F4A7C15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  /// From 0 up to, not including, `count`.
  constexpr int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  /// From `low` to `high`, both included.
  constexpr int between(int low, int high) { return low + below(high - low + 1); }
  constexpr bool one_in(int count) { return below(count) == 0; }
  constexpr std::int8_t int8() { return static_cast<std::int8_t>(between(-128, 127)); }
  constexpr std::int32_t int32() { return static_cast<std::int32_t>(static_cast<std::uint32_t>(next() >> 32)); }
  /// Of any size: each number of bits is as likely as any other.
  constexpr std::int32_t int32_of_any_size() { return int32() >> below(32); }
  /// From 0 up to, not including, 1.
  constexpr double unit() { return static_cast<double>(next() >> 11) / static_cast<double>(std::uint64_t{1} << 53); }
  constexpr float real(float low, float high) { return low + static_cast<float>(unit()) * (high - low); }
  template <class... T>
  constexpr auto of(T... choices) {
    const std::common_type_t<T...> all[] = {choices...};
    return all[below(sizeof...(choices))];
  }

 private:
  std::uint64_t state;
};

/// Which random cases a test runs. `TINYTMPL_SEED=17` runs number 17 alone, `TINYTMPL_LONG=1` a hundred times as many.
class Seeds {
 public:
  explicit Seeds(int rounds) {
    if (const char* only = std::getenv("TINYTMPL_SEED")) first = std::strtoull(only, nullptr, 10), rounds = 1;
    last = first + static_cast<std::uint64_t>(rounds) * (std::getenv("TINYTMPL_LONG") ? 100 : 1);
  }
  /// The command that repeats the case alone.
  static std::string repeat(std::uint64_t seed, const char* test) {
    return "TINYTMPL_SEED=" + std::to_string(seed) + " <test program> \"" + test + "\"";
  }

  std::uint64_t first = 1, last;
};

}  // namespace support
