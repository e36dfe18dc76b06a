// SPDX-License-Identifier: BSL-1.0
// What each consumer compiles: the exported model of the digits, its footprint, and one inference.
#pragma once

#include "digits.hpp"

#include <array>

using namespace tinytmpl::literals;
using digits::Model;

static_assert(Model::ram_bytes <= 4_KiB && sizeof(Model) == Model::ram_bytes);
static_assert(Model::flash_bytes <= 16_KiB);
static_assert(tinytmpl::fits<Model, tinytmpl::boards::arduino_uno_r4>);

inline Model model;

inline constexpr std::array<std::int8_t, Model::Input<>::size> sample = [] {
  std::array<std::int8_t, Model::Input<>::size> elements{};
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = static_cast<std::int8_t>(i * 37);
  return elements;
}();
inline constexpr auto wanted = Model::eval(sample);

/// Bytes of one inference at run time that are not those of the compiler.
inline int different_bytes() {
  for (int i = 0; i < model.input().size(); ++i) model.input()[i] = sample[static_cast<std::size_t>(i)];
  const auto scores = model.run();
  int different = 0;
  for (int i = 0; i < scores.size(); ++i) different += scores[i] != wanted[i];
  return different;
}
