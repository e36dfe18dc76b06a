// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace exporter {

/// Whether a .tflite model begins here: a FlatBuffer with the identifier TFL3.
bool is_tflite(std::span<const std::uint8_t> bytes);

/// Whether an ONNX model begins here: a message with the fields of its ModelProto.
bool is_onnx(std::span<const std::uint8_t> bytes);

/// What a file is that is given for a .tflite model and is none, by its content, and what to do about it; empty: nothing
/// that is known here.
std::string other_format(std::span<const std::uint8_t> bytes);

/// Why a .tflite with this custom operator runs only on an accelerator, and what to do about it; empty: it does not.
std::string accelerator_of(std::string_view custom_operator);

}  // namespace exporter
