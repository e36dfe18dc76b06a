// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/tinytmpl.hpp>

#include "boards/board.hpp"

/// Writes without a C library: text on the left, numbers on the right of columns.
namespace costs {

constexpr int width_of(const char* text) {
  int width = 0;
  while (text[width]) ++width;
  return width;
}
constexpr int width_of(std::uint32_t number) {
  int width = 1;
  while ((number /= 10) != 0) ++width;
  return width;
}

inline void spaces(int count) {
  while (count-- > 0) board::print(" ");
}
inline void print_left(const char* text, int width) {
  board::print(text);
  spaces(width > width_of(text) ? width - width_of(text) : 1);
}
inline void print_right(std::uint32_t number, int width) {
  spaces(width - width_of(number));
  board::print_number(number);
}

/// What an inference of `inferences` has taken, layer by layer, and what the model occupies.
template <class Model, class Clock>
void print(const char* title, const tinytmpl::Profile<Model, Clock>& profile, std::uint32_t inferences) {
  board::print("\ncost of ");
  board::print(title);
  board::print("\n  layer            kernel           MACs      ticks\n");
  for (const auto& layer : profile) {
    spaces(2);
    print_left(layer.kind, 17);
    print_left(layer.target, 12);
    print_right(static_cast<std::uint32_t>(layer.macs), 9);
    print_right(inferences > 0 ? layer.ticks / inferences : 0, 11);
    board::print("\n");
  }
  print_left("  all", 31);
  print_right(static_cast<std::uint32_t>(Model::macs), 9);
  print_right(inferences > 0 ? profile.total() / inferences : 0, 11);
  board::print("\n  RAM ");
  board::print_number(Model::ram_bytes);
  board::print(" bytes, constants in flash ");
  board::print_number(Model::flash_bytes);
  board::print(" bytes\n");
}

}  // namespace costs
