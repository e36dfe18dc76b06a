// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/seq.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Net, class Input>
constexpr auto written = describe<Net>(input_extents(Input{}));

struct Chain : Seq<Conv2D<8, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<10>> {};
constexpr auto chain = written<Chain, Shape<28, 28, 1>>;
static_assert(chain.count == 7 && chain.input_count == 1 && chain.nodes.size() == 2 * 5 + 1 + 2);
static_assert(chain[0].op == Op::input && chain[3].out.extent == Extent{13, 13, 8} &&
              chain[5].out.extent == Extent{1, 1, 10, 1});
static_assert(chain.outputs().op == Op::output && chain.outputs().in().node == 5);
static_assert(chain.outputs().in().extent == Extent{1, 1, 10, 1});
static_assert(total_macs(chain) == 26 * 26 * 72 + 13 * 13 * 80 && total_parameters(chain) == 80 + 13530);
static_assert(chain[1].layer == 1 && chain[5].layer == 5 && chain[0].layer == 0, "inputs come first");

constexpr auto nothing = written<Seq<>, Shape<4>>;
static_assert(nothing.count == 2 && nothing.outputs().in().node == 0);

// A sequence inside one is as if written out.
constexpr auto nested =
    written<Seq<Seq<Conv2D<8, 3>, ReLU>, Seq<>, Seq<MaxPool2D<2>, Seq<Flatten>>, Dense<10>>, Shape<28, 28, 1>>;
static_assert(nested.count == chain.count && nested[5].out.extent == chain[5].out.extent &&
              nested[4].layer == chain[4].layer);

// A residual's body comes first, then its shortcut, then the sum of shortcut and body.
constexpr auto residual = written<Residual<Conv2D<8, 3, Same>, Conv2D<8, 1>>, Shape<6, 6, 4>>;
static_assert(residual.count == 5 && residual[3].op == Op::add && residual[3].layer == 3);
static_assert(residual[1].in().node == 0 && residual[2].in().node == 0);
static_assert(residual[3].in(0).node == 2 && residual[3].in(1).node == 1);
constexpr auto identity = written<Residual<Tanh>, Shape<6, 6, 4>>;
static_assert(identity.count == 4 && identity[2].in(0).node == 0 && identity[2].in(1).node == 1);

// What a mean squeezes away is a reshape behind it, of the same layer.
constexpr auto squeezed = written<Seq<GlobalAveragePool2D, Dense<3>>, Shape<6, 6, 4>>;
static_assert(squeezed.count == 5 && squeezed[2].op == Op::move && squeezed[2].layer == 1 && squeezed[3].layer == 2);
static_assert(squeezed[2].out.extent == Extent{1, 1, 4, 1});
static_assert(written<Seq<Mean<Axis::height, KeepDims>>, Shape<6, 6, 4>>.count == 3);

// Faults name the layer; the first one counts.
template <class Net, class Input>
constexpr Fault fault = first_fault(written<Net, Input>);
static_assert(!fault<Chain, Shape<28, 28, 1>>.found());
static_assert(fault<Chain, Shape<2, 2, 1>>.rule == Rule::kernel_rows && fault<Chain, Shape<2, 2, 1>>.layer == 1);
static_assert(fault<Seq<ReLU, Conv2D<8, 3>>, Shape<784>>.rule == Rule::image);
static_assert(fault<Seq<ReLU, Conv2D<8, 3>>, Shape<784>>.layer == 2);
static_assert(fault<Residual<Conv2D<8, 1>>, Shape<6, 6, 4>>.rule == Rule::channels);
static_assert(fault<Residual<Conv2D<4, 3>>, Shape<6, 6, 4>>.rule == Rule::height);
static_assert(fault<Residual<Conv2D<4, Kernel{1, 3}>>, Shape<6, 6, 4>>.rule == Rule::width);
static_assert(fault<Residual<GlobalAveragePool2D>, Shape<6, 6, 1>>.found(), "a Residual does not broadcast");
static_assert(fault<Seq<ReLU, Add>, Shape<4>>.rule == Rule::operands && fault<Seq<ReLU, Add>, Shape<4>>.needed == 2);
static_assert(fault<Seq<Reshape<Shape<5>>>, Shape<4>>.rule == Rule::elements);
static_assert(fault<Seq<Reshape<Shape<40000, 1, 1>>>, Shape<40000>>.rule == Rule::rows);
static_assert(!fault<Seq<Reshape<Shape<32767, 1, 1>>>, Shape<32767>>.found());

// The first word of a sequence may take several tensors.
constexpr auto summed = written<Seq<Add, Tanh>, InputShapes<Shape<4>, Shape<4>>>;
static_assert(summed.input_count == 2 && summed[2].in(0).node == 0 && summed[2].in(1).node == 1 && summed.count == 5);
static_assert(input_extents(InputShapes<Shape<4>, Shape<2, 3>>{})[1] == Extent{1, 2, 3, 2});

template <class>
struct Repeat;
template <int... i>
struct Repeat<std::integer_sequence<int, i...>> : Seq<std::conditional_t<(i >= 0), Tanh, ReLU>...> {};

}  // namespace

TEST_CASE("a network may be long") {
  static constexpr auto net = written<Repeat<std::make_integer_sequence<int, 300>>, Shape<4>>;
  CHECK(net.count == 302);
  CHECK(net[300].layer == 300);
}
