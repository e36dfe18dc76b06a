// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/gates.hpp>
#include <tinytmpl/kernels/ladder.hpp>
#include <tinytmpl/layers/lstm.hpp>

namespace tinytmpl::kernels::portable {

constexpr std::int32_t saturated_16(std::int32_t x) { return bounded<std::int32_t>(x, -32768, 32767); }

/// computes  of each step: gates = logistic(W x + R h + b), of the cells' tanh; cells = forget * cells + input * cell;
///           h = output * tanh(cells), which is the output: TFLite micro/kernels/lstm_eval.h
struct LongShortTermMemory : KernelFor<Op::lstm> {
  static constexpr const char* name = "lstm";
  static constexpr bool knows(Element element) { return element == Element::int8 || element == Element::int16; }

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using namespace layers;
    std::int8_t *hidden = state_row(band, 1), *cells = state_row(band, 2);
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * g.in[0].c;
      std::int8_t* out = band.out[0] + x * g.out.c;
      for (int u = 0; u < g.out.c; ++u) {
        const auto gate_of = [&](Gate gate) { return sum_of_gate<g>(in, hidden, gate, u, k); };
        const std::int32_t forget = logistic_16(gate_of(forget_gate)), input = logistic_16(gate_of(input_gate)),
                           candidate = tanh_16(gate_of(cell_gate), -12), output = logistic_16(gate_of(output_gate));
        std::int8_t* const cell_at = cells + 2 * u;
        std::int32_t cell =
            saturated_16(times<g.rounding>(forget, load_element<std::int16_t>(cell_at), one_in_q15) +
                         times<g.rounding>(input, candidate, load<g.flash>(k.multipliers + cell_product)));
        if (cell_clip(g) > 0) cell = bounded(cell, -cell_clip(g), cell_clip(g));
        store_element(cell_at, static_cast<std::int16_t>(cell));
        const std::int32_t product = tanh_16(cell, cell_power(g)) * output;
        out[u] = k.requantize<g.rounding, g.flash>(product, output_product);
      }
      copy(hidden, out, g.out.c);
    }
  }

 private:
  static constexpr Multiplier one_in_q15{1 << 30, -14};

  template <Rounding rounding>
  static constexpr std::int32_t times(std::int32_t a, std::int32_t b, Multiplier m) {
    return saturated_16(multiply<rounding>(a * b, m));
  }

  /// W x + R h + b of unit `u`, in Q3.12.
  template <auto g>
  static constexpr std::int32_t sum_of_gate(const std::int8_t* in, const std::int8_t* hidden, int gate, int u,
                                            const Constants& k) {
    const int inputs = g.in[0].c, units = g.out.c;
    const auto product = [&](const std::int8_t* from, int count, int zero_point, int first, std::int32_t sum,
                             int which) {
      const std::int8_t* weights = k.weights.template as<std::int8_t>() + first;
      for (int i = 0; i < count; ++i) sum += load<g.flash>(weights + i) * (from[i] - zero_point);
      return saturated_16(multiply<g.rounding>(sum, load<g.flash>(k.multipliers + which)));
    };
    const std::int32_t bias = load<g.flash>(k.biases.template as<std::int32_t>() + gate * units + u);
    const std::int32_t of_input = product(in, inputs, k.zero_point[0], (gate * units + u) * inputs, bias, gate),
                       of_hidden = product(hidden, units, k.output_zero_point,
                                           layers::gate_count * units * inputs + (gate * units + u) * units, 0,
                                           layers::gate_count + gate);
    return saturated_16(of_input + of_hidden);
  }
};

}  // namespace tinytmpl::kernels::portable
