// SPDX-License-Identifier: BSL-1.0
// What passes between the driver and the libraries of compiled kernels that it opens.
#pragma once

#include <tinytmpl/kernels/run.hpp>

namespace differential {

/// A kernel as the library chooses it for a geometry on a target.
struct Kernel {
  const char* geometry;  // as `source` writes it
  tinytmpl::kernels::Function* run;
  int scratch, band, packed;
  void (*pack)(std::int8_t* bytes, const tinytmpl::Constants& constants);
  const char* target;  // whose kernel it is: the target's, or one that it inherits
};

template <tinytmpl::Geometry g>
constexpr Kernel kernel(const char* geometry) {
  using Target = tinytmpl::kernels::native;
  using Needs = tinytmpl::kernels::Needs<Target, g>;
  Kernel result{
      geometry,           tinytmpl::kernels::run<Target, g>, Needs::scratch, Needs::band, Needs::packed, nullptr,
      Needs::Chosen::name};
  if constexpr (Needs::packed > 0)
    result.pack = [](std::int8_t* bytes, const tinytmpl::Constants& k) { pack<g>(Target{}, bytes, k); };
  return result;
}

/// A library's one symbol.
struct KernelList {
  const Kernel* kernels;
  int count;
};

}  // namespace differential
