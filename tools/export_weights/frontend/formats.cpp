// SPDX-License-Identifier: BSL-1.0
#include "frontend/formats.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

namespace exporter {
namespace {

using namespace std::string_view_literals;

constexpr auto unpack = "unpack it and give the .tflite in it"sv;

struct Magic {
  std::size_t offset;
  std::string_view bytes, what, advice;
};

// The first bytes of file formats, as their specifications and file(1) know them.
constexpr Magic magics[] = {
    {0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file, as Keras writes .h5",
     "load it with tf.keras.models.load_model, convert it with tf.lite.TFLiteConverter.from_keras_model, and give the "
     ".tflite"},
    {4, "ORTM"sv, "a model of ONNX Runtime (.ort)", "give the ONNX file that it was made of"},
    {4, "ET12"sv, "a program of ExecuTorch (.pte)",
     "convert the PyTorch model with litert-torch, and give the .tflite"},
    {4, "CIR0"sv, "a Circle model", "give the .tflite that it was made of"},
    {4, "TFL"sv, "a .tflite of another version of the format", "convert the model again, with TensorFlow 2"},
    {0, "GGUF"sv, "a GGUF file, of a language model", "give a .tflite"},
    {0, "\x93NUMPY"sv, "an array of NumPy, not a model", "give a .tflite"},
    {0, "\x1f\x8b"sv, "compressed with gzip", unpack},
    {0, "BZh"sv, "compressed with bzip2", unpack},
    {0, "\xfd\x37zXZ"sv, "compressed with xz", unpack},
    {0, "\x28\xb5\x2f\xfd"sv, "compressed with zstd", unpack},
    {0, "7z\xbc\xaf\x27\x1c"sv, "a 7z archive", unpack},
    {0, "Rar!\x1a\x07"sv, "a RAR archive", unpack},
    {257, "ustar"sv, "a tar archive", unpack},
    {0, "\x7f\x45LF"sv, "a compiled program", "give the .tflite, or the C array, that it was made of"},
};

constexpr auto pytorch = "a model of PyTorch"sv,
               convert_pytorch = "export it with torch.onnx.export, and give the .onnx"sv;
constexpr auto convert_saved_model =
    "convert its folder with tf.lite.TFLiteConverter.from_saved_model, and give the "
    ".tflite"sv;

// Files by which a ZIP archive shows what it is; their names stand in it as they are.
constexpr Magic members[] = {
    {0, "model.weights.h5"sv, "a Keras model (.keras)",
     "load it with tf.keras.models.load_model, convert it with tf.lite.TFLiteConverter.from_keras_model, and give the "
     ".tflite"},
    {0, "data.pkl"sv, pytorch, convert_pytorch},
    {0, ".tflite"sv, "a ZIP archive", unpack},
    {0, "saved_model.pb"sv, "a ZIP archive of a SavedModel", convert_saved_model},
};

std::string sentence(std::string_view what, std::string_view advice) {
  return fmt::format("this is {}; {}", what, advice);
}

bool has(std::string_view file, const Magic& magic) {
  return file.size() >= magic.offset && file.substr(magic.offset).starts_with(magic.bytes);
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string archive(std::string_view file) {
  if (!file.starts_with("PK\x03\x04") && !file.starts_with("PK\x05\x06")) return {};
  for (const Magic& member : members)
    if (contains(file, member.bytes)) return sentence(member.what, member.advice);
  return sentence("a ZIP archive", unpack);
}

/// The fields at the top of a message of Protocol Buffers, as bits, those of lengths behind 32 others; nothing, if it is
/// no such message. The last field may be cut off.
std::optional<std::uint64_t> protobuf_fields(std::string_view file) {
  std::size_t at = 0;
  const auto varint = [&] {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63 && at < file.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(file[at++]);
      value |= std::uint64_t{byte & 127u} << shift;
      if (byte < 128) break;
    }
    return value;
  };
  std::uint64_t found = 0;
  while (at < file.size()) {
    const std::uint64_t tag = varint(), field = tag >> 3, wire = tag & 7, value = varint();
    if (field == 0 || field > 31 || (wire != 0 && wire != 2)) return std::nullopt;
    found |= std::uint64_t{1} << (field + (wire == 2 ? 32 : 0));
    if (wire == 2) at += static_cast<std::size_t>(std::min<std::uint64_t>(value, file.size() - at));
  }
  return found;
}

/// Formats that have no magic bytes, but are messages with certain fields: onnx.proto, saved_model.proto, graph.proto.
std::string message(std::string_view file) {
  const auto fields = protobuf_fields(file);
  const auto number = [](int field) { return std::uint64_t{1} << field; };
  const auto length = [](int field) { return std::uint64_t{1} << (field + 32); };
  if (!fields) return {};
  if (*fields == (number(1) | length(2))) return sentence("the saved_model.pb of a SavedModel", convert_saved_model);
  if ((*fields & length(1)) && !(*fields & number(1)) && contains(file.substr(0, 1 << 16), "\x12\x0bPlaceholder"))
    return sentence("a frozen graph of TensorFlow 1 (.pb)",
                    "convert it with tf.compat.v1.lite.TFLiteConverter.from_frozen_graph, and give the .tflite");
  return {};
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char w, char t) {
           return w == (t >= 'A' && t <= 'Z' ? static_cast<char>(t - 'A' + 'a') : t);
         });
}

std::string text_format(std::string_view file) {
  if (file.starts_with("\xef\xbb\xbf")) file.remove_prefix(3);
  file.remove_prefix(std::min(file.find_first_not_of(" \t\r\n"), file.size()));
  const std::string_view beginning = file.substr(0, 4096);
  if (file.size() < 300 && (starts_with_word(file, "404: not found") || starts_with_word(file, "not found") ||
                            (file.starts_with('{') && contains(file, "\"message\""))))
    return sentence("the answer of a server that does not have the file", "correct the address, and download it again");
  if (starts_with_word(file, "version https://git-lfs") || starts_with_word(file, "version https://hawser"))
    return sentence("a Git LFS pointer, not the file itself",
                    "run git lfs pull in its repository, or download the file itself");
  if (contains(beginning.substr(0, 200), "/annex/objects/"))
    return sentence("a git-annex pointer, not the file itself", "run git annex get in its repository");
  if (starts_with_word(file, "<!doctype html") || starts_with_word(file, "<html") || starts_with_word(file, "<head") ||
      starts_with_word(file, "<!--"))
    return sentence("a web page, not a model", "download the file itself (on GitHub: \"Download raw file\")");
  if (starts_with_word(file, "<?xml") || starts_with_word(file, "<net"))
    return sentence("XML, as OpenVINO writes its models, or the answer of a server",
                    "give the .tflite, or convert the model that it was made of");
  if (!file.starts_with('{') && !file.starts_with('[')) return {};
  if (contains(beginning, "\"modelTopology\"") || contains(beginning, "\"weightsManifest\"") ||
      contains(beginning, "graph-model") || contains(beginning, "layers-model"))
    return sentence("a TensorFlow.js model",
                    "convert it with tensorflowjs_converter to a SavedModel or Keras' .h5, that with "
                    "tf.lite.TFLiteConverter, and give the .tflite");
  if (contains(beginning, "\"class_name\"") || contains(beginning, "\"config\""))
    return sentence(
        "Keras' JSON of a model without weights",
        "load the weights too, convert with tf.lite.TFLiteConverter.from_keras_model, and give the .tflite");
  return {};
}

}  // namespace

bool is_tflite(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 8 && std::memcmp(&bytes[4], "TFL3", 4) == 0;
}

bool is_onnx(std::span<const std::uint8_t> bytes) {
  const auto fields = protobuf_fields({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return fields && (*fields >> 1 & 1) != 0 && (*fields >> (7 + 32) & 1) != 0;  // ir_version, graph
}

std::string other_format(std::span<const std::uint8_t> bytes) {
  const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (const Magic& magic : magics)
    if (has(file, magic)) return sentence(magic.what, magic.advice);
  // Python's pickle of protocol 2 to 5, as torch.save wrote it before it wrote ZIP archives, and scikit-learn does.
  if (file.size() > 2 && file[0] == '\x80' && file[1] >= 2 && file[1] <= 5)
    return sentence("a Python pickle, as of PyTorch or scikit-learn", convert_pytorch);
  for (std::string found : {archive(file), text_format(file), message(file)})
    if (!found.empty()) return found;
  return {};
}

std::string accelerator_of(std::string_view custom_operator) {
  const auto compiled = [](std::string_view by, std::string_view chip) {
    return fmt::format("the model was compiled by {} for {} and runs only there; give the .tflite that {} was given",
                       by, chip, by);
  };
  if (custom_operator == "ethos-u") return compiled("Vela", "Arm's Ethos-U");
  if (custom_operator == "edgetpu-custom-op") return compiled("edgetpu_compiler", "the Edge TPU");
  if (custom_operator.starts_with("NeutronGraph")) return compiled("neutron-converter", "NXP's eIQ Neutron");
  if (custom_operator.starts_with("XC_")) return compiled("xmos-ai-tools", "XMOS' xcore");
  return {};
}

}  // namespace exporter
