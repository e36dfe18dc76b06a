// SPDX-License-Identifier: BSL-1.0
/* A plugin for QEMU that counts the instructions between two functions, exactly, and models the cycles of a Cortex-M4.

   options  begin=ADDRESS, end=ADDRESS: entry to them opens and closes a window; the first one is empty, and is subtracted
            layer=ADDRESS, repeated: entry to function i ends what belongs to layer i
            walk=BEGIN:END, repeated: code whose cycles are no matter what of a kind of their own
            out=FILE: "total INSTRUCTIONS CYCLES", "layer I INSTRUCTIONS CYCLES" and the cycles of each kind, the walk's last,
            and for each block of code that ran "block ADDRESS INSTRUCTIONS CYCLES", all of the second window */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cortex_m4.h"
#include "qemu_plugin.h"

enum { most_layers = 512, most_walks = 64, branch_penalty = 2 /* to refill the pipeline: 1 to 3 says the manual */ };
enum { walk = kinds, parts };

struct Count {
  uint64_t instructions, cycles[parts];
};

enum Role { nothing_special, begins_window, ends_window, ends_layer };

/* A block of instructions that runs from its first to its last. */
struct Block {
  uint64_t start, end; /* addresses */
  struct Instruction first, last;
  enum Role role;
  int layer;
  struct Count once;      /* that one run of it counts */
  bool is_walk, branches; /* the last: its last instruction may go elsewhere */
  struct Count sum;
  struct Block* next;
};

int qemu_plugin_version = 1;

static uint64_t begin, end, layers[most_layers], walks[most_walks][2];
static int layer_count, walk_count;
static FILE* file;

static struct Block *blocks, *previous;
static bool counting;
static int window = -1;
static struct Count now, empty, counted[most_layers], at_last_layer;

static struct Count difference(struct Count a, struct Count b) {
  a.instructions -= b.instructions;
  for (int part = 0; part < parts; ++part) a.cycles[part] -= b.cycles[part];
  return a;
}
static void add(struct Count* sum, struct Count more) {
  sum->instructions += more.instructions;
  for (int part = 0; part < parts; ++part) sum->cycles[part] += more.cycles[part];
}
static void print_number(uint64_t number) { fprintf(file, " %llu", (unsigned long long)number); }
static void print(struct Count count) {
  uint64_t cycles = 0;
  for (int part = 0; part < parts; ++part) cycles += count.cycles[part];
  print_number(count.instructions);
  print_number(cycles);
}

static void open_window(void) {
  const struct Count zero = {0, {0}};
  ++window;
  counting = true;
  now = at_last_layer = zero;
  for (struct Block* block = blocks; block; block = block->next) block->sum = zero;
}

static void write_counts(void) {
  fprintf(file, "total");
  print(difference(now, empty));
  fprintf(file, "\n");
  for (int i = 0; i < layer_count; ++i) {
    fprintf(file, "layer %d", i);
    print(counted[i]);
    for (int part = 0; part < parts; ++part) print_number(counted[i].cycles[part]);
    fprintf(file, "\n");
  }
  for (const struct Block* block = blocks; block; block = block->next)
    if (block->sum.instructions > 0) {
      fprintf(file, "block %llu", (unsigned long long)block->start);
      print(block->sum);
      fprintf(file, "\n");
    }
  fflush(file);
}

static void close_window(void) {
  counting = false;
  if (window == 0) empty = now;
  if (window == 1) write_counts();
}

static void end_layer(int layer) {
  add(&counted[layer], difference(now, at_last_layer));
  at_last_layer = now;
}

static void act(const struct Block* block) {
  if (block->role == begins_window) open_window();
  if (block->role == ends_window && counting) close_window();
  if (block->role == ends_layer && counting) end_layer(block->layer);
}

static void count_cycles(struct Block* block, enum Kind kind, int cycles) {
  const int part = block->is_walk ? (int)walk : (int)kind;
  now.cycles[part] += (uint64_t)cycles;
  block->sum.cycles[part] += (uint64_t)cycles;
}

static void on_execution(unsigned cpu, void* data) {
  struct Block* block = data;
  const bool follows = previous && previous->end == block->start;
  (void)cpu;
  if (counting && previous && previous->branches && !follows) count_cycles(previous, branches, branch_penalty);
  act(block);
  if (counting && follows) { /* blocks end where pages do, too: their own cycles are those behind a branch */
    const int pipelined = cortex_m4_cycles(&block->first, &previous->last);
    count_cycles(block, block->first.kind, pipelined - block->first.cycles);
  }
  if (counting) {
    add(&now, block->once);
    add(&block->sum, block->once);
  }
  previous = block;
}

static void find_role(struct Block* block) {
  if (block->start == begin) block->role = begins_window;
  if (block->start == end) block->role = ends_window;
  for (int i = 0; i < layer_count; ++i)
    if (block->start == layers[i]) block->role = ends_layer, block->layer = i;
  for (int i = 0; i < walk_count; ++i)
    if (walks[i][0] <= block->start && block->start < walks[i][1]) block->is_walk = true;
}

/* The last 16-bit instruction of a page QEMU gives with the halfword behind it, as one of four bytes; those of 32 bits begin with
   11101 or more. */
static int thumb_size(const uint8_t* bytes, int size) { return size == 4 && bytes[1] >> 3 < 0x1D ? 2 : size; }

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb* translated) {
  struct Block* block = calloc(1, sizeof *block);
  struct Instruction before = {.access = no_access};
  const size_t count = qemu_plugin_tb_n_insns(translated);
  (void)id;
  for (size_t i = 0; i < count; ++i) {
    struct qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(translated, i);
    const uint8_t* bytes = qemu_plugin_insn_data(instruction);
    const int size = thumb_size(bytes, (int)qemu_plugin_insn_size(instruction));
    const struct Instruction decoded = cortex_m4_decode(bytes, size);
    if (i == 0) {
      block->start = qemu_plugin_insn_vaddr(instruction);
      block->first = decoded;
      find_role(block);
    }
    block->end = qemu_plugin_insn_vaddr(instruction) + (uint64_t)size;
    block->branches = decoded.branches;
    block->once.cycles[block->is_walk ? (int)walk : (int)decoded.kind] += (uint64_t)cortex_m4_cycles(&decoded, &before);
    block->last = before = decoded;
  }
  block->once.instructions = count;
  block->next = blocks;
  blocks = block;
  qemu_plugin_register_vcpu_tb_exec_cb(translated, on_execution, QEMU_PLUGIN_CB_NO_REGS, block);
}

/* The address in "name=ADDRESS"; without the bit by which Thumb code is marked. */
static bool read_address(const char* option, const char* name, uint64_t* address) {
  const size_t length = strlen(name);
  if (strncmp(option, name, length) != 0 || option[length] != '=') return false;
  *address = strtoull(option + length + 1, NULL, 0) & ~UINT64_C(1);
  return true;
}

static bool read_walk(const char* option) {
  unsigned long long first, behind;
  if (walk_count == most_walks || sscanf(option, "walk=%llx:%llx", &first, &behind) != 2) return false;
  walks[walk_count][0] = first;
  walks[walk_count++][1] = behind;
  return true;
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int argc, char** argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    if (strncmp(argv[i], "out=", 4) == 0) file = fopen(argv[i] + 4, "w");
    else if (read_address(argv[i], "begin", &begin) || read_address(argv[i], "end", &end) || read_walk(argv[i]))
      continue;
    else if (layer_count < most_layers && read_address(argv[i], "layer", &layers[layer_count])) ++layer_count;
    else return -1;
  }
  if (!file || !begin || !end) return -1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  return 0;
}
