// SPDX-License-Identifier: BSL-1.0
#include "runtime/network.hpp"

#include <algorithm>

#include "exporter.hpp"

namespace differential {

Loaded::Loaded(std::span<const std::uint8_t> tflite, tinytmpl::graph::Sequences how)
    : source(exporter::prepare(tflite).network), sequences(how), bound(exporter::bind(source, sequences)) {
  if (!bound) throw Failure("the network has too many layers");
  derived = std::make_unique<exporter::Trained>(*bound);
}

std::vector<std::int8_t> Loaded::in_memory(std::span<const std::int8_t> elements) const {
  std::vector<std::int8_t> memory(elements.begin(), elements.end());
  auto at = memory.begin();
  const auto convert = [&](const std::vector<int>& edges, const std::vector<exporter::Element>& types) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const auto end = at + exporter::bytes(source[edges[i]]);
      if (types[i] == exporter::Element::uint8)
        std::transform(at, end, at,
                       [](std::int8_t e) { return tinytmpl::core::to_memory(static_cast<std::uint8_t>(e)); });
      at = end;
    }
  };
  convert(source.inputs, source.input_elements);
  convert(source.outputs, source.output_elements);
  return memory;
}

}  // namespace differential
