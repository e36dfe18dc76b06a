// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/graph/bind.hpp>

#include <catch2/catch.hpp>

#include <limits>
#include <vector>

#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::graph;

constexpr std::int8_t weights[8] = {};
constexpr std::int32_t biases[2] = {};
constexpr float scales[2] = {0.1f, 0.2f};
constexpr Quantization image{0.5f, 3}, features{0.25f, -4};

using Net = Seq<Conv2D<2, 1>, MaxPool2D<2>, LeakyReLU>;
constexpr auto written = describe<Net>(input_extents(Shape<4, 4, 4>{}));
constexpr Parameters parameters[] = {{.output = image},
                                     {.weights = weights, .biases = biases, .scales = scales, .output = features},
                                     {},
                                     {.output = {1, 2}, .alpha = 0.3f}};

constexpr auto bound = bind_parameters(written, parameters, 3);
static_assert(!first_fault(bound).found());
static_assert(bound[0].out.quantization == image && bound[1].out.quantization == features);
static_assert(bound[2].out.quantization == features, "a pool keeps its input's");
static_assert(bound[3].out.quantization == Quantization{1, 2});

// A constant is a tensor with a quantization of its own.
using Scaled = Seq<WithConstant<Mul, Shape<4>>>;
constexpr std::int8_t constant[4] = {1, 2, 3, 4};
constexpr Parameters with_constant[] = {
    {.output = image}, {.weights = constant, .scales = {scales, 1}, .output = features, .weights_zero_point = 9}};
constexpr auto scaled = bind_parameters(describe<Scaled>(input_extents(Shape<4, 4, 4>{})), with_constant, 1);
static_assert(!first_fault(scaled).found() && scaled[1].out.quantization == Quantization{0.1f, 9} &&
              scaled[2].out.quantization == features);

// What a mean squeezes away has its layer's parameters, which it needs once.
using Squeezed = Seq<GlobalAveragePool2D>;
constexpr Parameters of_squeezed[] = {{.output = image}, {.output = features}};
constexpr auto squeezed = bind_parameters(describe<Squeezed>(input_extents(Shape<4, 4, 4>{})), of_squeezed, 1);
static_assert(!first_fault(squeezed).found() && squeezed[2].out.quantization == features);

/// The fault of the network above with the convolution's parameters changed.
template <class Change>
Fault fault_after(Change change) {
  std::vector<Parameters> changed(std::begin(parameters), std::end(parameters));
  change(changed);
  auto net = tinytmpl::graph::bind_parameters(written, changed, 3);
  if (!first_fault(net).found()) check_quantization(net);
  return first_fault(net);
}

}  // namespace

TEST_CASE("parameters that do not fit are faults") {
  const auto wrong = [](auto change) { return fault_after([&](auto& all) { change(all[1]); }); };
  CHECK_FALSE(wrong([](Parameters&) {}).found());
  CHECK_FALSE(wrong([](Parameters& p) { p.scales = p.scales.first(1); }).found());
  const Fault missing = wrong([](Parameters& p) { p.weights = p.weights.first(7); });
  CHECK((missing.rule == Rule::weights && missing.layer == 1 && missing.needed == 8 && missing.given == 7));
  CHECK(wrong([](Parameters& p) { p.biases = {}; }).rule == Rule::biases);
  CHECK(wrong([](Parameters& p) { p.scales = {}; }).rule == Rule::scales);
  const float bad[] = {0.1f, -1.0f}, none[] = {0.1f, 0};
  CHECK_FALSE(wrong([&](Parameters& p) { p.scales = none; }).found());
  CHECK(wrong([&](Parameters& p) { p.scales = bad; }).rule == Rule::valid_scales);
  CHECK(wrong([](Parameters& p) { p.output = {1, 300}; }).rule == Rule::valid_quantization);
  CHECK(wrong([](Parameters& p) { p.output = {-1, 0}; }).rule == Rule::valid_quantization);
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(wrong([&](Parameters& p) { p.output.scale = infinity; }).rule == Rule::valid_quantization);
  CHECK(wrong([](Parameters& p) { p.output = {}; }).rule == Rule::quantized);
}

TEST_CASE("as many entries as inputs and layers") {
  const Fault one_less = fault_after([](auto& all) { all.pop_back(); });
  CHECK((one_less.rule == Rule::parameter_sets && one_less.needed == 4 && one_less.given == 3));
  CHECK(fault_after([](auto& all) { all.push_back({}); }).rule == Rule::parameter_sets);
  CHECK(fault_after([](auto& all) { all.clear(); }).rule == Rule::parameter_sets);
}

TEST_CASE("layers that move bytes keep the quantization, some outputs have a fixed one") {
  const Fault changed = fault_after([](auto& all) { all[2].output = {3, 0}; });
  CHECK((changed.rule == Rule::kept_quantization && changed.layer == 2));

  const auto sigmoid = [](Quantization q) {
    const Parameters two[] = {{.output = image}, {.output = q}};
    auto net = bind_parameters(describe<Seq<Sigmoid>>(input_extents(Shape<4>{})), two, 1);
    check_quantization(net);
    return first_fault(net).rule;
  };
  CHECK(sigmoid({1.0f / 256, -128}) == Rule::none);
  CHECK(sigmoid({1.0f / 256, 0}) == Rule::fixed_output);
  CHECK(sigmoid({1.0f / 128, -128}) == Rule::fixed_output);
}
