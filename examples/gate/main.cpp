// SPDX-License-Identifier: BSL-1.0
// Two networks in one memory: a gate of 520 multiplications decides whether the reader of digits, 174,720, runs.
#include <cstdio>

#include "frames.hpp"
#include "reader.hpp"

using namespace tinytmpl::literals;

static_assert(sizeof(Reader) < gate::Model::ram_bytes + digits::Model::ram_bytes);
static_assert(sizeof(Reader) <= 2_KiB);
static_assert(gate::Model::Input<>::size == frames::size);

namespace {

Reader reader;

constexpr char word(int digit) { return digit == Reader::nothing ? '.' : static_cast<char>('0' + digit); }

/// Reads all frames: how many are read wrongly, and how many passed the gate.
struct Result {
  int wrong = 0, passed = 0;
};
Result read_all() {
  Result result;
  std::printf("there is  ");
  for (const int label : frames::labels) std::putchar(word(label));
  std::printf("\nis read   ");
  for (int frame = 0; frame < frames::count; ++frame) {
    const int digit = reader.read(frames::images[frame]);
    std::putchar(word(digit));
    result.wrong += digit != frames::labels[frame];
    result.passed += digit != Reader::nothing;
  }
  return result;
}

}  // namespace

int main() {
  const bool good = reader.self_test();
  std::printf("self-test: %s\n", good ? "passed" : "FAILED");
  const Result result = read_all();
  const auto spent = gate::Model::macs * frames::count + digits::Model::macs * result.passed;
  std::printf("\n%d frames, %d through the gate, %d wrong\n", frames::count, result.passed, result.wrong);
  std::printf("MACs a frame: %d, without the gate %d\n", static_cast<int>(spent / frames::count),
              static_cast<int>(digits::Model::macs));
  std::printf("RAM: %d bytes for both (%d, %d); constants in flash: %d bytes (%d, %d)\n",
              static_cast<int>(sizeof reader), gate::Model::ram_bytes, digits::Model::ram_bytes,
              gate::Model::flash_bytes + digits::Model::flash_bytes, gate::Model::flash_bytes,
              digits::Model::flash_bytes);
  return good && result.wrong <= 1 ? 0 : 1;
}
