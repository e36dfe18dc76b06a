// SPDX-License-Identifier: BSL-1.0
// SVDF.
#include <functional>

#include <catch2/catch.hpp>

#include "emit/parameters.hpp"
#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// Of four channels, three units of rank two, two steps of memory.
struct Svdf {
  SmallModel m{};
  SmallModel::Tensor input{{1, 4}}, output{{1, 3}},
      time{.shape = {6, 2}, .scales = {0.2f}, .dtype = Dtype::int16, .data = std::vector<std::uint8_t>(24, 3)},
      kept{.shape = {1, 12}, .scales = {0.5f}, .dtype = Dtype::int16, .variable = true};
  std::vector<int> feature{6, 4};
  bool has_biases = true;
  int rank = 2;

  std::vector<std::uint8_t> file(const std::function<void(Svdf&)>& change) {
    change(*this);
    const int x = m.tensor(input), y = m.tensor(output);
    m.op("SVDF",
         {x, m.int8s(feature, 0.01f), m.tensor(time), has_biases ? m.int32s({1, -20, 300}) : -1, m.tensor(kept)}, {y},
         schema::CreateSVDFOptions(m.builder, rank));
    return m.done({x}, {y});
  }
};

std::string refused(const std::function<void(Svdf&)>& change) { return refusal(Svdf().file(change)); }

}  // namespace

TEST_CASE("An SVDF has the weights over channels, and behind them those over time, in bytes") {
  const Network net = prepare(Svdf().file([](Svdf&) {})).network;
  REQUIRE(layer_words(net) == Words{"SVDF"});
  CHECK(word(net, net.layers[0]) == "SVDF<3, 2, 2>");
  const tinytmpl::Parameters given = own_parameters(net, net.layers[0]);
  CHECK((given.weights.size() == 24 + 24 && given.scales.size() == 2 && given.biases.size() == 3));
  CHECK((given.scales[0] == 0.01f && given.scales[1] == 0.2f && given.state_scale == 0.5f));
  CHECK((given.state_element == Element::int16 && given.state_zero_point == 0));
}

TEST_CASE("An SVDF that keeps int8 has weights over time that are widened") {
  const Network net = prepare(Svdf().file([](Svdf& s) {
                        s.time.dtype = s.kept.dtype = Dtype::int8;
                        s.time.data = std::vector<std::uint8_t>(12, 0xFE);
                        s.kept.zero_points = {-7};
                        s.has_biases = false;
                      })).network;
  const tinytmpl::Parameters given = own_parameters(net, net.layers[0]);
  CHECK((given.state_element == Element::int8 && given.state_zero_point == -7));
  const std::vector<std::int8_t>& weights = net.layers[0].constants.weights.of<std::int8_t>();
  CHECK((weights.size() == 48 && weights[24] == -2 && weights[25] == -1));
  CHECK(net.layers[0].constants.biases.of<std::int32_t>() == std::vector<std::int32_t>{0, 0, 0});
}

TEST_CASE("SVDFs that TensorFlow Lite Micro does not compute are refused") {
  CHECK_THAT(refused([](Svdf& s) { s.rank = 4; }), Contains("does not fit a rank of 4"));
  CHECK_THAT(refused([](Svdf& s) { s.feature = {6, 3}; }), Contains("is not [6, 4]"));
  CHECK_THAT(refused([](Svdf& s) { s.input.shape = {2, 4}; }), Contains("batch of 1"));
  CHECK_THAT(refused([](Svdf& s) { s.kept.shape = {1, 10}; }), Contains("is not [1, 12]"));
  CHECK_THAT(refused([](Svdf& s) { s.kept.dtype = Dtype::int8; }),
             Contains("of another type than the weights over time"));
  CHECK_THAT(refused([](Svdf& s) { s.kept.zero_points = {3}; }), Contains("that of int16 is 0"));
  CHECK_THAT(refused([](Svdf& s) { s.time.scales = {0.1f, 0.2f}; }), Contains("weights over time have one scale"));
  CHECK_THAT(refused([](Svdf& s) { s.time.data.pop_back(); }), Contains("the file is damaged"));
}
