// SPDX-License-Identifier: BSL-1.0
// Does somebody wear a mask? Reads pictures of 10 x 10 bytes from its input, as the sketch does from its serial line.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "pictures.hpp"
#include "reader.hpp"

using namespace tinytmpl::literals;

static_assert(sizeof(Reader) <= 1_KiB);
static_assert(pictures::size == Reader::size * Reader::size);

namespace {

Reader reader;

void print_answer() { std::printf("%s, %d of 255\n", reader.has_mask() ? "mask" : "none", reader.likelihood()); }

/// A picture as it goes over the line.
void send(const std::uint8_t* pixels, auto&& put) {
  put(Reader::begin);
  for (int i = 0; i < pictures::size; ++i) put(pixels[i]);
}

/// As long as there are bytes.
int answer_input() {
  for (int byte = std::getchar(); byte != EOF; byte = std::getchar())
    if (reader.take(static_cast<std::uint8_t>(byte))) print_answer();
  return 0;
}

int send_pictures() {
  for (const auto& pixels : pictures::pixels) send(pixels, [](std::uint8_t byte) { std::putchar(byte); });
  return 0;
}

void draw_row(const std::uint8_t* pixels) {
  constexpr char ink[] = "@%#*+=-:. ";
  for (int i = 0; i < Reader::size; ++i) std::printf("%c%c", ink[pixels[i] * 9 / 254], ink[pixels[i] * 9 / 254]);
  std::printf("   ");
}

void draw(int first, int count) {
  for (int row = 0; row < Reader::size; ++row, std::puts(""))
    for (int i = first; i < first + count; ++i) draw_row(pictures::pixels[i] + row * Reader::size);
}

/// Whether all answers are those that training's program got from the reference interpreter.
bool answer_pictures() {
  int right = 0, equal = 0;
  for (int i = 0; i < pictures::count; ++i) {
    send(pictures::pixels[i], [](std::uint8_t byte) { reader.take(byte); });
    if (i < 4) print_answer();
    right += reader.has_mask() == (pictures::labels[i] != 0);
    equal += reader.likelihood() == pictures::scores[i];
  }
  std::printf("%d of %d are right; bytes equal to the reference: %d\n", right, pictures::count, equal);
  return equal == pictures::count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) return argv[1] == std::string_view("send") ? send_pictures() : answer_input();
  const bool sound = reader.self_test();
  std::printf("self-test: %s\n", sound ? "passed" : "FAILED");
  draw(0, 4);
  const bool good = answer_pictures();
  std::printf("RAM: %d bytes, %d of them the network's; constants in flash: %d bytes; %d MACs\n",
              static_cast<int>(sizeof reader), Reader::Model::ram_bytes, Reader::Model::flash_bytes,
              static_cast<int>(Reader::Model::macs));
  return sound && good ? 0 : 1;
}
