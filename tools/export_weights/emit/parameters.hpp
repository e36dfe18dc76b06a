// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/parameters.hpp>

#include "ir.hpp"

namespace exporter {

/// The entry of a header's `parameters` for the layer's own word; its arrays are those of the network. Words that keep their
/// input's quantization do not repeat it, except where an activation must not fuse with them.
tinytmpl::Parameters own_parameters(const Network& net, const Layer& layer);

}  // namespace exporter
