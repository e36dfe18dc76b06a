// SPDX-License-Identifier: BSL-1.0
#include "emit/golden.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include <fmt/format.h>
#include <tinytmpl/self_test.hpp>

#include "emit/arrays.hpp"
#include "error.hpp"
#include "evaluate/run.hpp"
#include "operators/own.hpp"
#include "text.hpp"

namespace exporter {
namespace {

std::int64_t total(const Network& net, const std::vector<int>& tensors) {
  std::int64_t sum = 0;
  for (const int tensor : tensors) sum += bytes(net[tensor]);
  return sum;
}

/// Of the elements' type; bytes of both types are written as uint8.
std::string bytes_array(const char* name, const std::vector<std::uint8_t>& bytes,
                        const std::vector<Element>& elements) {
  if (std::find(elements.begin(), elements.end(), Element::uint8) != elements.end()) return plain_array(name, bytes);
  return plain_array(name, std::vector<std::int8_t>(bytes.begin(), bytes.end()));
}

void refuse_numpy(std::span<const std::uint8_t> bytes, std::string_view what) {
  if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).starts_with("\x93NUMPY"))
    throw Error(fmt::format("the file of the {} is an .npy of NumPy; write raw bytes, with array.tofile(...)", what));
}

/// As Model::self_test compares them.
bool is_right(Element element, const std::uint8_t* computed, const std::uint8_t* given) {
  const auto size = static_cast<std::size_t>(tinytmpl::core::size_of(element));
  if (element != Element::float32) return std::equal(computed, computed + size, given);
  std::int32_t found = 0, wanted = 0;
  std::memcpy(&found, computed, sizeof found), std::memcpy(&wanted, given, sizeof wanted);
  return tinytmpl::core::detail::is_right<float>(found, wanted);
}

}  // namespace

std::int64_t inferences(const Network& net, std::span<const std::uint8_t> inputs, std::string_view what) {
  refuse_numpy(inputs, what);
  const std::int64_t one = total(net, net.inputs), given = std::ssize(inputs);
  if (given == 0 || given % one != 0)
    throw Error(fmt::format("the {} are {} bytes; a vector has {}, one for each element of the inputs", what,
                            grouped(given), grouped(one)));
  return given / one;
}

std::int64_t vectors(const Network& net, const Golden& golden) {
  const std::int64_t count = inferences(net, golden.inputs, "golden inputs");
  refuse_numpy(golden.outputs, "golden outputs");
  const std::int64_t out = total(net, net.outputs), given = std::ssize(golden.outputs);
  if (given != count * out)
    throw Error(fmt::format("the golden outputs are {} bytes; for {} golden inputs they are {}, one for each element",
                            grouped(given), grouped(count), grouped(count * out)));
  return count;
}

std::string golden_result(const Network& net, const Golden& golden) {
  const std::int64_t count = vectors(net, golden);
  if (std::any_of(net.layers.begin(), net.layers.end(), [](const Layer& layer) { return layer.op == &operators::own; }))
    return "golden vectors: not computed here, where the model has layers of your own; Model::self_test does";
  const std::vector<std::uint8_t> computed = run(net, golden.inputs);
  std::size_t at = 0;
  for (std::int64_t vector = 0; vector < count; ++vector)
    for (const int output : net.outputs) {
      const auto size = static_cast<std::size_t>(tinytmpl::core::size_of(net[output].element));
      for (std::int64_t i = 0; i < elements(net[output].dims); ++i, at += size)
        if (!is_right(net[output].element, &computed[at], &golden.outputs[at]))
          return fmt::format(
              "golden vectors: {}, but of vector {} element {} of output {} is computed as another one: are they the "
              "reference's, of this model?",
              grouped(count), grouped(vector), grouped(i), quoted(net[output].name));
    }
  return fmt::format("golden vectors: {}, whose outputs are computed as they are given", grouped(count));
}

std::string golden_text(const Network& net, const Golden& golden) {
  const std::int64_t count = vectors(net, golden);
  return fmt::format("// For Model::self_test: {} golden vector{}.\n", count, count == 1 ? "" : "s") +
         bytes_array("golden_inputs", golden.inputs, net.input_elements) +
         bytes_array("golden_outputs", golden.outputs, net.output_elements) +
         "inline constexpr GoldenVectors golden(golden_inputs, golden_outputs);\n\n";
}

}  // namespace exporter
