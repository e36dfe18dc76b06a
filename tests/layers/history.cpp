// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/layers/history.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr core::Extent image{5, 4, 3, 3};
constexpr core::Node rows = History<2>::describe(image), columns = History<3, Axis::width>::describe(image);
static_assert(rows.out.extent == core::Extent{7, 4, 3, 3} && rows.states[0].extent == core::Extent{2, 4, 3, 3});
static_assert(columns.out.extent == core::Extent{5, 7, 3, 3} && columns.states[0].extent == core::Extent{5, 3, 3, 3});
static_assert(History<6>::describe({1, 4, 3, 2}).out.extent == core::Extent{1, 10, 3, 2});
static_assert(History<6>::describe({1, 1, 3, 1}).out.extent == core::Extent{1, 1, 9, 1});
static_assert(rows.traits.keeps_quantization && rows.operand_count == 2);

constexpr Parameters one[] = {{.output = {0.5f, -7}}, {}};

/// The bytes of each step, one after the other: `outer` runs of `inner` bytes, of which an inference adds `added`.
struct Stream {
  int outer, inner, added, kept;
  std::vector<std::vector<int>> runs = std::vector<std::vector<int>>(
      static_cast<std::size_t>(outer), std::vector<int>(static_cast<std::size_t>(inner* kept), -7));

  std::vector<int> take(const std::vector<std::int8_t>& in) {
    std::vector<int> out;
    for (std::size_t run = 0, size = static_cast<std::size_t>(inner * added); run < runs.size(); ++run) {
      std::vector<int>& all = runs[run];
      for (std::size_t i = 0; i < size; ++i) all.push_back(in[run * size + i]);
      out.insert(out.end(), all.end() - inner * (added + kept), all.end());
    }
    return out;
  }
};

template <class Word, class Input, auto... policies>
void check(Stream stream) {
  static Model<Word, Input, one, policies...> model;
  const Stream first = stream;
  Random random(1);
  for (int inference = 0; inference < 12; ++inference) {
    if (inference == 8) model.reset(), stream = first;
    std::vector<std::int8_t> in(static_cast<std::size_t>(Input::extent.size()));
    for (std::int8_t& element : in) element = random.int8();
    CHECK(infer(model, in) == stream.take(in));
  }
}

template <auto... policies>
void check_all() {
  check<History<1>, Shape<1, 2, 3>, policies...>({1, 6, 1, 1});
  check<History<4>, Shape<1, 2, 3>, policies...>({1, 6, 1, 4});
  check<History<2>, Shape<5, 2, 3>, policies...>({1, 6, 5, 2});
  check<History<5>, Shape<2, 1, 3>, policies...>({1, 3, 2, 5});
  check<History<20>, Shape<3, 1, 2>, policies...>({1, 2, 3, 20});
  check<History<4>, Shape<3, 2>, policies...>({1, 2, 3, 4});
  check<History<4>, Shape<3>, policies...>({1, 1, 3, 4});
  check<History<2, Axis::width>, Shape<3, 4, 2>, policies...>({3, 2, 4, 2});
  check<History<5, Axis::channels>, Shape<3, 4, 2>, policies...>({12, 1, 2, 5});
}

}  // namespace

TEST_CASE("a history is the last steps of earlier inferences and those of this one") {
  check_all<Schedule::min_ram>();
  check_all<Schedule::layerwise, InputMemory::reused>();
  check_all<Schedule::fed>();
}

TEST_CASE("a history goes on with all rows, whatever of it is read") {
  // Windows that leave rows unread at the end; a part that is not the end; two readers, of which one reads less.
  struct Strided : Seq<History<3>, Conv2D<4, Kernel{3, 1}, Stride<4>>> {};
  struct Part : Seq<History<3>, Slice<Shape<2, 1, 2>, Begin<1, 0, 0>>> {};
  struct Both : Graph<Outputs<"a", "b">, Let<"h", History<3>, "input">,
                      Let<"a", MaxPool2D<Kernel{2, 1}, Stride<5>>, "h">, Let<"b", Slice<Shape<1, 1, 2>>, "h">> {};
  static constexpr Parameters convolution[] = {
      one[0], {}, {.weights = weights<24>, .biases = biases<4>, .scales = weight_scale, .output = {0.5f, 2}}};
  static constexpr Parameters two[] = {one[0], {}, {}}, three[] = {one[0], {}, {}, {}};
  compare_schedules<Strided, Shape<4, 1, 2>, convolution>();
  compare_schedules<Part, Shape<4, 1, 2>, two>();
  compare_schedules<Both, Shape<4, 1, 2>, three>();

  static Model<Part, Shape<4, 1, 2>, two> model;
  Stream stream{1, 2, 4, 3};
  Random random(2);
  for (int inference = 0; inference < 6; ++inference) {
    std::vector<std::int8_t> in(8);
    for (std::int8_t& element : in) element = random.int8();
    const std::vector<int> all = stream.take(in);
    CHECK(infer(model, in) == std::vector<int>(all.begin() + 2, all.begin() + 6));
  }
}

TEST_CASE("a history in front of a convolution is the convolution of the whole stream") {
  struct Streaming : Seq<History<4>, Conv2D<5, Kernel{5, 1}>> {};
  static constexpr Parameters stream[] = {
      {.output = {0.02f, 4}},
      {},
      {.weights = weights<100>, .biases = biases<5>, .scales = weight_scale, .output = {0.05f, 2}}};
  static constexpr Parameters all[] = {stream[0], stream[2]};
  constexpr int steps = 10;
  static Model<Streaming, Shape<1, 1, 4>, stream> model;
  static Model<Conv2D<5, Kernel{5, 1}>, Shape<steps + 4, 1, 4>, all> whole;
  Random random(3);
  for (std::int8_t& element : whole.input()) element = random.int8();
  for (int i = 0; i < 16; ++i) whole.input()[i] = 4;
  const std::vector<std::int8_t> input(whole.input().begin(), whole.input().end());
  whole.run();
  for (int i = 0; i < steps; ++i) {
    const auto from = input.begin() + 16 + 4 * i;
    const std::vector<int> out = infer(model, {from, from + 4});
    CHECK(std::equal(out.begin(), out.end(), whole.output().begin() + 5 * i));
  }
}
