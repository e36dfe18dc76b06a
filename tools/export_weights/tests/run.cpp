// SPDX-License-Identifier: BSL-1.0
#include "evaluate/run.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

#include <catch2/catch.hpp>

#include "evaluate/memory.hpp"
#include "evaluate/plan.hpp"
#include "toy.hpp"

namespace {

using exporter::Network;
using Bytes = std::vector<std::uint8_t>;

/// Two convolutions of an image of three rows.
Network image() {
  exporter::Toy toy;
  const int inner = toy.conv(toy.input({3, 2, 2}), 3, {90, -20, 40, 70, -60, 110});
  return toy.done({toy.conv(inner, 2, {80, 30, -50, 20, 100, 60})});
}

Bytes inputs_for(const Network& net, std::int64_t count) {
  Bytes bytes(static_cast<std::size_t>(count * exporter::bytes(net[net.inputs[0]])));
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{7});
  return bytes;
}

}  // namespace

TEST_CASE("Runner: a batch by any number of threads is as many inferences") {
  const Network net = image();
  constexpr int count = 71;  // more than are computed at a time
  const Bytes inputs = inputs_for(net, count);
  exporter::Runner runner(net);
  REQUIRE(runner.input_bytes() == 12);
  REQUIRE(runner.output_bytes() == 12);
  Bytes one_by_one(count * 12);
  for (std::size_t i = 0; i < count; ++i) runner.run(inputs.data() + i * 12, one_by_one.data() + i * 12, 1);
  CHECK(std::adjacent_find(one_by_one.begin(), one_by_one.end(), std::not_equal_to<>()) != one_by_one.end());
  CHECK(exporter::run(net, inputs) == one_by_one);
  for (const int threads : {1, 2, 5, 1000}) {
    Bytes outputs(one_by_one.size());
    runner.run(inputs.data(), outputs.data(), count, threads);
    CHECK(outputs == one_by_one);
  }
  runner.run(nullptr, nullptr, 0, 2);
}

TEST_CASE("Memory: a row lies there from the moment that computes it to the last that reads it") {
  const auto plan = exporter::make_plan(image(), exporter::targets().front());
  REQUIRE(plan);
  const exporter::Memory& memory = plan->min_ram_memory;
  REQUIRE(memory.blocks.size() == 3);
  REQUIRE(memory.firings.size() == 6);
  const auto& [input, inner, output] = std::tie(memory.blocks[0], memory.blocks[1], memory.blocks[2]);
  CHECK(input.layer == -1);
  CHECK((inner.layer == 0 && output.layer == 1));
  CHECK((inner.slots == 1 && inner.pitch == 6 && inner.rows == 3));
  for (const exporter::Memory::Cell& cell : input.cells) CHECK((cell.born == 0 && cell.died == 6));
  for (int row = 0; row < 3; ++row) {
    const auto at = static_cast<std::size_t>(row);
    CHECK((inner.cells[at].born == 2 * row && inner.cells[at].died == 2 * row + 2));
    CHECK((output.cells[at].born == 2 * row + 1 && output.cells[at].died == 6));
  }
}
