// SPDX-License-Identifier: BSL-1.0
/* A plugin for QEMU that counts the loads from a range of addresses that are not of a whole word.

   options  begin=ADDRESS, end=ADDRESS: the range
   prints   "narrow COUNT" and "wide COUNT" to the error stream, when the machine stops */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu_plugin.h"

int qemu_plugin_version = 1;

static uint64_t begin, end, narrow, wide;

static void on_load(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void* data) {
  (void)cpu, (void)data;
  if (qemu_plugin_mem_is_store(info) || address < begin || address >= end) return;
  if (qemu_plugin_mem_size_shift(info) == 2 && address % 4 == 0) ++wide;
  else ++narrow;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb* block) {
  (void)id;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i)
    qemu_plugin_register_vcpu_mem_cb(qemu_plugin_tb_get_insn(block, i), on_load, QEMU_PLUGIN_CB_NO_REGS,
                                     QEMU_PLUGIN_MEM_RW, NULL);
}

static void on_exit(qemu_plugin_id_t id, void* data) {
  (void)id, (void)data;
  fprintf(stderr, "narrow %llu\nwide %llu\n", (unsigned long long)narrow, (unsigned long long)wide);
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int argc, char** argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    if (strncmp(argv[i], "begin=", 6) == 0) begin = strtoull(argv[i] + 6, NULL, 0);
    else if (strncmp(argv[i], "end=", 4) == 0) end = strtoull(argv[i] + 4, NULL, 0);
    else return -1;
  }
  if (begin >= end) return -1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
  qemu_plugin_register_atexit_cb(id, on_exit, NULL);
  return 0;
}
