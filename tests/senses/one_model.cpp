// SPDX-License-Identifier: BSL-1.0
// From samples to scores in one model: the front end's layers, the last second of features, and a network behind them.
#include <tinytmpl/senses/micro_speech.hpp>

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include <support/noise.hpp>

#include "golden_features.hpp"

namespace {

using namespace tinytmpl;
using namespace tinytmpl::senses;

constexpr int frames = 49, hop = 320;
constexpr Quantization features{0.1f, -128}, scores{0.05f, 3};

using Network = Seq<DepthwiseConv2D<Kernel{10, 8}, DepthMultiplier<2>, Stride<2>, Same>, ReLU, Flatten, Dense<4>>;
constexpr Parameters convolved{.weights = support::weights<160>,
                               .biases = support::biases<2>,
                               .scales = support::weight_scale,
                               .output = features};
constexpr Parameters dense{
    .weights = support::weights<4000>, .biases = support::biases<4>, .scales = support::weight_scale, .output = scores};
constexpr Parameters of_network[] = {{.output = features}, convolved, {.output = features}, {}, dense};

struct Listener : SpeechFeatures<micro_speech_scale, Reshape<Shape<1, 1, speech_features>>, History<frames - 1>,
                                 Reshape<Shape<frames, speech_features, 1>>, Network> {};
/// The front end's, whose features have the network's scale, and the network's.
constexpr auto of_listener = [] {
  std::array<Parameters, 20> all{};
  auto* to = std::ranges::copy(speech_parameters<micro_speech_scale>, all.begin()).out;
  to[-1].output = features;
  std::ranges::copy(std::begin(of_network) + 1, std::end(of_network), to + 3);
  return all;
}();

using OneModel = FrontEnd<Model<Listener, Shape<speech_frame>, of_listener>, hop>;
using Behind = Model<Network, Shape<frames, speech_features, 1>, of_network>;

}  // namespace

TEST_CASE("one model has the scores of a front end, a spectrogram and a network") {
  static OneModel one;
  static MicroSpeechFrontEnd ears;
  static Spectrogram<frames, speech_features> spectrogram;
  static Behind network;
  std::vector<std::int16_t> pcm(24000);
  for (int i = 0; std::int16_t& sample : pcm) sample = golden::sample(i++);
  std::vector<std::vector<int>> got, wanted;
  one.push_samples(pcm, [&](auto out) { got.emplace_back(out.begin(), out.end()); });
  ears.push_samples(pcm, [&](auto frame) {
    spectrogram.push(frame);
    spectrogram.copy_to(network.input());
    network.run();
    wanted.emplace_back(network.output().begin(), network.output().end());
  });
  REQUIRE(got.size() == 74);
  REQUIRE(wanted.size() == 74);
  int different = 0;
  for (std::size_t i = frames - 1; i < got.size(); ++i) {
    CHECK(got[i] == wanted[i]);
    different += got[i] != got[frames - 1];
  }
  CHECK(different > 20);
}
