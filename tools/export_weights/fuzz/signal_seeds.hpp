// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/seeds.hpp"

namespace exporter {

/// A map of integers in FlexBuffers, each of 32 bits, as custom operators' options are. Keys are in order.
inline std::vector<std::uint8_t> flex_map(const std::vector<std::pair<std::string, int>>& options) {
  std::vector<std::uint8_t> out;
  const auto put = [&out](std::size_t value) {
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  };
  std::vector<std::size_t> names;
  for (const auto& [name, value] : options) {
    names.push_back(out.size());
    out.insert(out.end(), name.c_str(), name.c_str() + name.size() + 1);
  }
  while (out.size() % 4 != 0) out.push_back(0);
  put(options.size());
  const std::size_t keys = out.size();
  for (const std::size_t name : names) put(out.size() - name);
  put(out.size() - keys), put(4), put(options.size());
  const std::size_t values = out.size();
  for (const auto& [name, value] : options) put(static_cast<std::size_t>(static_cast<std::uint32_t>(value)));
  out.insert(out.end(), options.size(), 1 << 2 | 2);  // integers of 4 bytes
  while (out.size() % 4 != 0) out.push_back(0);
  put(out.size() - values);
  out.push_back(9 << 2 | 2), out.push_back(4);  // a map, at an offset of 4 bytes
  return out;
}

/// A front end with all of TFLM's signal operators, of 16 samples and two channels.
inline void signals(Seeds& seeds) {
  SmallModel m;
  const auto tensor = [&m](int size, Dtype dtype) { return m.tensor({{size}, {}, {}, dtype}); };
  const auto constant = [&m](const std::vector<std::int16_t>& elements) {
    std::vector<std::uint8_t> bytes(elements.size() * 2);
    std::memcpy(bytes.data(), elements.data(), bytes.size());
    return m.tensor({{static_cast<int>(elements.size())}, {}, {}, Dtype::int16, bytes});
  };
  const auto custom = [&](const char* type, const std::vector<int>& inputs, const std::vector<int>& outputs,
                          const std::vector<std::pair<std::string, int>>& options = {}) {
    seeds.has(type);
    m.op("CUSTOM", inputs, outputs, flatbuffers::Offset<schema::AddOptions>{}, type, flex_map(options));
  };
  const int x = tensor(16, Dtype::int16), frame = tensor(16, Dtype::int16), scaled = tensor(16, Dtype::int16);
  const int bits = m.tensor({{}, {}, {}, Dtype::int32}), spectrum = tensor(18, Dtype::int16);
  const int energies = tensor(9, Dtype::uint32), channels = tensor(2, Dtype::uint64), root = tensor(2, Dtype::uint32);
  const int clean = tensor(2, Dtype::uint32), noise = tensor(2, Dtype::uint32), gained = tensor(2, Dtype::uint32);
  const int y = tensor(2, Dtype::int16);
  custom("SignalWindow", {x, constant(std::vector<std::int16_t>(16, 4096))}, {frame}, {{"shift", 12}});
  custom("SignalFftAutoScale", {frame}, {scaled, bits});
  custom("SignalRfft", {scaled}, {spectrum}, {{"T", 7}, {"fft_length", 16}});
  custom("SignalEnergy", {spectrum}, {energies}, {{"end_index", 9}, {"start_index", 1}});
  custom("SignalFilterBank",
         {energies, constant({4096, 2048, 1024, 0, 4096}), constant({0, 2048, 3072, 4096, 0}), constant({1, 2, 4}),
          constant({0, 1, 3}), constant({1, 2, 2})},
         {channels}, {{"num_channels", 2}});
  custom("SignalFilterBankSquareRoot", {channels, bits}, {root});
  custom("SignalFilterBankSpectralSubtraction", {root}, {clean, noise},
         {{"alternate_one_minus_smoothing", 15401},
          {"alternate_smoothing", 983},
          {"clamping", 0},
          {"min_signal_remaining", 819},
          {"num_channels", 2},
          {"one_minus_smoothing", 15975},
          {"smoothing", 409},
          {"smoothing_bits", 10},
          {"spectral_subtraction_bits", 14}});
  custom("SignalPCAN", {clean, noise, constant(std::vector<std::int16_t>(125, 300))}, {gained}, {{"snr_shift", 6}});
  custom("SignalFilterBankLog", {gained}, {y}, {{"input_correction_bits", 3}, {"output_scale", 64}});
  seeds.write("signals", m.done({x}, {y}));
}

}  // namespace exporter
