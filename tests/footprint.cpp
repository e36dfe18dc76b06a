// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/footprint.hpp>

#include <catch2/catch.hpp>

#include <cstring>

#include <support/mlperf.hpp>
#include <support/noise.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using namespace tinytmpl::literals;

static_assert(3_KiB == 3072 && 2_MiB == 2097152);

struct Net : Seq<Conv2D<8, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<10>> {};
using Cost = Footprint<Net, Shape<28, 28, 1>>;
static_assert(Cost::output == Shape<10>{} && Cost::macs == 26 * 26 * 72 + 13 * 13 * 80);
static_assert(Cost::parameters == 72 + 8 + 1352 * 10 + 10);
static_assert(Cost::ram_bytes <= 16_KiB && Cost::arena_bytes <= Cost::ram_bytes);
static_assert(Cost::flash_bytes > Cost::parameters && Cost::flash_bytes < 16_KiB);
static_assert(fits<Cost, boards::arduino_uno_r4> &&
              !fits<Footprint<mlperf::Vww, mlperf::VwwInput>, boards::arduino_uno_r4>);

// Known figures of MLPerf Tiny.
template <class Topology, class Input>
using Of = Footprint<Topology, Input>;
static_assert(Of<mlperf::Kws, mlperf::KwsInput>::macs == 2'656'768);
static_assert(Of<mlperf::Ic, mlperf::IcInput>::macs == 12'501'632);
static_assert(Of<mlperf::Vww, mlperf::VwwInput>::macs == 7'489'664);
static_assert(Of<mlperf::Ad, mlperf::AdInput>::macs == 264'192);

// What a topology costs is what the trained model costs.
constexpr float scales[] = {0.01f};
constexpr Parameters parameters[] = {
    {.output = {1, 0}},
    {.weights = support::weights<72>, .biases = support::biases<8>, .scales = scales},
    {.output = {1, 0}},
    {},
    {},
    {.weights = support::weights<13520>, .biases = support::biases<10>, .scales = scales, .output = {1, 0}}};
template <auto... policies>
constexpr bool same_costs = [] {
  using Before = Footprint<Net, Shape<28, 28, 1>, policies...>;
  using After = Model<Net, Shape<28, 28, 1>, parameters, policies...>;
  return Before::ram_bytes == After::ram_bytes && Before::flash_bytes == After::flash_bytes &&
         Before::macs == After::macs && Before::parameters == After::parameters;
}();
static_assert(same_costs<> && same_costs<Schedule::fed> && same_costs<Schedule::layerwise, InputMemory::reused>);

}  // namespace

TEST_CASE("a report names each layer, as it was written") {
  const char* kinds[] = {"Input", "Conv2D", "MaxPool2D", "Dense", "Output"};
  const int positions[] = {0, 1, 3, 5, 0};
  REQUIRE(Cost::layers.size() == 5);
  std::int64_t macs = 0;
  for (int i = 0; i < 5; ++i) {
    const LayerReport& report = Cost::layers[i];
    CHECK(std::strcmp(report.kind, kinds[i]) == 0);
    if (i < 4) CHECK(report.position == positions[i]);
    CHECK((report.kernel[0] != 0) == (i > 0 && i < 4));
    CHECK(report.ram_bytes >= 0);
    macs += report.macs;
  }
  CHECK(macs == Cost::macs);
  CHECK(Cost::layers[3].flash_bytes == 13520 + 4 * 10 + 8 * 10);
  CHECK(Cost::layers[1].output == Extent{26, 26, 8});
}
