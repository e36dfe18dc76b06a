// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/language.hpp>

/// What users name, and nothing else: `using namespace tinytmpl;` must not take everyday names from them.
namespace tinytmpl {}

// What the folders hold for themselves. The headers beside tinytmpl.hpp have theirs in `graph`, or in `core` if they include no more.
namespace tinytmpl::core {}
namespace tinytmpl::layers {
using namespace core;
}
namespace tinytmpl::kernels {
using namespace core;
using namespace layers;
}  // namespace tinytmpl::kernels
namespace tinytmpl::graph {
using namespace core;
using namespace layers;
}  // namespace tinytmpl::graph
