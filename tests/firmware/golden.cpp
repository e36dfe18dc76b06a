// SPDX-License-Identifier: BSL-1.0
// The first GOLDEN_COUNT inputs of the file GOLDEN_INPUTS, and the outputs that belong to them.
#include "subject.hpp"

#if defined(__wasm__)
#define SECTION ".section .rodata.golden,\"\",@\n"
#else
#define SECTION ".section .golden, \"a\"\n"
#endif
#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

// `bytes` bytes of a file, as the array `name`.
#define EMBED(name, file, bytes)                       \
  asm(SECTION ".balign 4\n.globl " name "\n" name ":\n" \
      ".incbin \"" file "\", 0, " TEXT(bytes) "\n.size " name ", " TEXT(bytes) "\n.text\n")

EMBED("golden_inputs", GOLDEN_INPUTS, GOLDEN_COUNT * INPUT_BYTES);
EMBED("golden_outputs", GOLDEN_OUTPUTS, GOLDEN_COUNT * OUTPUT_BYTES);

const std::uint32_t golden_count = GOLDEN_COUNT;
