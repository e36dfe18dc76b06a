// SPDX-License-Identifier: BSL-1.0
// EMBEDDING_LOOKUP; GATHER of a constant by computed indices.
#include "operators/embedding.hpp"

#include <fmt/format.h>
#include <tinytmpl/layers/embedding.hpp>

#include "operators/operator.hpp"
#include "operators/rules.hpp"
#include "text.hpp"

namespace exporter {
namespace {

struct Table {
  int rows = 1, columns = 1;
};

const Operator embedding{.word =
                             [](const Network&, const Layer& layer) {
                               const auto& [rows, columns] = attributes<Table>(layer);
                               return fmt::format("Embedding<{}, {}>", rows, columns);
                             },
                         .node =
                             [](const Network& net, const Layer& layer) {
                               const auto& [rows, columns] = attributes<Table>(layer);
                               return tinytmpl::layers::embedding(extent(net.in(layer).dims), rows, columns);
                             }};

void read(Reading& r) {
  r.expect_inputs(2, 2);
  read_embedding(r, 0, 1);
}

}  // namespace

void read_embedding(Reading& r, std::size_t indices, std::size_t table) {
  const int by = r.activation(indices);
  if (r.element(by) != Element::int32 && r.element(by) != Element::int64)
    r.refuse(r.input(indices), "indices are int32 or int64; let the model take those, or CAST them");
  Constants constants = r.constant(table);
  constants.scales.clear();  // the output's
  if (r.output().dtype != r.input(table).dtype && !r.computes_reals())
    r.refuse(r.input(table), "its type is not the output's; the file is damaged");
  if (!r.computes_reals()) r.expect_same_quantization(table);
  const std::vector<int>& of = r.input(table).shape;
  std::vector<int> shape = r.input(indices).shape;
  if (of.empty() || r.input(table).elements() == 0) r.refuse(r.input(table), "it has no rows; the file is damaged");
  shape.insert(shape.end(), of.begin() + 1, of.end());
  r.expect_shape(shape);
  const int columns = static_cast<int>(r.input(table).elements() / of[0]);
  Dims dims = r.dims(by);
  const int inner = dims.back() * (dims.size() > 1 ? dims[dims.size() - 2] : 1);
  dims = dims.size() == 3 ? Dims{dims[0], inner, columns} : Dims{inner, columns};
  Layer layer{&embedding, {by}, {}, Table{of[0], columns}, std::move(constants)};
  r.finish(r.intermediate(std::move(layer), std::move(dims)), shape);
}

Rules rules::embedding() { return {{"EMBEDDING_LOOKUP", read, Effect::computes, Axes::joined}}; }

}  // namespace exporter
