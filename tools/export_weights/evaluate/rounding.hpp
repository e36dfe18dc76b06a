// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/policy.hpp>

namespace exporter {

/// Calls `use.template operator()<rounding>()`: what the library has as a template argument is known at run time here.
constexpr auto with_rounding(tinytmpl::Rounding rounding, auto use) {
  using tinytmpl::Rounding;
  switch (rounding) {
    case Rounding::once: return use.template operator()<Rounding::once>();
    case Rounding::onnx: return use.template operator()<Rounding::onnx>();
    case Rounding::twice: break;
  }
  return use.template operator()<Rounding::twice>();
}

}  // namespace exporter
