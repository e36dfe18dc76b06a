// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/language.hpp>

/// Why kernels do not take a layer: what more than one of them says. Pointers to literals, not arrays: in constant expressions GCC
/// compares no variable's address with null where an object may lie at null (-fsanitize=undefined).
namespace tinytmpl::kernels::common::reasons {

inline constexpr const char* rounded_once = "outputs are rounded once";
inline constexpr const char* not_rounded_twice = "outputs are not rounded twice";
inline constexpr const char* half_to_even = "means are rounded half to even";
inline constexpr const char* in_groups = "channels are in groups";
inline constexpr const char* dilated = "the window is dilated";
inline constexpr const char* several_filters = "a channel has more than one filter";
inline constexpr const char* minus_128 = "a weight is -128";
inline constexpr const char* by_words = "constants may only be read as words";
inline constexpr const char* scaled_sums = "a sum, shifted to the left, may pass 2^30";
inline constexpr const char* ties = "a sum may pass 2^31, or a multiplier does not shift right";
inline constexpr const char* not_3x3 = "the window is not 3 x 3 with a stride of 1 or 2";
inline constexpr const char* not_column = "the window is not a column inside the image";
inline constexpr const char* dilated_steps = "the window is dilated, and its stride is not 1";
inline constexpr const char* not_linear = "the sum is not linear";
inline constexpr const char* of_reals = "it is a sum of float32 numbers";
inline constexpr const char* other_sizes = "an operand has another size than the output";
inline constexpr const char* not_columns = "the sums are not of all columns, channel by channel";
inline constexpr const char* wide_sums = "the sums do not fit into 16 bits";
inline constexpr const char* one_window = "a row has one window";
inline constexpr const char* several_windows = "a row has more than one window";
inline constexpr const char* no_right_shift = "a multiplier does not shift right";
inline constexpr const char* shifts_below_2 = "a multiplier shifts right by less than 2";
inline constexpr const char* sums_of_31_bits = "a sum may pass 2^30";
inline constexpr const char* many_taps = "the window has too many taps";
inline constexpr const char* no_stride = "there is one window for all columns";
inline constexpr const char* int8_weights = "weights are int8";

}  // namespace tinytmpl::kernels::common::reasons
