// SPDX-License-Identifier: BSL-1.0
// The first GOLDEN_COUNT inputs of the file GOLDEN_INPUTS, and the outputs that belong to them.
#if defined(__wasm__)
  .section .rodata.golden, "", @
#else
  .section .golden, "a"
#endif

.macro embed name, file, bytes
  .balign 4
  .globl \name
\name:
  .incbin "\file", 0, \bytes
  .size \name, \bytes
.endm

  embed golden_inputs, GOLDEN_INPUTS, GOLDEN_COUNT * INPUT_BYTES
  embed golden_outputs, GOLDEN_OUTPUTS, GOLDEN_COUNT * OUTPUT_BYTES

  .balign 4
  .globl golden_count
golden_count:
  .4byte GOLDEN_COUNT
  .size golden_count, 4
