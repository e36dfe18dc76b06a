// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/language.hpp>

// The version, in this one place: as text and as numbers.
#define TINYTMPL_VERSION "0.1.0"
#define TINYTMPL_VERSION_MAJOR 0
#define TINYTMPL_VERSION_MINOR 1
#define TINYTMPL_VERSION_PATCH 0

namespace tinytmpl {

/// Each exported header asks for this check of the version of `tinytmpl-export` that wrote it. Until 1.0 a new minor version may
/// change what an exported header holds; a patch does not.
template <int major, int minor>
struct CheckExport {
  static_assert(100 * major + minor == 100 * TINYTMPL_VERSION_MAJOR + TINYTMPL_VERSION_MINOR,
                "tinytmpl: this model was exported for another version of the library; export it again with the "
                "tinytmpl-export of this one");
};

}  // namespace tinytmpl
