// SPDX-License-Identifier: BSL-1.0
// TensorFlow Lite Micro's signal library: SignalWindow, SignalFftAutoScale, SignalRfft, SignalEnergy, SignalFilterBank ...
#include <tinytmpl/layers/filter_bank.hpp>
#include <tinytmpl/layers/signal.hpp>

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "graph/signals.hpp"
#include "lower/elements.hpp"
#include "operators/operator.hpp"
#include "operators/rules.hpp"
#include "text.hpp"

namespace exporter {
namespace {

namespace layers = tinytmpl::layers;
using tinytmpl::core::Extent, tinytmpl::core::Node;
using Numbers = std::vector<int>;

/// Which of the words it is, its numbers, and what the library says of it.
struct Signal {
  const char* word;
  Numbers numbers;
  Node (*describe)(const Numbers&, const std::array<Extent, 2>& in);
};

const Operator signal{[](const Network&, const Layer& layer) -> std::string {
                        const auto& [word, numbers, describe] = attributes<Signal>(layer);
                        return numbers.empty() ? word : fmt::format("{}<{}>", word, fmt::join(numbers, ", "));
                      },
                      [](const Network& net, const Layer& layer) {
                        const auto& [word, numbers, describe] = attributes<Signal>(layer);
                        std::array<Extent, 2> in{};
                        for (std::size_t i = 0; i < layer.inputs.size(); ++i) in[i] = extent(net.in(layer, i).dims);
                        return describe(numbers, in);
                      }};

/// An option of the operator, from `least` to `most`.
int option(const Reading& r, const char* name, std::int64_t least, std::int64_t most) {
  const std::int64_t value = r.attributes().integer(name, least - 1);
  if (value < least || value > most)
    r.refuse(fmt::format("its option {} is missing, or not from {} to {}; the file is damaged", name, least, most));
  return static_cast<int>(value);
}
int option(const Reading& r, const char* name) { return option(r, name, INT32_MIN, INT32_MAX); }
int bits(const Reading& r, const char* name, int most = 31) { return option(r, name, 0, most); }

void expect_type(const Reading& r, const Value& value, Dtype type) {
  if (value.dtype != type)
    r.refuse(value, fmt::format("this operator is supported with {} here; convert again", dtype_name(type)));
}

/// A constant of int16.
std::vector<std::int16_t> halfwords(const Reading& r, std::size_t i) {
  const Value& value = r.input(i);
  expect_type(r, value, Dtype::int16);
  if (value.data.size() != 2 * static_cast<std::size_t>(value.elements()) || value.data.empty())
    r.refuse(value, "it must be a constant, as large as its shape says");
  return elements_of<std::int16_t>(value);
}

Constants constants(const Reading& r, std::size_t i, std::vector<std::int16_t> elements) {
  Constants out;
  out.name = r.input(i).name, out.dims = {static_cast<int>(elements.size())};
  out.weights = std::move(elements);
  return out;
}

/// The tensor, checked to be of `type`, and of one frame.
int frame(Reading& r, std::size_t i, Dtype type) {
  const Value& in = r.input(i);
  expect_type(r, in, type);
  if (r.is_constant(i)) r.refuse(in, "a signal is no constant; let the converter fold it");
  if (in.shape.empty() || in.elements() != in.shape.back())
    r.refuse(in, fmt::format("its shape is {}; this operator is supported with one frame", dimensions(in.shape)));
  return r.reshaped(r.activation(i), {in.shape.back()});
}

void expect_outputs(const Reading& r, std::size_t count) {
  if (r.outputs() != count) r.refuse(fmt::format("it has {} outputs, not {}; the file is damaged", r.outputs(), count));
}

void read_window(Reading& r) {
  r.expect_inputs(2, 2);
  const int in = frame(r, 0, Dtype::int16);
  std::vector<std::int16_t> window = halfwords(r, 1);
  if (window.size() != static_cast<std::size_t>(r.dims(in).back()))
    r.refuse(r.input(1), fmt::format("it has {} weights for a frame of {} samples", window.size(), r.dims(in).back()));
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::signal_window(n[0], x[0]);
  };
  r.finish(
      {&signal, {in}, {}, Signal{"SignalWindow", {bits(r, "shift", 30)}, describe}, constants(r, 1, std::move(window))},
      r.input(0).shape, r.dims(in));
}

/// Its second output is a layer before the first.
void read_fft_auto_scale(Reading& r) {
  r.expect_inputs(1, 1);
  expect_outputs(r, 2);
  const int in = frame(r, 0, Dtype::int16);
  r.choose_output(1);
  expect_type(r, r.output(), Dtype::int32);
  const auto describe_bits = [](const Numbers&, const std::array<Extent, 2>& x) {
    return tinytmpl::FftScaleBits::describe(x[0]);
  };
  const int scale = r.intermediate({&signal, {in}, {}, Signal{"FftScaleBits", {}, describe_bits}}, {1}, {});
  r.finish(scale, {});
  r.choose_output(0);
  const auto describe = [](const Numbers&, const std::array<Extent, 2>& x) {
    return layers::fft_auto_scale(x[0], x[1]);
  };
  r.finish({&signal, {in, scale}, {}, Signal{"FftAutoScale", {}, describe}}, r.input(0).shape, r.dims(in));
}

void read_rfft(Reading& r) {
  r.expect_inputs(1, 1);
  const int in = frame(r, 0, Dtype::int16), length = option(r, "fft_length");
  if (length < 16 || length > 4096 || (length & (length - 1)) != 0)
    r.refuse(fmt::format("its length is {}; a power of two from 16 to 4,096 is supported", length));
  if (r.dims(in).back() > length)
    r.refuse(r.input(0), fmt::format("it has {} samples, more than the transform, {}; the file is damaged",
                                     r.dims(in).back(), length));
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) { return layers::rfft(n[0], x[0]); };
  r.finish({&signal, {in}, {}, Signal{"Rfft", {length}, describe}}, {length + 2}, {length / 2 + 1, 2});
}

void read_energy(Reading& r) {
  r.expect_inputs(1, 1);
  const int in = frame(r, 0, Dtype::int16), size = r.dims(in).back(), bins = size / 2;
  if (size % 2 != 0) r.refuse(r.input(0), "complex numbers are pairs of elements; the file is damaged");
  const int end = option(r, "end_index", 0, bins), first = option(r, "start_index", 0, end);
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::energy(n[0], n[1], x[0]);
  };
  r.finish({&signal, {r.reshaped(in, {bins, 2})}, {}, Signal{"Energy", {first, end}, describe}}, {bins});
}

/// Widths, first bins, first weights, weights, weights of the next channel: as the library has them.
std::vector<std::int16_t> filter_bank_table(const Reading& r, int bins, int channels) {
  const std::vector<std::int16_t> weights = halfwords(r, 1), next = halfwords(r, 2), first_bin = halfwords(r, 3),
                                  first_weight = halfwords(r, 4), width = halfwords(r, 5);
  const auto count = static_cast<std::size_t>(channels) + 1;
  if (width.size() != count || first_bin.size() != count || first_weight.size() != count ||
      weights.size() != next.size())
    r.refuse(r.input(5), fmt::format("its constants are not those of {} channels; the file is damaged", channels));
  for (std::size_t i = 0; i < count; ++i) {
    const int w = width[i], bin = first_bin[i], weight = first_weight[i];
    const bool fits = w >= 0 && bin >= 0 && weight >= 0 && bin + w <= bins && weight + w <= std::ssize(weights);
    if (w != 0 && !fits)
      r.refuse(r.input(5), fmt::format("channel {} has bins that are not there; the file is damaged", i));
  }
  std::vector<std::int16_t> table;
  for (const auto* part : {&width, &first_bin, &first_weight, &weights, &next})
    table.insert(table.end(), part->begin(), part->end());
  return table;
}

void read_filter_bank(Reading& r) {
  r.expect_inputs(6, 6);
  const int in = frame(r, 0, Dtype::uint32), channels = option(r, "num_channels", 1, 32'767);
  expect_type(r, r.output(), Dtype::uint64);
  Constants table = constants(r, 1, filter_bank_table(r, r.dims(in).back(), channels));
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::filter_bank(n[0], n[1], x[0]);
  };
  const int weights = static_cast<int>(r.input(1).elements());
  r.finish({&signal, {in}, {}, Signal{"FilterBank", {channels, weights}, describe}, std::move(table)}, {channels});
}

void read_square_root(Reading& r) {
  r.expect_inputs(2, 2);
  const int in = frame(r, 0, Dtype::uint64);
  expect_type(r, r.output(), Dtype::uint32);
  expect_type(r, r.input(1), Dtype::int32);
  if (r.is_constant(1) || r.input(1).elements() != 1)
    r.refuse(r.input(1), "it must be the second output of a SignalFftAutoScale");
  const auto describe = [](const Numbers&, const std::array<Extent, 2>& x) {
    return layers::filter_bank_square_root(x[0], x[1]);
  };
  r.finish({&signal, {in, r.activation(1)}, {}, Signal{"FilterBankSquareRoot", {}, describe}}, r.input(0).shape);
}

/// Its second output is a layer before the first.
void read_spectral_subtraction(Reading& r) {
  r.expect_inputs(1, 1);
  expect_outputs(r, 2);
  const int in = frame(r, 0, Dtype::uint32), channels = option(r, "num_channels", 1, 32'767);
  if (channels != r.dims(in).back())
    r.refuse(r.input(0), fmt::format("it has {} channels, not {}; the file is damaged", r.dims(in).back(), channels));
  const int extra = bits(r, "smoothing_bits"), subtraction = bits(r, "spectral_subtraction_bits");
  r.choose_output(1);
  expect_type(r, r.output(), Dtype::uint32);
  Numbers smoothing{option(r, "smoothing"),
                    option(r, "one_minus_smoothing"),
                    option(r, "alternate_smoothing"),
                    option(r, "alternate_one_minus_smoothing"),
                    extra,
                    subtraction};
  if (option(r, "clamping", 0, 1) == 1) smoothing.push_back(1);
  const auto describe_estimate = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::noise_estimate({n[0], n[1], n[2], n[3], n[4], n[5], n.size() > 6}, x[0]);
  };
  const int estimate = r.intermediate(
      {&signal, {in}, {}, Signal{"NoiseEstimate", std::move(smoothing), describe_estimate}}, {channels}, {});
  r.finish(estimate, r.input(0).shape);
  r.choose_output(0);
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::spectral_subtraction(n[0], n[1], n[2], x[0], x[1]);
  };
  const Numbers numbers{option(r, "min_signal_remaining"), extra, subtraction};
  r.finish({&signal, {in, estimate}, {}, Signal{"SpectralSubtraction", numbers, describe}}, r.input(0).shape);
}

void read_pcan(Reading& r) {
  r.expect_inputs(3, 3);
  const int in = frame(r, 0, Dtype::uint32), estimate = frame(r, 1, Dtype::uint32);
  expect_type(r, r.output(), Dtype::uint32);
  if (r.dims(in) != r.dims(estimate))
    r.refuse(r.input(1), "it has other channels than the signal; the file is damaged");
  std::vector<std::int16_t> table = halfwords(r, 2);
  if (table.size() != layers::pcan_table)
    r.refuse(r.input(2), fmt::format("its table has {} elements; {} are needed", table.size(), layers::pcan_table));
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) { return layers::pcan(n[0], x[0], x[1]); };
  r.finish({&signal,
            {in, estimate},
            {},
            Signal{"Pcan", {bits(r, "snr_shift", 63)}, describe},
            constants(r, 2, std::move(table))},
           r.input(0).shape);
}

void read_filter_bank_log(Reading& r) {
  r.expect_inputs(1, 1);
  const int in = frame(r, 0, Dtype::uint32);
  expect_type(r, r.output(), Dtype::int16);
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::filter_bank_log(n[0], n[1], x[0]);
  };
  const Numbers numbers{option(r, "output_scale"), bits(r, "input_correction_bits")};
  r.finish({&signal, {in}, {}, Signal{"FilterBankLog", numbers, describe}}, r.input(0).shape);
}

void read_feature_scale(Reading& r) {
  const auto describe = [](const Numbers& n, const std::array<Extent, 2>& x) {
    return layers::feature_scale(n[0], n[1], n[2], n[3], x[0]);
  };
  const Numbers numbers{option(r, "factor"), option(r, "addend"), option(r, "divisor"), option(r, "offset")};
  r.finish({&signal, {r.activation(0)}, {}, Signal{"FeatureScale", numbers, describe}}, r.input(0).shape);
}

}  // namespace

Rules rules::signal() {
  const auto rule = [](const char* type, void (*read)(Reading&)) {
    return Rule{.type = type, .lower = read, .types = Types::several};
  };
  return {rule("SignalWindow", read_window),
          rule("SignalFftAutoScale", read_fft_auto_scale),
          rule("SignalRfft", read_rfft),
          rule("SignalEnergy", read_energy),
          rule("SignalFilterBank", read_filter_bank),
          rule("SignalFilterBankSquareRoot", read_square_root),
          rule("SignalFilterBankSpectralSubtraction", read_spectral_subtraction),
          rule("SignalPCAN", read_pcan),
          rule("SignalFilterBankLog", read_filter_bank_log),
          rule(feature_scale_type, read_feature_scale)};
}

}  // namespace exporter
