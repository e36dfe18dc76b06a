// SPDX-License-Identifier: BSL-1.0
// One model, MODEL_HEADER with namespace MODEL, in one SCHEDULE, for a machine of FLASH_BYTES and RAM_BYTES; it may be run with
// an OBSERVER. What the test adds lies in sections of its own, so that .text, .rodata and .bss are what a user would link.
#include "subject.hpp"

#include MODEL_HEADER

#if !defined(FLASH_ACCESS)
#define FLASH_ACCESS any
#endif
#if !defined(INPUT_MEMORY)
#define INPUT_MEMORY kept
#endif
#if !defined(OPTIMIZE)
#define OPTIMIZE speed
#endif
#if !defined(OBSERVER)
#define OBSERVER
#endif

namespace {

using Model = MODEL::ModelWith<tinytmpl::Schedule::SCHEDULE, tinytmpl::FlashAccess::FLASH_ACCESS,
                               tinytmpl::InputMemory::INPUT_MEMORY, tinytmpl::Optimize::OPTIMIZE>;

constexpr tinytmpl::Board machine{
    .name = "", .core = "", .flash_bytes = FLASH_BYTES, .ram_bytes = RAM_BYTES, .clock_hz = 0};
static_assert(tinytmpl::Fits<Model, machine>::checked);
static_assert(sizeof(Model) == Model::ram_bytes);

/// Appends to a text, or only counts what it would append.
struct Text {
  char* to = nullptr;
  int length = 0;

  constexpr void add(const char* text) {
    for (; *text; ++text, ++length)
      if (to) to[length] = *text;
  }
  constexpr void add(std::int64_t number) {
    if (number >= 10) add(number / 10);
    const char digit[] = {static_cast<char>('0' + number % 10), 0};
    add(digit);
  }
};

constexpr void describe_kernels(Text& text) {
  for (int node = 0; const auto& layer : Model::layers) {
    const int of_layer = node++;
    if (*layer.kernel == 0) continue;  // an input or an output
    text.add("layer ");
    text.add(layer.kind);
    text.add(" ");
    text.add(layer.target);
    text.add(" ");
    text.add(layer.macs);
    text.add(" ");
    text.add(of_layer);
    text.add("\n");
  }
}

constexpr int text_length = [] {
  Text text;
  describe_kernels(text);
  return text.length;
}();

struct Kernels {
  char text[text_length + 1]{};

  constexpr Kernels() {
    Text all{text};
    describe_kernels(all);
  }
};
[[gnu::section(".board.rodata")]] constexpr Kernels kernels;

Model model;

using Input = Model::Input<>;
using Output = Model::Output<>;
/// What memory holds less than the bits of an element: of a uint8.
template <class Tensor>
constexpr int offset = tinytmpl::core::offset_of(tinytmpl::core::element_of<typename Tensor::dtype>);

}  // namespace

extern "C" {

[[gnu::section(".board.rodata")]] constexpr Facts facts = {sizeof(Input::dtype) * Input::size,
                                                           sizeof(Output::dtype) * Output::size, Model::ram_bytes,
                                                           Model::flash_bytes, kernels.text};

[[gnu::section(".board.text")]] void subject_input(std::uint32_t i, std::int8_t byte) {
  model.input().raw()[i] = static_cast<std::int8_t>(byte - offset<Input>);
}
[[gnu::section(".board.text")]] std::int8_t subject_output(std::uint32_t i) {
  return static_cast<std::int8_t>(model.output().raw()[i] + offset<Output>);
}

[[gnu::section(".board.text")]] void subject_reset() { model.reset(); }
void infer() { model.run(OBSERVER); }
}
