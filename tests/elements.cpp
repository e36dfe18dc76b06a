// SPDX-License-Identifier: BSL-1.0
// Tensors of all elements, at the edges of models and inside, by layers of the tests' own.
#include <catch2/catch.hpp>

#include <algorithm>
#include <bit>
#include <limits>

#include <tinytmpl/tinytmpl.hpp>

namespace mine {

using namespace tinytmpl;
using namespace tinytmpl::core;

constexpr auto cast = Op{1000};
constexpr auto column = Op{1001};

/// Each element as a number of another type: real numbers are rounded down, a boolean says whether it is above 0.
template <Element to>
struct Cast {
  static constexpr Node describe(Extent in) {
    Node node = unary(cast, "Cast", in, in);
    node.out.element = to;
    return node;
  }
};

/// The sums of three rows, in the operand's type.
struct Column {
  static constexpr Node describe(Extent in) {
    Node node = unary(column, "Column", in, in);
    node.operands[0].rows = {.size = 3, .before = 1};
    return node;
  }
};

template <class T>
constexpr T converted(auto from) {
  if constexpr (std::is_same_v<T, bool>) return from > 0;
  else return static_cast<T>(from);
}

struct AnyCast : kernels::KernelFor<cast> {
  static constexpr const char* name = "cast";
  static constexpr bool knows(Element) { return true; }

  template <Geometry g>
  static constexpr void compute(const kernels::Band& band, const Constants&) {
    using In = ElementType<g.in[0].element>;
    using Out = ElementType<g.out.element>;
    for (int i = 0; i < g.out.size(); ++i)
      store_element(band.out[0] + i * static_cast<int>(sizeof(Out)),
                    converted<Out>(load_element<In>(band.in[0].row() + i * static_cast<int>(sizeof(In)))));
  }
};
struct AnyColumn : kernels::KernelFor<column> {
  static constexpr const char* name = "column";
  static constexpr bool knows(Element element) { return element != Element::bool8; }

  template <Geometry g>
  static constexpr void compute(const kernels::Band& band, const Constants&) {
    using T = ElementType<g.out.element>;
    constexpr int bytes = sizeof(T);
    for (int i = 0; i < g.out.size(); ++i) {
      T sum{};
      for (int row = 0; row < 3; ++row)
        if (band.in[0][row]) sum = static_cast<T>(sum + load_element<T>(band.in[0][row] + i * bytes));
      store_element(band.out[0] + i * bytes, sum);
    }
  }
};

}  // namespace mine

template <>
struct tinytmpl::kernels::OwnKernels<mine::cast> {
  using Kernels = Ladder<mine::AnyCast>;
};
template <>
struct tinytmpl::kernels::OwnKernels<mine::column> {
  using Kernels = Ladder<mine::AnyColumn>;
};

namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;
using mine::Cast, mine::Column;

using Image = Shape<5, 3, 1>;
constexpr int size = Image::extent.size();

/// Numbers that every element has; a boolean is whether they are above 0.
template <class T>
constexpr auto image = [] {
  std::array<T, size> all{};
  for (std::size_t i = 0; i < size; ++i) all[i] = mine::converted<T>(static_cast<int>(i * 7 % 15));
  return all;
}();
constexpr int column_sum(int i) {
  int sum = 0;
  for (int j = i - 3; j <= i + 3; j += 3)
    if (j >= 0 && j < size) sum += image<std::int8_t>[static_cast<std::size_t>(j)];
  return sum;
}

/// An input of one type, sums in it, and the sums in another type.
template <Element in, Element out>
struct Net : Seq<Column, Cast<out>> {};
template <Element in, Element out>
constexpr Parameters parameters[] = {{.output = {is_quantized(in) ? 0.5f : 0.0f, offset_of(in)}, .element = in},
                                     {.output = {is_quantized(in) ? 0.5f : 0.0f, offset_of(in)}, .element = in},
                                     {.output = {is_quantized(out) ? 0.25f : 0.0f, offset_of(out)}, .element = out}};
template <Element in, Element out, auto... policies>
using Of = Model<Net<in, out>, Image, parameters<in, out>, policies...>;

template <Element in, Element out>
constexpr bool is_right(const auto& output) {
  using T = ElementType<out>;
  for (int i = 0; i < size; ++i)
    if (output[i] != mine::converted<T>(column_sum(i))) return false;
  return true;
}

template <Element in, Element out>
void check() {
  using M = Of<in, out>;
  STATIC_REQUIRE(std::is_same_v<typename M::template Input<>::dtype, ElementType<in>>);
  STATIC_REQUIRE(std::is_same_v<typename M::template Output<>::dtype, ElementType<out>>);
  STATIC_REQUIRE(M::template Output<>::element == out);
  STATIC_REQUIRE(is_right<in, out>(M::eval(image<ElementType<in>>)));
  STATIC_REQUIRE(is_right<in, out>(Of<in, out, Schedule::fed>::eval(image<ElementType<in>>)));
  const auto whole = [](auto& model) {
    for (int inference = 0; inference < 2; ++inference) {
      model.input().assign(image<ElementType<in>>.data());
      CHECK(is_right<in, out>(model.run()));
    }
  };
  static M rows;
  static Of<in, out, Schedule::layerwise> layerwise;
  static Of<in, out, InputMemory::reused> reused;
  static Of<in, out, FlashAccess::word> by_words;
  whole(rows), whole(layerwise), whole(reused), whole(by_words);
  static Of<in, out, Schedule::fed> fed;
  for (int row = 0; row < 2 * 5; ++row)
    CHECK(fed.push_row(image<ElementType<in>>.data() + row % 5 * 3) == (row % 5 == 4));
  CHECK(is_right<in, out>(fed.output()));
}

constexpr int aligned_places(const auto& plan, const auto& network) {
  int count = 0;
  for (int i = 0; i < network.count; ++i)
    count += plan.rings[i].offset % network[i].alignment() == 0 && plan.rings[i].pitch % network[i].alignment() == 0;
  return count;
}
// An int8 input of odd length in front of wider elements.
struct Odd : Seq<Cast<Element::float32>, Column, Cast<Element::int16>, Column> {};
constexpr Parameters of_odd[] = {{.output = {1, 0}},
                                 {},
                                 {},
                                 {.output = {1, 0}, .element = Element::int16},
                                 {.output = {1, 0}, .element = Element::int16}};
template <auto... policies>
using OddModel = Model<Odd, Image, of_odd, policies...>;
static_assert(aligned_places(OddModel<>::plan, OddModel<>::network) == 6);
static_assert(aligned_places(OddModel<Schedule::fed>::plan, OddModel<>::network) == 6);
static_assert(aligned_places(OddModel<Schedule::layerwise>::plan, OddModel<>::network) == 6);
static_assert(OddModel<>::network[2].out.element == Element::float32 && OddModel<>::network[2].row_bytes() == 12);

using Floats = Of<Element::float32, Element::float32>;
static_assert(Floats::Input<>::scale == 0 && Floats::Input<>::zero_point == 0);

}  // namespace

TEST_CASE("models of any element, in all schedules") {
  check<Element::int16, Element::int8>();
  check<Element::int32, Element::int16>();
  check<Element::float32, Element::int32>();
  check<Element::int64, Element::float32>();
  check<Element::int8, Element::int64>();
  check<Element::float32, Element::bool8>();
  check<Element::int16, Element::uint8>();
}

TEST_CASE("elements are read and written one by one") {
  static Floats model;
  int i = 0;
  for (auto element : model.input()) element = static_cast<float>(i++);
  model.input()[3] = 0.5f;
  model.input()[4] += 0.25f;
  model.input()[5] = model.input()[3];
  CHECK(model.input()[3] == 0.5f);
  CHECK(model.input()[4] == 4.25f);
  CHECK(model.input().dequantize(5) == 0.5f);
  model.input()[14] = model.input().quantize(-1.5f);
  CHECK(model.run().argmax() == 10);
  float row[3] = {};
  model.output().copy_to(row, 3);
  CHECK((row[0] == 0.5f && row[1] == 1 + 4.25f && row[2] == 2.5f));
  CHECK(*std::max_element(model.output().begin(), model.output().end()) == 7 + 10 + 13);
  CHECK(model.output().end() - model.output().begin() == size);
}

TEST_CASE("a quantized int16 means a real number") {
  static Of<Element::int16, Element::int16> model;
  CHECK(model.input().quantize(1000.2f) == 2000);
  CHECK(model.input().quantize(-1e9f) == -32768);
  model.input()[0] = model.input().quantize(-20.0f);
  CHECK(model.input().dequantize(0) == -20.0f);
}

TEST_CASE("golden vectors of the tensors' type, and as bytes") {
  static Floats model;
  static constexpr auto in = image<float>;
  static float inputs[size], outputs[size];
  static std::uint8_t input_bytes[4 * size], output_bytes[4 * size];
  std::copy(in.begin(), in.end(), inputs);
  for (int i = 0; i < size; ++i) outputs[i] = static_cast<float>(column_sum(i));
  const auto as_bytes = [](const float* from, std::uint8_t* to) {
    for (int i = 0; i < 4 * size; ++i)
      to[i] = static_cast<std::uint8_t>(std::bit_cast<std::uint32_t>(from[i / 4]) >> i % 4 * 8);
  };
  as_bytes(inputs, input_bytes), as_bytes(outputs, output_bytes);
  CHECK(GoldenVectors(inputs, outputs).flash_bytes == 8 * size);
  CHECK(model.self_test(GoldenVectors(inputs, outputs)));
  CHECK(model.self_test(GoldenVectors(input_bytes, output_bytes)));
  CHECK(model.self_test(GoldenVectors(inputs, output_bytes)));
  static Of<Element::float32, Element::float32, Schedule::fed> fed;
  CHECK(fed.self_test(GoldenVectors(inputs, outputs)));
  CHECK(fed.self_test(GoldenVectors(input_bytes, outputs)));

  outputs[7] = std::numeric_limits<float>::quiet_NaN();
  const SelfTestResult result = model.self_test(GoldenVectors(inputs, outputs));
  CHECK((result.vector == 0 && result.element == 7));
  CHECK(std::bit_cast<float>(result.computed) == static_cast<float>(column_sum(7)));
  inputs[7] = outputs[7];
  for (const int i : {4, 7, 10}) outputs[i] = inputs[7];
  CHECK(model.self_test(GoldenVectors(inputs, outputs)));
}

TEST_CASE("a pipeline hands elements on as they are") {
  static Pipeline<Of<Element::int8, Element::float32>, Floats> pipeline;
  pipeline.input().assign(image<std::int8_t>.data());
  const auto out = pipeline.run();
  CHECK(out[0] == static_cast<float>(column_sum(0) + column_sum(3)));
  CHECK(out[14] == static_cast<float>(column_sum(14) + column_sum(11)));
}
