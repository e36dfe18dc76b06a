// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/slice.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Extent image{9, 8, 6, 3};
constexpr core::Node cut = Slice<Shape<3, 4, 2>, Begin<2, 0, 3>, Steps<3, 2, 1>>::describe(image);
static_assert(!cut.fault.found() && cut.out.extent == core::Extent{3, 4, 2, 3} && cut.traits.keeps_quantization);
constexpr core::Node cut_by_rows = [] {
  core::Node node = cut;
  layers::read_rows(node);
  return node;
}();
static_assert(cut_by_rows.in().rows == core::Sliding{.stride = 3, .before = -2} && !cut_by_rows.traits.takes_all);
static_assert(layers::first_place(cut) == 2 * 48 + 3 && layers::first_place(cut_by_rows) == 3 && cut.macs == 0);
static_assert(Slice<Shape<9, 8, 6>, Begin<8, 7, 5>, Steps<-1, -1, -1>>::describe(image).fault.rule == core::Rule::none);
static_assert(Slice<Shape<9, 8, 6>, Begin<7, 7, 5>, Steps<-1, -1, -1>>::describe(image).fault.given == -1);
static_assert(Slice<Shape<10, 8, 6>>::describe(image).fault.rule == core::Rule::slice);
static_assert(Slice<Shape<1, 8, 6>, Begin<9, 0, 0>>::describe(image).fault.given == 10);
static_assert(Slice<Shape<3, 8, 6>, Steps<1, 1, 0>>::describe(image).fault.rule == core::Rule::slice);
static_assert(Slice<Shape<6>>::describe(image).fault.rule == core::Rule::slice_rank);

/// All elements of a part, from what it says.
template <class Part, int... begin, int... step>
bool is_part(core::Extent in, Begin<begin...>, Steps<step...>) {
  static constexpr Parameters parameters[] = {{.output = {1, 0}}, {}};
  using M = Model<Slice<Part, Begin<begin...>, Steps<step...>>, Shape<5, 4, 6>, parameters>;
  static M model;
  for (int i = 0; i < in.size(); ++i) model.input()[i] = static_cast<std::int8_t>(i);
  const auto out = model.run();
  const int first[] = {begin...}, by[] = {step...};
  const core::Extent part = Part::extent;
  for (int h = 0; h < part.h; ++h)
    for (int w = 0; w < part.w; ++w)
      for (int c = 0; c < part.c; ++c) {
        const int from = ((first[0] + h * by[0]) * in.w + first[1] + w * by[1]) * in.c + first[2] + c * by[2];
        if (out[(h * part.w + w) * part.c + c] != from) return false;
      }
  return true;
}

}  // namespace

TEST_CASE("parts of an image, along each axis") {
  const core::Extent in{5, 4, 6, 3};
  CHECK(is_part<Shape<5, 4, 6>>(in, Begin<0, 0, 0>{}, Steps<1, 1, 1>{}));
  CHECK(is_part<Shape<2, 4, 6>>(in, Begin<3, 0, 0>{}, Steps<1, 1, 1>{}));
  CHECK(is_part<Shape<3, 2, 6>>(in, Begin<0, 1, 0>{}, Steps<2, 2, 1>{}));
  CHECK(is_part<Shape<5, 3, 2>>(in, Begin<0, 1, 4>{}, Steps<1, 1, 1>{}));
  CHECK(is_part<Shape<1, 1, 3>>(in, Begin<4, 3, 1>{}, Steps<1, 1, 2>{}));
  CHECK(is_part<Shape<5, 4, 1>>(in, Begin<0, 0, 5>{}, Steps<1, 1, 9>{}));
  CHECK(is_part<Shape<5, 2, 6>>(in, Begin<4, 3, 5>{}, Steps<-1, -2, -1>{}));
}

TEST_CASE("slices between other layers, in all schedules") {
  struct Net : Graph<Outputs<"joined">, Let<"x", Conv2D<4, 3, Same>, "input">, Let<"low", Slice<Shape<9, 7, 2>>, "x">,
                     Let<"high", Slice<Shape<9, 7, 2>, Begin<0, 0, 2>>, "x">, Let<"sum", Add, "low", "high">,
                     Let<"rows", Slice<Shape<4, 7, 4>, Begin<1, 0, 0>, Steps<2, 1, 1>>, "x">,
                     Let<"end", Slice<Shape<4, 7, 2>, Begin<5, 0, 0>>, "sum">, Let<"joined", Concat<>, "rows", "end">> {
  };
  static constexpr Parameters given[] = {
      {.output = {0.02f, 4}},
      {.weights = weights<72>, .biases = biases<4>, .scales = weight_scale, .output = {0.05f, 2}},
      {},
      {},
      {.output = {0.05f, 2}},
      {},
      {},
      {}};
  compare_schedules<Net, Shape<9, 7, 2>, given>();
}

TEST_CASE("the last step of a sequence, and every other one") {
  struct Last : Seq<Slice<Shape<1, 3>, Begin<9, 0>>, Flatten> {};
  struct Other : Seq<Slice<Shape<5, 3>, Steps<2, 1>>, Slice<Shape<4, 2>, Begin<1, 1>>> {};
  static constexpr Parameters given[] = {{.output = {1, 0}}, {}, {}};
  compare_schedules<Last, Shape<10, 3>, given>();
  compare_schedules<Other, Shape<10, 3>, given>();
}
