// SPDX-License-Identifier: BSL-1.0
// Depthwise convolutions of one column and more rows than a table of pointers has: filters over time, as in wake words.
#define TINYTMPL_TARGET armv7em
#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/scalar.hpp>

#include <support/kernel_grid.hpp>
#include <support/schedules.hpp>

namespace {

using namespace support;

constexpr Geometry any_tall_column(int number) {
  Random random(static_cast<std::uint64_t>(number));
  Geometry g;
  g.op = Op::depthwise_conv2d, g.operand_count = 1;
  g.kernel_h = random.between(17, 40);
  g.cols = {1, random.of(1, random.between(1, 3)), 1, 0};
  g.out = {random.of(1, random.between(1, 5)), 0};
  g.in[0] = {g.cols.start(g.out.w - 1) + 1, random.between(1, 5)};
  g.out.c = g.in[0].c * random.of(1, 1, 2);
  g.has_bias = true;
  return g;
}

template <class Target>
void compare_tall_columns() {
  for_each_geometry_of<any_tall_column, 12>(20, []<Geometry g>(Random& random) {
    static_assert(std::string_view(kernels::Chosen<Target, g>::Kernel::name) == "depthwise, one column");
    static_assert(kernels::Chosen<Target, g>::scratch == 0);
    compare_windows<Target, g, Difficulty::usual>(random, g.kernel_h);
  });
}

/// The rows of a window, some of them outside the image, in a ring that ends among them.
template <class Target>
void compare_rings() {
  for_each_geometry_of<any_tall_column, 12>(20, []<Geometry g>(Random& random) {
    const RandomConstants numbers = constants_of_window(random, g, g.kernel_h, Difficulty::usual);
    const int begin = random.below(g.kernel_h), end = random.between(begin, g.kernel_h), pitch = g.in[0].size() + 3;
    const int turn = random.between(begin, end), slots = end - begin;
    const std::vector<std::int8_t> ring = random_rows(random, 1, (slots + 1) * pitch)[0];
    const kernels::RowRuns runs{ring.data() + (end - turn) * pitch, ring.data(), pitch, begin, turn, end};
    std::vector<const std::int8_t*> table(static_cast<std::size_t>(g.kernel_h));
    for (int row = 0; const std::int8_t*& pointer : table) pointer = runs[row++];

    const AnyKernel kernel = kernel_of<Target, g>();
    std::vector<std::uint32_t> words(static_cast<std::size_t>(kernel.packing.groups * kernel.packing.words));
    for (int group = 0; group < kernel.packing.groups; ++group)
      kernel.pack(words.data() + group * kernel.packing.words, numbers.constants, group);
    Constants packed = numbers.constants;
    packed.packed = words.data();
    std::vector<std::int8_t> out(static_cast<std::size_t>(g.out.size()));
    std::int8_t* const row = out.data();
    const kernels::Rows in{.runs = &runs};
    kernel.run({&row, &in, 0, 1, nullptr}, packed);
    REQUIRE(out == run_kernel<targets::portable, g>(table, numbers.constants));
  });
}

template <int count>
constexpr Parameters layer{
    .weights = weights<count>, .biases = biases<4>, .scales = weight_scale, .output = {0.05f, 9}};

}  // namespace

TEST_CASE("tall columns, from a table of rows") {
  compare_tall_columns<targets::armv7em>();
  compare_tall_columns<targets::scalar>();
}

TEST_CASE("tall columns, from two runs of rows") {
  compare_rings<targets::armv7em>();
  compare_rings<targets::scalar>();
}

// Rings turn among the rows; rows above and below the image are zero points.
TEST_CASE("tall columns, in networks of all schedules") {
  struct Net : Seq<Conv2D<4, Kernel{3, 1}>, DepthwiseConv2D<Kernel{23, 1}>, DepthwiseConv2D<Kernel{19, 1}, Same>> {};
  static constexpr Parameters parameters[] = {{.output = {0.02f, -3}}, layer<24>, layer<92>, layer<76>};
  compare_schedules<Net, Shape<50, 2, 2>, parameters>();
}
