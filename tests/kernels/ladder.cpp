// SPDX-License-Identifier: BSL-1.0
// All ladders in one program, asked at run time: kernels take what they say they take, and say truly why not.
#include <tinytmpl/kernels/armv6m.hpp>
#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m.hpp>
#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/with_fpu.hpp>
#include <tinytmpl/kernels/xtensa.hpp>
#include <tinytmpl/kernels/zve32x.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include <support/random.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using support::Random;

/// A layer of any operator that has kernels of its own, with any numbers.
constexpr Geometry any_layer(Random& random) {
  Geometry g;
  g.op = random.of(Op::conv2d, Op::depthwise_conv2d, Op::max_pool, Op::average_pool, Op::add, Op::sub, Op::mul,
                   Op::lookup, Op::row_sum);
  g.kernel_h = random.of(1, 3, 3, random.between(1, 20));
  const bool pools = g.op == Op::max_pool || g.op == Op::average_pool;
  g.cols = {random.of(1, 3, 3, random.between(1, 40)), random.of(pools ? 0 : 1, 1, 2, 3), random.of(1, 1, 1, 2), 0};
  g.cols.before = random.of(0, 0, 1, random.below(g.cols.size + 1));
  g.stride_h = g.cols.stride;
  g.out = {random.of(1, random.between(1, 9), random.between(1, 9), 20000), random.of(random.between(1, 12), 16384)};
  const int reach = g.cols.start(g.out.w - 1) + g.cols.reach();
  g.in[0] = {maximum(1, reach - random.below(g.cols.size + 1)), g.out.c};
  if (g.op == Op::conv2d) g.in[0].c = random.between(1, 8);
  if (g.op == Op::depthwise_conv2d && random.one_in(5) && g.out.c % 2 == 0) g.in[0].c = g.out.c / 2;
  g.filter_c = g.in[0].c % 2 == 0 && random.one_in(3) ? g.in[0].c / 2 : g.in[0].c;
  g.in[1] = random.of(g.out, g.out, RowShape{1, 1});
  if (g.op == Op::row_sum) g.out = {random.of(1, 1, g.in[0].w), g.out.c, random.of(Element::int16, Element::int32)};
  g.operand_count = 1, g.has_bias = true;
  if (g.op == Op::add || g.op == Op::sub || g.op == Op::mul)
    g.operand_count = 2, g.in[0] = g.out, g.in[1].in_flash = random.one_in(2);
  if (random.one_in(6)) g.rounding = random.of(Rounding::once, Rounding::onnx);
  g.as_uint8 = random.one_in(6) && (g.op == Op::conv2d || g.op == Op::depthwise_conv2d || g.op == Op::average_pool);
  if (!g.as_uint8 && random.one_in(6) && (g.op == Op::conv2d || g.op == Op::depthwise_conv2d || g.op == Op::lookup)) {
    g.in[0].element = g.out.element = g.biases = Element::float32;
    g.weights = random.of(Element::float32, Element::float32, Element::int8);
  }
  const int least = random.of(4, random.between(-3, 12));
  g.numbers = {.sum_bits = random.of(21, random.between(10, 33)),
               .least_shift = least,
               .most_shift = maximum(least, random.between(2, 16)),
               .linear_shift = random.of(0, 20, random.between(14, 33)),
               .minus_128 = random.one_in(4),
               .saturates = random.one_in(2),
               .clamps_below = random.one_in(2)};
  return g;
}

/// What each reason says of a layer.
const std::map<std::string, std::function<bool(const Geometry&)>> truths{
    {"outputs are rounded once", [](const Geometry& g) { return g.rounding == Rounding::once; }},
    {"outputs are not rounded twice", [](const Geometry& g) { return g.rounding != Rounding::twice; }},
    {"means are rounded half to even",
     [](const Geometry& g) { return g.rounding == Rounding::onnx && g.op == Op::average_pool; }},
    {"it is not from float32 to int8",
     [](const Geometry& g) { return g.in[0].element != Element::float32 || g.out.element != Element::int8; }},
    {"it is not from float32 to int16",
     [](const Geometry& g) { return g.in[0].element != Element::float32 || g.out.element != Element::int16; }},
    {"weights are int8", [](const Geometry& g) { return g.weights == Element::int8; }},
    {"nothing is int16",
     [](const Geometry& g) { return g.in[0].element != Element::int16 && g.out.element != Element::int16; }},
    {"channels are in groups", [](const Geometry& g) { return g.filter_c < g.in[0].c; }},
    {"the window is dilated", [](const Geometry& g) { return g.cols.dilation > 1; }},
    {"a channel has more than one filter", [](const Geometry& g) { return g.out.c > g.in[0].c; }},
    {"a weight is -128", [](const Geometry& g) { return g.numbers.minus_128; }},
    {"constants may only be read as words", [](const Geometry& g) { return g.flash == FlashAccess::word; }},
    {"an operand may only be read as words",
     [](const Geometry& g) { return g.flash == FlashAccess::word && kernels::has_operand_in_flash(g); }},
    {"it is computed as TFLite's of uint8", [](const Geometry& g) { return g.as_uint8; }},
    {"a sum, shifted to the left, may pass 2^30",
     [](const Geometry& g) { return g.numbers.sum_bits + maximum(0, -g.numbers.least_shift) > 30; }},
    {"a sum may pass 2^31, or a multiplier does not shift right",
     [](const Geometry& g) { return g.numbers.sum_bits > 31 || g.numbers.least_shift < 1; }},
    {"a sum may pass 2^30", [](const Geometry& g) { return g.numbers.sum_bits > 30; }},
    {"a sum may pass 2^23", [](const Geometry& g) { return g.numbers.sum_bits > 23; }},
    {"a multiplier does not shift right", [](const Geometry& g) { return g.numbers.least_shift <= 0; }},
    {"a multiplier shifts right by less than 2", [](const Geometry& g) { return g.numbers.least_shift < 2; }},
    {"a multiplier shifts right by more than 13, or by more than 11 where a sum may pass 2^20",
     [](const Geometry& g) { return g.numbers.most_shift > (g.numbers.sum_bits > 20 ? 11 : 13); }},
    {"the window is not 3 x 3 with a stride of 1 or 2",
     [](const Geometry& g) { return g.kernel_h != 3 || g.cols.size != 3 || g.cols.stride == 0 || g.cols.stride == 3; }},
    {"the window is not a column inside the image",
     [](const Geometry& g) {
       return g.cols.size > 1 || g.cols.before > 0 || (g.out.w - 1) * g.cols.stride >= g.in[0].w;
     }},
    {"the window is dilated, and its stride is not 1",
     [](const Geometry& g) { return g.cols.dilation > 1 && g.cols.stride != 1; }},
    {"the sum is not linear", [](const Geometry& g) { return g.numbers.linear_shift == 0; }},
    {"the sum is shifted by 16 or less, or by 32 or more",
     [](const Geometry& g) { return g.numbers.linear_shift <= 16 || g.numbers.linear_shift >= 32; }},
    {"it is a sum of float32 numbers", [](const Geometry& g) { return g.rounding == Rounding::onnx; }},
    {"an operand has another size than the output", [](const Geometry& g) { return g.in[1].size() == 1; }},
    {"the sums are not of all columns, channel by channel",
     [](const Geometry& g) { return g.out.w > 1 || g.out.c != g.in[0].c; }},
    {"the sums do not fit into 16 bits", [](const Geometry& g) { return g.out.element == Element::int32; }},
    {"channels are no multiple of four", [](const Geometry& g) { return g.out.c % 4 > 0; }},
    {"a pixel has less than four channels", [](const Geometry& g) { return g.in[0].c < 4; }},
    {"a row has one window", [](const Geometry& g) { return g.out.w == 1; }},
    {"a row has more than one window", [](const Geometry& g) { return g.out.w > 1; }},
    {"the window has too many taps", [](const Geometry& g) { return g.kernel_h * g.cols.size > 16; }},
    {"the window has more than 4 x 4 taps, or is too wide with its stride",
     [](const Geometry& g) { return g.kernel_h > 4 || g.cols.size > 4 || g.cols.stride > 1 || g.cols.dilation > 1; }},
    {"there is one window for all columns", [](const Geometry& g) { return g.cols.stride == 0; }},
    {"there are 16384 filters or more", [](const Geometry& g) { return g.out.c >= 16384; }},
    {"the first window lies outside the image", [](const Geometry& g) { return g.cols.before > 3 - g.cols.stride; }},
    {"a window reaches beyond the image by more than a column",
     [](const Geometry& g) {
       return g.cols.before > 1 || (g.out.w - 1) * g.cols.stride - g.cols.before + 3 > g.in[0].w + 1;
     }},
    {"the image is padded on the left", [](const Geometry& g) { return g.cols.before > 0; }},
    {"windows side by side have more than 32 columns",
     [](const Geometry& g) { return g.cols.size + 3 * g.cols.stride > 32; }},
    {"rows are too long for what an instruction reaches", [](const Geometry& g) { return g.in[0].w > 1000; }}};

/// Checks every kernel of a target on `layers`; the reasons that were given join `given`.
template <class Target>
void check_target(const std::vector<Geometry>& layers, std::set<std::string>& given) {
  using Rungs = kernels::Rungs<Target>;
  for (const Geometry& layer : layers) {
    const Geometry g = kernels::on<Target>(layer);
    const kernels::Choice choice = kernels::choose<Target>(layer);
    REQUIRE(choice.found());
    std::vector<std::string> reasons;
    Rungs::for_each([&]<class Kernel>(Kernel, int rung) {
      if (!Kernel::computes(g.op) || !kernels::knows_elements<Kernel>(g)) return;
      INFO(Target::name << ", " << Kernel::name);
      if (const char* reason = kernels::refusal<Kernel>(g)) {
        CHECK(rung != choice.rung);
        INFO(reason);
        REQUIRE(truths.contains(reason));
        CHECK(truths.at(reason)(g));
        given.insert(reason);
        if (rung < choice.rung) reasons.push_back(std::string(Kernel::name) + ": " + reason);
      } else {
        CHECK(rung >= choice.rung);
        // What it keeps of the geometry is another one that it takes, for which it asks the same.
        const Geometry kept = Kernel::keeps(g);
        CHECK(kernels::refusal<Kernel>(kept) == nullptr);
        CHECK(Kernel::keeps(kept).numbers == kept.numbers);
        CHECK(Kernel::scratch_bytes(kept) == Kernel::scratch_bytes(g));
        CHECK(Kernel::packing(kept) == Kernel::packing(g));
        CHECK(Kernel::band_rows(kept) == Kernel::band_rows(g));
      }
    });
    std::vector<std::string> told;
    for (const auto& [kernel, reason] : kernels::refusals<Target>(layer))
      told.push_back(std::string(kernel) + ": " + reason);
    CHECK(told == reasons);
  }
}

template <class... Target>
std::set<std::string> check_targets() {
  Random random(1);
  std::vector<Geometry> layers;
  for (int i = 0; i < 8'000; ++i) layers.push_back(any_layer(random));
  std::set<std::string> given;
  (check_target<Target>(layers, given), ...);
  return given;
}

// The same in the compiler, as a type.
constexpr Geometry conv = [] {
  Geometry g;
  g.op = Op::conv2d, g.operand_count = 1, g.in[0] = {8, 16}, g.out = {8, 16}, g.filter_c = 16;
  return g;
}();
constexpr Geometry with_minus_128 = [] {
  Geometry g = conv;
  g.numbers.minus_128 = true;
  return g;
}();
using targets::armv7em, targets::armv81m, targets::portable, targets::scalar, targets::xtensa;
template <class Target, Geometry g>
using Kernel = typename kernels::Chosen<Target, g>::Kernel;
static_assert(std::is_same_v<Kernel<armv7em, conv>, kernels::armv7em::PairedFilters>);
static_assert(std::is_same_v<Kernel<armv7em, with_minus_128>, kernels::armv7em::WholeFilters>);
static_assert(std::is_same_v<Kernel<armv81m, with_minus_128>, kernels::armv81m::Convolution>);
static_assert(std::is_same_v<Kernel<scalar, with_minus_128>, kernels::scalar::BlockConvolution>);
static_assert(std::is_same_v<Kernel<portable, with_minus_128>, kernels::portable::Convolution>);
// Layers that differ in nothing that their kernel depends on share its code.
static_assert(kernels::Chosen<armv7em, conv>::geometry.numbers.sum_bits == Numbers{}.sum_bits);
static_assert(kernels::Chosen<portable, conv>::geometry.numbers ==
              kernels::Chosen<portable, with_minus_128>::geometry.numbers);
// Kernels of targets that a target inherits from are theirs; each is on the ladder once.
static_assert(std::string_view(kernels::choose<armv81m>(with_minus_128).target) == "armv81m");
static_assert(std::string_view(kernels::choose<xtensa>(with_minus_128).target) == "scalar");
static_assert(kernels::Rungs<targets::armv6m>::size ==
              targets::armv6m::Kernels::size + kernels::Rungs<scalar>::size - 1);

}  // namespace

TEST_CASE("every kernel takes what it says, and its reasons are true") {
  const std::set<std::string> given =
      check_targets<portable, targets::portable_by_words, scalar, targets::armv6m, xtensa, targets::xtensa_by_words,
                    targets::zve32x, armv7em, armv81m, targets::scalar_with_fpu, targets::xtensa_with_fpu>();
  for (const auto& [reason, truth] : truths) {
    INFO(reason);
    CHECK(given.contains(reason));
  }
}

TEST_CASE("a host asks what another machine needs") {
  const kernels::Choice choice = kernels::choose<armv7em>(conv);
  CHECK(std::string(choice.name) == "convolution, filters in pairs");
  CHECK(std::string(choice.target) == "armv7em");
  CHECK(choice.scratch_bytes == kernels::Chosen<armv7em, conv>::scratch);
  CHECK(choice.packing == kernels::Chosen<armv7em, conv>::packing);
  const auto refused = kernels::refusals<armv7em>(with_minus_128);
  REQUIRE(refused.count == 1);
  CHECK(std::string(refused.all[0].kernel) == "convolution, filters in pairs");
  CHECK(std::string(refused.all[0].reason) == "a weight is -128");
  CHECK(kernels::refusals<armv7em>(conv).count == 0);
}
