// SPDX-License-Identifier: BSL-1.0
// reference MODEL: reads inputs, writes what the portable kernels make of them, layer by layer, on this machine. They are
// compared with TensorFlow Lite's reference elsewhere (tests/kernels, tests/differential).
#include <cstdio>
#include <cstring>

#define TINYTMPL_TARGET portable
#include "operators.hpp"
#include "shapes.hpp"
#include "shapes_onnx.hpp"

namespace {

template <class Model>
int compute() {
  static Model model;
  using Input = typename Model::template Input<>;
  using Output = typename Model::template Output<>;
  typename Input::dtype in[Input::size];
  typename Output::dtype out[Output::size];
  while (std::fread(in, 1, sizeof in, stdin) == sizeof in) {
    model.input().assign(in);
    model.run().copy_to(out);
    if (std::fwrite(out, 1, sizeof out, stdout) != sizeof out) return 1;
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count == 2 && !std::strcmp(words[1], "operators"))
    return compute<operators::ModelWith<tinytmpl::Schedule::layerwise>>();
  if (count == 2 && !std::strcmp(words[1], "shapes"))
    return compute<shapes::ModelWith<tinytmpl::Schedule::layerwise>>();
  if (count == 2 && !std::strcmp(words[1], "shapes_onnx"))
    return compute<shapes_onnx::ModelWith<tinytmpl::Schedule::layerwise>>();
  std::fputs("usage: reference operators|shapes|shapes_onnx\n", stderr);
  return 2;
}
