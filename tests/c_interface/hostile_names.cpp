// SPDX-License-Identifier: BSL-1.0
// Writes a model whose inputs and outputs have the worst names, the last of each in uint8: hostile_names FILE.tflite
#include <fstream>

#include "frontend/tflite/names.hpp"
#include "small_model.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string names[] = {"say \"hi\" \\ */ /* // %s",            // ends strings and comments
                               "?\?/ trigraph ?\?)\nnew line #error",  // joins and begins lines
                               "gr\xc3\xb6\xc3\x9f"
                               "e",  // UTF-8
                               "same",
                               "same",  //
                               "",
                               "int",
                               std::string(300, 'x')};
  exporter::SmallModel m;
  const int x = m.tensor({.shape = {1, 4}, .name = "serving_default_image:0"}),
            u = m.tensor({.shape = {1, 4}, .zero_points = {128}, .dtype = exporter::Dtype::uint8, .name = "a\\"}),
            y = m.tensor({.shape = {1, 4}});
  m.op("QUANTIZE", {u}, {y});
  std::vector<int> outputs;
  std::vector<exporter::TensorName> signature;
  for (const std::string& name : names) {
    const auto zero = static_cast<std::int64_t>(outputs.size());
    outputs.push_back(m.tensor({.shape = {1, 4}, .scales = {0.5f}, .zero_points = {zero}, .name = name}));
    m.op("SUB", {x, y}, {outputs.back()});
    signature.push_back({name, outputs.back()});
  }
  const int last = m.tensor(
      {.shape = {1, 4}, .scales = {0.5f}, .zero_points = {128 + 7}, .dtype = exporter::Dtype::uint8, .name = "last"});
  m.op("QUANTIZE", {outputs.back()}, {last});
  outputs.back() = signature.back().tensor = last;
  m.signature("*/", {{"2nd", u}, {"*/int/*", x}}, signature);
  const std::vector<std::uint8_t> bytes = m.done({x, u}, outputs);
  std::ofstream file(argv[1], std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return file.flush() ? 0 : 1;
}
