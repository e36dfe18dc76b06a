/* SPDX-License-Identifier: BSL-1.0 */
/* Start-up of a Cortex-M4, and Arm's semihosting for its output; a project has its own. */
#include <stdint.h>

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];
int main(void);
void print(const char* text);
void reset(void);

static int semihost(int operation, const void* argument) {
  register int r0 __asm__("r0") = operation;
  register const void* r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

static void leave(int status) {
  const uint32_t block[2] = {0x20026, (uint32_t)status}; /* the application has ended by itself */
  for (;;) semihost(0x20, block);
}

void print(const char* text) { semihost(0x04, text); }

void reset(void) {
  volatile uint32_t* const coprocessors = (volatile uint32_t*)0xE000ED88;
  uint32_t *to, *from = data_load;
  *coprocessors |= 0xFu << 20; /* the floating-point unit */
  __asm__ volatile("dsb\n isb" ::: "memory");
  for (to = data_start; to < data_end; ++to) *to = *from++;
  for (to = bss_start; to < bss_end; ++to) *to = 0;
  leave(main());
}

static void fault(void) {
  print("fault\n");
  leave(99);
}

typedef void (*handler)(void);
static const struct {
  uint32_t* stack;
  handler handlers[15];
} vectors __attribute__((section(".vectors"), used)) = {stack_top, {reset, fault, fault, fault, fault, fault, fault}};
