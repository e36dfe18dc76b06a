// SPDX-License-Identifier: BSL-1.0
// What passes between the driver and the libraries of compiled kernels that it opens.
#pragma once

#include <type_traits>

#include <tinytmpl/kernels/run.hpp>

namespace differential {

/// A kernel as the library chooses it for a geometry on a target.
struct Kernel {
  const char* geometry;  // as `source` writes it
  tinytmpl::kernels::Function* run;
  int scratch, band;
  tinytmpl::kernels::Packing packing;
  void (*pack)(std::uint32_t* words, const tinytmpl::Constants& constants, int group);
};

template <tinytmpl::Geometry g>
constexpr Kernel kernel(const char* geometry) {
  using Target = tinytmpl::kernels::native;
  using Needs = tinytmpl::kernels::Needs<Target, g>;
  Kernel result{geometry, tinytmpl::kernels::run<Target, g>, Needs::scratch, Needs::band, Needs::packed, nullptr};
  if constexpr (Needs::packed.words > 0)
    result.pack = [](std::uint32_t* words, const tinytmpl::Constants& k, int group) {
      pack<g>(Target{}, words, k, group);
    };
  return result;
}

/// A library's one symbol, `differential_kernels`.
struct KernelList {
  const Kernel* kernels;
  int count;
  tinytmpl::Geometry (*specialized)(const tinytmpl::Geometry&) =
      tinytmpl::kernels::specialized<tinytmpl::kernels::native>;
  bool counts_on_numbers = !std::is_same_v<tinytmpl::kernels::native, tinytmpl::kernels::portable>;
};

}  // namespace differential
