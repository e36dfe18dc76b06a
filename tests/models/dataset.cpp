// SPDX-License-Identifier: BSL-1.0
// One exported model, MODEL_HEADER with MODEL_NAMESPACE, on a labelled set of SAMPLES real inputs, DATASET_*.bin: the outputs
// equal the reference's, and CORRECT of them have the right label.
#include <catch2/catch.hpp>

#include MODEL_HEADER
#include "files.hpp"

TEST_CASE("labelled set") {
  using Model = MODEL_NAMESPACE::Model;
  constexpr int in = Model::Input<>::size, out = Model::Output<>::size;
  const Bytes inputs = load(DATASET "_inputs.bin", SAMPLES * in), outputs = load(DATASET "_outputs.bin", SAMPLES * out),
              labels = load(DATASET "_labels.bin", SAMPLES);
  static Model model;
  int correct = 0, wrong_bytes = 0;
  for (int k = 0; k < SAMPLES; ++k) {
    std::copy_n(inputs.begin() + k * in, in, model.input().data());
    const auto scores = model.run();
    for (int i = 0; i < out; ++i) wrong_bytes += scores[i] != outputs[static_cast<std::size_t>(k * out + i)];
    correct += scores.argmax() == labels[static_cast<std::size_t>(k)];
  }
  CHECK(wrong_bytes == 0);
  CHECK(correct == CORRECT);
}
