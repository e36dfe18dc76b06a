// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

#include <support/noise.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace support {

using namespace tinytmpl;

/// All outputs of a model, one after the other.
template <class M>
std::vector<int> outputs_of(const M& model) {
  std::vector<int> all;
  [&]<int... i>(std::integer_sequence<int, i...>) {
    (all.insert(all.end(), model.template output<i>().begin(), model.template output<i>().end()), ...);
  }(std::make_integer_sequence<int, M::network.outputs().operand_count>{});
  return all;
}

/// One inference of the elements in `image`: those of the first input, then those of the second, ...
template <class M>
std::vector<int> infer(M& model, const std::vector<std::int8_t>& image) {
  if constexpr (M::schedule == Schedule::fed) {
    std::size_t next = 0;
    bool ready = false;
    for (; next < image.size(); next += static_cast<std::size_t>(M::row_size)) {
      REQUIRE_FALSE(ready);
      ready = model.push_row(image.data() + next);
    }
    REQUIRE(ready);
  } else {
    const std::int8_t* next = image.data();
    [&]<int... i>(std::integer_sequence<int, i...>) {
      (..., [&](auto input) {
        for (std::int8_t& element : input) element = *next++;
      }(model.template input<i>()));
    }(std::make_integer_sequence<int, M::inputs>{});
    model.run();
  }
  return outputs_of(model);
}

/// Runs a network in each schedule on random images, several on one model; all must give the bytes of layerwise.
template <class Net, class Input, const auto& parameters, auto... policies>
void compare_schedules() {
  using Base = Model<Net, Input, parameters, Schedule::layerwise, policies...>;
  const auto base = std::make_unique<Base>();
  const auto reused =
      std::make_unique<Model<Net, Input, parameters, Schedule::layerwise, InputMemory::reused, policies...>>();
  const auto rows = std::make_unique<Model<Net, Input, parameters, policies...>>();
  const auto rows_reused = std::make_unique<Model<Net, Input, parameters, InputMemory::reused, policies...>>();
  [[maybe_unused]] auto fed = [] {
    if constexpr (Base::inputs > 1) return nullptr;
    else return std::make_unique<Model<Net, Input, parameters, Schedule::fed, policies...>>();
  }();
  int elements = 0;
  for (int i = 0; i < Base::inputs; ++i) elements += Base::network[i].out.extent.size();
  std::vector<std::int8_t> image(static_cast<std::size_t>(elements));
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    for (std::int8_t& element : image) element = random.int8();
    const std::vector<int> wanted = infer(*base, image);
    CAPTURE(seed, wanted);
    REQUIRE(infer(*reused, image) == wanted);
    REQUIRE(infer(*rows, image) == wanted);
    REQUIRE(infer(*rows_reused, image) == wanted);
    if constexpr (Base::inputs == 1) REQUIRE(infer(*fed, image) == wanted);
  }
}

}  // namespace support
