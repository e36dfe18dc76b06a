// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <support/random_network.hpp>
#include <tinytmpl/graph/execute.hpp>
#include <tinytmpl/graph/order.hpp>
#include <tinytmpl/graph/plan.hpp>

namespace support {

using Bands = tinytmpl::core::Array<int, network_capacity>;
using ScratchBytes = tinytmpl::core::Array<int, network_capacity>;
using Plan = tinytmpl::graph::Plan<network_capacity>;
constexpr int edge_capacity = network_capacity * 3;
using Timetable = tinytmpl::graph::Timetable<network_capacity, edge_capacity>;

/// Walks a planned network with kernels that compute nothing but check everything. Beside the arena there is a shadow, which
/// knows of each byte which byte of which row of which tensor it is.
class CheckingMachine {
 public:
  CheckingMachine(const Network& network, const Bands& rows_at_once, const ScratchBytes& scratch_bytes,
                  const Timetable& timetable, const Plan& memory_plan)
      : net(network), bands(rows_at_once), scratch(scratch_bytes), table(timetable), plan(memory_plan),
        arena(static_cast<std::size_t>(plan.bytes())), shadow(arena.size(), nobody) {
    for (int x = 0; x < net.count; ++x) {
      places[x] = tinytmpl::graph::Place(plan.rings[x], net[x].out.extent.h);
      if (tinytmpl::graph::lies_in_flash(net[x])) {
        flash[x].resize(static_cast<std::size_t>(net[x].bytes()));
        calls[x].rows = flash[x].data();
      } else if (net[x].op != tinytmpl::core::Op::input && net[x].op != tinytmpl::core::Op::output &&
                 !tinytmpl::graph::is_there(net[x])) {
        calls[x] = {&check, &names[x], plan.scratch[x]};
      }
    }
    for (int e = 0; e < plan.end_count; ++e) ends[e] = tinytmpl::graph::narrow(plan.ends[e]);
    check_bounds();
    for_each_state_row([this](int x, int row) { write(kept(x), row, address(x, row), net[x].row_bytes()); });
  }

  void fill_inputs() {
    for (int x = 0; x < net.input_count; ++x)
      for (int row = 0; row < net[x].out.extent.h; ++row) write(x, row, address(x, row));
  }
  void run() {
    restart();
    for (int x = 0; x < net.input_count; ++x) done[x] = tinytmpl::graph::narrow(net[x].out.extent.h);
    require(advance(), "the walk ends though nothing is missing");
    check_end();
    check_order(false);
  }
  void run_fed() {
    restart();
    for (int row = 0; row < net[0].out.extent.h && failure.empty(); ++row) {
      if (end < plan.end_count) write(0, row, address(0, row));
      if (row > 0 && end < plan.end_count) sequence.push_back(tinytmpl::graph::row_needed);
      ++done[0];
      advance();
    }
    require(end == plan.end_count, "the last row completes the outputs");
    check_end();
    check_order(true);
  }
  void check_inputs_kept() {
    for (int x = 0; x < net.input_count; ++x) check_whole(x, "an input was overwritten");
  }

  std::string failure;  // the first, if any

 private:
  static constexpr std::int64_t nobody = -1;
  static constexpr int most_in = 1 << 11, most_out = 4;

  const Network& net;
  const Bands& bands;
  const ScratchBytes& scratch;
  const Timetable& table;
  const Plan& plan;
  std::vector<std::int8_t> arena;
  std::vector<std::int64_t> shadow;
  tinytmpl::graph::Place places[network_capacity];
  tinytmpl::graph::Call calls[network_capacity];
  std::vector<std::int8_t> flash[network_capacity];   // of constants
  tinytmpl::core::Constants names[network_capacity];  // a kernel knows its node by the address of its constants
  std::int16_t ends[network_capacity], done[network_capacity];
  int fired[network_capacity], end = 0;  // end: of Plan::ends
  std::vector<int> sequence;             // of nodes, as they fired

  inline static CheckingMachine* current = nullptr;

  void require(bool holds, const char* what, int node = -1, int row = -1) {
    if (holds || !failure.empty()) return;
    failure = std::string(what) + ": node " + std::to_string(node) + ", row " + std::to_string(row);
  }
  /// Rows that no window reads, though windows reach beyond them, are not kept: whoever reads them is found out.
  bool has_place(int x) const { return plan.rings[x].pitch > 0; }
  static std::int64_t id(int node, int row, int byte) {
    return (std::int64_t{node} << 48) | (std::int64_t{row} << 24) | byte;
  }
  std::int8_t* address(int x, int row) { return places[x].at(arena.data(), row); }
  std::int64_t* shadow_of(const std::int8_t* byte) { return shadow.data() + (byte - arena.data()); }
  void write(int x, int row, std::int8_t* at) { write(x, row, at, net[x].row_bytes()); }
  void write(int name, int row, const std::int8_t* at, int bytes) {
    for (int b = 0; b < bytes; ++b) shadow_of(at)[b] = id(name, row, b);
  }
  /// A state whose reader has written it anew, for the next inference.
  static constexpr int kept(int x) { return network_capacity + x; }
  template <class What>
  void for_each_state_row(What what) {
    for (int x = net.input_count; x < net.count; ++x)
      for (int row = 0; row < net[x].out.extent.h && tinytmpl::graph::is_state(net[x]); ++row) what(x, row);
  }
  bool holds(int x, int row, const std::int8_t* at) {
    if (tinytmpl::graph::lies_in_flash(net[x])) return at == flash[x].data() + row * net[x].row_bytes();
    if (net[x].traits.accumulates) row = net[x].out.extent.h - 1;  // the sum over all rows is read
    for (int b = 0; b < net[x].row_bytes(); ++b)
      if (shadow_of(at)[b] != id(x, row, b)) return false;
    return true;
  }
  /// Does the row that lies `at` hold those of its elements that become rows `band` of the reshaped tensor `y`? The others may
  /// have been written over.
  bool holds_elements(int y, const tinytmpl::kernels::Band& band, int row, const std::int8_t* at) {
    const int x = net[y].in().node, bytes = net[x].row_bytes();
    if (tinytmpl::graph::lies_in_flash(net[x])) return holds(x, row, at);
    const int begin = band.row * net[y].row_bytes() - row * bytes;
    const int beyond = begin + band.count * net[y].row_bytes();
    for (int b = tinytmpl::core::maximum(0, begin); b < tinytmpl::core::minimum(beyond, bytes); ++b)
      if (shadow_of(at)[b] != id(x, row, b)) return false;
    return true;
  }
  void check_bounds() {
    for (int x = 0; x < net.count; ++x) {
      const tinytmpl::graph::Ring& ring = plan.rings[x];
      require(ring.slots > 0 || (net[x].out.extent.h == 0 && x >= net.input_count), "no room for a row", x);
      const bool kept = tinytmpl::graph::is_state(net[x]);
      const int begin = kept ? plan.states_begin() : 0, end_of_all = kept ? begin + plan.state_bytes
                                                                   : tinytmpl::graph::lies_in_flash(net[x])
                                                                       ? net[x].bytes()
                                                                       : plan.arena_bytes;
      require(ring.offset >= begin && ring.offset + ring.slots * ring.pitch <= end_of_all, "outside its memory", x);
      require(net[x].row_bytes() <= ring.pitch || !has_place(x), "rows overlap", x);
      const int alignment = net[x].alignment();
      require(ring.offset % alignment == 0 && ring.pitch % alignment == 0, "elements are not aligned", x);
      require(plan.scratch[x] % 4 == 0 && plan.scratch[x] >= 0, "scratch is not aligned", x);
      require(plan.scratch[x] + scratch[x] <= plan.arena_bytes, "scratch outside the arena", x);
    }
  }
  void restart() {
    for (int x = 0; x < network_capacity; ++x) done[x] = 0, fired[x] = 0;
    for_each_state_row([this](int x, int row) {
      const std::int8_t* at = address(x, row);
      for (int b = 0; b < net[x].row_bytes(); ++b)
        require(shadow_of(at)[b] == id(kept(x), row, b), "a state was lost, or is not written anew", x, row);
      write(x, row, at, net[x].row_bytes());
    });
    end = 0;
    sequence.clear();
  }
  bool advance() {
    if (!failure.empty()) return true;
    current = this;
    const tinytmpl::graph::Program program{table.steps.data(), table.needs.data(), places, calls, ends,
                                           net.input_count,    plan.end_count};
    const auto fire = [&](int x, int row, int count) {
      require(count <= bands[x], "more rows than the kernel asked for", x, row);
      tinytmpl::graph::execute<most_in, most_out>(program, arena.data(), x, row, count);
      return failure.empty();
    };
    for (; end < plan.end_count; ++end)
      if (!walk(program.steps, program.needs, program.inputs, done, ends[end], fire)) return false;
    return true;
  }
  void check_end() {
    for (int x = net.input_count; x + 1 < net.count; ++x)
      require(fired[x] == net[x].out.extent.h || tinytmpl::graph::is_there(net[x]) || !has_place(x),
              "a row was never computed", x, fired[x]);
    for (int k = 0; k < net.outputs().operand_count; ++k) check_whole(net.outputs().in(k).node, "an output was lost");
  }
  /// Is the order that a model is compiled to what has been fired, and no longer?
  void check_order(bool fed) {
    using Part = tinytmpl::graph::OrderPart<network_capacity>;
    auto part = std::make_unique<Part>(net, fed);
    const tinytmpl::graph::Tokens<network_capacity> numbers(net);
    std::vector<int> words, tokens;
    while (!part->complete) {
      *part = part->next(table, plan, net.input_count);
      for (int i = 0; i < part->size(); ++i) words.push_back((*part)[i]);
    }
    words.resize(static_cast<std::size_t>(tinytmpl::graph::fold_blocks(words.data(), static_cast<int>(words.size()))));
    tinytmpl::graph::for_each_token(words.data(), static_cast<int>(words.size()),
                                    [&](int token) { tokens.push_back(numbers.node[token]); });
    require(tokens == sequence || !failure.empty(), "the order is another one");
    const auto firings = static_cast<std::ptrdiff_t>(tokens.size()) - std::count(tokens.begin(), tokens.end(), 0);
    require(firings == part->firings || !failure.empty(), "firings are miscounted");
    require(words.size() <= tokens.size() + 2 * (1 + tokens.size() / 7), "the order became longer");
  }
  void check_whole(int x, const char* what) {
    for (int row = 0; row < net[x].kept_rows(); ++row) {
      const std::int8_t* at = arena.data() + plan.rings[x].offset + row * net[x].row_bytes();  // as its view reads it
      require(holds(x, row, at), what, x, row);
    }
  }

  static void check(const tinytmpl::kernels::Band& band, const tinytmpl::core::Constants& name) {
    current->compute(static_cast<int>(&name - current->names), band);
  }
  /// A kernel spoils its scratch, in which nobody's row may lie.
  void spoil_scratch(int y, const tinytmpl::kernels::Band& band) {
    for (int b = 0; b < scratch[y]; ++b) shadow_of(band.scratch)[b] = nobody;
    for (int o = 0; o < band.count && scratch[y] > 0; ++o)
      require(band.out[o] >= band.scratch + scratch[y] || band.scratch >= band.out[o] + net[y].row_bytes(),
              "scratch lies in the output", y, band.row);
  }
  /// A kernel of node `y`: every row that it is handed must be the row that was written, and it may lie under its output only
  /// if the node said so.
  void compute(int y, const tinytmpl::kernels::Band& band) {
    const Node& node = net[y];
    require(band.row == fired[y], "a row is computed twice, or too early", y, band.row);
    spoil_scratch(y, band);
    for (int k = 0; k < node.operand_count; ++k) {
      const tinytmpl::core::Operand& operand = node.in(k);
      const int x = operand.node, taps = operand.rows.size + (band.count - 1) * operand.rows.stride;
      for (int i = 0; i < taps; ++i) {
        const std::int8_t* in = band.in[k][i];
        const int row = operand.rows.start(band.row) + i * operand.rows.dilation;
        const bool outside = row < 0 || row >= net[x].out.extent.h;
        require(outside == !in, "a row outside the image has a place, or one inside has none", y, band.row);
        if (outside || !in) continue;
        require(node.traits.reshapes ? holds_elements(y, band, row, in) : holds(x, row, in),
                "not the row that was written", y, band.row);
        for (int o = 0; o < band.count; ++o) check_apart(y, k, o, row, in, band.out[o]);
        if (tinytmpl::graph::is_state(net[x])) write(kept(x), row, in, net[x].row_bytes());
      }
    }
    for (int o = 1; o < band.count && !node.traits.accumulates; ++o)
      for (int p = 0; p < o; ++p)
        require(band.out[o] >= band.out[p] + node.row_bytes() || band.out[p] >= band.out[o] + node.row_bytes(),
                "rows of a band overlap", y, band.row);
    const bool goes_on = node.traits.accumulates && band.row > 0;
    for (int b = 0; goes_on && b < node.row_bytes(); ++b)
      require(shadow_of(band.out[0])[b] == id(y, band.row - 1, b), "a sum was overwritten", y, band.row);
    for (int o = 0; o < band.count; ++o) write(y, band.row + o, band.out[o]);
    fired[y] += band.count;
    sequence.push_back(y);
  }
  void check_apart(int y, int k, int o, int row, const std::int8_t* in, const std::int8_t* out) {
    const Node& node = net[y];
    const int in_bytes = net[node.in(k).node].row_bytes(), out_bytes = node.row_bytes();
    if (in + in_bytes <= out || out + out_bytes <= in) return;
    using tinytmpl::core::Overwrites;
    const bool over_row =
        node.traits.overwrites == Overwrites::read_row && in == out && bands[y] == 1 && out_bytes <= in_bytes;
    const bool over_operand = node.traits.overwrites == Overwrites::operand && in == out && in_bytes == out_bytes;
    const bool same_place = node.traits.reshapes && plan.rings[y].offset == plan.rings[node.in(k).node].offset;
    require(over_row || over_operand || same_place, "the output overwrites what is still read", y, row + o);
  }
};

/// The network and its plan, for a message.
inline std::string listing(const Network& net, const Bands& bands, const Plan& plan) {
  std::ostringstream text;
  text << net.input_count << " inputs, arena " << plan.arena_bytes << ", ends";
  for (int e = 0; e < plan.end_count; ++e) text << ' ' << plan.ends[e];
  for (int x = 0; x < net.count; ++x) {
    const tinytmpl::graph::Ring& r = plan.rings[x];
    text << "\n  " << x << ' ' << net[x].kind << (net[x].traits.accumulates ? " (sums) " : " ") << net[x].out.extent.h
         << " rows of " << net[x].row_bytes() << ", band " << bands[x] << "; offset " << r.offset << " pitch "
         << r.pitch << " slots " << r.slots << " step " << r.step << " phase " << r.phase << "; reads";
    for (int k = 0; k < net[x].operand_count; ++k) {
      const tinytmpl::core::Operand& in = net[x].in(k);
      text << ' ' << in.node << " (size " << in.rows.size << " stride " << in.rows.stride << " dilation "
           << in.rows.dilation << " before " << in.rows.before << ")";
    }
  }
  return text.str();
}

}  // namespace support
