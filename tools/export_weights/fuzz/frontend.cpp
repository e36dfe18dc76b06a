// SPDX-License-Identifier: BSL-1.0
// Any bytes, models or C with one: the front end reads them or says why not.
#include "error.hpp"
#include "frontend/formats.hpp"
#include "frontend/model_file.hpp"
#include "frontend/onnx/onnx.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const exporter::ModelFile file({data, size});
    exporter::lower(exporter::is_onnx(file.bytes()) ? exporter::read_onnx(file.bytes())
                                                    : exporter::read_tflite(file.bytes()));
  } catch (const exporter::Error&) {
  }
  return 0;
}
