// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tinytmpl/graph/plan.hpp>
#include <tinytmpl/graph/walk.hpp>
#include <tinytmpl/kernels/run.hpp>

namespace tinytmpl::graph {

/// Where a tensor's rows lie: a Ring, narrower, as it stands in flash.
struct Place {
  std::int32_t offset = 0, pitch = 0;
  std::int16_t slots = 1, step = 1, phase = 0;
  std::uint16_t reciprocal = 65535;  // of `slots`, in Q0.16: a division is a long call where there is no instruction

  constexpr Place() = default;
  constexpr explicit Place(const Ring& ring)
      : offset(ring.offset), pitch(ring.pitch), slots(narrow(ring.slots)), step(narrow(ring.step)),
        phase(narrow(ring.phase)), reciprocal(static_cast<std::uint16_t>(65535 / maximum(1, ring.slots))) {}

  /// place % slots, of a place below 2^16.
  constexpr int slot(int place) const {
    if (place < slots) return place;
    const int quotient = static_cast<int>(static_cast<std::uint32_t>(place) * reciprocal >> 16);  // or one too small
    const int rest = place - quotient * slots;
    return rest < slots ? rest : rest - slots;
  }
  template <class Byte>
  constexpr Byte* at(Byte* arena, int row) const {
    return arena + offset + slot(row * step + phase) * pitch;
  }
};

/// What computes a tensor's rows.
struct Call {
  kernels::Function* kernel = nullptr;
  const Constants* constants = nullptr;
  std::int32_t scratch = 0;  // its offset
};

/// A planned network as tables in flash.
struct Program {
  const Step* steps;
  const Edge* needs;
  const Place* places;
  const Call* calls;
  const std::int16_t* ends;
  int inputs, end_count;
};

/// The most rows that a kernel of the network is handed at once, and the most that it computes.
template <int n>
constexpr int most_input_rows(const Network<n>& net, const Array<int, n>& bands) {
  int most = 1;
  for (int i = 0; i + 1 < net.count; ++i) {
    int rows = 0;
    for (int k = 0; k < net[i].operand_count; ++k)
      rows += net[i].in(k).rows.size + (bands[i] - 1) * net[i].in(k).rows.stride;
    most = maximum(most, rows);
  }
  return most;
}

/// Computes `count` rows of tensor `x`, from `row` on.
template <int most_in, int most_out, FlashAccess flash = FlashAccess::any, bool any_denser = true>
constexpr void execute(const Program& program, std::int8_t* arena, int x, int row, int count) {
  const Step& step = load<flash>(program.steps + x);
  const Call& call = load<flash>(program.calls + x);
  const Place& to = load<flash>(program.places + x);
  if (to.pitch == 0) return;  // the end of the network, which has no rows of its own
  const std::int8_t* in[most_in];
  std::int8_t* out[most_out];
  const std::int8_t** next = in;
  for (int k = 0; k < step.edge_count; ++k) {
    const Edge& edge = load<flash>(program.needs + step.first_edge + k);
    const Place& place = load<flash>(program.places + edge.tensor);
    const int height = load<flash>(&program.steps[edge.tensor].height), by = edge.template dilation<any_denser>();
    int left = edge.size + (count - 1) * edge.stride, r = edge.template start<any_denser>(row);
    for (; left > 0 && r < 0; --left, r += by) *next++ = nullptr;
    for (int slot = place.slot(r * place.step + place.phase); left > 0 && r < height; --left, r += by) {
      *next++ = arena + place.offset + slot * place.pitch;
      slot += by * place.step;
      while (slot >= place.slots) slot -= place.slots;
    }
    for (; left > 0; --left) *next++ = nullptr;
  }
  for (int i = 0; i < count; ++i) out[i] = to.at(arena, row + i);
  call.kernel({out, in, row, count, arena + call.scratch}, load<flash>(call.constants));
}

}  // namespace tinytmpl::graph
