// SPDX-License-Identifier: BSL-1.0
// MISUSE: A crop beside the camera's picture
// MEANING: Columns 64 to 163 of a picture that has 160.
// EXPECT: the crop's columns are some of the camera's
#include <tinytmpl/senses/image_rows.hpp>

using namespace tinytmpl::senses;

constexpr Camera camera{PixelFormat::grey, 160, 120};

#ifdef FIXED
using Eye = ImageRows<camera, Crop{60, 0, 100, 100}, tinytmpl::core::Extent{10, 10, 1}>;
#else
using Eye = ImageRows<camera, Crop{64, 0, 100, 100}, tinytmpl::core::Extent{10, 10, 1}>;
#endif

Eye eye;
