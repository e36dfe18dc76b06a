// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/plan.hpp>

#include <catch2/catch.hpp>

#include <support/mlperf.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

// A ring: rows go round, and may step through another tensor's.
constexpr Ring ring{.offset = 100, .pitch = 10, .slots = 3};
static_assert(ring.at(0) == 100 && ring.at(2) == 120 && ring.at(3) == 100 && ring.at(7) == 110);
constexpr Ring guest{.offset = 100, .pitch = 10, .slots = 3, .step = 2, .phase = 2};
static_assert(guest.at(0) == 120 && guest.at(1) == 110 && guest.at(2) == 100 && guest.at(3) == 120);

template <class Kernels>
struct WithoutScratch : Kernels {
  static constexpr Array<int, Kernels::nodes> scratch{};
};

// What whole networks need, in bytes, without scratch: figures that were found by simulation, independently of this planner.
template <class Net, class Input, auto... policies>
constexpr int planned = Layout<WithoutScratch<typename Footprint<Net, Input, policies...>::Kernels>,
                               policy<Schedule, policies...>(), policy<InputMemory, policies...>()>::plan.arena_bytes;

template <class Net, class Input>
constexpr bool needs(int kept, int reused, int fed, int layers_kept, int layers_reused) {
  return planned<Net, Input> == kept && planned<Net, Input, InputMemory::reused> == reused &&
         planned<Net, Input, Schedule::fed> == fed && planned<Net, Input, Schedule::layerwise> == layers_kept &&
         planned<Net, Input, Schedule::layerwise, InputMemory::reused> == layers_reused;
}
static_assert(needs<mlperf::Kws, mlperf::KwsInput>(4778, 4778, 4388, 16490, 16000));
static_assert(needs<mlperf::Ic, mlperf::IcInput>(13952, 13952, 11168, 52224, 49152));
static_assert(needs<mlperf::Vww, mlperf::VwwInput>(40320, 29952, 13536, 82944, 55296));
static_assert(needs<mlperf::Ad, mlperf::AdInput>(1408, 768, 768, 1408, 768));

// By hand: 8 rows of 32 bytes. A ring has as many rows as its reader's kernel; where a kernel reads all rows a segment begins.
struct Chain : Seq<Conv2D<4, 3, Same>, Conv2D<4, 3, Same>, Conv2D<1, Kernel{8, 8}>> {};
static_assert(planned<Chain, Shape<8, 8, 4>, Schedule::layerwise, InputMemory::reused> == 2 * 256);
static_assert(planned<Chain, Shape<8, 8, 4>, Schedule::layerwise> == 3 * 256);
static_assert(planned<Chain, Shape<8, 8, 4>, Schedule::fed> == 3 * 32 + 3 * 32 + 8 * 32);

// Elementwise layers and reshapes lie over what they read.
struct InPlace : Seq<Sigmoid, Reshape<Shape<16, 16>>, Quantize, Flatten> {};
static_assert(planned<InPlace, Shape<8, 8, 4>, Schedule::layerwise, InputMemory::reused> == 256);
static_assert(planned<InPlace, Shape<8, 8, 4>> == 512, "but not over an input that is kept");

// A depthwise convolution writes each row over the oldest that it reads.
struct Deep : Seq<Conv2D<8, 1>, DepthwiseConv2D<3, Same>, Conv2D<1, 1>> {};
static_assert(planned<Deep, Shape<64, 4, 1>, Schedule::fed> == 4 + 3 * 32 + 64 * 4);

// Scratch lies as low as it can beside the tensors that are in use: here between the input, a ring, and the output.
constexpr Plan<3> with_scratch = [] {
  Plan<3> plan;
  plan.rings[0] = {.offset = 0, .pitch = 6, .slots = 1};
  plan.rings[1] = {.offset = 30, .pitch = 5, .slots = 2};
  plan.rings[2] = {.offset = 8, .pitch = 10, .slots = 1};
  plan.arena_bytes = 40;
  place_scratch(plan, {{0, 22, 23}}, {{{0, 1}, {1, 2}, {2, 2}}});
  return plan;
}();
static_assert(with_scratch.scratch[1] == 8, "the third tensor is not yet in use");
static_assert(with_scratch.scratch[2] == 40 && with_scratch.arena_bytes == 63, "neither gap is large enough");

/// Do tensors of `plan` that live at one time overlap? Each layer whole, one after the other; `last` as in the planner.
template <int n>
bool overlaps(const Network<n>& net, const Plan<n>& plan) {
  const auto last_read = [&](int x) {
    int last = x;
    for (int y = 0; y < net.count; ++y)
      for (int k = 0; k < net[y].operand_count; ++k)
        if (net[y].in(k).node == x) last = y;
    return last;
  };
  for (int x = 0; x + 1 < net.count; ++x)
    for (int y = x + 1; y + 1 < net.count; ++y) {
      const bool meet = plan.rings[x].offset < plan.rings[y].offset + net[y].bytes() &&
                        plan.rings[y].offset < plan.rings[x].offset + net[x].bytes();
      if (meet && last_read(x) > y) return true;
    }
  return false;
}

}  // namespace

TEST_CASE("both placements keep what is still read, and the better one is chosen") {
  using Cost = Footprint<mlperf::Vww, mlperf::VwwInput, Schedule::layerwise>;
  static constexpr auto& net = Cost::Checked::network;
  static constexpr Array<int, net.count> no_scratch{};
  const LayerPlanner planner(net, no_scratch, InputMemory::reused);
  const auto in_time = planner.plan(PlacementOrder::in_time), by_size = planner.plan(PlacementOrder::by_size);
  CHECK_FALSE(overlaps(net, in_time));
  CHECK_FALSE(overlaps(net, by_size));
  CHECK(in_time.arena_bytes == 55296);
  CHECK(by_size.arena_bytes == 64512);
  CHECK(&smaller(in_time, by_size) == &in_time);
  CHECK(in_time.end_count == net.count - net.input_count);
}
