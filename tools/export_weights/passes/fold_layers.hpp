// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "ir.hpp"

namespace exporter {

/// Computes the layers of int8 that read nothing but constants, as an unrolled RNN's first step does with its zeros, and takes them out.
void fold_constant_layers(Network& net);

}  // namespace exporter
