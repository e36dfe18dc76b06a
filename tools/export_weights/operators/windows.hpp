// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/window.hpp>

#include "lower/reading.hpp"

// What operators with a window share.
namespace exporter {

/// Whether some output reads beyond the image.
bool reaches_outside(const tinytmpl::core::Window& window, const Dims& in, const Dims& out);

// While an operator is read: each refuses what the library does not compute.

void expect_image(const Reading& r);
tinytmpl::core::Window read_window(const Reading& r, std::int64_t kernel_h, std::int64_t kernel_w);
/// Adds the layer, which slides `window` and makes so many channels.
void finish_window(Reading& r, Layer layer, const tinytmpl::core::Window& window, int channels);

}  // namespace exporter
