// SPDX-License-Identifier: BSL-1.0
#include "grow.hpp"

#include <cstring>

#include "frontend/tflite/names.hpp"
#include "graph/graph.hpp"

namespace {

namespace schema = exporter::schema;
using namespace exporter;

using Shape = std::vector<std::int32_t>;

class Growth {
 public:
  Growth(schema::ModelT& of, std::minstd_rand& from)
      : model(of), graph(*of.subgraphs[0]), random(from), candidates(activations()) {}

  void run() {
    if (candidates.empty()) return;
    const int x = one_of(candidates);
    const Shape shape = tensor(x).shape;
    if (elements(shape) > 4096) return;
    const bool image = shape.size() == 4;
    switch (below(image ? 12 : 7)) {
      case 0: return unary(x);
      case 1: return arithmetic(x);
      case 2: return fixed(x);
      case 3: return concat(x);
      case 4: return reshape(x);
      case 5: return dense(x);
      case 6: return with_constant(x);
      case 7: return mean(x);
      case 8: return pad(x);
      case 9: return pool(x);
      default: return conv(x);
    }
  }

 private:
  schema::ModelT& model;
  schema::SubGraphT& graph;
  std::minstd_rand& random;
  std::vector<int> candidates;

  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
  int one_of(const std::vector<int>& all) { return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]; }
  schema::TensorT& tensor(int i) { return *graph.tensors[static_cast<std::size_t>(i)]; }
  static int elements(const Shape& shape) {
    std::int64_t product = 1;
    for (const int dim : shape)
      if (dim < 1 || (product *= dim) > 1'000'000) return 1'000'000;
    return static_cast<int>(product);
  }

  /// Tensors that are computed, or read from outside.
  std::vector<int> activations() {
    std::vector<int> found;
    const auto add = [&](const std::vector<int>& tensors) {
      for (const int i : tensors)
        if (i >= 0 && i < static_cast<int>(graph.tensors.size()) && is_activation(tensor(i))) found.push_back(i);
    };
    add(graph.inputs);
    for (const auto& op : graph.operators) add(op->outputs);
    return found;
  }
  static bool is_activation(const schema::TensorT& t) {
    return t.type == static_cast<std::int8_t>(Dtype::int8) && t.quantization && t.quantization->scale.size() == 1 &&
           !t.shape.empty();
  }

  int add_tensor(Shape shape, Dtype type, std::vector<float> scales, std::int64_t zero_point,
                 std::vector<std::uint8_t> data = {}) {
    auto made = std::make_unique<schema::TensorT>();
    made->shape = std::move(shape);
    made->type = static_cast<std::int8_t>(type);
    made->quantization = std::make_unique<schema::QuantizationT>();
    made->quantization->zero_point.assign(scales.size(), zero_point);
    made->quantization->scale = std::move(scales);
    if (!data.empty()) {
      if (model.buffers.empty()) model.buffers.push_back(std::make_unique<schema::BufferT>());
      made->buffer = static_cast<std::uint32_t>(model.buffers.size());
      model.buffers.push_back(std::make_unique<schema::BufferT>());
      model.buffers.back()->data = std::move(data);
    }
    graph.tensors.push_back(std::move(made));
    return static_cast<int>(graph.tensors.size()) - 1;
  }
  int like(int x, Shape shape) {
    const schema::QuantizationT& q = *tensor(x).quantization;
    return add_tensor(std::move(shape), Dtype::int8, q.scale, q.zero_point.empty() ? 0 : q.zero_point[0]);
  }
  int other(Shape shape) {
    return add_tensor(std::move(shape), Dtype::int8, {0.02f + 0.01f * static_cast<float>(below(9))}, below(256) - 128);
  }
  int integers(const std::vector<std::int32_t>& values) {
    std::vector<std::uint8_t> data(values.size() * 4);
    std::memcpy(data.data(), values.data(), data.size());
    return add_tensor({static_cast<int>(values.size())}, Dtype::int32, {}, 0, std::move(data));
  }
  int weights(Shape shape, int channels) {
    std::vector<std::uint8_t> data(static_cast<std::size_t>(elements(shape)));
    const bool sparse = below(2) > 0;  // with channels that are dead
    for (std::uint8_t& byte : data) byte = static_cast<std::uint8_t>(sparse && below(3) > 0 ? 0 : random());
    std::vector<float> scales(static_cast<std::size_t>(below(2) > 0 ? channels : 1), 0.01f);
    return add_tensor(std::move(shape), Dtype::int8, std::move(scales), 0, std::move(data));
  }
  int biases(int channels) {
    std::vector<std::int32_t> values(static_cast<std::size_t>(channels));
    for (std::int32_t& value : values) value = below(2) > 0 ? 0 : below(20'000) - 10'000;
    const int made = integers(values);
    tensor(made).quantization->scale = {};
    return below(3) > 0 ? made : -1;
  }

  /// What it writes is read from outside, mostly in the place of what was.
  schema::OptionsUnion& append(std::string_view type, std::vector<int> inputs, int output) {
    auto op = std::make_unique<schema::OperatorT>();
    op->opcode_index = static_cast<std::uint32_t>(model.operator_codes.size());
    model.operator_codes.push_back(std::make_unique<schema::OperatorCodeT>());
    model.operator_codes.back()->builtin_code = operator_code(type);
    op->inputs = std::move(inputs);
    op->outputs = {output};
    graph.operators.push_back(std::move(op));
    if (graph.outputs.empty() || (graph.outputs.size() < 8 && below(4) == 0)) graph.outputs.push_back(output);
    else graph.outputs[static_cast<std::size_t>(below(static_cast<int>(graph.outputs.size())))] = output;
    return graph.operators.back()->options;
  }

  void unary(int x) {
    constexpr std::string_view types[] = {"RELU", "RELU6", "RELU_N1_TO_1", "LEAKY_RELU", "HARD_SWISH", "QUANTIZE"};
    const std::string_view type = types[below(6)];
    const bool keeps = type == "RELU6" || type == "RELU_N1_TO_1" || below(2) > 0;
    schema::OptionsUnion& options = append(type, {x}, keeps ? like(x, tensor(x).shape) : other(tensor(x).shape));
    schema::LeakyReluOptionsT leaky;
    leaky.alpha = 0.25f * static_cast<float>(below(9) - 2);
    if (type == "LEAKY_RELU") options.Set(leaky);
  }
  void reshape(int x) {
    const int all = elements(tensor(x).shape);
    append("RESHAPE", {x, integers({1, all})}, like(x, {1, all}));
  }
  /// Functions whose output has one quantization for ever.
  void fixed(int x) {
    const std::string_view type = below(3) == 0 ? "LOGISTIC" : below(2) > 0 ? "TANH" : "SOFTMAX";
    const bool tanh = type == "TANH";
    schema::OptionsUnion& options =
        append(type, {x}, add_tensor(tensor(x).shape, Dtype::int8, {tanh ? 1.0f / 128 : 1.0f / 256}, tanh ? 0 : -128));
    schema::SoftmaxOptionsT softmax;
    softmax.beta = below(3) > 0 ? 1.0f : 0.5f;
    if (type == "SOFTMAX") options.Set(softmax);
  }
  int alike(int x) {
    std::vector<int> all;
    for (const int y : candidates)
      if (tensor(y).shape == tensor(x).shape) all.push_back(y);
    return one_of(all);
  }
  void arithmetic(int x) {
    constexpr std::string_view types[] = {"ADD", "ADD", "SUB", "MUL"};
    const int y = alike(x);
    schema::AddOptionsT add;
    add.activation = static_cast<std::int8_t>(below(4));
    append(types[below(4)], below(2) > 0 ? std::vector{x, y} : std::vector{y, x}, other(tensor(x).shape)).Set(add);
  }
  void with_constant(int x) {
    Shape shape = below(2) > 0 ? tensor(x).shape : Shape{tensor(x).shape.back()};
    shape[0] = below(4) == 0 ? 1 : shape[0];
    const int k = weights(shape, 1);
    append(below(2) > 0 ? "MUL" : "SUB", below(2) > 0 ? std::vector{x, k} : std::vector{k, x}, other(tensor(x).shape));
  }
  void concat(int x) {
    const int y = alike(x);
    std::vector<int> parts(static_cast<std::size_t>(2 + below(below(9) == 0 ? 80 : 3)), x);
    if (tensor(y).quantization->scale == tensor(x).quantization->scale &&
        tensor(y).quantization->zero_point == tensor(x).quantization->zero_point)
      parts.back() = y;
    Shape shape = tensor(x).shape;
    const auto rank = static_cast<int>(shape.size());
    const int axis = rank == 1 ? 0 : 1 + below(rank - 1);
    shape[static_cast<std::size_t>(axis)] *= static_cast<int>(parts.size());
    schema::ConcatenationOptionsT options;
    options.axis = below(2) > 0 ? axis : axis - rank;
    append("CONCATENATION", parts, like(x, shape)).Set(options);
  }
  void dense(int x) {
    const int inputs = below(3) > 0 ? elements(tensor(x).shape) : tensor(x).shape.back(), units = 1 + below(5);
    if (inputs > 256) return;
    schema::FullyConnectedOptionsT options;
    options.activation = static_cast<std::int8_t>(below(4));
    append("FULLY_CONNECTED", {x, weights({units, inputs}, units), biases(units)},
           other({elements(tensor(x).shape) / inputs, units}))
        .Set(options);
  }

  // Of images.
  void mean(int x) {
    const Shape shape = tensor(x).shape;
    const bool over_image = below(3) > 0;
    schema::ReducerOptionsT options;
    options.keep_dims = below(2) > 0;
    const Shape reduced = over_image ? Shape{1, shape[3]} : Shape{1, shape[1], shape[2]};
    append("MEAN", {x, over_image ? integers({1, 2}) : integers({-1})},
           below(2) > 0 ? like(x, reduced) : other(reduced))
        .Set(options);
  }
  void pad(int x) {
    Shape shape = tensor(x).shape;
    std::vector<std::int32_t> amounts(8);
    for (std::size_t i = 2; i < 8; ++i) amounts[i] = below(below(4) == 0 ? 50 : 3), shape[i / 2] += amounts[i];
    const int by = integers(amounts);
    tensor(by).shape = {4, 2};
    append("PAD", {x, by}, like(x, shape));
  }
  /// SAME: the output's size does not depend on the kernel's.
  template <class Window>
  Shape window(Window& options, Shape shape) {
    options.padding = 0;
    options.stride_h = 1 + below(3), options.stride_w = 1 + below(3);
    options.activation = static_cast<std::int8_t>(below(4));
    shape[1] = (shape[1] + options.stride_h - 1) / options.stride_h;
    shape[2] = (shape[2] + options.stride_w - 1) / options.stride_w;
    return shape;
  }
  void pool(int x) {
    schema::Pool2DOptionsT options;
    options.filter_h = 1 + below(5), options.filter_w = 1 + below(5);
    const Shape shape = window(options, tensor(x).shape);
    append(below(2) > 0 ? "MAX_POOL_2D" : "AVERAGE_POOL_2D", {x}, like(x, shape)).Set(options);
  }
  void conv(int x) {
    const int channels = tensor(x).shape[3], h = 1 + below(4), w = 1 + below(4);
    if (channels > 32) return;
    const bool depthwise = below(2) > 0;
    const int filters = depthwise ? channels * (1 + below(2)) : 1 + below(4);
    Shape shape = tensor(x).shape;
    shape[3] = filters;
    const int k = weights(depthwise ? Shape{1, h, w, filters} : Shape{filters, h, w, channels}, filters);
    tensor(k).quantization->quantized_dimension = depthwise ? 3 : 0;
    schema::Conv2DOptionsT conv;
    schema::DepthwiseConv2DOptionsT separate;
    shape = depthwise ? window(separate, shape) : window(conv, shape);
    schema::OptionsUnion& options =
        append(depthwise ? "DEPTHWISE_CONV_2D" : "CONV_2D", {x, k, biases(filters)}, other(shape));
    depthwise ? options.Set(separate) : options.Set(conv);
  }
};

void requantize(schema::TensorT& tensor, std::minstd_rand& random) {
  constexpr float scales[] = {1e-6f, 1e-3f, 0.01f, 0.02f, 0.1f, 0.5f, 1, 3, 100, 1e4f};
  for (float& scale : tensor.quantization->scale)
    if (scale != 1.0f / 128 && scale != 1.0f / 256) scale = scales[random() % std::size(scales)];
  std::vector<std::int64_t>& zero_points = tensor.quantization->zero_point;
  if (tensor.buffer == 0 && zero_points.size() == 1) zero_points[0] = static_cast<std::int64_t>(random() % 256) - 128;
}

}  // namespace

void grow(exporter::schema::ModelT& model, std::minstd_rand& random) { Growth(model, random).run(); }

void retrain(exporter::schema::ModelT& model, std::minstd_rand& random) {
  for (const auto& tensor : model.subgraphs[0]->tensors)
    if (tensor->quantization && random() % 4 == 0) requantize(*tensor, random);
  for (const auto& buffer : model.buffers)
    if (random() % 4 == 0)
      for (std::uint8_t& byte : buffer->data)
        if (random() % 4 == 0) byte = static_cast<std::uint8_t>(random() % 2 ? 0 : random());
}
