// SPDX-License-Identifier: BSL-1.0
// What a model keeps from one inference to the next.
#include <algorithm>
#include <string>

#include <support/schedules.hpp>

namespace mine {

constexpr auto running = tinytmpl::core::Op{1000}, before = tinytmpl::core::Op{1001};

/// A recurrence down the rows, which goes on where the last inference ended: half of the row above, and half of its own.
struct Running {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent in) {
    tinytmpl::core::Node node = tinytmpl::core::unary(running, "Running", in, in);
    node.traits.keeps_quantization = true;
    tinytmpl::core::keep_state(node, {{1, in.w, in.c, in.rank}}, {.stride = 0});
    return node;
  }
};

/// What it was given at the last inference: of each of its rows it keeps one.
struct Before {
  static constexpr tinytmpl::core::Node describe(tinytmpl::core::Extent in) {
    tinytmpl::core::Node node = tinytmpl::core::unary(before, "Before", in, in);
    node.traits.keeps_quantization = node.traits.either_axis = true;
    tinytmpl::core::keep_state(node, {in});
    return node;
  }
};

struct RunningRow : tinytmpl::kernels::KernelFor<running> {
  static constexpr const char* name = "running mean";

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants&) {
    const std::int8_t* in = band.in[0].row();
    std::int8_t* mean = state_row(band, 1);
    for (int i = 0; i < g.out.size(); ++i) {
      mean[i] = static_cast<std::int8_t>((mean[i] + in[i]) / 2);
      band.out[0][i] = mean[i];
    }
  }
};

struct BeforeRow : tinytmpl::kernels::KernelFor<before> {
  static constexpr const char* name = "before";
  static constexpr bool knows(tinytmpl::Element) { return true; }

  template <tinytmpl::core::Geometry g>
  static constexpr void compute(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants&) {
    std::int8_t* kept = state_row(band, 1);
    for (int i = 0; i < g.out.bytes(); ++i) band.out[0][i] = kept[i], kept[i] = band.in[0].row()[i];
  }
};

}  // namespace mine

template <>
struct tinytmpl::kernels::OwnKernels<mine::before> {
  using Kernels = Ladder<mine::BeforeRow>;
};
template <>
struct tinytmpl::kernels::OwnKernels<mine::running> {
  using Kernels = Ladder<mine::RunningRow>;
};

namespace {

using namespace support;

constexpr int zero_point = -20, rows = 6, columns = 5;
constexpr Parameters one[] = {{.output = {0.5f, zero_point}}, {}};
constexpr Parameters two[] = {one[0], {}, {}};
struct Both : Seq<mine::Before, mine::Running> {};
template <auto... policies>
using BothOf = Model<Both, Shape<rows, columns, 1>, two, policies...>;
using Plain = BothOf<>;
using Fed = BothOf<Schedule::fed>;

/// The same in plain C++.
struct Simulation {
  std::vector<int> last = std::vector<int>(rows * columns, zero_point), mean = std::vector<int>(columns, zero_point);

  std::vector<int> infer(const std::vector<std::int8_t>& image) {
    std::vector<int> out;
    for (std::size_t i = 0; i < last.size(); ++i) {
      int& kept = mean[i % columns];
      out.push_back(kept = (kept + last[i]) / 2);
    }
    last.assign(image.begin(), image.end());
    return out;
  }
};

std::vector<std::int8_t> image_of(std::uint64_t seed) {
  std::vector<std::int8_t> image(rows * columns);
  Random random(seed);
  for (std::int8_t& element : image) element = random.int8();
  return image;
}

template <class M>
bool goes_on(M& model, Simulation& simulation, std::uint64_t seed) {
  for (std::uint64_t end = seed + 5; seed < end; ++seed)
    if (infer(model, image_of(seed)) != simulation.infer(image_of(seed))) return false;
  return true;
}

// Memory: a state is no part of the arena, and counted.
static_assert(Plain::state_bytes == 32 + 8 && Plain::ram_bytes >= Plain::arena_bytes + Plain::state_bytes);
static_assert(sizeof(Plain) == Plain::ram_bytes && Plain::plan.bytes() <= Plain::ram_bytes);
static_assert(Footprint<Both, Shape<rows, columns, 1>>::ram_bytes == Plain::ram_bytes &&
              Footprint<Both, Shape<rows, columns, 1>>::state_bytes == Plain::state_bytes);
static_assert(core::same_text(Plain::layers[1].kind, "State") && Plain::layers[1].ram_bytes == 30 &&
              core::same_text(Plain::layers[2].kind, "Before") && core::same_text(Plain::layers[2].kernel, "before"));
using Stateless = Model<MaxPool2D<2, Stride<1>, Same>, Shape<rows, columns, 1>, one>;
static_assert(Stateless::state_bytes == 0 && Stateless::ram_bytes == (Stateless::arena_bytes + 3) / 4 * 4);

// As a pure function: each inference is the first.
constexpr std::array<std::int8_t, rows * columns> zeros{};
static_assert(Plain::eval(zeros)[29] == zero_point && Fed::eval(zeros)[29] == zero_point);

// The outputs of two inferences, one after the other.
constexpr Parameters small[] = {{.output = {1, 7}}, {}};
constexpr std::int8_t small_inputs[] = {1, 2, 3, 4, 5, 6, 7, 8}, small_outputs[] = {7, 7, 7, 7, 1, 2, 3, 4};
constexpr GoldenVectors small_golden(small_inputs, small_outputs);

template <class M>
void check_self_test() {
  static M model;
  CHECK(model.self_test(small_golden).passed());
  CHECK(infer(model, {9, 9, 9, 9}) == std::vector<int>{7, 7, 7, 7});
  CHECK(model.self_test(small_golden).passed());
}

}  // namespace

TEST_CASE("a model goes on where its last inference ended, until it is reset") {
  const auto check = [](auto& model) {
    Simulation simulation;
    CHECK(goes_on(model, simulation, 1));
    CHECK(goes_on(model, simulation, 7));
    CHECK(Plain::eval(zeros)[29] == zero_point);  // which touches no model
    CHECK(goes_on(model, simulation, 9));
    model.reset();
    simulation = {};
    CHECK(goes_on(model, simulation, 2));
  };
  static Plain plain;
  static BothOf<Schedule::layerwise> layerwise;
  static BothOf<Schedule::layerwise, InputMemory::reused> reused;
  static BothOf<FlashAccess::word> by_words;
  static Fed fed;
  check(plain), check(layerwise), check(reused), check(by_words), check(fed);
}

TEST_CASE("what is kept has gone on with rows that were fed before a restart, not before a reset") {
  static Fed fed;
  const std::vector<std::int8_t> image = image_of(1);
  fed.push_row(image.data()), fed.push_row(image.data() + columns);
  fed.restart();
  std::vector<int> out = infer(fed, image);
  CHECK(std::vector<int>(out.begin(), out.begin() + columns) != std::vector<int>(columns, zero_point));
  fed.push_row(image.data());
  fed.reset();
  Simulation simulation;
  CHECK(goes_on(fed, simulation, 3));
}

TEST_CASE("models that share an arena keep each its own") {
  static SharedArena<Plain, Fed, Stateless> arena;
  static_assert(decltype(arena)::ram_bytes >= Plain::state_bytes + Fed::state_bytes + Plain::arena_bytes);
  static_assert(SharedArena<Stateless, Stateless>::ram_bytes == Stateless::ram_bytes);
  Simulation first, second;
  for (std::uint64_t seed = 1; seed <= 30; seed += 5) {
    auto plain = arena.use<Plain>();
    CHECK(goes_on(plain, first, seed));
    auto fed = arena.use<Fed>();
    CHECK(goes_on(fed, second, 100 * seed));
    auto stateless = arena.use<Stateless>();
    infer(stateless, image_of(seed));
  }
  arena.use<Plain>().reset();
  first = {};
  auto plain = arena.use<Plain>();
  CHECK(goes_on(plain, first, 1));
  auto fed = arena.use<Fed>();
  CHECK(goes_on(fed, second, 1));
}

TEST_CASE("models of a pipeline keep each its own") {
  struct Second : Both {};
  static Pipeline<Plain, Model<Second, Shape<rows, columns, 1>, two>> pipeline;
  Simulation first, second;
  const auto check = [&](std::uint64_t seed) {
    const std::vector<std::int8_t> image = image_of(seed);
    std::copy(image.begin(), image.end(), pipeline.input().begin());
    const std::vector<int> between = first.infer(image);
    const auto out = pipeline.run();
    CHECK(std::vector<int>(out.begin(), out.end()) == second.infer({between.begin(), between.end()}));
  };
  for (std::uint64_t seed = 1; seed <= 10; ++seed) check(seed);
  pipeline.reset();
  first = second = {};
  for (std::uint64_t seed = 1; seed <= 10; ++seed) check(seed);
}

TEST_CASE("a self-test begins anew, and leaves nothing behind") {
  check_self_test<Model<mine::Before, Shape<2, 2, 1>, small>>();
  check_self_test<Model<mine::Before, Shape<2, 2, 1>, small, Schedule::fed>>();
}

TEST_CASE("an observer is told of what is computed, which a state is not") {
  static Plain model;
  std::vector<int> rows_of(static_cast<std::size_t>(Plain::nodes));
  const auto observer = [&](int node, int, const std::int8_t*, int) { ++rows_of[static_cast<std::size_t>(node)]; };
  model.run(observer);
  for (int node = Plain::inputs; node + 1 < Plain::nodes; ++node)
    CHECK(rows_of[static_cast<std::size_t>(node)] == (core::same_text(Plain::layers[node].kind, "State") ? 0 : rows));
}

TEST_CASE("a state of wider elements begins with the zero point, too") {
  static constexpr Parameters wide[] = {{.output = {0.01f, -300}, .element = Element::int16}, {}};
  static Model<mine::Before, Shape<3, 2>, wide> model;
  for (int i = 0; i < 6; ++i) model.input()[i] = static_cast<std::int16_t>(1000 * i - 2500);
  auto out = model.run();
  CHECK(std::all_of(out.begin(), out.end(), [](std::int16_t element) { return element == -300; }));
  out = model.run();
  for (int i = 0; i < 6; ++i) CHECK(out[i] == 1000 * i - 2500);
}
