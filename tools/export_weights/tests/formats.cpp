// SPDX-License-Identifier: BSL-1.0
// Files that people give for a model, and what they are told.
#include "frontend/formats.hpp"

#include <catch2/catch.hpp>

#include "error.hpp"
#include "frontend/model_file.hpp"
#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "small_model.hpp"

using namespace exporter;
using namespace std::string_literals;
using Catch::Matchers::Contains;

namespace {

std::string told(const std::string& file) {
  try {
    ModelFile(std::vector<std::uint8_t>(file.begin(), file.end()));
  } catch (const Error& error) {
    return error.what();
  }
  return "taken";
}

/// A field of a message of Protocol Buffers.
std::string field(int number, const std::string& text) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(text.size())} + text;
}
std::string field(int number, int value) { return {static_cast<char>(number << 3), static_cast<char>(value)}; }

}  // namespace

TEST_CASE("Files of other frameworks are called by their names") {
  CHECK_THAT(told("\x89HDF\r\n\x1a\n" + std::string(90, '\0')), Contains("HDF5") && Contains("from_keras_model"));
  CHECK_THAT(told("PK\x03\x04...config.json...model.weights.h5..."),
             Contains(".keras") && Contains("from_keras_model"));
  CHECK_THAT(told("PK\x03\x04...archive/data.pkl..."), Contains("PyTorch") && Contains("torch.onnx.export"));
  CHECK_THAT(told("\x80\x02\x8a\nl\xfc\x9c"), Contains("Python pickle") && Contains("torch.onnx.export"));
  CHECK_THAT(told("\x1c\0\0\0ORTM...."s), Contains("ONNX Runtime") && Contains("the ONNX file"));
  CHECK_THAT(told("\x1c\0\0\0ET12...."s), Contains("ExecuTorch") && Contains("litert-torch"));
  CHECK_THAT(told("\x1c\0\0\0CIR0...."s), Contains("Circle") && Contains(".tflite that it was made of"));
  CHECK_THAT(told("\x1c\0\0\0TFL1...."s), Contains("another version of the format") && Contains("TensorFlow 2"));
  CHECK_THAT(told("GGUF\x03"), Contains("GGUF"));
  CHECK_THAT(told("\x93NUMPY\x01"), Contains("array of NumPy"));
  CHECK_THAT(told("\x7f\x45LF\x01"), Contains("compiled program"));
  CHECK_THAT(told("{\"format\": \"layers-model\", \"modelTopology\": {}}"), Contains("TensorFlow.js"));
  CHECK_THAT(told("{\"class_name\": \"Sequential\"}"), Contains("Keras' JSON") && Contains("weights"));
  CHECK_THAT(told("<?xml version=\"1.0\"?><net name=\"x\">"), Contains("OpenVINO"));
}

TEST_CASE("Messages of Protocol Buffers are told apart by their fields") {
  const std::string onnx = field(1, 8) + field(2, "pytorch") + field(7, "graph") + field(8, "opset");
  const auto is_read = [](const std::string& file) {
    return is_onnx({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  };
  CHECK(is_read(onnx));
  CHECK(is_read(onnx.substr(0, onnx.size() - 10)));  // cut off
  CHECK_FALSE(is_read(field(1, 1) + field(2, "meta graph")));
  CHECK_THAT(told(field(1, 1) + field(2, "meta graph")), Contains("saved_model.pb") && Contains("from_saved_model"));
  CHECK_THAT(told(field(1, field(1, "x") + field(2, "Placeholder"))),
             Contains("TensorFlow 1") && Contains("from_frozen_graph"));
  for (const std::string& none : {"\x0b\x0c\x0d\x0e"s, std::string(40, '\xff'), "\x08" + std::string(20, '\xff')})
    CHECK_THAT(told(none), Contains("identifier TFL3 is missing"));
}

TEST_CASE("What is packed is to be unpacked") {
  for (const std::string& file :
       {"\x1f\x8b\x08"s, "BZh9"s, "\xfd\x37zXZ\0"s, "\x28\xb5\x2f\xfd."s, "7z\xbc\xaf\x27\x1c"s, "Rar!\x1a\x07."s,
        std::string(257, 'x') + "ustar", "PK\x03\x04...model.tflite"s, "PK\x05\x06"s + std::string(18, '\0')})
    CHECK_THAT(told(file), Contains("unpack it and give the .tflite in it"));
  CHECK_THAT(told("PK\x03\x04...saved_model.pb"),
             Contains("ZIP archive of a SavedModel") && Contains("from_saved_model"));
}

TEST_CASE("What was downloaded instead of the file is recognised") {
  CHECK_THAT(told("version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 18288\n"),
             Contains("Git LFS pointer") && Contains("git lfs pull"));
  CHECK_THAT(told("../.git/annex/objects/xx/yy/SHA256E-s1--2.tflite"), Contains("git-annex pointer"));
  for (const char* page : {"<!DOCTYPE html>\n<html>", "\n\n<HTML lang=\"en\">", "\xef\xbb\xbf<!doctype HTML>",
                           "<!-- x -->\n<html>", "<head><title>Sign in</title>"})
    CHECK_THAT(told(page), Contains("web page") && Contains("Download raw file"));
  for (const char* answer :
       {"404: Not Found", "Not Found\n", "{\r\n  \"message\": \"Not Found\",\r\n  \"status\": \"404\"}"})
    CHECK_THAT(told(answer), Contains("a server that does not have the file; correct the address"));
  CHECK_THAT(told("404"), Contains("identifier TFL3 is missing"));
}

TEST_CASE("Models that were compiled for an accelerator are refused with its compiler's name") {
  const auto refusal = [](const char* code) {
    SmallModel m;
    const int x = m.tensor({.shape = {1, 4}}), y = m.tensor({.shape = {1, 4}});
    m.op<schema::AddOptions>("CUSTOM", {x}, {y}, {}, code);
    try {
      read_tflite(m.done({x}, {y}));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  CHECK(refusal("ethos-u") ==
        "the model was compiled by Vela for Arm's Ethos-U and runs only there; give the .tflite that Vela was given");
  CHECK_THAT(refusal("edgetpu-custom-op"), Contains("edgetpu_compiler for the Edge TPU"));
  CHECK_THAT(refusal("XC_conv2d_v2"), Contains("XMOS"));
  CHECK_THAT(refusal("NeutronGraph"), Contains("NXP"));
  CHECK(refusal("FlexErf") == "read");
}
