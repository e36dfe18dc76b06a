// SPDX-License-Identifier: BSL-1.0
// Any bytes: the front end reads them or says why not.
#include "error.hpp"
#include "frontend/lower.hpp"
#include "frontend/tflite.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    exporter::lower(exporter::read_tflite({data, size}));
  } catch (const exporter::Error&) {
  }
  return 0;
}
