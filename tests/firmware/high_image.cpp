// SPDX-License-Identifier: BSL-1.0
// A Dense behind an image of many rows, all of which it reads at once: for high_image.py.
#include <tinytmpl/tinytmpl.hpp>

using namespace tinytmpl;

using Net = Seq<Conv2D<8, Kernel{9, 1}, Same>, ReLU, Flatten, Dense<4>>;
constexpr std::int8_t weights[8 * ROWS * 4] = {1};
constexpr std::int32_t biases[8] = {};
constexpr float scales[] = {0.02f};
constexpr Parameters parameters[] = {
    {.output = {0.1f, 0}},
    {.weights = {weights, 8 * 9 * 3}, .biases = biases, .scales = scales, .output = {0.1f, 0}},
    {.output = {0.1f, -128}},
    {},
    {.weights = weights, .biases = {biases, 4}, .scales = scales, .output = {0.1f, 0}}};

static Model<Net, Shape<ROWS, 1, 3>, parameters> model;

int infer() { return model.run().argmax(); }
