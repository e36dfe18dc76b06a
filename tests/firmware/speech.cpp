// SPDX-License-Identifier: BSL-1.0
// micro_speech, from samples to words: the features of each frame, the network's scores each 100 ms, and what is decided of them.
#include <algorithm>
#include <array>
#include <cstdio>

#include <tinytmpl/decisions/commands.hpp>
#include <tinytmpl/senses/micro_speech.hpp>

#include "audio_preprocessor.hpp"
#include "micro_speech.hpp"

// The file itself, by the assembler.
asm(R"(
  .section .rodata
  .balign 4
clip:
  .incbin "yes_no.wav"
clip_end:
  .text
)");
extern "C" const std::int16_t clip[], clip_end[];

namespace {

using namespace tinytmpl::senses;

constexpr int header = 22, hop = 320, frames = 49, frames_a_step = 5;  // the WAV file's, in samples; 20 ms; 1 s; 100 ms

FrontEnd<audio_preprocessor::Model, hop> ears;
MicroSpeechFrontEnd own_ears;  // the same graph in the library's words, with constants that the compiler computed
Spectrogram<frames, speech_features> spectrogram;
micro_speech::Model network;
tinytmpl::decisions::CommandRecognizer<4> recognizer({.window_ms = 400});  // the clip is short

void print(const char* what, const auto& elements) {
  std::printf("%s", what);
  for (const int element : elements) std::printf(" %d", element);
  std::printf("\n");
}

void decide(int milliseconds) {
  static constexpr const char* words[] = {"silence", "unknown", "yes", "no"};
  spectrogram.copy_to(network.input());
  print("scores", network.run());
  const auto command = recognizer.push(network.output(), milliseconds);
  if (command.is_new) std::printf("heard %s\n", words[command.label]);
}

}  // namespace

int main() {
  int frame = 0;
  std::array<std::int8_t, speech_features> own{};
  const std::span<const std::int16_t> pcm(clip + header, clip_end);
  for (std::size_t at = 0; at + hop / 2 <= pcm.size(); at += hop / 2) {  // pieces of 10 ms
    own_ears.push_samples(pcm.subspan(at, hop / 2), [&](auto features) { std::ranges::copy(features, own.begin()); });
    ears.push_samples(pcm.subspan(at, hop / 2), [&](auto features) {
      print("features", features);
      if (!std::ranges::equal(features, own)) std::printf("the library's own front end has others\n");
      spectrogram.push(features);
      if (++frame >= frames && (frame - frames) % frames_a_step == 0) decide(20 * frame + 10);
    });
  }
}
