// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"
#include "gate.hpp"

/// Reads a digit, if there is one: a small network decides whether the large one runs at all. Both work in the same memory.
class Reader {
 public:
  static constexpr int nothing = -1;

  // One picture serves both.
  static_assert(gate::Model::Input<>::shape == digits::Model::Input<>::shape);
  static_assert(gate::Model::Input<>::quantization == digits::Model::Input<>::quantization);

  template <class GateObserver, class DigitsObserver>
  int read(const std::int8_t* frame, GateObserver& of_gate, DigitsObserver& of_digits) {
    if (run<gate::Model>(frame, of_gate)[0] < likely) return nothing;
    return run<digits::Model>(frame, of_digits).argmax();
  }
  int read(const std::int8_t* frame) {
    const tinytmpl::graph::NoObserver nobody;
    return read(frame, nobody, nobody);
  }

  bool self_test() {
    return arena.use<gate::Model>().self_test(gate::golden) && arena.use<digits::Model>().self_test(digits::golden);
  }

 private:
  static constexpr std::int8_t likely = gate::Model::Output<>::quantization.quantize(0.5f);

  tinytmpl::SharedArena<gate::Model, digits::Model> arena;

  template <class Model, class Observer>
  auto run(const std::int8_t* frame, Observer& observer) {
    auto model = arena.use<Model>();
    for (std::int8_t& pixel : model.input()) pixel = *frame++;
    return model.run(observer);
  }
};
