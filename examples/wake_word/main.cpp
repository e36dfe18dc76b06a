// SPDX-License-Identifier: BSL-1.0
// When is "okay robot" said? Listens to a WAV file, or to raw samples of a file or its input.
#include <cstdio>
#include <cstring>
#include <iterator>
#include <string_view>

#include "listener.hpp"

using namespace tinytmpl::literals;

static_assert(sizeof(Listener) <= 6_KiB);

namespace {

Listener listener;

std::uint32_t number(const unsigned char* bytes, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

/// Goes to the samples of a WAV file, if it has a microphone's format.
bool find_samples(std::FILE* file) {
  unsigned char chunk[8], format[16];
  while (std::fread(chunk, 1, sizeof chunk, file) == sizeof chunk) {
    const std::uint32_t size = number(chunk + 4, 4);
    if (std::memcmp(chunk, "data", 4) == 0) return true;
    if (std::memcmp(chunk, "fmt ", 4) != 0) {
      if (std::fseek(file, static_cast<long>(size + (size & 1)), SEEK_CUR) != 0) return false;
      continue;
    }
    if (size < sizeof format || std::fread(format, 1, sizeof format, file) != sizeof format) return false;
    if (number(format, 2) != 1 || number(format + 2, 2) != 1 || number(format + 4, 4) != Listener::rate_hz ||
        number(format + 14, 2) != 16)
      return false;
    std::fseek(file, static_cast<long>(size - sizeof format), SEEK_CUR);
  }
  return false;
}

int listen_to(std::FILE* file) {
  static std::int16_t pcm[Listener::rate_hz / 100];
  int times = 0;
  double seconds = 0;
  for (std::size_t count = 0; (count = std::fread(pcm, sizeof pcm[0], std::size(pcm), file)) > 0;) {
    seconds += static_cast<double>(count) / Listener::rate_hz;
    listener.listen(std::span(pcm).first(count), [&] {
      ++times;
      std::printf("heard at %.2f s\n", seconds);
    });
  }
  std::printf("%d time%s in %.2f s\n", times, times == 1 ? "" : "s", seconds);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::puts("wake_word FILE: a WAV file, or raw int16 of 16 kHz, or - for such an input"), 2;
  const bool good = listener.self_test();
  std::printf("self-test: %s\n", good ? "passed" : "FAILED");
  const std::string_view name = argv[1];
  std::FILE* const file = name == "-" ? stdin : std::fopen(argv[1], "rb");
  if (!file) return std::perror(argv[1]), 1;
  char head[12];
  if (name.ends_with(".wav")) {
    const bool is_wav = std::fread(head, 1, sizeof head, file) == sizeof head && std::memcmp(head + 8, "WAVE", 4) == 0;
    if (!is_wav || !find_samples(file))
      return std::puts("not a WAV file of 16 bits, 16 kHz and one channel; sox and ffmpeg make one"), 1;
  }
  listen_to(file);
  std::printf("RAM: %d bytes (front end %d, network %d); constants in flash: %d bytes (%d, %d)\n",
              static_cast<int>(sizeof listener), Listener::Ears::Model::ram_bytes, Listener::Network::ram_bytes,
              Listener::Ears::Model::flash_bytes + Listener::Network::flash_bytes, Listener::Ears::Model::flash_bytes,
              Listener::Network::flash_bytes);
  return good ? 0 : 1;
}
