// SPDX-License-Identifier: BSL-1.0
// UNIDIRECTIONAL_SEQUENCE_LSTM.
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

/// Of two steps, two channels and three units.
struct Lstm {
  SmallModel m{};
  SmallModel::Tensor input{{1, 2, 2}}, output{{1, 2, 3}}, hidden{.shape = {1, 3}, .variable = true},
      cells{.shape = {1, 3}, .scales = {1.0f / 2048}, .dtype = Dtype::int16, .variable = true};
  std::vector<int> inputs{};
  std::int8_t activation = 4;
  bool time_major = false, diagonal = false;

  std::vector<std::uint8_t> file(const std::function<void(Lstm&)>& change) {
    const int x = m.tensor(input), y = m.tensor(output);
    inputs = {x};
    for (int i = 0; i < 4; ++i) inputs.push_back(m.int8s({3, 2}, 0.01f + 0.001f * static_cast<float>(i)));
    for (int i = 0; i < 4; ++i) inputs.push_back(m.int8s({3, 3}));
    inputs.insert(inputs.end(), 3, -1);
    for (int i = 0; i < 4; ++i) inputs.push_back(m.int32s({i, 10 + i, 20 + i}));
    inputs.insert(inputs.end(), 2, -1);
    change(*this);
    inputs.push_back(m.tensor(hidden));
    inputs.push_back(m.tensor(cells));
    inputs.insert(inputs.end(), 4, -1);
    m.op("UNIDIRECTIONAL_SEQUENCE_LSTM", inputs, {y},
         schema::CreateUnidirectionalSequenceLSTMOptions(m.builder, activation, 10.0f, 0.0f, time_major, diagonal));
    return m.done({x}, {y});
  }
};

std::string refused(const std::function<void(Lstm&)>& change) { return refusal(Lstm().file(change)); }

}  // namespace

TEST_CASE("An LSTM has the weights of all gates, in their order") {
  const Network net = prepare(Lstm().file([](Lstm&) {})).network;
  REQUIRE(layer_words(net) == Words{"LSTM"});
  CHECK(word(net, net.layers[0]) == "LSTM<3>");
  const tinytmpl::Parameters given = own_parameters(net, net.layers[0]);
  CHECK((given.weights.size() == 60 && given.scales.size() == 8 && given.biases.size() == 12));
  CHECK((given.scales[0] == 0.01f && given.scales[3] == 0.013f && given.scales[4] == 0.01f));
  CHECK((given.state_scale == 1.0f / 2048 && given.clip == 10));
  CHECK(net.layers[0].constants.biases.of<std::int32_t>() ==
        std::vector<std::int32_t>{0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23});
}

TEST_CASE("LSTMs that TensorFlow Lite Micro does not compute are refused") {
  CHECK_THAT(refused([](Lstm& l) { l.inputs[9] = l.m.int8s({3}); }), Contains("peepholes are not supported"));
  CHECK_THAT(refused([](Lstm& l) { l.inputs[16] = l.m.int8s({3, 3}); }), Contains("projections are not supported"));
  CHECK_THAT(refused([](Lstm& l) { l.inputs[1] = l.inputs[5] = -1; }), Contains("it has no input gate"));
  CHECK_THAT(refused([](Lstm& l) { l.activation = 1; }), Contains("its activation is RELU"));
  CHECK_THAT(refused([](Lstm& l) { l.time_major = true; }), Contains("its first dimension is time"));
  CHECK_THAT(refused([](Lstm& l) { l.diagonal = true; }), Contains("recurrent weights that are a diagonal"));
}

TEST_CASE("What an LSTM keeps has the types and scales of the reference") {
  CHECK_THAT(refused([](Lstm& l) { l.cells.scales = {0.3f}; }), Contains("its scale 0.3 is no power of two"));
  CHECK_THAT(refused([](Lstm& l) { l.cells.dtype = Dtype::int8; }), Contains("the cells of this layer are int16"));
  CHECK_THAT(refused([](Lstm& l) { l.cells.zero_points = {4}; }), Contains("that of int16 is 0"));
  CHECK_THAT(refused([](Lstm& l) { l.hidden.scales = {0.2f}; }), Contains("not in the output's type and quantization"));
  CHECK_THAT(refused([](Lstm& l) { l.hidden.shape = {1, 4}; }), Contains("is not that of 3 units"));
  CHECK_THAT(refused([](Lstm& l) { l.hidden.variable = false; }), Contains("before anything writes it"));
  CHECK_THAT(refusal(Lstm{.input = {{2, 1, 2}}, .output = {{2, 1, 3}}}.file([](Lstm&) {})), Contains("batch of 1"));
  CHECK_THAT(refused([](Lstm& l) { l.inputs[6] = l.m.int8s({3, 2}); }), Contains("is not [3, 3]"));
}
