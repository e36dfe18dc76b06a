// SPDX-License-Identifier: BSL-1.0
// Small models from which the fuzzer starts: `fuzz_seeds FOLDER` writes one for each operator that the exporter reads, and
// some that hold several; and a C array. All of them are accepted.
#include "fuzz/seeds.hpp"
#include "fuzz/open_shapes.hpp"
#include "fuzz/signal_seeds.hpp"
#include "fuzz/typed_seeds.hpp"

namespace {

using namespace exporter;

void windows(Seeds& seeds) {
  const Given image{{1, 5, 6, 2}};
  using Conv = schema::Conv2DOptions;
  seeds.one<Conv>(
      "CONV_2D", image, {{1, 5, 6, 3}},
      [](SmallModel& m) { return std::vector{weights(m, {3, 3, 3, 2}, 0), m.int32s({1, -2, 3})}; },
      [](SmallModel& m) { return schema::CreateConv2DOptions(m.builder, 0, 1, 1, 1); });
  seeds.one<Conv>(
      "CONV_2D", image, {{1, 2, 2, 2}}, [](SmallModel& m) { return std::vector{weights(m, {2, 2, 2, 1}, 0)}; },
      [](SmallModel& m) { return schema::CreateConv2DOptions(m.builder, 1, 2, 2, 3, 3, 2); }, "_grouped");
  using Depthwise = schema::DepthwiseConv2DOptions;
  seeds.one<Depthwise>(
      "DEPTHWISE_CONV_2D", image, {{1, 3, 3, 4}},
      [](SmallModel& m) { return std::vector{weights(m, {1, 3, 3, 4}, 3), m.int32s({4, 3, 2, 1})}; },
      [](SmallModel& m) { return schema::CreateDepthwiseConv2DOptions(m.builder, 0, 2, 2, 2, 3); });
  for (const char* const type : {"MAX_POOL_2D", "AVERAGE_POOL_2D"})
    seeds.one<schema::Pool2DOptions>(type, image, {{1, 2, 3, 2}}, {}, [](SmallModel& m) {
      return schema::CreatePool2DOptions(m.builder, 1, 2, 2, 2, 2, 1);
    });
  const auto dense = [](SmallModel& m) { return std::vector{weights(m, {3, 4}, 0), m.int32s({1, 2, 3})}; };
  seeds.one("FULLY_CONNECTED", {{1, 4}}, {{1, 3}}, dense);
  seeds.one<schema::FullyConnectedOptions>(
      "FULLY_CONNECTED", {{1, 5, 4}}, {{1, 5, 3}}, dense,
      [](SmallModel& m) { return schema::CreateFullyConnectedOptions(m.builder, 1, 0, true); }, "_last_axis");
}

void elementwise(Seeds& seeds) {
  const Given image{{1, 3, 4, 2}};
  for (const char* const type : {"ABS", "RELU", "RELU6", "RELU_N1_TO_1", "HARD_SWISH", "QUANTIZE"})
    seeds.one(type, image, image);
  seeds.one("LOGISTIC", image, {{1, 3, 4, 2}, {1.0f / 256}, {-128}});
  seeds.one("TANH", image, {{1, 3, 4, 2}, {1.0f / 128}, {0}});
  seeds.one<schema::SoftmaxOptions>("SOFTMAX", {{1, 6}}, {{1, 6}, {1.0f / 256}, {-128}}, {},
                                    [](SmallModel& m) { return schema::CreateSoftmaxOptions(m.builder, 1.0f); });
  seeds.one<schema::LeakyReluOptions>("LEAKY_RELU", image, image, {},
                                      [](SmallModel& m) { return schema::CreateLeakyReluOptions(m.builder, 0.3f); });
  for (const char* const type : {"ADD", "SUB", "MUL", "MAXIMUM", "MINIMUM", "PRELU", "SQUARED_DIFFERENCE"}) {
    seeds.one(type, image, image, [](SmallModel& m) { return std::vector{m.int8s({1, 1, 1, 2}, 0.1f)}; });
    SmallModel m;
    const int a = m.tensor(image), b = m.tensor({{1, 1, 4, 1}}), y = m.tensor(image);
    m.op(type, {a, b}, {y});
    seeds.write(std::string(type) + "_broadcast", m.done({a, b}, {y}));
  }
}

void layout(Seeds& seeds) {
  const Given image{{1, 3, 4, 2}};
  const auto integers = [](const std::vector<std::int32_t>& values, const std::vector<int>& shape) {
    return [values, shape](SmallModel& m) { return std::vector{m.int32s(values, shape)}; };
  };
  seeds.one("MEAN", image, {{1, 2}}, integers({1, 2}, {2}));
  seeds.one<schema::ReducerOptions>(
      "MEAN", image, {{1, 3, 4, 1}}, integers({-1}, {1}),
      [](SmallModel& m) { return schema::CreateReducerOptions(m.builder, true); }, "_channels");
  for (const char* type : {"SUM", "REDUCE_MAX", "REDUCE_MIN"}) seeds.one(type, image, {{1, 4}}, integers({1, 3}, {2}));
  seeds.one("SUM", {{1, 2, 3, 4, 5}}, {{1, 2, 4, 5}}, integers({2}, {1}), {}, "_moving");
  seeds.one("PAD", image, {{1, 5, 6, 2}}, integers({0, 0, 1, 1, 2, 0, 0, 0}, {4, 2}));
  seeds.one("PADV2", image, {{1, 3, 4, 5}}, [](SmallModel& m) {
    return std::vector{m.int32s({0, 0, 0, 0, 0, 0, 1, 2}, {4, 2}), m.tensor({.shape = {}, .data = {0}})};
  });
  seeds.one("SLICE", image, {{1, 2, 4, 1}},
            [](SmallModel& m) { return std::vector{m.int32s({0, 1, 0, 1}), m.int32s({1, 2, -1, 1})}; });
  seeds.one<schema::StridedSliceOptions>(
      "STRIDED_SLICE", image, {{1, 2, 3, 2}},
      [](SmallModel& m) {
        return std::vector{m.int32s({0, 0, -3, 0}), m.int32s({1, 9, 4, 0}), m.int32s({1, 2, 1, 1})};
      },
      [](SmallModel& m) { return schema::CreateStridedSliceOptions(m.builder, 2, 8); });
  seeds.one<schema::ResizeNearestNeighborOptions>(
      "RESIZE_NEAREST_NEIGHBOR", image, {{1, 6, 2, 2}}, integers({6, 2}, {2}),
      [](SmallModel& m) { return schema::CreateResizeNearestNeighborOptions(m.builder, false, true); });
  seeds.one<schema::ResizeBilinearOptions>(
      "RESIZE_BILINEAR", image, {{1, 5, 3, 2}}, integers({5, 3}, {2}),
      [](SmallModel& m) { return schema::CreateResizeBilinearOptions(m.builder, false, true); });
  seeds.one("RESHAPE", image, {{1, 24}}, integers({-1, 24}, {2}));
  seeds.one("EXPAND_DIMS", {{1, 4, 2}}, {{1, 1, 4, 2}}, integers({1}, {}));
  seeds.one("TRANSPOSE", {{1, 1, 5, 4}}, {{1, 5, 1, 4}}, integers({0, 2, 1, 3}, {4}));
  const std::vector<int> removed{1};
  seeds.one<schema::SqueezeOptions>("SQUEEZE", {{1, 1, 5, 4}}, {{1, 5, 4}}, {}, [&removed](SmallModel& m) {
    return schema::CreateSqueezeOptionsDirect(m.builder, &removed);
  });
  seeds.one("SPLIT_V", image, image, [](SmallModel& m) { return std::vector{m.int32s({3}), m.int32s({1}, {})}; });
  seeds.one<schema::UnpackOptions>("UNPACK", {{1, 1, 4, 2}}, {{1, 4, 2}}, {},
                                   [](SmallModel& m) { return schema::CreateUnpackOptions(m.builder, 1, 1); });
  seeds.one<schema::PackOptions>("PACK", {{1, 4, 2}}, {{1, 1, 4, 2}}, {},
                                 [](SmallModel& m) { return schema::CreatePackOptions(m.builder, 1, 1); });
  seeds.one("TILE", {{1, 4, 2}}, {{1, 8, 6}}, integers({1, 2, 3}, {3}));
  seeds.one("BROADCAST_TO", {{1, 1, 2}}, {{1, 4, 2}}, integers({1, 4, 2}, {3}));
  seeds.one<schema::SpaceToDepthOptions>("SPACE_TO_DEPTH", {{1, 4, 6, 3}}, {{1, 2, 3, 12}}, {},
                                         [](SmallModel& m) { return schema::CreateSpaceToDepthOptions(m.builder, 2); });
  seeds.one<schema::DepthToSpaceOptions>("DEPTH_TO_SPACE", {{1, 2, 3, 8}}, {{1, 4, 6, 2}}, {},
                                         [](SmallModel& m) { return schema::CreateDepthToSpaceOptions(m.builder, 2); });
  seeds.one<schema::GatherOptions>("GATHER", image, {{1, 4, 4, 2}}, integers({0, 2, 1, 1}, {4}),
                                   [](SmallModel& m) { return schema::CreateGatherOptions(m.builder, 1); });
  seeds.one("GATHER_ND", image, {{2, 4, 2}}, integers({0, 0, 0, 2}, {2, 2}));
  seeds.one("REVERSE_V2", image, image, integers({1, 3}, {2}));
  seeds.one<schema::MirrorPadOptions>("MIRROR_PAD", image, {{1, 5, 6, 2}}, integers({0, 0, 1, 1, 2, 0, 0, 0}, {4, 2}),
                                      [](SmallModel& m) { return schema::CreateMirrorPadOptions(m.builder, 0); });
  seeds.one("TRANSPOSE", {{1, 3, 5, 4}}, {{1, 5, 4, 3}}, integers({0, 2, 3, 1}, {4}), {}, "_moving");
  {
    SmallModel m;
    const int x = m.tensor(image), a = m.tensor({{1, 3, 4, 1}}), b = m.tensor({{1, 3, 4, 1}});
    m.op("SPLIT", {m.int32s({3}, {}), x}, {a, b}, schema::CreateSplitOptions(m.builder, 2));
    seeds.write("SPLIT", m.done({x}, {a, b}));
  }
  for (const int count : {2, 9}) {
    SmallModel m;
    std::vector<int> parts(static_cast<std::size_t>(count));
    for (int i = 0; int& part : parts) part = m.tensor({{1, 3, 4, 1 + i++ % 2}});
    const int y = m.tensor({{1, 3, 4, count + count / 2}});
    m.op("CONCATENATION", parts, {y}, schema::CreateConcatenationOptions(m.builder, 3, 1));
    seeds.write("CONCATENATION_" + std::to_string(count), m.done(parts, {y}));
  }
}

/// Two steps of two channels, three units.
void recurrent(Seeds& seeds) {
  SmallModel m;
  const int x = m.tensor({{1, 2, 2}}), y = m.tensor({{1, 2, 3}});
  std::vector<int> inputs{x};
  for (int i = 0; i < 4; ++i) inputs.push_back(m.int8s({3, 2}));
  for (int i = 0; i < 4; ++i) inputs.push_back(m.int8s({3, 3}));
  inputs.insert(inputs.end(), 3, -1);
  for (int i = 0; i < 4; ++i) inputs.push_back(m.int32s({1, -20, 300}));
  inputs.insert(inputs.end(), 2, -1);
  inputs.push_back(m.tensor({.shape = {1, 3}, .variable = true}));
  inputs.push_back(m.tensor({.shape = {1, 3}, .scales = {1.0f / 2048}, .dtype = Dtype::int16, .variable = true}));
  inputs.insert(inputs.end(), 4, -1);
  m.op("UNIDIRECTIONAL_SEQUENCE_LSTM", inputs, {y},
       schema::CreateUnidirectionalSequenceLSTMOptions(m.builder, 4, 10.0f));
  seeds.write("LSTM", m.done({x}, {y}), "UNIDIRECTIONAL_SEQUENCE_LSTM");
}

/// Two steps of memory, three units of rank two.
void filters_over_time(Seeds& seeds) {
  SmallModel m;
  const int x = m.tensor({{1, 4}}), y = m.tensor({{1, 3}});
  const int over_time =
      m.tensor({.shape = {6, 2}, .scales = {0.1f}, .dtype = Dtype::int16, .data = std::vector<std::uint8_t>(24, 3)});
  const int kept = m.tensor({.shape = {1, 12}, .scales = {0.1f}, .dtype = Dtype::int16, .variable = true});
  m.op("SVDF", {x, m.int8s({6, 4}), over_time, m.int32s({1, -20, 300}), kept}, {y},
       schema::CreateSVDFOptions(m.builder, 2));
  seeds.write("SVDF", m.done({x}, {y}), "SVDF");
}

/// The last four steps of a stream, which begins with zero points.
void variables(Seeds& seeds) {
  SmallModel m;
  const auto resource = [&] { return m.tensor({{}, {}, {}, Dtype::resource}); };
  const auto steps = [&](int count) { return m.tensor({{1, count, 1, 2}}); };
  const int x = steps(2), variable = resource(), before = steps(4), joined = steps(6), after = steps(4);
  m.op("CALL_ONCE", {}, {}, schema::CreateCallOnceOptions(m.builder, 1));
  m.op("VAR_HANDLE", {}, {variable}, schema::CreateVarHandleOptionsDirect(m.builder, "", "stream"));
  m.op("READ_VARIABLE", {variable}, {before});
  m.op("CONCATENATION", {before, x}, {joined}, schema::CreateConcatenationOptions(m.builder, 1));
  m.op("SLICE", {joined, m.int32s({0, 2, 0, 0}), m.int32s({1, 4, 1, 2})}, {after});
  m.op("ASSIGN_VARIABLE", {variable, after}, {});
  m.subgraph({x}, {joined});
  const int once = resource(), zeros = m.tensor({.shape = {1, 4, 1, 2}, .data = std::vector<std::uint8_t>(8)});
  m.op("VAR_HANDLE", {}, {once}, schema::CreateVarHandleOptionsDirect(m.builder, "", "stream"));
  m.op("ASSIGN_VARIABLE", {once, zeros}, {});
  seeds.write("variables", m.done({}, {}));
}

/// Two tensors; and functions that a converter left in float32.
void products(Seeds& seeds) {
  SmallModel m;
  const Given real{{1, 2, 3, 5}, {}, {}, Dtype::float32};
  const int a = m.tensor({{1, 2, 3, 4}}), b = m.tensor({{1, 1, 5, 4}}), f = m.tensor(real), g = m.tensor(real);
  const int y = m.tensor({{1, 2, 3, 5}}), z = m.tensor({{1, 2, 3, 5}});
  m.op("BATCH_MATMUL", {a, b}, {y}, schema::CreateBatchMatMulOptions(m.builder, false, true));
  m.op("DEQUANTIZE", {y}, {f});
  m.op("SQUARE", {f}, {g});
  m.op("QUANTIZE", {g}, {z});
  seeds.write("BATCH_MATMUL", m.done({a, b}, {z}), "BATCH_MATMUL");
  SmallModel t;
  const int x = t.tensor({{1, 5, 6, 2}}), larger = t.tensor({{1, 10, 12, 3}}), size = t.int32s({1, 10, 12, 3});
  t.op("TRANSPOSE_CONV", {size, weights(t, {3, 3, 3, 2}, 0), x, t.int32s({1, -2, 3})}, {larger},
       schema::CreateTransposeConvOptions(t.builder, 0, 2, 2, 1));
  seeds.write("TRANSPOSE_CONV", t.done({x}, {larger}), "TRANSPOSE_CONV");
}

/// A convolution in a shortcut, a second output, a dense layer on the mean.
void residual(Seeds& seeds) {
  SmallModel m;
  const Given image{{1, 4, 4, 2}};
  const int x = m.tensor(image), a = m.tensor(image), b = m.tensor(image), c = m.tensor(image), sum = m.tensor(image);
  const auto conv = [&](int from, int to, int kernel, int activation) {
    m.op("CONV_2D", {from, weights(m, {2, kernel, kernel, 2}, 0), m.int32s({0, 5})}, {to},
         schema::CreateConv2DOptions(m.builder, 0, 1, 1, static_cast<std::int8_t>(activation)));
  };
  conv(x, a, 3, 1);
  conv(a, b, 3, 0);
  conv(x, c, 1, 0);
  m.op("ADD", {c, b}, {sum}, schema::CreateAddOptions(m.builder, 1));
  const int mean = m.tensor({{1, 2}}), logits = m.tensor({{1, 3}}), y = m.tensor({{1, 3}, {1.0f / 256}, {-128}});
  m.op("MEAN", {sum, m.int32s({1, 2})}, {mean});
  m.op("FULLY_CONNECTED", {mean, weights(m, {3, 2}, 0), -1}, {logits});
  m.op("SOFTMAX", {logits}, {y}, schema::CreateSoftmaxOptions(m.builder, 1.0f));
  seeds.write("residual", m.done({x}, {y, sum}));
}

/// A dilated convolution of an open batch, and one over time; a float32 input that is quantized twice, an output that is
/// listed twice and one that is an input.
void dilated(Seeds& seeds) {
  SmallModel m;
  const Given image{{1, 8, 8, 2}};
  const int f = m.tensor({{1, 8, 8, 2}, {}, {}, Dtype::float32}), x = m.tensor(image),
            z = m.tensor({{1, 8, 8, 2}, {0.2f}});
  const int folded = m.tensor({{1, 6, 6, 2}}), small = m.tensor({{1, 4, 4, 2}}), y = m.tensor(image),
            sum = m.tensor(image);
  const int block = m.int32s({2, 2});
  m.op("QUANTIZE", {f}, {x});
  m.op("QUANTIZE", {f}, {z});
  m.op("SPACE_TO_BATCH_ND", {x, block, m.int32s({2, 2, 2, 2}, {2, 2})}, {folded});
  m.op("CONV_2D", {folded, weights(m, {2, 3, 3, 2}, 0), -1}, {small},
       schema::CreateConv2DOptions(m.builder, 1, 1, 1, 0));
  m.op("BATCH_TO_SPACE_ND", {small, block, m.int32s({0, 0, 0, 0}, {2, 2})}, {y});
  m.op("ADD", {y, z}, {sum});
  seeds.write("dilated", m.done({f}, {sum, y, y, z}));

  SmallModel s;
  const int in = s.tensor({{1, 12, 2}}), steps = s.tensor({{1, 5, 2}}), row = s.tensor({{1, 1, 5, 2}}),
            convolved = s.tensor({{1, 1, 3, 2}}), back = s.tensor({{1, 3, 2}}), out = s.tensor({{1, 12, 2}});
  const int blocks = s.int32s({4});
  s.op("SPACE_TO_BATCH_ND", {in, blocks, s.int32s({8, 0}, {1, 2})}, {steps});
  s.op("EXPAND_DIMS", {steps, s.int32s({-3}, {})}, {row});
  s.op("CONV_2D", {row, weights(s, {2, 1, 3, 2}, 0), -1}, {convolved},
       schema::CreateConv2DOptions(s.builder, 1, 1, 1, 0));
  s.op("RESHAPE", {convolved, s.int32s({-1, 3, 2})}, {back});
  s.op("BATCH_TO_SPACE_ND", {back, blocks, s.int32s({0, 0}, {1, 2})}, {out});
  seeds.write("dilated_over_time", s.done({in}, {out}));
}

/// What `xxd -i` makes of a model.
void c_array(Seeds& seeds) {
  SmallModel m;
  const int x = m.tensor({{1, 4}}), y = m.tensor({{1, 4}});
  m.op("RELU", {x}, {y});
  const std::string source =
      fmt::format("alignas(4) const unsigned char m[] = {{{:#x}}};\n", fmt::join(m.done({x}, {y}), ","));
  seeds.write("c_array", {source.begin(), source.end()});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: fuzz_seeds FOLDER\n", stderr), 2;
  Seeds seeds(argv[1]);
  windows(seeds);
  elementwise(seeds);
  layout(seeds);
  for (const auto make : {products, recurrent, filters_over_time, variables, residual, dilated, uint8_edges,
                          uint8_arithmetic, wide, vectors, words, reals, functions, signals, c_array})
    make(seeds);
  seeds.write("open_flatten", open_flatten());
  seeds.write("open_sequence", open_sequence());
  seeds.expect_all_operations();
  return seeds.complete ? 0 : 1;
}
