// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "mask.hpp"

/// Takes pictures from a serial line, byte by byte: 255 begins one, and 100 bytes of grey follow, 0 to 254, row by row. A byte that got lost
/// spoils one picture. The network is fed with rows, so the picture is never whole in memory.
class Reader {
 public:
  using Model = mask::ModelWith<tinytmpl::Schedule::fed>;

  static constexpr std::uint8_t begin = 255;
  static constexpr int size = 10;
  static_assert(Model::Input<>::shape == tinytmpl::Shape<size, size, 1>{});

  /// Takes a byte; whether it was a picture's last, so that there is an answer.
  bool take(std::uint8_t byte, auto& observer) {
    if (byte == begin) {
      model.restart();
      column = 0, waits = false;
      return false;
    }
    if (waits) return false;
    row[static_cast<std::size_t>(column)] = static_cast<std::int8_t>(byte - 128);
    if (++column < size) return false;
    column = 0;
    waits = model.push_row(row.data(), observer);
    return waits;
  }
  bool take(std::uint8_t byte) {
    const tinytmpl::graph::NoObserver nobody;
    return take(byte, nobody);
  }

  bool has_mask() const { return likelihood() > 127; }
  /// Of 255.
  int likelihood() const { return model.output()[0] + 128; }

  bool self_test() {
    waits = true;
    return model.self_test(mask::golden).passed();
  }

 private:
  Model model;
  std::array<std::int8_t, size> row{};
  int column = 0;
  bool waits = true;
};
