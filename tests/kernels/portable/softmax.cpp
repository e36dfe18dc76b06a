// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/kernels/portable/softmax.hpp>

#include <catch2/catch.hpp>

#include <support/single_layer.hpp>

namespace {

using namespace support;

template <class Input>
struct Soft {
  template <Rounding rounding>
  static void check(Random& random) {
    reference::Tensor in = random_tensor(random, Input::extent);
    if (random.one_in(2)) in.scale = std::exp(random.real(-8, 1));
    const float beta = random.one_in(2) ? 1.0f : random.real(0.1f, 3);
    const std::vector<Parameters> given = {{.output = quantization(in)}, {.output = {1.0f / 256, -128}, .beta = beta}};
    SingleLayer<Softmax, rounding, Input> layer(given);
    const std::vector<std::int8_t> out = layer.run({&in});
    REQUIRE(out == reference::softmax(in, beta, rounding == Rounding::once).data);
    check_real(in, beta, out);
  }

 private:
  /// Near the real function.
  static void check_real(const reference::Tensor& in, float beta, const std::vector<std::int8_t>& out) {
    for (std::size_t pixel = 0; pixel < out.size(); pixel += static_cast<std::size_t>(in.c)) {
      std::vector<double> e;
      double sum = 0;
      for (int c = 0; c < in.c; ++c)
        e.push_back(std::exp(reference::wide(beta * in.scale) * in.data[pixel + static_cast<std::size_t>(c)]));
      for (const double term : e) sum += term;
      for (std::size_t c = 0; c < e.size(); ++c)
        REQUIRE((out[pixel + c] + 128) / 256.0 == Approx(e[c] / sum).margin(1.1 / 256));
    }
  }
};

constexpr auto check = []<class Case, Rounding rounding>(Random& random) { Case::template check<rounding>(random); };

}  // namespace

TEST_CASE("over the channels of each pixel") {
  for_each_case<Soft<Shape<10>>, Soft<Shape<1>>, Soft<Shape<2>>, Soft<Shape<400>>, Soft<Shape<5, 7>>,
                Soft<Shape<3, 4, 6>>>(check);
}
