// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/signatures.hpp"

#include <catch2/catch.hpp>

#include "frontend/tflite/names.hpp"
#include "frontend/tflite/tflite.hpp"
#include "lower/lower.hpp"
#include "small_model.hpp"

using namespace exporter;
using Catch::Matchers::Contains;

namespace {

/// Two inputs, of which one is float32 and quantized first, and their sum and difference.
struct TwoHeads {
  SmallModel m{};
  int x = m.tensor({.shape = {1, 4}, .name = "serving_default_x:0"}),
      f = m.tensor({{1, 4}, {}, {}, Dtype::float32, {}, "serving_default_f:0"}),
      q = m.tensor({.shape = {1, 4}, .name = "tfl.quantize"}),
      sum = m.tensor({.shape = {1, 4}, .name = "StatefulPartitionedCall:1"}),
      difference = m.tensor({.shape = {1, 4}, .name = "StatefulPartitionedCall:0"});

  Graph file() {
    m.op("QUANTIZE", {f}, {q});
    m.op("ADD", {x, q}, {sum});
    m.op("SUB", {x, q}, {difference});
    bytes = m.done({x, f}, {sum, difference});
    return read_tflite(bytes);
  }
  std::vector<std::uint8_t> bytes{};
};

std::vector<std::string> names(const std::vector<EdgeName>& edges) {
  std::vector<std::string> out;
  for (const EdgeName& edge : edges) out.push_back(edge.tensor + " = " + edge.signature);
  return out;
}

std::vector<Signature> signatures(const TwoHeads& of) { return read_signatures(*schema::GetModel(of.bytes.data())); }

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("A signature names inputs and outputs by tensor, in any order, and a float32 one keeps its own name") {
  TwoHeads t;
  t.m.signature("serving_default", {{"f", t.f}, {"x", t.x}}, {{"alarm", t.difference}, {"label", t.sum}});
  const Network net = lower(t.file());
  CHECK(names(net.input_names) == Strings{"serving_default_x:0 = x", "serving_default_f:0 = f"});
  CHECK(names(net.output_names) == Strings{"StatefulPartitionedCall:1 = label", "StatefulPartitionedCall:0 = alarm"});
}

TEST_CASE("Without a signature there are the tensors' names") {
  TwoHeads t;
  const Graph file = t.file();
  CHECK(signatures(t).empty());
  CHECK(names(file.output_names) == Strings{"StatefulPartitionedCall:1 = ", "StatefulPartitionedCall:0 = "});
}

TEST_CASE("All signatures are read; the first one of the subgraph names") {
  TwoHeads t;
  t.m.signature("other", {}, {{"nothing", t.sum}}, 7);
  t.m.signature("serve", {}, {{"label", t.sum}});
  t.m.signature("train", {}, {{"loss", t.sum}});
  const Graph file = t.file();
  const std::vector<Signature> all = signatures(t);
  REQUIRE(all.size() == 2);
  CHECK(all[1].key == "train");
  CHECK(file.output_names[0].signature == "label");
  CHECK(signature_of(all, 1) == nullptr);
}

TEST_CASE("Names of tensors that are not there, or that are no inputs or outputs, name nothing") {
  TwoHeads t;
  t.m.signature("serve", {{"x", 1'000'000}, {"sum", t.sum}}, {{"label", -1}, {"x", t.x}});
  const Graph file = t.file();
  CHECK(signatures(t)[0].inputs.size() == 1);
  CHECK(names(file.input_names) == Strings{"serving_default_x:0 = ", "serving_default_f:0 = "});
  CHECK(file.output_names[0].signature.empty());
}

TEST_CASE("Names are bounded in number and length") {
  TwoHeads t;
  t.m.signature("serve", {{std::string(1'000, 'x'), t.x}}, {});
  CHECK(t.file().input_names[0].signature.size() == 200);

  TwoHeads many;
  const std::vector<TensorName> list(1'000, {"x", 0});
  for (int i = 0; i < 5; ++i) many.m.signature("serve", list, {});
  CHECK_THROWS_WITH(many.file(), Contains("the signatures of the file have more than 4096 names; the file is damaged"));
}
