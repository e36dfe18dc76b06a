// SPDX-License-Identifier: BSL-1.0
// Functions of an element, by their names.
#include <catch2/catch.hpp>

#include "exporter.hpp"
#include "layer_words.hpp"
#include "refusal_of.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

using Given = SmallModel::Tensor;

std::vector<std::uint8_t> one(const char* type, const Given& in, const Given& out, bool approximate = false) {
  SmallModel m;
  const int x = m.tensor(in), y = m.tensor(out);
  m.op(type, {x}, {y}, schema::CreateGeluOptions(m.builder, approximate));
  return m.done({x}, {y});
}

const Given real{{1, 4}, {}, {}, Dtype::float32}, of_bytes{{1, 4}, {0.1f}, {-128}},
    wide{{1, 4}, {0.1f}, {0}, Dtype::int16};

/// What the only layer, a table, gives for input `q`.
int output(const std::vector<std::uint8_t>& file, int q) {
  const Network net = prepare(file).network;
  REQUIRE(layer_words(net) == Words{"Lookup"});
  return net.layers[0].constants.weights.of<std::int8_t>().at(static_cast<std::size_t>(q + 128));
}

}  // namespace

TEST_CASE("Of float32 a function has its name") {
  CHECK(words_of(one("SQRT", real, real)) == Words{"Apply<ScalarFunction::square_root>"});
  CHECK(words_of(one("LOG", real, real)) == Words{"Apply<ScalarFunction::logarithm>"});
  CHECK(words_of(one("ELU", real, real)) == Words{"Apply<ScalarFunction::elu>"});
  CHECK(words_of(one("RELU_0_TO_1", real, real)) == Words{"Apply<ScalarFunction::relu_0_to_1>"});
  CHECK(words_of(one("GELU", real, real, true)) == Words{"Apply<ScalarFunction::gelu_by_tanh>"});
  CHECK(words_of(one("GELU", real, real)) == Words{"Apply<ScalarFunction::gelu>"});
}

TEST_CASE("RSQRT has integer arithmetic, and a factor with a limit") {
  CHECK(words_of(one("RSQRT", of_bytes, of_bytes)) == Words{"Apply<ScalarFunction::reciprocal_square_root>"});
  CHECK(words_of(one("RSQRT", wide, wide)) == Words{"Apply<ScalarFunction::reciprocal_square_root>"});
  const Given tiny{{1, 4}, {1e-30f}, {-128}};
  CHECK_THAT(refusal(one("RSQRT", of_bytes, tiny)), Contains("its scale makes a factor of"));
}

TEST_CASE("Of int8 functions are tables where TensorFlow Lite makes one, and others are refused") {
  const Given in{{1, 4}, {0.5f}, {0}}, out{{1, 4}, {0.25f}, {-7}};
  CHECK(output(one("ELU", in, out), 2) == -3);
  CHECK(output(one("EXP", in, out), 0) == -3);
  CHECK(output(one("LOG", in, out), 2) == -7);
  CHECK(output(one("LOG", in, out), 0) == -128);
  CHECK(output(one("GELU", in, out), 2) == -4);  // 0.8413
  CHECK(output(one("GELU", in, out, true), 100) == 127);
  CHECK(output(one("RELU_0_TO_1", in, out), 1) == -5);
  CHECK(output(one("RELU_0_TO_1", in, out), 9) == -3);
  CHECK(output(one("RELU_0_TO_1", in, out), -9) == -7);
  CHECK_THAT(refusal(one("RELU_0_TO_1", in, {{1, 4}, {1e-30f}, {0}})), Contains("its scale makes a factor of"));
  CHECK_THAT(refusal(one("SQRT", in, out)), Contains("in int8 it has no definition; let the converter leave it"));
  CHECK_THAT(refusal(one("EXP", wide, wide)), Contains("in int16 it has no definition"));
}
