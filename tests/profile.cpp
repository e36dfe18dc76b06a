// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/profile.hpp>

#include <support/schedules.hpp>

namespace {

using namespace support;

struct Net : Seq<Conv2D<2, 3>, ReLU, MaxPool2D<2>, Flatten, Dense<3>> {};
constexpr Parameters parameters[] = {
    {.output = {0.5f, 3}},
    {.weights = weights<18>, .biases = biases<2>, .scales = weight_scale},
    {.output = {0.1f, -128}},
    {},
    {},
    {.weights = weights<24>, .biases = biases<3>, .scales = weight_scale, .output = {0.1f, 1}}};
template <auto... policies>
using ModelWith = Model<Net, Shape<7, 7, 1>, parameters, policies...>;
using M = ModelWith<>;

/// Each reading is `step` later than the one before.
template <class Time, int number = 0>
struct Fake {
  static inline Time time = 0, step = 3;
  static Time now() {
    time = static_cast<Time>(time + step);
    return time;
  }
};
/// The upper bits are no time.
struct Narrow {
  static constexpr int bits = 24;
  static std::uint32_t now() { return Fake<std::uint32_t, 1>::now() ^ 0x5A000000; }
};
/// As a SysTick: from 0xFFFFFF down to 0.
struct Falling {
  static constexpr int bits = 24;
  static inline std::uint32_t counter = 2;
  static std::uint32_t now() {
    counter = (counter - 5) & 0xFFFFFF;
    return 0u - counter;
  }
};

using Clock = Fake<std::uint32_t>;
static_assert(std::is_same_v<Profile<M, Clock>::Ticks, std::uint32_t>);
static_assert(std::is_same_v<Profile<M, Fake<std::uint16_t>>::Ticks, std::uint32_t>);
static_assert(std::is_same_v<Profile<M, Fake<std::uint64_t>>::Ticks, std::uint64_t>);
static_assert(Profile<M, Clock>::size() == 3 && sizeof(Profile<M, Clock>) == 4 * sizeof(std::uint32_t));

/// Ticks that each layer has if each row takes `step`.
template <class Profile>
void check_rows(const Profile& profile, unsigned step, unsigned inferences = 1) {
  const unsigned rows[] = {4, 2, 1};  // of the convolution's five, nobody reads the last
  unsigned sum = 0;
  int i = 0;
  for (const auto& layer : profile) {
    CAPTURE(layer.kind);
    CHECK(layer.ticks == rows[i] * step * inferences);
    CHECK(layer.ticks == profile[i].ticks);
    sum += rows[i++] * step * inferences;
  }
  CHECK(i == 3);
  CHECK(profile.total() == sum);
}

}  // namespace

TEST_CASE("each row's ticks are its layer's") {
  static M model;
  static Profile<M, Clock> profile;
  check_rows(profile, 0);
  model.run(profile);
  check_rows(profile, 3);
  Clock::time += 1000;  // what passes between inferences is nobody's
  model.run(profile);
  check_rows(profile, 3, 2);
  profile.clear();
  check_rows(profile, 0);
}

TEST_CASE("layers are told as in the model's own table") {
  static Profile<M, Clock> profile;
  const auto layer = profile[2];
  CHECK(std::string(layer.kind) == "Dense");
  CHECK(std::string(layer.kernel) == M::layers[3].kernel);
  CHECK(layer.macs == 24);
  CHECK(layer.position == 5);
  CHECK(std::string((*profile.begin()).kind) == "Conv2D");
}

TEST_CASE("a fed model's rows, and what passes between them") {
  using Fed = ModelWith<Schedule::fed>;
  static Fed model;
  static Profile<Fed, Clock> profile;
  for (int row = 0; row < 7; ++row) {
    Clock::time += 500;
    model.push_row(noise<std::int8_t, 49>.data() + 7 * row, profile);
  }
  check_rows(profile, 3);
}

TEST_CASE("clocks wrap around at their own width") {
  static M model;
  static Profile<M, Fake<std::uint16_t>> narrow;
  Fake<std::uint16_t>::time = 65530;
  model.run(narrow);
  check_rows(narrow, 3);
  static Profile<M, Narrow> bits24;
  Fake<std::uint32_t, 1>::time = 0xFFFFFA;
  model.run(bits24);
  check_rows(bits24, 3);
  static Profile<M, Falling> falling;
  model.run(falling);
  check_rows(falling, 5);
  static Profile<M, Fake<std::uint64_t>> wide;
  Fake<std::uint64_t>::step = std::uint64_t{1} << 40;
  model.run(wide);
  CHECK(wide.total() == std::uint64_t{7} << 40);
}

TEST_CASE("inputs are no layers") {
  struct Sum : Graph<Inputs<"a", "b">, Outputs<"y">, Let<"y", Add, "a", "b">> {};
  static constexpr Parameters of_sum[] = {{.output = {1, 0}}, {.output = {2, 1}}, {.output = {4, 0}}};
  using Two = Model<Sum, InputShapes<Shape<2, 2, 1>, Shape<1>>, of_sum>;
  static Two model;
  static Profile<Two, Clock> profile;
  model.run(profile);
  CHECK(profile.size() == 1);
  CHECK(std::string(profile[0].kind) == "Add");
  CHECK(profile[0].ticks == 2 * 3);
}
