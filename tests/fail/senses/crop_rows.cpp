// SPDX-License-Identifier: BSL-1.0
// MISUSE: A crop below the camera's picture
// MEANING: Rows 24 to 123 of a picture that has 120.
// EXPECT: the crop's rows are some of the camera's
#include <tinytmpl/senses/image_rows.hpp>

using namespace tinytmpl::senses;

constexpr Camera camera{PixelFormat::grey, 160, 120};

#ifdef FIXED
using Eye = ImageRows<camera, Crop{0, 20, 100, 100}, tinytmpl::core::Extent{10, 10, 1}>;
#else
using Eye = ImageRows<camera, Crop{0, 24, 100, 100}, tinytmpl::core::Extent{10, 10, 1}>;
#endif

Eye eye;
