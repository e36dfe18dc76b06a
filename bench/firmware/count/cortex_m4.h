// SPDX-License-Identifier: BSL-1.0
/* What a Thumb instruction costs on a Cortex-M4 whose memory has no wait states.

   source  Arm, Cortex-M4 Technical Reference Manual, "Instruction set summary": cycles of each instruction; a load that follows
           a load or a store at once is pipelined and costs 1, if its address does not depend on the one before */
#ifndef CORTEX_M4_H
#define CORTEX_M4_H

#include <stdbool.h>
#include <stdint.h>

enum { no_register = -1, stack_pointer = 13, program_counter = 15 };

/* Where the cost of an instruction depends on its neighbour. */
enum Access {
  no_access,
  single_load,
  single_store, /* base register and constant offset: the next load is pipelined */
  lone_store    /* base and index register: it is not */
};

/* What an instruction is for. */
enum Kind {
  products, /* sums of products, one or two: MLA, SMLAD and their like, not the high half that requantizes */
  loads,
  stores,
  branches,
  arithmetic, /* and all else */
  kinds
};

struct Instruction {
  enum Kind kind;
  int cycles;    /* alone; of a branch: when it is not taken */
  bool branches; /* it may go elsewhere than to the next instruction, which costs the pipeline's refill */
  enum Access access;
  int target, base, index; /* registers of a single load or store */
};

struct Instruction cortex_m4_decode(const uint8_t* bytes, int size);

/* Cycles of `now`, which follows `before`. */
int cortex_m4_cycles(const struct Instruction* now, const struct Instruction* before);

#endif
