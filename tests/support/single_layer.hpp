// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

#include <support/random.hpp>
#include <support/reference_layers.hpp>
#include <tinytmpl/tinytmpl.hpp>

namespace support {

using namespace tinytmpl;
using namespace tinytmpl::graph;

/// A small network, run by its kernels alone: whole tensors, row after row, from pointers that are made here. Geometry is known
/// to the compiler; data, quantization and weights are not, so that many can be tried.
template <class Net, Rounding rounding, class... Inputs>
class SingleLayer {
  static constexpr auto written = describe<Net>(input_extents(InputShapes<Inputs...>{}));
  static constexpr auto optimized = [] {
    auto net = written;
    for (int i = 0; i < net.input_count; ++i)
      net[i].out.quantization = {1, 0};  // known, or a Quantize would only name it
    return optimize(net);
  }();
  static constexpr auto topology = trim<optimized.count>(optimized);
  static constexpr int nodes = topology.count;
  static_assert(!first_fault(topology).found());

 public:
  /// `parameters` as of a Model; the last node clamps as `activation` says.
  explicit SingleLayer(const std::vector<Parameters>& parameters, Activation activation = {})
      : net(optimize(tinytmpl::graph::bind_parameters(written, parameters, word_count<Net>()))), given(parameters),
        tensors(nodes) {
    net[net.count - 2].activation = activation;
    check_quantization(net);
    REQUIRE(first_fault(net).rule == Rule::none);
    REQUIRE(net.count == nodes);
  }

  std::vector<std::int8_t> run(const std::vector<const reference::Tensor*>& inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) tensors[i] = inputs[i]->data;
    [&]<int... i>(std::integer_sequence<int, i...>) {
      (compute<static_cast<int>(sizeof...(Inputs)) + i>(), ...);
    }(std::make_integer_sequence<int, nodes - 1 - static_cast<int>(sizeof...(Inputs))>{});
    return tensors[static_cast<std::size_t>(net.outputs().in().node)];
  }

 private:
  decltype(optimize(written)) net;
  const std::vector<Parameters>& given;
  std::vector<std::vector<std::int8_t>> tensors;

  template <int i>
  void compute() {
    if constexpr (lies_in_flash(topology[i])) {
      const auto rows = given[static_cast<std::size_t>(net[i].layer)].weights.template as<std::int8_t>();
      tensors[i].assign(rows.begin(), rows.end());
    } else {
      compute_rows<i>();
    }
  }
  template <int i>
  void compute_rows() {
    static constexpr Geometry geometry = geometry_of(topology, i, rounding);
    const Node& node = net[i];
    const Parameters& p = given[static_cast<std::size_t>(node.layer)];
    const auto multipliers = multipliers_of<topology[i].demands.multipliers, rounding>(net, i, p);
    const auto table = lookup_table<rounding>(node, net.operand(i).out.quantization, p);
    const auto exponentials = softmax_table<rounding>(net.operand(i).out.quantization.scale, p.beta);
    Constants k = constants_of(net, i);
    k.weights = p.weights.data(), k.biases = p.biases.data();
    k.multipliers = topology[i].demands.multipliers > 0 ? multipliers.data() : nullptr;
    k.table = table.data(), k.exponentials = exponentials.data();

    std::vector<std::int8_t>& out = tensors[i];
    out.assign(static_cast<std::size_t>(node.bytes()), 99);
    using Chosen = kernels::Chosen<targets::portable, geometry>;
    // Of its exact size, so that the sanitizers see each byte too many.
    std::vector<std::int8_t> scratch(static_cast<std::size_t>(Chosen::scratch));
    for (int row = 0; row < node.out.extent.h; ++row) {
      const std::vector<const std::int8_t*> in = rows_for(i, row);
      std::int8_t* const at = out.data() + (node.traits.accumulates ? 0 : row * node.row_bytes());
      std::vector<kernels::Rows> operands;
      for (int o = 0, next = 0; o < node.operand_count; next += node.in(o++).rows.size)
        operands.push_back({in.data() + next});
      kernels::run_rows<typename Chosen::Kernel, Chosen::geometry>({&at, operands.data(), row, 1, scratch.data()}, k);
    }
  }
  std::vector<const std::int8_t*> rows_for(int i, int row) const {
    std::vector<const std::int8_t*> rows;
    for (int k = 0; k < net[i].operand_count; ++k) {
      const Operand& in = net[i].in(k);
      const Node& from = net[in.node];
      for (int tap = 0; tap < in.rows.size; ++tap) {
        const int r = in.rows.start(row) + tap * in.rows.dilation;
        const std::int8_t* first = tensors[static_cast<std::size_t>(in.node)].data();
        rows.push_back(r < 0 || r >= from.out.extent.h ? nullptr
                                                       : first + (from.traits.accumulates ? 0 : r * from.row_bytes()));
      }
    }
    return rows;
  }
};

/// A tensor of random elements, sometimes all at one end; zero points at the ends and in between.
inline reference::Tensor random_tensor(Random& random, Extent extent) {
  reference::Tensor t{extent.h, extent.w, extent.c};
  t.scale = std::exp(random.real(-6, 1));
  t.zero_point = random.of(-128, 127, 0, random.between(-128, 127));
  const int kind = random.below(8);
  t.fill([&](int, int, int) { return kind == 0 ? std::int8_t{-128} : kind == 1 ? std::int8_t{127} : random.int8(); });
  return t;
}

/// Weights for `count` products a channel, sometimes all -128.
inline reference::Weights random_weights(Random& random, int count, int channels, bool has_bias) {
  reference::Weights k;
  const bool lowest = random.one_in(8);
  for (int i = 0; i < count; ++i) k.weights.push_back(lowest ? std::int8_t{-128} : random.int8());
  const bool per_channel = random.one_in(2);
  for (int c = 0; c < (per_channel ? channels : 1); ++c) k.scales.push_back(std::exp(random.real(-9, -3)));
  for (int c = 0; c < channels && has_bias; ++c) k.biases.push_back(random.between(-30000, 30000));
  return k;
}

/// A quantization in which sums of `terms` products of the weights and the input spread over the int8s, or leave them.
inline reference::Output random_output(Random& random, double product_scale, int terms, bool once) {
  reference::Output out;
  const double spread = 60 * std::sqrt(static_cast<double>(terms));
  out.scale = static_cast<float>(product_scale * spread * std::exp(static_cast<double>(random.real(-1, 4))));
  out.zero_point = random.of(-128, 127, random.between(-128, 127));
  out.once = once;
  return out;
}

inline Activation random_activation(Random& random, reference::Output& out) {
  out.activation = random.of(' ', 'r', '6', '1');
  return out.activation == 'r' ? Activation::relu
       : out.activation == '6' ? Activation::relu6
       : out.activation == '1' ? Activation::relu_n1_to_1
                               : Activation::none;
}

inline Quantization quantization(const reference::Tensor& t) { return {t.scale, t.zero_point}; }
inline Quantization quantization(const reference::Output& out) { return {out.scale, out.zero_point}; }
inline Parameters parameters(const reference::Weights& k, Quantization output = {}) {
  return {.weights = k.weights, .biases = k.biases, .scales = k.scales, .output = output};
}

/// The window of a case: kernel, stride, dilation; `Valid` and `Same`.
template <int kernel_h, int kernel_w, int stride_h = 1, int stride_w = 1, int dilation_h = 1, int dilation_w = 1>
struct Inside {
  static constexpr reference::Window window{kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w};
  static constexpr Kernel kernel{kernel_h, kernel_w};
  using Padding = Valid;
  using Step = tinytmpl::Stride<stride_h, stride_w>;
  using Spread = tinytmpl::Dilation<dilation_h, dilation_w>;
};
template <int kernel_h, int kernel_w, int stride_h = 1, int stride_w = 1, int dilation_h = 1, int dilation_w = 1>
struct Around : Inside<kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w> {
  static constexpr reference::Window window{kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w, true};
  using Padding = Same;
};

constexpr int data_sets = 25;

/// Runs `check.template operator()<Case, rounding>(random)` for each case, with both roundings and many data sets.
template <class... Cases>
void for_each_case(auto check) {
  boost::hana::for_each(boost::hana::tuple_t<Cases...>, [&](auto type) {
    using Case = typename decltype(type)::type;
    for (std::uint64_t seed = 1; seed <= data_sets; ++seed) {
      Random twice(seed), once(seed);
      INFO("seed " << seed << " of " << static_cast<const char*>(__PRETTY_FUNCTION__));
      check.template operator()<Case, Rounding::twice>(twice);
      check.template operator()<Case, Rounding::once>(once);
    }
  });
}

}  // namespace support
