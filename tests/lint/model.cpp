// SPDX-License-Identifier: BSL-1.0
// What the linters look at: every header, with models and a footprint that instantiate them.
#include <tinytmpl/tinytmpl.hpp>

#include "digits.hpp"
#include "thermistor.hpp"

namespace {

using namespace tinytmpl;
using namespace tinytmpl::literals;

struct Net : Graph<Outputs<"sum", "mean">, Let<"a", Seq<Conv2D<8, 3, Same>, ReLU6>, "input">,
                   Let<"b", Seq<DepthwiseConv2D<3, Same>, HardSwish>, "a">, Let<"sum", Add, "a", "b">,
                   Let<"mean", Seq<GlobalAveragePool2D, Dense<10>, Softmax>, "sum">> {};

static_assert(Footprint<Net, Shape<28, 28, 1>>::ram_bytes <= 64_KiB);

digits::Model digits_model;
digits::ModelWith<Schedule::fed> fed_model;
thermistor::Model thermistor_model;

struct Clock {
  static std::uint32_t now() { return 0; }
};
Profile<thermistor::Model, Clock> profile;

constexpr std::int8_t golden_inputs[] = {0, 1}, golden_outputs[] = {0, 1};

}  // namespace

int main() {
  for (std::int8_t& pixel : digits_model.input()) pixel = 0;
  auto volts = thermistor_model.input();
  volts[0] = volts.quantize(0.5f);
  const std::int8_t row[8] = {};
  const bool ready = fed_model.push_row(row);
  const SelfTestResult result = thermistor_model.self_test(GoldenVectors(golden_inputs, golden_outputs));
  thermistor_model.run(profile);
  return digits_model.run().argmax() + static_cast<int>(thermistor_model.output().dequantize(0)) + (ready ? 1 : 0) +
         static_cast<int>(profile.total()) + result.element;
}
