// SPDX-License-Identifier: BSL-1.0
// From PCM to what the network is given: int16 at 16 kHz in, 40 int8 each 10 ms out. train.py trains on these.
#include <cstdint>
#include <cstdio>
#include <span>

#include <tinytmpl/senses/micro_speech.hpp>

static tinytmpl::senses::MicroFrontend ears;

int main() {
  static std::int16_t pcm[16000];
  for (std::size_t count = 0; (count = std::fread(pcm, sizeof pcm[0], std::size(pcm), stdin)) > 0;)
    ears.push_samples(std::span(pcm).first(count), [](auto features) {
      std::fwrite(features.data(), 1, static_cast<std::size_t>(features.size()), stdout);
    });
  return 0;
}
