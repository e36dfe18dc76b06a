// SPDX-License-Identifier: BSL-1.0
// Models in each policy, as a program that needs all of a target's headers.
#include "digits.hpp"
#include "thermistor.hpp"

template <auto... policies>
int run() {
  static digits::ModelWith<policies...> model;
  return model.run().argmax();
}

static_assert(thermistor::Model::eval(std::array<std::int8_t, 1>{0}).size() == 1);

int main() {
  static thermistor::Model thermistor_model;
  static digits::ModelWith<tinytmpl::Schedule::fed> fed;
  const std::int8_t row[8] = {};
  fed.push_row(row);
  return run<>() + run<tinytmpl::FlashAccess::word>() + run<tinytmpl::Optimize::size>() +
         run<tinytmpl::Schedule::layerwise, tinytmpl::InputMemory::reused>() +
         static_cast<int>(thermistor_model.run().dequantize(0));
}
