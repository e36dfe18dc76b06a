// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <protozero/pbf_writer.hpp>

namespace exporter {

/// Writes ONNX files for tests. Field numbers are those of onnx.proto.
class OnnxFile {
 public:
  using Number = std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>>;
  using Attributes = std::vector<std::pair<std::string, Number>>;
  using Names = std::vector<std::string>;

  std::int64_t opset = 17;

  std::string input(const std::vector<std::int64_t>& shape, int type = 1) {
    return edge(11, "x" + std::to_string(count++), shape, type);
  }
  /// A constant of any type, its elements as memory holds them.
  std::string constant(const std::vector<std::int64_t>& shape, int type, const std::string& bytes) {
    const std::string name = "c" + std::to_string(count++);
    graph.add_message(5, tensor(name, shape, type, bytes));
    return name;
  }
  template <class T>
  std::string constant(const std::vector<std::int64_t>& shape, int type, const std::vector<T>& numbers) {
    std::string bytes(numbers.size() * sizeof(T), '\0');
    if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return constant(shape, type, bytes);
  }
  /// Of float32, all the same.
  std::string reals(const std::vector<std::int64_t>& shape, float number = 0.5f) {
    std::size_t size = 1;
    for (const std::int64_t dim : shape) size *= static_cast<std::size_t>(dim);
    return constant(shape, 1, std::vector<float>(size, number));
  }
  std::string integers(const std::vector<std::int64_t>& numbers) {
    return constant({static_cast<std::int64_t>(numbers.size())}, 7, numbers);
  }
  /// A constant that says that its data lies in another file.
  std::string external(const std::vector<std::int64_t>& shape, const std::string& file, const std::string& length) {
    const std::string name = "c" + std::to_string(count++);
    std::string out = tensor(name, shape, 1, "");
    protozero::pbf_writer to(out);
    for (const auto& [key, value] : {std::pair("location", file), std::pair("length", length)}) {
      std::string entry;
      protozero::pbf_writer pair(entry);
      pair.add_string(1, key), pair.add_string(2, value);
      to.add_message(13, entry);
    }
    to.add_int32(14, 1);
    graph.add_message(5, out);
    return name;
  }

  /// The name of the node's output; of several, of the first: the others have .1, .2 behind that.
  std::string node(const std::string& type, const Names& inputs, const Attributes& attributes = {}, int outputs = 1,
                   const std::string& domain = "") {
    const std::string name = "t" + std::to_string(count++);
    std::string out;
    protozero::pbf_writer to(out);
    for (const std::string& one : inputs) to.add_string(1, one);
    for (int i = 0; i < outputs; ++i) to.add_string(2, i == 0 ? name : name + "." + std::to_string(i));
    to.add_string(4, type);
    for (const auto& [key, value] : attributes) to.add_message(5, attribute(key, value));
    if (!domain.empty()) to.add_string(7, domain);
    graph.add_message(1, out);
    return name;
  }

  std::vector<std::uint8_t> done(const Names& outputs) {
    for (const std::string& output : outputs) edge(12, output, {}, 1);
    std::string out, version;
    protozero::pbf_writer(version).add_int64(2, opset);
    protozero::pbf_writer to(out);
    to.add_int64(1, 8);
    to.add_message(7, graph_bytes);
    to.add_message(8, version);
    return {out.begin(), out.end()};
  }

 private:
  std::string graph_bytes;
  protozero::pbf_writer graph{graph_bytes};
  int count = 0;

  static std::string tensor(const std::string& name, const std::vector<std::int64_t>& shape, int type,
                            const std::string& bytes) {
    std::string out;
    protozero::pbf_writer to(out);
    for (const std::int64_t dim : shape) to.add_int64(1, dim);
    to.add_int32(2, type);
    to.add_string(8, name);
    if (!bytes.empty()) to.add_bytes(9, bytes);
    return out;
  }
  static std::string attribute(const std::string& name, const Number& value) {
    std::string out;
    protozero::pbf_writer to(out);
    to.add_string(1, name);
    if (const auto* const integer = std::get_if<std::int64_t>(&value)) to.add_int64(3, *integer);
    if (const auto* const real = std::get_if<float>(&value)) to.add_float(2, *real);
    if (const auto* const text = std::get_if<std::string>(&value)) to.add_bytes(4, *text);
    if (const auto* const integers = std::get_if<std::vector<std::int64_t>>(&value))
      for (const std::int64_t one : *integers) to.add_int64(8, one);
    return out;
  }
  std::string edge(protozero::pbf_tag_type field, const std::string& name, const std::vector<std::int64_t>& shape,
                   int type) {
    std::string dims, tensor, whole, out;
    protozero::pbf_writer to_dims(dims);
    for (const std::int64_t dim : shape) {
      std::string one;
      if (dim >= 0) protozero::pbf_writer(one).add_int64(1, dim);
      to_dims.add_message(1, one);
    }
    protozero::pbf_writer to_tensor(tensor);
    to_tensor.add_int32(1, type);
    to_tensor.add_message(2, dims);
    protozero::pbf_writer(whole).add_message(1, tensor);
    protozero::pbf_writer to(out);
    to.add_string(1, name);
    to.add_message(2, whole);
    graph.add_message(field, out);
    return name;
  }
};

}  // namespace exporter
