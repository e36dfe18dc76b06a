// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/core/policy.hpp>

#include <catch2/catch.hpp>

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

// The first enumerator of each is the default.
static_assert(policy<Schedule>() == Schedule::min_ram && policy<InputMemory>() == InputMemory::kept);
static_assert(policy<Rounding>() == Rounding::twice && policy<Optimize>() == Optimize::speed);
static_assert(policy<FlashAccess>() == FlashAccess::any);
// Any order.
static_assert(policy<Schedule, Rounding::once, Schedule::fed>() == Schedule::fed);
static_assert(policy<Rounding, Rounding::once, Schedule::fed>() == Rounding::once);
static_assert(policy<InputMemory, Rounding::once, Schedule::fed>() == InputMemory::kept);
static_assert(rounds_twice(Rounding::twice) && !rounds_twice(Rounding::once) && !rounds_twice(Rounding::onnx));
static_assert(rounds_once(Rounding::once) && !rounds_once(Rounding::twice) && !rounds_once(Rounding::onnx));
static_assert(of_tensorflow(Rounding::onnx) == Rounding::twice && of_tensorflow(Rounding::once) == Rounding::once);
// Only these are policies.
static_assert(Policy<Schedule> && Policy<FlashAccess> && !Policy<int> && !Policy<const char*>);

}  // namespace

TEST_CASE("the last of two policies of one kind counts") {
  CHECK(policy<Schedule, Schedule::fed, Schedule::layerwise>() == Schedule::layerwise);
}
