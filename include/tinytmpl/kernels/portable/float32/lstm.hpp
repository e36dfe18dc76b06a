// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include <tinytmpl/core/bytes.hpp>
#include <tinytmpl/core/exponential.hpp>
#include <tinytmpl/kernels/portable/float32/row.hpp>
#include <tinytmpl/layers/lstm.hpp>

namespace tinytmpl::kernels::portable {

/// computes  as lstm, of real numbers
struct RealLongShortTermMemory : RealKernelFor<Op::lstm> {
  static constexpr const char* name = "lstm, float32";

  template <auto g>
  static constexpr void compute(const Band& band, const Constants& k) {
    using namespace layers;
    const RealNumbers reals = load<g.flash>(k.reals);
    std::int8_t *hidden = state_row(band, 1), *cells = state_row(band, 2);
    for (int x = 0; x < g.out.w; ++x) {
      const std::int8_t* in = band.in[0].row() + x * g.in[0].bytes() / g.in[0].w;
      std::int8_t* out = band.out[0] + x * g.out.c * real_bytes;
      for (int u = 0; u < g.out.c; ++u) {
        const auto gate_of = [&](Gate gate) { return sum_of_gate<g>(in, hidden, gate, u, k, reals); };
        const float forget = logistic(gate_of(forget_gate)), input = logistic(gate_of(input_gate)),
                    candidate = hyperbolic_tangent(gate_of(cell_gate)), output = logistic(gate_of(output_gate));
        float cell = exact(reals.clamped(exact(forget * real_at(cells, u)))) + reals.clamped(exact(input * candidate));
        if (reals.own > 0) cell = bounded(cell, -reals.own, reals.own);
        put_real(cells, u, cell);
        put_real(out, u, reals.clamped(exact(hyperbolic_tangent(cell) * output)));
      }
      copy(hidden, out, g.out.c * real_bytes);
    }
  }

 private:
  /// W x + R h + b of unit `u`.
  template <auto g>
  static constexpr float sum_of_gate(const std::int8_t* in, const std::int8_t* hidden, int gate, int u,
                                     const Constants& k, const RealNumbers& reals) {
    const int inputs = g.in[0].c, units = g.out.c;
    const auto product = [&](const std::int8_t* from, int count, int first, int which) {
      float sum = 0;
      for (int i = 0; i < count; ++i) sum += exact(real_at(from, i) * weight_at<g>(k, reals, first + i, which));
      return sum;
    };
    const float of_input = product(in, inputs, (gate * units + u) * inputs, gate) + bias_at<g>(k, gate * units + u);
    const float of_hidden = product(hidden, units, layers::gate_count * units * inputs + (gate * units + u) * units,
                                    layers::gate_count + gate);
    return reals.clamped(of_input) + reals.clamped(of_hidden);
  }
};

}  // namespace tinytmpl::kernels::portable
