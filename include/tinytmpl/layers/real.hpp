// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/node.hpp>

namespace tinytmpl::layers {

/// Of what is there in float32 alone.
constexpr void require_reals(Node& node, const Parameters&) {
  node.require(node.out.element == Element::float32, Rule::reals_only, 1, 0);
}

}  // namespace tinytmpl::layers
