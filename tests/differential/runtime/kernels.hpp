// SPDX-License-Identifier: BSL-1.0
// What passes between the driver and the libraries of compiled kernels that it opens.
#pragma once

#include <type_traits>

#include <tinytmpl/kernels/run.hpp>

namespace differential {

/// A kernel that was compiled.
struct Kernel {
  const char* name;  // as `source` writes it
  tinytmpl::kernels::Function* run;
  void (*pack)(std::uint32_t* words, const tinytmpl::core::Constants& constants, int group);
};

/// The kernel at place `rung` of the target's ladder, for one geometry.
template <int rung, tinytmpl::core::Geometry g>
constexpr Kernel kernel(const char* name) {
  using Target = tinytmpl::targets::native;
  using Chosen = typename tinytmpl::kernels::Rungs<Target>::template At<rung>;
  Kernel result{name, tinytmpl::kernels::function<Target, Chosen, g>(), nullptr};
  if constexpr (Chosen::packing(g).words > 0) result.pack = Chosen::template pack<g>;
  return result;
}

/// A library's one symbol, `differential_kernels`.
struct KernelList {
  const Kernel* kernels;
  int count;
  tinytmpl::kernels::Choice (*choose)(const tinytmpl::core::Geometry&) =
      tinytmpl::kernels::choose<tinytmpl::targets::native>;
  bool counts_on_numbers = !std::is_same_v<tinytmpl::targets::native, tinytmpl::targets::portable>;
};

}  // namespace differential
