// SPDX-License-Identifier: BSL-1.0
// What tinytmpl-export writes with --own and --own-header compiles as it is, and runs.
#include "negated.hpp"

static_assert(tinytmpl::core::same_text(negated::Model::layers[2].kind, "NegateSecond"));

int main() {
  static negated::Model model;
  return model.self_test(negated::golden).passed() ? 0 : 1;
}
