// SPDX-License-Identifier: BSL-1.0
#include "evaluate/run.hpp"

#include <algorithm>
#include <barrier>
#include <mutex>
#include <thread>

#include <tinytmpl/graph/compile.hpp>
#include <tinytmpl/kernels/portable.hpp>

#include "emit/golden.hpp"
#include "error.hpp"
#include "evaluate/rounding.hpp"
#include "evaluate/trained.hpp"

namespace exporter {
namespace {

namespace core = tinytmpl::core;
using tinytmpl::kernels::Band;
using tinytmpl::kernels::Rows;

/// A geometry that portable kernels take as a template argument and read at run time: that of the layer that is computed.
struct RunTimeLayer {
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
  static constexpr tinytmpl::FlashAccess flash = tinytmpl::FlashAccess::any;
};
template <tinytmpl::Rounding of_network>
struct RunTimeGeometry : RunTimeLayer {
  static constexpr tinytmpl::Rounding rounding = of_network;
};

}  // namespace
}  // namespace exporter

namespace tinytmpl::kernels {

/// As for other geometries: how many rows are read is known at run time.
template <auto g>
  requires std::is_base_of_v<exporter::RunTimeLayer, std::remove_const_t<decltype(g)>>
const Rows& rows_of(const Band& band) {
  return band.in[0];
}

}  // namespace tinytmpl::kernels

namespace exporter {
namespace {

constexpr std::int64_t most_lanes = 32, lane_bytes = std::int64_t{32} << 20;

/// How the bytes of a tensor at the edge of the network lie in memory, and the other way round: uint8 from -128 on.
int flip(const Network& net, int tensor) { return element_of(net, tensor) == Element::uint8 ? 0x80 : 0; }

/// The tensors of one inference.
struct Lane {
  std::vector<std::vector<std::int8_t>> tensors;
};

/// What a kernel is handed, as often as it is called.
struct Hand {
  std::vector<const std::int8_t*> rows;
  std::vector<Rows> in;
  std::vector<std::int8_t> scratch;
};

}  // namespace

/// Several inferences at a time, the lanes, layer by layer: whole, by the portable kernels. All threads compute the same layer, whose
/// geometry they share.
class Runner::Evaluation {
 public:
  explicit Evaluation(const Network& in_given)
      : given(in_given), bound(bind(given)), trained(*checked(bound)), net(bound->nodes) {
    for (int i = net.input_count; i < net.count; ++i) keeps = keeps || tinytmpl::graph::is_state(net[i]);
    for (const int input : given.inputs) in_bytes += bytes(given[input]);
    for (const int output : given.outputs) out_bytes += bytes(given[output]);
    for (const core::Node& node : net) bytes_of_lane += node.bytes();
    add_lanes(1);
  }

  std::int64_t in_bytes = 0, out_bytes = 0;

  void run(const std::uint8_t* inputs, std::uint8_t* outputs, std::int64_t count, int threads) {
    const std::lock_guard lock(one_at_a_time);
    // What a layer keeps goes from one inference to the next: these have no lanes.
    const std::int64_t fitting =
        std::clamp(lane_bytes / std::max<std::int64_t>(1, bytes_of_lane), std::int64_t{1}, most_lanes);
    add_lanes(keeps ? 1 : std::min(count, fitting));
    const std::int64_t at_once = std::clamp(count, std::int64_t{1}, std::int64_t{std::ssize(lanes)});
    const auto team = static_cast<int>(std::clamp<std::int64_t>(threads, 1, at_once));
    std::vector<Hand> hands;
    hands.reserve(static_cast<std::size_t>(team));
    for (int thread = 0; thread < team; ++thread) hands.push_back(hand());
    std::barrier together(team);
    const auto work = [&](int thread) {
      for (std::int64_t first = 0; first < count; first += std::ssize(lanes)) {
        const auto each = [&](auto use) {
          for (std::int64_t lane = thread; lane < std::min(count - first, std::int64_t{std::ssize(lanes)});
               lane += team)
            use(lanes[static_cast<std::size_t>(lane)], first + lane);
        };
        each([&](Lane& lane, std::int64_t i) { load(lane, inputs + i * in_bytes); });
        for (int i = net.input_count; i + 1 < net.count; ++i) {
          if (tinytmpl::graph::is_there(net[i])) continue;
          together.arrive_and_wait();
          if (thread == 0) RunTimeLayer::layer = trained.layer(i, false);
          together.arrive_and_wait();
          each([&](Lane& lane, std::int64_t) { compute(lane, i, hands[static_cast<std::size_t>(thread)]); });
        }
        each([&](Lane& lane, std::int64_t i) { store(lane, outputs + i * out_bytes); });
      }
    };
    std::vector<std::thread> others;
    for (int thread = 1; thread < team; ++thread) others.emplace_back(work, thread);
    work(0);
    for (std::thread& other : others) other.join();
  }

  void reset() {
    const std::lock_guard lock(one_at_a_time);
    lanes.clear();
    add_lanes(1);
  }

 private:
  static inline std::mutex one_at_a_time;  // for there is one geometry of run time

  const Network& given;
  const std::unique_ptr<const Bound> bound;
  const Trained trained;
  const NodeNetwork& net;
  std::vector<Lane> lanes;
  std::int64_t bytes_of_lane = 0;
  bool keeps = false;

  static const Bound* checked(const std::unique_ptr<const Bound>& bound) {
    if (!bound) throw Error("the network has too many layers to be computed here");
    return bound.get();
  }
  void add_lanes(std::int64_t count) {
    while (std::ssize(lanes) < count) {
      Lane& lane = lanes.emplace_back();
      for (const core::Node& node : net)
        lane.tensors.emplace_back(
            static_cast<std::size_t>(node.bytes()),
            static_cast<std::int8_t>(tinytmpl::graph::is_state(node) ? node.out.quantization.zero_point : 0));
    }
  }
  /// With room for what any layer needs, so that threads need not ask for some.
  Hand hand() const {
    Hand out;
    std::size_t rows = 0;
    int scratch = 0;
    for (int i = 0; i < net.count; ++i) {
      std::size_t of_node = 0;
      for (int k = 0; k < net[i].operand_count; ++k) of_node += static_cast<std::size_t>(net[i].in(k).rows.size);
      rows = std::max(rows, of_node);
      if (tinytmpl::graph::has_kernel(net[i]))
        scratch = std::max(
            scratch, tinytmpl::kernels::choose<tinytmpl::targets::portable>(trained.layer(i, false)).scratch_bytes);
    }
    out.rows.reserve(rows), out.in.reserve(core::max_operands), out.scratch.resize(static_cast<std::size_t>(scratch));
    return out;
  }

  void load(Lane& lane, const std::uint8_t* next) const {
    for (std::size_t i = 0; i < given.inputs.size(); ++i)
      for (std::int8_t& element : lane.tensors[i])
        element = static_cast<std::int8_t>(*next++ ^ flip(given, given.inputs[i]));
  }
  void store(const Lane& lane, std::uint8_t* next) const {
    const core::Node& ends = net.outputs();
    for (int k = 0; const int output : given.outputs)
      for (const std::int8_t element : lane.tensors[static_cast<std::size_t>(ends.in(k++).node)])
        *next++ = static_cast<std::uint8_t>(element ^ flip(given, output));
  }

  void compute(Lane& lane, int i, Hand& hand) const {
    using Ladder = tinytmpl::kernels::Rungs<tinytmpl::targets::portable>;
    const int chosen = Ladder::find(RunTimeLayer::layer);
    Ladder::for_each([&]<class Kernel>(Kernel, int rung) {
      if (rung != chosen) return;
      for (int row = 0; row < net[i].out.extent.h; ++row) {
        find_rows(lane, i, row, hand);
        std::int8_t* const out = row_of(lane, i, row);
        const Band band{&out, hand.in.data(), row, 1, hand.scratch.data()};
        with_rounding(bound->rounding, [&]<tinytmpl::Rounding rounding>() {
          Kernel::template compute<RunTimeGeometry<rounding>{}>(band, trained.canonical(i));
        });
      }
    });
  }
  /// Sums of all rows lie in one place.
  std::int8_t* row_of(Lane& lane, int i, int row) const {
    return lane.tensors[static_cast<std::size_t>(i)].data() +
           (net[i].traits.accumulates ? 0 : row * net[i].row_bytes());
  }
  const std::int8_t* row_to_read(Lane& lane, int i, int row) const {
    return tinytmpl::graph::lies_in_flash(net[i]) ? trained.canonical(i).weights + row * net[i].row_bytes()
                                                  : row_of(lane, i, row);
  }
  /// What row `row` of node `i` reads.
  void find_rows(Lane& lane, int i, int row, Hand& hand) const {
    hand.rows.clear(), hand.in.clear();
    for (int k = 0; k < net[i].operand_count; ++k) {
      const core::Operand& operand = net[i].in(k);
      const int height = net[operand.node].out.extent.h;
      hand.in.push_back({.table = hand.rows.data() + hand.rows.size()});
      for (int tap = 0; tap < operand.rows.size; ++tap) {
        const int r = operand.rows.start(row) + tap * operand.rows.dilation;
        hand.rows.push_back(r >= 0 && r < height ? row_to_read(lane, operand.node, r) : nullptr);
      }
    }
  }
};

Runner::Runner(const Network& net) : evaluation(std::make_unique<Evaluation>(net)) {}
Runner::~Runner() = default;
std::int64_t Runner::input_bytes() const { return evaluation->in_bytes; }
std::int64_t Runner::output_bytes() const { return evaluation->out_bytes; }
void Runner::run(const std::uint8_t* inputs, std::uint8_t* outputs, std::int64_t count, int threads) {
  evaluation->run(inputs, outputs, count, threads);
}
void Runner::reset() { evaluation->reset(); }

std::vector<std::uint8_t> run(const Network& net, std::span<const std::uint8_t> inputs) {
  const std::int64_t count = inferences(net, inputs, "inputs");
  Runner runner(net);
  std::vector<std::uint8_t> outputs(static_cast<std::size_t>(count * runner.output_bytes()));
  runner.run(inputs.data(), outputs.data(), count);
  return outputs;
}

}  // namespace exporter
