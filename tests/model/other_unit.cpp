// SPDX-License-Identifier: BSL-1.0
#include "units.hpp"

#include <algorithm>

namespace units {

First shared;

template <class Model>
static int run(Model& model) {
  std::copy(sample.begin(), sample.end(), model.input().begin());
  return model.run()[1];
}

int run_elsewhere(First& model) { return run(model); }
int first_elsewhere() {
  static First model;
  return run(model);
}
int second_elsewhere() {
  static Second model;
  return run(model);
}

}  // namespace units
