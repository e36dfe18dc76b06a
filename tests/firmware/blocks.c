// SPDX-License-Identifier: BSL-1.0
/* Runs blocks of instructions under the counter of cycles as QEMU would, for test_tools.py: `translate` each, then `execute`. */
#include <stdlib.h>
#include <string.h>

#include "qemu_plugin.h"

struct qemu_plugin_insn {
  uint64_t address;
  uint8_t bytes[4];
  size_t size; /* as QEMU says */
};
struct qemu_plugin_tb {
  struct qemu_plugin_insn instructions[16];
  size_t count;
};

static on_translation_t on_translation;
static struct {
  on_execution_t call;
  void* data;
} blocks[16];
static int block_count;

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, on_translation_t callback) {
  (void)id;
  on_translation = callback;
}
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb* block, on_execution_t callback,
                                          enum qemu_plugin_cb_flags flags, void* data) {
  (void)block, (void)flags;
  blocks[block_count].call = callback;
  blocks[block_count].data = data;
}
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block) { return block->count; }
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb* block, size_t index) {
  return (struct qemu_plugin_insn*)&block->instructions[index];
}
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn* instruction) { return instruction->bytes; }
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn* instruction) { return instruction->size; }
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn* instruction) { return instruction->address; }

/* `count` instructions of 16 bits from `address` on, of which the last may be given as one of 32; the block's number. */
int translate(uint64_t address, const uint16_t* halfwords, int count, int last_size) {
  struct qemu_plugin_tb block = {.count = (size_t)count};
  for (int i = 0; i < count; ++i) {
    block.instructions[i].address = address + 2 * (uint64_t)i;
    block.instructions[i].size = i + 1 < count ? 2 : (size_t)last_size;
    memcpy(block.instructions[i].bytes, halfwords + i, block.instructions[i].size);
  }
  on_translation(0, &block);
  return block_count++;
}
void execute(int block) { blocks[block].call(0, blocks[block].data); }
