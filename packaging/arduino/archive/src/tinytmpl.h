// SPDX-License-Identifier: BSL-1.0
// A sketch includes this, so that the Arduino IDE finds the library, and behind it the header of its model.
#pragma once

#include <tinytmpl/tinytmpl.hpp>
