// SPDX-License-Identifier: BSL-1.0
#include "evaluate/run.hpp"

#include <tinytmpl/kernels/portable.hpp>

#include "emit/golden.hpp"
#include "error.hpp"
#include "evaluate/trained.hpp"

namespace exporter {
namespace {

namespace core = tinytmpl::core;
using tinytmpl::kernels::Band;
using tinytmpl::kernels::Rows;

/// A geometry that portable kernels take as a template argument and read at run time: that of the layer that is computed.
struct RunTimeGeometry {
  static inline core::Geometry layer;

  static inline const core::Op& op = layer.op;
  static inline const core::RowShape& out = layer.out;
  static inline const int& operand_count = layer.operand_count;
  static inline const core::Array<core::RowShape, core::max_operands>& in = layer.in;
  static inline const int& kernel_h = layer.kernel_h;
  static inline const core::Sliding& cols = layer.cols;
  static inline const int& filter_c = layer.filter_c;
  static inline const tinytmpl::Element &weights = layer.weights, &biases = layer.biases;
  static inline const core::Attributes& own = layer.own;
  static inline const bool& has_bias = layer.has_bias;
  static inline const bool& as_uint8 = layer.as_uint8;
  static constexpr tinytmpl::Rounding rounding = {};
  static constexpr tinytmpl::FlashAccess flash = tinytmpl::FlashAccess::any;
};

}  // namespace
}  // namespace exporter

namespace tinytmpl::kernels {

/// As for other geometries: how many rows are read is known at run time.
template <exporter::RunTimeGeometry>
const Rows& rows_of(const Band& band) {
  return band.in[0];
}

}  // namespace tinytmpl::kernels

namespace exporter {
namespace {

/// The tensors of a network, and what computes them: whole, one after the other, by the portable kernels. What is kept from one
/// inference to the next stays in its tensor.
class Evaluation {
 public:
  explicit Evaluation(const Trained& in_trained) : trained(in_trained), net(trained.network()) {
    for (const core::Node& node : net)
      tensors.emplace_back(
          static_cast<std::size_t>(node.bytes()),
          static_cast<std::int8_t>(tinytmpl::graph::is_state(node) ? node.out.quantization.zero_point : 0));
  }
  std::vector<std::int8_t>& operator[](int tensor) { return tensors[static_cast<std::size_t>(tensor)]; }

  void run() {
    for (int i = net.input_count; i + 1 < net.count; ++i)
      if (!tinytmpl::graph::is_there(net[i])) compute(i);
  }

 private:
  const Trained& trained;
  const NodeNetwork& net;
  std::vector<std::vector<std::int8_t>> tensors;

  void compute(int i) {
    using Ladder = tinytmpl::kernels::Rungs<tinytmpl::targets::portable>;
    RunTimeGeometry::layer = trained.layer(i, false);
    const int chosen = Ladder::find(RunTimeGeometry::layer);
    Ladder::for_each([&]<class Kernel>(Kernel, int rung) {
      if (rung != chosen) return;
      std::vector<std::int8_t> scratch(static_cast<std::size_t>(Kernel::scratch_bytes(RunTimeGeometry::layer)));
      for (int row = 0; row < net[i].out.extent.h; ++row) {
        const std::vector<const std::int8_t*> table = rows_for(i, row);
        std::vector<Rows> in;
        for (int k = 0, first = 0; k < net[i].operand_count; first += net[i].in(k++).rows.size)
          in.push_back({.table = table.data() + first});
        std::int8_t* const out = row_of(i, row);
        const Band band{&out, in.data(), row, 1, scratch.data()};
        Kernel::template compute<RunTimeGeometry{}>(band, trained.canonical(i));
      }
    });
  }
  /// Sums of all rows lie in one place.
  std::int8_t* row_of(int i, int row) {
    return (*this)[i].data() + (net[i].traits.accumulates ? 0 : row * net[i].row_bytes());
  }
  const std::int8_t* row_to_read(int i, int row) {
    return tinytmpl::graph::lies_in_flash(net[i]) ? trained.canonical(i).weights + row * net[i].row_bytes()
                                                  : row_of(i, row);
  }
  /// What row `row` of node `i` reads.
  std::vector<const std::int8_t*> rows_for(int i, int row) {
    std::vector<const std::int8_t*> rows;
    for (int k = 0; k < net[i].operand_count; ++k) {
      const core::Operand& operand = net[i].in(k);
      const int height = net[operand.node].out.extent.h;
      for (int tap = 0; tap < operand.rows.size; ++tap) {
        const int r = operand.rows.start(row) + tap * operand.rows.dilation;
        rows.push_back(r >= 0 && r < height ? row_to_read(operand.node, r) : nullptr);
      }
    }
    return rows;
  }
};

/// How the bytes of a tensor at the edge of the network lie in memory, and the other way round: uint8 from -128 on.
int flip(const Network& net, int tensor) { return element_of(net, tensor) == Element::uint8 ? 0x80 : 0; }

}  // namespace

std::vector<std::uint8_t> run(const Network& net, std::span<const std::uint8_t> inputs) {
  inferences(net, inputs, "inputs");
  const auto bound = bind(net);
  if (!bound) throw Error("the network has too many layers to be computed here");
  const Trained trained(*bound);
  Evaluation evaluation(trained);
  std::vector<std::uint8_t> outputs;
  for (auto next = inputs.begin(); next != inputs.end();) {
    for (int i = 0; const int input : net.inputs)
      for (std::int8_t& element : evaluation[i++]) element = static_cast<std::int8_t>(*next++ ^ flip(net, input));
    evaluation.run();
    const core::Node& ends = bound->nodes.outputs();
    for (int k = 0; const int output : net.outputs)
      for (const std::int8_t element : evaluation[ends.in(k++).node])
        outputs.push_back(static_cast<std::uint8_t>(element ^ flip(net, output)));
  }
  return outputs;
}

}  // namespace exporter
