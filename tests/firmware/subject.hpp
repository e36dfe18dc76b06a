// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// The model under test, as the program sees it: subject.cpp holds it, compiled for one model and one schedule.
struct Facts {
  std::uint32_t input_bytes, output_bytes, ram_bytes, flash_bytes;
  const char* kernels;  // a line a layer: "layer Conv2D portable 1200 1", MACs and the node
};

extern "C" {
extern const Facts facts;
// Byte `i` of the elements, as the model's type says: of a uint8 the bits of one.
void subject_input(std::uint32_t i, std::int8_t byte);
void infer();
void subject_reset();  // forgets what the model keeps from one inference to the next
std::int8_t subject_output(std::uint32_t i);

// Of golden.S: inputs, and the bytes that the reference computes of them.
extern const std::int8_t golden_inputs[], golden_outputs[];
extern const std::uint32_t golden_count;
}
