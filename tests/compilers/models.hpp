// SPDX-License-Identifier: BSL-1.0
// What a program does with models, for a compiler to warn of: each schedule and policy, one arena for several, constant
// evaluation.
#pragma once

#include <tinytmpl/tinytmpl.hpp>

using tinytmpl::FlashAccess, tinytmpl::Optimize, tinytmpl::Schedule;

template <class Model>
inline Model model;

template <class Model>
int infer() {
  for (auto& element : model<Model>.input()) element = {};
  return model<Model>.run().argmax();
}

template <class Model>
int feed() {
  const std::int8_t row[Model::row_size] = {};
  while (!model<Model>.push_row(row)) {
  }
  return model<Model>.output().argmax();
}

template <class Model>
inline constexpr auto evaluated =
    Model::eval(std::array<std::int8_t, static_cast<std::size_t>(Model::template Input<>::size)>{});

template <class... Models>
int share() {
  static tinytmpl::SharedArena<Models...> arena;
  return (arena.template use<Models>().run().argmax() + ...);
}
