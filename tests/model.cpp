// SPDX-License-Identifier: BSL-1.0
// What a Model promises to whoever uses it. That all schedules give the same bytes is schedules.cpp's.
#include <tinytmpl/model.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <support/schedules.hpp>

namespace {

using namespace support;
using namespace tinytmpl::core;
using namespace tinytmpl::literals;

struct Net : Seq<Conv2D<2, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<3>> {};
constexpr Quantization image{0.5f, 3}, scores{0.1f, 1};
constexpr Parameters parameters[] = {
    {.output = image},
    {.weights = weights<18>, .biases = biases<2>, .scales = weight_scale},
    {.output = {0.1f, -128}},
    {},
    {},
    {.weights = weights<24>, .biases = biases<3>, .scales = weight_scale, .output = scores}};
template <auto... policies>
using ModelWith = Model<Net, Shape<7, 7, 1>, parameters, policies...>;
using M = ModelWith<>;

// All RAM that it uses, and what it is made of.
static_assert(sizeof(M) == M::ram_bytes && M::ram_bytes <= 1_KiB);
static_assert(M::arena_bytes <= M::ram_bytes && M::arena_bytes >= 49);
static_assert(sizeof(ModelWith<Schedule::fed>) == ModelWith<Schedule::fed>::ram_bytes);
static_assert(ModelWith<Schedule::fed>::arena_bytes < M::arena_bytes);
static_assert(M::arena_bytes <= ModelWith<Schedule::layerwise>::arena_bytes);
static_assert(std::is_trivially_copyable_v<M> && std::is_trivially_destructible_v<M>);

// Its tensors, as types.
static_assert(M::Input<>::shape == Shape<7, 7, 1>{} && M::Input<0>::size == 49);
static_assert(std::is_same_v<M::Input<>::dtype, std::int8_t>);
static_assert(M::Input<>::scale == 0.5f && M::Input<>::zero_point == 3);
static_assert(M::Output<>::shape == Shape<3>{} && M::Output<>::size == 3);
static_assert(M::Output<>::scale == 0.1f && M::Output<>::zero_point == 1);

// What it costs.
static_assert(M::macs == 25 * 18 + 24 && M::parameters == 18 + 2 + 24 + 3);
static_assert(M::flash_bytes > 42 + 4 * 5 + 8 * 5 && M::flash_bytes < 1024);
static_assert(same_text(M::layers[1].kind, "Conv2D") && M::layers[1].position == 1 && M::layers[1].macs == 450);
static_assert(same_text(M::layers[1].kernel, "convolution") && same_text(M::layers[1].target, "portable") &&
              M::layers[2].output == Extent{2, 2, 2});
static_assert(M::layers[1].output == Extent{5, 5, 2}, "as written, though nobody reads the last row");
static_assert(M::layers[3].flash_bytes == 24 + 12 + 24 && M::layers[3].position == 5);

// Policies in any order.
using Once = ModelWith<Rounding::once, Schedule::fed, InputMemory::reused>;
using Same = ModelWith<InputMemory::reused, Schedule::fed, Optimize::speed, Rounding::once>;
static_assert(Once::schedule == Schedule::fed && Once::ram_bytes == Same::ram_bytes);

// The compiler can run it, in every schedule.
constexpr auto& sample = noise<std::int8_t, 49>;
constexpr auto expected = ModelWith<Schedule::layerwise>::eval(sample);
constexpr auto equal = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
static_assert(equal(M::eval(sample), expected) && equal(ModelWith<Schedule::fed>::eval(sample), expected));
static_assert(equal(ModelWith<InputMemory::reused>::eval(sample), expected));
static_assert(expected.size() == 3 && expected.argmax() < 3 &&
              expected.dequantize(0) == scores.dequantize(expected[0]));
static_assert(equal(Once::eval(sample), ModelWith<Rounding::once>::eval(sample)));

// Several inputs, several outputs.
struct Two
    : Graph<Inputs<"a", "b">, Outputs<"sum", "product">, Let<"sum", Add, "a", "b">, Let<"product", Mul, "a", "b">> {};
constexpr Parameters of_two[] = {{.output = {1, 0}}, {.output = {2, 1}}, {.output = {4, 0}}, {.output = {16, 5}}};
using TwoModel = Model<Two, InputShapes<Shape<2, 2, 1>, Shape<1>>, of_two>;
static_assert(TwoModel::Input<1>::shape == Shape<1>{} && TwoModel::Input<1>::scale == 2);
static_assert(TwoModel::Output<1>::zero_point == 5 && TwoModel::Output<1>::shape == Shape<2, 2, 1>{});
constexpr std::array<std::int8_t, 4> left{8, -8, 16, 100};
constexpr std::array<std::int8_t, 1> right{5};
static_assert(TwoModel::eval(left, right)[0] == 4 && TwoModel::eval<0>(left, right)[1] == 0);
static_assert(TwoModel::eval<1>(left, right)[0] == 5 + 4 && TwoModel::eval<1>(left, right)[2] == 5 + 8);

// By name: a Graph's own, or those that a network declares, some of its tensors having none.
static_assert(std::is_same_v<TwoModel::Input<"b">, TwoModel::Input<1>> &&
              std::is_same_v<TwoModel::Output<"sum">, TwoModel::Output<>>);
static_assert(equal(TwoModel::eval<"product">(left, right), TwoModel::eval<1>(left, right)));
struct Named : Two {
  static constexpr const char* input_names[] = {"", "b\"\303\266"};
  static constexpr const char* output_names[] = {"a", "Sum"};
};
using NamedModel = Model<Named, InputShapes<Shape<2, 2, 1>, Shape<1>>, of_two>;
static_assert(NamedModel::Input<"b\"\303\266">::shape == Shape<1>{});
static_assert(NamedModel::Output<"Sum">::zero_point == 5 && NamedModel::Output<"a">::zero_point == 0);

template <class Model>
void fill(Model& model) {
  std::copy(sample.begin(), sample.end(), model.input().begin());
}

/// Counts the rows that an observer sees.
template <class Model>
std::map<int, std::set<int>> observed(
    const std::function<void(Model&, std::function<void(int, int, const std::int8_t*, int)>)>& run) {
  static Model model;
  std::map<int, std::set<int>> rows;
  run(model, [&](int node, int row, const std::int8_t* elements, int bytes) {
    REQUIRE(rows[node].insert(row).second);
    REQUIRE(elements != nullptr);
    REQUIRE(bytes == Model::network[node].row_bytes());
  });
  return rows;
}

}  // namespace

TEST_CASE("run gives what the compiler found") {
  static M model;
  fill(model);
  const auto out = model.run();
  CHECK(equal(out, expected));
  CHECK(equal(model.output(), expected));
  CHECK(out.argmax() == expected.argmax());
  CHECK(equal(M::eval(sample), expected));
}

TEST_CASE("an input that is kept need not be filled again") {
  static M model;
  fill(model);
  model.run();
  CHECK(std::equal(sample.begin(), sample.end(), model.input().begin()));
  CHECK(equal(model.run(), expected));
  static ModelWith<Schedule::layerwise> layerwise;
  fill(layerwise);
  layerwise.run();
  CHECK(equal(layerwise.run(), expected));
}

TEST_CASE("views quantize what goes in") {
  static M model;
  model.input()[0] = model.input().quantize(10.0f);
  CHECK(model.input()[0] == 23);
  CHECK(model.input().dequantize(0) == 10.0f);
  CHECK(model.input().size() == 49);
}

TEST_CASE("rows are fed, and the row after the last begins anew") {
  static ModelWith<Schedule::fed> model;
  STATIC_REQUIRE(decltype(model)::row_size == 7);
  for (int inference = 0; inference < 3; ++inference) {
    for (int row = 0; row < 7; ++row) {
      std::array<std::int8_t, 7> elements{};
      // The last row is outside all windows, so what it holds does not matter.
      if (row < 6) std::copy_n(sample.begin() + 7 * row, 7, elements.begin());
      const bool ready = model.push_row(elements.data());
      CHECK(ready == (row == 6));
    }
    CHECK(equal(model.output(), expected));
  }
}

TEST_CASE("several inputs and outputs") {
  static TwoModel model;
  std::copy(left.begin(), left.end(), model.input<0>().begin());
  model.input<1>()[0] = right[0];
  CHECK(model.run()[0] == 4);
  CHECK(equal(model.output<0>(), TwoModel::eval<0>(left, right)));
  CHECK(equal(model.output<1>(), TwoModel::eval<1>(left, right)));
  CHECK(model.output<1>().dequantize(0) == 64.0f);
  CHECK(model.input<"b">().data() == model.input<1>().data());
  CHECK(model.output<"product">().data() == model.output<1>().data());
}

TEST_CASE("an observer sees each row of each tensor once") {
  const auto check = [](const auto& rows, const auto& network) {
    for (int x = network.input_count; x + 1 < network.count; ++x)
      CHECK(static_cast<int>(rows.at(x).size()) == network[x].out.extent.h);
  };
  check(observed<M>([](M& model, const auto& observer) { model.run(observer); }), M::network);
  using Fed = ModelWith<Schedule::fed>;
  check(observed<Fed>([](Fed& model, const auto& observer) {
          for (int row = 0; row < 7; ++row) model.push_row(sample.data() + 7 * row, observer);
        }),
        Fed::network);
}

TEST_CASE("a model is a value: a copy goes on by itself") {
  ModelWith<Schedule::fed> first{};
  for (int row = 0; row < 4; ++row) first.push_row(sample.data() + 7 * row);
  ModelWith<Schedule::fed> second = first;
  for (int row = 4; row < 7; ++row) first.push_row(sample.data() + 7 * row);
  for (int row = 4; row < 7; ++row) second.push_row(sample.data() + 7 * row);
  CHECK(equal(first.output(), expected));
  CHECK(equal(second.output(), expected));
}
