// SPDX-License-Identifier: BSL-1.0
// MISUSE: The header of a model that another version's exporter wrote
// MEANING: Each exported header holds such a line. Until 1.0 headers of one minor version are not read by another.
// EXPECT: this model was exported for another version of the library; export it again with the tinytmpl-export of this one
// EXPECT-GCC: the comparison reduces to '(# == #)'
// LAYER: CheckExport<0, 0>
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

#ifdef FIXED
static_assert(sizeof(CheckExport<TINYTMPL_VERSION_MAJOR, TINYTMPL_VERSION_MINOR>) > 0);
#else
static_assert(sizeof(CheckExport<0, 0>) > 0);
#endif
