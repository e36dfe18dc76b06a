// SPDX-License-Identifier: BSL-1.0
#include "evaluate/trained.hpp"

#include <tinytmpl/graph/compile.hpp>
#include <tinytmpl/graph/trained.hpp>

#include "evaluate/rounding.hpp"

namespace exporter {
namespace {

using tinytmpl::Rounding;
using tinytmpl::core::Op;

}  // namespace

Trained::Trained(const Bound& in_bound) : bound(in_bound) {
  for (int i = 0; i < network().count; ++i)
    constants.push_back(tinytmpl::graph::has_kernel(network()[i]) || tinytmpl::graph::lies_in_flash(network()[i])
                            ? derive(i)
                            : tinytmpl::core::Constants{});
}

const tinytmpl::Parameters& Trained::given(int i) const {
  return bound.parameters[static_cast<std::size_t>(network()[i].layer)];
}

tinytmpl::core::Constants Trained::derive(int i) {
  const tinytmpl::core::Node& node = network()[i];
  const tinytmpl::Quantization operand = network().operand(i).out.quantization;
  tinytmpl::graph::Derived derived;
  if (node.demands.multipliers > 0) {
    auto& list = multipliers.emplace_back(static_cast<std::size_t>(node.demands.multipliers));
    with_rounding(bound.rounding, [&]<Rounding rounding>() {
      tinytmpl::graph::derive_multipliers<rounding>(network(), i, given(i), list.data());
    });
    derived.multipliers = list.data();
  }
  if (node.demands.factors > 0) {
    auto& list = factors.emplace_back(static_cast<std::size_t>(node.demands.factors));
    tinytmpl::graph::derive_factors(network(), i, given(i), list.data());
    derived.factors = list.data();
  }
  if (node.demands.reals) derived.reals = &reals.emplace_back(reals_of(network(), i, given(i)));
  else if (node.demands.wide) derived.wide = &wide.emplace_back(wide_of(network(), i));
  else if (node.op == Op::lookup)
    derived.table =
        tables
            .emplace_back(with_rounding(
                bound.rounding,
                [&]<Rounding rounding>() { return tinytmpl::graph::lookup_table<rounding>(node, operand, given(i)); }))
            .data();
  else if (node.op == Op::softmax)
    derived.exponentials =
        exponentials
            .emplace_back(with_rounding(bound.rounding,
                                        [&]<Rounding rounding>() {
                                          return tinytmpl::graph::softmax_table<rounding>(operand.scale, given(i).beta);
                                        }))
            .data();
  else if (node.demands.fill) {
    auto& list = filled.emplace_back(static_cast<std::size_t>(node.demands.table_bytes / 2));
    node.demands.fill(list.data(), node);
    derived.filled = list.data();
  }
  return canonical_constants(network(), i, given(i), derived);
}

const tinytmpl::core::LinearSum& Trained::linear(int i) const {
  const auto [found, is_new] = linear_sums.try_emplace(i);
  if (is_new)
    found->second = with_rounding(bound.rounding, [&]<Rounding rounding>() {
      return tinytmpl::graph::find_linear_sum<rounding>(canonical(i), network()[i].op == Op::sub);
    });
  return found->second;
}

tinytmpl::core::Constants Trained::with_linear(int i) const { return linear_constants(network(), i, linear(i)); }

tinytmpl::core::Geometry Trained::layer(int i, bool with_numbers) const {
  const tinytmpl::core::Node& node = network()[i];
  tinytmpl::core::Geometry g = geometry_of(network(), i, bound.rounding);
  if (!with_numbers || !computes_bytes(network(), i)) return g;
  tinytmpl::core::Numbers filters;
  if (tinytmpl::graph::has_filters(node))
    filters = tinytmpl::graph::numbers_of_filters(node, canonical(i), 0, node.out.extent.c);
  g.numbers = tinytmpl::graph::numbers_of(node, canonical(i), filters,
                                          tinytmpl::graph::is_sum(node) ? linear(i) : tinytmpl::core::LinearSum{});
  return g;
}

}  // namespace exporter
