// SPDX-License-Identifier: BSL-1.0
// MISUSE: An image of two channels
// MEANING: A camera's pixels become grey, or red, green and blue.
// EXPECT: an image has one channel, grey, or three: red, green, blue
#include <tinytmpl/senses/image_rows.hpp>

using namespace tinytmpl::senses;

constexpr Camera camera{PixelFormat::grey, 160, 120};

#ifdef FIXED
using Eye = ImageRows<camera, middle_square(camera), tinytmpl::core::Extent{10, 10, 3}>;
#else
using Eye = ImageRows<camera, middle_square(camera), tinytmpl::core::Extent{10, 10, 2}>;
#endif

Eye eye;
