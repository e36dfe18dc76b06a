// SPDX-License-Identifier: BSL-1.0
// Listens for "okay robot": see ../wake_word. Here the samples are those of a clip in flash.
#include "boards/board.hpp"
#include "clock.hpp"
#include "costs.hpp"
#include "listener.hpp"

// The file itself, by the assembler: as numbers in an array it would take the compiler seconds.
asm(R"(
  .section .rodata.clip, "a"
  .balign 4
clip:
  .incbin "clip.wav"
clip_end:
  .previous
)");
extern "C" const std::int16_t clip[], clip_end[];

namespace {

constexpr int header = 22;  // of the WAV file, in samples

Listener listener;
tinytmpl::Profile<Listener::Ears::Model, Clock> of_ears;
tinytmpl::Profile<Listener::Network, Clock> of_network;

}  // namespace

extern "C" int main() {
  Clock::start();
  const bool good = listener.self_test();
  board::print(good ? "self-test: passed\n" : "self-test: FAILED\n");

  const std::span<const std::int16_t> pcm(clip + header, clip_end);
  std::uint32_t milliseconds = 0;
  for (std::size_t at = 0; at + 160 <= pcm.size(); at += 160) {  // on a board: for (;;), whenever DMA has some
    milliseconds += 10;
    const auto heard = [&] {
      board::print("heard at ");
      board::print_number(milliseconds);
      board::print(" ms\n");
    };
    listener.listen(pcm.subspan(at, 160), heard, of_ears, of_network);
  }
  costs::print("a frame's features, each 10 ms", of_ears, milliseconds / 10 - 2);
  costs::print("the network, each 30 ms", of_network, milliseconds / 30);
  board::print("\nRAM for all ");
  board::print_number(sizeof listener);
  board::print(" bytes\n");
  return good ? 0 : 1;
}
