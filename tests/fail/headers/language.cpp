// SPDX-License-Identifier: BSL-1.0
// MISUSE: A standard before C++20
// MEANING: Compilers' defaults are older: C++17 for GCC, C++14 for the packages of some boards. The first header says so
//   and ends the compilation.
// FLAGS: -std=c++17
// EXPECT: this needs C++20; compile with -std=c++20, or -std=gnu++20
#ifdef FIXED
// g++ -std=c++20 -c firmware.cpp
#else
// g++ -c firmware.cpp
#endif
#include <tinytmpl/tinytmpl.hpp>

using Cost = tinytmpl::Footprint<tinytmpl::Seq<tinytmpl::ReLU>, tinytmpl::Shape<2>>;
