// SPDX-License-Identifier: BSL-1.0
// Small networks on which plans were once wrong, each found in a random one: plan_fuzz.cpp.
#include <tinytmpl/graph/segments.hpp>

#include <catch2/catch.hpp>

#include <support/planned.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;
using support::Bands;

/// `Net` after the passes, with room for more.
template <class Net, class Input>
support::Network network() {
  const auto optimized = optimize(describe<Net>(input_extents(Input{})));
  support::Network result;
  for (const Node& node : optimized) result.add(node);
  result.input_count = optimized.input_count;
  return result;
}

/// What is wrong with the plans of `Net`, where node `x` computes `bands[x]` rows at a time.
template <class Net, class Input>
std::string fault(std::initializer_list<int> rows_at_once = {}) {
  Bands bands = support::single_rows();
  int x = 0;
  for (const int band : rows_at_once) bands[x++] = band;
  support::Random random(1);
  return support::Planned(network<Net, Input>(), bands, {}, random).fault();
}

}  // namespace

TEST_CASE("only padding is read") {
  using NoRow = Seq<Conv2D<2, 1>, MaxPool2D<1>, Pad<1, 1>, Conv2D<4, 1, Stride<3>>>;
  CHECK(fault<NoRow, Shape<1, 1, 2>>() == "");
  using LastRowUnread = Seq<Softmax, Pad<2, 1, 0, 0>, Conv2D<8, 1, Stride<3, 1>>>;
  CHECK(fault<LastRowUnread, Shape<1, 1, 1>>() == "");
  using NobodyRehearsed = Seq<DepthwiseConv2D<1, DepthMultiplier<2>>, Conv2D<3, Kernel{5, 1}, Stride<3, 1>>,
                              Pad<1, 0, 0, 0>, Conv2D<3, 1, Stride<30, 1>>>;
  CHECK(fault<NobodyRehearsed, Shape<9, 1, 2>>() == "");
}

TEST_CASE("a fed row comes before the row above it is computed") {
  CHECK(fault<Seq<Pad<1, 0, 0, 0>, DepthwiseConv2D<1>, Conv2D<4, 1>>, Shape<6, 1, 4>>() == "");
  CHECK(fault<Seq<Pad<3, 0, 0, 0>, DepthwiseConv2D<Kernel{2, 1}, Stride<3, 1>>, Conv2D<4, 1>>, Shape<6, 1, 4>>() == "");
}

TEST_CASE("the first rows of a band are past their use when the last is computed") {
  using Net = Seq<Tanh, Pad<2, 0, 0, 0>, DepthwiseConv2D<Kernel{2, 1}, Stride<3, 1>>>;
  CHECK(fault<Net, Shape<3, 1, 4>>({1, 3}) == "");
}

TEST_CASE("in place over the ring of a tensor that is computed in bands") {
  using Net = Seq<Tanh, AveragePool2D<Kernel{5, 1}, Stride<1>, Same>, Conv2D<2, 1, Stride<3>>>;
  CHECK(fault<Net, Shape<5, 1, 3>>({1, 2}) == "");
}

TEST_CASE("a sum has one place, whatever the band") {
  CHECK(fault<Seq<Tanh, GlobalAveragePool2D>, Shape<9, 3, 2>>({1, 1, 3}) == "");
}

TEST_CASE("not in place over a whole tensor, though its reader is not the next node") {
  using Net = Graph<Outputs<"b", "y">, Let<"whole", Mul, "input", "input">, Let<"a", Sigmoid, "input">,
                    Let<"b", Conv2D<9, 1, Stride<2>>, "a">, Let<"deep", DepthwiseConv2D<Kernel{5, 2}, Same>, "whole">,
                    Let<"y", Pad<0, 3, 0, 0>, "deep">>;
  CHECK(fault<Net, Shape<5, 1, 3>>() == "");
}

TEST_CASE("plans of one network differ as their schedules say") {
  const auto net = network<Seq<Conv2D<4, 3, Same>, Conv2D<4, 3, Same>, Conv2D<1, 1>>, Shape<16, 4, 1>>();
  support::Random random(1);
  const support::Planned planned(net, support::single_rows(), {}, random);
  const auto kept = planned.row_plan(Schedule::min_ram, InputMemory::kept);
  const auto reused = planned.row_plan(Schedule::min_ram, InputMemory::reused);
  const auto fed = planned.row_plan(Schedule::fed, InputMemory::kept);
  CHECK(kept.rings[0].slots == 16);
  CHECK(fed.rings[0].slots == 3);
  CHECK(reused.arena_bytes < kept.arena_bytes);
  CHECK(fed.arena_bytes == 3 * 4 + 3 * 16 + 16 + 16 * 4);
  CHECK((fed.end_count == 2 && fed.ends[0] == 3 && fed.ends[1] == 4));
}
