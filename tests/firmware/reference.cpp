// SPDX-License-Identifier: BSL-1.0
// reference MODEL: reads inputs, writes what the portable kernels make of them, layer by layer, on this machine. They are
// compared with TensorFlow Lite's reference elsewhere (tests/kernels, tests/differential).
#include <cstdio>
#include <cstring>

#define TINYTMPL_TARGET portable
#include "operators.hpp"
#include "shapes.hpp"

namespace {

template <class Model>
int compute() {
  static Model model;
  const auto input = model.input();
  while (std::fread(input.data(), 1, input.size(), stdin) == static_cast<std::size_t>(input.size()))
    if (std::fwrite(model.run().data(), 1, Model::template Output<>::size, stdout) != Model::template Output<>::size)
      return 1;
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count == 2 && !std::strcmp(words[1], "operators"))
    return compute<operators::ModelWith<tinytmpl::Schedule::layerwise>>();
  if (count == 2 && !std::strcmp(words[1], "shapes"))
    return compute<shapes::ModelWith<tinytmpl::Schedule::layerwise>>();
  std::fputs("usage: reference operators|shapes\n", stderr);
  return 2;
}
