// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/noise.hpp>
#include <tinytmpl/tinytmpl.hpp>

/// Two models of one geometry and different weights, as two generated headers would have them.
namespace units {

using namespace tinytmpl;

struct Net : Seq<Conv2D<2, 3>, ReLU, Flatten, Dense<3>> {};
inline constexpr float scales[] = {0.02f};

template <int seed>
inline constexpr Parameters parameters[] = {
    {.output = {0.5f, 3}},
    {.weights = support::weights<18, seed>, .biases = support::biases<2>, .scales = scales},
    {.output = {0.1f, -128}},
    {},
    {.weights = support::weights<54, seed>, .biases = support::biases<3>, .scales = scales, .output = {0.1f, 1}}};

using First = Model<Net, Shape<5, 5, 1>, parameters<1>>;
using Second = Model<Net, Shape<5, 5, 1>, parameters<2>>;
inline constexpr auto& sample = support::noise<std::int8_t, 25>;

/// In the other unit: its own model of each, and the address of a model of this one.
int run_elsewhere(First& model);
int first_elsewhere();
int second_elsewhere();
extern First shared;

}  // namespace units
