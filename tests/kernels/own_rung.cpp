// SPDX-License-Identifier: BSL-1.0
// A user's own kernel for an operator of the library, on top of another target's ladder. Nothing of the library is touched.
#include <tinytmpl/kernels/armv7em.hpp>

namespace mine {

using namespace tinytmpl;
using namespace tinytmpl::core;

inline int tables = 0;

/// Rows of up to 64 elements by a table in the chip's fast memory, say.
struct ShortTable : kernels::KernelFor<Op::lookup> {
  static constexpr const char* name = "table of mine";
  static constexpr const char* refuses(const Geometry& g) {
    return g.out.size() <= 64 ? nullptr : "a row has more than 64 elements";
  }

  template <Geometry g>
  static void compute(const kernels::Band& band, const Constants& k) {
    ++tables;
    kernels::portable::Lookup::compute<g>(band, k);
  }
};

struct chip : targets::armv7em {
  static constexpr const char* name = "my chip";
  using Kernels = kernels::Ladder<ShortTable>;
  using Inherits = targets::armv7em;
};

}  // namespace mine

#define TINYTMPL_TARGET ::mine::chip
#include <support/schedules.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;

struct Net : Seq<Conv2D<4, 3>, Tanh, MaxPool2D<2>, Sigmoid> {};
constexpr Parameters parameters[] = {
    {.output = {0.02f, 3}},
    {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale, .output = {0.1f, -7}},
    {.output = {1.0f / 128, 0}},
    {},
    {.output = {1.0f / 256, -128}}};
using M = Model<Net, Shape<20, 20, 2>, parameters>;

static_assert(same_text(M::layers[1].target, "armv7em") &&
              same_text(M::layers[1].kernel, "convolution, filter by filter"));
static_assert(M::refusals[1].count == 1 && same_text(M::refusals[1].all[0].kernel, "convolution, filters in pairs") &&
              same_text(M::refusals[1].all[0].reason, "a weight is -128"));
static_assert(same_text(M::layers[2].target, "armv7em") && same_text(M::layers[2].kernel, "table, by bytes"));
static_assert(same_text(M::layers[4].target, "my chip") && same_text(M::layers[4].kernel, "table of mine"));
// Why it did not take the second layer, and that nobody did better than it on the last.
static_assert(M::refusals[2].count == 1 && same_text(M::refusals[2].all[0].kernel, "table of mine") &&
              same_text(M::refusals[2].all[0].reason, "a row has more than 64 elements"));
static_assert(M::refusals[4].count == 0 && M::refusals[0].count == 0);

}  // namespace

TEST_CASE("a rung of one's own") {
  static constexpr auto& sample = noise<std::int8_t, 800>;
  static constexpr auto wanted = M::eval(sample);
  static M model;
  mine::tables = 0;
  const auto out = infer(model, {sample.begin(), sample.end()});
  CHECK(std::equal(out.begin(), out.end(), wanted.begin(), wanted.end()));
  CHECK(mine::tables == 9);
}
