// SPDX-License-Identifier: BSL-1.0
// RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR: what becomes of it, and what is refused.
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "operators/operator.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// A model that resizes an image of `extent` x 4.
std::vector<std::uint8_t> model(int extent, std::vector<int> size, bool corners = false, bool centers = false) {
  SmallModel m;
  const int x = m.tensor({.shape = {1, extent, 4, 2}}), y = m.tensor({.shape = {1, size[0], size.back(), 2}});
  m.op("RESIZE_NEAREST_NEIGHBOR", {x, m.int32s(size)}, {y},
       schema::CreateResizeNearestNeighborOptions(m.builder, corners, centers));
  return m.done({x}, {y});
}

std::vector<std::uint8_t> bilinear(int extent, int height, bool corners, bool centers, Dtype dtype = Dtype::int8) {
  SmallModel m;
  const int x = m.tensor({.shape = {1, extent, 4, 2}, .dtype = dtype}),
            y = m.tensor({.shape = {1, height, 8, 2}, .dtype = dtype});
  m.op("RESIZE_BILINEAR", {x, m.int32s({height, 8})}, {y},
       schema::CreateResizeBilinearOptions(m.builder, corners, centers));
  return m.done({x}, {y});
}

std::string word_of(const std::vector<std::uint8_t>& file) {
  const Network net = prepare(file).network;
  return net.layers.at(0).op->word(net, net.layers.at(0));
}

}  // namespace

TEST_CASE("A resized image is the library's word") {
  CHECK(word_of(model(4, {8, 12})) == "ResizeNearest<8, 12>");
  CHECK(word_of(model(4, {8, 2}, false, true)) == "ResizeNearest<8, 2, HalfPixelCenters>");
  CHECK(word_of(model(4, {7, 10}, true)) == "ResizeNearest<7, 10, AlignCorners>");
}

TEST_CASE("An image between whose pixels others lie is the library's word") {
  CHECK(word_of(bilinear(4, 8, false, false)) == "ResizeBilinear<8, 8>");
  CHECK(word_of(bilinear(4, 3, false, true)) == "ResizeBilinear<3, 8, HalfPixelCenters>");
  CHECK(word_of(bilinear(4, 9, true, false)) == "ResizeBilinear<9, 8, AlignCorners>");
  CHECK(word_of(bilinear(4, 9, true, false, Dtype::float32)) == "ResizeBilinear<9, 8, AlignCorners>");
  CHECK_THAT(refusal(bilinear(4, 8, false, false, Dtype::int16)), Contains("int8"));
  CHECK_THAT(refusal(bilinear(4, 8, true, true)), Contains("from centers and from corners at once"));
  CHECK_THAT(refusal(bilinear(1, 1500, false, false)), Contains("would read behind the last one"));
}

TEST_CASE("A size that is none, and pixels that rounded numbers choose, are refused") {
  CHECK_THAT(refusal(model(4, {8})), Contains("the height and the width of an image"));
  CHECK_THAT(refusal(model(4, {8, 0})), Contains("the height and the width of an image"));
  CHECK_THAT(refusal(model(2, {82, 8})), Contains("the reference chooses with rounded numbers"));
}
