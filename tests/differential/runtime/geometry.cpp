// SPDX-License-Identifier: BSL-1.0
#include "runtime/geometry.hpp"

#include <fmt/format.h>

namespace differential {

namespace {

std::string source(const tinytmpl::core::Numbers& numbers) {
  const auto& [sum_bits, least_shift, most_shift, linear_shift, minus_128, saturates, clamps_below] = numbers;
  return fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", sum_bits, least_shift, most_shift, linear_shift, minus_128,
                     saturates, clamps_below);
}

std::string source(const tinytmpl::core::RowShape& row) {
  const auto& [w, c, element, in_flash] = row;
  return fmt::format("{{{}, {}, Element({}), {}}}", w, c, static_cast<int>(element), in_flash);
}

std::string source(const tinytmpl::core::Geometry& geometry) {
  // A member that is added to Geometry or Numbers and not here does not compile.
  const auto& [op, out, operand_count, in, kernel_h, stride_h, cols, filter_c, weights, biases, own, has_bias, as_uint8,
               bands, rounding, optimize, flash, numbers] = geometry;
  int rows = tinytmpl::core::max_operands;
  while (rows > 0 && in[rows - 1].size() == 0) --rows;
  std::string operands;
  for (int k = 0; k < rows; ++k) operands += (k > 0 ? ", " : "") + source(in[k]);
  return fmt::format(
      "Geometry{{Op({}), {}, {}, {{{{{}}}}}, {}, {}, {{{}, {}, {}, {}, {}}}, {}, Element({}), Element({}), {{{{{}}}}}, "
      "{}, {}, {}, Rounding({}), Optimize({}), FlashAccess({}), {}}}",
      static_cast<int>(op), source(out), operand_count, operands, kernel_h, stride_h, cols.size, cols.stride,
      cols.dilation, cols.before, cols.per, filter_c, static_cast<int>(weights), static_cast<int>(biases),
      fmt::join(own, ", "), has_bias, as_uint8, bands, static_cast<int>(rounding), static_cast<int>(optimize),
      static_cast<int>(flash), source(numbers));
}

}  // namespace

std::string source(const tinytmpl::kernels::Choice& choice) {
  return fmt::format("{}, {}", choice.rung, source(choice.geometry));
}

}  // namespace differential
