// SPDX-License-Identifier: BSL-1.0
/* The part of QEMU's plugin interface, version 1, that this project's plugins use. Debian's package has no header for it; these
   declarations were written from QEMU's documentation, docs/devel/tcg-plugins. */
#ifndef QEMU_PLUGIN_H
#define QEMU_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORTED __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef struct qemu_info_t qemu_info_t;

struct qemu_plugin_tb;   /* a block of instructions as it is translated */
struct qemu_plugin_insn; /* one of them */
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_RW = 3 }; /* version 7.2 takes reads for writes: ask for both */
typedef uint32_t qemu_plugin_meminfo_t;             /* an access to memory */

typedef void (*on_exit_t)(qemu_plugin_id_t id, void* data);
typedef void (*on_translation_t)(qemu_plugin_id_t id, struct qemu_plugin_tb* block);
typedef void (*on_execution_t)(unsigned cpu, void* data);
typedef void (*on_access_t)(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void* data);

void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, on_exit_t callback, void* data);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, on_translation_t callback);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb* block, on_execution_t callback,
                                          enum qemu_plugin_cb_flags flags, void* data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn* instruction, on_access_t callback,
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw which, void* data);
unsigned qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info); /* log2 of its bytes */
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb* block, size_t index);
const void* qemu_plugin_insn_data(const struct qemu_plugin_insn* instruction);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn* instruction);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn* instruction);

/* What a plugin defines. */
EXPORTED extern int qemu_plugin_version;
EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int argc, char** argv);

#endif
