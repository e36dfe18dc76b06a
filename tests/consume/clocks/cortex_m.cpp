// SPDX-License-Identifier: BSL-1.0
// A profile by SysTick, whose layers' ticks are no more than the whole inference's.
#include <tinytmpl/clocks/dwt.hpp>
#include <tinytmpl/clocks/systick.hpp>

#include "digits.hpp"

extern "C" void print(const char* text);

static digits::Model model;
static tinytmpl::Profile<digits::Model, tinytmpl::clocks::SysTickTimer> profile;

int main() {
  using Clock = tinytmpl::clocks::SysTickTimer;
  Clock::start();
  const std::uint32_t begin = Clock::now();
  model.run(profile);
  const std::uint32_t whole = (Clock::now() - begin) & 0xFFFFFF;
  const bool is_good = profile.total() > 0 && profile.total() <= whole;
  print(is_good ? "SysTick counts\n" : "SysTick does not count\n");
  if (tinytmpl::clocks::Dwt::start()) static_cast<void>(tinytmpl::clocks::Dwt::now());  // QEMU has no counter there
  return is_good ? 0 : 1;
}
