// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "exporter.hpp"
#include "words.hpp"

namespace exporter {

/// What a network's layers are called: their words without arguments.
inline std::vector<std::string> layer_words(const Network& net) {
  std::vector<std::string> out;
  for (const Layer& layer : net.layers) out.push_back(word_name(word(net, layer)));
  return out;
}

using Words = std::vector<std::string>;

/// The words themselves, of the network that is made of a file.
inline Words words_of(const std::vector<std::uint8_t>& file) {
  Words out;
  const Network net = prepare(file).network;
  for (const Layer& layer : net.layers) out.push_back(word(net, layer));
  return out;
}

}  // namespace exporter
