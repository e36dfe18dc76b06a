// SPDX-License-Identifier: BSL-1.0
// MISUSE: A crop of very many pixels
// MEANING: Sums of more than 2^24 bytes do not fit into 32 bits.
// EXPECT: a crop has at most 2^24 pixels; let the camera make a smaller picture
#include <tinytmpl/senses/image_rows.hpp>

using namespace tinytmpl::senses;

constexpr Camera camera{PixelFormat::grey, 5000, 4096};

#ifdef FIXED
using Eye = ImageRows<camera, Crop{0, 0, 4096, 4096}, tinytmpl::core::Extent{10, 10, 1}>;
#else
using Eye = ImageRows<camera, Crop{0, 0, 5000, 4096}, tinytmpl::core::Extent{10, 10, 1}>;
#endif

Eye eye;
