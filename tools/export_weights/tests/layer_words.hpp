// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "words.hpp"

namespace exporter {

/// What a network's layers are called: their words without arguments.
inline std::vector<std::string> layer_words(const Network& net) {
  std::vector<std::string> out;
  for (const Layer& layer : net.layers) out.push_back(word_name(word(net, layer)));
  return out;
}

using Words = std::vector<std::string>;

}  // namespace exporter
