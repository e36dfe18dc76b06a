// SPDX-License-Identifier: BSL-1.0
// Sequences stand up: tested on values. Random ones: fuse_fuzz.cpp, plan_fuzz.cpp; their bytes: sequences.cpp.
#include <tinytmpl/graph/stand_up.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Net, class Input>
constexpr auto written = describe<Net>(input_extents(Input{}));
template <class Net, class Input>
constexpr auto standing = [] {
  auto net = written<Net, Input>;
  stand_up(net);
  return net;
}();
template <class Net, class Input>
constexpr auto fed = [] {
  auto net = standing<Net, Input>;
  stand_input_up(net);
  return net;
}();

using Row = Shape<1, 20, 3>;

// A window over time becomes one over rows; weights and bytes stay where they are.
constexpr auto convolved = standing<Seq<Conv2D<8, Kernel{1, 5}, Stride<1, 2>, Same>>, Row>;
static_assert(convolved[0].out.extent == Extent{20, 1, 3} && convolved[1].out.extent == Extent{10, 1, 8});
static_assert(convolved[1].in().rows == Sliding{5, 2, 1, 1} && convolved[1].cols.size == 1);
static_assert(convolved[1].in().extent == Extent{20, 1, 3} && convolved[1].demands.weights == 120);
static_assert(convolved.outputs().in().rows.size == 10 && convolved.outputs().in().extent.h == 10);

// So do padding, parts that are joined over time, and what is repeated at each step.
static_assert(standing<Seq<Pad<0, 0, 4, 1>>, Row>[1].in().rows.before == 4);
constexpr auto joined = standing<Graph<Outputs<"y">, Let<"y", Concat<Axis::width>, "input", "input">>, Row>;
static_assert(joined[1].out.extent.h == 40 && joined[1].in(1).rows.before == 20);
using Gate = Graph<Outputs<"y">, Let<"gate", Mean<Axis::width, KeepDims>, "input">, Let<"y", Mul, "input", "gate">>;
static_assert(standing<Gate, Row>[1].in().rows.size == 20 && standing<Gate, Row>[2].in(1).rows.stride == 0);
static_assert(standing<Seq<WithConstant<Add, Shape<1, 20, 1>>>, Row>[1].out.extent == Extent{20, 1, 1});

// A matrix is a sequence, too.
static_assert(standing<Seq<Dense<4, LastAxis>, Softmax>, Shape<6, 2>>[2].out.extent == Extent{6, 1, 4, 2});

// Regions end where all is taken: at a dense layer, a reshape, an output.
using Middle = Seq<Conv2D<4, 3>, Reshape<Shape<1, 6, 24>>, Conv2D<2, Kernel{1, 3}>, Dense<5>>;
constexpr auto middle = standing<Middle, Shape<8, 8, 3>>;
static_assert(middle[1].out.extent == Extent{6, 6, 4} && middle[2].out.extent == Extent{6, 1, 24});
static_assert(middle[3].in().rows.size == 3 && middle[4].in().rows.size == 4 && middle[4].cols.size == 1);

// What cannot stand keeps those lying with which it shares rows, and no others.
static_assert(standing<Seq<Conv2D<4, 3, Same>, ReLU>, Row>[2].out.extent == Extent{1, 20, 4});
using Broadcast = Graph<Inputs<"row", "image">, Outputs<"sum">, Let<"sum", Add, "row", "image">>;
constexpr auto broadcast = describe<Broadcast>(Array<Extent, 2>{Extent{1, 4, 2}, Extent{3, 4, 2}});
static_assert(!has_sequences(broadcast) && has_sequences(written<Seq<ReLU>, Row>));
static_assert(!has_sequences(written<Seq<Conv2D<4, 3>>, Shape<9, 9, 1>>) &&
              !has_sequences(written<Seq<ReLU>, Shape<9>>));

// The bound of rows: sequences longer than that lie.
static_assert(has_sequences(written<Seq<ReLU>, Shape<max_rows, 1>>));
static_assert(!has_sequences(written<Seq<ReLU>, Shape<max_rows + 1, 1>>));
static_assert(first_fault(fed<Seq<ReLU>, Shape<max_rows + 1, 1>>).rule == Rule::rows);

// A fed input stands in any case.
static_assert(fed<Seq<ReLU>, Row>.count == 3);
constexpr auto laid = fed<Seq<Conv2D<4, 3, Same>>, Row>;
static_assert(laid.count == 4 && laid[0].out.extent == Extent{20, 1, 3} && laid[1].traits.reshapes);
static_assert(laid[2].in().node == 1 && laid[2].in().extent == Row::extent && laid[3].in().node == 2);
constexpr auto through = fed<Graph<Outputs<"input", "y">, Let<"y", Conv2D<4, 3, Same>, "input">>, Row>;
static_assert(through.outputs().in(0).node == 0 && through.outputs().in(0).rows.size == 20);

// What is chosen: standing where that is less.
template <Schedule schedule>
constexpr auto first_input =
    Footprint<Seq<Conv2D<8, Kernel{1, 5}>, ReLU, GlobalAveragePool2D>, Shape<1, 200, 3>, schedule>::layers[0].output;
static_assert(first_input<Schedule::min_ram> == Extent{200, 1, 3} && first_input<Schedule::fed> == Extent{200, 1, 3});
static_assert(first_input<Schedule::layerwise> == Extent{1, 200, 3});

}  // namespace

TEST_CASE("checked at compile time") { SUCCEED(); }
