// SPDX-License-Identifier: BSL-1.0
// What report.py asks of a model.
#pragma once

#include <tinytmpl/tinytmpl.hpp>

namespace figures {

/// Compares text piece by piece.
struct Text {
  const char* rest;

  constexpr bool take(const char* piece) {
    for (; *piece != '\0'; ++piece, ++rest)
      if (*rest != *piece) return false;
    return true;
  }
};

/// Do the words [first, first + words) of a model have these costs and these kernels, "one; other"?
template <class Model>
constexpr bool layer(int first, int words, int flash_bytes, int ram_bytes, const char* kernels) {
  Text text{kernels};
  bool same = true, is_first = true;
  for (const tinytmpl::LayerReport& node : Model::layers) {
    if (node.position < first || node.position >= first + words) continue;
    flash_bytes -= node.flash_bytes, ram_bytes -= node.ram_bytes;
    if (node.kernel[0] == '\0') continue;  // a constant
    same = same && (is_first || text.take("; ")) && text.take(node.kernel);
    is_first = false;
  }
  return same && *text.rest == '\0' && flash_bytes == 0 && ram_bytes == 0;
}

}  // namespace figures
