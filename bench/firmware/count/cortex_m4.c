// SPDX-License-Identifier: BSL-1.0
#include "cortex_m4.h"

#define BITS(word, high, low) (((word) >> (low)) & ((1u << ((high) - (low) + 1)) - 1))
#define BIT(word, at) (((word) >> (at)) & 1u)

static struct Instruction of_kind(enum Kind kind, int cycles) {
  struct Instruction result = {kind, cycles, false, no_access, no_register, no_register, no_register};
  return result;
}
static struct Instruction simple(int cycles) { return of_kind(arithmetic, cycles); }
static struct Instruction branch(int cycles) {
  struct Instruction result = of_kind(branches, cycles);
  result.branches = true;
  return result;
}
static struct Instruction load(int target, int base, int index) {
  struct Instruction result = {loads, 2, false, single_load, target, base, index};
  return result;
}
static struct Instruction store(enum Access access) {
  struct Instruction result = of_kind(stores, 1);
  result.access = access;
  return result;
}
static struct Instruction load_or_store(bool is_load, int target, int base) {
  return is_load ? load(target, base, no_register) : store(single_store);
}
/* Several words: a cycle, and one for each. */
static struct Instruction multiple(bool is_load, uint32_t registers, bool writes_program_counter) {
  struct Instruction result = of_kind(is_load ? loads : stores, 1 + __builtin_popcount(registers));
  result.branches = writes_program_counter;
  return result;
}

/* Special data and branch exchange: 0100 01xx. */
static struct Instruction decode_high_registers(uint32_t op) {
  const bool exchange = BITS(op, 9, 8) == 3, compare = BITS(op, 9, 8) == 1;
  const int destination = (int)(BITS(op, 2, 0) | BIT(op, 7) << 3);
  if (exchange || (!compare && destination == program_counter)) return branch(1);
  return simple(1);
}

/* 1011 xxxx: push, pop, compare and branch, hints. */
static struct Instruction decode_miscellaneous(uint32_t op) {
  if ((op & 0xF500) == 0xB100) return branch(1);                              /* CBZ, CBNZ */
  if ((op & 0xFE00) == 0xB400) return multiple(false, op & 0x1FF, false);     /* PUSH */
  if ((op & 0xFE00) == 0xBC00) return multiple(true, op & 0x1FF, BIT(op, 8)); /* POP */
  return simple(1);
}

static struct Instruction decode_16(uint32_t op) {
  if (BITS(op, 15, 10) == 0x11) return decode_high_registers(op);
  if (BITS(op, 15, 11) == 0x1C) return branch(1); /* B */
  switch (BITS(op, 15, 12)) {
    case 0x4:
      if (BITS(op, 11, 6) == 0xD) return of_kind(products, 1); /* MULS */
      if (BIT(op, 11)) return load((int)BITS(op, 10, 8), program_counter, no_register);
      return simple(1);
    case 0x5: /* register offset: STR, STRH, STRB are the first three */
      if (BITS(op, 11, 9) < 3) return store(lone_store);
      return load((int)BITS(op, 2, 0), (int)BITS(op, 5, 3), (int)BITS(op, 8, 6));
    case 0x6:
    case 0x7:
    case 0x8: return load_or_store(BIT(op, 11), (int)BITS(op, 2, 0), (int)BITS(op, 5, 3));
    case 0x9: return load_or_store(BIT(op, 11), (int)BITS(op, 10, 8), stack_pointer);
    case 0xB: return decode_miscellaneous(op);
    case 0xC: return multiple(BIT(op, 11), op & 0xFF, false);
    case 0xD: return BITS(op, 11, 8) >= 14 ? simple(1) : branch(1); /* conditional, but for UDF and SVC */
    default: return simple(1);
  }
}

/* Floating point: one cycle, but multiplications by accumulation 3, division and square root 14, transfers by their words. */
static struct Instruction decode_floating_point(uint32_t first, uint32_t second) {
  const int words = BITS(second, 11, 8) == 11 ? 2 : 1;
  if ((first & 0xFFE0) == 0xEC40) return simple(2); /* two core registers */
  if ((first & 0xFE00) == 0xEC00) {
    const bool single = BIT(first, 8) && !BIT(first, 5);
    return of_kind(BIT(first, 4) ? loads : stores, 1 + (single ? words : (int)BITS(second, 7, 0)));
  }
  if ((first & 0xFF00) != 0xEE00 || BIT(second, 4)) return simple(1);
  switch (BITS(first, 7, 4) & 0xB) {
    case 0x0:
    case 0x1:
    case 0x9:
    case 0xA: return simple(3);
    case 0x2: return of_kind(products, 1);
    case 0x8: return simple(14);
    case 0xB: return simple(BITS(first, 3, 0) == 1 && BITS(second, 7, 6) == 3 ? 14 : 1);
    default: return simple(1);
  }
}

/* 1110 100x: several words, two words, exclusive access, table branch; and arithmetic with a shifted register. */
static struct Instruction decode_multiple(uint32_t first, uint32_t second) {
  if (BIT(first, 9)) return simple(1);
  if (!BIT(first, 6)) return multiple(BIT(first, 4), second, BIT(first, 4) && BIT(second, 15));
  if ((first & 0xFFF0) == 0xE8D0 && (second & 0xFFE0) == 0xF000) return branch(2); /* TBB, TBH */
  if ((first & 0xFFE0) == 0xE840 || (first & 0xFFE0) == 0xE8C0) return simple(2);  /* exclusive */
  return of_kind(BIT(first, 4) ? loads : stores, 3);                               /* LDRD, STRD */
}

/* 1111 0xxx: constants, branches, system. */
static struct Instruction decode_branch(uint32_t first, uint32_t second) {
  if (!BIT(second, 15)) return simple(1);
  if (second & 0x5000) return branch(1);        /* B, BL */
  if (BITS(first, 9, 7) == 7) return simple(1); /* MSR, MRS, barriers */
  return branch(1);                             /* conditional */
}

/* 1111 1000: single loads and stores. */
static struct Instruction decode_single(uint32_t first, uint32_t second) {
  const int target = (int)BITS(second, 15, 12), base = (int)BITS(first, 3, 0);
  const bool constant_offset = BIT(first, 7) || BIT(second, 11);
  if (!BIT(first, 4)) return store(constant_offset ? single_store : lone_store);
  if (target == program_counter && BITS(first, 6, 5) != 2) return simple(1); /* preload */
  const bool indexed = !constant_offset && base != program_counter;
  struct Instruction result = load(target, base, indexed ? (int)BITS(second, 3, 0) : no_register);
  result.branches = target == program_counter;
  return result;
}

static struct Instruction decode_32(uint32_t first, uint32_t second) {
  const uint32_t group = BITS(first, 12, 11);
  if (group == 2) return decode_branch(first, second);
  if (BIT(first, 10)) return decode_floating_point(first, second);
  if (group == 1) return decode_multiple(first, second);
  if (!BIT(first, 9)) return decode_single(first, second);
  const bool short_sums = (first & 0xFFC0) == 0xFB00 && BITS(first, 5, 4) != 3;    /* MUL, MLA, SMLABB, SMLAD */
  const bool long_sums = (first & 0xFFD0) == 0xFBC0 || (first & 0xFFF0) == 0xFB40; /* SMLAL, SMLALD; SMLSD */
  if (short_sums || long_sums) return of_kind(products, 1);
  const bool divides = (first & 0xFFD0) == 0xFB90 && BITS(second, 7, 4) == 15;
  return simple(divides ? 7 : 1); /* registers, multiplications and accumulations: one cycle */
}

struct Instruction cortex_m4_decode(const uint8_t* bytes, int size) {
  const uint32_t first = bytes[0] | (uint32_t)bytes[1] << 8;
  return size == 2 ? decode_16(first) : decode_32(first, bytes[2] | (uint32_t)bytes[3] << 8);
}

int cortex_m4_cycles(const struct Instruction* now, const struct Instruction* before) {
  if (now->access != single_load) return now->cycles;
  const bool depends = before->access == single_load && (before->target == now->base || before->target == now->index);
  const bool pipelined = (before->access == single_load || before->access == single_store) && !depends;
  return pipelined ? 1 : now->cycles;
}
