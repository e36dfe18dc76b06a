// SPDX-License-Identifier: BSL-1.0
// Writes a model with a custom operator between others, and golden vectors: FILE.tflite INPUTS OUTPUTS
#include <fstream>

#include "small_model.hpp"

namespace {

void write(const char* path, const std::vector<std::uint8_t>& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  exporter::SmallModel m;
  const exporter::SmallModel::Tensor image{{1, 2, 2, 1}};
  const int x = m.tensor(image), positive = m.tensor(image), negated = m.tensor(image), sum = m.tensor(image);
  m.op("RELU", {x}, {positive});
  m.op("CUSTOM", {positive, x}, {negated}, {}, "NegateSecond");
  m.op("ADD", {negated, positive}, {sum});
  write(argv[1], m.done({x}, {sum}));
  write(argv[2], {1, 2, 0xFD, 4});  // -3
  write(argv[3], {0, 0, 3, 0});
}
