// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/demand.hpp>

#include <catch2/catch.hpp>

#include <support/mlperf.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

/// The demand of a network, rehearsed `at_once` firings at a time.
template <class Net, class Input>
struct Rehearsed {
  static constexpr auto optimized = optimize(describe<Net>(input_extents(Input{})));
  static constexpr auto net = trim<optimized.count>(optimized);
  static constexpr int n = net.count, edges = edge_count(net);

  static constexpr Demand<n> demand(int at_once, int band = 1) {
    Array<int, n> bands;
    for (int& b : bands) b = band;
    const auto table = make_timetable<edges>(net, bands);
    const Readers<n, edges> readers(net);
    Demand<n> result;
    while (!result.complete) result = rehearse(net, table, readers, result, at_once);
    return result;
  }
  static constexpr bool needs(auto... rows) {
    const Demand<n> result = demand(1000);
    int x = 0;
    return ((result.rows[x++] == rows) && ...);
  }
};

// As many rows as the kernel of the reader; a shortcut around two 3x3 needs three; a dense layer all.
static_assert(Rehearsed<Seq<Conv2D<4, 3, Same>, Conv2D<4, 5, Same>, Conv2D<4, 1>>, Shape<9, 9, 1>>::needs(3, 5, 1, 9));
static_assert(Rehearsed<Seq<Conv2D<4, 3, Dilation<2>, Same>>, Shape<9, 9, 1>>::needs(5, 9));
static_assert(Rehearsed<Residual<Seq<Conv2D<1, 3, Same>, Conv2D<1, 3, Same>>>, Shape<9, 9, 1>>::needs(3, 3, 1, 9));
static_assert(Rehearsed<Seq<Tanh, Flatten, Dense<2>>, Shape<9, 9, 1>>::needs(1, 9, 1));
static_assert(Rehearsed<Seq<MaxPool2D<2>, Conv2D<1, 3, Stride<2>>>, Shape<14, 9, 1>>::needs(2, 3, 3));
// Sums have one place, however many rows go in.
static_assert(Rehearsed<Seq<Tanh, GlobalAveragePool2D>, Shape<9, 9, 1>>::needs(1, 1, 1, 1));
// A kernel taller than the image needs the image.
static_assert(Rehearsed<Seq<Tanh, Conv2D<4, 5, Same>>, Shape<2, 9, 1>>::needs(1, 2, 2));

// How far the first segment's end would run into what is still read of the input, if it lay below it.
static_assert(Rehearsed<Seq<Conv2D<4, 3, Same>>, Shape<9, 2, 1>>::demand(1000).lead[1] == 9 * 8 - 7 * 2);

}  // namespace

TEST_CASE("a rehearsal in parts is the same rehearsal") {
  using Ic = Rehearsed<mlperf::Ic, mlperf::IcInput>;
  const auto whole = Ic::demand(1 << 20);
  for (const int at_once : {1, 2, 7, 100, 1500}) {
    const auto parts = Ic::demand(at_once);
    CHECK(parts.rows == whole.rows);
    CHECK(parts.lead == whole.lead);
    CHECK(parts.done == whole.done);
  }
  CHECK(whole.complete);
}

TEST_CASE("bands need more rows") {
  using Chain = Rehearsed<Seq<Conv2D<4, 3, Same>, Conv2D<4, 3, Same>>, Shape<12, 9, 1>>;
  const auto demand = Chain::demand(1000, 2);
  CHECK(demand.rows[0] == 5);  // two output rows read four, and a band of two may begin one too early
  CHECK(demand.rows[1] == 5);
}

TEST_CASE("readers stand in the order of their edges") {
  static constexpr auto net = Rehearsed<Residual<Conv2D<1, 3, Same>>, Shape<9, 9, 1>>::net;
  const Readers<4, 4> readers(net);
  CHECK(readers.first[1] - readers.first[0] == 2);
  CHECK(readers.all[0].node == 1);
  CHECK(readers.all[1].node == 2);
  CHECK(readers.all[1].edge == 1);
}
