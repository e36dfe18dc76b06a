// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/graph.hpp>

#include <catch2/catch.hpp>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

template <class Net, class Input>
constexpr auto written = describe<Net>(input_extents(Input{}));
template <class Net, class Input>
constexpr Fault fault = first_fault(written<Net, Input>);

using Image = Shape<8, 8, 4>;

// Three readers of one tensor, two outputs.
struct Branches : Graph<Outputs<"map", "scores">, Let<"stem", Seq<Conv2D<4, 3, Same>, ReLU>, "input">,
                        Let<"left", DepthwiseConv2D<3, Same>, "stem">, Let<"right", Conv2D<4, 1>, "stem">,
                        Let<"sum", Add, "left", "right">, Let<"map", Concat<Axis::channels>, "sum", "stem">,
                        Let<"scores", Seq<Flatten, Dense<5>>, "map">> {};
constexpr auto branches = written<Branches, Image>;
static_assert(branches.count == 10 && reader_counts(branches)[2] == 3);
static_assert(branches[5].in(0).node == 3 && branches[5].in(1).node == 4);
static_assert(branches[6].in(0).node == 5 && branches[6].in(1).node == 2 && branches[6].out.extent == Extent{8, 8, 8});
static_assert(branches.outputs().operand_count == 2 && branches.outputs().in(0).node == 6);
static_assert(branches.outputs().in(1).node == 8 && branches.outputs().in(1).extent == Extent{1, 1, 5, 1});
static_assert(branches[8].layer == 8 && word_count<Branches>() == 8);

// Several inputs, by name.
struct TwoInputs : Graph<Inputs<"image", "scale">, Outputs<"y">, Let<"y", Mul, "image", "scale">> {};
constexpr auto two_inputs = written<TwoInputs, InputShapes<Image, Shape<1, 1, 4>>>;
static_assert(two_inputs.input_count == 2 && two_inputs[2].out.extent == Extent{8, 8, 4});
static_assert(two_inputs[2].in(1).rows.stride == 0, "one row for all");

// An input, or the same tensor twice, may be an output.
struct Through : Graph<Outputs<"input", "y", "y">, Let<"y", Tanh, "input">> {};
static_assert(written<Through, Image>.outputs().operand_count == 3);
static_assert(written<Through, Image>.outputs().in(0).node == 0 && written<Through, Image>.outputs().in(2).node == 1);

// A Let may hold a residual, and a composite may read several tensors with its first word.
struct Composites : Graph<Inputs<"a", "b">, Outputs<"y">, Let<"sum", Seq<Add, ReLU>, "a", "b">,
                          Let<"y", Residual<Seq<Tanh, Tanh>>, "sum">> {};
static_assert(written<Composites, InputShapes<Shape<4>, Shape<4>>>[6].op == Op::add);

// Names are checked: position and numbers say which.
template <class... Parts>
struct Wrong : Graph<Outputs<"y">, Parts...> {};
using Unknown = Wrong<Let<"a", Tanh, "input">, Let<"y", Add, "a", "b">>;
static_assert(fault<Unknown, Image>.rule == Rule::known_name && fault<Unknown, Image>.layer == 2);
static_assert(fault<Unknown, Image>.needed == 2, "the second name");
using Later = Wrong<Let<"a", Tanh, "y">, Let<"y", Tanh, "input">>;
static_assert(fault<Later, Image>.rule == Rule::known_name && fault<Later, Image>.layer == 1);
using Twice = Wrong<Let<"y", Tanh, "input">, Let<"y", Tanh, "input">>;
static_assert(fault<Twice, Image>.rule == Rule::unique_name && fault<Twice, Image>.layer == 2);
using Shadowed = Wrong<Let<"input", Tanh, "input">, Let<"y", Tanh, "input">>;
static_assert(fault<Shadowed, Image>.rule == Rule::unique_name && fault<Shadowed, Image>.layer == 1);
using NoOutput = Wrong<Let<"z", Tanh, "input">>;
static_assert(fault<NoOutput, Image>.rule == Rule::known_name);
static_assert(fault<TwoInputs, Image>.rule == Rule::network_inputs && fault<TwoInputs, Image>.needed == 2);
static_assert(fault<Through, InputShapes<Image, Image>>.rule == Rule::network_inputs);
using TooMany = Wrong<Let<"y", Tanh, "input", "input">>;
static_assert(fault<TooMany, Image>.rule == Rule::operands && fault<TooMany, Image>.given == 2);

}  // namespace

TEST_CASE("a scope finds what was defined last under no other name") {
  Scope<3> scope;
  scope.define("a", 4);
  scope.define("ab", 5);
  CHECK(scope.find("a") == 4);
  CHECK(scope.find("ab") == 5);
  CHECK(scope.find("b") == -1);
  Fault fault;
  const auto found = find_all<"ab", "c", "a">(scope, fault, 7);
  CHECK((found[0] == 5 && found[2] == 4));
  CHECK((fault.rule == Rule::known_name && fault.needed == 2 && fault.layer == 7));
}
